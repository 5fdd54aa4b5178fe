"""The steps a booking may take, and every one it may not."""

from itertools import product

import pytest

from boxoffice.model.booking import BookingState
from boxoffice.model.errors import WrongState
from boxoffice.rules.booking_states import ALLOWED, check_step

STEPS = {
    ("HELD", "PENDING"),
    ("HELD", "EXPIRED"),
    ("HELD", "CANCELLED"),
    ("PENDING", "CONFIRMED"),
    ("PENDING", "EXPIRED"),
    ("PENDING", "CANCELLED"),
    ("EXPIRED", "CONFIRMED"),
    ("CONFIRMED", "REFUND_PENDING"),
    ("REFUND_PENDING", "REFUNDED"),
}


@pytest.mark.parametrize(
    ("old", "new"), list(product(BookingState, repeat=2)), ids=lambda state: state.name
)
def test_a_booking_goes_only_where_the_table_lets_it(old: BookingState, new: BookingState) -> None:
    if (old.name, new.name) in STEPS:
        check_step(old, new)
    else:
        with pytest.raises(WrongState):
            check_step(old, new)


def test_every_state_is_in_the_table() -> None:
    assert set(ALLOWED) == set(BookingState)


def test_the_refusal_says_where_the_booking_is() -> None:
    with pytest.raises(
        WrongState, match=r"^This booking is refunded; it cannot become confirmed\.$"
    ):
        check_step(BookingState.REFUNDED, BookingState.CONFIRMED)
