"""Cash: round amounts people hand over, and the notes that go back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boxoffice.counter.cash_page import notes_named
from boxoffice.counter.change import piles, quick_amounts
from boxoffice.model.money import Money
from boxoffice.qtkit.formats import Formats
from tests.unit.counter.box_office_double import THEATRE


@pytest.mark.parametrize(
    ("due", "amounts"),
    [
        (140_000, (140_000, 150_000, 200_000)),
        (60_000, (60_000, 100_000, 200_000)),
        (100_000, (100_000, 200_000)),
        (18_050, (18_050, 20_000, 50_000)),
    ],
)
def test_people_hand_over_the_exact_amount_or_round_notes(
    due: int, amounts: tuple[int, ...]
) -> None:
    assert tuple(one.amount_minor for one in quick_amounts(Money(due, "INR"))) == amounts


def test_six_hundred_rupees_go_back_as_two_notes() -> None:
    assert [(pile.count, pile.value.amount_minor) for pile in piles(Money(60_000, "INR"))] == [
        (1, 50_000),
        (1, 10_000),
    ]


@given(st.integers(0, 10_000_000), st.sampled_from(["INR", "EUR", "USD", "JPY"]))
def test_the_notes_make_the_change(amount: int, currency: str) -> None:
    made = sum(pile.count * pile.value.amount_minor for pile in piles(Money(amount, currency)))
    assert made == amount


def test_a_line_never_breaks_inside_of_a_pile() -> None:
    words = notes_named(Money(56_000, "INR"), Formats(THEATRE))
    piled = ["1~×~₹500,", "1~×~₹50", "and", "1~×~₹10"]
    assert words.replace("\N{NO-BREAK SPACE}", "~").split(" ") == piled
