"""Reviews for templates."""

from django import template
from django.urls import reverse

from koffer.journey.access import review_token
from koffer.journey.models import Review

register = template.Library()


@register.simple_tag
def review_page(review: Review) -> str:
    """The address of a review, where what was written can be read."""
    return reverse("review-phone", args=[review_token(review)])
