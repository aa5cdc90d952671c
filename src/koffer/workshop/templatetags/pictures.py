"""Pictures for templates: closed suitcases, fabric tiles and the QR code to join."""

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from koffer.drawing import fabrics
from koffer.drawing.closed import closed_again, closed_once, closed_suitcase

register = template.Library()


DRAWN = "collection-drawn"


@register.simple_tag
def collection_drawn() -> SafeString:
    """The collection suitcase for `collection_suitcase` to show; stands outside the part that a stream replaces."""
    return mark_safe(closed_once(look="collection", word=_("Collection"), ident=DRAWN))  # noqa: S308 (our own drawing)


@register.simple_tag
def collection_suitcase() -> SafeString:
    """The collection suitcase: closed, beside the other, in every view (M2). The page holds `collection_drawn`."""
    picture = closed_again(sentence=_("The collection suitcase, closed"), ident="collection", of=DRAWN)
    return mark_safe(picture)  # noqa: S308 (texts are escaped there)


@register.simple_tag
def connection_suitcase(ident: str = "connection") -> SafeString:
    """The connection suitcase while it is still closed."""
    picture = closed_suitcase(
        look="connection",
        word=_("Connection"),
        sentence=_("The connection suitcase, still closed"),
        ident=ident,
    )
    return mark_safe(picture)  # noqa: S308


@register.simple_tag
def swatch(position: int, ident: str = "f", size: int = 40) -> SafeString:
    """The fabric tile of a category; `position` counts from 0 on the sheet."""
    return mark_safe(fabrics.swatch(position, size=size, ident=f"{ident}{position}"))  # noqa: S308


@register.simple_tag
def connection_closed(ident: str = "packed-case") -> SafeString:
    """The connection suitcase, packed and closed."""
    picture = closed_suitcase(
        look="connection", word=_("Connection"), sentence=_("The connection suitcase, packed and closed"), ident=ident
    )
    return mark_safe(picture)  # noqa: S308


@register.simple_tag
def cloth(position: int, ident: str) -> SafeString:
    """The weave of a category, to fill a band behind its name."""
    return mark_safe(fabrics.cloth(position, f"cloth-{ident}"))  # noqa: S308
