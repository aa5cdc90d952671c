"""The way in, for the projector page."""

from urllib.parse import urlsplit

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from koffer.web.qr import qr_svg
from koffer.workshop.access import door
from koffer.workshop.models import Workshop

register = template.Library()


@register.simple_tag
def join_qr(workshop: Workshop, base: str) -> SafeString:
    """The QR code that leads to the join page of `workshop`, at the address `base`."""
    return mark_safe(qr_svg(f"{base}{door(workshop)}", _("QR code to join")))  # noqa: S308 (drawn by us, no text from people)


@register.simple_tag
def join_host(base: str) -> str:
    """The address to type: without the scheme."""
    return urlsplit(base).netloc
