"""What a measured row is, and how rows are run and written down."""

import json
import os
import platform
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import qVersion

ROOT = Path(__file__).parents[2]
RESULTS = ROOT / "benchmarks.json"
PAGE, GROWTH = ROOT / "docs" / "speed.md", ROOT / "docs" / "speed-growth.svg"
_PAGE = """# Speed

Every figure is a ratio of two things measured in the same run, so that it holds on another
machine; the other figures only show the scale. Smaller is better, and the bar is the most a ratio
may be. `make bench` measures anew and writes this page; these are of {when}, with Python {python},
Qt {qt} and {processors} processors. A row a little beyond its bar may be so by chance on a busy
machine; one that says “no” again and again is too slow.

| row | what is measured beside what | ours | beside | ratio | bar | met |
|---|---|---|---|---|---|---|
{table}

![How a first picture and a changed seat grow with the hall](speed-growth.svg)

## How it is measured

{how}
"""


class Unit(NamedTuple):
    """What people read figures in, and how many of it one of what is measured is."""

    name: str
    factor: float


MILLISECONDS, MEGABYTES = Unit("ms", 1e3), Unit("MB", 1e-6)


@dataclass(frozen=True, slots=True)
class Row:
    """One ratio. `measure` answers (ours, beside), taken in the same run, in seconds or bytes.

    The ratio ours / beside may be at most `bar`: what must be ten times faster has the bar 0.1.
    `how` says in a sentence how it is measured.
    """

    name: str
    says: str
    measure: Callable[[], tuple[float, float]]
    bar: float
    unit: Unit = MILLISECONDS
    how: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """A row as measured."""

    row: Row
    ours: float
    beside: float

    @property
    def ratio(self) -> float:
        return self.ours / self.beside

    @property
    def met(self) -> bool:
        return self.ratio <= self.row.bar


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
        result = Result(row, *row.measure())
        results.append(result)
        print(line(result), flush=True)  # noqa: T201 - a command's output
    return results


def line(result: Result) -> str:
    """One row for a person."""
    row = result.row
    unit, factor = row.unit
    return (
        f"{row.name:22} ours {result.ours * factor:9.2f} {unit}"
        f"  beside {result.beside * factor:9.2f} {unit}"
        f"  ratio {result.ratio:7.4f}  bar {row.bar:g}  {'met' if result.met else 'MISSED'}"
    )


def write(results: list[Result], growth: str) -> None:
    """benchmarks.json for tools, docs/speed.md and its picture of growth, an SVG, for people."""
    listed = [
        {
            "name": result.row.name,
            "ours": result.ours,
            "beside": result.beside,
            "ratio": result.ratio,
            "bar": result.row.bar,
            "met": result.met,
        }
        for result in results
    ]
    RESULTS.write_text(json.dumps(listed, indent=1) + "\n", encoding="utf-8")
    GROWTH.write_text(growth, encoding="utf-8")
    table = "\n".join(map(_table_row, results))
    how = "\n".join(f"- **{r.row.name}**: {r.row.how}" for r in results if r.row.how)
    page = _PAGE.format(
        table=table,
        how=how,
        when=datetime.now(UTC).date().isoformat(),
        python=platform.python_version(),
        qt=qVersion(),
        processors=os.cpu_count(),
    )
    PAGE.write_text(page, encoding="utf-8")


def _table_row(result: Result) -> str:
    row = result.row
    figures = " | ".join(
        f"{figure * row.unit.factor:.2f} {row.unit.name}" for figure in (result.ours, result.beside)
    )
    verdict = "yes" if result.met else "no"
    return (
        f"| {row.name} | {row.says} | {figures} | {result.ratio:.3g} | {row.bar:.3g} | {verdict} |"
    )
