"""The psp-simulator command as a process of its own."""

import asyncio
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer

from boxoffice.bootstrap.payment_methods import DEMO_SECRET
from boxoffice.model.clock import SystemClock
from boxoffice.services.signatures import check

PAID = {"transaction_id": "T1", "booking_ref": "b1", "status": "succeeded"}


@asynccontextmanager
async def simulator(*arguments: str) -> AsyncIterator[tuple[asyncio.subprocess.Process, str]]:
    """The command on a free port, and its address."""
    command = ["-m", "boxoffice", "psp-simulator", "--listen", "127.0.0.1:0", *arguments]
    process = await asyncio.create_subprocess_exec(
        sys.executable, *command, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
    )
    try:
        assert process.stdout is not None
        async with asyncio.timeout(60):
            said = (await process.stdout.readline()).decode()
        yield process, said.partition(" on ")[2].partition(",")[0]
    finally:
        if process.returncode is None:
            process.terminate()
        await process.communicate()


async def test_it_delivers_what_a_gateway_of_the_demo_believes_and_ends_when_told() -> None:
    heard: list[tuple[str, bytes]] = []

    async def hear(request: web.Request) -> web.Response:
        heard.append((request.headers["X-Signature"], await request.read()))
        return web.Response()

    gateway = web.Application()
    gateway.router.add_post("/webhooks/payments/simulator", hear)
    async with TestServer(gateway) as server, ClientSession() as http:
        deliver = ("--deliver", str(server.make_url("/")))
        async with simulator(*deliver) as (process, url):
            async with http.post(f"{url}/mock-psp", json=PAID) as answer:
                assert answer.status == 200
                assert (await answer.json())["delivered"][0]["status"] == 200
            process.send_signal(signal.SIGTERM)
            async with asyncio.timeout(30):
                assert await process.wait() == 0
    ((signature, body),) = heard
    check(signature, body, (DEMO_SECRET,), SystemClock().now())


@pytest.mark.parametrize("wrong", [("--listen", "6001"), ("--deliver", "127.0.0.1:8080")])
async def test_an_address_that_cannot_be_is_refused_in_words(wrong: tuple[str, str]) -> None:
    async with simulator(*wrong) as (process, _):
        _, errors = await process.communicate()
        assert process.returncode == 1
        assert wrong[0].encode() in errors
