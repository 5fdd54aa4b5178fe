"""A shift's figures, by worked examples."""

from datetime import UTC, datetime

import pytest

from boxoffice.model.errors import BadInput
from boxoffice.model.money import Money
from boxoffice.model.payment import PaymentKind
from boxoffice.model.shift import (
    EntryKind,
    Pile,
    Shift,
    ShiftEntry,
    ShiftReport,
    TenderFigures,
    Unfinished,
    UnfinishedKind,
)
from boxoffice.rules.shift_reckoning import Effort, blinded, counted, reckon
from boxoffice.rules.shift_words import unfinished_words

AT = datetime(2026, 11, 20, 12, tzinfo=UTC)
CASH, CARD = PaymentKind.CASH, PaymentKind.CARD_TERMINAL


def inr(amount: int) -> Money:
    return Money(amount * 100, "INR")


def entry(kind: EntryKind, amount: int, tender: PaymentKind = CASH) -> ShiftEntry:
    return ShiftEntry(kind, tender, inr(amount), AT, "clerk")


DAY = (
    entry(EntryKind.OPENED, 1000),
    entry(EntryKind.TAKEN, 400),
    entry(EntryKind.TAKEN, 300),
    entry(EntryKind.TAKEN, 600, CARD),
    entry(EntryKind.RETURNED, 400),
    entry(EntryKind.PAID_IN, 50),
    entry(EntryKind.PAID_OUT, 120),
    entry(EntryKind.NO_SALE, 0),
)


def test_the_cash_there_must_be_is_the_float_and_all_that_moved() -> None:
    figures = reckon(DAY, Effort(3, 2, 9, 13_000), "INR")
    assert figures.expected_cash == inr(1000 + 400 + 300 - 400 + 50 - 120)
    assert figures.tenders == (
        TenderFigures(CASH, 2, inr(700), 1, inr(400)),
        TenderFigures(CARD, 1, inr(600), 0, inr(0)),
    )
    assert (figures.no_sales, figures.sales, figures.keys) == (1, 3, 9)


def test_nothing_tells_a_clerk_the_cash_before_it_is_counted() -> None:
    figures = reckon(DAY, Effort(items_minor=9_000), "INR")
    shift = Shift("s", "T", "clerk", "Till 1", "INR", AT, opened_by_sale=False)
    report = ShiftReport(shift, figures, (), ())
    seen = blinded(report)
    assert (seen.figures.expected_cash, seen.figures.items_minor) == (None, 0)
    assert [one.tender for one in seen.figures.tenders] == [CARD]
    closed = Shift("s", "T", "c", "Till 1", "INR", AT, opened_by_sale=False, closed_at=AT)
    assert blinded(ShiftReport(closed, figures, (), ())).figures == figures


def test_notes_and_coins_are_added_up() -> None:
    assert counted((Pile(50_000, 2), Pile(50, 3)), "INR") == Money(100_150, "INR")
    assert counted((), "INR") == inr(0)


@pytest.mark.parametrize("pile", [Pile(0, 1), Pile(-5, 1), Pile(100, -1), Pile(100, 100_001)])
def test_nobody_counts_what_there_cannot_be(pile: Pile) -> None:
    with pytest.raises(BadInput):
        counted((pile,), "INR")


def test_a_refusal_names_the_first_three_things_that_are_not_finished() -> None:
    owed = Unfinished(UnfinishedKind.REFUND_OWED, "7Q4M9XKD", inr(400), AT)
    waits = Unfinished(UnfinishedKind.PENDING_BOOKING, "A1B2C3D4", inr(0), AT)
    assert unfinished_words((owed, waits, owed, owed, owed)) == (
        "INR 400.00 are owed back for 7Q4M9XKD; booking A1B2C3D4 waits for its money;"
        " INR 400.00 are owed back for 7Q4M9XKD; and 2 more"
    )
