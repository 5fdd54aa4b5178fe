"""A town's gateways in a thread of their own, so that tests may throw at them what they like."""

import asyncio
import contextlib
import gc
import json
import resource
import shutil
import weakref
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, replace
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

from anyio.from_thread import BlockingPortal, start_blocking_portal

from boxoffice.gateway.document_limits import DocumentLimits
from boxoffice.gateway.executor import Gateway
from boxoffice.gateway.server.app import listening
from boxoffice.gateway.server.limits import ServerLimits
from boxoffice.gateway.upstream import Services
from boxoffice.model.booking import BookingState, HoldRequest, SeatChoice
from boxoffice.model.errors import NotSignedIn, Refusal
from boxoffice.settings import Settings
from tests.clock import FakeClock
from tests.wire import documents
from tests.wire.conftest import PASSWORD, Founded, opened

LOOPBACK = "127.0.0.1"
#: From here nobody types a wrong password, so that signing in is never made to wait.
QUIET_ADDRESS = "192.0.2.1"
#: Nothing that is asked of a gateway may take longer.
PATIENCE_SECONDS = 20.0
#: What is counted beside the objects of each type.
OPEN_FILES, RESIDENT_KIB, TASKS = "open files", "resident KiB", "tasks"


@dataclass(frozen=True)
class Besieged:
    """Two gateways to one town: at `port` people sign in, at `guests_port` they need not."""

    ids: Founded
    services: Services
    port: int
    guests_port: int
    portal: BlockingPortal

    def ask(self, query: str, token: str = "", port: int = 0) -> tuple[int, Any]:
        """Status and answer of one operation."""
        line = HTTPConnection(LOOPBACK, port or self.port, timeout=PATIENCE_SECONDS)
        with contextlib.closing(line):
            headers = {"Content-Type": "application/json"}
            if token:
                headers["Authorization"] = f"Bearer {token}"
            line.request("POST", "/graphql", json.dumps({"query": query}), headers)
            response = line.getresponse()
            return response.status, json.load(response)

    def check(self) -> None:
        """It still says what is true, at either gateway."""
        for port in (self.port, self.guests_port):
            _, answer = self.ask('{ movie(id: "M1") { title } }', port=port)
            assert answer == {"data": {"movie": {"title": documents.MOVIE["title"]}}}

    def token(self, username: str) -> str:
        """A good access token, whatever was done to the one before."""
        return self.portal.call(self._token, username) if username else ""

    def hold(self) -> str:
        """A fresh hold's key (empty: nothing is sold any more); every older hold is let go."""
        return self.portal.call(self._hold)

    def count(self) -> Counter[str]:
        """What there is of everything that answering could leave behind."""
        return self.portal.call(_count)

    async def _token(self, username: str) -> str:
        users, tokens = self.services.users, self.ids.tokens
        try:
            await users.caller(tokens[username])
        except NotSignedIn:
            session = await users.sign_in(username, PASSWORD, QUIET_ADDRESS)
            tokens[username] = session.access_token
        return tokens[username]

    async def _hold(self) -> str:
        bookings, show_id = self.services.bookings, self.ids.today
        for booking in await bookings.of_shows((show_id, self.ids.tomorrow)):
            if booking.state is BookingState.HELD:
                await bookings.release(booking.booking_id, "")
        # Some may be sold by now, and admins may have closed the show.
        with contextlib.suppress(Refusal):
            seats = (SeatChoice("B1"), SeatChoice("B2"))
            answer = await bookings.hold(HoldRequest(show_id, seats, "u1"))
            return answer.booking.booking_id if answer.booking else ""
        return ""


@contextmanager
def besieged(
    founded: Founded, data_dir: Path, *, request_seconds: float = PATIENCE_SECONDS
) -> Iterator[Besieged]:
    """A copy of the town, served until the context is left."""
    shutil.copytree(founded.data_dir, data_dir)
    ids = replace(founded, tokens=dict(founded.tokens))
    limits = ServerLimits(request_seconds=request_seconds, loopback_free=True)
    with (
        start_blocking_portal() as portal,
        portal.wrap_async_context_manager(_served(data_dir, limits)) as (
            services,
            port,
            guests_port,
        ),
    ):
        yield Besieged(ids, services, port, guests_port, portal)


@asynccontextmanager
async def _served(data_dir: Path, limits: ServerLimits) -> AsyncIterator[tuple[Services, int, int]]:
    clock = FakeClock()
    async with opened(Settings(data_dir=data_dir), clock) as cinema:
        guests = Gateway(cinema.services, clock, guests=True, limits=DocumentLimits())
        async with listening(cinema.gateway, limits) as url, listening(guests, limits) as open_url:
            yield cinema.services, _port(url), _port(open_url)


def _port(url: str) -> int:
    return int(url.rpartition(":")[2])


async def _count() -> Counter[str]:
    # What is closed lets go of its last things in the turns after.
    for _ in range(20):
        await asyncio.sleep(0)
    return _count_now()


def _count_now() -> Counter[str]:
    gc.collect()
    counted = Counter(type(each).__qualname__ for each in gc.get_objects())
    # A connection to SQLite forgets the cursors that have ended only now and then.
    del counted[weakref.ReferenceType.__qualname__]
    process = Path("/proc/self")
    counted[OPEN_FILES] = len(list(process.joinpath("fd").iterdir()))
    resident_pages = int(process.joinpath("statm").read_text().split()[1])
    counted[RESIDENT_KIB] = resident_pages * resource.getpagesize() // 1_024
    counted[TASKS] = len(asyncio.all_tasks())
    return counted
