"""Addresses of starting and joining."""

from django.urls import path

from koffer.workshop.joining import starting, views

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
]
