"""Addresses of the label."""

from django.urls import path

from koffer.workshop.steps.label import views

urlpatterns = [
    path("w/<uuid:workshop>/label", views.add, name="pair-add"),
    path("w/<uuid:workshop>/label/<uuid:pair>", views.edit, name="pair-edit"),
    path("w/<uuid:workshop>/label/<uuid:pair>/<str:size>/name", views.name, name="pair-name"),
    path("w/<uuid:workshop>/console/label", views.note, name="pair-note"),
    path("w/<uuid:workshop>/console/label/<uuid:pair>/aside", views.aside, name="pair-aside"),
]
