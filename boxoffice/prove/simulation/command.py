"""The prove command's seeds: one told in words, or many lived through."""

from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor

from boxoffice.prove.simulation.house import prepare
from boxoffice.prove.simulation.report import tell
from boxoffice.prove.simulation.rules import faults
from boxoffice.prove.simulation.run import live

#: Seeds that one process lives through before it is given others.
BATCH_SEEDS = 50
#: Seeds that are named when many fail.
SEEDS_NAMED = 10

Say = Callable[[str], None]


def replay(seed: int, say: Say) -> int:
    """Live through a seed's run and tell it; exit code 1 when it has a fault."""
    lived = live(seed, prepare())
    found = faults(lived)
    for line in tell(lived, found):
        say(line)
    return 1 if found else 0


def live_all(count: int, say: Say) -> int:
    """Live through the seeds from 0 on, so many; exit code 1 when one of them has a fault."""
    batches = [range(at, min(at + BATCH_SEEDS, count)) for at in range(0, count, BATCH_SEEDS)]
    failed: list[int] = []
    with ProcessPoolExecutor() as processes:
        for batch, found in zip(batches, processes.map(failing, batches), strict=True):
            failed += found
            say(f"{batch.stop} of {count} seeds, {len(failed)} with faults")
    for seed in failed[:SEEDS_NAMED]:
        say(f"boxoffice prove --seed {seed} tells how it came to its fault.")
    return 1 if failed else 0


def failing(seeds: Sequence[int]) -> list[int]:
    """Those of these seeds whose runs have a fault."""
    disk = prepare()
    return [seed for seed in seeds if faults(live(seed, disk))]
