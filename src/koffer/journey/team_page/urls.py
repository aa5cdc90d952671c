"""Addresses of the team's page."""

from django.urls import path

from koffer.journey.team_page import views

urlpatterns = [
    path("t/<str:token>", views.page, name="team-page"),
    path("t/<str:token>/<uuid:pair>/<str:size>", views.change, name="step-change"),
    path("w/<uuid:workshop>/console/team-links", views.renew, name="team-links"),
]
