"""Somebody with a browser without scripts, at a running server."""

import re
from typing import Any

from tests.browser.house import House


class Guest:
    """A browser without scripts."""

    def __init__(self, house: House) -> None:
        self.client = house.browser(headers={"accept-language": "en"})

    def post(self, path: str, **data: str) -> Any:
        """Send a form with its token."""
        self.client.get("/start")
        token = {"csrfmiddlewaretoken": self.client.cookies["csrftoken"]}
        return self.client.post(path, data=data | token, headers={"Referer": str(self.client.base_url)})


def path_of(text: str) -> str:
    """The path of the invitation in what was printed."""
    return re.search(r"https?://[^/]+(/account/invitations/\S+)", text)[1]  # type: ignore[index]
