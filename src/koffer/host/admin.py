"""Django's admin for whoever runs the server, behind KOFFER_ADMIN. It knows no sheet, no story and no member."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from koffer.organisation.models import Membership, Organisation, Provider, Team, User
from koffer.workshop.models import Workshop


class HostSite(admin.AdminSite):
    """The admin. Signing in is ours: there are no passwords."""

    site_header = site_title = "Koffer"

    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """To the page where everybody signs in; who is signed in but no host gets 403."""
        if request.user.is_authenticated:
            return HttpResponse(status=403)
        return redirect(f"{reverse('account_login')}?{urlencode({'next': request.get_full_path()})}")


class ReadOnly(admin.ModelAdmin):  # type: ignore[type-arg]
    """To look at. Deleting here would end nobody's keys and sessions, and the admin's own log would keep the names."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never: accounts, roles and organisations go with their verbs, a workshop with its term."""
        return False


class OrganisationAdmin(ReadOnly):
    """Organisations."""

    fields = list_display = ("name", "language", "days_kept", "made_at")


class TeamAdmin(ReadOnly):
    """Teams."""

    fields = list_display = ("name", "organisation", "archived_at")


class UserAdmin(ReadOnly):
    """Accounts."""

    fields = list_display = ("name", "email", "is_active", "is_host", "last_login")


class MembershipAdmin(ReadOnly):
    """Who belongs where."""

    fields = list_display = ("user", "organisation", "role", "all_teams")


class ProviderAdmin(ReadOnly):
    """The own sign-in of organisations, without the secret."""

    fields = list_display = ("app", "organisation", "domains", "role", "listed")


class WorkshopAdmin(ReadOnly):
    """That workshops exist: whose, since when, until when. Nothing of what is in them."""

    fields = list_display = ("owned_by", "used_on", "purge_on")


site = HostSite(name="host")
for model, shown in (
    (Organisation, OrganisationAdmin),
    (Team, TeamAdmin),
    (User, UserAdmin),
    (Membership, MembershipAdmin),
    (Provider, ProviderAdmin),
    (Workshop, WorkshopAdmin),
):
    site.register(model, shown)
