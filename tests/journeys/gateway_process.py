"""A gateway in a process of its own, as `boxoffice gateway` starts it."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

PATIENCE_SECONDS = 30.0
GATEWAY = (sys.executable, "-m", "boxoffice", "gateway")


@contextmanager
def gateway_process(data_dir: Path, port: int) -> Iterator["subprocess.Popen[str]"]:
    """Runs on the demo data in `data_dir` until the context is left; it listens when this
    yields."""
    process = subprocess.Popen(
        [
            *GATEWAY,
            *("--listen", f"127.0.0.1:{port}", "--data", str(data_dir), "--demo"),
        ],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    try:
        # It says where it listens once it does.
        while str(port) not in (said := process.stdout.readline()):
            if not said:
                pytest.fail(f"the gateway ended by itself: {process.wait()}")
        yield process
    finally:
        process.terminate()
        try:
            process.wait(PATIENCE_SECONDS)
        finally:
            process.kill()
            process.stdout.close()
