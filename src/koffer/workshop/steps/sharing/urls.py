"""Addresses of the end of a workshop."""

from django.urls import path

from koffer.workshop.steps.sharing import views

urlpatterns = [
    path("w/<uuid:workshop>/console/sharing", views.sharing, name="sharing"),
    path("w/<uuid:workshop>/console/closing", views.closing, name="closing"),
]
