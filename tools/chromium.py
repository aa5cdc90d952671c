"""The Chromium of this machine, started in the same way for tests and for pictures."""

import os
import shutil

from playwright.sync_api import Browser, Playwright

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def program() -> str | None:
    """Where it is: KOFFER_CHROMIUM, or on the PATH; None when it is not here."""
    return os.environ.get("KOFFER_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")


def launch(playwright: Playwright) -> Browser:
    """A running browser; the caller closes it."""
    return playwright.chromium.launch(executable_path=program(), args=FLAGS)
