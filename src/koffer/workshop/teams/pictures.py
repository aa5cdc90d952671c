"""The picture of the destination, for the people of one workshop: on phones, consoles and the projector."""

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from koffer.organisation.models import Destination
from koffer.web.links import Link, is_signed, signature


def picture_key(workshop: uuid.UUID) -> str:
    """What opens the picture, and only that; it stands in the pages of the workshop."""
    return signature(Link.DESTINATION, workshop)


@require_safe
def destination(request: HttpRequest, workshop: uuid.UUID, key: str) -> HttpResponse:
    """The picture of the destination with which the workshop is held; 404 with another key, or without a picture."""
    if not is_signed(key, picture_key(workshop)):
        raise Http404
    found = Destination.objects.filter(workshops=workshop).first()
    if found is None or found.picture is None:
        raise Http404
    answer = HttpResponse(bytes(found.picture), content_type="image/jpeg")
    answer.headers["Cache-Control"] = "private, max-age=86400"  # a version never changes
    return answer
