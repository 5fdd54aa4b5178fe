"""What the clerk is reminded of by a show's certificate."""

from dataclasses import replace

import pytest

from boxoffice.counter.advice import advice
from boxoffice.counter.state import SaleState
from boxoffice.counter.wishes import Key, SetType
from tests.unit.counter.test_sale import Counter, counter

__all__ = ["counter"]


@pytest.mark.parametrize(
    ("certificate", "ticket_type", "words"),
    [
        ("U", "child", ""),
        ("UA 13+", "adult", ""),
        ("UA 13+", "child", "One child ticket: a parent or guardian goes in with them."),
        ("A", "adult", "For adults only: ask for their age where in doubt."),
        ("A", "child", "For adults only: children are not let in."),
        ("S", "adult", "For a special audience only: ask what they are."),
    ],
)
async def test_age_is_asked_for_by_certificate(
    counter: Counter, certificate: str, ticket_type: str, words: str
) -> None:
    await counter.do("1", Key.COUNT_IS_IN, SetType(ticket_type))
    listing = counter.state.listing
    assert listing is not None
    state = replace(counter.state, listing=replace(listing, certificate=certificate))
    assert advice(state) == words


def test_without_seats_nobody_is_asked_for_anything() -> None:
    assert advice(SaleState()) == ""
