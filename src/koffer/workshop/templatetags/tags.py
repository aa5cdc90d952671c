"""Tags with names, drawn in Python (a large room draws hundreds at each hand-in), and the destination's picture."""

from collections.abc import Sequence
from html import escape

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from koffer.organisation.models import Destination
from koffer.workshop.models import Workshop
from koffer.workshop.models.kinds import OBSERVER, PAPER
from koffer.workshop.people import ListedPerson
from koffer.workshop.room.fitting import cut, few, left_out
from koffer.workshop.team_link import team_token
from koffer.workshop.teams.pictures import picture_key

register = template.Library()
register.filter("few", few)
register.filter("cut", cut)


@register.simple_tag
def more(things: Sequence[object]) -> str:
    """How many of the things are left out, in words; "" for none."""
    left = left_out(things)
    return ngettext("and %(n)d more", "and %(n)d more", left) % {"n": left} if left else ""


@register.simple_tag
def luggage_tags(names: Sequence[str]) -> SafeString:
    """A luggage tag for each name on the projector."""
    drawn = [f'<li class="luggage-tag">{escape(name)}</li>' for name in few(names)]
    drawn += [f'<li class="luggage-tag">+{left}</li>'] if (left := left_out(names)) else []
    return mark_safe("".join(drawn))  # noqa: S308 (escaped)


@register.simple_tag
def person_tags(persons: Sequence[ListedPerson]) -> SafeString:
    """A tag for each person on the console, with how far that person is."""
    words = {name: f" <small>{escape(word)}</small>" for name, word in _words().items()}
    drawn = [
        f'<li class="tag{" in" if person.handed_in else ""}">{escape(person.name)}'
        + words.get(person.kind, "")
        + (words["aside"] if person.aside else words["in"] if person.handed_in else "")
        + "</li>"
        for person in few(persons)
    ]
    drawn += [f'<li class="tag">+{left}</li>'] if (left := left_out(persons)) else []
    return mark_safe("".join(drawn) or f'<li class="tag empty">{escape(_("Nobody yet"))}</li>')  # noqa: S308 (escaped)


def _words() -> dict[str, str]:
    return {OBSERVER: _("looks on"), PAPER: _("on paper"), "aside": _("set aside"), "in": "✓ " + _("in")}


@register.simple_tag
def team_page(workshop: Workshop) -> str:
    """The address of the team's page with its steps."""
    return reverse("team-page", args=[team_token(workshop)])


@register.simple_tag
def destination_picture(workshop: Workshop) -> SafeString:
    """The picture and the horizon of the organisation's destination (M1), where the workshop was started with it."""
    version = Destination.listed().filter(pk=workshop.held_with_id).first() if workshop.held_with_id else None
    if version is None or version.text != workshop.destination:
        return mark_safe("")
    horizon = f'<p class="horizon">{escape(version.horizon)}</p>' if version.horizon else ""
    address = reverse("workshop-destination", args=[workshop.pk, picture_key(workshop.pk)])
    picture = f'<img class="destination-picture" src="{address}" alt="">' if version.has_picture else ""
    return mark_safe(horizon + picture)  # noqa: S308 (escaped)
