"""Addresses of the opening."""

from django.urls import path

from koffer.workshop.steps.suitcase import views

urlpatterns = [path("w/<uuid:workshop>/console/opening", views.opening, name="opening")]
