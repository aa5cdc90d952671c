"""Addresses of the facilitator."""

from django.urls import path

from koffer.workshop.console import console, discarding, keys, people, settings, wall

urlpatterns = [
    path("f/<str:token>", keys.private_link, name="private-link"),
    path("w/<uuid:workshop>/console", console.page, name="console"),
    path("w/<uuid:workshop>/console/own", console.own, name="console-own"),
    path("w/<uuid:workshop>/console/shown", console.shown, name="shown"),
    path("w/<uuid:workshop>/console/minutes", console.minutes, name="more-time"),
    path("w/<uuid:workshop>/console/start", console.start, name="filling-start"),
    path("w/<uuid:workshop>/console/restart", console.restart, name="restart"),
    path("w/<uuid:workshop>/console/settings", settings.edit, name="settings"),
    path("w/<uuid:workshop>/console/design", settings.design, name="design"),
    path("w/<uuid:workshop>/console/mode", settings.mode, name="mode"),
    path("w/<uuid:workshop>/console/discarding", discarding.discard, name="discarding"),
    path("w/<uuid:workshop>/console/restoring", discarding.restore, name="restoring"),
    path("w/<uuid:workshop>/console/links", keys.links, name="links"),
    path("w/<uuid:workshop>/console/links/<int:key>/withdrawal", keys.withdrawal, name="withdrawal"),
    path("w/<uuid:workshop>/console/people", people.page, name="people"),
    path("w/<uuid:workshop>/console/people/<uuid:seat>/name", people.rename, name="rename"),
    path("w/<uuid:workshop>/console/people/<uuid:seat>/out", people.out, name="showing-out"),
    path("w/<uuid:workshop>/console/people/<uuid:seat>/hidden", people.hidden, name="name-hidden"),
    path("w/<uuid:workshop>/console/lock", people.lock, name="room-lock"),
    path("w/<uuid:workshop>/console/wall", wall.wall, name="off-the-wall"),
    path("w/<uuid:workshop>/console/people/<uuid:seat>/aside", people.aside, name="aside"),
]
