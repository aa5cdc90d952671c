"""What every template may use."""

from django.http import HttpRequest


def page(request: HttpRequest) -> dict[str, str]:
    """`here`: the path to come back to after switching the language (only for pages that were fetched).

    `made_for`: for whom the page is made, which each of its forms names; "" where nobody has a place.
    """
    here = request.get_full_path() if request.method == "GET" else "/"
    return {"here": here, "made_for": getattr(request, "place", "")}
