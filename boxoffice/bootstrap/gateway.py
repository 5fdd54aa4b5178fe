"""The gateway command: a cinema served to other programs until it is asked to stop."""

import asyncio
import gc
import signal
import ssl
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from boxoffice.bootstrap.cinema import open_cinema
from boxoffice.bootstrap.engines import sqlite
from boxoffice.bootstrap.log_file import open_log
from boxoffice.gateway.document_limits import DocumentLimits
from boxoffice.gateway.server.app import CannotListen, check_place, listening
from boxoffice.gateway.server.callers import is_loopback as is_loopback_address
from boxoffice.gateway.server.limits import ServerLimits
from boxoffice.gateway.server.origins import Origins
from boxoffice.model.clock import Clock, SystemClock
from boxoffice.model.errors import BadInput
from boxoffice.settings import Settings

DEFAULT_LISTEN = "127.0.0.1:8080"
#: How often it is looked whether the file is still there that the gateway stays for.
LOOK_SECONDS = 0.25
#: Objects made and still alive that start a search for garbage, and how many searches among the
#: young precede one among the older; Python's own is (700, 10, 10).
GARBAGE_THRESHOLDS = (20_000, 10, 20)


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
    stay_while: Path | None = None


def run(settings: Settings, options: GatewayOptions, clock: Clock | None = None) -> int:
    """Serve until SIGTERM or SIGINT; answers the exit code. Refusals say why it cannot. `clock`
    is another than the machine's."""
    host, port = listen_at(options.listen)
    origins = Origins(options.allow_origins, loopback=options.demo)
    tls = tls_context(options.certificate, options.key)
    if tls is None and not is_loopback(host) and not options.insecure:
        raise CannotListen(
            f"Listening at {host} without TLS would let the network read passwords. Give"
            " --tls-cert and --tls-key, or --insecure where something else encrypts."
        )
    # Before anything is made: a demo cinema takes long.
    asyncio.run(check_place(host, port))
    open_log(settings, "gateway.log")
    if options.demo and not sqlite.is_there(settings.data_dir):
        print("Making the demo cinema.", file=sys.stderr, flush=True)  # noqa: T201
    asyncio.run(_serve(settings, options, clock or SystemClock(), host, port, tls, origins))
    return 0


NOBODY = "Nobody can sign in yet: stop this, and make an admin by `boxoffice admin create`."


async def _serve(
    settings: Settings,
    options: GatewayOptions,
    clock: Clock,
    host: str,
    port: int,
    tls: ssl.SSLContext | None,
    origins: Origins,
) -> None:
    with _asked_to_stop() as stop:
        async with (
            open_cinema(
                settings,
                clock,
                demo=options.demo,
                guests=options.guests,
                limits=DocumentLimits(introspection=options.introspection),
            ) as cinema,
            listening(
                cinema.gateway,
                _limits(settings, options),
                host=host,
                port=port,
                tls=tls,
                origins=origins,
                metrics_everywhere=settings.gateway_metrics == "anywhere",
            ) as url,
        ):
            _look_less_for_garbage()
            print(f"Listening on {url}", flush=True)  # noqa: T201 - a command's output
            if not await cinema.services.users.has_staff():
                print(NOBODY, file=sys.stderr, flush=True)  # noqa: T201
            await _until_gone(options.stay_while, stop)


async def _until_gone(file: Path | None, stop: asyncio.Event) -> None:
    """Return once `stop` is set, or `file` is no longer there."""
    if file is None:
        await stop.wait()
        return
    while not stop.is_set() and await asyncio.to_thread(file.exists):
        with suppress(TimeoutError):
            async with asyncio.timeout(LOOK_SECONDS):
                await stop.wait()


def _look_less_for_garbage() -> None:
    """Python's usual search for unreachable circles was a fifth of what answering costs: it went
    through all that is alive every few requests. What is alive by now stays, and is never looked
    at again; what comes is looked at less often."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*GARBAGE_THRESHOLDS)


def _limits(settings: Settings, options: GatewayOptions) -> ServerLimits:
    return ServerLimits(
        body_bytes=settings.gateway_body_bytes,
        request_seconds=settings.gateway_request_seconds,
        address_per_second=settings.gateway_address_per_second,
        user_per_second=settings.gateway_user_per_second,
        address_connections=settings.gateway_address_connections,
        loopback_free=options.demo,
    )


@contextmanager
def _asked_to_stop() -> Iterator[asyncio.Event]:
    """An event that SIGTERM and SIGINT set."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()

    def asked(_number: int, _frame: object) -> None:
        loop.call_soon_threadsafe(stop.set)

    # Not the loop's own way of hearing signals, which Windows does not have.
    before = {number: signal.signal(number, asked) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def listen_at(text: str) -> tuple[str, int]:
    """Host and port of "127.0.0.1:8080", "[::1]:8080" or "cinema.local:0"; BadInput."""
    host, _, port = text.rpartition(":")
    host = host.removeprefix("[").removesuffix("]")
    if not host or not port.isascii() or not port.isdigit() or int(port) > 65_535:
        raise BadInput(f"“{text}” is no place to listen at; it looks like {DEFAULT_LISTEN}.")
    return host, int(port)


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach it."""
    return host == "localhost" or is_loopback_address(host)


def tls_context(certificate: Path | None, key: Path | None) -> ssl.SSLContext | None:
    """TLS with a PEM certificate chain and its key; None without either. BadInput and
    CannotListen say what is wrong with them."""
    if certificate is None and key is None:
        return None
    if certificate is None or key is None:
        raise BadInput("--tls-cert and --tls-key go together.")
    for path in (certificate, key):
        try:
            path.read_bytes()
        except OSError as error:
            raise CannotListen(f"{path} cannot be read: {error.strerror}.") from error
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    try:
        # A key that is locked must not make a server ask somebody at a terminal.
        context.load_cert_chain(certificate, key, password="")
    except ssl.SSLError as error:
        if error.reason == "KEY_VALUES_MISMATCH":
            words = f"{key} is not the key of {certificate}."
        else:
            words = f"{certificate} and {key} are not a PEM certificate and its unlocked key."
        raise CannotListen(words) from error
    return context
