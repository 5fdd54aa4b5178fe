"""A till that sells without end: it holds, changes its mind, dozes, pays, walks away, and gives
back, and asks again whatever was not answered."""

import asyncio
import secrets
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import replace
from random import Random

from boxoffice.model.clock import Clock
from boxoffice.prove.desk import Desk
from boxoffice.prove.history import Call, Outcome
from boxoffice.prove.plan import Hall, Part

#: What a seat of the throw-away cinema costs, in minor units.
PRICE_MINOR = 20_000
LARGEST_GROUP = 5
MOST_TRIES = 40
SHORT_PAUSE, LONG_PAUSE = 0.15, 1.0
#: Of sales, the share that is given back in whole or part.
REFUNDS = 0.25
#: Holds that strangers try to lay hands on.
KNOWN_HOLDS = 50

#: What becomes of a hold, and how often in a hundred.
FATES = {
    "pay": 34,
    "release": 18,
    "abandon": 10,
    "amend": 16,
    "extend": 8,
    "repeat": 8,
    "doze": 6,
}


class Till:
    """One client; `stranger` is somebody of another theatre who should get nowhere with `known`,
    which are holds of all tills of a process."""

    def __init__(
        self, desk: Desk, stranger: Desk, part: Part, clock: Clock, rng: Random, known: deque[Call]
    ) -> None:
        self._desk = desk
        self._stranger = stranger
        self._part = part
        self._clock = clock
        self._rng = rng
        self._known = known

    async def sell(self) -> None:
        """Serve customers until everybody is to finish, and one at least."""
        while True:
            await self._serve(self._hall())
            if await asyncio.to_thread(self._part.stop_file.exists):
                break
            await self._pause(0.0, SHORT_PAUSE)

    async def idle(self) -> None:
        """Hold a seat of the idle show, and do nothing more; again once that must be over."""
        hall = self._part.site.idle
        while not await asyncio.to_thread(self._part.stop_file.exists):
            seat = self._rng.choice(hall.seats)
            await self._desk.hold(hall.show_id, (seat,), secrets.token_hex(8))
            await asyncio.sleep(self._part.plan.hold_seconds * 2)

    async def _serve(self, hall: Hall) -> None:
        """One customer."""
        token = secrets.token_hex(8)
        seats = self._group(hall)
        held = await self._until_known(lambda: self._desk.hold(hall.show_id, seats, token))
        if self._rng.random() < 0.05:
            await self._desk.look(hall.show_id)
            await self._desk.count(self._part.site.theatre_id, hall.local_date, hall.show_id)
        others = [known for known in self._known if known.client != self._desk.name]
        if others and self._rng.random() < 0.1:
            await self._lay_hands_on(self._rng.choice(others))
        if held.outcome is Outcome.DONE:
            self._known.append(held)
            await self._pause(0.0, SHORT_PAUSE)
            (fate,) = self._rng.choices(tuple(FATES), tuple(FATES.values()))
            await self._settle(fate, held, hall)

    async def _settle(self, fate: str, held: Call, hall: Hall) -> None:
        match fate:
            case "release":
                await self._until_known(lambda: self._desk.release(held))
                return
            case "abandon":
                return
            case "amend":
                seats = self._group(hall)
                amended = await self._until_known(lambda: self._desk.amend(held, seats))
                if amended.outcome is Outcome.DONE:
                    held = replace(held, held=amended.held)
            case "extend":
                await self._pause(0.0, self._part.plan.hold_seconds * 0.9)
                await self._desk.extend(held)
            case "repeat":
                await self._desk.hold(held.show_id, held.seats, held.key)
            case "doze":
                await asyncio.sleep(self._part.plan.hold_seconds * self._rng.uniform(0.9, 1.3))
        await self._pay(held)

    async def _pay(self, held: Call) -> None:
        key = secrets.token_hex(8)
        amount_minor = PRICE_MINOR * len(held.held)
        paid = await self._until_known(lambda: self._desk.pay(held, amount_minor, key))
        if self._rng.random() < 0.15:
            await self._desk.pay(held, amount_minor, key)
        if paid.outcome is Outcome.DONE and self._rng.random() < REFUNDS:
            await self._pause(0.0, SHORT_PAUSE)
            await self._give_back(paid)

    async def _give_back(self, paid: Call) -> None:
        """Some of the seats or all, from time to time asked for once more."""
        seats = tuple(self._rng.sample(paid.held, self._rng.randint(1, len(paid.held))))
        key = secrets.token_hex(8)
        for _ in range(self._rng.choice((1, 1, 2))):
            await self._until_known(lambda: self._desk.refund(paid, seats, key))

    async def _lay_hands_on(self, other: Call) -> None:
        """Try what only the owner of a hold may: a stranger with its key, or one of the house with
        its public handle."""
        who = self._stranger
        if self._rng.random() < 0.5:
            who, other = self._desk, replace(other, booking_id=other.hold_id)
        if self._rng.random() < 0.5:
            await who.release(other)
        else:
            await who.pay(other, PRICE_MINOR * len(other.held), secrets.token_hex(8))

    async def _until_known(self, ask: Callable[[], Awaitable[Call]]) -> Call:
        """Ask again, as the same command, until there is an answer."""
        pause = SHORT_PAUSE
        for _ in range(MOST_TRIES):
            call = await ask()
            if call.outcome is not Outcome.UNKNOWN:
                break
            await self._pause(pause / 2, pause)
            pause = min(pause * 2, LONG_PAUSE)
        return call

    def _hall(self) -> Hall:
        """The show that everybody sells now."""
        since = self._clock.steady() - self._part.began_at
        shows = self._part.site.shows
        return shows[int(since / self._part.plan.show_seconds) % len(shows)]

    def _group(self, hall: Hall) -> tuple[str, ...]:
        """Seats side by side, that overlap with what others want."""
        size = self._rng.randint(1, LARGEST_GROUP)
        start = self._rng.randrange(len(hall.seats) - size + 1)
        return hall.seats[start : start + size]

    async def _pause(self, least: float, most: float) -> None:
        await asyncio.sleep(self._rng.uniform(least, most))
