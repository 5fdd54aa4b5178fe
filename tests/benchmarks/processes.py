"""Servers in processes of their own, for rows that measure over the network."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PATIENCE_SECONDS = 30.0
#: What a server says once it listens, before its address.
SAYS = "Listening on "


def gateway(data_dir: Path, *flags: str) -> tuple[str, ...]:
    """The command that serves a cinema on a free port."""
    command = ("-m", "boxoffice", "gateway", "--listen", "127.0.0.1:0", "--data", str(data_dir))
    return (*command, *flags)


def bare(*arguments: str) -> tuple[str, ...]:
    """The command that serves what ours is measured beside."""
    return ("-m", "tests.benchmarks.bare_server", *arguments)


@contextmanager
def serving(command: tuple[str, ...]) -> Iterator[str]:
    """Run a Python command until the context is left; yields the address it says that it
    listens at, such as "http://127.0.0.1:8080"."""
    process = subprocess.Popen([sys.executable, *command], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    try:
        said = next((line for line in process.stdout if line.startswith(SAYS)), "")
        assert said, f"{command} ended by itself: {process.wait(PATIENCE_SECONDS)}"
        yield said.removeprefix(SAYS).strip()
    finally:
        process.terminate()
        try:
            process.wait(PATIENCE_SECONDS)
        finally:
            process.kill()
            process.stdout.close()
