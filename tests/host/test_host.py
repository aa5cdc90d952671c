"""What whoever runs the server does: invitations and providers from the command line, and Django's admin."""

import re
import subprocess
from pathlib import Path

import httpx
import pytest

from tests.browser.house import House
from tests.guest import Guest, path_of


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """A server with Django's admin."""
    house = House(tmp_path_factory.mktemp("host"), KOFFER_ADMIN="1")
    house.start()
    yield house
    house.stop()


def test_the_host_sees_no_sheet_and_no_story(house):
    anna, bo = Guest(house), Guest(house)
    assert anna.post(path_of(house.log), name="Anna", organisation="Bieb").status_code == 302
    here = re.search(r"/o/[^/\"]+/", anna.client.get("/account/").text)[0]
    assert anna.post(f"{here}teams/new", name="Balie").status_code == 302
    assert "Accept" in bo.client.get(path_of(house.run("invite", "Bieb", "--role", "viewer"))).text
    assert bo.post(path_of(house.run("invite", "Bieb", "--role", "viewer")), name="Bo").status_code == 302

    assert anna.client.get("/host/").status_code == 302  # asks for a host
    assert anna.client.get("/host/login/").status_code == 403
    house.run("host", "Anna")
    page = anna.client.get("/host/")
    assert page.status_code == 200
    models = set(re.findall(r"/host/(\w+/\w+)/\"", page.text))
    assert models == {
        "organisation/organisation",
        "organisation/team",
        "organisation/user",
        "organisation/membership",
        "organisation/provider",
        "workshop/workshop",
    }
    for model in models:
        assert anna.client.get(f"/host/{model}/").status_code == 200
        assert anna.client.get(f"/host/{model}/add/").status_code == 403
    for model in ("organisation/user", "organisation/membership", "organisation/organisation", "organisation/team"):
        rows = re.findall(rf"/host/{model}/([^/\"]+)/change/", anna.client.get(f"/host/{model}/").text)
        assert rows, model
        assert anna.client.get(f"/host/{model}/{rows[0]}/delete/").status_code == 403
    for path in ("/host/", "/host/organisation/user/"):
        assert bo.client.get(path).status_code == 302
        assert httpx.get(house.address + path).status_code == 302
    policy = page.headers["content-security-policy"]
    assert "unsafe" not in policy
    assert not re.search(r"<script(?![^>]*\bsrc=)[^>]*>\s*\S", page.text)


def test_a_wrong_command_says_what_there_is(house):
    with pytest.raises(subprocess.CalledProcessError) as told:
        house.run("invite", "Nowhere")
    assert "Koffer:" in told.value.stderr


def test_a_server_with_an_organisation_prints_no_invitation(house):
    house.stop()
    Path(house._log).write_text("")
    house.start()
    assert "invitations" not in house.log


def test_without_the_switch_there_is_no_admin(client, db):
    assert client.get("/host/").status_code == 404
