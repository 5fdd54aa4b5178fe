"""What a run gave back, and what is missed when that was done wrongly."""

from dataclasses import replace

import pytest

from boxoffice.model.booking import BookingState
from boxoffice.model.payment import PaymentState
from boxoffice.prove.checker import check
from boxoffice.prove.history import Act, Books, Call, History, KeptBooking, KeptStep, Outcome
from tests.unit.prove.test_checker import (
    BOOKING,
    CLAIMED,
    CLAIMS,
    CONFIRMED,
    HOLD,
    PAY,
    PAYMENT,
    SHOW,
    TERMS,
)

State = BookingState
#: Ann has paid A1 and A2, and gives A1 back; then Bob holds it.
REFUND = Call("ann", Act.REFUND, SHOW, 20, 21, Outcome.DONE, "back", "b1", seats=("A1",))
AGAIN = Call("bob", Act.HOLD, SHOW, 22, 23, Outcome.DONE, "his", "b2", "h2", ("A1",), ("A1",))
GIVEN = KeptStep("b1", SHOW, State.CONFIRMED, State.CONFIRMED, 3, ("A2",))
LEFT = replace(
    BOOKING, seats=("A2",), prices_minor=(200,), total_minor=200, paid_minor=200, version=3,
    given_back=("A1",),
)  # fmt: skip
PART = replace(PAYMENT, refunded_minor=200)
RUN = History(TERMS, (HOLD, PAY, REFUND, AGAIN))
BOOKS = Books({"b1": LEFT}, CLAIMS[1:], (CLAIMED, CONFIRMED, GIVEN), (PART,))

ALL = replace(REFUND, seats=("A1", "A2"))
OVER = (
    KeptStep("b1", SHOW, State.CONFIRMED, State.REFUND_PENDING, 3, ()),
    KeptStep("b1", SHOW, State.REFUND_PENDING, State.REFUNDED, 4, ()),
)
NONE_LEFT = KeptBooking("b1", SHOW, State.REFUNDED, (), (), "INR", 0, 0, 4, ("A1", "A2"))
ALL_BACK = replace(PAYMENT, state=PaymentState.REFUNDED, refunded_minor=400)


def lived(*calls: Call) -> History:
    return History(TERMS, calls)


def kept(booking: KeptBooking = LEFT, **changed: object) -> Books:
    return replace(BOOKS, bookings={"b1": booking}, **changed)  # type: ignore[arg-type]


def test_a_run_that_gives_a_ticket_back_holds_and_its_seat_is_somebody_elses() -> None:
    assert check(RUN, BOOKS) == ()


def test_a_run_that_gives_all_of_a_booking_back_holds() -> None:
    books = Books({"b1": NONE_LEFT}, (), (CLAIMED, CONFIRMED, *OVER), (ALL_BACK,))
    assert check(lived(HOLD, PAY, ALL, AGAIN), books) == ()


def test_who_pays_again_after_that_is_told_of_what_is_left() -> None:
    repeated = replace(PAY, asked_at=24, answered_at=25, held=("A2",))
    assert check(lived(HOLD, PAY, REFUND, repeated), BOOKS) == ()


PLANTED: dict[str, tuple[str, History, Books]] = {
    "nobody asked": ("given back as asked", lived(HOLD, PAY), BOOKS),
    "more was given back than anybody asked for": (
        "given back as asked",
        lived(HOLD, PAY, replace(REFUND, seats=())),
        BOOKS,
    ),
    "an answered refund is lost": (
        "given back as asked",
        lived(HOLD, PAY, REFUND),
        Books({"b1": BOOKING}, CLAIMS, (CLAIMED, CONFIRMED), (PAYMENT,)),
    ),
    "the money stays": ("money adds up", RUN, kept(payments=(PAYMENT,))),
    "the money goes back twice": (
        "money adds up",
        RUN,
        kept(payments=(replace(PAYMENT, refunded_minor=400),)),
    ),
    "more goes back than came": (
        "given back as asked",
        RUN,
        kept(payments=(replace(PAYMENT, refunded_minor=600),)),
    ),
    "the seat is not free": ("groups whole", RUN, kept(claims=CLAIMS)),
    "a stranger gives back": (
        "its owner alone",
        lived(HOLD, PAY, replace(REFUND, client="z")),
        BOOKS,
    ),
    "the change has no row": ("the audit agrees", RUN, kept(steps=(CLAIMED, CONFIRMED))),
    "a booking is refunded that has tickets": (
        "given back as asked",
        RUN,
        kept(replace(LEFT, state=State.REFUNDED)),
    ),
    "somebody holds the seat before it was given back": (
        "linearizable",
        lived(HOLD, PAY, REFUND, replace(AGAIN, asked_at=10, answered_at=11)),
        BOOKS,
    ),
}


@pytest.mark.parametrize("name", PLANTED)
def test_a_refund_that_went_wrong_is_found(name: str) -> None:
    rule, history, books = PLANTED[name]
    assert rule in {fault.rule for fault in check(history, books)}
