"""Addresses of the team score."""

from django.urls import path

from koffer.workshop.steps.score import views

urlpatterns = [
    path("w/<uuid:workshop>/nod", views.nod, name="nod"),
    path("w/<uuid:workshop>/console/score", views.draft, name="score-draft"),
    path("w/<uuid:workshop>/console/score/fit", views.fit, name="score-fit"),
    path("w/<uuid:workshop>/console/score/proposal", views.proposal, name="score-proposal"),
    path("w/<uuid:workshop>/console/decision", views.decision, name="decision"),
]
