"""The review (M14): successes first, in silence, then together, without names; then and now; and the next one."""

import re
import uuid
from datetime import timedelta

import pytest
from django.db.models import F
from django.utils import timezone

from koffer.journey.models import Review, ReviewAnswer
from koffer.journey.review.history import fillings, series
from koffer.organisation.models import Design
from koffer.workshop.models import Closing, Pair, Workshop
from tests.conftest import Person
from tests.takeaway.conftest import LADDER

WELL = "We greet everybody at the door"


class Look:
    """A review of a team: the facilitator's page, and phones that have the link."""

    def __init__(self, team):
        self.team, self.facilitator = team, team.play.facilitator
        self.phone = Person("Phone")

    def do(self, name, data=None):
        """The facilitator presses."""
        return self.facilitator.post(self.facilitator.page(f"console/review/{name}"), data or {})

    def page(self):
        """The facilitator's page."""
        return self.facilitator.get(self.facilitator.page("console/review")).content.decode()

    @property
    def link(self):
        """The phones' address."""
        return re.search(r"http://testserver(/r/[^\"<]+)", self.page())[1]

    def seen(self, where=""):
        """What a phone, or the screen, shows."""
        return self.phone.get(self.link + where).content.decode()

    def write(self, place=0, press=None, **answers):
        """Somebody writes about a category."""
        return self.phone.post(f"{self.link}/{place}", answers | {"press_key": str(press or uuid.uuid4())})


@pytest.fixture
def look(team):
    """A review that is held."""
    made = Look(team)
    assert made.do("hold").status_code == 302
    return made


class TestInSilenceThenTogether:
    def test_it_begins_with_what_was_done(self, team):
        team.say("done", "Three said yes.")
        look = Look(team)
        look.do("hold")
        for page in (look.page(), look.seen(), look.seen("/screen")):
            assert "What we did" in page and "Three said yes." in page

    def test_nobody_reads_what_was_written_before_it_is_shown(self, look):
        before = look.seen(), look.seen("/screen")
        assert look.write(well=WELL, development="yes").status_code == 302
        assert WELL not in look.seen() + look.seen("/screen") + look.page()
        clean = lambda page: re.sub(r'value="[^"]+"', "", page)  # noqa: E731
        assert [clean(page) for page in (look.seen(), look.seen("/screen"))] == [clean(page) for page in before]
        assert "<b>2</b>" in look.page()  # how much, and not by whom

    def test_together_everybody_reads_it_without_names(self, look):
        look.write(well=WELL)
        assert look.do("together").status_code == 302
        for page in (look.page(), look.seen(), look.seen("/screen")):
            assert WELL in page
            assert not any(member.name in page for member in look.team.play.members)
        look.write(place=3, needs="A key")
        assert "A key" in look.seen()

    @pytest.mark.parametrize(("voices", "shown"), [(4, False), (5, True)])
    def test_below_five_voices_no_number(self, look, voices, shown):
        for _ in range(voices):
            look.write(development="some", well=WELL)
        look.do("together")
        assert (f"a little: {voices}" in look.seen()) == shown

    def test_the_same_press_twice_is_one_answer(self, look):
        press = uuid.uuid4()
        for _ in range(2):
            assert look.write(press=press, well=WELL).status_code == 302
        assert ReviewAnswer.objects.count() == 1

    @pytest.mark.parametrize(
        ("answers", "told"),
        [
            ({}, "Answer at least one question"),
            ({"well": " \u200b "}, "Answer at least one question"),
            ({"development": "very"}, "Select a valid choice"),
            ({"well": "x" * 1001, "needs": "typed"}, "at most 1000"),
        ],
    )
    def test_a_wrong_answer_stays_typed(self, look, answers, told):
        answer = look.write(**answers)
        page = answer.content.decode()
        assert answer.status_code == 422 and told in page
        assert answers.get("needs", "") in page and not ReviewAnswer.objects.exists()

    def test_what_is_not_there(self, look):
        assert look.write(place=10, well=WELL).status_code == 404
        assert look.phone.get(f"{look.link}x").status_code == 404
        assert look.phone.get("/r/x:y").status_code == 404

    def test_the_team_finds_it_on_its_own_page(self, look):
        assert look.link in look.team.page()
        look.do("finish", {"after": "3"})
        assert "/r/" not in look.team.page()

    def test_no_answer_knows_who_wrote_it(self):
        assert {field.name for field in ReviewAnswer._meta.get_fields()} == {
            "id",
            "review",
            "category",
            "question",
            "text",
            "hidden",
        }


class TestPlanning:
    def test_before_the_closing_there_is_nothing_to_look_at(self, make_play):
        play = make_play()
        assert play.do("review/hold").status_code == 409
        assert play.do("review/postponement", {"after": "3"}).status_code == 409
        assert play.do("review/together").status_code == play.do("review/pairs").status_code == 404
        assert (
            "Close the suitcase first" in play.facilitator.get(play.facilitator.page("console/review")).content.decode()
        )

    def test_the_facilitator_is_told_that_the_day_has_come(self, team, library):
        team.workshop.adopt(library.teams["Balie"])
        console = lambda: team.play.facilitator.get(team.play.facilitator.page("console")).content.decode()  # noqa: E731
        listed = lambda who: who.get(f"{library.here}teams/{library.teams['Balie'].pk}").content.decode()  # noqa: E731
        told = "it is time to look again"
        assert "The day to look" not in console() and told not in listed(library.facilitator)
        Closing.objects.update(look_on=timezone.localdate())
        Workshop.objects.update(version=F("version") + 1)  # as each verb does; by itself the next day does
        assert "The day to look at your suitcase again has come" in console()
        assert told in listed(library.facilitator) and told not in listed(library.viewer)
        look = Look(team)
        look.do("hold")
        look.do("finish", {"after": "3"})
        assert "The day to look" not in console()

    def test_mail_before_the_next_look_is_offered_there(self, team, settings):
        assert "Mail me two weeks before" not in Look(team).page()
        settings.MAIL, settings.PUBLIC_URL = "smtp://mail.example.org", "https://koffer.example.org"
        assert f"{team.link}/reminder" in Look(team).page()

    def test_one_at_a_time(self, look):
        assert look.do("hold").status_code == 302
        assert Review.objects.count() == 1

    def test_it_is_postponed(self, team):
        look, day = Look(team), timezone.localdate() + timedelta(days=200)
        assert look.do("postponement", {"after": "day", "day": day.isoformat()}).status_code == 302
        assert team.workshop.closing.look_on == day
        assert team.workshop.purge_on >= day + timedelta(days=30)
        assert look.do("postponement", {"after": "day", "day": "2020-01-01"}).status_code == 422

    def test_finished_it_plans_the_next_one_and_takes_no_words(self, look):
        look.write(well=WELL)
        look.do("together")
        link = look.link
        assert look.do("finish", {"after": "12", "day": ""}).status_code == 302
        assert look.team.workshop.closing.look_on > timezone.localdate() + timedelta(days=360)
        assert look.phone.post(f"{link}/0", {"well": "late"}).status_code == 409
        page = look.phone.get(link).content.decode()
        assert "is over" in page and WELL in page
        assert "Look 1, on" in look.page()
        assert look.do("finish", {"after": "12"}).status_code == 404
        assert look.do("hold").status_code == 302
        assert WELL not in look.seen()  # the second one begins empty

    def test_finished_without_showing_it_is_shown(self, look):
        look.write(well=WELL)
        link = look.link
        assert look.do("finish", {"after": "3"}).status_code == 302
        assert WELL in look.phone.get(link).content.decode()

    def test_what_was_written_is_found_again(self, look):
        look.write(well=WELL)
        link = look.link
        look.do("finish", {"after": "3"})
        history = look.phone.get(f"{look.team.link}/history").content.decode()
        assert f'href="{link}"' in look.page() and f'href="{link}"' in history

    def test_a_new_link_for_the_team_ends_the_old_one_of_a_review(self, look):
        link = look.link
        look.facilitator.post(look.facilitator.page("console/team-links"))
        assert look.phone.get(link).status_code == look.phone.get(f"{link}/screen").status_code == 404
        assert look.write(well=WELL).status_code == 302

    def test_a_suitcase_that_was_looked_at_is_not_opened_again(self, look):
        assert look.team.play.do("reopening").status_code == 409
        console = look.facilitator.get(look.facilitator.page("console")).content.decode()
        assert look.team.workshop.closed and "Open texts and steps again" not in console

    def test_a_finish_without_a_day_is_told(self, look):
        assert look.do("finish", {"after": "day", "day": ""}).status_code == 422
        assert Review.objects.get().done_on is None


class TestCalledOff:
    def test_it_asks_first_and_leaves_no_word(self, look):
        look.write(well=WELL)
        planned = look.team.workshop.closing.look_on
        address = look.facilitator.page("console/review/skip")
        question = look.facilitator.get(address).content.decode()
        assert "Call this look off?" in question and "1 answer is in, and nobody read it." in question
        assert ReviewAnswer.objects.exists()  # asking changes nothing
        for _ in range(2):
            assert look.do("skip").status_code == 302
        assert not ReviewAnswer.objects.exists() and Review.held(look.team.workshop) is None
        assert "Look at it now" in look.page() and "Earlier" not in look.page()
        assert look.team.workshop.closing.look_on == planned and "Take part" not in look.team.page()
        assert look.facilitator.get(address).status_code == 302

    def test_who_still_has_it_open_reads_so_and_keeps_the_typed_words(self, look):
        link = look.link
        look.do("skip")
        for page in (link, f"{link}/screen"):
            seen = look.phone.get(page).content.decode()
            assert "was called off" in seen and "<textarea" not in seen
        answer = look.phone.post(f"{link}/0", {"well": WELL, "press_key": str(uuid.uuid4())})
        assert answer.status_code == 409 and WELL in answer.content.decode()
        assert not ReviewAnswer.objects.exists()

    def test_the_next_one_is_the_first(self, look):
        look.do("skip")
        for _ in range(2):
            look.do("hold")
        assert Review.held(look.team.workshop).number == 1 and Review.everything.count() == 2
        look.do("finish", {"after": "3"})
        assert "Look 1, on" in look.page()
        history = look.phone.get(f"{look.team.link}/history").content.decode()
        assert history.count("We looked again on") == 1

    def test_what_was_shown_cannot_be_called_off(self, look):
        look.do("together")
        assert "Call this look off" in look.page()  # nothing was written yet
        look.write(well=WELL)
        assert "Call this look off" not in look.page()
        assert look.facilitator.get(look.facilitator.page("console/review/skip")).status_code == 409
        assert look.do("skip").status_code == 409
        assert WELL in look.seen()

    def test_the_texts_can_be_opened_again(self, look):
        look.do("skip")
        assert look.team.play.do("reopening").status_code == 302 and not look.team.workshop.closed

    def test_it_is_in_no_archive_and_on_no_paper(self, look):
        look.do("together")
        look.do("skip")
        archive = look.facilitator.get(look.facilitator.page("takeaway/archive.json"))
        assert archive.status_code == 200 and archive.json()["workshop"]["reviews"] == []
        page = look.facilitator.get(look.facilitator.page("takeaway")).content.decode()
        assert "history.pdf" not in page

    def test_pairs_are_tied_only_while_the_team_looks(self, look):
        look.do("skip")
        pair = Pair.objects.get()
        answer = look.facilitator.post(look.facilitator.page(f"label/{pair.pk}"), TestTheLabel().pair())
        assert answer.status_code == 409


class TestTheLabel:
    def pair(self):
        due = (timezone.localdate() + timedelta(days=9)).isoformat()
        form = {
            f"{size}-{name}": value for size in ("large", "small") for name, value in (("who", "one"), ("due", due))
        }
        return form | {"large-text": "A kitchen", "small-text": "Borrow a pan", "press_key": str(uuid.uuid4())}

    def test_a_new_pair_is_tied_while_the_team_looks(self, look):
        assert look.do("pairs", self.pair()).status_code == 302
        assert "Borrow a pan" in look.team.page()
        pair = Pair.objects.get(workshop=look.team.workshop, place=2)
        changed = self.pair() | {"small-text": "Borrow two pans", "number": str(pair.number)}
        assert look.facilitator.post(look.facilitator.page(f"label/{pair.pk}"), changed).status_code == 302
        assert "Borrow two pans" in look.team.page()

    def test_not_before_and_not_after(self, team):
        look = Look(team)
        assert look.do("pairs", self.pair()).status_code == 404
        pair = Pair.objects.get()
        assert look.facilitator.post(look.facilitator.page(f"label/{pair.pk}"), self.pair()).status_code == 409
        look.do("hold")
        look.do("finish", {"after": "3"})
        assert look.do("pairs", self.pair()).status_code == 404

    def test_half_a_typed_pair_stays(self, look):
        wrong = self.pair() | {"large-text": "", "small-text": "", "small-due": "x"}
        assert look.do("pairs", wrong).status_code == 422


def fill_again(team, points, *, sheets=6):
    """The team looks again, fills its sheets again, and decides; returns the new workshop's play."""
    look = Look(team)
    look.do("hold")
    answer = look.do("filling")
    assert answer.status_code == 302
    play = team.play
    play.facilitator.workshop = Workshop.objects.get(pk=answer.url.split("/")[2])
    play.members.clear()
    play.fill(sheets)
    play.open()
    assert play.decide(points).status_code == 302
    play.do("closing", {"after": "6", "day": ""})
    return play


class TestThenAndNow:
    def test_two_fillings_stand_beside_each_other(self, team):
        first = team.workshop
        fill_again(team, LADDER[::-1])
        page = team.page()
        history = team.visitor.get(f"{team.link}/history").content.decode()
        assert "Then and now" in page and 'id="slope"' in history
        assert (
            [one.pk for one in series(team.workshop)]
            == [first.pk, team.workshop.pk]
            == [one.pk for one in series(first)]
        )
        made = fillings(series(first))
        assert [list(one.points.values()) for one in made] == [LADDER, LADDER[::-1]]
        assert not any(f"Member{number}" in history for number in range(6))

    def test_the_first_sheets_are_gone_and_nothing_holds_them(self, team):
        from koffer.workshop.models import Sheet, Task
        from tests.conftest import noon

        first = team.workshop
        Task.run(noon(first.closing.erases_on))
        assert not Sheet.objects.exists()
        fill_again(team, LADDER[::-1])
        history = team.visitor.get(f"{team.link}/history").content.decode()
        assert 'id="slope"' in history
        assert not Sheet.objects.filter(workshop=first).exists()

    def test_the_second_time_is_as_strict_as_the_first_or_stricter(self, team):
        look = Look(team)
        look.do("hold")
        new = Workshop.objects.get(pk=look.do("filling").url.split("/")[2])
        assert new.announced_mode == new.mode == "discreet" and not new.seats.exists()
        settings = look.facilitator.page("console/settings").replace(str(team.workshop.pk), str(new.pk))
        form = {"team": "T", "destination": "D", "frame": "", "days_kept": "90"}
        assert look.facilitator.post(settings, form | {"announced_mode": "open"}).status_code in (409, 422)
        assert Workshop.objects.get(pk=new.pk).mode == "discreet"
        assert look.facilitator.post(settings, form | {"announced_mode": "anonymous"}).status_code == 302

    def test_twice_pressed_is_one_second_filling(self, team):
        look = Look(team)
        look.do("hold")
        assert look.do("filling").url == look.do("filling").url

    def test_a_category_is_compared_only_where_its_name_is_the_same(self, team):
        first = team.workshop
        play = fill_again(team, LADDER[::-1])
        play.workshop.design.categories.filter(position=0).update(name_nl="Anders", name_en="Different")
        Design.objects.filter(pk=play.workshop.design_id).update(revision=uuid.uuid4())
        made = fillings(series(first))
        assert "Different" in made[1].points and "Different" not in made[0].points
        history = team.visitor.get(f"{team.link}/history").content.decode()
        assert "Different" in history and "Spotting opportunities" in history and "–" in history

    def test_what_came_before_is_kept_as_long(self, team):
        first = team.workshop.pk
        Workshop.objects.filter(pk=first).update(days_kept=30, purge_on=timezone.localdate())
        play = fill_again(team, LADDER[::-1])
        assert Workshop.objects.get(pk=first).purge_on >= play.workshop.purge_on

    def test_one_that_was_purged_leaves_the_other(self, team):
        first = team.workshop.pk
        fill_again(team, LADDER[::-1])
        Workshop.objects.get(pk=first).delete()
        assert team.visitor.get(f"{team.link}/history").status_code == 200

    def test_years_tell_what_was_done_and_what_others_may_hear(self, team):
        team.say("done", "Three said yes.")
        history = team.visitor.get(f"{team.link}/history").content.decode()
        assert "Three said yes." in history and str(timezone.localdate().year) in history
        assert "A story for everybody" in history and "A story for us" not in history


def test_then_and_now_on_paper(look):
    team = look.team
    from tests.takeaway.conftest import text_of

    look.write(well=WELL, press=uuid.uuid4())
    member = team.play.members[0]
    paper = member.page("takeaway/history.pdf")
    assert member.get(paper).status_code == 409  # not before it is shown together
    look.do("together")
    team.say("done", "Three said yes.")
    first = team.workshop
    words = text_of(member.get(paper).content)
    assert WELL in words and "Three said yes." in words and str(LADDER[0]) in words
    by_link = f"{team.link}/history.pdf"
    assert by_link in team.visitor.get(f"{team.link}/history").content.decode()
    assert WELL in text_of(team.visitor.get(by_link).content)
    fill_again(team, LADDER[::-1])
    assert team.visitor.get(f"/w/{first.pk}/takeaway/history.pdf").status_code == 404
    assert "Spotting opportunities" in text_of(member.get(paper).content)
    newest = team.play.facilitator.get(f"/w/{team.workshop.pk}/takeaway/history.pdf")
    words = text_of(newest.content)
    assert team.workshop.pk != first.pk and WELL in words and "Three said yes." in words  # of all fillings
