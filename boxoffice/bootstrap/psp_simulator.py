"""The psp-simulator command: a payment provider that pays whatever it is told to."""

import asyncio
import contextlib
import signal

from aiohttp import web

from boxoffice import logs
from boxoffice.bootstrap.payment_methods import DEMO_SECRET, SIMULATOR
from boxoffice.model.clock import SystemClock
from boxoffice.model.errors import BadInput
from boxoffice.services.payment.psp.deliveries import Deliveries
from boxoffice.services.payment.psp.server import PspServer

LAST_PORT = 65_535
#: How long requests that run may take once it is told to end.
DRAIN_SECONDS = 2.0


def run(listen: str, deliver: str, secret: str) -> int:
    """Serve until the process is told to end; BadInput for an address that cannot be."""
    logs.configure()
    host, port = _address(listen)
    if not deliver.startswith(("http://", "https://")):
        raise BadInput(f"--deliver wants an address such as http://127.0.0.1:8080, not {deliver}.")
    url = f"{deliver.rstrip('/')}/webhooks/payments/{SIMULATOR}"
    # Ctrl+C ends it quietly where signals cannot be handled by the loop.
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_serve(host, port, url, secret or DEMO_SECRET))
    return 0


async def _serve(host: str, port: int, url: str, secret: str) -> None:
    deliveries = Deliveries(url, secret, SystemClock())
    runner = web.AppRunner(PspServer(deliveries).app())
    await runner.setup()
    try:
        site = web.TCPSite(runner, host, port, shutdown_timeout=DRAIN_SECONDS)
        try:
            await site.start()
        except OSError as error:
            raise BadInput(f"Cannot listen on {host}:{port}: {error.strerror}.") from error
        address = runner.addresses[0]
        print(  # noqa: T201 - a command's output
            f"Payment provider simulator on http://{address[0]}:{address[1]}, delivering to {url}",
            flush=True,
        )
        ended = asyncio.Event()
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            with contextlib.suppress(NotImplementedError):
                loop.add_signal_handler(number, ended.set)
        await ended.wait()
    finally:
        await runner.cleanup()


def _address(listen: str) -> tuple[str, int]:
    host, _, port = listen.rpartition(":")
    if not host or not port.isdecimal() or int(port) > LAST_PORT:
        raise BadInput(f"--listen wants HOST:PORT such as 127.0.0.1:6001, not “{listen}”.")
    return host.strip("[]"), int(port)
