"""Who wants seats in a run: each does what is drawn for them."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from boxoffice.model.booking import Booking, BookingState, HoldAnswer, HoldRequest, HoldView
from boxoffice.model.errors import Refusal, SeatsGone
from boxoffice.model.payment import Tender, TenderKind
from boxoffice.model.refund import RefundOrder
from boxoffice.prove.history import Act, Call, Outcome
from boxoffice.prove.simulation.house import CLAIM_SECONDS, PRICE, SHOW_ID, House
from boxoffice.prove.simulation.person import GROUP_SEATS, Person, Street, choices
from boxoffice.prove.simulation.psp import METHOD
from boxoffice.prove.simulation.site import Unanswered

#: How often who pays online looks whether it has worked, and how long they wait in between.
LOOKS = 6
LOOK_SECONDS = 3.0
#: The longest that somebody thinks: as often as not a hold is over by then.
DAWDLE_SECONDS = 20.0
#: As often as not a claim is over by then.
LATE_SECONDS = 2 * CLAIM_SECONDS
#: About as long as a sale takes.
WAVER_SECONDS = 0.4


class Buyer(Person):
    """Holds seats, changes their mind, and pays, lets go or forgets."""

    def __init__(self, name: str, street: Street) -> None:
        super().__init__(name, street)
        self._sales = 0
        self._refunds = 0

    async def visit(self, number: int) -> None:
        """One group of seats from its hold to its end."""
        held = await self._hold(f"{self.name} {number}")
        if held is None:
            return
        for _ in range(self.random.randrange(3)):
            await self.think(LOOK_SECONDS)
            held = await self.random.choice((self._amend, self._extend, self._look))(held)
        await self.think(self.random.choice((LOOK_SECONDS, DAWDLE_SECONDS)))
        ways = (self._pay, self._pay_online, self._waver, self._release, self._forget)
        for end in self.random.choices(ways, (6, 4, 4, 2, 1), k=self.random.randint(1, 2)):
            await end(held)
        for _ in range(self.random.choice((0, 0, 1, 1, 2))):
            await self._give_back(held.booking_id)

    async def _hold(self, token: str) -> Booking | None:
        wanted = self.street.choose()
        request = HoldRequest(SHOW_ID, choices(wanted), self.name, token=token, asker=self.name)
        call = self.call(Act.HOLD, key=token, seats=wanted)
        answer = await self.ask(call, lambda house: house.bookings.hold(request), _granted)
        return answer.booking if answer else None

    async def _amend(self, held: Booking) -> Booking:
        kept = [line.seat_id for line in held.seats if self.random.random() < 0.6]
        wanted = tuple(dict.fromkeys((*kept, *self.street.choose())))[:GROUP_SEATS]
        call = self.call(Act.AMEND, booking_id=held.booking_id, seats=wanted)
        answer = await self.ask(
            call,
            lambda house: house.bookings.amend(held.booking_id, choices(wanted)),
            _granted,
        )
        return answer.booking if answer and answer.booking else held

    async def _extend(self, held: Booking) -> Booking:
        call = self.call(Act.EXTEND, booking_id=held.booking_id)
        answer = await self.ask(call, lambda house: house.bookings.extend(held.booking_id), _seats)
        return answer or held

    async def _look(self, held: Booking) -> Booking:
        seats = self.street.seats
        await self.ask(
            self.call(Act.LOOK),
            lambda house: house.bookings.seats(SHOW_ID),
            lambda seen: {"seen": dict(zip(seats, seen.states, strict=True))},
        )
        return held

    async def _release(self, held: Booking) -> None:
        call = self.call(Act.RELEASE, booking_id=held.booking_id)
        await self.ask(
            call,
            lambda house: house.bookings.release(held.booking_id, self.name),
            # Where there was nothing to let go, the same request may have done it before.
            lambda done: {} if done else {"outcome": Outcome.UNKNOWN},
            anywhere=True,
        )

    async def _waver(self, held: Booking) -> None:
        """Pay, and let go before it is through."""

        async def let_go() -> None:
            await self.think(WAVER_SECONDS)
            await self._release(held)

        await asyncio.gather(self._pay(held), let_go())

    async def _forget(self, held: Booking) -> None:
        """Walk away."""

    async def _pay(self, held: Booking) -> None:
        """At the counter, from time to time in two parts, one of them by UPI."""
        self._sales += 1
        key = f"{self.name} pays {self._sales}"
        tenders = self._tenders(held.total.amount_minor)
        call = self.call(Act.PAY, key=key, booking_id=held.booking_id)
        paid = await self.ask(
            call,
            lambda house: house.payments.take(held.booking_id, tenders, key, self.name),
            _paid,
            anywhere=True,
        )
        if paid is not None and paid.state is BookingState.PENDING:
            await self._end_at_provider(held, call)

    def _tenders(self, due_minor: int) -> tuple[Tender, ...]:
        part_minor = self.random.randrange(due_minor)
        second = self.random.choice((TenderKind.CARD_TERMINAL, TenderKind.UPI))
        if part_minor % 2:
            return (Tender(TenderKind.CASH, due_minor),)
        parts = Tender(TenderKind.CASH, part_minor), Tender(second, due_minor - part_minor, 0, "1")
        return parts if part_minor else parts[1:]

    async def _give_back(self, booking_id: str) -> None:
        """Some tickets or all of a booking that is paid; from time to time the same twice."""
        booking = await self._booking(booking_id)
        if booking is None or booking.state is not BookingState.CONFIRMED:
            return
        await self.think(LOOK_SECONDS)
        self._refunds += 1
        lines = self.random.sample(booking.seats, self.random.randint(1, len(booking.seats)))
        key = f"{self.name} gives back {self._refunds}"
        order = RefundOrder(booking_id, tuple(line.line_id for line in lines), key, self.name)
        seats = tuple(line.seat_id for line in lines)
        call = self.call(Act.REFUND, key=key, booking_id=booking_id, seats=seats)
        for _ in range(self.random.choice((1, 1, 2))):
            await self.ask(call, lambda house: house.payments.refund(order), anywhere=True)

    async def _pay_online(self, held: Booking) -> None:
        call = self.call(Act.PAY, booking_id=held.booking_id)
        opened = await self.ask(
            call,
            lambda house: house.payments.open_online(held.booking_id, METHOD),
            lambda _: {"outcome": Outcome.UNKNOWN},
            anywhere=True,
        )
        if opened is not None:
            await self._end_at_provider(held, call)

    async def _end_at_provider(self, held: Booking, call: Call) -> None:
        """Pay, fail, pay twice or too late, think better of it, or walk away; then look whether
        it has worked."""
        await self.think(self.random.choice((LOOK_SECONDS, DAWDLE_SECONDS, LATE_SECONDS)))
        for _ in range(self.random.choice((0, 1, 1, 1, 1, 2))):
            self.street.psp.end(
                call.booking_id,
                paid=self.random.random() < 0.8,
                late=self.random.random() < 0.5,
            )
            if self.random.random() < 0.5:
                await self._release(held)
            await self.think(LOOK_SECONDS)
        for _ in range(LOOKS):
            booking = await self._booking(call.booking_id)
            if booking is not None and booking.state is BookingState.CONFIRMED:
                self.note(call, **_paid(booking))
                return
            await asyncio.sleep(LOOK_SECONDS)

    async def _booking(self, booking_id: str) -> Booking | None:
        site = self.random.choice(self.street.sites)
        try:
            return await site.ask(lambda house: house.bookings.get(booking_id))
        except (Unanswered, Refusal):
            return None


class Stranger(Person):
    """Knows of others' holds only what every watcher sees, and tries to make something of it."""

    async def pry(self) -> None:
        """Take whatever somebody else holds for one's own."""
        try:
            seen = await self.site.ask(lambda house: house.bookings.seats(SHOW_ID))
        except (Unanswered, Refusal):
            return
        for hold in seen.holds:
            await self._try(hold)

    async def _try(self, hold: HoldView) -> None:
        key, wanted = hold.hold_id, choices(self.street.choose())
        tenders = (Tender(TenderKind.CASH, PRICE.amount_minor * len(hold.indexes)),)
        tries: tuple[tuple[Act, Callable[[House], Awaitable[object]]], ...] = (
            (Act.EXTEND, lambda house: house.bookings.extend(key)),
            (Act.AMEND, lambda house: house.bookings.amend(key, wanted)),
            (Act.RELEASE, lambda house: house.bookings.release(key, self.name)),
            (Act.PAY, lambda house: house.payments.take(key, tenders, f"x{key}", self.name)),
        )
        act, ask = self.random.choice(tries)
        await self.ask(self.call(act, booking_id=key), ask, _done_or_refused)


def _done_or_refused(answer: object) -> dict[str, Any]:
    return {} if answer else {"outcome": Outcome.REFUSED}


def _granted(answer: HoldAnswer) -> dict[str, Any]:
    booking = answer.booking
    if booking is None:
        return {"outcome": Outcome.REFUSED, "code": SeatsGone.code, "gone": answer.gone}
    return {
        "booking_id": booking.booking_id,
        "hold_id": booking.hold_id,
        **_seats(booking),
    }


def _seats(booking: Booking) -> dict[str, Any]:
    return {"held": tuple(line.seat_id for line in booking.seats)}


def _paid(booking: Booking) -> dict[str, Any]:
    """Only a CONFIRMED booking says that paying is done."""
    if booking.state is not BookingState.CONFIRMED:
        return {"outcome": Outcome.UNKNOWN}
    return {"outcome": Outcome.DONE, **_seats(booking)}
