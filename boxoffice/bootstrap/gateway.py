"""The gateway command: a cinema served to other programs until it is asked to stop."""

import asyncio
import signal
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path

from boxoffice import logs
from boxoffice.bootstrap.cinema import open_cinema
from boxoffice.gateway.server.app import listening
from boxoffice.model.clock import SystemClock
from boxoffice.model.errors import BadInput, Refusal
from boxoffice.settings import Settings

DEFAULT_LISTEN = "127.0.0.1:8080"


class CannotListen(Refusal):
    """The gateway cannot listen as it was told to."""

    code = "CANNOT_LISTEN"


@dataclass(frozen=True, slots=True)
class GatewayOptions:
    """The command's flags."""

    listen: str = DEFAULT_LISTEN
    demo: bool = False
    guests: bool = False
    certificate: Path | None = None
    key: Path | None = None
    introspection: bool = False
    insecure: bool = False
    allow_origins: tuple[str, ...] = ()


def run(settings: Settings, options: GatewayOptions) -> int:
    """Serve until SIGTERM or SIGINT; answers the exit code. Refusals say why it cannot."""
    host, port = listen_at(options.listen)
    tls = _tls(options)
    if tls is None and not is_loopback(host) and not options.insecure:
        raise CannotListen(
            f"Listening at {host} without TLS would let the network read passwords. Give"
            " --tls-cert and --tls-key, or --insecure if something else encrypts."
        )
    logs.configure(settings.data_dir / "logs" / "gateway.log", level=settings.log_level)
    asyncio.run(_serve(settings, options, host, port, tls))
    return 0


async def _serve(
    settings: Settings, options: GatewayOptions, host: str, port: int, tls: ssl.SSLContext | None
) -> None:
    with _asked_to_stop() as stop:
        async with open_cinema(
            settings, SystemClock(), demo=options.demo, guests=options.guests
        ) as cinema:
            try:
                async with listening(cinema.gateway, None, host, port, tls) as url:
                    print(f"Listening on {url}", flush=True)  # noqa: T201 - a command's output
                    await stop.wait()
            except OSError as error:
                raise CannotListen(
                    f"{host}:{port} cannot be listened at: {error.strerror}"
                ) from error


@contextmanager
def _asked_to_stop() -> Iterator[asyncio.Event]:
    """An event that SIGTERM and SIGINT set."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    signals = (signal.SIGTERM, signal.SIGINT)
    for number in signals:
        loop.add_signal_handler(number, stop.set)
    try:
        yield stop
    finally:
        for number in signals:
            loop.remove_signal_handler(number)


def listen_at(text: str) -> tuple[str, int]:
    """Host and port of "127.0.0.1:8080", "[::1]:8080" or "cinema.local:0"; BadInput."""
    host, _, port = text.rpartition(":")
    host = host.removeprefix("[").removesuffix("]")
    if not host or not port.isascii() or not port.isdigit() or int(port) > 65_535:
        raise BadInput(f"“{text}” is no place to listen at; it looks like {DEFAULT_LISTEN}.")
    return host, int(port)


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach it."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _tls(options: GatewayOptions) -> ssl.SSLContext | None:
    if options.certificate is None and options.key is None:
        return None
    if options.certificate is None or options.key is None:
        raise BadInput("--tls-cert and --tls-key go together.")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    try:
        context.load_cert_chain(options.certificate, options.key)
    except OSError as error:
        raise CannotListen(f"Certificate and key cannot be used: {error}") from error
    return context
