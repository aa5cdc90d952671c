"""The private links of what comes after a workshop, and the getters: the only way to what a link opens.

A getter gives 404 to a link that is not ours or was ended. Each link opens one thing, and nothing else.
"""

import uuid

from django.http import Http404

from koffer.journey.models import Event, Reminder, Review
from koffer.organisation.models import Organisation
from koffer.sheets.pairs import Size
from koffer.web.links import Link, read_key, sign_key
from koffer.workshop.models import Action, Workshop
from koffer.workshop.team_link import get_by_token


def get_team_page(token: str) -> Workshop:
    """The workshop of a team's link; 404 for another link, and before the closing."""
    found = get_by_token(token)
    if not found.ever_closed:
        raise Http404
    return found


def get_action(workshop: Workshop, pair: uuid.UUID, size: str) -> Action:
    """A step on the label of the workshop; 404 for any other."""
    found = Action.objects.filter(pair=pair, pair__workshop=workshop, pair__aside=False, size=size)
    action = found.select_related("pair").first() if size in Size.values else None
    if action is None:
        raise Http404
    action.pair.workshop = workshop
    return action


def review_token(review: Review) -> str:
    """The secret of the link for phones and the screen: it opens one review, until `Workshop.renew_links`."""
    return sign_key(review.pk, Link.REVIEW, review.workshop.link_number)


def get_review(token: str) -> Review:
    """The review that the link opens; 404 for a link that is not ours, or was ended."""
    key, number = read_key(token, Link.REVIEW)
    found = Review.everything.filter(pk=key).first()
    workshop = Workshop.found(found.workshop_id) if found else None
    if found is None or workshop is None or str(workshop.link_number) != number:
        raise Http404
    found.workshop = workshop
    return found


def event_token(event: Event) -> str:
    """The secret of the link for visitors and the screen."""
    return sign_key(event.pk, Link.EVENT)


def get_event(token: str) -> Event:
    """The event that the link opens; 404 for any other link, and when it is over."""
    found = Event.objects.filter(pk=read_key(token, Link.EVENT)[0]).first()
    if found is None or not found.lives:
        raise Http404
    return found


def reminder_token(reminder: Reminder) -> str:
    """What the link in a mail holds: it opens one reminder, to agree or to say no."""
    return sign_key(reminder.pk, Link.REMINDER)


def find_reminder(token: str) -> Reminder | None:
    """The reminder that the link in a mail opens; None where it is gone, which its page tells."""
    return Reminder.objects.select_related("workshop", "action").filter(pk=read_key(token, Link.REMINDER)[0]).first()


def wall_token(organisation: Organisation) -> str:
    """The secret of the link to the road on the wall, until another one is given."""
    return sign_key(organisation.pk, Link.WALL, organisation.wall_number)


def get_wall(token: str) -> Organisation:
    """The organisation whose road the link shows; 404 for any other link."""
    key, number = read_key(token, Link.WALL)
    found = Organisation.objects.filter(pk=key).defer("logo").first()
    if found is None or str(found.wall_number) != number:
        raise Http404
    return found
