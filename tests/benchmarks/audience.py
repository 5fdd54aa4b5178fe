"""Many WebSockets that hear the same, and what they hear of."""

import asyncio
import json
import time
from collections.abc import Sequence

import aiohttp

from boxoffice.client.live import SEAT_MAP
from tests.benchmarks.bench_remote_lock import LOCK, RELEASE

WATCHERS = 200
PROTOCOL = "graphql-transport-ws"


class Audience:
    """WATCHERS sockets that hear the same; `heard` says when all have heard the next message."""

    def __init__(self, sockets: Sequence[aiohttp.ClientWebSocketResponse]) -> None:
        self._sockets = sockets
        self._missing: set[aiohttp.ClientWebSocketResponse] = set()
        self._all = asyncio.Event()
        self.last = ""
        self._tasks = [asyncio.create_task(self._listen(each)) for each in sockets]

    def expect(self) -> None:
        """Begin to count anew."""
        self._missing = set(self._sockets)
        self._all.clear()

    async def heard(self) -> None:
        """Wait until every socket has heard one message more."""
        await self._all.wait()

    async def close(self) -> None:
        """End all sockets."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*(each.close() for each in self._sockets), *self._tasks)

    async def _listen(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        try:
            async for message in socket:
                self.last = message.data
                self._missing.discard(socket)
                if not self._missing:
                    self._all.set()
        except asyncio.CancelledError:
            return


async def watching(http: aiohttp.ClientSession, url: str, show_id: int) -> Audience:
    """Watchers of a show's seats that have its first picture."""

    async def watcher() -> aiohttp.ClientWebSocketResponse:
        socket = await http.ws_connect(f"{url}/graphql", protocols=(PROTOCOL,), max_msg_size=0)
        await socket.send_json({"type": "connection_init"})
        await socket.receive()
        payload = {"query": SEAT_MAP, "variables": {"showId": show_id}}
        await socket.send_json({"id": "1", "type": "subscribe", "payload": payload})
        first = json.loads((await socket.receive()).data)
        assert first["payload"]["data"]["seatMap"]["__typename"] == "SeatMapSnapshot"
        return socket

    return Audience([await watcher() for _ in range(WATCHERS)])


async def bare_watching(http: aiohttp.ClientSession, url: str) -> Audience:
    return Audience([await http.ws_connect(f"{url}/watch") for _ in range(WATCHERS)])


class Show:
    """One show whose first seat is held and let go while an audience watches."""

    def __init__(self, http: aiohttp.ClientSession, url: str, show_id: int, seat: str) -> None:
        self._http, self._url, self._seat = http, f"{url}/graphql", seat
        self._show_id = show_id

    async def change(self, audience: Audience) -> float:
        """Seconds from the request to hold a seat until the last watcher knows of it."""
        mine = {"showID": self._show_id, "userID": "u1", "seatIDs": [self._seat]}
        began = time.perf_counter()
        audience.expect()
        answer = asyncio.create_task(self._post(LOCK, lock=mine))
        await audience.heard()
        seconds = time.perf_counter() - began
        held = (await answer)["lockSeats"]
        audience.expect()
        await self._post(RELEASE, rel={**mine, "BID": held["BID"]})
        await audience.heard()
        return seconds

    async def _post(self, text: str, **variables: object) -> dict[str, dict[str, str]]:
        body = {"query": text, "variables": variables}
        async with self._http.post(self._url, json=body) as response:
            answer: dict[str, dict[str, str]] = (await response.json())["data"]
            return answer
