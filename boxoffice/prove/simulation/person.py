"""Somebody who asks a cinema for something, and writes down what they heard."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from random import Random
from typing import Any, TypeVar

from boxoffice.model.booking import SeatChoice
from boxoffice.model.errors import Refusal, SeatsGone
from boxoffice.prove.history import Act, Call, Outcome
from boxoffice.prove.simulation.house import SHOW_ID, House
from boxoffice.prove.simulation.psp import SimulatedPsp
from boxoffice.prove.simulation.site import Site, Unanswered

T = TypeVar("T")

GROUP_SEATS = 4
#: How often the same command is asked again while nobody answers.
TRIES = 4
#: The longest that they wait until then.
RETRY_SECONDS = 3.0
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
                await self.think(RETRY_SECONDS)
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


def choices(seats: tuple[str, ...]) -> tuple[SeatChoice, ...]:
    """Seats by their ids, each as the theatre's first ticket type."""
    return tuple(map(SeatChoice, seats))


def _now() -> float:
    return asyncio.get_running_loop().time()
