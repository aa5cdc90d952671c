"""Addresses of paper sheets."""

from django.urls import path

from koffer.workshop.paper import stack, views

urlpatterns = [
    path("w/<uuid:workshop>/console/paper", views.add, name="paper"),
    path("w/<uuid:workshop>/console/paper/stack", stack.stack, name="paper-stack"),
    path("w/<uuid:workshop>/console/paper/<uuid:seat>", views.sheet, name="paper-sheet"),
    path("w/<uuid:workshop>/console/paper/<uuid:seat>/back", views.back, name="paper-back"),
]
