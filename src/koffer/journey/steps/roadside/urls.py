"""The address of the form that puts the suitcase beside the road."""

from django.urls import path

from koffer.journey.steps.roadside import views

urlpatterns = [path("w/<uuid:workshop>/console/beside", views.put, name="beside")]
