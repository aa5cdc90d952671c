"""Addresses of strengths, gaps and the last word."""

from django.urls import path

from koffer.workshop.findings import views

urlpatterns = [
    path("w/<uuid:workshop>/sentences/<str:kind>", views.sentence, name="sentence"),
    path("w/<uuid:workshop>/console/sentences/<str:kind>/opening", views.opening, name="sentences-opening"),
    path("w/<uuid:workshop>/console/findings/<str:kind>", views.pick, name="finding-pick"),
    path("w/<uuid:workshop>/console/findings/<uuid:finding>/edit", views.edit, name="finding-edit"),
    path("w/<uuid:workshop>/console/findings/<uuid:finding>/back", views.put_back, name="finding-back"),
]
