"""Addresses of presentations and the gallery."""

from django.urls import path

from koffer.journey.presentation import gallery, leading, visiting

urlpatterns = [
    path("w/<uuid:workshop>/console/presentations", leading.prepare, name="presentations"),
    path("w/<uuid:workshop>/console/presentations/<uuid:turn>", leading.lead, name="presentation"),
    path("w/<uuid:workshop>/console/presentations/<uuid:turn>/plan", leading.plan, name="presentation-plan"),
    path("w/<uuid:workshop>/console/presentations/<uuid:turn>/order/<uuid:of>", leading.order, name="event-order"),
    path("w/<uuid:workshop>/console/presentations/<uuid:turn>/begin", leading.begin, name="presentation-begin"),
    path("w/<uuid:workshop>/console/presentations/<uuid:turn>/slide", leading.slide, name="presentation-slide"),
    path("w/<uuid:workshop>/console/presentations/<uuid:turn>/finish", leading.finish, name="presentation-finish"),
    path("w/<uuid:workshop>/console/presentations/<uuid:turn>/example", leading.example, name="presentation-example"),
    path(
        "w/<uuid:workshop>/console/presentations/<uuid:turn>/reactions/<uuid:reaction>",
        leading.answered,
        name="reaction-answered",
    ),
    path("w/<uuid:workshop>/console/presentations/<uuid:turn>/ending", leading.end, name="event-ending"),
    path("e/<str:token>", visiting.visit, name="event"),
    path("e/<str:token>/screen", visiting.screen, name="event-screen"),
    path("e/<str:token>/<uuid:turn>/reactions", visiting.react, name="reaction"),
    path("o/<uuid:organisation>/gallery", gallery.gallery, name="gallery"),
    path("o/<uuid:organisation>/gallery/<uuid:workshop>", gallery.suitcase, name="gallery-suitcase"),
]
