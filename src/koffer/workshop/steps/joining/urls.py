"""Addresses of starting and joining."""

from django.urls import path

from koffer.workshop.steps.joining import seat, starting, views

urlpatterns = [
    path("", views.home, name="home"),
    path("start", starting.start, name="start"),
    path("example", starting.example, name="example"),
    path("join", views.code, name="code"),
    path("j/<str:code>", views.join, name="join"),
    path("j/<str:code>/someone-else", views.someone_else, name="someone-else"),
    path("j/<str:code>/<str:key>", views.join, name="door"),
    path("j/<str:code>/<str:key>/someone-else", views.someone_else, name="someone-else-at-door"),
    path("m/<str:token>", views.personal_link, name="personal-link"),
    path("w/<uuid:workshop>/", seat.page, name="seat"),
    path("w/<uuid:workshop>/own", seat.own, name="own"),
    path("w/<uuid:workshop>/link", seat.link, name="link"),
    path("w/<uuid:workshop>/name", seat.name, name="name"),
    path("w/<uuid:workshop>/looking-on", seat.looking_on, name="looking-on"),
    path("w/<uuid:workshop>/wish", seat.wish, name="wish"),
    path("w/<uuid:workshop>/leaving", seat.leaving, name="leaving"),
]
