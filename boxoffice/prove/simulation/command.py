"""The prove command's seeds: one told in words, or many lived through."""

import os
import signal
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import active_children, parent_process
from threading import Thread

from boxoffice.model.errors import BadInput
from boxoffice.prove.amount import Amount, amount_of, verdict
from boxoffice.prove.plan import MOST_SEEDS
from boxoffice.prove.simulation.house import prepare
from boxoffice.prove.simulation.report import tell
from boxoffice.prove.simulation.rules import faults
from boxoffice.prove.simulation.run import live

#: Seeds that one process lives through before it is given others.
BATCH_SEEDS = 20
#: Seeds that are named when many fail.
SEEDS_NAMED = 10
#: There is a sale in most runs: among so many of them less than one proves nothing.
RUNS_A_SALE = 2

Say = Callable[[str], None]


def replay(seed: int, say: Say) -> int:
    """Live through a seed's run and tell it; the verdict's exit code; BadInput."""
    # Random takes a number and its negative for one seed.
    if seed < 0:
        raise BadInput("Seeds are numbered from 0 on.")
    lived = live(seed, prepare())
    found = faults(lived)
    for line in tell(lived, found):
        say(line)
    wrong = f"{len(found)} faults" if found else ""
    judged = verdict("run", wrong, amount_of(lived.history), _least(1))
    say(judged.words)
    return judged.code


def live_all(count: int, say: Say) -> int:
    """Live through the seeds from 0 on, so many; the exit code of the verdict on all
    of them; BadInput. However this process ends, all that it began end with it."""
    if not 1 <= count <= MOST_SEEDS:
        raise BadInput(f"A proof by seeds lives through 1 to {MOST_SEEDS} of them.")
    batches = [range(at, min(at + BATCH_SEEDS, count)) for at in range(0, count, BATCH_SEEDS)]
    failed: list[int] = []
    amount = Amount()
    with ProcessPoolExecutor(initializer=_end_with_parent) as processes:
        try:
            # Not by its map(), which leaves cancelled what a killed pool then fails to end.
            lived = [processes.submit(judge, batch) for batch in batches]
            for batch, result in zip(batches, lived, strict=True):
                found, did = result.result()
                failed += found
                amount += did
                say(f"{batch.stop} of {count} seeds, {len(failed)} with faults")
        except BaseException:
            # The pool would wait for what it was given.
            for process in active_children():
                process.kill()
            raise
    for seed in failed[:SEEDS_NAMED]:
        say(f"boxoffice prove --seed {seed} tells how it came to its fault.")
    wrong = f"{len(failed)} seeds with faults" if failed else ""
    judged = verdict("proof", wrong, amount, _least(count))
    say(judged.words)
    return judged.code


def judge(seeds: Sequence[int]) -> tuple[list[int], Amount]:
    """Those of these seeds whose runs have a fault, and how much all of them did."""
    disk = prepare()
    failed, amount = [], Amount()
    for seed in seeds:
        lived = live(seed, disk)
        amount += amount_of(lived.history)
        if faults(lived):
            failed.append(seed)
    return failed, amount


def _least(runs: int) -> Amount:
    return Amount(holds=runs, sales=runs // RUNS_A_SALE)


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
