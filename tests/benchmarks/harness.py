"""What a measured row is, and how rows are run and written down."""

import json
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
RESULTS = ROOT / "benchmarks.json"
PAGE = ROOT / "docs" / "speed.md"


@dataclass(frozen=True, slots=True)
class Row:
    """One ratio. `measure` answers (ours, beside) in seconds, taken in turn in the same run.

    The ratio ours / beside may be at most `bar`: what must be ten times faster has the bar 0.1.
    """

    name: str
    says: str
    measure: Callable[[], tuple[float, float]]
    bar: float


@dataclass(frozen=True, slots=True)
class Result:
    """A row as measured."""

    name: str
    says: str
    ours: float
    beside: float
    bar: float

    @property
    def ratio(self) -> float:
        return self.ours / self.beside

    @property
    def met(self) -> bool:
        return self.ratio <= self.bar


def timed(action: Callable[[], object]) -> float:
    """Seconds one call takes."""
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def medians(
    ours: Callable[[], float], beside: Callable[[], float], rounds: int
) -> tuple[float, float]:
    """Median seconds of each, measured in turn so that a drifting machine touches both alike."""
    pairs = [(ours(), beside()) for _ in range(rounds)]
    return statistics.median(a for a, _ in pairs), statistics.median(b for _, b in pairs)


def run(rows: list[Row]) -> list[Result]:
    """Measure every row, saying each as it is done."""
    results = []
    for row in rows:
        ours, beside = row.measure()
        result = Result(row.name, row.says, ours, beside, row.bar)
        results.append(result)
        print(line(result), flush=True)  # noqa: T201 - a command's output
    return results


def line(result: Result) -> str:
    """One row for a person."""
    verdict = "met" if result.met else "MISSED"
    return (
        f"{result.name:20} ours {result.ours * 1e3:9.2f} ms  beside {result.beside * 1e3:9.2f} ms"
        f"  ratio {result.ratio:7.3f}  bar {result.bar:g}  {verdict}"
    )


def write(results: list[Result]) -> None:
    """benchmarks.json for tools and docs/speed.md for people."""
    RESULTS.write_text(
        json.dumps(
            [
                {
                    "name": r.name,
                    "ours": r.ours,
                    "beside": r.beside,
                    "ratio": r.ratio,
                    "bar": r.bar,
                    "met": r.met,
                }
                for r in results
            ],
            indent=1,
        )
        + "\n",
        encoding="utf-8",
    )
    table = "\n".join(
        f"| {r.name} | {r.says} | {r.ours * 1e3:.2f} | {r.beside * 1e3:.2f} |"
        f" {r.ratio:.2f} | {r.bar:g} | {'yes' if r.met else 'no'} |"
        for r in results
    )
    PAGE.write_text(
        "# Speed\n\n"
        "Every figure is a ratio of two things measured in turn in the same run, so that it holds\n"
        "on another machine; the milliseconds only show the scale. Smaller is better, and the bar\n"
        "is the most a ratio may be. `make bench` measures anew and writes this page.\n\n"
        "| row | what is measured beside what | ours, ms | beside, ms | ratio | bar | met |\n"
        "|---|---|---|---|---|---|---|\n" + table + "\n",
        encoding="utf-8",
    )
