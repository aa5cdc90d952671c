"""Addresses of reminders."""

from django.urls import path

from koffer.journey.reminders import views

urlpatterns = [
    path("t/<str:token>/<uuid:pair>/<str:size>/reminder", views.step, name="step-reminder"),
    path("t/<str:token>/reminder", views.look, name="look-reminder"),
    path("reminders/<str:token>", views.reminder, name="reminder"),
]
