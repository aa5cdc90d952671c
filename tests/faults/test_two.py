"""The two of a one-to-one at the same moment, with two connections (rules.md, section 7; M16)."""

import pytest

from koffer.method.order import proposal
from koffer.one_to_one.models import Finding, OneToOne, Side, SideRole
from koffer.organisation.models import Design
from koffer.sheets.refusals import OldPage, Refused
from tests.faults.test_races import again, at_once

ROUNDS = 12
POINTS = list(proposal(10))


def two() -> tuple[Side, Side]:
    """Both take part; the employee's sheet is in."""
    one = OneToOne.create(destination="Daar")
    employee, _token = Side.begin(one, SideRole.EMPLOYEE, "Anna")
    employee.invite()
    manager = one.sides.get(role=SideRole.MANAGER)
    manager.accept("Marloes")
    again(employee).hand_in(POINTS, "press")
    return employee, manager


def opened() -> tuple[Side, Side]:
    """Opened by both."""
    sides = two()
    for side in sides:
        again(side).open()
    return sides


class Races:
    """The same for each database."""

    def test_both_open_at_once(self) -> None:
        for _ in range(ROUNDS):
            employee, manager = (again(side) for side in two())
            assert at_once(employee.open, manager.open) == [None, None]
            assert again(employee.one_to_one).opened

    def test_a_sheet_is_taken_back_while_the_other_opens(self) -> None:
        """Either it is open with the sheet, or it is not open: never open without it."""
        for _ in range(ROUNDS):
            employee, manager = (again(side) for side in two())
            again(employee).open()
            taken, opens = at_once(employee.take_back, manager.open)
            one, mine = again(employee.one_to_one), again(employee)
            assert one.opened == (mine.sheet() is not None)
            assert isinstance(taken, Refused) if one.opened else taken is None and isinstance(opens, Refused)

    def test_a_change_while_the_other_confirms(self) -> None:
        """Nobody has confirmed what they did not read."""
        for _ in range(ROUNDS):
            employee, manager = (again(side) for side in opened())
            seen = again(employee.one_to_one).text_number
            again(employee).confirm(seen)
            category = employee.one_to_one.categories()[0]
            confirmed, wrote = at_once(
                lambda side=manager: side.confirm(seen),
                lambda side=employee, category=category: side.write_score(category, 30, None, 0),
            )
            one = again(employee.one_to_one)
            if one.agreed_on:
                assert confirmed is None and isinstance(wrote, Refused)
                assert one.scores.get(category=category).points != 30
            else:
                assert isinstance(confirmed, OldPage) and wrote is None
                assert not one.sides.filter(confirms=True).exists()

    def test_two_people_take_one_invitation(self) -> None:
        for _ in range(ROUNDS):
            one = OneToOne.create(destination="Daar")
            Side.begin(one, SideRole.EMPLOYEE, "Anna")[0].invite()
            place = one.sides.get(role=SideRole.MANAGER)
            one_side, other = again(place), again(place)
            results = at_once(
                lambda side=one_side: side.accept("Bo"),
                lambda side=other: side.accept("Cas"),
            )
            assert sum(isinstance(result, Refused) for result in results) == 1

    def test_both_say_something_about_one_category(self) -> None:
        for _ in range(ROUNDS):
            employee, manager = (again(side) for side in opened())
            category = employee.one_to_one.categories()[3]
            results = at_once(
                lambda side=employee, category=category: side.write_score(category, 30, None, 0),
                lambda side=manager, category=category: side.write_score(category, 31, None, 0),
            )
            assert sum(isinstance(result, OldPage) for result in results) == 1
            assert again(employee.one_to_one).scores.get().points == (31 if results[1] is None else 30)

    def test_everything_is_deleted_while_the_other_writes(self) -> None:
        """Nothing is left behind, whoever was first."""
        before = Design.objects.count()
        for _ in range(ROUNDS):
            employee, manager = (again(side) for side in opened())
            assert manager.one_to_one  # read before the deletion, as a view does
            deleted, wrote = at_once(
                employee.delete_all,
                lambda side=manager: side.name_finding(side.one_to_one_id, "strength", text="x", example="", remedy=""),
            )
            assert deleted is None
            assert wrote is None or isinstance(wrote, Refused)
            assert not OneToOne.objects.exists()
            assert not Finding.objects.exists()
            assert Design.objects.count() == before

    def test_both_withdraw_at_once(self) -> None:
        for _ in range(ROUNDS):
            employee, manager = (again(side) for side in opened())
            assert at_once(employee.withdraw, manager.withdraw) == [None, None]
            assert again(employee.one_to_one).ended_by()
            assert not again(manager).points.exists()


@pytest.mark.django_db(transaction=True)
class TestOnSQLite(Races):
    """Two connections to one file."""


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
class TestOnPostgreSQL(Races):
    """Two connections to a server."""
