"""The prove command: a throw-away cinema, a gateway and tills as processes of their own, a nemesis
among them, and the checker over what all of them wrote down."""

import asyncio
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from boxoffice.bootstrap.engines import sqlite
from boxoffice.bootstrap.prove_cast import Cast, Say, assemble
from boxoffice.bootstrap.prove_cinema import make
from boxoffice.bootstrap.prove_parts import settings_of
from boxoffice.client.api import BoxOffice
from boxoffice.model.clock import Clock, SystemClock
from boxoffice.model.errors import TryAgain
from boxoffice.model.layout import SeatState
from boxoffice.prove.amount import Verdict, verdict
from boxoffice.prove.books import read_books
from boxoffice.prove.checker import check
from boxoffice.prove.clock import set_offset
from boxoffice.prove.desk import counts_of, look
from boxoffice.prove.fleet import PartFailed, while_all_live
from boxoffice.prove.history import Books, Fault, History
from boxoffice.prove.plan import LEAST, Plan, Site
from boxoffice.prove.reading import read_history
from boxoffice.prove.report import Deeds, deeds_of, story, summary

#: All must be at rest so soon after the last customer: holds over, payments settled.
REST_SECONDS = 40.0
LOOK_SECONDS = 0.5
#: So far ahead a gateway's clock is set at the end that no claim has time left.
FAR_SECONDS = 7_200.0
WRITTEN = "Journals, database and logs lie in"
NOT_AT_REST = "comes to rest"


@dataclass(frozen=True, slots=True)
class Proof:
    """What a run came to. Without `faults` the proof holds, if it did enough."""

    history: History
    books: Books
    deeds: Deeds
    faults: tuple[Fault, ...]

    @property
    def verdict(self) -> Verdict:
        wrong = f"{len(self.faults)} faults" if self.faults else ""
        return verdict("proof", wrong, self.deeds.amount, LEAST)


def run(plan: Plan) -> int:
    """The command: prints what is done as it is done, then what it came to; the exit code. What a
    failed run wrote stays, and it is said where; PartFailed. A run that is broken off leaves
    nothing; KeyboardInterrupt."""
    folder = Path(tempfile.mkdtemp(prefix="boxoffice-prove-"))
    try:
        proof = asyncio.run(prove(plan, folder, _print))
    except KeyboardInterrupt:
        # Somebody killed may still be about to leave it.
        shutil.rmtree(folder, ignore_errors=True)
        raise
    except PartFailed as failed:
        raise PartFailed(f"{failed} {WRITTEN} {folder}") from failed
    except Exception as error:
        error.add_note(f"{WRITTEN} {folder}")
        raise
    _print("")
    for line in summary(proof.deeds):
        _print(line)
    _print(proof.verdict.words)
    if not proof.verdict.code:
        shutil.rmtree(folder)
        return 0
    for line in story(proof.history, proof.books, proof.faults):
        _print(line)
    _print(f"{WRITTEN} {folder}")
    return proof.verdict.code


async def prove(plan: Plan, folder: Path, say: Say) -> Proof:
    """Run the plan in an empty folder and check it; PartFailed when it could not be run."""
    clock = SystemClock()
    began = clock.steady()

    def timed(words: str) -> None:
        say(f"{clock.steady() - began:6.1f} s  {words}")

    timed("making a throw-away cinema")
    cinema = folder / "cinema"
    site = await make(settings_of(cinema, plan), clock, plan)
    async with assemble(plan, folder, site, clock, timed) as cast:
        timed(f"{plan.tills} clients in {plan.processes} processes sell")
        await while_all_live(cast.members, cast.nemesis.rage())
        timed("the nemesis rests; the last customers are served")
        rest = await while_all_live(cast.members, _come_to_rest(cast, site, clock))
    timed("reading the journals and the database")
    async with sqlite.opened(cinema) as database:
        books = await database.read(read_books, rest.shown, rest.counted)
    died_at = {member.part.name: member.died_at for member in cast.nemesis.killed}
    history = await asyncio.to_thread(read_history, folder / "journals", plan, site, died_at)
    timed(f"checking {len(history.calls)} calls")
    faults = (*rest.faults, *await asyncio.to_thread(check, history, books))
    deeds = deeds_of(history, books, cast.nemesis.deeds, cast.nemesis.sleeps)
    return Proof(history, books, deeds, faults)


@dataclass(frozen=True, slots=True)
class _Rest:
    """How shows are told of at rest, as in the Books, and what has not come to rest."""

    shown: dict[int, bytes]
    counted: dict[int, tuple[int, ...]]
    faults: list[Fault]


async def _come_to_rest(cast: Cast, site: Site, clock: Clock) -> _Rest:
    """Let everybody finish, and time pass, and look."""
    tills, gateway = cast.nemesis.tills, cast.nemesis.gateway
    tills[0].part.stop_file.touch()
    await asyncio.gather(*(till.ended() for till in tills))
    set_offset(Path(gateway.part.clock_file), FAR_SECONDS)
    try:
        rest = await _look_around(cast, site, clock)
    except (TryAgain, OSError) as error:
        raise PartFailed("The gateway does not answer at rest.") from error
    cast.watchers[0].part.stop_file.touch()
    await asyncio.gather(*(watchers.ended() for watchers in cast.watchers))
    await gateway.end()
    return rest


async def _look_around(cast: Cast, site: Site, clock: Clock) -> _Rest:
    rest = _Rest({}, {}, [])
    until = clock.steady() + REST_SECONDS
    halls = (site.idle, *site.shows)
    for hall in halls:
        while True:
            seen = await look(cast.transport, hall.show_id)
            locked = [seat for seat, state in seen.items() if state == SeatState.LOCKED]
            if not locked or clock.steady() > until:
                break
            await asyncio.sleep(LOOK_SECONDS)
        rest.shown[hall.show_id] = bytes(seen[seat] for seat in hall.seats)
        rest.faults.extend(
            Fault(NOT_AT_REST, "is held for ever", seat=(hall.show_id, seat)) for seat in locked
        )
    box_office = BoxOffice(cast.transport, clock)
    await box_office.sign_in(site.clerk.username, site.clerk.password)
    for local_date in sorted({hall.local_date for hall in halls}):
        for listing in await box_office.listings(site.theatre_id, local_date):
            rest.counted[listing.show.show_id] = counts_of(listing.availability)
    return rest


def _print(words: str) -> None:
    print(words, flush=True)  # noqa: T201 - a command's output
