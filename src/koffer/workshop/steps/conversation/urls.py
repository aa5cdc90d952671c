"""Addresses of the talk."""

from django.urls import path

from koffer.workshop.steps.conversation import console, views

urlpatterns = [
    path("w/<uuid:workshop>/conversation/<int:place>/offer", views.offer, name="offer"),
    path("w/<uuid:workshop>/conversation/<int:place>/stories", views.story, name="story"),
    path("w/<uuid:workshop>/stories/<uuid:story>/removal", views.removal, name="story-removal"),
    path("w/<uuid:workshop>/console/conversation/plan", console.plan, name="plan"),
    path("w/<uuid:workshop>/console/conversation/<int:place>/stories", console.story, name="story-note"),
    path("w/<uuid:workshop>/console/conversation/<int:place>/stories/opening", console.opening, name="stories-opening"),
    path("w/<uuid:workshop>/console/conversation/<int:place>/score", console.provisional, name="provisional"),
]
