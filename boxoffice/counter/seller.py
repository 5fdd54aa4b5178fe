"""What a sale needs of the client: a part of its API, so that a test can stand in for it."""

from collections.abc import AsyncGenerator, Callable, Mapping
from typing import Protocol

from boxoffice.model.booking import (
    Booking,
    Buyer,
    HoldAnswer,
    HoldView,
    ItemChoice,
    SeatChoice,
    SeatUpdate,
)
from boxoffice.model.layout import Layout
from boxoffice.model.payment import Payment, Tender, Voucher
from boxoffice.model.shift import NO_COUNTER, AtCounter
from boxoffice.model.show import ShowListing


class LiveView(Protocol):
    """The live seats of one show; the client marks this counter's holds as `mine`."""

    @property
    def states(self) -> bytearray: ...

    @property
    def holds(self) -> Mapping[str, HoldView]: ...

    @property
    def mine(self) -> set[str]: ...

    @property
    def age_seconds(self) -> float: ...

    async def start(self) -> None: ...

    async def close(self) -> None: ...

    def on_change(self, callback: Callable[[SeatUpdate], None]) -> Callable[[], None]: ...


class Seller(Protocol):
    """The client's calls that a sale makes."""

    async def layout(self, layout_id: str) -> Layout: ...

    async def listing(self, show_id: int) -> ShowListing: ...

    def live(self, show_id: int) -> LiveView: ...

    async def hold(
        self,
        show_id: int,
        seats: tuple[SeatChoice, ...],
        token: str = "",
        codes: tuple[str, ...] = (),
        items: tuple[ItemChoice, ...] = (),
    ) -> HoldAnswer: ...

    async def amend(
        self,
        booking_id: str,
        seats: tuple[SeatChoice, ...],
        codes: tuple[str, ...] | None = None,
        buyer: Buyer | None = None,
        items: tuple[ItemChoice, ...] | None = None,
    ) -> HoldAnswer: ...

    async def extend(self, booking_id: str) -> Booking: ...

    async def release(self, booking_id: str) -> bool: ...

    async def booking(self, booking_id: str) -> Booking: ...

    async def payments(self, booking_id: str) -> tuple[Payment, ...]: ...

    def watch_booking(self, booking_id: str) -> AsyncGenerator[Booking, None]: ...

    async def close_payment(self, booking_id: str) -> Booking: ...

    async def give_up_payment(
        self, booking_id: str, idempotency_key: str, till: str = ""
    ) -> Booking: ...

    async def voucher(self, theatre_id: str, code: str) -> Voucher: ...

    async def take_payment(
        self,
        booking_id: str,
        tenders: tuple[Tender, ...],
        idempotency_key: str,
        counter: AtCounter = NO_COUNTER,
    ) -> Booking: ...
