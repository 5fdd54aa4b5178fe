"""What the difference of an exchange is paid with."""

from hypothesis import given
from hypothesis import strategies as st

from boxoffice.counter.after.difference import Difference
from boxoffice.model.money import Money
from boxoffice.model.payment import TenderKind

DUE = Difference(Money(30_000, "INR"))
CASH, CARD, UPI = TenderKind.CASH, TenderKind.CARD_TERMINAL, TenderKind.UPI


def rupees(amount: int) -> Money:
    return Money(amount * 100, "INR")


def test_nothing_typed_is_all_that_is_left() -> None:
    assert DUE.typed("") == rupees(300)
    assert DUE.paid(CARD, rupees(100), "77").typed("") == rupees(200)


def test_only_cash_is_given_change_for() -> None:
    assert not DUE.takes(CARD, rupees(301))
    paid = DUE.paid(CASH, rupees(500))
    assert (paid.left, paid.change) == (rupees(0), rupees(200))
    assert (paid.parts[0].amount_minor, paid.parts[0].given_minor) == (30_000, 50_000)


def test_upi_pays_one_part() -> None:
    assert DUE.takes(UPI, rupees(100))
    assert not DUE.paid(UPI, rupees(100)).takes(UPI, rupees(100))


def test_the_last_part_can_be_taken_back() -> None:
    assert DUE.paid(CARD, rupees(100), "77").without_last() == DUE


@given(st.lists(st.tuples(st.sampled_from([CASH, CARD, UPI]), st.integers(0, 40_000))))
def test_parts_and_what_is_left_always_add_up_to_what_is_due(
    wanted: list[tuple[TenderKind, int]],
) -> None:
    paying = DUE
    for kind, minor in wanted:
        amount = Money(minor, "INR")
        if paying.takes(kind, amount):
            paying = paying.paid(kind, amount, "7")
        collected = sum(part.amount_minor for part in paying.parts)
        assert collected + paying.left.amount_minor == 30_000
        assert paying.left.amount_minor >= 0
