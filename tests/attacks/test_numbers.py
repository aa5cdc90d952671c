"""A facilitator, or a member, who compares numbers: what they do to one person answers for all in the same way."""

import re

import pytest
from django.urls import reverse

from koffer.workshop.models import Workshop
from koffer.workshop.models.known import known
from koffer.workshop.steps.conversation.turn import stops
from tests.conftest import Person
from tests.takeaway.conftest import LADDER, SHEETS, text_of

PAGES = ("console", "console/people", "console/opening")


def read(play, *pages):
    """What the facilitator reads, without what is another on each page."""
    texts = [play.facilitator.get(play.facilitator.page(page)).content.decode() for page in pages or PAGES]
    return [
        re.sub(r'(?:csrfmiddlewaretoken|place)" value="[^"]*|/live/[^"]*|[0-9a-f-]{32,36}', "", text) for text in texts
    ]


def do_to(play, verb, person, **data):
    """The facilitator does something to one person."""
    return play.facilitator.post(reverse(verb, args=[play.workshop.pk, person.seat.pk]), data)


# T6: withdrawing


def test_t6_the_list_does_not_tell_who_withdrew(make_play):
    play = make_play("discreet").opened([*SHEETS, [3, 1, 4, 15, 9, 2, 6, 5, 35, 8]])
    before = read(play, "console/people")
    anna = play.members[2]
    asking = anna.get(anna.page("mine/sheet/withdrawal")).content.decode()
    assert "Whoever kept it can work out your points from the difference" in asking
    assert anna.post(anna.page("mine/sheet/withdrawal")).status_code == 302
    assert read(play, "console/people") == before
    play.show("lobby")
    assert "Member2" in play.console() and "in</li>" not in play.console()


def test_t6_nor_who_came_late(make_play):
    """The second place: the same line of the same list."""
    play = make_play("discreet")
    late = play.join("Late")
    play.opened(SHEETS)
    before = read(play, "console/people")
    assert late.hand_in(LADDER[1:] + LADDER[:1], press="late", confirmed="yes").status_code == 302
    assert play.workshop.sheets_in() == 7 and read(play, "console/people") == before


def test_t6_who_erases_themselves_reads_the_same_warning(make_play):
    play = make_play("discreet").opened(SHEETS)
    anna = play.members[0]
    assert "work out your points from the difference" in anna.get(anna.page("mine/erasure")).content.decode()


# T7: names


def test_t7_a_name_that_is_taken_says_so_to_nobody_but_the_facilitator(make_play):
    play = make_play("anonymous")
    play.join("Anna")
    bas = play.join("Bas")
    assert bas.post(bas.page("name"), {"name": "Anna"}).status_code == 302
    seen = bas.get(bas.page()).content.decode() + bas.get(bas.page("mine")).content.decode()
    assert "Anna 2" not in seen and "Anna" in seen
    assert "Anna 2" in "".join(read(play, "console/people"))


def test_t7_nor_to_who_joins_or_comes_back(make_play):
    """The second places: joining under a name, and coming back under it."""
    told = []
    for there in ("Anna", "Bert"):
        play = make_play("anonymous")
        play.join(there)
        second = play.join("Anna")
        link = re.search(r"/m/[\w-]+", second.get(second.page("link")).content.decode())[0]
        second.post(second.page("leaving"))
        back = Person("Anna", workshop=second.workshop)
        assert back.post(link).status_code == 302
        told.append(re.sub(r"(?:csrfmiddlewaretoken|\"place\")[^>]*|/live/[^\"]*|[0-9a-f-]{36}", "", back.own()))
        assert "Anna 2" not in told[-1]
    assert told[0] == told[1]


# T35: attendance


@pytest.mark.parametrize("deed", ["showing-out", "rename"])
def test_t35_no_number_answers_otherwise_for_who_is_in(make_play, deed):
    told = []
    for who in range(3):
        play = make_play("anonymous")
        persons = [play.join(name) for name in ("Anna", "Bas", "Cees", "Dirk")]
        play.start()
        persons[0].hand_in()
        person = persons[who]
        assert do_to(play, deed, person, name="X").status_code == 302
        pages = [
            *read(play),
            *(play.stranger.get(play.screen).content.decode(), persons[3].get(persons[3].page()).content.decode()),
        ]
        texts = [re.sub(r"Anna|Bas|Cees|Dirk|\bX\b", "N", page) for page in pages]
        numbers = [re.findall(r"\d+(?:</b>)? of \d+|\d+ (?:people|person|sheets?)", text) for text in texts]
        told.append(numbers)
    assert told[0] == told[1] == told[2]
    assert any("1</b> of" in number for number in told[0][0])


# T36: what is shown in bands is planned in bands


def within_bands(sheets):
    """The same sheets with two points exchanged between two people, within their bands: the same means and bands."""
    other = [list(sheet) for sheet in sheets]
    for place in range(10):
        for one in range(len(sheets)):
            for two in range(len(sheets)):
                up, down = other[one][place] + 1, other[two][place] - 1
                same = up // 5 == other[one][place] // 5 and down // 5 == other[two][place] // 5 and down >= 0
                if one != two and same and up not in other[one] and down not in other[two] and sum(other[one]) < 100:
                    other[one][place], other[two][place] = up, down
                    yield [list(sheet) for sheet in other]
                    other[one][place], other[two][place] = up - 1, down + 1


def test_t36_what_differs_within_the_bands_changes_nothing(make_play):
    base = [
        [20, 15, 12, 11, 10, 9, 8, 7, 6, 1],
        [1, 6, 7, 8, 9, 10, 11, 12, 15, 20],
        [5, 10, 15, 20, 25, 0, 1, 2, 3, 4],
    ]
    base += [[4, 3, 2, 1, 0, 25, 20, 15, 10, 5], [13, 2, 3, 4, 5, 6, 7, 8, 9, 21], [16, 17, 11, 12, 6, 7, 1, 2, 0, 3]]
    others = list(within_bands(base))
    assert len(others) > 20
    told = []
    for sheets in (base, others[0], others[len(others) // 2], others[-1]):
        play = make_play("anonymous").opened(sheets)
        here = Workshop.found(play.workshop.pk)
        plan = [(stop.category.position, stop.chosen) for stop in stops(here)]
        seen = known(here)
        told.append((plan, seen.agreement(), seen.proposal(), [seen.dots(place) for place in range(10)]))
    assert told[0] == told[1] == told[2] == told[3]


# T8: one rule for what a file may show


def files_of(play):
    """Every file that the team can take along, as text."""
    names = ["report.pdf", "poster.pdf", "score.csv"]
    answers = {name: play.facilitator.get(play.facilitator.page(f"takeaway/{name}")) for name in names}
    assert {answer.status_code for answer in answers.values()} == {200}
    return {n: text_of(a.content) if n.endswith("pdf") else a.content.decode("utf-8-sig") for n, a in answers.items()}


def test_t8_no_file_of_two_people_holds_their_mean(make_play):
    """Twice the mean minus the own sheet is the other's."""
    told = []
    for other in (LADDER[::-1], [3, 1, 5, 7, 9, 11, 13, 15, 17, 19]):  # both far from the first
        play = make_play("open").opened([LADDER, other])
        files = files_of(play)
        told.append(files)
        assert "on average" in play.stranger.get(play.screen).content.decode()  # the screen may say it
    assert told[0] == told[1]


def test_t8_nor_of_five_of_whom_the_facilitator_typed_four(make_play):
    """The second place: the number of sheets is not the number of people, for a file either."""
    play = make_play("open")
    anna = play.join("Anna")
    play.start()
    anna.hand_in(LADDER)
    for number in range(4):
        at = play.do("paper", {"name": f"P{number}"}).url
        points = LADDER[number + 1 :] + LADDER[: number + 1]
        play.facilitator.post(at, {f"c{place}": str(n) for place, n in enumerate(points)})
    assert play.workshop.sheets_in() == 5
    play.open()
    rows = files_of(play)["score.csv"].splitlines()[1:]
    assert rows and all(row.endswith(",,,,,") for row in rows)
