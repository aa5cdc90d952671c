"""/metrics: closed without the token, and numbers only."""

import pytest


@pytest.mark.parametrize("told", ["", "Bearer ", "Bearer wrong", "Basic secret", "secret"])
@pytest.mark.parametrize("token", ["", "secret"])
def test_without_the_token_there_is_no_such_page(client, settings, token, told):
    settings.METRICS_TOKEN = token
    assert client.get("/metrics", headers={"authorization": told}).status_code == 404


def test_with_the_token_it_gives_numbers_without_rooms_or_people(client, settings):
    settings.METRICS_TOKEN = "secret"
    answer = client.get("/metrics", headers={"authorization": "Bearer secret"})
    assert answer.status_code == 200
    text = answer.content.decode()
    for name in (
        "koffer_streams",
        "koffer_rooms",
        "koffer_versions_announced_total",
        "koffer_versions_coalesced_total",
        "koffer_states_delivered_total",
        "koffer_hand_in_seconds_bucket",
        "koffer_database_errors_total",
        "koffer_redis_up",
    ):
        assert f"\n{name}" in text
    assert all("{" not in line or 'le="' in line for line in text.splitlines() if line.startswith("koffer_"))
