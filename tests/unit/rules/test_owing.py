"""A clerk is told why money is owed back."""

import pytest

from boxoffice.model.booking import BookingState
from boxoffice.model.owed import OwedWhy
from boxoffice.rules.owing import why_owed


@pytest.mark.parametrize(
    ("state", "why"),
    [
        (BookingState.EXPIRED, OwedWhy.OUT_OF_TIME),
        (BookingState.CANCELLED, OwedWhy.GIVEN_UP),
        (BookingState.CONFIRMED, OwedWhy.PAID_OTHERWISE),
    ],
)
def test_why_money_is_owed_back_follows_from_what_became_of_its_booking(
    state: BookingState, why: OwedWhy
) -> None:
    assert why_owed(state) is why
