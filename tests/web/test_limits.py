"""What counts as one address."""

import pytest
from allauth.core.internal.ratelimit import get_ip
from django.test import RequestFactory

from koffer.bounds import CODES, Limit
from koffer.web.limits import TURNS, Wait, check, origin, spend

ENGLISH = {"accept-language": "en"}


def asked_from(address):
    return RequestFactory().get("/", REMOTE_ADDR=address)


@pytest.mark.parametrize("count", [origin, get_ip])  # ours, and that of signing in
def test_of_ipv6_the_network_counts_and_of_ipv4_the_address(count):
    assert count(asked_from("2001:db8:1:2::1")) == count(asked_from("2001:db8:1:2:ffff::9"))
    assert count(asked_from("2001:db8:1:2::1")) != count(asked_from("2001:db8:1:3::1"))
    assert count(asked_from("192.0.2.1")) != count(asked_from("192.0.2.2"))
    assert count(asked_from("::ffff:192.0.2.1")) == count(asked_from("192.0.2.1"))
    assert count(asked_from("fe80::1%eth0")) == count(asked_from("fe80::2%eth0"))
    assert count(asked_from("")) == ""  # a socket without an address


def test_wrong_codes_from_one_network_are_limited(client, db):
    for number in range(CODES.burst + 1):
        answer = client.post("/join", {"code": "ZZZZZZ"}, headers=ENGLISH, REMOTE_ADDR=f"2001:db8:1:2::{number + 1:x}")
    assert answer.status_code == 429 and answer.headers["Retry-After"] == "20"
    assert "Try again in 20 seconds" in answer.content.decode()
    other = client.post("/join", {"code": "ZZZZZZ"}, headers=ENGLISH, REMOTE_ADDR="2001:db8:1:3::1")
    assert other.status_code == 422


def test_who_waits_has_one_more_after_each_while_and_never_more_than_at_first(rf, monkeypatch):
    now, limit = [1000.0], Limit("test", 3, 10)
    monkeypatch.setattr("koffer.web.limits.time.time", lambda: now[0])
    request = rf.get("/", REMOTE_ADDR="192.0.2.77")

    def taken():
        count = 0
        try:
            while True:
                spend(request, limit)
                count += 1
        except Wait as wait:
            return count, round(wait.seconds)

    assert taken() == (3, 10)
    now[0] += 4
    assert taken() == (0, 6)
    now[0] += 6
    check(request, limit)  # looking takes nothing
    assert taken() == (1, 10)
    now[0] += 10_000
    assert taken() == (3, 10)


def test_who_waits_has_a_turn_that_nobody_takes_who_came_later(rf, monkeypatch):
    """Everybody of a library comes from one address: who waits longest is the next."""
    now, limit = [1000.0], Limit("turns", 1, 10)
    monkeypatch.setattr("koffer.web.limits.time.time", lambda: now[0])

    def came():
        return rf.get("/", REMOTE_ADDR="192.0.2.78", **{TURNS: {}})

    def waits(request):
        try:
            spend(request, limit)
        except Wait as wait:
            return round(wait.seconds)
        return 0

    first, second, third = came(), came(), came()
    assert [waits(one) for one in (first, second, third)] == [0, 10, 20]
    now[0] += 10
    assert waits(came()) == 20 and waits(third) == 10 and waits(second) == waits(first) == 0
    now[0] += 10
    assert waits(third) == 0 and waits(third) == 0
    # Whoever would wait too long has no turn, and takes none from the others.
    assert [waits(came()) for _ in range(5)] == [20, 30, 40, 50, 50]
