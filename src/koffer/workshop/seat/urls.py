"""Addresses of a member."""

from django.urls import path

from koffer.workshop.seat import views

urlpatterns = [
    path("w/<uuid:workshop>/", views.page, name="seat"),
    path("w/<uuid:workshop>/own", views.own, name="own"),
    path("w/<uuid:workshop>/link", views.link, name="link"),
    path("w/<uuid:workshop>/name", views.name, name="name"),
    path("w/<uuid:workshop>/looking-on", views.looking_on, name="looking-on"),
    path("w/<uuid:workshop>/wish", views.wish, name="wish"),
    path("w/<uuid:workshop>/leaving", views.leaving, name="leaving"),
]
