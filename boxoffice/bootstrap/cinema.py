"""The whole cinema in one process: nine services over one SQLite file and locks in memory."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from boxoffice.bootstrap.demo_accounts import MAKER
from boxoffice.bootstrap.engines import sqlite
from boxoffice.bootstrap.messengers import messengers
from boxoffice.bootstrap.payment_methods import payment_methods
from boxoffice.bootstrap.ticket_secret import ticket_secret
from boxoffice.gateway.document_limits import DocumentLimits
from boxoffice.gateway.executor import Gateway
from boxoffice.gateway.open_holds import OpenLimits
from boxoffice.gateway.upstream import Services
from boxoffice.model.clock import Clock
from boxoffice.model.errors import NotFound
from boxoffice.services.booking import Bookings
from boxoffice.services.cancelled import CancelledShows
from boxoffice.services.display import Displays
from boxoffice.services.e_tickets import ETicketPost
from boxoffice.services.movie import Movies
from boxoffice.services.notification import Notifications
from boxoffice.services.passwords import Passwords
from boxoffice.services.payment import Payments
from boxoffice.services.screen import Screens
from boxoffice.services.show import Shows
from boxoffice.services.theatre import Theatres
from boxoffice.services.user import Users
from boxoffice.settings import Settings
from boxoffice.stores import booking as booking_store
from boxoffice.stores import payment as payment_store
from boxoffice.stores.locks import carried
from boxoffice.stores.locks.memory import MemoryLocks
from boxoffice.stores.outbox import LocalRelay, WakingDatabase

#: A demo cinema is filled here and moved into its place when it is whole.
UNFINISHED_DEMO = "demo-unfinished"
#: Pictures are files in this folder of the data directory.
MEDIA_DIR = "media"


@dataclass(frozen=True, slots=True)
class Cinema:
    """An open cinema."""

    services: Services
    gateway: Gateway


class _Worker(Protocol):
    async def start(self) -> None: ...

    async def stop(self) -> None: ...


@asynccontextmanager
async def open_cinema(
    settings: Settings,
    clock: Clock,
    *,
    demo: bool = False,
    guests: bool = False,
    limits: DocumentLimits | None = None,
    passwords: Passwords | None = None,
) -> AsyncIterator[Cinema]:
    """The cinema in `settings.data_dir`, for as long as the context lasts.

    With `demo` an empty directory is filled with the demo cinema before anything is served, and
    a demo cinema gets the days that it lacks. `guests`: people may book without signing in.
    `limits`: what documents keep to that come from elsewhere. `passwords` hashes otherwise than
    usual, for tests of something else.
    StoreUnusable says why a cinema cannot be opened, BadInput which setting cannot be.
    """
    if demo and not sqlite.is_there(settings.data_dir):
        await _make_demo(settings, clock)
    async with _services(settings, clock, settings.data_dir, passwords, demo=demo) as services:
        if demo:
            # Only a demo loads what draws its halls and sells its seats.
            from boxoffice.bootstrap import demo as demo_cinema  # noqa: PLC0415 (start-up time)

            await demo_cinema.add_days(services, clock)
        open_limits = OpenLimits(settings.gateway_open_holds, settings.gateway_open_seats)
        yield Cinema(services, Gateway(services, clock, guests, limits, open_limits))


async def _make_demo(settings: Settings, clock: Clock) -> None:
    """Fill a demo cinema aside, so that one broken off half-way is never taken for a whole one."""
    from boxoffice.bootstrap import demo as demo_cinema  # noqa: PLC0415 (start-up time)

    unfinished = settings.data_dir / UNFINISHED_DEMO
    async with sqlite.locked(settings.data_dir):
        # Another process may have made it while this one waited to look.
        if sqlite.is_there(settings.data_dir):
            return
        await asyncio.to_thread(shutil.rmtree, unfinished, ignore_errors=True)
        async with _services(settings, clock, unfinished, demo=True, new=True) as services:
            await demo_cinema.fill(services, clock)
        await asyncio.to_thread(sqlite.put_in_place, unfinished, settings.data_dir)


@asynccontextmanager
async def _services(
    settings: Settings,
    clock: Clock,
    data_dir: Path,
    passwords: Passwords | None = None,
    *,
    demo: bool,
    new: bool = False,
) -> AsyncIterator[Services]:
    async with AsyncExitStack() as stack:
        database = await stack.enter_async_context(sqlite.opened(data_dir))
        locks = MemoryLocks(clock)
        stack.push_async_callback(locks.close)
        holds_file = data_dir / carried.HOLDS_FILE
        await carried.take_up(locks, await asyncio.to_thread(carried.read, holds_file, clock.now()))
        stack.push_async_callback(_put_by, locks, holds_file, clock)
        movies = Movies(database, clock)
        displays = Displays(database, clock, data_dir / MEDIA_DIR)
        notifications = Notifications(database, clock, messengers(settings, clock))
        users = Users(
            database,
            clock,
            settings.session_seconds,
            notifications,
            passwords,
            phone_region=settings.phone_region,
        )
        theatres = Theatres(database, clock, settings.time_zone, users)
        booking_events = LocalRelay(database, booking_store.outbox, {})
        bookings = Bookings(
            database,
            locks,
            clock,
            settings.hold_seconds,
            settings.guest_hold_seconds,
            settings.claim_seconds,
            phone_region=settings.phone_region,
            wake=booking_events.wake,
            ticket_secret=ticket_secret(settings),
        )
        # Another cinema stays what it is when it is opened as a demo.
        is_demo = demo and (new or await _has_maker(users))
        methods = payment_methods(settings, demo=is_demo)
        payment_events = LocalRelay(
            database, payment_store.outbox, {"notifications": notifications.heard}
        )
        payments = Payments(WakingDatabase(database, payment_events), clock, bookings, methods)
        screens = Screens(database, clock, theatres, bookings, displays)
        shows = Shows(database, clock, movies, theatres, screens, bookings)
        post = ETicketPost(bookings, shows, screens, theatres, notifications)
        booking_events.follow("e-tickets", post.heard)
        cancelled = CancelledShows(
            database, clock, shows, screens, theatres, bookings, payments, notifications
        )
        stack.push_async_callback(users.stop)
        workers: tuple[_Worker, ...] = (
            notifications,
            theatres,
            bookings,
            payments,
            screens,
            shows,
            booking_events,
            payment_events,
            cancelled,
        )
        for worker in workers:
            await worker.start()
            stack.push_async_callback(worker.stop)
        yield Services(
            movies,
            theatres,
            screens,
            shows,
            bookings,
            payments,
            users,
            notifications,
            displays,
            cancelled,
        )


async def _has_maker(users: Users) -> bool:
    try:
        await users.staff(MAKER)
    except NotFound:
        return False
    return True


async def _put_by(locks: MemoryLocks, path: Path, clock: Clock) -> None:
    """Write open holds down for whoever opens this cinema next, within a minute."""
    await asyncio.to_thread(carried.write, path, locks.all_holds(), clock.now())
