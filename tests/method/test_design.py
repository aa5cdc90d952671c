"""The design of a sheet (M4)."""

import pytest

from koffer.method.design import (
    MAX_CATEGORIES,
    MIN_CATEGORIES,
    InvalidDesign,
    almost_only_order,
    check_design,
    least_total,
)


def names(n):
    return [f"Category {i}" for i in range(n)]


@pytest.mark.parametrize("n", range(20))
def test_least_total(n):
    assert least_total(n) == sum(range(n))


def test_the_most_categories_are_what_a_hundred_points_allow():
    assert least_total(MAX_CATEGORIES) == 91
    assert least_total(MAX_CATEGORIES + 1) > 100


@pytest.mark.parametrize("n", range(MIN_CATEGORIES, MAX_CATEGORIES + 1))
def test_two_to_fourteen_categories_are_good(n):
    check_design(names(n))
    assert almost_only_order(n) is (n in (13, 14))


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ([], "too_few"),
        (["Courage"], "too_few"),
        (names(15), "too_many"),
        (["Courage", ""], "empty_name"),
        (["Courage", " \t\u00a0"], "empty_name"),
        (["Courage", "\u200b\u2060"], "empty_name"),
        (["Courage", "Courage"], "same_name"),
        (["Courage", "Vision", " cOURAGE "], "same_name"),
        (["Straße", "STRASSE"], "same_name"),
        (["Ｌｅｆ", "Lef"], "same_name"),
        (["Cre\u0301ativité", "Cr\u00e9ativite\u0301"], "same_name"),
        (["Cou\u200brage", "Courage"], "same_name"),
        (["Working  together", "Working\ttogether"], "same_name"),
    ],
)
def test_refusals(given, reason):
    with pytest.raises(InvalidDesign) as refused:
        check_design(given)
    assert refused.value.reason == reason
    assert refused.value.least_total == least_total(len(given))


def test_words_stay_apart():
    check_design(["Lef en", "Lefen"])


def test_an_emoji_that_this_python_does_not_know_is_a_name():
    check_design(["\U0001fadd", "\U0001fad4"])
