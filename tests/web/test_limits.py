"""What counts as one address."""

import pytest
from allauth.core.internal.ratelimit import get_ip
from django.test import RequestFactory

from koffer.web.limits import WRONG_CODES, origin

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
    for number in range(WRONG_CODES + 1):
        answer = client.post("/join", {"code": "ZZZZZZ"}, headers=ENGLISH, REMOTE_ADDR=f"2001:db8:1:2::{number + 1:x}")
    assert "tried many codes" in answer.content.decode()
    other = client.post("/join", {"code": "ZZZZZZ"}, headers=ENGLISH, REMOTE_ADDR="2001:db8:1:3::1")
    assert "tried many codes" not in other.content.decode()
