"""Which steps a booking may take."""

from collections.abc import Mapping
from types import MappingProxyType

from boxoffice.model.booking import BookingState
from boxoffice.model.errors import WrongState

#: Where a booking may go from each state. EXPIRED to CONFIRMED is money that came late.
ALLOWED: Mapping[BookingState, frozenset[BookingState]] = MappingProxyType(
    {
        BookingState.HELD: frozenset(
            {BookingState.PENDING, BookingState.EXPIRED, BookingState.CANCELLED}
        ),
        BookingState.PENDING: frozenset(
            {BookingState.CONFIRMED, BookingState.EXPIRED, BookingState.CANCELLED}
        ),
        BookingState.CONFIRMED: frozenset({BookingState.REFUND_PENDING}),
        BookingState.CANCELLED: frozenset(),
        BookingState.EXPIRED: frozenset({BookingState.CONFIRMED}),
        BookingState.REFUNDED: frozenset(),
        BookingState.REFUND_PENDING: frozenset({BookingState.REFUNDED}),
    }
)

_WORDS = {
    BookingState.HELD: "held",
    BookingState.PENDING: "waiting for payment",
    BookingState.CONFIRMED: "confirmed",
    BookingState.CANCELLED: "cancelled",
    BookingState.EXPIRED: "expired",
    BookingState.REFUNDED: "refunded",
    BookingState.REFUND_PENDING: "being refunded",
}


def check_step(old: BookingState, new: BookingState) -> None:
    """WrongState when a booking that is `old` may not become `new`."""
    if new not in ALLOWED[old]:
        raise WrongState(f"This booking is {_WORDS[old]}; it cannot become {_WORDS[new]}.")
