"""The road for templates."""

from django import template
from django.utils.safestring import SafeString, mark_safe

from koffer.drawing.road import Shape
from koffer.journey.road.road import Road

register = template.Library()


@register.simple_tag
def road_picture(road: Road, shape: Shape) -> SafeString:
    """The road, "wide" for walls and laptops or "tall" for phones."""
    return mark_safe(road.picture(shape))  # noqa: S308 (words are escaped there)
