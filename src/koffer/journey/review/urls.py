"""Addresses of the review."""

from django.urls import path

from koffer.journey.review import history, holding, phones

urlpatterns = [
    path("w/<uuid:workshop>/console/review", holding.page, name="review"),
    path("w/<uuid:workshop>/console/review/hold", holding.hold, name="review-hold"),
    path("w/<uuid:workshop>/console/review/postponement", holding.postpone, name="review-postpone"),
    path("w/<uuid:workshop>/console/review/together", holding.together, name="review-together"),
    path("w/<uuid:workshop>/console/review/wall", holding.wall, name="review-off-the-wall"),
    path("w/<uuid:workshop>/console/review/pairs", holding.pair, name="review-pair"),
    path("w/<uuid:workshop>/console/review/filling", holding.again, name="review-again"),
    path("w/<uuid:workshop>/console/review/skip", holding.skip, name="review-skip"),
    path("w/<uuid:workshop>/console/review/finish", holding.finish, name="review-finish"),
    path("r/<str:token>", phones.phone, name="review-phone"),
    path("r/<str:token>/screen", phones.screen, name="review-screen"),
    path("r/<str:token>/<int:place>", phones.answer, name="review-answer"),
    path("t/<str:token>/history", history.history, name="history"),
]
