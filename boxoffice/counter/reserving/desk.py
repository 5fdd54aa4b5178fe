"""What a counter asks of the box office about reservations. Asked twice, nothing is done twice."""

from datetime import datetime
from typing import Protocol

from boxoffice.model.booking import Booking, Customer
from boxoffice.model.user import Approval


class ReservationSource(Protocol):
    """The client's calls about reservations."""

    async def of_show(self, show_id: int) -> tuple[Booking, ...]: ...

    async def reserve(
        self, booking_id: str, until: datetime, approval: Approval | None = None
    ) -> Booking: ...

    async def extend(
        self, booking_id: str, until: datetime, approval: Approval | None = None
    ) -> Booking: ...

    async def release_lines(self, booking_id: str, line_ids: tuple[str, ...]) -> Booking: ...


class CustomerSource(Protocol):
    """The client's calls about whom bookings are for."""

    async def set_customer(self, booking_id: str, customer: Customer) -> Booking: ...


class BookingSource(Protocol):
    """The client's calls about one booking."""

    async def booking(self, booking_id: str) -> Booking: ...

    async def release(self, booking_id: str) -> bool: ...


class ReservationDesk:
    """One counter's."""

    def __init__(
        self, reservations: ReservationSource, customers: CustomerSource, bookings: BookingSource
    ) -> None:
        self._bookings = bookings
        self.of_show = reservations.of_show
        self.reserve = reservations.reserve
        self.extend = reservations.extend
        self._release_lines = reservations.release_lines
        self.set_customer = customers.set_customer

    async def let_go(self, booking: Booking, line_ids: tuple[str, ...]) -> Booking:
        """Let lines of a reservation go; with its last seat all of it."""
        if all(line.line_id in line_ids for line in booking.seats):
            await self._bookings.release(booking.booking_id)
            return await self._bookings.booking(booking.booking_id)
        return await self._release_lines(booking.booking_id, line_ids)
