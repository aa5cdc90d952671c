"""The room is the facilitator's: who is shown out is out, what is taken off the wall is off every wall (T19, T20, T25).

shared/cases/trust.md; rules.md, section 1, rule 14.
"""

import asyncio
import re
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from koffer.bounds import STORIES_OF_ONE, STREAMS_OF_ONE
from koffer.journey.access import review_token
from koffer.live.hub import Hub, TooManyStreams
from koffer.live.subscriber import State
from koffer.workshop.models import Seat, Sentence, Story
from koffer.workshop.room.live import render, staying, versions
from koffer.workshop.tokens import authorise
from tests.attacks.test_places import LADDER, link
from tests.conftest import Person

WORDS = "what a dreadful person"


def story(**more):
    """A story as a form sends it."""
    return {"text": WORDS, "side": "other", "keep": "others", "press_key": str(uuid.uuid4())} | more


def show_out(play, person, **how):
    """The facilitator shows somebody out, or lets in again."""
    address = reverse("showing-out", args=[play.workshop.pk, person.seat.pk])
    assert play.facilitator.post(address, how).status_code == 302


def walls(play):
    """Everything on which a text can stand: screen, phones, files."""
    read = [play.stranger.get(play.screen).content.decode()]
    read += [person.get(person.page()).content.decode() for person in play.members]
    for name in ("score.csv", "archive.json"):
        read.append(play.facilitator.get(play.facilitator.page(f"takeaway/{name}")).content.decode())
    return read


# T19: off the list is out


DEEDS = {
    "name": {"name": "Carla"},
    "wish": {"wanted": "yes"},
    "looking-on": {"wanted": "yes"},
    "conversation/1/offer": {"wanted": "yes"},
    "conversation/1/stories": story(),
    "sentences/strength": {"text": WORDS, "press_key": str(uuid.uuid4())},
    "sentences/word": {"text": "word", "press_key": str(uuid.uuid4())},
    "label": {"small-text": WORDS, "press_key": str(uuid.uuid4())},
    "nod": {"nod": "agree"},
    "sheet": {f"c{place}": str(points) for place, points in enumerate(LADDER)} | {"press_key": "press"},
    "sheet/back": {},
    "leaving": {},
}
PAGES = ["", "own", "link", "name", "takeaway", "sheet/picture"]


def state(play):
    """What is stored of the room."""
    here = play.workshop
    return here.version, list(here.seats.order_by("number").values()), here.stories.count(), here.sentences.count()


@pytest.mark.parametrize("opened", [False, True])
def test_t19_who_was_shown_out_sees_a_calm_page_and_can_do_nothing(make_play, opened):
    play = make_play("open")
    play.fill(2)
    out = play.members[0]
    if opened:
        play.open()
        play.show("conversation/1")
    show_out(play, out)
    before = state(play)
    for page in PAGES:
        answer = out.get(out.page(page))
        assert answer.status_code == 410 and "You are not in the room now" in answer.content.decode(), page
    for deed, form in DEEDS.items():
        assert out.post(out.page(deed), form).status_code == 410, deed
    draft = {"points": ["1"] * 10, "number": 1}
    assert out.client.put(out.page("draft"), draft, content_type="application/json").status_code == 410
    assert state(play) == before
    assert out.get(out.page("mine")).status_code == 200  # what is kept about somebody stays that person's own


def test_t19_nor_comes_back_by_the_link_and_is_let_in_again_as_before(play):
    play.start()
    anna = play.join("Anna")
    anna.hand_in(LADDER)
    address = link(anna)
    show_out(play, anna)
    again = Person("Anna", workshop=play.workshop)
    assert again.post(address).status_code == 409
    page = play.facilitator.get(play.facilitator.page("console/people")).content.decode()
    assert "Shown out" in page and "Let in again" in page and play.workshop.sheets_in() == 1
    show_out(play, anna, out="no")
    assert anna.get(anna.page()).status_code == 200 and anna.sheet == LADDER
    assert play.workshop.sheets_in() == 1


def test_t19_the_sheet_goes_along_where_the_facilitator_says_so(play):
    play.start()
    anna = play.join("Anna")
    anna.hand_in(LADDER)
    show_out(play, anna, sheet="aside")
    assert play.workshop.sheets_in() == 0


@pytest.mark.parametrize("handed_in", [True, False])
def test_t19_nobody_is_asked_about_a_sheet_in_an_anonymous_workshop(make_play, handed_in):
    play = make_play("anonymous")
    play.start()
    anna = play.join("Anna")
    if handed_in:
        anna.hand_in(LADDER)
    page = play.facilitator.get(play.facilitator.page("console/people")).content.decode()
    assert "Show out<" in page and "sheet stays" not in page and "sheet aside" not in page


@pytest.mark.parametrize("deed", ["shown out", "left", "erased"])
def test_t19_the_stream_of_who_is_gone_ends_and_opens_no_more(play, transactional_db, deed):
    """The address of everybody's stream is that of a seat; the others go on."""
    anna, bas = play.join("Anna"), play.join("Bas")
    places = [
        authorise(re.search(r'hx-sse:connect="/live/([^"]+)"', one.get(one.page()).content.decode())[1])
        for one in (anna, bas)
    ]
    assert places[0][:2] == places[1][:2] and places[0][2] == str(anna.seat.pk)

    def go():
        if deed == "shown out":
            show_out(play, anna)
        else:
            anna.post(anna.page("leaving" if deed == "left" else "mine/erasure"))

    async def scene():
        hub = Hub()
        hub.register(render, versions, staying)
        hub.start()
        hers, his = [await hub.subscribe(*place) for place in places]
        assert await hers.next() and await his.next()
        await asyncio.to_thread(go)
        hub.announce(places[0][0])
        assert await asyncio.wait_for(his.next(), 10)
        while await asyncio.wait_for(hers.next(), 10):
            pass
        assert hers.closed and not his.closed
        hub.leave(*places[0][:2], hers)
        assert await hub.subscribe(*places[0]) is None and await hub.newest(*places[0]) is None
        assert await hub.newest(*places[1])

    asyncio.run(scene())


def test_t19_a_locked_room_lets_nobody_new_in(play):
    anna = play.join("Anna")
    address = link(anna)
    play.do("lock", {"locked": "yes"})
    late = Person("Late", workshop=play.workshop)
    page = late.get(f"/j/{play.workshop.code}").content.decode()
    assert "The room is locked" in page and 'name="name"' not in page
    assert late.post(f"/j/{play.workshop.code}", {"name": "Late"}).status_code == 409
    assert Person("Anna").get(address).status_code == 302
    assert "The room is locked" in play.console()
    assert play.do("paper", {"name": "Els"}).status_code == 302  # the facilitator's own
    play.do("lock", {"locked": "no"})
    assert late.post(f"/j/{play.workshop.code}", {"name": "Late"}).status_code == 302


# T25: all seats taken


def test_t25_seats_of_who_was_shown_out_are_free(play, settings):
    settings.MOST_SEATS = 3
    greedy = [play.join(f"Greedy{number}") for number in range(3)]
    colleague = Person("Anna", workshop=play.workshop)
    refused = colleague.post(f"/j/{play.workshop.code}", {"name": "Anna"})
    assert refused.status_code == 409 and "All seats are taken" in refused.content.decode()
    show_out(play, greedy[1], later="yes")
    assert Seat.objects.filter(left_at=None).count() == 1
    assert colleague.post(f"/j/{play.workshop.code}", {"name": "Anna"}).status_code == 302


# T20: off the wall


def put(play, where, key):
    """The facilitator takes a text off the wall, or puts it back."""
    assert play.do("wall", {where: key}).status_code == 302


@pytest.mark.parametrize("mode", ["open", "discreet"])
def test_t20_a_story_goes_off_every_wall_and_comes_back(make_play, mode):
    play = make_play(mode)
    play.fill(5)
    play.open()
    play.show("conversation/1")
    anna, bas = play.members[:2]
    anna.post(anna.page("conversation/1/stories"), story())
    key = Story.objects.get().pk
    assert all(WORDS in read for read in walls(play)[:2])
    put(play, "off", key)
    assert [WORDS in read for read in walls(play)[2:]] == [False] * (len(play.members) + 1)
    assert WORDS not in play.stranger.get(play.screen).content.decode()
    assert "took this off the wall" in anna.own() and WORDS not in bas.get(bas.page()).content.decode()
    console = play.console()
    assert "1 text is off the wall" in console and WORDS in console
    put(play, "back", key)
    assert all(WORDS in read for read in walls(play)[:2]) and "off the wall" not in anna.own()


@pytest.mark.parametrize("kind", ["strength", "gap", "word"])
def test_t20_a_sentence_and_a_word(make_play, kind):
    play = make_play("open")
    play.fill(2)
    play.open()
    play.show({"strength": "strengths", "gap": "gaps", "word": "sharing"}[kind])
    anna = play.members[0]
    anna.post(anna.page(f"sentences/{kind}"), {"text": "dreadful", "press_key": str(uuid.uuid4())})
    key = play.workshop.sentences.get().pk
    assert "dreadful" in play.stranger.get(play.screen).content.decode()
    put(play, "off", key)
    assert not any("dreadful" in read for read in walls(play)[:1] + walls(play)[2:])
    assert "took this off the wall" in anna.own()
    put(play, "back", key)
    assert "dreadful" in play.stranger.get(play.screen).content.decode()


def test_t20_what_the_team_picked(make_play):
    play = make_play("open")
    play.fill(2)
    play.open()
    play.show("strengths")
    play.do("findings/strength", {"text": WORDS, "press_key": str(uuid.uuid4())})
    key = play.workshop.findings.get().pk
    put(play, "off", key)
    assert not any(WORDS in read for read in walls(play))
    put(play, "back", key)
    assert WORDS in play.stranger.get(play.screen).content.decode()


def test_t20_a_pair_is_put_aside_everywhere(make_play):
    play = make_play("open")
    play.fill(2)
    play.open()
    play.show("label")
    halves = {
        f"{size}-{name}": text for size in ("large", "small") for name, text in (("text", WORDS), ("who", "everyone"))
    }
    halves |= {"large-due": "2027-05-01", "small-due": "2026-12-10"}
    anna = play.members[0]
    assert anna.post(anna.page("label"), halves | {"press_key": str(uuid.uuid4())}).status_code == 302
    key = play.workshop.pairs.get().pk
    assert WORDS in play.stranger.get(play.screen).content.decode()
    play.do(f"label/{key}/aside", {"aside": "yes"})
    assert not any(WORDS in read for read in walls(play)[:-1])


@pytest.mark.parametrize("mode", ["open", "discreet"])
def test_t20_a_name(make_play, mode):
    play = make_play(mode)
    rude, bas = play.join("Rudeword"), play.join("Bas")
    address = reverse("name-hidden", args=[play.workshop.pk, rude.seat.pk])
    assert "Rudeword" in play.stranger.get(play.screen).content.decode()
    assert play.facilitator.post(address, {"hidden": "yes"}).status_code == 302
    assert not any("Rudeword" in read for read in [*walls(play)[:1], bas.get(bas.page()).content.decode()])
    people = play.facilitator.get(play.facilitator.page("console/people")).content.decode()
    assert "hidden: Rudeword" in people and "Show the name again" in people
    play.facilitator.post(address, {"hidden": "no"})
    assert "Rudeword" in play.stranger.get(play.screen).content.decode()


def test_t20_hidden_words_go_with_the_closing_and_with_their_author(make_play):
    play = make_play("open")
    play.fill(2)
    play.open()
    play.show("conversation/1")
    anna, bas = play.members
    for person, keep in ((anna, "others"), (bas, "now")):
        person.post(person.page("conversation/1/stories"), story(keep=keep))
    for one in list(Story.objects.all()):
        put(play, "off", one.pk)
    assert Story.objects.count() == 0 and Story.everything.count() == 2
    assert WORDS not in play.facilitator.get(play.facilitator.page("takeaway/archive.json")).content.decode()
    play.decide(LADDER)
    play.do("closing", {"after": "3"})
    assert [one.keep for one in Story.everything.all()] == ["others"]
    anna.post(anna.page("mine/erasure"))
    assert not Story.everything.exists()


def test_t20_only_the_facilitator_of_this_workshop(make_play):
    play, other = make_play("open"), make_play("open")
    play.fill(2)
    play.open()
    play.show("conversation/1")
    anna = play.members[0]
    anna.post(anna.page("conversation/1/stories"), story())
    key = Story.objects.get().pk
    assert other.do("wall", {"off": key}).status_code == 404
    assert play.do("wall", {"off": "x"}).status_code == play.do("wall").status_code == 404
    assert anna.post(anna.page("console/wall"), {"off": key}).status_code == 403
    assert Story.objects.exists()


# Streams of one person


def test_one_person_has_a_number_of_streams_and_no_more():
    """T23: 500 streams of one member; the others still get theirs, and a page that has none asks by itself."""

    async def scene():
        hub = Hub()
        hub.register(lambda wanted: {room: {one: State(1, "here") for one in some} for room, some in wanted.items()})
        hub.start()
        for _ in range(STREAMS_OF_ONE):
            mine = await hub.subscribe("room", "member", "anna")
        with pytest.raises(TooManyStreams):
            await hub.subscribe("room", "member", "anna")
        assert await hub.subscribe("room", "member", "bas")
        assert (await hub.newest("room", "member", "anna")).html == "here"
        hub.leave("room", "member", mine)
        assert await hub.subscribe("room", "member", "anna")

    asyncio.run(scene())


def test_t20_an_answer_at_a_review(make_play):
    """The second place: what is written at a review stands on its wall too."""
    from django.urls import reverse as address_of

    from koffer.journey.models.review import Review, ReviewAnswer

    play = make_play("open")
    play.fill(2)
    play.open()
    play.decide(LADDER)
    play.do("closing", {"after": "3"})
    play.do("review/hold")
    review = Review.objects.get()
    ReviewAnswer.objects.create(review=review, category=play.workshop.categories()[0], question="well", text=WORDS)
    play.do("review/together")
    screen = address_of("review-screen", args=[review_token(Review.held(play.workshop))])
    assert WORDS in play.stranger.get(screen).content.decode()
    answer = ReviewAnswer.objects.get().pk
    assert play.do("review/wall", {"off": answer}).status_code == 302
    assert WORDS not in play.stranger.get(screen).content.decode()
    page = play.facilitator.get(play.facilitator.page("console/review")).content.decode()
    assert "1 text is off the wall" in page
    assert WORDS not in play.facilitator.get(play.facilitator.page("takeaway/archive.json")).content.decode()
    play.do("review/wall", {"back": answer})
    assert WORDS in play.stranger.get(screen).content.decode()


def test_t20_what_is_hidden_loses_its_author_too_when_a_workshop_becomes_anonymous(make_play):
    play = make_play("open")
    play.fill(5)
    play.open()
    play.show("conversation/1")
    anna = play.members[0]
    anna.post(anna.page("conversation/1/stories"), story())
    anna.post(anna.page("sentences/strength"), {"text": WORDS, "press_key": str(uuid.uuid4())})
    put(play, "off", Story.objects.get().pk)
    put(play, "off", play.workshop.sentences.get().pk)
    play.do("mode", {"mode": "anonymous"})
    assert Story.everything.get().seat is None and Sentence.everything.get().seat is None


def test_t20_a_hidden_name_stays_hidden_and_makes_room_for_nobody_by_accident(play):
    anna = play.join("Anna")
    seat = anna.seat
    address = reverse("name-hidden", args=[play.workshop.pk, seat.pk])
    for _ in range(2):  # two facilitators at once
        play.facilitator.post(address, {"hidden": "yes"})
    anna.post(anna.page("name"), {"name": "Rudeword"})
    assert "Rudeword" not in play.stranger.get(play.screen).content.decode()
    anna.post(anna.page("name"), {"name": "Anna"})
    out = reverse("showing-out", args=[play.workshop.pk, seat.pk])
    play.facilitator.post(out)
    play.join("Anna")
    assert play.facilitator.post(out, {"out": "no"}).status_code == 302
    seat.refresh_from_db()
    assert (seat.name, seat.hidden_name, seat.left_at) == ("…", "Anna 2", None)


def test_t19_who_left_gets_a_page_without_a_stream(play):
    """Another device of theirs still has the cookie; its stream would be refused, and the page reload for ever."""
    anna = play.join("Anna")
    Seat.objects.filter(pk=anna.seat.pk).update(left_at=timezone.now())
    page = anna.get(anna.page()).content.decode()
    assert "Your seat is free" in page and "/live/" not in page
    assert anna.get(anna.page("own")).status_code == 410


def test_t26_the_twelfth_story_again_is_no_thirteenth(make_play):
    play = make_play("open")
    play.fill(2)
    play.open()
    play.show("conversation/1")
    anna = play.members[0]
    told = [story(text=f"story {number}") for number in range(STORIES_OF_ONE)]
    for one in [*told, told[-1]]:
        assert anna.post(anna.page("conversation/1/stories"), one).status_code == 302
    mended = story(text="x" * 10_000, earlier=told[0]["press_key"])
    longer = story(text="x" * 10_000, earlier=told[1]["press_key"])
    assert anna.post(anna.page("conversation/1/stories"), mended).status_code == 302
    assert anna.post(anna.page("conversation/1/stories"), longer).status_code == 409


def test_a_database_that_hiccups_while_somebody_goes_silences_nobody(monkeypatch):
    from koffer.live import hub as module

    monkeypatch.setattr(module, "AGAIN", 0.01)
    version, broken = [1], [True]

    def staying(_room, people):
        if version[0] > 1 and broken.pop() if broken else False:
            raise OSError("away")
        return people

    async def scene():
        hub = Hub()
        hub.register(
            lambda wanted: {
                room: {one: State(version[0], f"here {version[0]}", doors=version[0]) for one in some}
                for room, some in wanted.items()
            },
            None,
            staying,
        )
        hub.start()
        anna = await hub.subscribe("room", "member", "anna")
        assert b"here 1" in await asyncio.wait_for(anna.next(), 5)
        version[0] = 2
        hub.announce("room")
        assert b"here 2" in await asyncio.wait_for(anna.next(), 5)

    asyncio.run(scene())
