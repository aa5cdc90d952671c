"""Addresses of an organisation."""

from django.urls import include, path

from koffer.organisation.views import designs, people, setting_up, teams

here = [
    path("people", people.people, name="organisation-people"),
    path("people/invitations", people.invite, name="invite"),
    path("people/invitations/<int:invitation>/withdrawal", people.withdrawal, name="invitation-withdrawal"),
    path("people/<int:member>", people.person, name="person"),
    path("people/<int:member>/removal", people.removal, name="person-removal"),
    path("leaving", people.leaving, name="organisation-leaving"),
    path("teams/new", teams.add, name="team-new"),
    path("teams/<uuid:team>/name", teams.edit, name="team-edit"),
    path("teams/<uuid:team>/archiving", teams.archiving, name="team-archiving"),
    path("settings", setting_up.edit, name="organisation-settings"),
    path("logo", setting_up.logo, name="logo"),
    path("logo/removal", setting_up.logo_removal, name="logo-removal"),
    path("logo.png", setting_up.logo_picture, name="logo-picture"),
    path("destination", setting_up.destination, name="destination"),
    path("destination/<uuid:destination>.jpg", setting_up.destination_picture, name="destination-picture"),
    path("register", setting_up.register, name="register"),
    path("sheets", designs.designs, name="designs"),
    path("sheets/new", designs.add, name="design-new"),
    path("sheets/file", designs.bring, name="design-import"),
    path("sheets/<int:design>", designs.design, name="organisation-design"),
    path("sheets/<int:design>/archiving", designs.archiving, name="design-archiving"),
    path("sheets/<int:design>.json", designs.export, name="design-export"),
]

urlpatterns = [
    path("account/", include("koffer.organisation.account.urls")),
    path("o/<uuid:organisation>/", include(here)),
]
