"""What the gateway is measured beside: `python -m tests.benchmarks.bare_server [FILE]` listens on
a free port and does with aiohttp alone what must be done at the least."""

import asyncio
import json
import secrets
import sys
import time
from pathlib import Path
from typing import Any

from aiohttp import web

from tests.benchmarks.processes import SAYS

HOLD_SECONDS = 300.0
PRICE = 250.0


class Locks:
    """Seats of shows locked in a dict, all of a call's or none."""

    def __init__(self) -> None:
        self._until: dict[tuple[int, str], float] = {}

    async def lock(self, request: web.Request) -> web.Response:
        """The same question as the gateway's, and as long an answer."""
        asked = (await request.json())["variables"]["lock"]
        now = time.monotonic()
        seats = [(asked["showID"], seat_id) for seat_id in asked["seatIDs"]]
        free = all(self._until.get(seat, 0.0) <= now for seat in seats)
        if free:
            self._until.update(dict.fromkeys(seats, now + HOLD_SECONDS))
        answer = {
            "success": free,
            "BID": secrets.token_urlsafe(24),
            "showID": asked["showID"],
            "userID": asked["userID"],
            "expiresAt": "2026-11-20T12:05:00Z",
            "message": f"Held: {', '.join(asked['seatIDs'])}.",
            "total_price": PRICE * len(seats),
        }
        return _answer({"data": {"lockSeats": answer}})

    async def release(self, request: web.Request) -> web.Response:
        """Take the locks away again."""
        asked = (await request.json())["variables"]["rel"]
        for seat_id in asked["seatIDs"]:
            self._until.pop((asked["showID"], seat_id), None)
        return _answer({"data": {"releaseSeats": {"rply": True}}})


class Audience:
    """WebSockets that are sent whatever is posted."""

    def __init__(self) -> None:
        self._sockets: set[web.WebSocketResponse] = set()

    async def watch(self, request: web.Request) -> web.WebSocketResponse:
        """One more watcher, until it leaves."""
        socket = web.WebSocketResponse(compress=False)
        await socket.prepare(request)
        self._sockets.add(socket)
        try:
            async for _ in socket:
                pass
        finally:
            self._sockets.discard(socket)
        return socket

    async def tell(self, request: web.Request) -> web.Response:
        """Send the body to all of them."""
        text = await request.text()
        for socket in self._sockets:
            await socket.send_str(text)
        return web.Response()


def _answer(answer: dict[str, Any]) -> web.Response:
    return web.Response(text=json.dumps(answer), content_type="application/json")


def make_app(sent: bytes) -> web.Application:
    """`sent` is what /sent answers."""
    locks = Locks()

    async def send(_request: web.Request) -> web.Response:
        return web.Response(body=sent, content_type="application/json")

    app = web.Application()
    app.router.add_post("/lock", locks.lock)
    app.router.add_post("/release", locks.release)
    app.router.add_post("/sent", send)
    audience = Audience()
    app.router.add_get("/watch", audience.watch)
    app.router.add_post("/tell", audience.tell)
    return app


async def serve(sent: bytes) -> None:
    """Listen until the process is ended."""
    runner = web.AppRunner(make_app(sent), access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host, port = runner.addresses[0][:2]
    print(f"{SAYS}http://{host}:{port}", flush=True)  # noqa: T201 - a command's output
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(serve(Path(sys.argv[1]).read_bytes() if sys.argv[1:] else b"{}"))
