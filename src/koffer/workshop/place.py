"""For whom a page was made: each of its requests names that place, and another one is refused (rules.md, section 7).

Two tabs of one browser share its cookies. Without the name a page that still stands open for Anna would act for whoever
took the device since.
"""

from django.http import HttpRequest

from koffer.web.tokens import hashed
from koffer.workshop.refusals import OtherPlace

FIELD, HEADER = "place", "Koffer-Place"  # of a form; of what a script asks


def place_of(secret: str) -> str:
    """The name of the seat, key or side with this secret: opens nothing, and counts nothing."""
    return hashed(f"place {secret}")[:16] if secret else ""


def named(request: HttpRequest) -> str:
    """The place that the page which asks was made for; "" when it does not say."""
    return str(request.headers.get(HEADER) or (request.method == "POST" and request.POST.get(FIELD)) or "")


def moves_seen(request: HttpRequest) -> int | None:
    """How often the room had moved when the page was made (`Workshop.move`); None when the form does not say."""
    text = request.POST.get("moves", "") if request.method == "POST" else ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def check_place(request: HttpRequest, secret: str) -> None:
    """Raise `OtherPlace` when the page names another place than that of `secret`, which this browser holds now.

    What is drawn in answer to this request names this one.
    """
    here = place_of(secret)
    if named(request) not in ("", here):
        raise OtherPlace("other" if here else "none")
    request.place = here  # type: ignore[attr-defined]
