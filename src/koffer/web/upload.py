"""Refuse a form that is too large before it is read: a hostile one costs neither memory nor time."""

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict


class SmallFiles(MemoryFileUploadHandler):
    """Keeps files in memory; of a form that is too large nothing is read, and `request.too_large` says so."""

    def handle_raw_input(self, input_data: Any, META: Any, content_length: int, *more: Any, **named: Any) -> Any:
        """Empty fields for a form over FILE_UPLOAD_MAX_MEMORY_SIZE; None, to read it as always, for any other."""
        if content_length > settings.FILE_UPLOAD_MAX_MEMORY_SIZE:
            self.request.too_large = True  # type: ignore[union-attr]
            return QueryDict(""), MultiValueDict()
        return super().handle_raw_input(input_data, META, content_length, *more, **named)
