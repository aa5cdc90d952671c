"""A conversation of two from the invitation to the review (M16), through the pages."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from koffer.one_to_one.models import OneToOne, Pair, Score, Side
from tests.conftest import Person
from tests.one_to_one.conftest import EMPLOYEES, MANAGERS, Two, pair_data


def order(two: Two, who: Person) -> list[int]:
    """The places of the categories as the page has them, from above."""
    return [int(place) for place in re.findall(r'id="c(\d+)"', two.page(who, "talk"))]


def test_to_the_confirmed_agreement(make_two) -> None:
    two = make_two("agreed")
    for who in (two.employee, two.manager):
        page = two.page(who, "agreement")
        for told in ("Ik hoor wat er speelt", "Tijd om te proberen", "Een vast programma", "17 / 4", "both of you"):
            assert told in page, told
        assert "Ik maak twee uur per week vrij" in page
    assert two.one.look_on == timezone.localdate() + timedelta(days=182)
    for place, data in [("talk/0", {"points": "9"}), ("findings/strength", {"text": "Nog een"}), ("agreement/fit", {})]:
        two.do(two.employee, place, data, 409)


def test_the_employee_fills_it_alone_and_brings_it_later(two: Two) -> None:
    two.hand_in(two.employee, EMPLOYEES)
    page = two.page(two.employee)
    assert "Nobody knows of this suitcase" in page
    assert two.employee.get(two.at("own.pdf")).content.startswith(b"%PDF")
    two.do(two.employee, "opening", {"wanted": "yes"}, 409)
    two.both()
    assert "The sheet of Anna is in" in two.page(two.manager)


def test_the_largest_difference_comes_first_and_who_gave_more_tells_first(make_two) -> None:
    two = make_two("opened")
    gaps = [abs(mine - theirs) for mine, theirs in zip(EMPLOYEES, MANAGERS, strict=True)]
    found = order(two, two.employee)
    assert [gaps[place] for place in found] == sorted(gaps, reverse=True)
    assert found == order(two, two.manager)
    page = two.page(two.manager, "talk")
    for place in range(10):
        card = page.split(f'id="c{place}"')[1].split("</article>")[0]
        first = "Anna" if EMPLOYEES[place] > MANAGERS[place] else "Marloes"
        assert f"{first} tells first" in card


def test_with_one_sheet_what_there_is_most_of_comes_first(two: Two) -> None:
    two.opened(compare=False)
    found = order(two, two.manager)
    assert [EMPLOYEES[place] for place in found] == sorted(EMPLOYEES, reverse=True)
    assert "tells first" not in two.page(two.manager, "talk")


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"points": ""}, "Type a whole number"),
        ({"points": "101"}, "Type a whole number"),
        ({"points": "-1"}, "Type a whole number"),
        ({"points": "1.5"}, "Type a whole number"),
        ({"points": "٣"}, "Type a whole number"),
        ({"points": "9" * 40}, "Type a whole number"),
        ({"points": "9", "differ": "on", "other": ""}, "Type a whole number"),
        ({"points": "9", "differ": "on", "other": "x"}, "Type a whole number"),
        ({"points": "9", "differ": "on", "other": "9"}, "then you agree"),
    ],
)
def test_a_wrong_number_gets_a_message_and_stays(make_two, typed: dict[str, str], message: str) -> None:
    two = make_two("opened")
    page = two.do(two.employee, "talk/3", typed, 422).content.decode()
    assert message in page
    assert not Score.objects.exists()


@pytest.mark.parametrize(
    ("place", "data"),
    [
        ("findings/strength", {"text": ""}),
        ("findings/strength", {"text": "x" * 281}),
        ("findings/gap", {"text": "Tijd", "remedy": "buy"}),
        ("steps/new", pair_data() | {"large-text": "", "small-text": ""}),
        ("steps/new", pair_data() | {"small-due": "2020-01-01"}),
        ("steps/new", pair_data() | {"large-who": "team"}),
        ("steps/new", pair_data() | {"support": "x" * 281}),
        ("talk/0/example", {"text": "x" * 1001}),
        ("agreement/look", {"look_on": "gisteren"}),
        ("agreement/look", {"look_on": "2020-01-01"}),
    ],
)
def test_a_wrong_text_is_told_and_nothing_is_stored(make_two, place: str, data: dict[str, str]) -> None:
    two = make_two("opened")
    before = two.one.text_number
    page = two.do(two.manager, place, data, 422).content.decode()
    assert 'class="error"' in page
    assert two.one.text_number == before


def test_starting_asks_for_what_it_needs(db: None) -> None:
    who = Person("Anna")
    full = {"role": "employee", "name": "Anna", "destination": "De huiskamer"}
    for missing, told in [("role", "Choose one of the two"), ("name", "Fill this in"), ("destination", "Fill this in")]:
        answer = who.post("/one-to-one", full | {missing: ""})
        assert answer.status_code == 422
        assert told in answer.content.decode()
    for wrong in ({"role": "team"}, {"name": "x" * 41}, {"destination": "x" * 201}, {"work": "x" * 121}):
        assert who.post("/one-to-one", full | wrong).status_code == 422
    assert not OneToOne.objects.exists()


def test_what_was_typed_wrong_at_the_start_is_corrected_until_a_sheet_is_in(make_two) -> None:
    two = make_two("both")
    texts = {"destination": "De bieb als buurthuis", "work": "Klantcontact", "frame": "Geen extra uren"}
    two.do(two.manager, "texts", texts)
    page = two.page(two.employee)
    assert all(text in page for text in texts.values())
    for wrong in ({"destination": ""}, {"destination": "x" * 201}, {"work": "x" * 121}, {"frame": "x" * 401}):
        two.do(two.employee, "texts", texts | wrong, 422)
    two.hand_in(two.employee, EMPLOYEES)
    two.do(two.employee, "texts", texts | {"work": "Anders"}, 409)
    assert two.one.texts() == texts


def test_a_change_asks_both_to_confirm_anew(make_two) -> None:
    two = make_two("opened")
    two.write()
    seen = two.one.text_number
    two.do(two.employee, "agreement/confirmation", {"number": str(seen)})
    two.do(two.manager, "findings/strength", {"text": "En zij luistert"})
    assert not Side.objects.filter(confirms=True).exists()
    page = two.do(two.manager, "agreement/confirmation", {"number": str(seen)}, 409).content.decode()
    assert "Read it once more" in page
    two.confirm()
    assert two.one.agreed_on


def test_numbers_that_make_no_sheet_are_refused_and_made_to_fit(make_two) -> None:
    two = make_two("opened")
    two.do(two.employee, "talk/0", {"points": "17"})  # as much as the second category
    page = two.do(two.employee, "agreement/confirmation", {"number": str(two.one.text_number)}, 422).content.decode()
    assert "the same number" in page
    two.do(two.employee, "agreement/fit")
    two.confirm()
    assert two.one.agreed_on
    points = [score.points for score in two.one.scores.all()]
    assert len(set(points)) == 10
    assert sum(points) <= 100


def test_who_was_later_sees_both(make_two) -> None:
    two = make_two("opened")
    two.write()
    two.do(two.employee, "talk/3", {"points": "30", "number": "0"})
    page = two.do(two.manager, "talk/3", {"points": "31", "number": "0"}, 409).content.decode()
    assert "It stands at 30 now" in page
    assert 'value="31"' in page
    finding, pair = two.one.findings.get(kind="strength"), two.one.pairs.get()
    two.do(two.employee, f"findings/{finding.pk}", {"text": "Nieuw", "number": "1"})
    page = two.do(two.manager, f"findings/{finding.pk}", {"text": "Anders", "number": "1"}, 409).content.decode()
    assert "Anders" in page
    assert "Nieuw" in page
    two.do(two.employee, f"steps/{pair.pk}", pair_data(support="Meer tijd") | {"number": "1"})
    page = two.do(two.manager, f"steps/{pair.pk}", pair_data(support="Geld") | {"number": "1"}, 409).content.decode()
    assert "Geld" in page
    assert "Meer tijd" in page


def test_the_same_press_again_is_one(make_two) -> None:
    two = make_two("opened")
    key = "9b2f1f0e-8a44-4f0f-9a5c-0d3f6a1e2b3c"
    for _ in range(2):
        two.do(two.employee, "findings/strength", {"text": "Ik luister", "press_key": key})
        two.do(two.employee, "steps/new", pair_data() | {"press_key": key})
        two.do(two.employee, "talk/0", {"points": "18", "number": "0"})
    assert (two.one.findings.count(), two.one.pairs.count(), two.one.scores.count()) == (1, 1, 1)
    two.do(two.manager, "agreement/confirmation", {"number": str(two.one.text_number)})
    two.do(two.employee, "findings/strength", {"text": "Ik luister", "press_key": key})
    two.do(two.employee, "steps/new", pair_data() | {"press_key": key})
    two.do(two.employee, "talk/0", {"points": "18", "number": "1"})
    assert two.side("manager").confirms  # nothing changed, so there is nothing to read once more


def test_there_is_an_end_to_strengths_gaps_and_pairs(make_two) -> None:
    two = make_two("opened")
    for number in range(3):
        two.do(two.employee, "findings/strength", {"text": f"Kracht {number}"})
    two.do(two.employee, "findings/strength", {"text": "Nog een"}, 409)
    first = two.one.findings.first()
    assert first
    two.do(two.manager, f"findings/{first.pk}/removal")
    two.do(two.employee, "findings/strength", {"text": "Nog een"})
    Pair.objects.bulk_create(Pair(one_to_one=two.one, place=number) for number in range(30))
    two.do(two.employee, "steps/new", pair_data(), 409)


def test_half_a_pair_is_a_draft(make_two) -> None:
    two = make_two("opened")
    two.do(two.employee, "steps/new", pair_data() | {"small-text": ""})
    assert "One half is missing" in two.page(two.manager, "steps")
    pair = two.one.pairs.get()
    two.do(two.manager, f"steps/{pair.pk}", pair_data() | {"number": "1"})
    assert "One half is missing" not in two.page(two.manager, "steps")
    two.do(two.manager, f"steps/{pair.pk}/removal")
    assert not two.one.pairs.exists()


@pytest.mark.parametrize("typed", [{"state": "sold"}, {}, {"state": "done", "result": "x" * 281}])
def test_how_a_step_stands_is_refused_in_words(make_two, typed: dict[str, str]) -> None:
    two = make_two("agreed")
    page = two.do(two.manager, f"steps/{two.one.pairs.get().pk}/small", typed, 422).content.decode()
    assert page.count('class="error"') == 1
    assert typed.get("result", "") in page


@pytest.mark.parametrize("odd", ["\0", "a\0b", "\u202e", "👩‍👩‍👧", "ﷺ", "\u200b", "'; DROP TABLE", "<b>x</b>"])
def test_no_text_is_an_error_of_ours(make_two, odd: str) -> None:
    """Whatever the database: each form takes it, cleans it or refuses it in words."""
    two = make_two("agreed")
    pair = two.one.pairs.get().pk
    two.do(two.employee, "review/hold")
    for place, data in [
        ("mine", {"name": odd}),
        ("review/0", {"well": odd}),
        (f"steps/{pair}/small", {"state": "done", "result": odd}),
        (f"steps/{pair}", pair_data(support=odd) | {"large-text": odd, "number": "1"}),
        ("findings/gap", {"text": odd, "example": odd}),
    ]:
        answer = two.employee.post(two.at(place), data)
        assert answer.status_code in (302, 409, 422), (place, answer.status_code)
    for place in ("", "review", "findings", "steps", "agreement", "mine"):
        assert "<b>x</b>" not in two.page(two.manager, place)


def test_the_review_is_written_alone_shown_by_both_and_confirmed_again(make_two) -> None:
    two = make_two("agreed")
    pair = two.one.pairs.get()
    two.do(two.employee, f"steps/{pair.pk}/small", {"state": "done", "result": "Zij zei meteen ja"})
    two.do(two.manager, "review/hold")
    two.do(two.employee, "review/hold")  # the same look
    assert two.one.reviews.count() == 1
    assert "Zij zei meteen ja" in two.page(two.manager, "review")
    two.do(two.employee, "review/2", {}, 422)
    two.do(two.employee, "review/2", {"development": "some", "well": "Eerste versie"})
    two.do(two.employee, "review/2", {"development": "yes", "well": "Ik kies vaker"})
    two.do(two.manager, "review/2", {"needs": "Meer ruimte"})
    two.do(two.employee, "review/showing")
    assert "Ik kies vaker" not in two.page(two.manager, "review")
    assert "Meer ruimte" not in two.page(two.employee, "review")
    two.do(two.manager, "review/showing")
    for who in (two.employee, two.manager):
        page = two.page(who, "review")
        for told in ("Ik kies vaker", "Meer ruimte", "yes, clearly"):
            assert told in page
        assert "Eerste versie" not in page
    two.do(two.manager, "talk/0", {"points": "3"}, 409)  # numbers only by filling again
    two.do(two.manager, "steps/new", pair_data() | {"large-text": "Een tweede school"})
    day = timezone.localdate() + timedelta(days=300)
    two.do(two.employee, "agreement/look", {"look_on": str(day)})
    two.confirm()
    assert two.one.review() is None
    assert two.one.look_on == day
    assert two.one.purge_on >= day + timedelta(days=30)
    assert "You looked again on" in two.page(two.employee, "agreement")
    two.do(two.employee, "review/hold")  # and again, later
    assert two.one.reviews.count() == 2


def test_after_a_fortnight_it_asks_once_what_became_of_the_small_step(make_two) -> None:
    two = make_two("agreed")
    asks, comes = "What became of the small step?", "The day to look at it again has come"
    assert asks not in two.page(two.employee, "agreement")
    today = timezone.localdate()
    OneToOne.objects.update(agreed_on=today - timedelta(days=14), look_on=today)
    assert asks in two.page(two.manager, "agreement")
    assert comes in two.page(two.manager, "agreement")
    two.do(two.employee, f"steps/{two.one.pairs.get().pk}/small", {"state": "open"})
    assert asks not in two.page(two.employee, "agreement")


def test_filled_again_they_see_then_and_now(make_two) -> None:
    two = make_two("agreed")
    later = Two(two.do(two.employee, "again").url.rpartition("/")[2], two.employee, two.manager)
    assert two.do(two.manager, "again").url.endswith(later.key)  # the one that was begun
    assert later.one.follows_id == two.one.pk
    later.hand_in(later.employee, MANAGERS)
    later.do(later.employee, "opening", {"wanted": "yes"})
    later.do(later.manager, "opening", {"wanted": "yes"})
    assert "Then and now" not in later.page(later.employee, "agreement")
    later.confirm()
    assert 'class="slope ' in later.page(later.manager, "agreement")
    assert "To the newer filling" in two.page(two.employee, "agreement")


def test_on_one_device_both_confirm_in_turn(make_two) -> None:
    two = make_two(by="employee")
    device = two.employee
    two.hand_in(device, EMPLOYEES)
    two.do(device, "beside", {"other": ""}, 422)
    two.do(device, "beside", {"other": "Marloes"})
    two.do(device, "opening", {"wanted": "yes"})
    two.do(device, "turn")
    two.do(device, "opening", {"wanted": "yes"})
    two.write_on(device)
    for _ in range(2):
        two.do(device, "agreement/confirmation", {"number": str(two.one.text_number)})
        two.do(device, "turn")
    assert two.one.agreed_on
    two.do(device, "turn")
    link = re.search(r'href="http://testserver(/one-to-one/as/[\w-]+)"', two.page(device, "mine"))
    assert link
    assert "You are Anna" in two.page(device)
    assert two.do(device, "forgetting").url == two.at()  # the device forgets Anna alone
    assert "You are Marloes" in two.page(device)
    assert 'class="turn"' not in two.page(device)
    phone = Person("Anna")
    assert phone.get(link[1]).status_code == 302
    assert "You are Anna" in two.page(phone)
    two.do(device, "forgetting")
    assert device.get(two.at()).status_code == 404


def test_the_own_link_opens_it_on_another_device(make_two) -> None:
    two = make_two("agreed")
    link = re.search(r'href="http://testserver(/one-to-one/as/[\w-]+)"', two.page(two.manager, "mine"))
    assert link
    other = Person("Marloes")
    assert other.get(link[1]).url == two.at()
    assert "Een vast programma" in other.get(two.at("agreement")).content.decode()
    two.do(two.manager, "mine", {"name": "Marloes de Boer"})
    assert "Marloes de Boer" in two.page(two.employee, "agreement")
    two.do(two.manager, "mine", {"name": ""}, 422)


def test_a_page_that_knows_it_all_gets_no_content(make_two) -> None:
    two = make_two("opened")
    page = two.page(two.employee, "talk")
    change = re.search(r'data-change="([^"]+)"', page)
    assert change
    assert two.employee.get(two.at(f"talk?seen={change[1]}")).status_code == 204
    two.do(two.manager, "talk/0/example", {"text": "Een voorbeeld"})
    assert "Een voorbeeld" in two.employee.get(two.at(f"talk?seen={change[1]}")).content.decode()


@pytest.mark.parametrize("language", ["nl", "en"])
def test_no_page_says_team_where_two_sit(two: Two, language: str) -> None:
    for who in (two.employee, two.manager):
        who.client.cookies["koffer_language"] = language
    places = ("", "mine", "withdrawal", "deletion", "talk", "findings", "steps", "agreement", "review")
    pages = [two.employee.get("/one-to-one").content.decode()]
    for go_on in (
        lambda: pages.append(two.manager.get(two.invite()).content.decode()),
        two.agreed,
        lambda: two.do(two.employee, "review/hold"),
    ):
        pages += [two.page(two.employee, place) for place in places]
        go_on()
    pages += [two.page(who, place) for who in (two.employee, two.manager) for place in places]
    two.do(two.manager, "withdrawal")
    pages += [two.page(who) for who in (two.employee, two.manager)]
    two.do(two.employee, "deletion")
    pages += [two.manager.get(two.at()).content.decode(), two.employee.get("/one-to-one/deleted").content.decode()]
    pages.append(two.do(two.manager, "talk/0", {}, 410).content.decode())
    privacy = two.employee.get("/privacy").content.decode()
    pages.append(privacy.split('id="pair"')[1].split("</details>")[0])
    for page in pages:
        text = re.sub(r"<[^>]*>", " ", page) + " ".join(
            re.findall(r'(?:aria-label|data-[a-z]+|alt|title)="([^"]*)"', page)
        )
        found = re.search(r".{0,40}\b\w*(team|groep|the room|workshop)\w*\b.{0,40}", text, re.IGNORECASE)
        assert not found, found


@pytest.mark.parametrize("showing", [("employee", "manager"), ("employee",), ()])
def test_what_both_showed_at_a_review_can_be_read_afterwards(make_two, showing: tuple[str, ...]) -> None:
    """And nothing of it when one of them did not show it."""
    two = make_two("agreed")
    two.do(two.manager, "review/hold")
    two.do(two.employee, "review/2", {"well": "Ik kies vaker"})
    two.do(two.manager, "review/2", {"needs": "Meer ruimte"})
    for who in showing:
        two.do(getattr(two, who), "review/showing")
    two.confirm()
    for page in (two.page(two.employee, "agreement"), two.page(two.manager, "agreement")):
        assert "You looked again on" in page
        for told in ("Ik kies vaker", "Meer ruimte"):
            assert (told in page) == (len(showing) == 2)


def test_from_a_later_filling_they_find_what_they_agreed_on(make_two) -> None:
    two = make_two("agreed")
    later = Two(two.do(two.employee, "again").url.rpartition("/")[2], two.employee, two.manager)
    for who in (later.employee, later.manager):
        page = later.page(who)
        assert "To what you agreed on" in page
        assert f'href="{two.at()}"' in page


def test_who_fills_it_alone_is_told_how_to_come_back(two: Two) -> None:
    last = date_format(two.one.purge_on, "j F Y")
    for _ in range(2):
        page = two.page(two.employee)
        assert "Keep your own link to come back" in page
        assert last in page
        if not two.side("employee").handed_in:
            two.hand_in(two.employee, EMPLOYEES)
    assert "/one-to-one/as/" in two.page(two.employee, "mine")
    two.both()
    assert "Keep your own link to come back" not in two.page(two.employee)


def agreed_on_one_device(two: Two) -> Two:
    """At the employee's device, which is the employee's turn in the end."""
    device = two.employee
    two.hand_in(device, EMPLOYEES)
    two.do(device, "beside", {"other": "Marloes"})
    for _ in range(2):
        two.do(device, "opening", {"wanted": "yes"})
        two.do(device, "turn")
    for _ in range(2):
        two.do(device, "agreement/confirmation", {"number": str(two.one.text_number)})
        two.do(device, "turn")
    assert two.one.agreed_on
    return two


def test_on_one_device_a_review_shows_nothing_before_both_did(two: Two) -> None:
    device = agreed_on_one_device(two).employee
    two.do(device, "review/hold")
    two.do(device, "review/2", {"well": "Ik kies vaker"})
    for _ in range(2):
        assert "Ik kies vaker" not in two.page(device, "review")
        two.do(device, "turn")
    for _ in range(2):
        two.do(device, "review/showing")
        two.do(device, "turn")
    assert "Ik kies vaker" in two.page(device, "review")


@pytest.mark.parametrize("begins_on", ["the shared device", "a phone"])
def test_a_second_filling_is_of_one_device_once_such_a_device_opens_it(two: Two, begins_on: str) -> None:
    device = agreed_on_one_device(two).employee
    link = re.search(r'href="http://testserver(/one-to-one/as/[\w-]+)"', two.page(device, "mine"))
    assert link
    phone = Person("Anna")
    phone.get(link[1])
    begins = device if begins_on == "the shared device" else phone
    later = Two(two.do(begins, "again").url.rpartition("/")[2], phone, device)
    if begins is phone:
        assert "You share this device" not in later.page(phone)
        later.hand_in(phone, MANAGERS)
        assert 'class="packed"' in later.page(phone)
        two.do(device, "turn")
        two.do(device, "turn")
    page = later.page(device)
    assert "You are Anna" in page
    assert 'class="turn"' in page
    assert 'class="packed"' not in page
    assert later.one.one_device
