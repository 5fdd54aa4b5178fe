"""`python -m tests.benchmarks [NAME …]`: measure all rows, or those whose names begin so."""

import sys

from tests.benchmarks import bench_lock, bench_seatmap, bench_start
from tests.benchmarks.harness import run, write

ROWS = [*bench_start.ROWS, *bench_lock.ROWS, *bench_seatmap.ROWS]

if __name__ == "__main__":
    wanted = sys.argv[1:]
    chosen = [row for row in ROWS if not wanted or row.name.startswith(tuple(wanted))]
    results = run(chosen)
    if not wanted:
        write(results)
    sys.exit(0 if all(result.met for result in results) else 1)
