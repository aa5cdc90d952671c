"""The Chromium of this machine, started in the same way for tests and for pictures."""

import asyncio
import os
import shutil

from playwright.sync_api import Browser, BrowserContext, Playwright

PATIENCE = 15  # seconds
# Chromium without a window of its own is the same engine at a third of the cost: the other one prepares the menus and
# panels of a window for each visitor.
PROGRAMS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-dev-shm-usage",  # a small /dev/shm makes pages crash, and what waits for them hang
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def program() -> str | None:
    """Where it is: KOFFER_CHROMIUM, or on the PATH; None when it is not here."""
    return os.environ.get("KOFFER_CHROMIUM") or next(filter(None, map(shutil.which, PROGRAMS)), None)


def close(what: Browser | BrowserContext) -> None:
    """Close a context, or the browser.

    Chromium now and then never says that a context is gone, and Playwright waits for that without an end: after
    PATIENCE it is left, and goes when the browser's process does.
    """
    try:
        what._sync(asyncio.wait_for(what._impl_obj.close(reason=None), PATIENCE))
    except TimeoutError:
        print("a browser context did not close")


def launch(playwright: Playwright) -> Browser:
    """A running browser; the caller closes it with `close`."""
    return playwright.chromium.launch(executable_path=program(), args=FLAGS)
