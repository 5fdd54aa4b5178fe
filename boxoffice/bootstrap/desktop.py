"""The desktop command: paints the sign-in page first, then opens behind it where one works."""

import asyncio
import contextlib
import gc
import logging
import os
import sys
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, TypeAlias

from boxoffice.bootstrap.log_file import open_log
from boxoffice.bootstrap.shell import Remember, Shell
from boxoffice.desktop.secrets import remembered_session
from boxoffice.model.clock import SystemClock
from boxoffice.model.errors import Refusal, StoreUnusable
from boxoffice.qtkit import loop
from boxoffice.qtkit.tasks import Tasks
from boxoffice.settings import Settings

if TYPE_CHECKING:
    from boxoffice.bootstrap.whereabouts import Whereabouts
    from boxoffice.client.address import Address
    from boxoffice.desktop.places import KnownGateway, Places

Serve: TypeAlias = Callable[[Shell, bool], Awaitable[None]]

#: What a shell expects of a program that Ctrl+C ended, or that could not open its cinema.
INTERRUPTED, REFUSED = 130, 1

_log = logging.getLogger(__name__)


def run(
    settings: Settings,
    *,
    demo: bool,
    gateway: str = "",
    designer: bool = False,
    remember: Remember = remembered_session,
    demo_settings: Callable[[], Settings] | None = None,
) -> int:
    """Open the window and stay until it is closed; answers the exit code, which is not 0 when it
    was closed while there was no cinema behind it.

    `gateway` is the address to work at this time; empty: where this computer worked last.
    With `designer` an admin comes to the theatre's halls and not to its counter.
    `demo_settings` are the demo cinema's, for whoever asks for it on the sign-in page.
    """
    address = None
    if gateway:
        from boxoffice.client.address import address_from  # noqa: PLC0415 (start-up time)

        address = address_from(gateway)
    log = LogFile()
    # Whatever stands in its way is said in the window, where somebody may try again.
    with contextlib.suppress(StoreUnusable):
        log.open(settings)
    app = loop.make_app(sys.argv[:1])
    tasks = Tasks()

    async def windows() -> int:
        shell = Shell(app, tasks, settings, SystemClock(), remember)
        shell.offers_demo = demo_settings is not None
        shell.opens_designer = designer
        code = await main(shell, log, demo=demo, gateway=address)
        if demo_settings is not None and shell.demo_wanted:
            shell = Shell(app, tasks, demo_settings(), SystemClock(), remember)
            shell.opens_designer = designer
            code = await main(shell, LogFile(), demo=True, gateway=None)
        return code

    try:
        return loop.run(app, tasks, windows)
    except asyncio.CancelledError:
        return INTERRUPTED


async def main(shell: Shell, log: "LogFile", *, demo: bool, gateway: "Address | None") -> int:
    if await shell.show():
        _log.info("sign-in painted")
    places = await asyncio.to_thread(_places, shell)
    if gateway is not None:
        places.give(gateway)
    choosing = _choosing(shell, places)
    code = 0
    while not shell.window.closed.is_set():
        shell.moving.clear()
        code = 0
        try:
            serve = await asyncio.to_thread(_load, log, shell.settings, places.here)
            await serve(shell, demo)
        except Refusal as refusal:
            code = REFUSED
            if log.is_open:
                _log.error("the cinema cannot be opened: %s", refusal)
            await _refused(shell, refusal)
        shell.sign_in.opening()
    choosing.close()
    shell.close()
    return code


async def _refused(shell: Shell, refusal: Refusal) -> None:
    """Say why there is no cinema, and stay until somebody tries again, goes elsewhere or closes."""
    print(refusal, file=sys.stderr)  # noqa: T201 - for whoever started it at a command line
    if loop.is_seen():
        shell.sign_in.shut(str(refusal))
        await shell.left()
    else:
        shell.window.closed.set()


class LogFile:
    """The desktop's log, in the data directory."""

    def __init__(self) -> None:
        self.is_open = False

    def open(self, settings: Settings) -> None:
        """Begin to write it, once; StoreUnusable where that cannot be."""
        if self.is_open:
            return
        open_log(settings, "desktop.log")
        self.is_open = True


def _places(shell: Shell) -> "Places":
    from boxoffice.desktop.places import Places  # noqa: PLC0415 (start-up time)

    return Places(shell)


def _choosing(shell: Shell, places: "Places") -> "Whereabouts":
    from boxoffice.bootstrap.whereabouts import Whereabouts  # noqa: PLC0415 (start-up time)

    return Whereabouts(shell, places)


def _load(log: LogFile, settings: Settings, here: "KnownGateway | None") -> Serve:
    log.open(settings)
    # SQL, GraphQL and the seat map take most of a second to import; the clerk has the window
    # before them. What is loaded stays, so that no search for garbage ever needs to look through
    # it, which would cost a frame or two in the middle of a sale.
    # Nothing multiplies matrices, for which numpy would start a busy thread per processor.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    try:
        if here is None:
            from boxoffice.bootstrap import embedded  # noqa: PLC0415 (start-up time)

            return embedded.serve
        from boxoffice.bootstrap import remote  # noqa: PLC0415 (start-up time)

        return lambda shell, _demo: remote.serve(shell, here)
    finally:
        gc.freeze()
