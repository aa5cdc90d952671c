"""The archive: there and back again is exact; no sheet and no hidden name travels; a broken one is refused whole."""

import json
import os
import subprocess
import sys
import uuid
from datetime import date
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given, settings
from hypothesis import strategies as some
from hypothesis.extra.django import TestCase

from koffer.bounds import Limit
from koffer.host.cli import main
from koffer.journey.models import Review, ReviewAnswer
from koffer.method.order import proposal
from koffer.sheets.reviews import LONGEST, MOST_REVIEWS, QUESTIONS
from koffer.takeaway.archive import schema
from koffer.takeaway.archive.reading import NotAnArchive, read, take_in
from koffer.takeaway.archive.writing import archive
from koffer.web.names import tidy_text
from koffer.workshop.forms import DAYS_CHOICES
from koffer.workshop.models import FacilitatorKey, Pair, Seat, Sheet, Story, Workshop
from koffer.workshop.models.label import MOST_PAIRS
from tests.conftest import new_client
from tests.takeaway.conftest import SHEETS, tell, whole

SCHEMA = Path(__file__).parents[2] / "docs" / "archive.schema.json"
STEPS = ["lobby", "destination", "categories", "filling", "suitcase", "conversation", "score", "strengths", "label"]


def content(workshop):
    return json.loads(archive(workshop))


def there_and_back(workshop):
    """The archive, and the archive of what another server made of it; both without their stamp."""
    first = archive(workshop)
    second = archive(take_in(read(first)).workshop)
    return tuple(json.dumps(json.loads(one) | {"made_at": ""}, indent=1) for one in (first, second))


class TestRoundTrip:
    @pytest.mark.parametrize("mode", ["open", "discreet", "anonymous"])
    def test_a_closed_workshop(self, make_done, mode):
        first, second = there_and_back(whole(make_done(mode)))
        assert first == second

    def test_what_is_written_at_a_review_travels_when_it_is_shown(self, make_done):
        workshop = whole(make_done())
        Review.hold(workshop, workshop.keys.first())
        review = Review.held(workshop)
        ReviewAnswer.send(review, workshop.categories()[0].pk, uuid.uuid4(), {"well": "We greet everybody"})
        assert "We greet everybody" not in archive(workshop).decode()
        review.show_together()
        assert "We greet everybody" in archive(workshop).decode()

    def test_each_state_on_the_way(self, make_play):
        play = make_play("open")
        assert len(set(there_and_back(whole(play)))) == 1
        play.fill(3)
        assert len(set(there_and_back(whole(play)))) == 1
        play.open()
        for target in ("conversation/3", "score"):
            play.show(target)
            assert len(set(there_and_back(whole(play)))) == 1
        play.decide(list(proposal(10)))
        assert len(set(there_and_back(whole(play)))) == 1

    def test_names_that_people_put_there(self, make_done):
        play = make_done("open")
        workshop = whole(play)
        seat = Seat.objects.get(workshop=workshop, name="Member0")
        Story.objects.filter(text="A story for us").update(seat=seat, named=True)
        action = workshop.pairs.get().actions.get(size="small")
        action.people.add(seat)
        first, second = there_and_back(workshop)
        assert first == second and first.count("Member0") == 2

    def test_what_was_brought_is_shown_and_goes_on(self, make_done):
        play = make_done()
        play.do("reopening")
        taken = take_in(read(archive(whole(play))))
        visitor = play.stranger
        assert visitor.client.get(f"/f/{taken.secret}", follow=True).status_code in (200, 302)
        visitor.post(f"/f/{taken.secret}")
        visitor.workshop = taken.workshop
        for step in STEPS:
            answer = visitor.post(visitor.page("console/shown"), {"step": step})
            assert answer.status_code == 302, step
            page = visitor.get(visitor.page("console")).content.decode()
            assert "Team Klantcontact" in page
        assert "A table in every district" in visitor.get(visitor.page("console")).content.decode()
        assert visitor.get(visitor.page("takeaway/report.pdf")).status_code == 200


class TestWhatStaysBehind:
    @pytest.mark.parametrize("mode", ["open", "discreet", "anonymous"])
    def test_no_sheet_no_link_no_hidden_name(self, make_done, mode):
        play = make_done(mode)
        workshop = whole(play)
        text = archive(workshop).decode()
        for number in range(6):
            assert f"Member{number}" not in text
        lists = [found for found in numbers(json.loads(text)) if found]
        for sheet in SHEETS[1:]:
            assert sheet not in lists
        for secret in [*workshop.keys.values_list("token_hash", flat=True), workshop.code, str(workshop.pk)]:
            assert secret not in text
        for seat in workshop.seats.all():
            assert str(seat.pk) not in text and (seat.token_hash or "-") not in text.split('"')

    def test_a_brought_workshop_has_no_sheets_and_another_code(self, make_done):
        workshop = whole(make_done())
        taken = take_in(read(archive(workshop)))
        assert taken.workshop.code != workshop.code
        assert not Sheet.objects.filter(workshop=taken.workshop).exists()
        assert FacilitatorKey.found(taken.secret).workshop_id == taken.workshop.pk
        assert taken.workshop.closing.erased_on

    def test_no_story_that_waits_or_was_for_now_only(self, make_play):
        play = make_play("anonymous").opened(SHEETS)
        play.show("conversation/1")
        tell(play, "This one waits")
        tell(play, "So does this", by=1)
        assert "This one waits" not in archive(whole(play)).decode()
        play.do("conversation/1/stories/opening")
        tell(play, "This one waits too")
        text = archive(whole(play)).decode()
        assert "This one waits" in text and "This one waits too" not in text

    def test_no_story_for_now_only(self, make_play):
        play = make_play("open").opened(SHEETS)
        play.show("conversation/1")
        tell(play, "Only for now", keep="now")
        tell(play, "For us", keep="us")
        text = archive(whole(play)).decode()
        assert "For us" in text and "Only for now" not in text

    def test_no_name_of_somebody_who_left(self, make_done):
        workshop = whole(make_done("open"))
        seat = Seat.objects.get(workshop=workshop, name="Member0")
        Story.objects.filter(text="A story for us").update(seat=seat, named=True)
        workshop.pairs.get().actions.get(size="small").people.add(seat)
        assert archive(workshop).count(b"Member0") == 2
        seat.leave()
        first, second = there_and_back(workshop)
        assert "Member0" not in first and first == second


def numbers(value):
    """Every list of numbers in the archive."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        if all(isinstance(one, int) for one in value):
            yield value
        for one in value:
            yield from numbers(one)


class TestRefusals:
    @pytest.fixture
    def good(self, make_done):
        return content(whole(make_done()))

    def refused(self, document):
        before = Workshop.objects.count()
        with pytest.raises(NotAnArchive) as told:
            take_in(read(document if isinstance(document, bytes) else json.dumps(document).encode()))
        assert Workshop.objects.count() == before
        return told.value.reason

    def test_a_newer_version(self, good):
        assert "newer Koffer (version 3, here 2)" in self.refused(good | {"version": 3})

    @pytest.mark.parametrize("bad", [b"", b"{", b"[]", b'"x"', b"\xff\xfe", b"[" * 100_000, b'{"format": "other"}'])
    def test_what_is_no_archive(self, db, bad):
        assert "not an archive of Koffer" in self.refused(bad)
        assert "not an archive of Koffer" in self.refused({"format": "other", "version": 1})

    def test_too_large(self, db):
        assert "too large" in self.refused(b" " * (schema.MOST_BYTES + 1))

    @pytest.mark.parametrize(
        ("place", "value", "told"),
        [
            ("team", "", "$.workshop.team"),
            ("team", "x" * 61, "$.workshop.team"),
            ("team", "a\u0000b", "$.workshop.team"),
            ("mode", "secret", "$.workshop.mode"),
            ("mode", "open", "$.workshop.mode"),
            ("days_kept", 9000, "$.workshop.days_kept"),
            ("surprise", 1, "surprise"),
            ("shown_step", "moon", "$.workshop.shown_step"),
            ("shown_category", 12, "$.workshop.shown_category"),
            ("opening", None, "$.workshop.decisions"),
            ("started", None, "$.workshop.opening"),
            ("scores", [1, 2], "$.workshop.scores"),
            ("decisions", [], "$.workshop.closing"),
            ("categories", [], "$.workshop.categories"),
        ],
    )
    def test_a_broken_rule_with_its_place(self, good, place, value, told):
        good["workshop"][place] = value
        assert told in self.refused(good)

    def test_deeper_rules(self, good):
        one = good["workshop"]
        one["decisions"][0]["points"][0] = one["decisions"][0]["points"][1]
        assert "$.workshop.decisions[0].points" in self.refused(good)
        one["decisions"][0]["points"] = list(proposal(10))
        one["stories"][0]["category"] = 11
        assert "$.workshop.stories[0].category" in self.refused(good)
        one["stories"][0]["category"] = 0
        one["talks"].append(one["talks"][0])
        assert "$.workshop.talks" in self.refused(good)
        one["talks"].pop()
        one["categories"][1]["name_nl"] = one["categories"][0]["name_nl"].upper()
        assert "$.workshop.categories" in self.refused(good)
        one["categories"][1]["name_nl"] = "Iets anders"
        one["pairs"].append({"aside": False, "large": None, "small": None})
        assert "$.workshop.pairs[1]" in self.refused(good)

    @pytest.mark.parametrize(
        ("change", "told"),
        [
            (lambda one: one["findings"][0].update(remedy="learn"), "findings[0].remedy"),
            (lambda one: one["findings"].extend([one["findings"][0]] * 3), "findings"),
            (lambda one: one["sentences"].append({"kind": "word", "text": "x" * 31}), "sentences[0].text"),
            (lambda one: one["closing"].update(look_on="9999-12-31"), "closing.look_on"),
            (lambda one: one["closing"].update(at="0001-01-01T00:00:00+14:00"), "closing.at"),
            (lambda one: one["closing"].update(at="2026-11-23T10:00:00"), "closing.at"),
            (lambda one: one.update(started="9999-12-31T23:59:59-14:00"), "started"),
            (lambda one: one["pairs"][0]["small"].update(due="9999-12-31"), "pairs[0].small.due"),
            (lambda one: one["pairs"][0]["small"].update(due="1999-12-31"), "pairs[0].small.due"),
            (lambda one: one["pairs"][0]["small"].update(people=["Anna\nBo"]), "pairs[0].small.people[0]"),
            (lambda one: one["pairs"][0]["small"].update(people=["\ufdfa" * 40]), "pairs"),
            (lambda one: one.update(team="Team\nKlantcontact"), "team"),
            (lambda one: one["talks"][1].update(turn=one["talks"][0]["turn"]), "talks"),
            (lambda one: one["opening"].update(mode="open"), "opening.mode"),
            (lambda one: one["reviews"].append(look("perhaps")), "reviews[0].answers[0].text"),
        ],
    )
    def test_what_the_rules_or_a_calendar_cannot_hold(self, good, change, told):
        for turn, talk in enumerate(good["workshop"]["talks"], start=1):
            talk["turn"] = turn
        take_in(read(json.dumps(good).encode()))
        change(good["workshop"])
        assert f"`$.workshop.{told}`" in self.refused(good)

    def test_more_people_than_a_workshop_has(self, good, settings):
        settings.MOST_SEATS = 3
        good["workshop"]["pairs"][0]["small"]["people"] = ["Anna", "Bo", "Carla", "Dirk"]
        assert "more people" in self.refused(good)

    def test_the_same_name_twice_is_one_person(self, good):
        good["workshop"]["pairs"][0]["small"]["people"] = ["Anna", "ANNA"]
        assert take_in(read(json.dumps(good).encode())).workshop.seats.count() == 1

    def test_very_much_is_refused(self, good):
        finding = good["workshop"]["findings"][0] | {"sentences": ["a"] * 2001}
        assert "findings[0].sentences" in self.refused(good | {"workshop": good["workshop"] | {"findings": [finding]}})
        good["workshop"]["reviews"] = [look("yes", 3000)] * 4
        assert "holds too much" in self.refused(good)

    @pytest.mark.in_process
    def test_as_much_as_may_be_takes_few_queries(self, good, django_assert_max_num_queries):
        one = good["workshop"]
        one["reviews"] = [look("yes", 500)] * 3
        one["pairs"][0]["small"]["people"] = [f"Person {number}" for number in range(500)]
        one["findings"][0]["sentences"] = ["a"] * 2000
        one["decisions"] = one["decisions"] * 50
        found = read(json.dumps(good).encode())
        with django_assert_max_num_queries(100):
            taken = take_in(found)
        assert taken.workshop.sentences.count() == 2000
        assert taken.workshop.decisions.count() == 50


def look(development, count=1):
    """A review with so many answers."""
    answer = {"category": 0, "question": "development", "text": development}
    return {"held_on": "2027-03-01", "together_at": None, "done_on": "2027-03-02", "answers": [answer] * count}


class TestPages:
    def upload(self, person, document):
        return person.post("/import", {"archive": SimpleUploadedFile("koffer.json", document)})

    def test_from_the_button_to_another_server(self, make_done):
        play = make_done()
        answer = play.facilitator.get(play.facilitator.page("takeaway/archive.json"))
        assert answer.headers["Content-Type"] == "application/json"
        brought = self.upload(play.stranger, answer.content)
        assert brought.status_code == 302
        console = play.stranger.get(brought.url)
        assert console.status_code == 200 and b"Team Klantcontact" in console.content
        assert str(play.workshop.pk) not in brought.url

    def test_only_the_facilitator_has_it(self, make_done):
        play = make_done()
        assert play.members[0].get(play.facilitator.page("takeaway/archive.json")).status_code == 403
        assert play.stranger.get(play.facilitator.page("takeaway/archive.json")).status_code == 404

    def test_a_mistake_stands_next_to_the_field(self, db, play):
        answer = self.upload(play.stranger, b'{"format": "koffer-workshop", "version": 1}')
        assert answer.status_code == 422
        assert 'id="archive_error"' in answer.content.decode() and "made_at" in answer.content.decode()
        assert "Choose a file first." in play.stranger.post("/import").content.decode()

    def test_not_endlessly_many_from_one_address(self, make_done, monkeypatch):
        play = make_done()
        document, visitor = archive(whole(play)), play.stranger
        monkeypatch.setattr("koffer.takeaway.views.IMPORTS", Limit("test", 1, 60))
        assert self.upload(visitor, document).status_code == 302
        before = Workshop.objects.count()
        answer = self.upload(visitor, document)
        assert answer.status_code == 429 and "Try again in" in answer.content.decode()
        assert Workshop.objects.count() == before

    def test_a_hostile_file_is_not_read(self, play):
        answer = self.upload(play.stranger, b"[" * 3_000_000)
        assert answer.status_code == 422
        assert "2 MB" in answer.content.decode()

    def test_a_hostile_file_without_a_token_is_not_read_either(self, play):
        play.stranger.client = new_client(headers={"accept-language": "en"}, enforce_csrf_checks=True)
        play.stranger.get("/import")
        answer = self.upload(play.stranger, b"[" * 3_000_000)
        assert answer.status_code == 413
        assert "2 MB" in answer.content.decode()


def test_the_command_line(make_done, tmp_path, capfdbinary, in_process_commands):
    play = make_done()
    assert main(["export", play.workshop.code]) == 0
    file = tmp_path / "koffer.json"
    file.write_bytes(capfdbinary.readouterr().out)
    assert main(["import", str(file)]) == 0
    said = capfdbinary.readouterr().out.decode()
    brought = Workshop.objects.exclude(pk=play.workshop.pk).get()
    assert f"code {brought.code}" in said and "/f/" in said
    file.write_text("{}")
    assert main(["import", str(file)]) == 1
    assert main(["import", str(tmp_path / "none.json")]) == 1
    assert main(["export", "NOCODE"]) == 1


def test_an_archive_is_the_first_thing_on_an_empty_server(make_done, tmp_path):
    file = tmp_path / "koffer.json"
    file.write_bytes(archive(whole(make_done())))
    surroundings = os.environ | {"KOFFER_DATA": str(tmp_path / "data"), "DATABASE_URL": ""}
    command = [sys.executable, "-c", "import sys; from koffer.host.cli import main; sys.exit(main())", "import", file]
    told = subprocess.run(command, env=surroundings, capture_output=True, text=True)
    assert told.returncode == 0, told.stderr
    assert "Team Klantcontact: code" in told.stdout


def test_the_schema_in_the_documentation_is_the_one_that_is_used():
    assert json.loads(SCHEMA.read_text()) == json.loads(json.dumps(schema.json_schema()))


def test_an_archive_holds_what_a_workshop_may_hold():
    parts = schema.json_schema()["$defs"]
    fields = parts["Workshop"]["properties"]
    assert fields["pairs"]["maxItems"] == MOST_PAIRS and fields["reviews"]["maxItems"] == MOST_REVIEWS
    assert set(fields["days_kept"]["enum"]) == {days for days, _label in DAYS_CHOICES}
    answer = parts["Answer"]["properties"]
    assert set(answer["question"]["enum"]) == {question for question, _label in QUESTIONS}
    assert answer["text"]["maxLength"] == LONGEST


words = (
    some.text(some.characters(exclude_categories=["Cs", "Cc", "Co"]), min_size=1, max_size=40)
    .map(tidy_text)
    .filter(bool)
)
steps = some.fixed_dictionaries(
    {
        "text": words,
        "who": some.sampled_from(["everyone", "two", "one"]),
        "due": some.dates(date(2026, 1, 1), date(2099, 1, 1)).map(str),
        "people": some.lists(some.sampled_from(["Anna", "Bo", "Éva"]), unique=True).map(sorted),
        "changes": some.lists(
            some.fixed_dictionaries(
                {
                    "on": some.dates(date(2026, 1, 1), date(2099, 1, 1)).map(str),
                    "state": some.sampled_from(["open", "done", "dropped"]),
                    "result": some.just("") | words,
                }
            ),
            max_size=2,
        ),
    }
)
pairs = some.fixed_dictionaries({"aside": some.booleans(), "large": steps, "small": some.none() | steps})
stories = some.fixed_dictionaries(
    {
        "category": some.integers(0, 2),
        "side": some.sampled_from(["high", "low", "other"]),
        "text": words,
        "keep": some.sampled_from(["us", "others"]),
        "teller": some.none() | some.sampled_from(["Anna", "Bo"]),
        "sent": some.just(True),
    }
)


reviews = some.fixed_dictionaries(
    {
        "held_on": some.just("2027-03-01"),
        "together_at": some.none() | some.just("2027-03-01T10:00:00.123456Z"),
        "done_on": some.just("2027-03-02"),
        "answers": some.lists(
            some.fixed_dictionaries({"category": some.integers(0, 2), "question": some.just("well"), "text": words}),
            max_size=3,
        ).map(lambda answers: sorted(answers, key=lambda one: (str(one["category"]), one["question"], one["text"]))),
    }
).map(lambda look: look if look["together_at"] else look | {"answers": []})  # nothing travels before it is shown


class TestAnyWorkshop(TestCase):
    @settings(max_examples=40, deadline=None)
    @given(
        team=words,
        destination=words,
        names=some.permutations(["Durven", "Luisteren", "Doorzetten"]),
        points=some.permutations([3, 2, 1, 50]).map(lambda drawn: drawn[:3]),
        made=some.lists(pairs, max_size=4),
        told=some.lists(stories, max_size=4),
        mode=some.sampled_from(["open", "discreet", "anonymous"]),
        looks=some.lists(reviews, max_size=2),
    )
    def test_comes_back_the_same(self, team, destination, names, points, made, told, mode, looks):
        at = "2026-11-23T10:00:00.123456Z"
        texts = {f"{text}_{language}": "" for text in ("description", "small", "large") for language in ("nl", "en")}
        whole_one = {
            "team": team,
            "destination": destination,
            "frame": "",
            "announced_mode": "open",
            "mode": mode,
            "shown_step": "label",
            "shown_category": 1,
            "days_kept": 30,
            "categories": [{"name_nl": name, "name_en": name} | texts for name in names],
            "started": at,
            "opening": {"at": at, "mode": mode, "sheet_count": 5},
            "closing": {"at": at, "look_on": "2027-02-23", "ended_at": at},
            "talks": [{"category": 2, "chosen": True, "turn": 1}],
            "scores": [points[0], None, points[2]],
            "decisions": [{"at": at, "points": points}],
            "findings": [{"kind": "gap", "text": team, "example": "", "remedy": "learn", "sentences": [destination]}],
            "sentences": [{"kind": "word", "text": team}],
            "pairs": made,
            "stories": told,
            "releases": [{"item": "label", "audience": "teams"}],
            "reviews": looks,
        }
        document = {"format": "koffer-workshop", "version": 2, "made_at": at, "workshop": whole_one}
        taken = take_in(read(json.dumps(document).encode()))
        first, second = there_and_back(taken.workshop)
        assert first == second
        found = json.loads(first)["workshop"]
        key = lambda story: json.dumps(story, sort_keys=True)  # noqa: E731
        assert found | {"stories": sorted(found["stories"], key=key)} == whole_one | {"stories": sorted(told, key=key)}
        assert Pair.objects.filter(workshop=taken.workshop).count() == len(made)
        assert uuid.UUID(str(taken.workshop.pk))
