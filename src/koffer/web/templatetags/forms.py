"""The hidden fields that every form of ours has."""

from typing import Any

from django import template
from django.template.base import Parser, Token
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


def form_fields(token: object, place: object) -> SafeString:
    """The token against foreign forms, and for whom the page was made, if it was for anybody."""
    fields = format_html('<input type="hidden" name="csrfmiddlewaretoken" value="{}">', token)
    return fields + format_html('<input type="hidden" name="place" value="{}">', place) if place else fields


class FormFields(template.Node):
    """`{% csrf_token %}`, in the place of Django's: no form can forget for whom its page was made, and what it saw."""

    def render(self, context: Any) -> str:
        """The fields, or nothing where a part is drawn for a stream."""
        known = context.get("csrf_token")
        if not known or known == "NOTPROVIDED":
            return ""
        moved = (getattr(context.get(name), "moves", None) for name in ("workshop", "side"))
        # A member commands nothing: what a phone fetches is small.
        moves = None if context.get("seat") else next((moves for moves in moved if moves is not None), None)
        seen = "" if moves is None else format_html('<input type="hidden" name="moves" value="{}">', moves)
        return seen + form_fields(known, context.get("made_for"))


@register.tag
def csrf_token(parser: Parser, token: Token) -> FormFields:
    """The hidden fields of a form."""
    return FormFields()
