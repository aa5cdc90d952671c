"""Addresses of an organisation's teams and their workshops."""

from django.urls import path

from koffer.workshop.teams import adopting, discarding, pictures, starting, views

urlpatterns = [
    path("o/<uuid:organisation>/", views.overview, name="organisation"),
    path("o/<uuid:organisation>/teams/<uuid:team>", views.team, name="team"),
    path("o/<uuid:organisation>/teams/<uuid:team>/workshops/new", starting.start, name="team-start"),
    path("o/<uuid:organisation>/workshops", views.search, name="search"),
    path("o/<uuid:organisation>/workshops/<uuid:workshop>", views.released, name="released"),
    path("o/<uuid:organisation>/workshops/<uuid:workshop>/role", starting.role, name="role"),
    path("o/<uuid:organisation>/workshops/<uuid:workshop>/discarding", discarding.discard, name="team-discarding"),
    path("o/<uuid:organisation>/workshops/<uuid:workshop>/restoring", discarding.restore, name="team-restoring"),
    path("w/<uuid:workshop>/console/adoption", adopting.adoption, name="adoption"),
    path("w/<uuid:workshop>/destination/<str:key>.jpg", pictures.destination, name="workshop-destination"),
]
