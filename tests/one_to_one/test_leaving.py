"""Withdrawing and deleting, by either, in the middle of any step: the right end, the right words, nothing behind."""

import re
from datetime import timedelta

import pytest
from django.apps import apps
from django.utils import timezone

from koffer.one_to_one.models import Answer, Example, OneToOne, SidePoints
from koffer.organisation.models import Category, Design
from koffer.workshop.models import Task
from tests.conftest import Person
from tests.one_to_one.conftest import EMPLOYEES, MANAGERS, Two, pair_data
from tests.one_to_one.test_matrix import WORDS

WITH_BOTH = ("filling", "written", "agreed", "reviewed")


def rows():
    """How many rows all tables of one-to-ones have, and sheets made for them."""
    kinds = apps.get_app_config("one_to_one").get_models()
    counted = sum(kind._default_manager.count() for kind in kinds)
    return counted + Design.objects.count() + Category.objects.count()


@pytest.mark.parametrize("state", WITH_BOTH)
@pytest.mark.parametrize("who", ["employee", "manager"])
def test_either_withdraws_and_the_other_is_told(make_two, state, who):
    two = make_two(state)
    person, other = (two.employee, two.manager) if who == "employee" else (two.manager, two.employee)
    assert "cannot be undone" in two.page(person, "withdrawal")
    two.do(person, "withdrawal")
    two.do(person, "withdrawal")  # again: no more happens
    day = timezone.localdate()
    assert f"You withdrew on {day.day}" in two.page(person)
    assert f"{person.name} withdrew on {day.day}" in two.page(other)
    assert not Example.objects.filter(side__role="manager").exists()
    assert not SidePoints.objects.filter(side__role="manager").exists()
    assert not Answer.objects.filter(role="manager").exists()
    assert not two.one.scores.exclude(other=None).exists()
    for place in ("", "talk", "findings", "steps", "agreement", "review"):
        page = two.page(two.manager, place)
        assert not [word for word in (*WORDS, 'class="packed"') if word in page], place
    assert two.manager.get(two.at("agreement.pdf")).status_code == 302  # to the page that says so
    if state != "filling":
        assert "Ik hoor wat er speelt" in two.page(two.employee)
        assert "twee uur" not in two.page(two.employee)  # the manager's promise went
    for somebody in (person, other):
        for place, data in [
            ("sheet/back", {}),
            ("opening", {"wanted": "yes"}),
            ("invitation", {}),
            ("mine", {"name": "Iemand"}),
        ]:
            two.do(somebody, place, data, 409)
        for place, data in [("talk/0", {"points": "3"}), ("steps/new", pair_data()), ("review/hold", {})]:
            two.do(somebody, place, data)  # leads to the page that says so
    assert two.one.pairs.count() == (0 if state == "filling" else 1)


@pytest.mark.parametrize("state", ["alone", "invited", *WITH_BOTH, "closed"])
def test_the_employee_has_everything_deleted(make_two, state):
    before = rows()
    two = make_two(state)
    path = two.link(two.employee) if state == "invited" else ""
    assert "Delete everything?" in two.page(two.employee, "deletion")
    answer = two.do(two.employee, "deletion")
    assert answer.url == "/one-to-one/deleted"
    assert rows() == before
    assert two.employee.get(two.at()).status_code == 404  # this browser forgot it too
    if state == "invited":
        assert two.manager.get(path).status_code == 404
    if state in (*WITH_BOTH, "closed"):
        told = two.manager.get(two.at())
        assert told.status_code == 410
        assert "This conversation was deleted" in told.content.decode()
        for place in ("talk", "agreement", "agreement.pdf", "mine"):
            assert two.manager.get(two.at(place)).status_code == 410
        two.do(two.manager, "talk/0", {"points": "3"}, 410)
        two.do(two.manager, "forgetting")
        assert two.manager.get(two.at()).status_code == 404


@pytest.mark.parametrize("state", WITH_BOTH)
def test_the_manager_deletes_nothing(make_two, state):
    two = make_two(state)
    two.do(two.manager, "deletion", {}, 409)
    assert "You can withdraw" in two.page(two.manager, "deletion")
    assert two.one


def test_after_the_manager_withdrew_the_employee_keeps_the_own_sheet(make_two):
    two = make_two("opened")
    two.do(two.manager, "withdrawal")
    assert two.side("employee").sheet() == EMPLOYEES
    assert 'class="packed"' in two.page(two.employee)


def test_a_second_filling_goes_with_the_first(make_two):
    two = make_two("agreed")
    answer = two.do(two.employee, "again")
    later = answer.url.rpartition("/")[2]
    assert two.manager.get(f"/one-to-one/{later}").status_code == 200  # by the same link
    two.do(two.manager, "withdrawal")
    assert "withdrew" in two.manager.get(f"/one-to-one/{later}").content.decode()
    two.do(two.employee, "deletion")
    assert not OneToOne.objects.exists()


def test_sheets_go_two_weeks_after_both_confirmed(make_two):
    two = make_two("agreed")
    now = timezone.now()
    Task.run(now + timedelta(days=13))
    assert two.side("employee").sheet() == EMPLOYEES
    Task.run(now + timedelta(days=14))
    assert (two.side("employee").sheet(), two.side("manager").sheet()) == (None, None)
    assert "17 / 4" in two.page(two.employee, "agreement")
    assert two.page(two.manager, "talk")
    assert not Task.objects.filter(about=two.key).exists()


def test_all_of_it_goes_when_its_term_is_over(make_two):
    before = rows()
    alone, agreed = make_two(), make_two("agreed")
    now = timezone.now()
    Task.run(now + timedelta(days=90))
    assert alone.one
    Task.run(now + timedelta(days=91))
    assert not OneToOne.objects.filter(pk=alone.key).exists()
    assert agreed.one  # until a month after the next look
    Task.run(now + timedelta(days=182 + 31))
    assert rows() == before
    assert not Task.objects.exists()  # not even that there was one
    assert agreed.manager.get(agreed.at()).status_code == 410


def test_an_earlier_filling_stays_as_long_as_the_later(make_two):
    two = make_two("agreed")
    OneToOne.objects.update(look_on=None)
    two.do(two.employee, "again")
    later = OneToOne.objects.exclude(pk=two.key).get()
    OneToOne.objects.filter(pk=two.key).update(purge_on=timezone.localdate() - timedelta(days=5))
    Task.run(timezone.now())
    assert two.one
    OneToOne.objects.filter(pk=later.pk).update(purge_on=timezone.localdate() - timedelta(days=1))
    Task.run(timezone.now())
    Task.run(timezone.now())
    assert not OneToOne.objects.exists()


def test_the_numbers_of_the_manager_are_gone_from_every_page(make_two):
    two = make_two("opened")
    assert str(MANAGERS[9]) in two.page(two.employee, "talk")
    two.do(two.employee, "withdrawal")
    assert two.side("manager").sheet() is None


@pytest.mark.parametrize("asked", [True, False])
def test_before_the_opening_the_employee_lets_the_other_go(make_two, asked):
    """Somebody else took the invitation: gone with all they typed, and the place is free again."""
    two = make_two("filling")
    if asked:
        two.do(two.employee, "asking", {"wanted": "yes"})
        two.hand_in(two.manager, MANAGERS)
    two.do(two.manager, "opening", {"wanted": "yes"})
    two.do(two.manager, "parting", {}, 409)
    two.do(two.employee, "parting")
    assert not SidePoints.objects.filter(side__role="manager").exists()
    assert set(two.one.sides_by_role()) == {"employee"}
    told = two.manager.get(two.at())
    assert told.status_code == 410
    assert "You take no part in this conversation any more" in told.content.decode()
    two.do(two.manager, "opening", {"wanted": "yes"}, 410)
    assert two.side("employee").sheet() == EMPLOYEES
    other = Person("Bo")
    assert other.post(two.invite(), {"name": "Bo"}).status_code == 302
    for who in (two.employee, other):
        two.do(who, "opening", {"wanted": "yes"})
    assert two.one.opened
    two.do(two.employee, "parting", {}, 409)
    assert two.manager.get(two.at("talk")).status_code == 410


def test_on_a_device_of_two_it_forgets_who_was_let_go(make_two):
    two = make_two(by="manager")
    two.do(two.manager, "beside", {"other": "Anna"})
    two.do(two.manager, "turn")
    two.do(two.manager, "parting")
    page = two.page(two.manager)
    assert "You are Anna" in page
    assert 'class="turn"' not in page
    assert not two.one.one_device


def on_one_device(make_two):
    """At the manager's device Anna handed in, and gave it back."""
    two = make_two(by="manager")
    two.do(two.manager, "beside", {"other": "Anna"})
    two.do(two.manager, "turn")
    two.hand_in(two.manager, [50, 20, 0, 2, 3, 4, 5, 6, 7, 1])
    two.do(two.manager, "turn")
    return two


@pytest.mark.parametrize("way", [("withdrawal", "forgetting"), ("turn", "withdrawal"), ("turn", "parting")])
def test_on_a_device_of_two_no_way_out_shows_the_sheet(make_two, way):
    """Whoever is left at the device is the employee to it, and may well be the manager."""
    two = on_one_device(make_two)
    if "parting" in way:
        two.do(two.manager, "turn")
        assert "You keep your sheet" not in two.page(two.manager)
        two.do(two.manager, "turn")
    for place in way:
        two.do(two.manager, place)
    page = two.page(two.manager)
    assert "You are Anna" in page
    assert 'class="packed"' not in page
    assert 'value="50"' not in page
    assert "<b>50</b>" not in page
    assert two.manager.get(two.at("own.pdf")).status_code == 404


def again(two):
    """The same two, filled again."""
    return Two(two.do(two.employee, "again").url.rpartition("/")[2], two.employee, two.manager)


def test_nobody_else_comes_into_what_two_agreed_on(make_two):
    """A later filling shows then and now: it stays with the same two."""
    two = make_two("agreed")
    later = again(two)
    assert "is not who you invited?" not in later.page(later.employee)
    told = later.do(later.employee, "parting", {}, 409).content.decode()
    assert "Begin a new conversation for somebody else." in told
    assert set(later.one.sides_by_role()) == {"employee", "manager"}
    assert two.do(two.manager, "again").url == later.at()


def test_a_device_forgets_somebody_in_all_fillings(make_two):
    two = make_two("agreed")
    later = again(two)
    assert later.manager.get(later.at()).status_code == 200
    later.do(later.manager, "forgetting")
    for filling in (two, later):
        assert filling.manager.get(filling.at()).status_code == 404
        assert filling.employee.get(filling.at(), follow=True).status_code == 200


def test_a_withdrawal_reaches_the_open_pages_of_all_fillings(make_two):
    two = make_two("agreed")
    later = again(two)
    seen = re.search(r'data-change="([^"]+)"', two.page(two.manager, "agreement"))
    assert seen
    address = two.at(f"agreement?seen={seen[1]}")
    assert two.manager.get(address).status_code == 204
    later.do(later.employee, "withdrawal")
    told = two.manager.get(address, follow=True)
    assert told.status_code == 200
    assert "data-ended" in told.content.decode()  # the script then forgets what was being typed


def test_the_employee_keeps_what_was_promised(make_two):
    """After the sheets were erased, in the middle of a second review: number, examples and answers of the own hand."""
    two = make_two("opened")
    two.do(two.employee, "talk/2/example", {"text": "Ik belde de school"})
    two.write()
    two.confirm()
    two.do(two.employee, "review/hold")
    two.do(two.employee, "review/0", {"well": "Ik kies vaker"})
    two.do(two.manager, "review/0", {"well": "Zij durft meer"})
    two.confirm()
    two.do(two.employee, "review/hold")
    two.do(two.employee, "review/1", {"needs": "Meer tijd"})
    OneToOne.objects.update(agreed_on=timezone.localdate() - timedelta(days=15))
    Task.run(timezone.now())
    assert two.side("employee").sheet() is None
    two.do(two.manager, "withdrawal")
    page = two.page(two.employee)
    assert 'class="packed"' in page
    for kept in ("Ik belde de school", "Ik kies vaker", "Meer tijd", "Ik hoor wat er speelt"):
        assert kept in page, kept
    for gone in ("Zij durft meer", "Zij belde", "twee uur"):
        assert gone not in page, gone
    assert list(two.one.scores.order_by("category__position").values_list("points", "other"))[1] == (17, None)


def test_who_is_alone_has_nothing_to_withdraw_from(two):
    two.hand_in(two.employee, EMPLOYEES)
    assert "withdrawal" not in two.page(two.employee, "mine")
    two.do(two.employee, "withdrawal", {}, 409)
    two.both()
    assert "withdrawal" in two.page(two.employee, "mine")
    for page in (two.page(two.manager, "withdrawal"), two.do(two.manager, "withdrawal") and two.page(two.employee)):
        assert "What was agreed" not in page  # nothing was


def test_a_shared_device_forgets_somebody_only_with_a_link_to_come_back(make_two):
    two = on_one_device(make_two)
    assert "forgetting" not in two.page(two.manager, "mine")
    for _ in range(2):
        two.do(two.manager, "opening", {"wanted": "yes"})
        two.do(two.manager, "turn")
    page = two.page(two.manager, "mine")
    assert "forgetting" in page
    assert "/one-to-one/as/" in page
