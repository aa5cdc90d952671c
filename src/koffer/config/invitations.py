"""Invitations from the command line, for whoever runs the server: nobody needs a mail server to come in."""

from koffer.config.finding import account_called, described, organisation_called

HOW = "Open it in a browser; it works once, and for fourteen days."


def invite(organisation: str, role: str) -> int:
    """Print an invitation to the organisation with this name or id, or with "" the one that makes a new one."""
    import django

    django.setup()
    from django.urls import reverse

    from koffer.config.server import prepare
    from koffer.organisation.models import Invitation

    prepare()
    here = organisation_called(organisation) if organisation else None
    if organisation and here is None:
        return 1
    _made, token = Invitation.make(here, role=role, all_teams=role != "administrator")
    print(f"{address(reverse('invitation', args=[token]))}\n{HOW}")
    return 0


def make_host(who: str, *, remove: bool = False) -> int:
    """Let the one account with this name, address or id use Django's admin, or with `remove` no longer; says who."""
    import django

    django.setup()
    from koffer.config.server import prepare

    prepare()
    user = account_called(who)
    if user is None:
        return 1
    user.is_host = not remove
    user.save(update_fields=["is_host"])
    print(f"{'No host any more' if remove else 'Host now'}: {user.pk}  {described(user)}")
    return 0


def first_invitation() -> str:
    """The path at which the first administrator of a new server begins; "" once there is an organisation.

    Each start makes a new one, and ends the one before.
    """
    from django.urls import reverse

    from koffer.organisation.models import Invitation, Organisation

    if Organisation.objects.exists():
        return ""
    Invitation.objects.filter(organisation=None).delete()
    return reverse("invitation", args=[Invitation.make(None)[1]])


def address(path: str) -> str:
    """`path` as it is opened in a browser on this machine, or at the address that the host gave.

    By name: a passkey belongs to a name, never to a number such as 127.0.0.1.
    """
    from django.conf import settings

    host = "localhost" if settings.HOST in ("127.0.0.1", "0.0.0.0") else settings.HOST  # noqa: S104
    return f"{settings.PUBLIC_URL or f'http://{host}:{settings.PORT}'}{path}"
