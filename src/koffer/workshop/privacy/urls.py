"""The address of the privacy page."""

from django.urls import path

from koffer.workshop.privacy import views

urlpatterns = [path("privacy", views.page, name="privacy")]
