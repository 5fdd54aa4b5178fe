"""The prove command's seeds: one told in words, or many lived through."""

import os
import signal
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import active_children, parent_process
from threading import Thread

from boxoffice.model.errors import BadInput
from boxoffice.prove.plan import MOST_SEEDS
from boxoffice.prove.simulation.house import prepare
from boxoffice.prove.simulation.report import tell
from boxoffice.prove.simulation.rules import faults
from boxoffice.prove.simulation.run import live

#: Seeds that one process lives through before it is given others.
BATCH_SEEDS = 20
#: Seeds that are named when many fail.
SEEDS_NAMED = 10

Say = Callable[[str], None]


def replay(seed: int, say: Say) -> int:
    """Live through a seed's run and tell it; exit code 1 when it has a fault; BadInput."""
    # Random takes a number and its negative for one seed.
    if seed < 0:
        raise BadInput("Seeds are numbered from 0 on.")
    lived = live(seed, prepare())
    found = faults(lived)
    for line in tell(lived, found):
        say(line)
    return 1 if found else 0


def live_all(count: int, say: Say) -> int:
    """Live through the seeds from 0 on, so many; exit code 1 when one of them has a fault;
    BadInput. However this process ends, all that it began end with it."""
    if not 1 <= count <= MOST_SEEDS:
        raise BadInput(f"A proof by seeds lives through 1 to {MOST_SEEDS} of them.")
    batches = [range(at, min(at + BATCH_SEEDS, count)) for at in range(0, count, BATCH_SEEDS)]
    failed: list[int] = []
    with ProcessPoolExecutor(initializer=_end_with_parent) as processes:
        try:
            # Not by its map(), which leaves cancelled what a killed pool then fails to end.
            lived = [processes.submit(failing, batch) for batch in batches]
            for batch, found in zip(batches, lived, strict=True):
                failed += found.result()
                say(f"{batch.stop} of {count} seeds, {len(failed)} with faults")
        except BaseException:
            # The pool would wait for what it was given.
            for process in active_children():
                process.kill()
            raise
    for seed in failed[:SEEDS_NAMED]:
        say(f"boxoffice prove --seed {seed} tells how it came to its fault.")
    say("THE PROOF FAILS." if failed else "The proof holds.")
    return 1 if failed else 0


def failing(seeds: Sequence[int]) -> list[int]:
    """Those of these seeds whose runs have a fault."""
    disk = prepare()
    return [seed for seed in seeds if faults(live(seed, disk))]


def _end_with_parent() -> None:
    """Have this process of the pool end once its parent is gone, which alone hears Ctrl+C."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # The parent's handler came with the fork.
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    Thread(target=_await_the_parents_end, daemon=True).start()


def _await_the_parents_end() -> None:
    parent = parent_process()
    assert parent is not None
    parent.join()
    os._exit(1)
