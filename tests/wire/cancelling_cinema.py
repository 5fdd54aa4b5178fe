"""Cinemas in processes of their own that see to a cancelled show, until the system ends them at
once: right before or after the transaction that they are told of, or somewhere."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from sqlalchemy import Connection

from boxoffice.bootstrap.engines import sqlite
from boxoffice.gateway.upstream import Services
from boxoffice.model.cancelled import Remedy, RemedyOrder
from boxoffice.model.payment import PaymentKind
from boxoffice.settings import Settings
from boxoffice.stores.database import Database
from boxoffice.stores.sqlite import SqliteDatabase
from tests.clock import FakeClock
from tests.wire.conftest import opened

P = ParamSpec("P")
T = TypeVar("T")

#: The transactions of all services that seeing to bookings is made of.
STEPS = (
    "cancelled.begin",
    "show._set_status",
    "cancelled.finish",
    "cancelled.plan",
    "cancelled.change",
    "payment_refunds.begin",
    "booking_refunds.give_back",
    "payment_refunds.owe",
    "payment_refunds.finish",
    "booking_refunds.end_refund",
    "booking_exchange.exchange",
    "deliveries._add",
)
WHY = "The projector is broken"
#: Longer than anything that a killed process left waits to be gone on with.
SECONDS_APART = 120


class FatalDatabase:
    """Passes everything on; the process dies at one transaction, before it or after its commit."""

    is_shared = False

    def __init__(self, database: SqliteDatabase, fatal: str, *, after_commit: bool) -> None:
        """`fatal` is a function of the stores, such as `cancelled.plan`."""
        self._database, self._fatal, self._after_commit = database, fatal, after_commit

    async def run(
        self, work: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        name = f"{work.__module__.rpartition('.')[2]}.{getattr(work, '__name__', '')}"
        if name == self._fatal and not self._after_commit:
            os.kill(os.getpid(), signal.SIGKILL)
        answer = await self._database.run(work, *args, **kwargs)
        if name == self._fatal:
            os.kill(os.getpid(), signal.SIGKILL)
        return answer

    async def read(
        self, work: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        return await self._database.read(work, *args, **kwargs)

    async def close(self) -> None:
        await self._database.close()


def die_at(fatal: str, *, after_commit: bool) -> None:
    """Have whatever is opened from now on end this process."""
    whole = sqlite.opened

    @asynccontextmanager
    async def fatally(data_dir: Path) -> AsyncIterator[Database]:
        async with whole(data_dir) as database:
            yield FatalDatabase(database, fatal, after_commit=after_commit)

    sqlite.opened = fatally  # type: ignore[assignment]


async def ask_for_all(services: Services, show_id: int, to_show_id: int) -> None:
    """What a supervisor asks, as often as they like: the show cancelled, all refunded that can be,
    who paid in cash moved, everybody told."""
    desk = services.cancelled
    show = await desk.cancel(show_id, WHY, "boss")
    cash = tuple(
        row.booking_id
        for row in show.bookings
        if [one.kind for one in row.money] == [PaymentKind.CASH]
    )
    await desk.order(RemedyOrder(show_id, Remedy.REFUND, "boss", till="Till"))
    await desk.order(RemedyOrder(show_id, Remedy.MOVE, "boss", cash, to_show_id, "Till"))
    await desk.order(RemedyOrder(show_id, Remedy.NOTIFY, "boss"))


def settings(data_dir: Path) -> Settings:
    """Messages wait to be sent: nobody listens where they go."""
    return Settings(data_dir, sms_url="http://127.0.0.1:9/sms", sms_secret="a secret")


async def go_on(data_dir: Path, number: int, shows: tuple[int, int], seconds: float) -> None:
    """See to the show; with `seconds` for so long after everything was asked for."""
    clock = FakeClock()
    clock.advance(number * SECONDS_APART)
    async with opened(settings(data_dir), clock) as cinema:
        await ask_for_all(cinema.services, *shows)
        if seconds:
            # Nobody listens to this signal, so that the system ends the process at once.
            signal.setitimer(signal.ITIMER_REAL, seconds)
        while True:
            await ask_for_all(cinema.services, *shows)


def serve() -> None:
    """For each line of a number, a step, `before` or `after` it, and seconds: how a process that
    does so ended. Each is a copy of this one, which has loaded everything already."""
    folder, *shows = sys.argv[1:]
    show_id, to_show_id = map(int, shows)
    for line in sys.stdin:
        number, fatal, when, seconds = line.split()
        child = os.fork()
        if child:
            _, status = os.waitpid(child, 0)
            print(os.waitstatus_to_exitcode(status), flush=True)  # noqa: T201 - for its parent
            continue
        if fatal in STEPS:
            die_at(fatal, after_commit=when == "after")
        asyncio.run(go_on(Path(folder), int(number), (show_id, to_show_id), float(seconds)))


if __name__ == "__main__":
    serve()
