"""How long the desktop takes from the command to a painted sign-in, and to a live seat map."""

import asyncio
import atexit
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from boxoffice.bootstrap.cinema import open_cinema
from boxoffice.client.api import BoxOffice
from boxoffice.client.embedded import EmbeddedTransport
from boxoffice.model.clock import SystemClock
from boxoffice.settings import Settings
from tests.benchmarks.harness import ROOT, Row, medians

HERE = Path(__file__).parent
#: What a desktop that remembers its clerk logs once it shows live seats, and its command.
LIVE = ("seat map live", str(HERE / "remembered_desktop.py"))
ROUNDS = 9
PATIENCE_SECONDS = 60.0
LOOK_SECONDS = 0.02


def start_paint() -> tuple[float, float]:
    """The command to a painted sign-in page, beside the bare window."""
    with tempfile.TemporaryDirectory() as folder:

        def ours() -> float:
            return _until_logged(Path(folder), "sign-in painted", "-m", "boxoffice")

        ours()
        return medians(ours, _bare_window, ROUNDS)


def start_ready() -> tuple[float, float]:
    """The command to a live seat map for somebody who is remembered, beside the bare window."""
    with filled() as kept, tempfile.TemporaryDirectory() as folder:
        data_dir = Path(folder) / "cinema"

        def ours() -> float:
            # Each start spends the remembered token.
            shutil.rmtree(data_dir, ignore_errors=True)
            shutil.copytree(kept, data_dir)
            return _until_logged(data_dir, *LIVE)

        ours()
        return medians(ours, _bare_window, ROUNDS)


def _until_logged(data_dir: Path, words: str, *command: str) -> float:
    """Seconds from the start of a desktop process to the line in its log that has `words`."""
    with desktop(data_dir, words, *command) as (seconds, _):
        return seconds


@contextmanager
def desktop(data_dir: Path, words: str, *command: str) -> Iterator[tuple[float, int]]:
    """A desktop process that has logged `words`: after how many seconds, and its process id. It
    is killed when the context is left."""
    log = data_dir / "logs" / "desktop.log"
    log.unlink(missing_ok=True)
    where = ("desktop", "--data") if command[0] == "-m" else ()
    started = time.time()
    process = subprocess.Popen(
        [sys.executable, *command, *where, str(data_dir)], env=environment(), cwd=data_dir
    )
    try:
        while time.time() < started + PATIENCE_SECONDS:
            found = log.exists() and re.search(
                rf"^(\S+)Z INFO \S+ {words}$", log.read_text(encoding="utf-8"), re.MULTILINE
            )
            if found:
                at = datetime.fromisoformat(found[1]).replace(tzinfo=UTC)
                yield at.timestamp() - started, process.pid
                return
            time.sleep(LOOK_SECONDS)
        raise TimeoutError(f"no “{words}” in the log of {command}")
    finally:
        process.kill()
        process.wait()


def _bare_window() -> float:
    started = time.time()
    done = subprocess.run(
        [sys.executable, str(HERE / "bare_window.py")],
        env=environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    return float(done.stdout.split()[0]) - started


@cache
def environment() -> dict[str, str]:
    """Bytecode is kept, as it is wherever the program is installed, whatever is set here."""
    bytecode = tempfile.mkdtemp(prefix="boxoffice-bytecode-")
    atexit.register(shutil.rmtree, bytecode)
    return {
        **{name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"},
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONPATH": str(ROOT),
        "PYTHONPYCACHEPREFIX": bytecode,
    }


@contextmanager
def filled() -> Iterator[Path]:
    """A demo cinema's data directory with the token of a clerk who is remembered."""
    with tempfile.TemporaryDirectory() as folder:
        data_dir = Path(folder)
        asyncio.run(_fill(data_dir))
        yield data_dir


async def _fill(data_dir: Path) -> None:
    async with open_cinema(Settings(data_dir=data_dir), SystemClock(), demo=True) as cinema:
        session = await BoxOffice(EmbeddedTransport(cinema.gateway)).sign_in("clerk", "clerk-demo")
    (data_dir / "token").write_text(session.refresh_token, encoding="ascii")


ROWS = [
    Row(
        "start_paint",
        "command to painted sign-in, beside a bare window",
        start_paint,
        2,
        how="From starting the process to the moment it logs that the page is painted, beside a"
        " process that shows an empty QWidget and says when it is painted. Bytecode is kept, as it"
        " is wherever the program is installed. Median of 9, in turn.",
    ),
    Row(
        "start_ready",
        "command to a live seat map, beside a bare window",
        start_ready,
        6,
        how="The same for somebody who is remembered, on the demo cinema with everything in one"
        " process, until the seats of the next show are painted and live.",
    ),
]
