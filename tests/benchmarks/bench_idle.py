"""What a counter with a live seat map takes while nobody touches it, beside a bare window."""

import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from tests.benchmarks import bench_start
from tests.benchmarks.harness import Row

#: A counter settles first; then both are watched at the same time.
SETTLE_SECONDS, WATCH_SECONDS = 6.0, 30.0
BAR = 2.0
#: What a counter may take beyond that, in processor seconds a minute.
ALLOWED_PER_MINUTE = 0.2


def idle() -> tuple[float, float]:
    """Processor seconds of a counter, and of a bare window with its share of the allowance."""
    with bench_start.filled() as kept, tempfile.TemporaryDirectory() as folder:
        data_dir = Path(folder) / "cinema"
        shutil.copytree(kept, data_dir)
        with bench_start.desktop(data_dir, *bench_start.LIVE) as (_, counter), _bare() as window:
            time.sleep(SETTLE_SECONDS)
            before = _seconds(counter), _seconds(window)
            time.sleep(WATCH_SECONDS)
            ours, beside = _seconds(counter) - before[0], _seconds(window) - before[1]
    return ours, beside + ALLOWED_PER_MINUTE * WATCH_SECONDS / 60 / BAR


@contextmanager
def _bare() -> Iterator[int]:
    """The process id of a bare window."""
    process = subprocess.Popen(
        [sys.executable, str(bench_start.HERE / "bare_window.py"), "stay"],
        env=bench_start.environment(),
        stdout=subprocess.DEVNULL,
    )
    try:
        yield process.pid
    finally:
        process.kill()
        process.wait()


def _seconds(pid: int) -> float:
    times = psutil.Process(pid).cpu_times()
    return times.user + times.system


ROWS = [
    Row(
        "idle",
        "processor time of an idle counter with a live map, beside a bare window plus 0.1 s a"
        " minute",
        idle,
        BAR,
        how="Both processes at the same time for 30 s. The counter may take twice what the window"
        " does plus 0.2 s a minute; half of that is added to what the window took.",
    )
]
