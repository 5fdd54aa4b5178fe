"""The nemesis: makes trouble for a run's processes, lines and clocks, one thing after another, and
writes down what befell the gateway."""

import asyncio
import math
import signal
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from random import Random

from boxoffice.model.clock import Clock
from boxoffice.prove.clock import set_offset
from boxoffice.prove.fleet import Member
from boxoffice.prove.history import Outage, Trouble
from boxoffice.prove.journal import Journal
from boxoffice.prove.line import Line
from boxoffice.prove.plan import Plan, TroubleKind

#: How far a clock is set, either way.
SHIFTS_SECONDS = (-600.0, -60.0, -5.0, 5.0, 60.0, 600.0)
#: How long a gateway stands still: less than clients wait for an answer, and more.
STOP_SECONDS = (0.5, 2.0, 7.0)
CUT_SECONDS, DELAY_SECONDS = 1.0, 2.0
SLOWEST_LINE_SECONDS = 0.5


@dataclass(frozen=True, slots=True)
class Sleep:
    """A process of tills that stood still between these times."""

    name: str
    began_at: float
    ended_at: float


class Nemesis:
    """`gateway` and `tills` are replaced by those that it begins anew; `lines` are known by the
    first that was behind them."""

    def __init__(
        self,
        plan: Plan,
        gateway: Member,
        tills: list[Member],
        lines: Mapping[str, Line],
        anew: Callable[[Member, str], Awaitable[Member]],
        journal: Journal,
        clock: Clock,
        say: Callable[[str], None],
    ) -> None:
        self.gateway = gateway
        self.tills = tills
        self.killed: list[Member] = []
        self.sleeps: list[Sleep] = []
        self._plan = plan
        self._lines = lines
        self._anew = anew
        self._journal = journal
        self._clock = clock
        self._say = say
        self._rng = Random(plan.seed)
        can_stop = hasattr(signal, "SIGSTOP")
        #: How often each kind that is possible here was made.
        self.deeds = Counter(
            {
                kind: 0
                for kind in plan.troubles
                if can_stop or kind not in (TroubleKind.STOP_GATEWAY, TroubleKind.STOP_TILLS)
            }
        )

    async def rage(self) -> None:
        """Make trouble for as long as the plan says, each kind once before any comes again."""
        until = self._clock.steady() + self._plan.seconds
        kinds: list[TroubleKind] = []
        while self._clock.steady() < until or self._rounds < self._plan.rounds:
            pause = self._plan.trouble_every_seconds
            await asyncio.sleep(self._rng.uniform(pause / 2, pause * 3 / 2))
            kinds = kinds or self._rng.sample(list(self.deeds), len(self.deeds))
            if kinds:
                kind = kinds.pop()
                self.deeds[kind] += 1
                self._say(f"{kind} ({self.deeds[kind]})")
                await self._do(kind)

    @property
    def _rounds(self) -> float:
        return min(self.deeds.values(), default=math.inf)

    async def _do(self, kind: TroubleKind) -> None:
        at = self._rng.randrange(len(self.tills))
        match kind:
            case TroubleKind.KILL_GATEWAY:
                await self._end_gateway(Trouble.KILLED)
            case TroubleKind.RESTART_GATEWAY:
                await self._end_gateway(Trouble.ENDED)
            case TroubleKind.STOP_GATEWAY:
                await self._paused(self.gateway, self._rng.choice(STOP_SECONDS))
            case TroubleKind.KILL_TILLS:
                await self._kill_tills(at)
            case TroubleKind.STOP_TILLS:
                over = self._plan.hold_seconds * self._rng.uniform(1.1, 2.0)
                began_at = self._clock.steady()
                await self.tills[at].stand_still(over)
                name = self.tills[at].part.name
                self.sleeps.append(Sleep(name, began_at, self._clock.steady()))
            case TroubleKind.CUT_LINE | TroubleKind.DELAY_LINE:
                await self._trouble_line(kind)
            case TroubleKind.SHIFT_CLOCK:
                member = self._rng.choice([self.gateway, *self.tills])
                set_offset(Path(member.part.clock_file), self._rng.choice(SHIFTS_SECONDS))

    async def _end_gateway(self, trouble: Trouble) -> None:
        began_at = self._clock.steady()
        if trouble is Trouble.KILLED:
            await self.gateway.kill()
        else:
            await self.gateway.end()
        ended_at = self._clock.steady()
        self._journal.befell(Outage(trouble, began_at, ended_at))
        self.gateway = await self._anew(self.gateway, f"gateway-{self.deeds.total()}")
        self._journal.befell(Outage(Trouble.PAUSED, ended_at, self._clock.steady()))

    async def _trouble_line(self, kind: TroubleKind) -> None:
        """Cut or delay some line for a while."""
        name, line = self._rng.choice(tuple(self._lines.items()))
        began_at = self._clock.steady()
        if kind is TroubleKind.CUT_LINE:
            line.cut()
            await asyncio.sleep(self._rng.uniform(0, CUT_SECONDS))
        else:
            line.delay_seconds = self._rng.uniform(0, SLOWEST_LINE_SECONDS)
            await asyncio.sleep(self._rng.uniform(0, DELAY_SECONDS))
        line.mend()
        self._journal.befell(Outage(Trouble.PAUSED, began_at, self._clock.steady(), name))

    async def _kill_tills(self, at: int) -> None:
        old = self.tills[at]
        await old.kill()
        self.killed.append(old)
        self.tills[at] = await self._anew(old, f"tills-{at}-{self.deeds.total()}")

    async def _paused(self, gateway: Member, seconds: float) -> None:
        began_at = self._clock.steady()
        await gateway.stand_still(seconds)
        self._journal.befell(Outage(Trouble.PAUSED, began_at, self._clock.steady()))
