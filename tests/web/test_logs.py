"""What the log tells of an error."""

import io
import logging
import logging.config

import pytest

from koffer.config.settings import LOGGING


@pytest.fixture
def log():
    """The log as the server writes it."""
    logging.config.dictConfig(LOGGING)
    (handler,) = logging.getLogger("django").handlers
    written = io.StringIO()
    before = handler.setStream(written)
    yield written
    handler.setStream(before)


def break_down():
    try:
        raise KeyError("Annabel Achternaam")
    except KeyError as error:
        raise ValueError("Annabel typed: 47KM2P") from error


@pytest.mark.parametrize("name", ["django.request", "koffer.hub", "uvicorn.error", "asyncio"])
def test_an_error_is_told_by_kind_and_place_only(log, name):
    try:
        break_down()
    except ValueError:
        logging.getLogger(name).exception("It broke")
    told = log.getvalue()
    assert "builtins.ValueError" in told
    assert "after builtins.KeyError" in told
    assert "test_logs.py" in told
    assert "in break_down" in told
    assert "Annabel" not in told
    assert "47KM2P" not in told
