"""Who wants seats in a run: each does what is drawn for them, and writes down what they heard."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from random import Random
from typing import Any, TypeVar

from boxoffice.model.booking import (
    Booking,
    BookingState,
    HoldAnswer,
    HoldRequest,
    HoldView,
    SeatChoice,
)
from boxoffice.model.errors import Refusal, SeatsGone
from boxoffice.model.payment import Tender, TenderKind
from boxoffice.prove.history import Act, Call, Outcome
from boxoffice.prove.simulation.house import PRICE, SHOW_ID, House
from boxoffice.prove.simulation.psp import METHOD, SimulatedPsp
from boxoffice.prove.simulation.site import Site, Unanswered

T = TypeVar("T")

GROUP_SEATS = 4
#: How often the same command is asked again while nobody answers.
TRIES = 4
#: How often who pays online looks whether it has worked, and how long they wait in between.
LOOKS = 6
LOOK_SECONDS = 3.0
#: The longest that somebody thinks: as often as not a hold is over by then.
DAWDLE_SECONDS = 20.0

#: About as long as a sale takes.
WAVER_SECONDS = 0.4

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Street:
    """What people have before them, and what they write down."""

    random: Random
    sites: tuple[Site, ...]
    psp: SimulatedPsp
    seats: tuple[str, ...]
    calls: list[Call]

    def choose(self) -> tuple[str, ...]:
        """Seats that somebody would like."""
        return tuple(self.random.sample(self.seats, self.random.randint(1, GROUP_SEATS)))


class Person:
    """Asks one site, and asks the same again where nobody answered."""

    def __init__(self, name: str, street: Street) -> None:
        self.name = name
        self.street = street
        self.random = street.random
        self.site = street.random.choice(street.sites)
        self._keys = 0

    def call(self, act: Act, **facts: Any) -> Call:
        """A call of this person that is about to be made."""
        return Call(self.name, act, SHOW_ID, _now(), **facts)

    async def ask(
        self,
        call: Call,
        ask: Callable[[House], Awaitable[T]],
        read: Callable[[T], Mapping[str, Any]] = lambda _: {},
        *,
        anywhere: bool = False,
    ) -> T | None:
        """The answer, of which `read` says what is written down; None where it was refused or
        never heard. What SQL decides can be asked for `anywhere`, and may come twice."""
        for _ in range(TRIES):
            call = replace(call, asked_at=_now())
            try:
                site = self.random.choice(self.street.sites) if anywhere else self.site
                answer = await site.ask(ask, may_repeat=anywhere)
                self.note(call, **{"outcome": Outcome.DONE, **read(answer)})
            except Unanswered:
                self.note(call, answered_at=_now())
                await self.think(LOOK_SECONDS)
            except Refusal as refusal:
                gone = refusal.seat_ids if isinstance(refusal, SeatsGone) else ()
                self.note(call, outcome=Outcome.REFUSED, code=refusal.code, gone=gone)
                return None
            except Exception:
                _log.exception("%s was answered with a bug.", call.act)
                return None
            else:
                return answer
        return None

    def note(self, call: Call, **facts: Any) -> None:
        """Write down what became of a call."""
        self.street.calls.append(replace(call, **{"answered_at": _now(), **facts}))

    async def think(self, most_seconds: float) -> None:
        """Do nothing for a while."""
        await asyncio.sleep(self.random.uniform(0.0, most_seconds))


class Buyer(Person):
    """Holds seats, changes their mind, and pays, lets go or forgets."""

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

    async def _hold(self, token: str) -> Booking | None:
        wanted = self.street.choose()
        request = HoldRequest(SHOW_ID, _choices(wanted), self.name, token=token, asker=self.name)
        call = self.call(Act.HOLD, key=token, seats=wanted)
        answer = await self.ask(call, lambda house: house.bookings.hold(request), _granted)
        return answer.booking if answer else None

    async def _amend(self, held: Booking) -> Booking:
        kept = [line.seat_id for line in held.lines if self.random.random() < 0.6]
        wanted = tuple(dict.fromkeys((*kept, *self.street.choose())))[:GROUP_SEATS]
        call = self.call(Act.AMEND, booking_id=held.booking_id, seats=wanted)
        answer = await self.ask(
            call,
            lambda house: house.bookings.amend(held.booking_id, _choices(wanted)),
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
        self._keys += 1
        key = f"{self.name} pays {self._keys}"
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
        await self.think(self.random.choice((LOOK_SECONDS, DAWDLE_SECONDS)))
        for _ in range(self.random.choice((0, 1, 1, 1, 1, 2))):
            self.street.psp.end(
                call.booking_id,
                paid=self.random.random() < 0.8,
                late=self.random.random() < 0.2,
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
        key, wanted = hold.hold_id, _choices(self.street.choose())
        tenders = (Tender(TenderKind.CASH, PRICE.amount_minor * len(hold.indexes)),)
        tries: tuple[tuple[Act, Callable[[House], Awaitable[object]]], ...] = (
            (Act.EXTEND, lambda house: house.bookings.extend(key)),
            (Act.AMEND, lambda house: house.bookings.amend(key, wanted)),
            (Act.RELEASE, lambda house: house.bookings.release(key, self.name)),
            (Act.PAY, lambda house: house.payments.take(key, tenders, f"x{key}", self.name)),
        )
        act, ask = self.random.choice(tries)
        await self.ask(self.call(act, booking_id=key), ask, _done_or_refused)


def _now() -> float:
    return asyncio.get_running_loop().time()


def _choices(seats: tuple[str, ...]) -> tuple[SeatChoice, ...]:
    return tuple(map(SeatChoice, seats))


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
    return {"held": tuple(line.seat_id for line in booking.lines)}


def _paid(booking: Booking) -> dict[str, Any]:
    """Only a CONFIRMED booking says that paying is done."""
    if booking.state is not BookingState.CONFIRMED:
        return {"outcome": Outcome.UNKNOWN}
    return {"outcome": Outcome.DONE, **_seats(booking)}
