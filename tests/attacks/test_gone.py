"""Whoever finds the disk later: what the page says is gone is in no file any more when it says so.

Of a person, an account or a conversation that was erased: tests/faults/test_traces.py.
"""

import uuid

import pytest

from tests.attacks.server import LADDER, Cast
from tests.faults.test_traces import found, house, only_found, store

__all__ = ["house", "store"]
NOW, LATER = "zwaluwstaartverbinding", "kwartelkoning"


def gone(store, word):
    """Whether the word is in no file of the data, in no new backup and not in the log."""
    return only_found(store, [word], [])


def story(text, keep):
    """A story as a form sends it; long, so that it has pages of its own."""
    return {"text": f"{text} " * 300, "side": "high", "keep": keep, "press_key": str(uuid.uuid4())}


@pytest.mark.parametrize("mode", ["open", "anonymous"])
def test_t1_a_story_for_now_only_goes_with_the_closing(store, house, mode):
    """Also one that still waited to be shown."""
    cast = Cast(house, mode)
    people = cast.filled(5)
    cast.do("opening")
    cast.do("shown", step="conversation/1")
    people[0].send("conversation/1/stories", **story(NOW, "now"))
    people[1].send("conversation/1/stories", **story(LATER, "us"))
    assert found(store, NOW, LATER) == [NOW, LATER]
    cast.do("decision", **{f"c{place}": str(n) for place, n in enumerate(LADDER)}, seen="0")
    cast.do("closing", after="3")
    assert gone(store, NOW) and found(store, LATER) == [LATER]


def test_t1_an_example_that_is_taken_away(store, house):
    cast = Cast(house, "open")
    people = cast.filled(2)
    cast.do("opening")
    cast.do("shown", step="conversation/1")
    told = story(NOW, "us")
    people[0].send("conversation/1/stories", **told)
    assert found(store, NOW) == [NOW]
    people[0].send(f"stories/{told['press_key']}/removal")
    assert gone(store, NOW)


def test_t1_a_draft_that_was_not_handed_in_goes_with_the_opening(store, house):
    """In an anonymous workshop; its numbers stand in one value, so they can be looked for."""
    cast = Cast(house, "anonymous")
    late = cast.join("Late")
    cast.filled(5)
    body = {"points": ["77", "12", "5", "3", "2", "1", "0", "", "", ""], "number": 0}
    assert late.client.put(f"{late.path}draft", json=body).status_code == 200
    ((sheets,),) = store.ask("SELECT CAST(sheets AS text) FROM workshop_box")
    assert "[77, 12, 5, 3, 2, 1, 0, null, null, null]" in sheets
    cast.do("opening")
    assert store.ask("SELECT CAST(sheets AS text) FROM workshop_box") == [("{}",)]
    assert gone(store, "[77, 12, 5, 3, 2, 1, 0, null, null, null]")
