"""Strengths, gaps, and the pairs on the label (M9 to M11)."""

import re
import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from koffer.workshop.models import Action, Finding, Pair, Sentence

LOW = [19, 17, 15, 13, 11, 9, 7, 5, 3, 1]
HIGH = [1, 3, 5, 7, 9, 11, 13, 15, 17, 19]


def today():
    return timezone.localdate()


def day(days):
    return (timezone.localdate() + timedelta(days=days)).isoformat()


@pytest.fixture
def opened(make_play):
    """An open workshop with two sheets, at the strengths."""
    play = make_play("open").opened([LOW, HIGH])
    play.show("strengths")
    return play


def send(member, text, kind="strength", **more):
    data = {"text": text, "press_key": str(uuid.uuid4())} | more
    return member.post(member.page(f"sentences/{kind}"), data)


def pick(play, text, kind="strength", **more):
    data = {"text": text, "example": "", "remedy": "", "press_key": str(uuid.uuid4())} | more
    return play.do(f"findings/{kind}", data)


class TestFindings:
    def test_one_sentence_per_phone_without_a_name(self, opened):
        anna = opened.members[0]
        assert send(anna, "Wij luisteren.").status_code == 302
        assert send(anna, "Wij luisteren goed.").status_code == 302
        assert Sentence.objects.get().text == "Wij luisteren goed."
        screen = opened.stranger.get(opened.screen).content.decode()
        assert "Wij luisteren goed." in screen and "Member0" not in screen
        assert "Wij luisteren goed.</textarea>" in anna.own() and "Send this instead" in anna.own()

    def test_an_anonymous_sentence_has_no_seat_and_a_second_press_is_the_same(self, make_play):
        play = make_play("anonymous").opened([LOW] * 5)
        play.show("strengths")
        press = str(uuid.uuid4())
        for _ in range(2):
            send(play.members[0], "Wij luisteren.", press_key=press)
        send(play.members[1], "Wij kijken.")
        assert not Sentence.objects.exists()
        assert play.do("sentences/strength/opening").status_code == 302
        assert set(Sentence.objects.values_list("seat", "text")) == {(None, "Wij luisteren."), (None, "Wij kijken.")}
        assert "Wij luisteren." not in play.members[0].own()

    @pytest.mark.parametrize("text", ["", " \u200b ", "x" * 281])
    def test_a_wrong_sentence_stays(self, opened, text):
        answer = send(opened.members[0], text)
        assert answer.status_code == 422
        assert "x" * 281 not in text or text in answer.content.decode()
        assert not Sentence.objects.exists()

    def test_a_kind_that_is_not_there(self, opened):
        assert send(opened.members[0], "x", kind="mark").status_code == 404
        assert pick(opened, "x", kind="word").status_code == 404

    def test_merging_while_another_sentence_comes_in(self, opened):
        send(opened.members[0], "Wij luisteren.")
        merged = str(Sentence.objects.get().pk)
        send(opened.members[1], "Wij doen.")
        assert pick(opened, "Wij luisteren en doen.", sentence=[merged, "x"], example="De markt.").status_code == 302
        page = opened.stranger.get(opened.screen).content.decode()
        assert "Wij luisteren en doen." in page and "De markt." in page and re.search(r"Wij doen\.\s*</li>", page)
        assert "Wij luisteren.</li>" not in page
        finding = Finding.objects.get()
        assert opened.do(f"findings/{finding.pk}/back").status_code == 302
        assert Sentence.objects.filter(finding=None).count() == 2

    def test_a_sentence_that_was_changed_since_is_not_merged_unread(self, opened):
        send(opened.members[0], "Wij luisteren.")
        seen = str(Sentence.objects.get().pk)
        send(opened.members[0], "Wij doen.")
        pick(opened, "Wij luisteren.", sentence=[seen])
        assert Sentence.objects.get(finding=None).text == "Wij doen."

    def test_enough_is_enough(self, opened):
        press = str(uuid.uuid4())
        for _ in range(2):
            assert pick(opened, "Een", press_key=press).status_code == 302
        assert pick(opened, "Twee").status_code == 302
        assert pick(opened, "Drie").status_code == 302
        assert pick(opened, "Vier").status_code == 409
        assert Finding.objects.count() == 3
        for number in range(3):
            assert pick(opened, f"Lacune {number}", kind="gap", remedy="learn").status_code == (
                302 if number < 2 else 409
            )

    def test_what_two_facilitators_change(self, opened):
        pick(opened, "Een")
        finding = Finding.objects.get()
        texts = {"text": "Eén", "example": "Toen.", "remedy": "", "number": "1"}
        assert opened.do(f"findings/{finding.pk}/edit", texts).status_code == 302
        answer = opened.do(f"findings/{finding.pk}/edit", texts | {"text": "Een!"})
        assert answer.status_code == 409
        page = answer.content.decode()
        assert "Somebody else changed this just before." in page and "Een!</textarea>" in page and "Eén" in page
        assert opened.do(f"findings/{finding.pk}/edit", texts | {"text": ""}).status_code == 422
        assert opened.do(f"findings/{uuid.uuid4()}/edit", texts).status_code == 404

    def test_a_strength_has_no_remedy(self, opened):
        pick(opened, "Een", remedy="learn")
        assert Finding.objects.get().remedy == ""
        assert pick(opened, "Twee", kind="gap", remedy="buy").status_code == 422

    def test_never_numbered_and_never_from_the_scores(self, opened):
        assert not Finding.objects.exists()
        pick(opened, "Een")
        for address in (opened.screen,):
            assert "<ol" not in opened.stranger.get(address).content.decode()


def pair(large="", small="", **more):
    data = {"press_key": str(uuid.uuid4())}
    for size, text, due in (("large", large, day(90)), ("small", small, day(14))):
        data |= {f"{size}-text": text, f"{size}-who": "everyone", f"{size}-due": due}
    return data | more


class TestLabel:
    @pytest.fixture(autouse=True)
    def _shown(self, opened):
        opened.show("label")

    def add(self, play, **data):
        return play.members[0].post(play.members[0].page("label"), pair(**data))

    def test_a_pair_hangs_on_the_label(self, opened):
        assert self.add(opened, large="Een wijktafel.", small="Vraag drie mensen.").status_code == 302
        screen = opened.stranger.get(opened.screen).content.decode()
        assert "Een wijktafel." in screen and "Vraag drie mensen." in screen and "everyone" in screen

    def test_a_half_is_kept_and_stays_off_the_label(self, opened):
        self.add(opened, large="Een wijktafel.")
        assert "Een wijktafel." not in opened.stranger.get(opened.screen).content.decode()
        assert "1 pair still misses a half" in opened.stranger.get(opened.screen).content.decode()
        bo = opened.members[1]
        assert "Add the small step" in bo.get(bo.page()).content.decode()
        kept = Pair.objects.get()
        assert "Een wijktafel." in bo.get(bo.page(f"label/{kept.pk}")).content.decode()
        data = pair(large="Een wijktafel.", small="Vraag drie mensen.", number="1")
        assert bo.post(bo.page(f"label/{kept.pk}"), data).status_code == 302
        assert "Een wijktafel." in opened.stranger.get(opened.screen).content.decode()

    def test_a_half_that_nobody_needs_is_put_aside_too(self, opened):
        self.add(opened, large="Een wijktafel.")
        kept = Pair.objects.get()
        bo = opened.members[1]
        assert "Put it aside" in opened.console() and "Put it aside" not in bo.get(bo.page()).content.decode()
        opened.do(f"label/{kept.pk}/aside", {"aside": "yes"})
        assert "still misses a half" not in opened.stranger.get(opened.screen).content.decode()
        assert "Put it back" in opened.console()

    def test_a_second_press_is_the_same_pair(self, opened):
        anna, data = opened.members[0], pair(large="A", small="B")
        for _ in range(2):
            assert anna.post(anna.page("label"), data).status_code == 302
        assert Pair.objects.count() == 1

    @pytest.mark.parametrize(
        ("wrong", "says"),
        [
            ({"large": "", "small": ""}, "Fill this in"),
            ({"large": "A", "large-due": ""}, "Choose a day"),
            ({"large": "A", "large-due": "morgen"}, "such as 2027-01-31"),
            ({"large": "A", "large-due": "2001-01-01"}, "still to come"),
            ({"large": "A", "large-due": "9999-12-31"}, "still to come"),
            ({"large": "A" * 281}, "too long"),
            ({"large": "A", "large-who": "Samira"}, "Samira"),
        ],
    )
    def test_what_is_wrong_is_said_and_the_words_stay(self, opened, wrong, says):
        texts = {key: value for key, value in wrong.items() if "-" not in key}
        more = {key: value for key, value in wrong.items() if "-" in key}
        for who, page in ((opened.members[0], "label"), (opened.facilitator, "console/label")):
            answer = who.post(who.page(page), pair(**texts) | more)
            assert answer.status_code == 422
            assert says in answer.content.decode()
        assert not Action.objects.exists()

    def test_a_name_only_by_the_own_press(self, opened):
        self.add(opened, large="A", small="B")
        kept = Pair.objects.get()
        anna, bo = opened.members
        assert anna.post(anna.page(f"label/{kept.pk}/small/name"), {"wanted": "yes"}).status_code == 302
        assert bo.post(bo.page(f"label/{kept.pk}/small/name"), {"wanted": "no"}).status_code == 302
        assert ">Member0</bdi>" in opened.stranger.get(opened.screen).content.decode()
        assert anna.post(anna.page(f"label/{kept.pk}/huge/name"), {"wanted": "yes"}).status_code == 404
        changed = pair(large="A", small="Iets anders", number="1")
        bo.post(bo.page(f"label/{kept.pk}"), changed)
        assert "Member0" not in opened.stranger.get(opened.screen).content.decode()  # a yes to other words

    def test_two_people_change_one_pair(self, opened):
        self.add(opened, large="A", small="B")
        kept = Pair.objects.get()
        anna, facilitator = opened.members[0], opened.facilitator
        assert anna.post(anna.page(f"label/{kept.pk}"), pair(large="A1", small="B", number="1")).status_code == 302
        answer = facilitator.post(facilitator.page(f"label/{kept.pk}"), pair(large="A2", small="B", number="1"))
        assert answer.status_code == 409
        page = answer.content.decode()
        assert "A2</textarea>" in page and ">A1</li>" in page
        newest = re.search(r'name="number" value="(\d+)"', page)[1]
        again = pair(large="A2", small="B", number=newest)
        assert facilitator.post(facilitator.page(f"label/{kept.pk}"), again).url.endswith("/console")
        assert Action.objects.get(size="large").text == "A2"

    def test_a_small_step_that_is_not_small_gets_a_question(self, opened):
        self.add(opened, large="A", small="Vraag budget aan.", **{"small-due": day(22)})
        page = opened.console()
        assert "more than three weeks away" in page and "seems to need money" in page
        assert "seems to need" not in opened.stranger.get(opened.screen).content.decode()

    def test_more_than_three_pairs_are_put_aside_by_the_facilitator(self, opened):
        for number in range(4):
            self.add(opened, large=f"Groot {number}", small=f"Klein {number}")
        assert "More than three pairs" in opened.console()
        aside = Pair.objects.order_by("place").first()
        assert opened.do(f"label/{aside.pk}/aside", {"aside": "yes"}).status_code == 302
        assert "Groot 0" not in opened.stranger.get(opened.screen).content.decode()
        assert "Groot 0" in opened.console() and "More than three pairs" not in opened.console()
        opened.do(f"label/{aside.pk}/aside", {"aside": "no"})
        assert "Groot 0" in opened.stranger.get(opened.screen).content.decode()

    def test_examples_help_who_is_stuck(self, opened):
        own = opened.members[0].own()
        assert "Stuck? Look at examples" in own and opened.workshop.categories()[0].small_en in own

    def test_a_pair_of_another_workshop(self, opened, make_play):
        self.add(opened, large="A", small="B")
        kept = Pair.objects.get()
        other = make_play("open").opened([LOW, HIGH])
        stranger = other.members[0]
        assert stranger.get(stranger.page(f"label/{kept.pk}")).status_code == 404
        assert stranger.post(stranger.page(f"label/{kept.pk}/small/name"), {"wanted": "yes"}).status_code == 404
        taken = pair(large="X") | {"press_key": str(kept.pk)}
        assert stranger.post(stranger.page("label"), taken).status_code == 409
        assert Action.objects.get(size="large").text == "A"
