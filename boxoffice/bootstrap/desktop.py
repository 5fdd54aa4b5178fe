"""The desktop command: paints the sign-in page first, then opens behind it where one works."""

import asyncio
import gc
import logging
import os
import sys
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, TypeAlias

from boxoffice import logs
from boxoffice.bootstrap.shell import Remember, Shell
from boxoffice.desktop.secrets import remembered_session
from boxoffice.model.clock import SystemClock
from boxoffice.model.errors import Refusal
from boxoffice.qtkit import loop
from boxoffice.qtkit.tasks import Tasks
from boxoffice.settings import Settings

if TYPE_CHECKING:
    from boxoffice.bootstrap.whereabouts import Whereabouts
    from boxoffice.client.address import Address
    from boxoffice.desktop.places import KnownGateway, Places

Serve: TypeAlias = Callable[[Shell, bool], Awaitable[None]]

#: What a shell expects of a program that Ctrl+C ended.
INTERRUPTED = 130

_log = logging.getLogger(__name__)


def run(
    settings: Settings,
    *,
    demo: bool,
    gateway: str = "",
    remember: Remember = remembered_session,
) -> int:
    """Open the window and stay until it is closed; answers the exit code.

    `gateway` is the address to work at this time; empty: where this computer worked last.
    """
    address = None
    if gateway:
        from boxoffice.client.address import address_from  # noqa: PLC0415 (start-up time)

        address = address_from(gateway)
    logs.configure(settings.data_dir / "logs" / "desktop.log", level=settings.log_level)
    app = loop.make_app(sys.argv[:1])
    tasks = Tasks()
    shell = Shell(app, tasks, settings, SystemClock(), remember)
    try:
        loop.run(app, tasks, lambda: _main(shell, demo=demo, gateway=address))
    except asyncio.CancelledError:
        return INTERRUPTED
    return 0


async def _main(shell: Shell, *, demo: bool, gateway: "Address | None") -> None:
    if await shell.show():
        _log.info("sign-in painted")
    places = await asyncio.to_thread(_places, shell)
    if gateway is not None:
        places.give(gateway)
    choosing = _choosing(shell, places)
    while not shell.window.closed.is_set():
        shell.moving.clear()
        try:
            serve = await asyncio.to_thread(_load, places.here)
            await serve(shell, demo)
        except Refusal as refusal:
            _log.error("the cinema cannot be opened: %s", refusal)
            shell.sign_in.refuse(str(refusal))
            await shell.left()
        shell.sign_in.opening()
    choosing.close()
    shell.close()


def _places(shell: Shell) -> "Places":
    from boxoffice.desktop.places import Places  # noqa: PLC0415 (start-up time)

    return Places(shell)


def _choosing(shell: Shell, places: "Places") -> "Whereabouts":
    from boxoffice.bootstrap.whereabouts import Whereabouts  # noqa: PLC0415 (start-up time)

    return Whereabouts(shell, places)


def _load(here: "KnownGateway | None") -> Serve:
    # SQL, GraphQL and the seat map take most of a second to import; the clerk has the window
    # before them. What is loaded stays, so no collection ever needs to look through it: not now,
    # a tenth of this time, nor during a sale, where looking costs a frame or two.
    # Nothing multiplies matrices, for which numpy would start a busy thread per processor.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    gc.disable()
    try:
        if here is None:
            from boxoffice.bootstrap import embedded  # noqa: PLC0415 (start-up time)

            return embedded.serve
        from boxoffice.bootstrap import remote  # noqa: PLC0415 (start-up time)

        return lambda shell, _demo: remote.serve(shell, here)
    finally:
        gc.freeze()
        gc.enable()
