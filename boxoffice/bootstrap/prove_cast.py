"""The processes of a proof, begun in their order, and the lines between them."""

import asyncio
import sys
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeAlias

from boxoffice.client.address import Address
from boxoffice.client.remote import RemoteTransport
from boxoffice.model.clock import Clock
from boxoffice.prove.clock import set_offset
from boxoffice.prove.fleet import Member
from boxoffice.prove.journal import Journal
from boxoffice.prove.line import Line
from boxoffice.prove.nemesis import Nemesis
from boxoffice.prove.plan import Part, Plan, Role, Site

#: The system names a free port as a gateway begins: one that was free before may no longer be.
ANY_PORT = "http://127.0.0.1:0"
#: Who watches behind a line that is never cut, and behind one that is.
SPARED, HARRIED = "watchers-0", "watchers-1"

Say: TypeAlias = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Cast:
    """Everybody in a run. `transport` leads to whichever gateway is there, and is never cut;
    `members` are all processes that were begun."""

    nemesis: Nemesis
    watchers: list[Member]
    transport: RemoteTransport
    members: Sequence[Member]


@asynccontextmanager
async def assemble(
    plan: Plan, folder: Path, site: Site, clock: Clock, say: Say
) -> AsyncIterator[Cast]:
    """Everybody on stage; whoever is left at the end is killed. PartFailed."""
    async with AsyncExitStack() as stack:
        troupe = _Troupe(plan, folder, site, clock, stack)
        clients = {f"tills-{number}": plan.clients_of(number) for number in range(plan.processes)}
        lines = {name: await troupe.line() for name in (SPARED, HARRIED, *clients)}
        gateway = await troupe.begin(Role.GATEWAY, "gateway", ANY_PORT)
        watchers = [
            await troupe.begin(Role.WATCHERS, name, lines[name].address)
            for name in (SPARED, HARRIED)
        ]
        tills = await asyncio.gather(
            *(
                troupe.begin(Role.TILLS, name, lines[name].address, count)
                for name, count in clients.items()
            )
        )
        spared = lines.pop(SPARED)
        journals = folder / "journals" / "nemesis"
        journals.mkdir(parents=True)
        journal = stack.enter_context(closing(Journal(journals, "nemesis")))
        transport = RemoteTransport(Address(spared.address), clock)
        stack.push_async_callback(transport.close)
        nemesis = Nemesis(plan, gateway, tills, lines, troupe.begin_anew, journal, clock, say)
        yield Cast(nemesis, watchers, transport, troupe.members)


class _Troupe:
    """Begins processes and lines, and clears all of them away with `stack`."""

    def __init__(
        self, plan: Plan, folder: Path, site: Site, clock: Clock, stack: AsyncExitStack
    ) -> None:
        self._plan = plan
        self._folder = folder
        self._site = site
        self._clock = clock
        self._stack = stack
        self.members: list[Member] = []
        self._lines: list[Line] = []
        stack.push_async_callback(self._kill_all)

    async def line(self) -> Line:
        """A line to whichever gateway is there."""
        line = Line()
        await line.open()
        self._stack.push_async_callback(line.close)
        self._lines.append(line)
        return line

    async def begin(self, role: Role, name: str, url: str, clients: int = 0) -> Member:
        """A process that plays a part; PartFailed."""
        clock_file = self._folder / f"{name}.clock"
        set_offset(clock_file, 0.0)
        return await self._start(
            Part(
                role,
                name,
                str(self._folder),
                url,
                str(clock_file),
                self._site,
                self._plan,
                clients,
                self._clock.steady(),
            )
        )

    async def begin_anew(self, old: Member, name: str) -> Member:
        """The same part under another name."""
        return await self._start(replace(old.part, name=name))

    async def _start(self, part: Part) -> Member:
        member = Member(part, _program(), self._clock)
        self.members.append(member)
        said = await member.start()
        if part.role is Role.GATEWAY:
            for line in self._lines:
                line.lead_to(said)
        return member

    async def _kill_all(self) -> None:
        for member in self.members:
            await member.put_down()


def _program() -> tuple[str, ...]:
    # A bundled program is no interpreter that could be told what to run.
    frozen = getattr(sys, "frozen", False)
    start = (sys.executable,) if frozen else (sys.executable, "-m", "boxoffice")
    return (*start, "prove", "--part")
