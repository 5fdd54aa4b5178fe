"""The desktop command: paints the sign-in page first, then opens the embedded cinema behind it."""

import asyncio
import gc
import logging
import os
import sys
from collections.abc import Awaitable, Callable

from boxoffice import logs
from boxoffice.bootstrap.shell import Remember, Shell
from boxoffice.desktop.secrets import remembered_session
from boxoffice.model.clock import SystemClock
from boxoffice.model.errors import Refusal
from boxoffice.qtkit import loop
from boxoffice.qtkit.tasks import Tasks
from boxoffice.settings import Settings

#: What a shell expects of a program that Ctrl+C ended.
INTERRUPTED = 130

_log = logging.getLogger(__name__)


def run(settings: Settings, *, demo: bool, remember: Remember = remembered_session) -> int:
    """Open the window and stay until it is closed; answers the exit code."""
    logs.configure(settings.data_dir / "logs" / "desktop.log", level=settings.log_level)
    app = loop.make_app(sys.argv[:1])
    tasks = Tasks()
    shell = Shell(app, tasks, settings, SystemClock(), remember)
    try:
        loop.run(app, tasks, lambda: _main(shell, demo=demo))
    except asyncio.CancelledError:
        return INTERRUPTED
    return 0


async def _main(shell: Shell, *, demo: bool) -> None:
    if await shell.show():
        _log.info("sign-in painted")
    serve = await asyncio.to_thread(_load)
    try:
        await serve(shell, demo)
    except Refusal as refusal:
        _log.error("the cinema cannot be opened: %s", refusal)
        shell.sign_in.refuse(str(refusal))
        await shell.window.closed.wait()
    shell.close()


def _load() -> Callable[[Shell, bool], Awaitable[None]]:
    # SQL, GraphQL and the seat map take most of a second to import; the clerk has the window
    # before them. What is loaded stays, so no collection ever needs to look through it: not now,
    # a tenth of this time, nor during a sale, where looking costs a frame or two.
    # Nothing multiplies matrices, for which numpy would start a busy thread per processor.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    gc.disable()
    try:
        from boxoffice.bootstrap.embedded import serve  # noqa: PLC0415 (start-up time)
    finally:
        gc.freeze()
        gc.enable()
    return serve
