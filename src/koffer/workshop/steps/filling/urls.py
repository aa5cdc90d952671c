"""Addresses of filling."""

from django.urls import path

from koffer.workshop.steps.filling import views

urlpatterns = [
    path("w/<uuid:workshop>/draft", views.draft, name="draft"),
    path("w/<uuid:workshop>/sheet", views.sheet, name="sheet"),
    path("w/<uuid:workshop>/sheet/change", views.change, name="sheet-change"),
    path("w/<uuid:workshop>/sheet/back", views.back, name="sheet-back"),
    path("w/<uuid:workshop>/sheet/picture", views.picture, name="picture"),
]
