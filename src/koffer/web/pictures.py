"""Pictures that people upload are drawn anew: nothing that a camera or an attacker wrote beside them stays."""

import struct
from io import BytesIO
from typing import Any, Literal

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from koffer.bounds import MOST_POINTS

# What the readers raise for bytes that somebody made up.
UNREADABLE = (OSError, ValueError, SyntaxError, TypeError, struct.error, KeyError, IndexError, EOFError)

Kind = Literal["PNG", "JPEG"]


class PictureField(forms.FileField):
    """A picture, as bytes of `kind`, at most `size` (width, height) pixels; None when nothing was chosen."""

    def __init__(self, *, size: tuple[int, int], kind: Kind, **kwargs: Any) -> None:
        widget = forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp"})
        messages = {"required": _("Choose a picture first.")}
        super().__init__(widget=widget, error_messages=messages, **kwargs)
        self._size, self._kind = size, kind

    def clean(self, data: Any, initial: Any = None) -> Any:
        """The picture drawn anew; raises what was wrong with it."""
        found = super().clean(data, initial)
        return self._redrawn(found) if isinstance(found, UploadedFile) else None

    def _redrawn(self, upload: "UploadedFile[Any]") -> bytes:
        from PIL import Image, ImageOps  # here: most servers never draw one

        try:
            with Image.open(upload, formats=tuple(MOST_POINTS)) as picture:
                if picture.width * picture.height > MOST_POINTS[str(picture.format)]:
                    raise forms.ValidationError(_("This picture has too many points. Make it smaller first."))
                picture.draft("RGB", self._size)
                upright = ImageOps.exif_transpose(picture)
                upright.thumbnail(self._size)
                made = BytesIO()
                upright.convert("RGBA" if self._kind == "PNG" else "RGB").save(made, self._kind, quality=82)
        except (*UNREADABLE, Image.DecompressionBombError) as error:
            raise forms.ValidationError(_("This is not a picture that we can read: PNG, JPEG or WebP.")) from error
        return made.getvalue()
