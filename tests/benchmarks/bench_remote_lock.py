"""What holding seats costs through a gateway process, beside a bare handler with a dict."""

import asyncio
import itertools
import statistics
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import aiohttp

from tests.benchmarks.harness import Row
from tests.benchmarks.processes import bare, gateway, serving

SEATS = 4
#: Holds of the one caller, and rounds of many callers with as many holds of each in a round.
CALLS, ROUNDS, CALLERS, CALLS_EACH = 400, 7, 64, 8

SIGN_IN = """mutation {
  signIn(username: "clerk", password: "clerk-demo") { accessToken }
}"""
LISTINGS = """query ($date: String!) {
  listings(theatreId: "PVRAH", date: $date) { show { showId } availability { available } }
}"""
SEATS_OF = "query ($id: Int!) { getAvailableSeats(show_id: $id) { seatID Status } }"
LOCK = """mutation ($lock: SeatLockInput!) {
  lockSeats(lock: $lock) { success BID showID userID expiresAt message total_price }
}"""
RELEASE = "mutation ($rel: SeatReleaseInput!) { releaseSeats(rel: $rel) { rply } }"


@dataclass(frozen=True, slots=True)
class Group:
    """Seats that are held together."""

    show_id: int
    seat_ids: tuple[str, ...]


class Side:
    """One of the two servers, asked by the same client in the same words."""

    def __init__(self, http: aiohttp.ClientSession, lock_at: str, release_at: str) -> None:
        self._http = http
        self._lock_at, self._release_at = lock_at, release_at
        self.headers: dict[str, str] = {}

    async def hold(self, group: Group) -> str:
        """Hold the group; answers the hold's id."""
        lock = {"showID": group.show_id, "userID": "u1", "seatIDs": group.seat_ids}
        answer = (await self.post(self._lock_at, LOCK, lock=lock))["lockSeats"]
        assert answer["success"], answer
        return str(answer["BID"])

    async def release(self, group: Group, booking_id: str) -> None:
        """Let it go."""
        release = {
            "showID": group.show_id,
            "BID": booking_id,
            "userID": "u1",
            "seatIDs": group.seat_ids,
        }
        await self.post(self._release_at, RELEASE, rel=release)

    async def post(self, url: str, text: str, **variables: Any) -> Any:
        """Ask; the data of the answer."""
        body = {"query": text, "variables": variables}
        async with self._http.post(url, json=body, headers=self.headers) as response:
            answer = await response.json()
            assert "errors" not in answer, answer
            return answer["data"]


@asynccontextmanager
async def both_sides() -> AsyncIterator[tuple[Side, Side, list[Group]]]:
    """The demo cinema's gateway with its clerk signed in, the bare server, and free seats."""
    with (
        tempfile.TemporaryDirectory() as folder,
        serving(gateway(Path(folder), "--demo")) as ours_at,
        serving(bare()) as bare_at,
    ):
        connector = aiohttp.TCPConnector(limit=CALLERS)
        async with aiohttp.ClientSession(connector=connector) as http:
            ours = Side(http, f"{ours_at}/graphql", f"{ours_at}/graphql")
            session = (await ours.post(f"{ours_at}/graphql", SIGN_IN))["signIn"]
            ours.headers = {"Authorization": f"Bearer {session['accessToken']}"}
            groups = await _groups(ours, f"{ours_at}/graphql")
            yield ours, Side(http, f"{bare_at}/lock", f"{bare_at}/release"), groups


async def _groups(ours: Side, url: str) -> list[Group]:
    """Free seats by fours, of several shows in turn."""
    by_show = []
    for days in range(2, 5):
        date = f"{datetime.now(UTC) + timedelta(days=days):%Y%m%d}"
        for listing in (await ours.post(url, LISTINGS, date=date))["listings"]:
            show_id = listing["show"]["showId"]
            seats = (await ours.post(url, SEATS_OF, id=show_id))["getAvailableSeats"]
            free = iter([seat["seatID"] for seat in seats if not seat["Status"]])
            fours = zip(*[free] * SEATS, strict=False)
            by_show.append([Group(show_id, four) for four in fours])
    return [group for several in zip(*by_show, strict=False) for group in several]


def lock_remote_latency() -> tuple[float, float]:
    """Median seconds of a hold with one caller, on either side."""
    return asyncio.run(_latency())


async def _latency() -> tuple[float, float]:
    async with both_sides() as (ours, beside, groups):
        seconds: tuple[list[float], list[float]] = ([], [])
        for group in itertools.islice(itertools.cycle(groups), CALLS):
            for side, taken in zip((ours, beside), seconds, strict=True):
                began = time.perf_counter()
                booking_id = await side.hold(group)
                taken.append(time.perf_counter() - began)
                await side.release(group, booking_id)
        return statistics.median(seconds[0]), statistics.median(seconds[1])


def lock_remote_throughput() -> tuple[float, float]:
    """Median seconds that each of many holds takes on average while CALLERS ask at once."""
    return asyncio.run(_throughput())


async def _throughput() -> tuple[float, float]:
    async with both_sides() as (ours, beside, groups):
        parts = [tuple(groups[at::CALLERS][:CALLS_EACH]) for at in range(CALLERS)]
        rounds = [(await _round(ours, parts), await _round(beside, parts)) for _ in range(ROUNDS)]
        return statistics.median(a for a, _ in rounds), statistics.median(b for _, b in rounds)


async def _round(side: Side, parts: list[tuple[Group, ...]]) -> float:
    """Seconds a hold; the seats are free again afterwards."""
    began = time.perf_counter()
    held = await asyncio.gather(*(_hold_all(side, groups) for groups in parts))
    seconds = time.perf_counter() - began
    await asyncio.gather(*(_release_all(side, each) for each in held))
    return seconds / sum(map(len, held))


async def _hold_all(side: Side, groups: tuple[Group, ...]) -> list[tuple[Group, str]]:
    return [(group, await side.hold(group)) for group in groups]


async def _release_all(side: Side, held: list[tuple[Group, str]]) -> None:
    for group, booking_id in held:
        await side.release(group, booking_id)


ROWS = [
    Row(
        "lock_remote_latency",
        "hold four seats through a gateway, one caller, beside a bare handler's dict",
        lock_remote_latency,
        3,
        how="Client, gateway and the bare server are processes of their own. The bare one is an"
        " aiohttp handler that reads the same request, keeps who has which seat in a dict and"
        " answers as much. Median over the demo cinema's free seats by fours, in turn.",
    ),
    Row(
        "lock_remote_throughput",
        "a hold's share of the time with 64 callers, beside a bare handler's dict",
        lock_remote_throughput,
        3,
        how="The same with 64 callers at once: seconds of a round through the holds in it.",
    ),
]
