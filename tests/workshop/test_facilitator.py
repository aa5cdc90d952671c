"""The facilitator: links, people, the sheet's editor, the mode, the term."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from koffer.method.mode import Mode
from koffer.method.order import proposal
from koffer.organisation.models import Category, Design
from koffer.workshop.models import FacilitatorKey, Seat, Sheet, Task, Workshop
from koffer.workshop.tokens import authorise
from tests.conftest import noon, state_of


def stream_of(page):
    """The (room, audience) of the stream in a page."""
    return authorise(re.search(r'hx-sse:connect="/live/([^"]+)"', page.content.decode())[1])[:2]


# Links


def give_second(play):
    """The facilitator gives a second link, and the stranger opens it; returns its path."""
    page = play.facilitator.post(play.facilitator.page("console/links"), {"label": "Second"}).content.decode()
    given = page.split('role="status"')[1]
    path = re.search(r'href="http://testserver(/f/[^"]+)"', given)[1]
    play.stranger.workshop = play.workshop
    assert play.stranger.get(path).status_code == 302
    return path


def withdraw(play, key):
    return play.facilitator.post(reverse("withdrawal", args=[play.workshop.pk, key.pk]))


def test_a_second_link_works_and_is_shown_once(play):
    path = give_second(play)
    assert play.stranger.get(play.stranger.page("console")).status_code == 200
    assert path not in play.facilitator.get(play.facilitator.page("console/links")).content.decode()
    assert FacilitatorKey.objects.count() == 2


def test_a_withdrawn_link_opens_nothing_and_its_stream_ends(play):
    path = give_second(play)
    stream = stream_of(play.stranger.get(play.stranger.page("console")))
    assert state_of(*stream).html
    assert withdraw(play, FacilitatorKey.objects.get(label="Second")).status_code == 302
    assert state_of(*stream) is None
    for page in ("console", "console/people", "console/links"):
        assert play.stranger.get(play.stranger.page(page)).status_code == 404
    assert play.stranger.get(path).status_code == 404
    assert state_of(*stream_of(play.facilitator.get(play.facilitator.page("console")))).html


def test_a_withdrawn_key_cannot_be_withdrawn_again(play):
    give_second(play)
    second = FacilitatorKey.objects.get(label="Second")
    withdraw(play, second)
    assert withdraw(play, second).status_code == 404


def test_the_last_link_stays(play):
    answer = withdraw(play, play.workshop.keys.get())
    assert answer.status_code == 409
    assert "the last link" in answer.content.decode()
    assert play.facilitator.get(play.facilitator.page("console")).status_code == 200


def test_the_first_may_go_when_there_is_a_second(play):
    give_second(play)
    assert withdraw(play, play.workshop.keys.get(label="")).status_code == 302
    assert play.facilitator.get(play.facilitator.page("console")).status_code == 404
    assert play.stranger.get(play.stranger.page("console")).status_code == 200


def test_secrets_are_stored_as_hashes_only(play):
    path = give_second(play)
    member = play.join("Anna")
    link = re.search(r"/m/([\w-]+)", member.get(member.page("link")).content.decode())[1]
    stored = [*FacilitatorKey.objects.values_list("token_hash", flat=True), member.seat.token_hash]
    assert all(secret not in stored for secret in (link, path.rpartition("/")[2]))
    assert all(re.fullmatch("[0-9a-f]{64}", one) for one in stored)


# People


def test_who_was_shown_out_comes_in_again_only_when_let_in(play):
    anna = play.join("Anna")
    link = re.search(r'href="http://testserver(/m/[^"]+)"', anna.get(anna.page("link")).content.decode())[1]
    off = reverse("showing-out", args=[play.workshop.pk, anna.seat.pk])
    assert play.facilitator.post(off).status_code == 302
    assert "Anna" not in play.stranger.get(play.screen).content.decode()
    assert "You are not in the room now" in anna.get(anna.page()).content.decode()
    play.join("anna")
    assert play.stranger.post(link).status_code == 409
    assert play.facilitator.post(off, {"out": "no"}).status_code == 302
    assert play.stranger.get(link).status_code == 302
    assert sorted(play.workshop.seats.values_list("name", flat=True)) == ["Anna 2", "anna"]


def test_a_name_is_corrected_for_everybody(play):
    anna = play.join("Anna")
    address = reverse("rename", args=[play.workshop.pk, anna.seat.pk])
    assert play.facilitator.post(address, {"name": "\u200b"}).status_code == 422
    assert play.facilitator.post(address, {"name": "Annelies"}).status_code == 302
    assert "Annelies" in play.stranger.get(play.screen).content.decode()


# The term


def test_only_what_is_past_its_term_is_deleted(make_play):
    old, last_day = make_play(), make_play()
    old.fill(2)
    old.open()
    last_day.join("Anna")
    today = timezone.localdate()
    Workshop.objects.filter(pk=old.workshop.pk).update(purge_on=today - timedelta(days=1))
    Workshop.objects.filter(pk=last_day.workshop.pk).update(purge_on=today)
    stream = stream_of(old.facilitator.get(old.facilitator.page("console")))
    assert Task.run(noon(today)) == {"purge": 1}
    assert [w.pk for w in Workshop.objects.all()] == [last_day.workshop.pk]
    assert Design.objects.count() == 1 and Category.objects.count() == 10
    assert Seat.objects.get().name == "Anna" and not Sheet.objects.exists()
    assert old.facilitator.get(old.facilitator.page("console")).status_code == 404
    assert state_of(*stream) is None
    assert not Task.run(noon(today))


def test_using_a_workshop_begins_its_term_anew(play):
    Workshop.objects.update(purge_on=timezone.localdate(), days_kept=30)
    play.join("Anna")
    assert play.workshop.purge_on == timezone.localdate() + timedelta(days=30)


# The sheet's editor


def edit(play, names):
    rows = {"name": names, "description": [f"We {name}" for name in names]}
    return play.facilitator.post(play.facilitator.page("console/design"), rows)


def skills(count):
    return [f"Skill {number}" for number in range(count)]


@pytest.mark.parametrize(
    ("names", "reason"),
    [
        (skills(15), "A sheet with 15 categories cannot be filled: 0 + 1 + 2 and so on makes at least 105 points"),
        (["Only"], "at least two categories"),
        (["Only", "", "\u200b"], "at least two categories"),
        ([], "at least two categories"),
        (["Same", "Other", "sAME\u200b"], "Two categories have the same name"),
    ],
)
def test_a_sheet_that_cannot_be_filled_is_explained_and_what_was_typed_stays(play, names, reason):
    answer = edit(play, names)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert reason in html
    assert all(f'value="{name}"' in html for name in names if name and name.isprintable())
    assert len(play.workshop.categories()) == 10


@pytest.mark.parametrize(("count", "warned"), [(2, False), (12, False), (13, True), (14, True)])
def test_thirteen_categories_warn(play, count, warned):
    assert edit(play, skills(count)).status_code == 302
    assert [c.name for c in play.workshop.categories()] == skills(count)
    page = play.facilitator.get(play.facilitator.page("console/design")).content.decode()
    assert ("almost only the order" in page) == warned


def test_a_category_that_stays_keeps_its_texts_in_the_other_language(play):
    before = play.workshop.categories()
    kept = before[3]
    rows = {"name": [kept.name_en, "New"], "description": [kept.description_en, "We do"]}
    assert play.facilitator.post(play.facilitator.page("console/design"), rows).status_code == 302
    first, second = play.workshop.categories()
    assert (first.pk, first.name_nl, first.description_nl) == (kept.pk, kept.name_nl, kept.description_nl)
    assert (second.name_nl, second.name_en, second.description_en) == ("New", "New", "We do")


def test_the_two_names_of_one_category_are_not_lost_in_one(play):
    category = next(c for c in play.workshop.categories() if c.name_nl != c.name_en)
    assert edit(play, [category.name_nl, category.name_en]).status_code in (302, 422)
    assert len(play.workshop.categories()) in (2, 10)


def test_a_sheet_of_fourteen_can_be_handed_in(play):
    edit(play, skills(14))
    play.fill(1)
    assert len(play.members[0].seat.held.points()) == 14


# The mode


def settings(play, mode):
    texts = {"team": "Team", "destination": "Here", "frame": "", "announced_mode": mode, "days_kept": "90"}
    return play.facilitator.post(play.facilitator.page("console/settings"), texts)


def test_the_mode_is_free_until_somebody_joined(play):
    for mode in ("anonymous", "open", "discreet"):
        assert settings(play, mode).status_code == 302
        assert play.workshop.mode == play.workshop.announced_mode == mode


def test_the_mode_cannot_be_loosened_after_a_join(play):
    play.join("Anna")
    answer = settings(play, "open")
    assert answer.status_code == 422
    assert "can only become stricter" in answer.content.decode()
    assert play.workshop.mode == Mode.DISCREET
    assert settings(play, "anonymous").status_code == 302
    assert play.workshop.mode == Mode.ANONYMOUS


@pytest.mark.parametrize("mode", ["open", "discreet", "secret", ""])
def test_tightening_takes_only_what_is_stricter(play, mode):
    answer = play.facilitator.post(play.facilitator.page("console/mode"), {"mode": mode})
    assert answer.status_code == 409
    assert play.workshop.mode == Mode.DISCREET


def test_the_announced_mode_follows_until_the_opening(make_play):
    play = make_play(Mode.OPEN)
    play.fill(1)
    play.facilitator.post(play.facilitator.page("console/mode"), {"mode": "discreet"})
    play.open()
    assert play.workshop.mode == play.workshop.announced_mode == Mode.DISCREET


def test_the_destination_can_be_corrected_until_a_sheet_is_in(play):
    play.start()
    here = play.workshop
    play.join("Anna")
    texts = {"team": here.team, "frame": "", "announced_mode": here.announced_mode, "days_kept": "90"}
    page = play.facilitator.page("console/settings")
    assert play.facilitator.post(page, texts | {"destination": "Better"}).status_code == 302
    play.members[0].hand_in()
    assert play.facilitator.post(page, texts | {"destination": "Too late"}).status_code == 422
    assert play.workshop.destination == "Better"


class TestTime:
    """A strap for filling and for the category on the table: shown, never enforced."""

    def until(self, play):
        return Workshop.objects.get(pk=play.workshop.pk).turn_until

    def test_filling_has_ten_minutes_and_two_more(self, play):
        play.join("Anna")
        assert "data-until" not in play.console()
        play.start()
        first = self.until(play)
        assert timedelta(minutes=9) < first - timezone.now() <= timedelta(minutes=10)
        stamp = f'data-until="{int(first.timestamp())}"'
        assert stamp in play.console() and stamp in play.stranger.get(play.screen).content.decode()
        assert play.do("minutes").status_code == 302
        assert self.until(play) - first == timedelta(minutes=2)

    def test_what_is_over_gets_two_minutes_from_now(self, play):
        play.start()
        Workshop.objects.update(turn_until=timezone.now() - timedelta(hours=5))
        assert "data-until" not in play.console()  # filled at home since: nobody is late
        play.do("minutes")
        assert timedelta(minutes=1) < self.until(play) - timezone.now() <= timedelta(minutes=2)

    def test_no_time_is_given_where_none_runs(self, make_play):
        play = make_play("open")
        assert play.do("minutes").status_code == 409
        play.opened([list(proposal(10))])
        assert play.do("minutes").status_code == 409
        play.show("conversation")
        before = self.until(play)
        assert play.do("minutes").status_code == 302
        assert self.until(play) - before == timedelta(minutes=2)
