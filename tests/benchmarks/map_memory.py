"""What a hall of 100,000 seats adds to the memory of a process of its own:
`python -m tests.benchmarks.map_memory map|items` prints the bytes."""

import gc
import subprocess
import sys

import psutil

from tests.benchmarks.harness import ROOT
from tests.benchmarks.map_frames import CLOSE_ZOOM
from tests.benchmarks.scene_of_items import SceneOfItems
from tests.benchmarks.stage import SIZE, Stage, shown

SMALL, LARGE = 100, 100_000


def added() -> tuple[float, float]:
    """Bytes that the map with its model of the hall adds to a process that has the plan, and that
    a scene of items does."""
    return _of("map"), _of("items")


def _of(make: str) -> float:
    command = [sys.executable, "-m", "tests.benchmarks.map_memory", make]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    return float(done.stdout)


def _show(make: str, stage: Stage) -> object:
    if make == "map":
        # Close by too, where seats are kept as they were drawn.
        while stage.map.zoom() < CLOSE_ZOOM:
            shown(stage.map.zoom_in)
        return stage.map
    scene = SceneOfItems(stage.plan, stage.states, SIZE)
    shown(scene.view.show)
    return scene


def _added(make: str) -> int:
    small, large = Stage(SMALL), Stage(LARGE)
    # Fonts and whatever else is loaded but once are there before it begins.
    kept = [_show(make, small)]
    before = _bytes()
    kept.append(_show(make, large))
    return _bytes() - before


def _bytes() -> int:
    gc.collect()
    return psutil.Process().memory_info().rss


if __name__ == "__main__":
    sys.stdout.write(f"{_added(sys.argv[1])}\n")
