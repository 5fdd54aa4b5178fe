"""One client's calls, each written into its journal before it is made and after it was answered."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from boxoffice.client.api import BoxOffice
from boxoffice.client.errors import refusal_from
from boxoffice.client.transport import Transport
from boxoffice.model.booking import Booking, BookingState, HoldAnswer, SeatChoice
from boxoffice.model.clock import Clock
from boxoffice.model.errors import Refusal, TryAgain
from boxoffice.model.payment import Tender, TenderKind
from boxoffice.model.show import ShowAvailability
from boxoffice.prove.history import Act, Call, Outcome
from boxoffice.prove.journal import Journal

#: The code of a payment that was taken in and confirmed nothing: it is given back.
NOT_CONFIRMED = "NOT_CONFIRMED"
#: The code of a release that found nothing to let go.
NOTHING = "NOTHING"

SEATS = """query Seats($showId: Int!) {
  getAvailableSeats(show_id: $showId) { seatID Status }
}"""


async def look(transport: Transport, show_id: int) -> dict[str, int]:
    """How a show's seats stand, model.layout.SeatState by seat id; TryAgain, OSError."""
    response = await transport.execute(SEATS, {"showId": show_id}, "")
    if errors := response.get("errors"):
        raise refusal_from(errors[0])
    return {seat["seatID"]: seat["Status"] for seat in response["data"]["getAvailableSeats"]}


def counts_of(seats: ShowAvailability) -> tuple[int, ...]:
    """Available, held, pending, sold and blocked seats."""
    return seats.available, seats.held, seats.pending, seats.sold, seats.blocked


class Desk:
    """A client named `name`. Every method answers what was written down of the call."""

    def __init__(
        self,
        name: str,
        box_office: BoxOffice,
        transport: Transport,
        journal: Journal,
        clock: Clock,
    ) -> None:
        self.name = name
        self._box_office = box_office
        self._transport = transport
        self._journal = journal
        self._clock = clock

    async def hold(self, show_id: int, seats: tuple[str, ...], token: str) -> Call:
        """Hold a group of seats."""
        call = self._call(Act.HOLD, show_id, key=token, seats=seats)
        choices = tuple(SeatChoice(seat) for seat in seats)
        return await self._ask(
            call, lambda: self._held(call, self._box_office.hold(show_id, choices, token))
        )

    async def amend(self, held: Call, seats: tuple[str, ...]) -> Call:
        """Make a hold's seats these."""
        call = self._call(Act.AMEND, held.show_id, booking_id=held.booking_id, seats=seats)
        choices = tuple(SeatChoice(seat) for seat in seats)
        return await self._ask(
            call, lambda: self._held(call, self._box_office.amend(held.booking_id, choices))
        )

    async def extend(self, held: Call) -> Call:
        """Start a hold's time anew."""
        call = self._call(Act.EXTEND, held.show_id, booking_id=held.booking_id)

        async def work() -> Call:
            booking = await self._box_office.extend(held.booking_id)
            return replace(call, outcome=Outcome.DONE, held=_seats(booking))

        return await self._ask(call, work)

    async def release(self, held: Call) -> Call:
        """Let a hold go."""
        call = self._call(Act.RELEASE, held.show_id, booking_id=held.booking_id)

        async def work() -> Call:
            if await self._box_office.release(held.booking_id):
                return replace(call, outcome=Outcome.DONE)
            return replace(call, outcome=Outcome.REFUSED, code=NOTHING)

        return await self._ask(call, work)

    async def pay(self, held: Call, amount_minor: int, key: str) -> Call:
        """Pay a hold in cash."""
        call = self._call(Act.PAY, held.show_id, key=key, booking_id=held.booking_id)
        cash = Tender(TenderKind.CASH, amount_minor, amount_minor)

        async def work() -> Call:
            booking = await self._box_office.take_payment(held.booking_id, (cash,), key)
            if booking.state is BookingState.CONFIRMED:
                return replace(call, outcome=Outcome.DONE, held=_seats(booking))
            return replace(call, outcome=Outcome.REFUSED, code=NOT_CONFIRMED)

        return await self._ask(call, work)

    async def refund(self, paid: Call, seats: tuple[str, ...], key: str) -> Call:
        """Give seats of a paid booking back."""
        call = self._call(
            Act.REFUND, paid.show_id, key=key, booking_id=paid.booking_id, seats=seats
        )

        async def work() -> Call:
            booking = await self._box_office.booking(paid.booking_id)
            wanted = tuple(line.line_id for line in booking.lines if line.seat_id in seats)
            await self._box_office.after.refund(paid.booking_id, wanted, key)
            return replace(call, outcome=Outcome.DONE)

        return await self._ask(call, work)

    async def look(self, show_id: int) -> Call:
        """Look at all seats of a show."""
        call = self._call(Act.LOOK, show_id)

        async def work() -> Call:
            seen = await look(self._transport, show_id)
            return replace(call, outcome=Outcome.DONE, seen=seen)

        return await self._ask(call, work)

    async def count(self, theatre_id: str, local_date: str, show_id: int) -> Call:
        """Read the counts of a show as its theatre lists them."""
        call = self._call(Act.COUNT, show_id)

        async def work() -> Call:
            listings = await self._box_office.listings(theatre_id, local_date)
            (seats,) = (one.availability for one in listings if one.show.show_id == show_id)
            return replace(call, outcome=Outcome.DONE, counts=counts_of(seats))

        return await self._ask(call, work)

    def _call(
        self,
        act: Act,
        show_id: int,
        *,
        key: str = "",
        booking_id: str = "",
        seats: tuple[str, ...] = (),
    ) -> Call:
        return Call(
            self.name,
            act,
            show_id,
            self._clock.steady(),
            key=key,
            booking_id=booking_id,
            seats=seats,
        )

    async def _ask(self, call: Call, work: Callable[[], Awaitable[Call]]) -> Call:
        number = self._journal.asked(call)
        try:
            heard = await work()
        except (TryAgain, OSError):
            heard = replace(call, code=TryAgain.code)
        except Refusal as refusal:
            heard = replace(call, outcome=Outcome.REFUSED, code=refusal.code, gone=refusal.seat_ids)
        heard = replace(heard, answered_at=self._clock.steady())
        self._journal.answered(number, heard)
        return heard

    async def _held(self, call: Call, asking: Awaitable[HoldAnswer]) -> Call:
        answer = await asking
        booking = answer.booking
        if booking is None:
            return replace(call, outcome=Outcome.REFUSED, code="SEATS_GONE", gone=answer.gone)
        return replace(
            call,
            outcome=Outcome.DONE,
            booking_id=booking.booking_id,
            hold_id=booking.hold_id,
            held=_seats(booking),
        )


def _seats(booking: Booking) -> tuple[str, ...]:
    return tuple(line.seat_id for line in booking.seats)
