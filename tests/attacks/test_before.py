"""A database of the version before: what people gave then is theirs, and after the change nobody else's to find.

`before/koffer.sql.gz` was made by that version, with the workshops that `before/told.json` tells: their people with
the secrets of their personal links, and the sheets that they handed in.
"""

import gzip
import json
import os
import re
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.attacks.server import Guest, browser
from tests.browser.house import House

HERE = Path(__file__).with_name("before")
TOLD = json.loads((HERE / "told.json").read_text())


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """This version, started on that database."""
    folder = tmp_path_factory.mktemp("before")
    data = folder / "data"
    data.mkdir()
    with sqlite3.connect(data / "koffer.sqlite3") as database:
        database.executescript(gzip.decompress((HERE / "koffer.sql.gz").read_bytes()).decode())
        database.execute("UPDATE workshop_workshop SET purge_on = '2999-01-01'")  # its term would end one day
    command = [Path(sys.executable).with_name("koffer"), "manage", "migrate", "--verbosity", "0"]
    kept = {key: value for key, value in os.environ.items() if key not in ("DATABASE_URL", "REDIS_URL")}
    subprocess.run(command, env=kept | {"KOFFER_DATA": str(data)}, check=True)
    made = House(folder)
    made.start()
    made.data = data
    yield made
    made.stop()


def ask(house, sql):
    """Ask the database, beside the server."""
    with sqlite3.connect(house.data / "koffer.sqlite3") as database:
        return database.execute(sql).fetchall()


def person(house, workshop, name):
    """A member who comes back by the personal link of then."""
    client = browser(house)
    answer = client.get(f"/m/{TOLD[workshop]['members'][name]}")
    assert answer.status_code == 302
    return Guest(client, TOLD[workshop]["path"])


def facilitator(house, workshop):
    """The facilitator, by the private link of then."""
    client = browser(house)
    assert client.get(f"/f/{TOLD[workshop]['facilitator']}").status_code == 302
    return client


def points_on(page):
    """The own points on a page."""
    return [int(number) for number in re.findall(r'data-points="(\d+)"', page)]


def test_an_anonymous_workshop_has_no_sheet_at_a_seat_any_more(house):
    key = TOLD["Stil"]["path"].split("/")[2].replace("-", "")
    assert ask(house, f"SELECT count(*) FROM workshop_sheet WHERE workshop_id = '{key}'") == [(0,)]
    assert ask(
        house, f"SELECT count(*) FROM workshop_seat WHERE workshop_id = '{key}' AND press_key NOT IN ('', '(typed)')"
    ) == [(0,)]
    ((handed_in,),) = ask(house, f"SELECT handed_in FROM workshop_box WHERE workshop_id = '{key}'")
    assert handed_in == 6  # five people and a slip


@pytest.mark.parametrize("name", ["Anna", "Bas", "Cees", "Dora"])
def test_everybody_finds_the_own_sheet_and_changes_it(house, name):
    guest = person(house, "Stil", name)
    given = TOLD["Stil"]["sheets"][name]
    assert points_on(guest.page("own")) == given
    guest.hand_in(given[::-1])
    assert points_on(guest.page("own")) == given[::-1]
    guest.send("sheet/back")
    assert f'value="{given[-1]}"' in guest.page("own")
    guest.hand_in(given)
    page = facilitator(house, "Stil").get(f"{TOLD['Stil']['path']}console").text
    assert "<b>6</b> of" in page  # nobody counts twice


def test_what_was_handed_in_anew_lies_under_a_key_that_is_nowhere(house):
    guest = person(house, "Stil", "Els")
    guest.hand_in(TOLD["Stil"]["sheets"]["Els"])
    ((sheets,),) = ask(house, "SELECT sheets FROM workshop_box WHERE sheets <> '{}'")
    ((known,),) = ask(
        house,
        "SELECT token_hash FROM workshop_seat WHERE name = 'Els' AND workshop_id IN "
        f"('{TOLD['Stil']['path'].split('/')[2].replace('-', '')}')",
    )
    assert known not in sheets


def test_a_draft_is_still_there(house):
    assert 'value="9"' in person(house, "Stil", "Fien").page("own")
    assert 'value="9"' in person(house, "Gewoon", "Dora").page("own")


def test_a_discreet_workshop_goes_on_and_can_become_anonymous(house):
    anna, path = person(house, "Gewoon", "Anna"), TOLD["Gewoon"]["path"]
    assert points_on(anna.page("own")) == TOLD["Gewoon"]["sheets"]["Anna"]
    console = facilitator(house, "Gewoon")
    assert console.post(f"{path}console/mode", data={"mode": "anonymous"}).status_code == 302
    assert points_on(anna.page("own")) == TOLD["Gewoon"]["sheets"]["Anna"]
    key = path.split("/")[2].replace("-", "")
    assert ask(house, f"SELECT count(*) FROM workshop_sheet WHERE workshop_id = '{key}'") == [(0,)]


def test_what_was_open_stays_as_it_was(house):
    for workshop in ("Stil en open", "Samen"):
        path = TOLD[workshop]["path"]
        console = facilitator(house, workshop)
        for step in ("suitcase", "conversation/1", "score"):
            console.post(f"{path}console/shown", data={"step": step})
            page = console.get(f"{path}console")
            assert page.status_code == 200
        assert person(house, workshop, "Anna").page("own")


def test_a_story_that_waited_still_waits(house):
    console, path = facilitator(house, "Stil en open"), TOLD["Stil en open"]["path"]
    console.post(f"{path}console/shown", data={"step": "conversation/1"})
    assert "Verhaal van" not in console.get(f"{path}console").text
    assert console.post(f"{path}console/conversation/1/stories/opening").status_code == 302
    page = console.get(f"{path}console").text
    assert "Verhaal van Anna" in page and "Verhaal van Bas" in page
