"""Links that are signed: each kind opens its own, and what was given out goes on working."""

import uuid
from itertools import permutations

import pytest
from django.http import Http404
from django.test import override_settings

from koffer.web.links import Link, is_signed, read_key, read_values, sign_key, sign_values, signature

KEY = uuid.UUID(int=7)


@pytest.mark.parametrize(("made", "tried"), list(permutations(Link, 2)))
def test_no_link_opens_what_another_one_is_for(made, tried):
    with pytest.raises(Http404):
        read_key(sign_key(KEY, made, 3), tried)
    assert read_values(sign_values(made, ["a"]), tried) is None
    assert not is_signed(signature(made, KEY), signature(tried, KEY))


@pytest.mark.parametrize("link", Link)
@pytest.mark.parametrize("token", ["", "x", "00:x", f"{KEY.hex}.3:", "é" * 40])
def test_what_we_did_not_sign_opens_nothing(link, token):
    with pytest.raises(Http404):
        read_key(token, link)
    assert read_values(token, link) is None


@override_settings(SECRET_KEY="known")
def test_links_that_were_given_out_stay_as_they_are():
    assert (
        sign_key(KEY, Link.TEAM, 3) == "00000000000000000000000000000007.3:DYJtXuVP2DNMpDdiGYAm0AwQjebTvWJTVAAPfqom_S8"
    )
    assert signature(Link.SCREEN, KEY, 1) == "-O9EzUUfycZKkLNsqKbUkAToXfNJpY0qlisSsiT1b8c"
    assert (
        sign_values(Link.STREAM, ["room", "screen", ""])
        == "WyJyb29tIiwic2NyZWVuIiwiIl0:jep8mDlYA8q7zNC8mj4EmcpCvzbi-N-IDq5x8htzTNM"
    )
