"""What makes a small step small (M11)."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from koffer.method.action import SMALL_WITHIN, STILL_SMALL, nudges

TODAY = date(2026, 2, 20)
SOON = TODAY + SMALL_WITHIN


def why(text):
    return nudges(text, SOON, TODAY)


@pytest.mark.parametrize(
    ("days", "late"),
    [(-30, False), (0, False), (14, False), (20, False), (21, False), (22, True), (365, True)],
)
def test_late_is_after_three_weeks(days, late):
    assert nudges("Bel de school", TODAY + timedelta(days=days), TODAY) == (("late",) if late else ())


def test_what_is_proposed_is_small():
    assert timedelta(weeks=2) == SMALL_WITHIN < STILL_SMALL == timedelta(weeks=3)


MONEY = [
    *("Vraag budget aan", "Maak een budgetvoorstel", "Budgetten naast elkaar leggen", "Zoek geld", "GELD!", "(geld)"),
    *("Koop voor tien euro bloemen", "Voor 10 euro's", "Voor 10 euro’s", "Vijftig EUROS", "Kost € 50", "Een paar €."),
    *("Subsidie aanvragen", "Schrijf de subsidieaanvraag", "Subsidies", "low-budget"),
    *("Find the money", "Money, first", "Ask for funding", "Apply for a grant", "List the grants", "A budget"),
]
PERMISSION = [
    *("Vraag toestemming", "Met goedkeuring van de directie", "De chef moet akkoord gaan", "Akkoord?", "TOESTEMMING"),
    *("Ask permission", "Get approval", "Let them approve it", "When it is approved", "If she approves"),
]
NEITHER = [
    *(
        "",
        "Bel de school",
        "Maak een geldige lijst",
        "Vergeldt niets",
        "Vraag Geldrop",
        "De regel is geldig",
        "ongeldig",
    ),
    *("Nodig de Europese buren uit", "Europa verkennen", "Neuroot", "Een akkoordenschema op de piano"),
    *("Emigranten uitnodigen", "Ask the immigrants", "Visit Granton", "A granted wish", "Moneypenny", "Refunding"),
    *("Disapprove", "Impermissions", "Fundamenteel kijken"),
]


@pytest.mark.parametrize("text", MONEY)
def test_money(text):
    assert why(text) == ("money",)


@pytest.mark.parametrize("text", PERMISSION)
def test_permission(text):
    assert why(text) == ("permission",)


@pytest.mark.parametrize("text", NEITHER)
def test_only_whole_words_count(text):
    assert why(text) == ()


@pytest.mark.parametrize("text", ["Kost €50", "Kost €5,50 per stuk", "Kost 50€", "Een bon van 50€."])
def test_an_amount_written_in_one(text):
    assert why(text) == ("money",)


def test_all_reasons_in_one_order():
    text = "Na goedkeuring: toestemming voor het budget, geld en €"
    assert nudges(text, TODAY + timedelta(days=22), TODAY) == ("late", "money", "permission")
    assert nudges(text, SOON, TODAY) == ("money", "permission")
    assert nudges("Geld\nen akkoord", SOON, TODAY) == ("money", "permission")


@settings(max_examples=50)
@given(st.text(), st.dates(), st.dates())
def test_nothing_is_ever_refused(text, due, today):
    reasons = nudges(text, due, today)
    assert ("late" in reasons) is (due > today and (due - today).days > 21)
    assert reasons == tuple(reason for reason in ("late", "money", "permission") if reason in reasons)


@pytest.mark.parametrize("between", [" ", "\n", ". ", " – "], ids=ascii)
def test_capitals_and_surroundings_do_not_matter(between):
    for text in (*MONEY, *PERMISSION, *NEITHER):
        assert why(text.upper()) == why(text.lower()) == why(text)
        assert why(f"Eerst{between}{text}{between}dan") == why(text)
