"""`python -m tests.benchmarks [--report] [NAME …]`: measure all rows, or those that begin so.

Exits with 1 when a bar is missed; with --report it says so and exits with 0.
"""

import sys

from tests.benchmarks import (
    bench_best,
    bench_confirm,
    bench_designer,
    bench_discovery,
    bench_idle,
    bench_live,
    bench_lock,
    bench_map,
    bench_remote_lock,
    bench_start,
    map_frames,
)
from tests.benchmarks.growth import picture
from tests.benchmarks.harness import run, write

ROWS = [
    *bench_start.ROWS,
    *bench_lock.ROWS,
    *bench_remote_lock.ROWS,
    *bench_discovery.ROWS,
    *bench_best.ROWS,
    *bench_map.ROWS,
    *bench_live.ROWS,
    *bench_confirm.ROWS,
    *bench_idle.ROWS,
    *bench_designer.ROWS,
]
REPORT = "--report"

if __name__ == "__main__":
    wanted = [word for word in sys.argv[1:] if word != REPORT]
    results = run([row for row in ROWS if not wanted or row.name.startswith(tuple(wanted))])
    if not wanted:
        write(results, picture(map_frames.growth_lines()))
    missed = not all(result.met for result in results)
    sys.exit(int(missed and REPORT not in sys.argv))
