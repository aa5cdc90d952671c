"""Presentations (M13): only what the team released and chose; visitors ask without names; a gallery without scores."""

import re
import uuid

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from koffer.journey.models import Event, Reaction, Turn
from koffer.workshop.models import Finding, Story
from tests.conftest import Person
from tests.journey.conftest import Team
from tests.takeaway.conftest import LADDER

WORDS = {
    "score": "This is our suitcase",
    "strengths": "We listen to the neighbourhood.",
    "stories": "A story for everybody",
    "gaps": "We do not dare to stop.",
    "label": "A table in every district",
}


class Show:
    """A team that shows its suitcase, and a visitor with the link."""

    def __init__(self, team, released=tuple(WORDS), parts=None, event=None):
        self.team, self.facilitator, self.visitor = team, team.play.facilitator, Person("Visitor")
        self.home = self.facilitator.page("console/presentations")
        team.workshop.release([(item, "teams") for item in released])
        self.parts = list(released) if parts is None else parts
        self.prepared = self.prepare(event)

    def prepare(self, event=None, **more):
        """Prepare a turn."""
        data = {"name": "Team day", "parts": self.parts, "minutes": "10", "notes": "Say hello first."}
        data |= {"press_key": str(uuid.uuid4())}
        if event:
            data |= {"event": str(event.pk)}
        return self.facilitator.post(self.home, data | more)

    @property
    def turn(self):
        """The newest turn of the team."""
        return Turn.objects.filter(workshop=self.team.workshop).latest("event__made_at")

    def do(self, name, data=None):
        """The facilitator presses."""
        return self.facilitator.post(f"{self.home}/{self.turn.pk}/{name}", data or {})

    def page(self):
        """The facilitator's page."""
        return self.facilitator.get(f"{self.home}/{self.turn.pk}").content.decode()

    @property
    def link(self):
        """The visitors' address."""
        return re.search(r"http://testserver(/e/[^\"<]+)", self.page())[1]

    def walk(self):
        """Every slide as visitors and the screen get it."""
        self.do("begin")
        seen = []
        for number in range(40):
            if self.do("slide", {"slide": str(number)}).status_code != 302:
                break
            seen.append(
                self.visitor.get(self.link).content.decode() + self.visitor.get(f"{self.link}/screen").content.decode()
            )
        return seen

    def react(self, kind="more", **more):
        """A visitor presses."""
        data = {"kind": kind, "press_key": str(uuid.uuid4())} | more
        return self.visitor.post(f"{self.link}/{self.turn.pk}/reactions", data)


class TestWhatIsShown:
    @pytest.mark.parametrize("item", list(WORDS))
    def test_only_what_was_released(self, team, item):
        show = Show(team, released=[item])
        assert show.prepared.status_code == 302
        seen = "".join(show.walk())
        for other, words in WORDS.items():
            assert (words in seen) == (other == item), other
        assert "A story for us" not in seen and "Say hello first." not in seen
        assert not any(member.name in seen for member in team.play.members)

    def test_only_what_was_chosen(self, team):
        seen = "".join(Show(team, parts=["label"]).walk())
        assert WORDS["label"] in seen and not any(words in seen for item, words in WORDS.items() if item != "label")

    def test_what_was_not_released_cannot_be_chosen(self, team):
        show = Show(team, released=["label"], parts=["score"])
        assert show.prepared.status_code == 422 and not Turn.objects.exists()

    def test_what_is_taken_back_is_gone_at_once(self, team):
        show = Show(team)
        assert WORDS["gaps"] in "".join(show.walk())
        team.workshop.release([("label", "teams")])
        seen = "".join(show.walk())
        assert WORDS["label"] in seen and WORDS["gaps"] not in seen and WORDS["score"] not in seen

    def test_the_team_chooses_which_gap(self, team):
        second = Finding.objects.create(workshop=team.workshop, kind="gap", text="Nobody can film.", place=9)
        show = Show(team)
        plan = f"{show.home}/{show.turn.pk}/plan"
        page = show.facilitator.get(plan).content.decode()
        assert "Which gap?" in page and "Nobody can film." in page and page.count(" checked") == 6  # with the first gap
        seen = "".join(show.walk())
        assert WORDS["gaps"] in seen and "Nobody can film." not in seen  # the first, when none was chosen
        chosen = {"parts": show.parts, "minutes": "10", "gap": str(second.pk)}
        assert show.facilitator.post(plan, chosen).status_code == 302
        seen = "".join(show.walk())
        assert "Nobody can film." in seen and WORDS["gaps"] not in seen
        assert f'value="{second.pk}"' in show.facilitator.get(plan).content.decode()
        second.delete()
        assert WORDS["gaps"] in "".join(show.walk())

    def test_a_gap_of_another_team_cannot_be_chosen(self, team, make_done):
        Finding.objects.create(workshop=team.workshop, kind="gap", text="Nobody can film.", place=9)
        other = Finding.objects.get(workshop=Team(make_done()).workshop, kind="gap")
        assert Show(team).prepare(gap=str(other.pk)).status_code == 422

    def test_one_gap_or_none_that_is_released_is_no_choice(self, team):
        assert "Which gap?" not in Show(team).facilitator.get(Show(team).home).content.decode()
        Finding.objects.create(workshop=team.workshop, kind="gap", text="Nobody can film.", place=9)
        show = Show(team, released=["label"])
        page = show.facilitator.get(show.home).content.decode()
        assert "Which gap?" not in page and "Nobody can film." not in page

    def test_the_walk_begins_with_the_destination_and_ends_with_questions(self, team):
        seen = Show(team).walk()
        assert "slide-destination" in seen[0] and "What would you like to ask?" in seen[-1]
        assert len(seen) == 7  # destination, score, strength, story, gap, label, questions

    def test_the_notes_are_the_presenters(self, team):
        show = Show(team)
        show.do("begin")
        assert "Say hello first." in show.page()

    def test_before_the_closing_there_is_nothing_to_show(self, make_play):
        play = make_play()
        home = play.facilitator.page("console/presentations")
        assert "Close the suitcase first" in play.facilitator.get(home).content.decode()
        answer = play.facilitator.post(home, {"name": "x", "minutes": "5"})
        assert answer.status_code == 409 and not Event.objects.exists()

    def test_what_was_prepared_comes_back_and_is_changed(self, team):
        show = Show(team, parts=["label", "gaps"])
        plan = f"{show.home}/{show.turn.pk}/plan"
        page = show.facilitator.get(plan).content.decode()
        assert "Say hello first." in page and page.count(" checked") == 2
        wrong = {"parts": ["score"], "minutes": "0", "notes": "Say goodbye."}
        assert show.facilitator.post(plan, wrong).status_code == 422
        assert show.facilitator.post(plan, wrong | {"minutes": "20"}).status_code == 302
        assert (show.turn.parts, show.turn.notes, show.turn.minutes) == (["score"], "Say goodbye.", 20)

    def test_preparing_again_for_the_same_event_overwrites_nothing(self, team, library):
        team.workshop.adopt(library.teams["Balie"])
        show = Show(team)
        offered = f'<option value="{show.turn.event.pk}"'
        assert offered not in show.facilitator.get(show.home).content.decode()
        assert show.prepare(show.turn.event, notes="").status_code == 409
        assert show.turn.notes == "Say hello first."

    def test_the_same_press_twice_is_one_event(self, team):
        show, press = Show(team), str(uuid.uuid4())
        for _ in range(2):
            assert show.prepare(press_key=press).status_code == 302
        assert Event.objects.count() == Turn.objects.count() == 2  # with the first one

    def test_it_says_until_which_day_the_link_opens(self, team):
        show = Show(team)
        day = date_format(show.turn.event.ends_on, "j F Y")
        home = show.facilitator.get(show.home).content.decode()
        assert f"opens until {day}" in show.page() and f"opens until {day}" in home

    @pytest.mark.parametrize(
        ("data", "told"),
        [
            ({"name": ""}, "Fill this in"),
            ({"minutes": "0"}, "greater than or equal to 1"),
            ({"notes": "x" * 2001}, "at most 2000"),
        ],
    )
    def test_a_wrong_preparation_stays_typed(self, team, data, told):
        show = Show(team)
        answer = show.prepare(**data)
        assert answer.status_code == 422 and told in answer.content.decode()


class TestVisitors:
    def test_they_react_and_ask_about_a_category(self, team):
        show = Show(team)
        show.do("begin")
        category = team.workshop.categories()[2]
        assert show.react("more").status_code == 302
        assert show.react("question", text="How did you begin?", category=str(category.position)).status_code == 302
        page = show.page()
        assert "Tell me more: 1" in page and "How did you begin?" in page and category.name in page
        waiting = Reaction.objects.get(text="How did you begin?")
        show.do(f"reactions/{waiting.pk}")
        assert "How did you begin?" not in show.page().partition("What we answered")[0]

    def test_the_questions_stand_on_the_last_slide(self, team):
        show = Show(team)
        show.walk()
        show.react("question", text="How did you begin?")
        assert "How did you begin?" in show.visitor.get(f"{show.link}/screen").content.decode()
        assert "How did you begin?" not in show.visitor.get(show.link).content.decode()

    def test_an_example_on_the_spot(self, team):
        show = Show(team)
        show.do("begin")
        category = team.workshop.categories()[0]
        data = {"category": str(category.position), "text": "The bus last week"}
        assert show.do("example", data).status_code == 302
        story = Story.objects.get(text="The bus last week")
        assert story.keep == "others" and story.seat is None
        assert "The bus last week" in "".join(show.walk())
        assert show.do("example", {"category": "10", "text": "x"}).status_code == 422

    def test_an_example_on_the_spot_is_shown_at_once(self, team):
        show = Show(team)
        show.do("begin")
        show.do("slide", {"slide": "6"})
        data = {"category": str(team.workshop.categories()[0].position)}
        for key in (1, 1, 2**128 - 1):  # once twice; before and after the story that is there
            press = {"press_key": str(uuid.UUID(int=key))}
            assert show.do("example", data | press | {"text": f"The bus {key}"}).status_code == 302
            assert f"The bus {key}" in show.visitor.get(f"{show.link}/screen").content.decode()
        assert Story.objects.filter(text__startswith="The bus").count() == 2

    def test_an_example_that_is_not_in_the_walk_moves_nothing(self, team):
        show = Show(team, parts=["label", "gaps"])
        show.do("begin")
        show.do("slide", {"slide": "1"})
        show.do("example", {"category": str(team.workshop.categories()[0].position), "text": "The bus last week"})
        assert WORDS["gaps"] in show.visitor.get(f"{show.link}/screen").content.decode()

    def test_the_screen_says_how_to_take_part(self, team):
        show = Show(team)
        address = f"http://testserver{show.link}"
        screen = lambda: show.visitor.get(f"{show.link}/screen").content.decode()  # noqa: E731
        assert address in screen() and "<svg" in screen()
        show.do("begin")
        assert address not in screen()
        show.do("slide", {"slide": "6"})
        assert "slide-questions" in screen() and address in screen()

    def test_the_same_press_twice_is_one(self, team):
        show, press = Show(team), str(uuid.uuid4())
        show.do("begin")
        for _ in range(2):
            assert show.react(press_key=press).status_code == 302
        assert Reaction.objects.count() == 1

    @pytest.mark.parametrize(
        ("data", "told"),
        [
            ({"kind": ""}, "Press one of the buttons"),
            ({"kind": "boo"}, "Select a valid choice"),
            ({"kind": "question", "text": " "}, "Type your question"),
            ({"kind": "question", "text": "x" * 281}, "at most 280"),
            ({"kind": "more", "category": "999999"}, "Select a valid choice"),
        ],
    )
    def test_a_wrong_reaction(self, team, data, told):
        show = Show(team)
        show.do("begin")
        answer = show.react(**data)
        assert answer.status_code == 422 and told in answer.content.decode() and not Reaction.objects.exists()

    def test_a_question_answered_by_mistake_is_put_back_on_the_wall(self, team):
        """T20 and T22: whatever stands on the wall can be taken off it, and put back."""
        show = Show(team)
        show.walk()
        show.react("question", text="How did you begin?")
        path = f"reactions/{Reaction.objects.get().pk}"
        screen = lambda: show.visitor.get(f"{show.link}/screen").content.decode()  # noqa: E731
        assert "How did you begin?" in screen()
        show.do(path)
        page = show.page()
        assert "How did you begin?" not in screen() and "What we answered" in page and "Put it back" in page
        show.do(path, {"answered": "no"})
        assert "How did you begin?" in screen() and "What we answered" not in show.page()

    def test_nobody_asks_a_team_that_is_done(self, team):
        show = Show(team)
        assert show.react().status_code == 409
        show.do("begin")
        show.do("finish")
        assert show.react().status_code == 409

    def test_an_event_that_is_over_opens_nothing(self, team):
        show = Show(team)
        show.do("begin")
        link = show.link
        assert show.visitor.get(f"{link}x").status_code == 404
        show.do("ending")
        assert show.visitor.get(link).status_code == show.visitor.get(f"{link}/screen").status_code == 404
        for days, status in ((89, 200), (91, 404)):
            Event.objects.update(ended_at=None, made_at=timezone.now() - timezone.timedelta(days=days))
            assert show.visitor.get(link).status_code == status, days

    def test_a_reaction_knows_nobody(self):
        names = {field.name for field in Reaction._meta.get_fields()}
        assert names == {"id", "turn", "kind", "category", "text", "answered"}


class TestSeveralTeams:
    def both(self, team, make_done, library):
        team.workshop.adopt(library.teams["Balie"])
        other = Team(make_done())
        other.workshop.adopt(library.teams["Jeugd"])
        first = Show(team)
        return first, Show(other, event=first.turn.event)

    def test_in_a_row_as_one_event(self, team, make_done, library):
        first, second = self.both(team, make_done, library)
        assert Event.objects.count() == 1 and first.link == second.link
        page = first.visitor.get(first.link).content.decode()
        assert page.count("<li") >= 2  # the order, before anybody began
        first.do("begin")
        second.do("begin")
        now = Event.objects.get().now()
        assert now.workshop_id == second.team.workshop.pk and first.turn.ended_at

    def test_the_order_can_be_changed(self, team, make_done, library):
        first, second = self.both(team, make_done, library)
        event = first.turn.event
        order = lambda: [turn.workshop_id for turn in event.order()]  # noqa: E731
        was = order()
        for to, after in (("earlier", was[::-1]), ("earlier", was[::-1]), ("later", was), ("later", was)):
            assert first.do(f"order/{second.turn.pk}", {"to": to}).status_code == 302
            assert order() == after, to
        assert "The plan: 20 minutes together." in first.page()
        second.do("begin")
        assert first.do(f"order/{second.turn.pk}", {"to": "out"}).status_code == 409  # it presents now
        second.do("finish")
        assert first.do(f"order/{second.turn.pk}", {"to": "out"}).status_code == 302
        assert order() == was[:1]
        assert first.do(f"order/{first.turn.pk}", {"to": "out"}).url == first.home

    def test_only_the_team_that_made_it_ends_it_for_all(self, team, make_done, library):
        first, second = self.both(team, make_done, library)
        link = first.link
        second.do("begin")
        assert "End the event" not in second.page() and f"{first.team.workshop.team} ends the event" in second.page()
        assert second.do("ending").status_code == 409
        assert second.do(f"order/{first.turn.pk}", {"to": "out"}).status_code == 409
        assert second.do("finish").status_code == 302 and first.visitor.get(link).status_code == 200
        assert "End the event" in first.page() and first.do("ending").status_code == 302
        assert first.visitor.get(link).status_code == 404

    def test_when_that_team_left_the_first_one_ends_it(self, team, make_done, library):
        first, second = self.both(team, make_done, library)
        link = first.link
        assert second.do(f"order/{second.turn.pk}", {"to": "later"}).status_code == 302
        assert first.do(f"order/{first.turn.pk}", {"to": "out"}).status_code == 302
        assert "End the event" in second.page() and second.do("ending").status_code == 302
        assert first.visitor.get(link).status_code == 404

    def test_a_team_may_always_leave(self, team, make_done, library):
        first, second = self.both(team, make_done, library)
        assert second.do(f"order/{second.turn.pk}", {"to": "out"}).url == second.home
        assert [turn.workshop_id for turn in first.turn.event.order()] == [first.team.workshop.pk]

    def test_nobody_moves_a_team_of_another_event(self, team, make_done):
        first, other = Show(team), Show(Team(make_done()))
        assert first.do(f"order/{other.turn.pk}", {"to": "out"}).status_code == 404
        assert Turn.objects.count() == 2

    def test_no_page_holds_the_scores_of_two_teams(self, team, make_done, library):
        first, second = self.both(team, make_done, library)
        for show in (first, second):
            for page in show.walk():
                assert page.count('class="numbers"') <= 2  # phone and screen, of one team
        gallery = library.facilitator.get(f"{library.here}gallery").content.decode()
        assert "Balie" in gallery and "Jeugd" in gallery
        assert not any(f"<b>{number}</b>" in gallery for number in LADDER)

    def test_a_team_of_another_organisation_cannot_join(self, team, make_done, library, make_library):
        team.workshop.adopt(library.teams["Balie"])
        event = Show(team).turn.event
        other = Team(make_done())
        other.workshop.adopt(make_library("Elders").teams["Balie"])
        assert Show(other, event=event).prepared.status_code == 422
        assert event.turns.count() == 1

    def test_nobody_leads_the_turn_of_another(self, team, make_done, library):
        first, second = self.both(team, make_done, library)
        for name in ("begin", "slide", "finish", "example", "ending"):
            assert first.facilitator.post(f"{first.home}/{second.turn.pk}/{name}").status_code == 404


class TestTheGallery:
    def test_only_teams_that_agreed(self, team, library):
        team.workshop.adopt(library.teams["Balie"])
        gallery = f"{library.here}gallery"
        page = f"{gallery}/{team.workshop.pk}"
        team.workshop.release([("score", "organisation")])
        assert "Balie" not in library.facilitator.get(gallery).content.decode()
        assert library.facilitator.get(page).status_code == 404
        team.workshop.release([("label", "teams")])
        assert "Balie" in library.facilitator.get(gallery).content.decode()
        seen = library.facilitator.get(page).content.decode()
        assert WORDS["label"] in seen and WORDS["score"] not in seen and "A story" not in seen

    def test_stories_are_for_teams_that_come_to_look(self, team, library):
        team.workshop.adopt(library.teams["Balie"])
        team.workshop.release([(item, to) for item in WORDS for to in ("teams", "organisation")])
        for person in (library.viewer, library.administrator, library.facilitator):
            seen = person.get(f"{library.here}gallery/{team.workshop.pk}").content.decode()
            assert WORDS["label"] in seen and "A story" not in seen

    def test_another_organisation_sees_nothing(self, team, library, make_library):
        team.workshop.adopt(library.teams["Balie"])
        team.workshop.release([(item, "teams") for item in WORDS])
        other = make_library("Elders")
        assert "gallery/" not in other.viewer.get(f"{other.here}gallery").content.decode()
        assert other.viewer.get(f"{other.here}gallery/{team.workshop.pk}").status_code == 404
        assert other.viewer.get(f"{library.here}gallery").status_code == 404
