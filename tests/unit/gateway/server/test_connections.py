"""How long a connection may take to say what it wants, and who has it meanwhile."""

import asyncio
import contextlib
import ssl
from pathlib import Path

import aiohttp
import pytest

from boxoffice.bootstrap.certificate import shared_certificate
from boxoffice.bootstrap.gateway import tls_context
from boxoffice.gateway.server import limits as fixed
from boxoffice.gateway.server.limits import ServerLimits
from boxoffice.model.clock import SystemClock
from tests.unit.gateway import samples
from tests.unit.gateway.server.served import MOVIE, MOVIE_DATA, TYPENAME, Served, served

HEALTH = b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"
SHORT_SECONDS = 0.2
#: Longer than any wait of these gateways.
PATIENCE_SECONDS = 10.0


@pytest.fixture(autouse=True)
def short_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fixed, "HEAD_SECONDS", SHORT_SECONDS)


@pytest.fixture
def tls(tmp_path: Path) -> ssl.SSLContext:
    """A gateway's TLS."""
    certificate, key, _ = shared_certificate(tmp_path, "127.0.0.1", SystemClock())
    context = tls_context(certificate, key)
    assert context is not None
    return context


@pytest.mark.parametrize("begun", [b"", b"GET /", b"GET /healthz HTTP/1.1\r\n"])
async def test_a_connection_that_asks_nothing_in_time_is_ended(begun: bytes) -> None:
    async with served() as gateway:
        assert await _trickled(gateway, begun) == b""
        assert (await gateway.post(MOVIE)).answer == MOVIE_DATA


@pytest.mark.parametrize("begun", [HEALTH, HEALTH + HEALTH[:-2]])
async def test_so_is_one_that_asks_nothing_more(
    begun: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fixed, "KEEPALIVE_SECONDS", SHORT_SECONDS)
    async with served() as gateway:
        assert (await _trickled(gateway, begun)).count(b"HTTP/1.1 200 OK") == 1
        assert (await gateway.post(MOVIE)).answer == MOVIE_DATA


async def test_an_answer_may_take_longer_than_asking_for_it() -> None:
    async def slow(*_: object) -> object:
        await asyncio.sleep(SHORT_SECONDS * 2)
        return samples.movie("M1")

    async with served({"movies.get": slow}) as gateway:
        assert (await gateway.post(MOVIE)).answer == MOVIE_DATA


async def test_a_websocket_lasts_longer_than_asking_for_it() -> None:
    async with served() as gateway, gateway.socket(token="") as line:
        await asyncio.sleep(SHORT_SECONDS * 2)
        await line.begin("1", TYPENAME["query"])
        assert (await line.hear())["payload"] == {"data": {"__typename": "Query"}}


async def test_who_never_shakes_hands_is_sent_away(tls: ssl.SSLContext) -> None:
    async with served(tls=tls) as gateway:
        assert await _trickled(gateway, b"") == b""
        assert await _is_well(gateway)


async def test_a_connection_counts_before_its_handshake(
    tls: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fixed, "HEAD_SECONDS", 60.0)
    async with served(limits=ServerLimits(address_connections=1), tls=tls) as gateway:
        _, writer = await asyncio.open_connection("127.0.0.1", gateway.port)
        assert not await _is_well(gateway)
        writer.close()
        await writer.wait_closed()
        async with asyncio.timeout(PATIENCE_SECONDS):
            while not await _is_well(gateway):
                pass


async def _trickled(gateway: Served, begun: bytes) -> bytes:
    """What comes back until the gateway ends the connection; a header that has been begun goes on
    for ever, bit by bit."""
    reader, writer = await asyncio.open_connection("127.0.0.1", gateway.port)
    writer.write(begun)
    said = b""
    async with asyncio.timeout(PATIENCE_SECONDS):
        with contextlib.suppress(ConnectionError):
            while not reader.at_eof():
                if begun not in (b"", HEALTH):
                    writer.write(b"X")
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(SHORT_SECONDS / 10):
                        said += await reader.read(1_000)
    writer.close()
    with contextlib.suppress(ConnectionError):
        await writer.wait_closed()
    return said


async def _is_well(gateway: Served) -> bool:
    """Whether a new connection is answered."""
    try:
        async with (
            aiohttp.ClientSession() as fresh,
            fresh.get(f"{gateway.url}/healthz", ssl=False) as response,
        ):
            return response.status == 200
    except aiohttp.ClientConnectionError:
        return False
