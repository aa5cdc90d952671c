"""Addresses of the road: of an organisation, of a wall, and of the team that places its suitcase."""

from django.urls import path

from koffer.journey.road import placing, views, wall

urlpatterns = [
    path("o/<uuid:organisation>/road", views.road, name="road"),
    path("o/<uuid:organisation>/road/stops", views.add, name="stop-add"),
    path("o/<uuid:organisation>/road/stops/<int:stop>", views.edit, name="stop-edit"),
    path("o/<uuid:organisation>/road/stops/<int:stop>/move", views.shift, name="stop-move"),
    path("o/<uuid:organisation>/road/stops/<int:stop>/removal", views.removal, name="stop-removal"),
    path("o/<uuid:organisation>/road/suitcases/<uuid:workshop>", views.place, name="road-place"),
    path("o/<uuid:organisation>/road/suitcases/<uuid:workshop>/hiding", views.hiding, name="road-hiding"),
    path("o/<uuid:organisation>/road/wall", wall.renew, name="wall-link"),
    path("wall/<str:token>", wall.wall, name="wall"),
    path("w/<uuid:workshop>/console/road", placing.road, name="console-road"),
    path("w/<uuid:workshop>/console/road/place", placing.place, name="placement"),
    path("w/<uuid:workshop>/console/road/place/removal", placing.removal, name="placement-removal"),
    path("w/<uuid:workshop>/console/road/steps/<uuid:pair>", placing.step, name="step-stop"),
    path("w/<uuid:workshop>/console/road/stops", placing.add, name="own-stop"),
    path("w/<uuid:workshop>/console/road/stops/<int:stop>/removal", placing.remove, name="own-stop-removal"),
]
