"""What finding a day's shows costs, beside sending the same bytes from memory."""

import asyncio
import json
import statistics
import tempfile
import time
from pathlib import Path

import aiohttp

from tests.benchmarks import country
from tests.benchmarks.harness import Row
from tests.benchmarks.processes import bare, gateway, serving
from tests.wire import documents

ROUNDS = 60


def discovery() -> tuple[float, float]:
    """Median seconds until the whole answer is there, on either side."""
    with tempfile.TemporaryDirectory() as folder:
        return asyncio.run(_measure(Path(folder)))


async def _measure(folder: Path) -> tuple[float, float]:
    place = await country.found(folder / "country")
    user = {"lon": country.LON, "lat": country.LAT, "radius": place.radius_km}
    body = json.dumps(
        {"query": documents.GET_SHOWS, "variables": {"user": user, "d": place.local_date}}
    ).encode()
    async with aiohttp.ClientSession(headers={"Content-Type": "application/json"}) as http:
        # No limit per address holds for this machine with --demo, and nothing is added.
        with serving(gateway(folder / "country", "--demo")) as ours_at:
            answer = await _ask(http, f"{ours_at}/graphql", body)
            _check(answer)
            sent = folder / "answer.json"
            sent.write_bytes(answer)
            with serving(bare(str(sent))) as bare_at:
                return await _in_turn(http, f"{ours_at}/graphql", f"{bare_at}/sent", body)


async def _in_turn(
    http: aiohttp.ClientSession, ours_at: str, bare_at: str, body: bytes
) -> tuple[float, float]:
    seconds: tuple[list[float], list[float]] = ([], [])
    for _ in range(ROUNDS):
        for url, taken in zip((ours_at, bare_at), seconds, strict=True):
            began = time.perf_counter()
            await _ask(http, url, body)
            taken.append(time.perf_counter() - began)
    return statistics.median(seconds[0]), statistics.median(seconds[1])


async def _ask(http: aiohttp.ClientSession, url: str, body: bytes) -> bytes:
    async with http.post(url, data=body) as response:
        return await response.read()


def _check(answer: bytes) -> None:
    """Nothing is measured but the whole day of every theatre inside the radius."""
    found = json.loads(answer)["data"]["getShows"]
    shows = country.SHOWS_EACH // country.DAYS
    assert [len(each["SHS"]) for each in found] == [shows] * country.NEAR_THEATRES


ROWS = [
    Row(
        "discovery",
        "a day's shows of 50 of 2,000 theatres, beside sending the same bytes from memory",
        discovery,
        10,
        how="A gateway process with 2,000 theatres, asked by place and radius, beside an aiohttp"
        " handler that sends the very bytes of that answer. Median of 60, in turn.",
    )
]
