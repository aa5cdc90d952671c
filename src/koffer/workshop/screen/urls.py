"""Addresses of the projector page."""

from django.urls import path

from koffer.workshop.screen import views

urlpatterns = [path("w/<uuid:workshop>/screen/<str:key>", views.page, name="screen")]
