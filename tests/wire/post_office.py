"""Where codes arrive in tests: a provider of SMS, and a mail server, both real and on this
machine."""

import asyncio
import json
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import web

from boxoffice.services.signatures import check
from tests.clock import FakeClock

SECRET = "a secret between two"


@dataclass
class SmsProvider:
    """Takes signed messages; `answers` are the statuses of the next ones (then 200)."""

    url: str = ""
    clock: FakeClock = field(default_factory=FakeClock)
    answers: list[int] = field(default_factory=list)
    taken: "asyncio.Queue[dict[str, str]]" = field(default_factory=asyncio.Queue)

    async def code(self) -> str:
        """The six digits of the next message."""
        async with asyncio.timeout(10):
            return code_in((await self.taken.get())["text"])

    async def take(self, request: web.Request) -> web.Response:
        """One message."""
        body = await request.read()
        check(request.headers["X-Signature"], body, (SECRET,), self.clock.now())
        status = self.answers.pop(0) if self.answers else 200
        if status == 200:
            self.taken.put_nowait(json.loads(body))
        return web.Response(status=status)


def code_in(text: str) -> str:
    """The code in a message."""
    (code,) = re.findall(r"\b\d{6}\b", text)
    return str(code)


@asynccontextmanager
async def sms_provider() -> AsyncIterator[SmsProvider]:
    """A provider that answers for as long as the context lasts."""
    provider = SmsProvider()
    app = web.Application()
    app.router.add_post("/sms", provider.take)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host, port = runner.addresses[0]
    provider.url = f"http://{host}:{port}/sms"
    try:
        yield provider
    finally:
        await runner.cleanup()
