"""Addresses of the closed suitcase."""

from django.urls import path

from koffer.workshop.steps.closed import views

urlpatterns = [path("w/<uuid:workshop>/console/reopening", views.reopening, name="reopening")]
