"""Fields for people's words. A wrong value gets its message next to the field; what was typed stays."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from koffer.web.names import tidy, tidy_text

TOO_LONG = _("This is too long: at most %(limit_value)d characters.")
NO_ADDRESS = _("This is not an e-mail address. It looks like name@library.org.")
MESSAGES = {"required": _("Fill this in; a few words are enough."), "max_length": TOO_LONG}


class AddressField(forms.EmailField):
    """An e-mail address of at most 254 characters."""

    def __init__(self, label: Any, **kwargs: Any) -> None:
        messages = {"required": _("Type your e-mail address."), "invalid": NO_ADDRESS, "max_length": TOO_LONG}
        super().__init__(label=label, max_length=254, error_messages=messages, **kwargs)


class LineField(forms.CharField):
    """One line of at most `longest` characters, without invisible ones."""

    def __init__(self, label: Any, longest: int, **kwargs: Any) -> None:
        super().__init__(label=label, max_length=longest, error_messages=MESSAGES, **kwargs)

    def to_python(self, value: Any) -> str:
        """The line as it is kept; how long that is, is judged after this."""
        line = str(super().to_python(value))
        return line if "\0" in line else tidy(line)  # that sign is nobody's typing: it is refused, not removed


class TextField(forms.CharField):
    """People's words on several lines, without signs that would break a page."""

    def __init__(self, *, rows: int = 2, **kwargs: Any) -> None:
        # dir=auto: words of right-to-left scripts stand as they should.
        widget = forms.Textarea(attrs={"rows": rows, "dir": "auto"})
        super().__init__(error_messages=MESSAGES, widget=widget, **kwargs)

    def to_python(self, value: Any) -> str:
        """The words as they are kept."""
        return tidy_text(str(super().to_python(value)))
