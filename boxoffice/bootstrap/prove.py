"""The prove command: a throw-away cinema, a gateway and tills as processes of their own, a nemesis
among them, and the checker over what all of them wrote down."""

import asyncio
import secrets
import shutil
import signal
import socket
import sys
import tempfile
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from boxoffice.bootstrap.engines import sqlite
from boxoffice.bootstrap.prove_cinema import make
from boxoffice.bootstrap.prove_parts import settings_of
from boxoffice.client.address import Address
from boxoffice.client.remote import RemoteTransport
from boxoffice.model.clock import Clock, SystemClock
from boxoffice.model.errors import BadInput, TryAgain
from boxoffice.model.layout import SeatState
from boxoffice.prove.books import read_books
from boxoffice.prove.checker import check
from boxoffice.prove.clock import set_offset
from boxoffice.prove.desk import look
from boxoffice.prove.fleet import Member, PartFailed
from boxoffice.prove.history import Books, Fault, History
from boxoffice.prove.journal import Journal
from boxoffice.prove.line import Line
from boxoffice.prove.nemesis import Nemesis
from boxoffice.prove.plan import Part, Plan, Role, Site
from boxoffice.prove.reading import read_history
from boxoffice.prove.report import Deeds, deeds_of, story, summary

#: All must be at rest so soon after the last customer: holds over, payments settled.
REST_SECONDS = 40.0
LOOK_SECONDS = 0.5
#: So far ahead a gateway's clock is set at the end that no claim has time left.
FAR_SECONDS = 7_200.0
PROCESSES = 3
#: The checker has all calls of a run in memory.
MOST_MINUTES, MOST_CLIENTS = 30, 500
#: So many seats a show has that they are sold in about the time it is sold for.
FEWEST_SEATS, SEATS_A_CLIENT = 60, 3
#: What shells call a command that Ctrl+C ended.
BROKEN_OFF = 130
NOT_AT_REST = "comes to rest"

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Proof:
    """What a run came to. Without `faults` the proof holds."""

    history: History
    books: Books
    deeds: Deeds
    faults: tuple[Fault, ...]


def plan_of(minutes: float, clients: int) -> Plan:
    """What the command's flags ask for; BadInput."""
    if not 0 < minutes <= MOST_MINUTES or not PROCESSES <= clients <= MOST_CLIENTS:
        raise BadInput(
            f"A proof takes up to {MOST_MINUTES} minutes and {PROCESSES} to {MOST_CLIENTS} clients."
        )
    return Plan(
        seconds=minutes * 60,
        tills=clients,
        processes=PROCESSES,
        seats=max(FEWEST_SEATS, SEATS_A_CLIENT * clients),
        seed=secrets.randbits(32),
    )


def run(plan: Plan) -> int:
    """The command: prints what is done as it is done, then what it came to; the exit code. What a
    failed run wrote stays. PartFailed."""
    folder = Path(tempfile.mkdtemp(prefix="boxoffice-prove-"))
    # As Ctrl+C does it: all that was started ends, and nothing stays.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        proof = asyncio.run(prove(plan, folder, _print))
    except KeyboardInterrupt:
        shutil.rmtree(folder)
        _print("Broken off; nothing is proved.")
        return BROKEN_OFF
    except PartFailed as failed:
        raise PartFailed(f"{failed} What was written lies in {folder}.") from failed
    _print("")
    for line in summary(proof.deeds, len(proof.faults)):
        _print(line)
    if not proof.faults:
        shutil.rmtree(folder)
        return 0
    for line in story(proof.history, proof.books, proof.faults):
        _print(line)
    _print(f"Journals, database and logs: {folder}")
    return 1


async def prove(plan: Plan, folder: Path, say: Say) -> Proof:
    """Run the plan in an empty folder and check it; PartFailed when it could not be run."""
    clock = SystemClock()
    began = clock.steady()

    def timed(words: str) -> None:
        say(f"{clock.steady() - began:6.1f} s  {words}")

    timed("making a throw-away cinema")
    cinema = folder / "cinema"
    site = await make(settings_of(cinema, plan), clock, plan)
    async with _cast(plan, folder, site, clock, timed) as cast:
        timed(f"{plan.tills} clients in {plan.processes} processes sell")
        await cast.nemesis.rage()
        timed("the nemesis rests; the last customers are served")
        shown, faults = await _come_to_rest(cast, site, clock)
    timed("reading the journals and the database")
    async with sqlite.opened(cinema) as database:
        books = await database.read(read_books, shown)
    died_at = {member.part.name: member.died_at for member in cast.nemesis.killed}
    history = await asyncio.to_thread(read_history, folder / "journals", plan, site, died_at)
    timed(f"checking {len(history.calls)} calls")
    faults += await asyncio.to_thread(check, history, books)
    deeds = deeds_of(history, books, cast.nemesis.deeds, cast.nemesis.sleeps)
    return Proof(history, books, deeds, faults)


@dataclass(frozen=True, slots=True)
class _Cast:
    nemesis: Nemesis
    watchers: Member
    transport: RemoteTransport


@asynccontextmanager
async def _cast(
    plan: Plan, folder: Path, site: Site, clock: Clock, say: Say
) -> AsyncIterator[_Cast]:
    """Everybody on stage; whoever is left at the end is killed."""
    members: list[Member] = []

    def begin(part: Part) -> Member:
        member = Member(part, _program(), clock)
        members.append(member)
        return member

    def anew(old: Member, name: str) -> Member:
        return begin(replace(old.part, name=name))

    async with AsyncExitStack() as stack:
        stack.push_async_callback(_kill_all, members)
        port = _free_port()
        url = f"http://127.0.0.1:{port}"

        def part(role: Role, name: str, at: str = url, clients: int = 0) -> Part:
            clock_file = folder / f"{name}.clock"
            set_offset(clock_file, 0.0)
            began_at = clock.steady()
            return Part(role, name, str(folder), at, str(clock_file), site, plan, clients, began_at)

        gateway = begin(part(Role.GATEWAY, "gateway"))
        await gateway.start()
        watchers = begin(part(Role.WATCHERS, "watchers"))
        await watchers.start()
        tills, lines = [], []
        for number in range(plan.processes):
            line = Line(port)
            stack.push_async_callback(line.close)
            lines.append(line)
            at, clients = await line.open(), plan.clients_of(number)
            tills.append(begin(part(Role.TILLS, f"tills-{number}", at, clients)))
        await asyncio.gather(*(till.start() for till in tills))
        journals = folder / "journals" / "nemesis"
        journals.mkdir(parents=True)
        journal = Journal(journals, "nemesis")
        stack.callback(journal.close)
        transport = RemoteTransport(Address(url), clock)
        stack.push_async_callback(transport.close)
        nemesis = Nemesis(plan, gateway, tills, lines, anew, journal, clock, say)
        yield _Cast(nemesis, watchers, transport)


async def _come_to_rest(
    cast: _Cast, site: Site, clock: Clock
) -> tuple[dict[int, bytes], tuple[Fault, ...]]:
    """Let everybody finish, and time pass; how the shows' seats are shown then."""
    tills, gateway = cast.nemesis.tills, cast.nemesis.gateway
    tills[0].part.stop_file.touch()
    for till in tills:
        await till.ended()
    set_offset(Path(gateway.part.clock_file), FAR_SECONDS)
    until = clock.steady() + REST_SECONDS
    shown: dict[int, bytes] = {}
    faults: tuple[Fault, ...] = ()
    for hall in (site.idle, *site.shows):
        while True:
            try:
                seen = await look(cast.transport, hall.show_id)
            except (TryAgain, OSError) as error:
                raise PartFailed("The gateway does not answer at rest.") from error
            locked = [seat for seat, state in seen.items() if state == SeatState.LOCKED]
            if not locked or clock.steady() > until:
                break
            await asyncio.sleep(LOOK_SECONDS)
        shown[hall.show_id] = bytes(seen[seat] for seat in hall.seats)
        faults += tuple(
            Fault(NOT_AT_REST, "is held for ever", seat=(hall.show_id, seat)) for seat in locked
        )
    cast.watchers.part.stop_file.touch()
    await cast.watchers.ended()
    await gateway.end()
    return shown, faults


async def _kill_all(members: list[Member]) -> None:
    for member in members:
        await member.kill()


def _program() -> tuple[str, ...]:
    # A bundled program is no interpreter that could be told what to run.
    frozen = getattr(sys, "frozen", False)
    start = (sys.executable,) if frozen else (sys.executable, "-m", "boxoffice")
    return (*start, "prove", "--part")


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _print(words: str) -> None:
    print(words, flush=True)  # noqa: T201 - a command's output
