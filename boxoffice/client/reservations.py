"""What a counter asks about bookings that are paid later, and tickets that are collected later."""

from datetime import datetime

from boxoffice.client.codec import decode, decode_all, encode, selection
from boxoffice.client.connection import Connection
from boxoffice.model.booking import Booking
from boxoffice.model.user import Approval


class Reservations:
    """Every method raises the refusals of model.errors; TryAgain when the answer was lost, and
    then asking once more does nothing twice."""

    def __init__(self, connection: Connection, mine: set[str]) -> None:
        """`mine` are the public handles of what this client holds."""
        self._connection = connection
        self._mine = mine

    _OF_SHOW = f"""query Reservations($showId: Int!) {{
      reservations(showId: $showId) {selection(Booking)}
    }}"""

    async def of_show(self, show_id: int) -> tuple[Booking, ...]:
        """A show's reservations that wait to be paid, the first to end first."""
        answer = await self._connection.call(self._OF_SHOW, {"showId": show_id})
        return decode_all(Booking, answer)

    _RESERVE = f"""mutation Reserve(
      $bookingId: ID!, $until: DateTime!, $approval: ApprovalInput
    ) {{
      reserve(bookingId: $bookingId, until: $until, approval: $approval) {selection(Booking)}
    }}"""

    async def reserve(
        self, booking_id: str, until: datetime, approval: Approval | None = None
    ) -> Booking:
        """Keep what is held for its customer, who pays until then; NotAllowed by the theatre's
        rule, HoldOver, BadInput."""
        booking = await self._keep(self._RESERVE, booking_id, until, approval)
        # It is its customer's from now on, at this counter as at others.
        self._mine.discard(booking.hold_id)
        return booking

    _EXTEND = f"""mutation ExtendReservation(
      $bookingId: ID!, $until: DateTime!, $approval: ApprovalInput
    ) {{
      extendReservation(bookingId: $bookingId, until: $until, approval: $approval)
        {selection(Booking)}
    }}"""

    async def extend(
        self, booking_id: str, until: datetime, approval: Approval | None = None
    ) -> Booking:
        """Let a reservation be paid until later; NotAllowed for a clerk without a supervisor's
        approval, WrongSecret, WrongState, BadInput."""
        return await self._keep(self._EXTEND, booking_id, until, approval)

    _RELEASE = f"""mutation ReleaseLines($bookingId: ID!, $lineIds: [ID!]!) {{
      releaseLines(bookingId: $bookingId, lineIds: $lineIds) {selection(Booking)}
    }}"""

    async def release_lines(self, booking_id: str, line_ids: tuple[str, ...]) -> Booking:
        """Let some lines of a reservation go; WrongState, BadInput."""
        variables = {"bookingId": booking_id, "lineIds": encode(line_ids)}
        return decode(Booking, await self._connection.call(self._RELEASE, variables))

    _COLLECT = f"""mutation CollectTickets($bookingId: ID!) {{
      collectTickets(bookingId: $bookingId) {selection(Booking)}
    }}"""

    async def collect(self, booking_id: str) -> Booking:
        """Note that a paid booking's tickets were handed over; WrongState, also when somebody else
        has done that."""
        answer = await self._connection.call(self._COLLECT, {"bookingId": booking_id})
        return decode(Booking, answer)

    async def _keep(
        self, text: str, booking_id: str, until: datetime, approval: Approval | None
    ) -> Booking:
        variables = {
            "bookingId": booking_id,
            "until": encode(until),
            "approval": None if approval is None else encode(approval),
        }
        return decode(Booking, await self._connection.call(text, variables))
