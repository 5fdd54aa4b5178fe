"""A cinema on SQLite, made through the contract itself, and lines to it."""

import asyncio
import shutil
from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from contextlib import AbstractAsyncContextManager, aclosing, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from boxoffice.bootstrap.cinema import Cinema, open_cinema
from boxoffice.client.api import BoxOffice
from boxoffice.client.embedded import EmbeddedTransport
from boxoffice.client.transport import Transport
from boxoffice.gateway.document_limits import DocumentLimits
from boxoffice.gateway.executor import Gateway
from boxoffice.gateway.upstream import Services
from boxoffice.model.user import Grant, Role, StaffUser
from boxoffice.services.passwords import Passwords
from boxoffice.settings import Settings
from tests.clock import FakeClock
from tests.wire import documents
from tests.wire.transports import WAYS, Lines

PASSWORD = "correct horse"
#: A message that should come and has not after so long will not.
PATIENCE_SECONDS = 10.0
SIGN_IN = """mutation ($username: String!, $password: String!) {
  signIn(username: $username, password: $password) { accessToken }
}"""


@dataclass(frozen=True)
class Line:
    """A transport, and the token of whoever speaks on it."""

    transport: Transport
    token: str = ""

    async def ask(self, text: str, **variables: Any) -> Any:
        """The value of the one root field; fails on a refusal."""
        response = await self.transport.execute(text, variables, self.token)
        assert "errors" not in response, response["errors"]
        (value,) = response["data"].values()
        return value

    async def refusal(self, text: str, **variables: Any) -> str:
        """The code that this is refused with."""
        response = await self.transport.execute(text, variables, self.token)
        return str(response["errors"][0]["extensions"]["code"])

    @asynccontextmanager
    async def watch(self, text: str, **variables: Any) -> AsyncIterator["Watched"]:
        """What a subscription tells."""
        async with aclosing(self.transport.subscribe(text, variables, self.token)) as responses:
            yield Watched(responses)


@dataclass(frozen=True)
class Watched:
    """A subscription's messages."""

    responses: AsyncGenerator[Mapping[str, Any], None]

    async def next(self) -> Any:
        """The value of the next message's one root field; fails on a refusal."""
        response = await self._next()
        assert "errors" not in response, response["errors"]
        (value,) = response["data"].values()
        return value

    async def refusal(self) -> str:
        """The code that the next message refuses with."""
        return str((await self._next())["errors"][0]["extensions"]["code"])

    async def has_ended(self) -> bool:
        """Waits for what comes next; whether that is the end."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            return await anext(self.responses, None) is None

    async def _next(self) -> Mapping[str, Any]:
        async with asyncio.timeout(PATIENCE_SECONDS):
            return await anext(self.responses)


@dataclass(frozen=True)
class Founded:
    """A closed cinema's data directory, what is in it, and its people's access tokens."""

    data_dir: Path
    theatre_id: str
    other_theatre_id: str
    screen_id: str
    layout_id: str
    today: int
    tomorrow: int
    tokens: dict[str, str]


@dataclass(frozen=True)
class Town:
    """Two theatres; the first has a screen, and shows of one movie today and tomorrow.

    Row A (Diamond, 400 rupees) has seats A1 and A2 with a gap between them, row B (Standard,
    200 rupees) four seats. The clock stands on 20 November 2026, 12:00 UTC. `admin` and `clerk`
    work at the first theatre, `stranger` is the admin of the other, `system` may do everything.
    """

    ids: Founded
    services: Services
    clock: FakeClock
    transport: Transport
    guests: Transport
    way: str

    @property
    def address(self) -> str:
        """Where people ask from, as the gateway sees it."""
        return "" if self.way == "embedded" else "127.0.0.1"

    @property
    def outsiders(self) -> tuple[Line, ...]:
        """Somebody who has not signed in, and somebody with a forged token; with that a socket is
        not even opened."""
        return (self.nobody,) if self.way == "socket" else (self.nobody, self._line("forged"))

    @property
    def nobody(self) -> Line:
        """Somebody who has not signed in."""
        return Line(self.transport)

    @property
    def system(self) -> Line:
        """A system admin."""
        return self._line("system")

    @property
    def admin(self) -> Line:
        """An admin of the first theatre."""
        return self._line("admin")

    @property
    def clerk(self) -> Line:
        """A clerk of the first theatre."""
        return self._line("clerk")

    @property
    def stranger(self) -> Line:
        """An admin of the other theatre."""
        return self._line("stranger")

    def guest(self) -> Line:
        """Nobody, at a gateway that takes guests' bookings."""
        return Line(self.guests)

    def box_office(self) -> BoxOffice:
        """The client, nobody signed in yet."""
        return BoxOffice(self.transport, self.clock)

    def _line(self, username: str) -> Line:
        return Line(self.transport, self.ids.tokens.get(username, username))


def opened(settings: Settings, clock: FakeClock) -> AbstractAsyncContextManager[Cinema]:
    """A cinema that hashes as cheaply as the library allows, and limits documents as a gateway."""
    return open_cinema(settings, clock, limits=DocumentLimits(), passwords=Passwords(cheap=True))


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Founded:
    """See Town."""
    return asyncio.run(_found(tmp_path_factory.mktemp("town")))


@pytest.fixture(params=WAYS)
def way(request: pytest.FixtureRequest) -> str:
    """How the town is asked."""
    return str(request.param)


@pytest.fixture
async def town(founded: Founded, tmp_path: Path, way: str) -> AsyncIterator[Town]:
    """A copy of the town for one test, once for each way of asking."""
    async with town_asked(founded, Settings(data_dir=tmp_path / "town"), way) as town:
        yield town


@asynccontextmanager
async def town_asked(founded: Founded, settings: Settings, way: str) -> AsyncIterator[Town]:
    """A copy of the town in the settings' data directory, asked in one of WAYS."""
    shutil.copytree(founded.data_dir, settings.data_dir)
    clock = FakeClock()
    async with opened(settings, clock) as cinema, Lines(way, clock) as lines:
        services = cinema.services

        def with_guests() -> Gateway:
            return Gateway(services, clock, guests=True, limits=DocumentLimits())

        own, guests = lines.to(lambda: cinema.gateway), lines.to(with_guests)
        yield Town(founded, services, clock, own, guests, way)


async def _found(data_dir: Path) -> Founded:
    async with opened(Settings(data_dir=data_dir), FakeClock()) as cinema:
        services, transport = cinema.services, EmbeddedTransport(cinema.gateway)
        tokens = {"system": await _employ(services, transport, "system", Grant(Role.SYSTEM_ADMIN))}
        system = Line(transport, tokens["system"])
        await system.ask(documents.ADD_LOCATION, loc=[documents.MUMBAI])
        await system.ask(documents.CREATE_MOVIE, movie=documents.MOVIE)
        theatre = await system.ask(documents.ADD_THEATRE, theatre=documents.ANDHERI)
        other = await system.ask(documents.ADD_THEATRE, theatre=documents.PUNE)
        screen = await system.ask(documents.ADD_SCREEN, screen=documents.screen(theatre["id"]))
        shows = await system.ask(
            documents.ADD_SHOW,
            date="2026-11-20T00:00:00+05:30",
            movieID="M1",
            theatreId=theatre["id"],
            shs=[
                documents.show(screen, "2026-11-20T21:30:00+05:30"),
                documents.show(screen, "2026-11-21T21:30:00+05:30"),
            ],
        )
        for username, grant in {
            "admin": Grant(Role.THEATRE_ADMIN, theatre["id"]),
            "clerk": Grant(Role.COUNTER, theatre["id"]),
            "stranger": Grant(Role.THEATRE_ADMIN, other["id"]),
        }.items():
            tokens[username] = await _employ(services, transport, username, grant)
    return Founded(
        data_dir=data_dir,
        theatre_id=theatre["id"],
        other_theatre_id=other["id"],
        screen_id=screen["id"],
        layout_id=screen["layoutId"],
        today=shows[0]["showId"],
        tomorrow=shows[1]["showId"],
        tokens=tokens,
    )


async def _employ(services: Services, transport: Transport, username: str, grant: Grant) -> str:
    await services.users.put_staff(StaffUser("", username, username, (grant,)), PASSWORD)
    session = await Line(transport).ask(SIGN_IN, username=username, password=PASSWORD)
    return str(session["accessToken"])
