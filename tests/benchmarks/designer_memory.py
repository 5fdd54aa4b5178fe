"""What an open plan of 100,000 seats adds to the memory of a process of its own:
`python -m tests.benchmarks.designer_memory designer|items` prints the bytes."""

import gc
import subprocess
import sys

import psutil

from tests.benchmarks.drawing_desk import Desk
from tests.benchmarks.harness import ROOT
from tests.benchmarks.stage import application, shown


def added() -> tuple[float, float]:
    """Bytes that opening the plan in the designer adds to a process that has its window, and that
    a scene of items adds to one that has the plan open."""
    return _of("designer"), _of("items")


def _of(make: str) -> float:
    command = [sys.executable, "-m", "tests.benchmarks.designer_memory", make]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    return float(done.stdout)


def _added(make: str) -> int:
    desk = Desk()
    application().processEvents()
    if make == "items":
        shown(desk.open)
    before = _bytes()
    kept: object = desk.items if make == "items" else shown(desk.open)
    added = _bytes() - before
    del kept
    return added


def _bytes() -> int:
    gc.collect()
    return psutil.Process().memory_info().rss


if __name__ == "__main__":
    sys.stdout.write(f"{_added(sys.argv[1])}\n")
