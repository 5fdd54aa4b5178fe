"""Where the cursor seat goes when an arrow key is pressed."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

#: Rows whose middles differ by less (map pixels) stand on one line if they do not overlap.
_SAME_LINE = 20.0


@dataclass(frozen=True, slots=True)
class Step:
    """A cursor seat, and the column that moving up and down tries to keep."""

    seat: int
    column: float


class Walk:
    """The seats as lines from the top of the map to its bottom, each from left to right.

    A line is one row, or several side by side. Every seat is in exactly one line; left and right
    walk the line across its aisles, up and down go to the nearest seat of the line beside it, so
    that every seat can be reached from every other.
    """

    def __init__(self, row_seats: Sequence[Ints], x: Floats, y: Floats) -> None:
        self._x = x
        self.lines = _lines(row_seats, x, y)

    def first(self) -> int:
        """Where the cursor begins: the middle of the middle line; -1 without seats."""
        if not self.lines:
            return -1
        line = self.lines[len(self.lines) // 2]
        return int(line[len(line) // 2])

    def across(self, seat: int, steps: int) -> Step:
        """So many seats to the right (or left where negative), as far as the line goes."""
        line = self.lines[self._line_of[seat]]
        place = min(max(int(self._place_of[seat]) + steps, 0), len(line) - 1)
        return self._at(int(line[place]))

    def down(self, step: Step, lines: int) -> Step:
        """So many lines down (or up where negative), nearest to the step's column."""
        at = min(max(int(self._line_of[step.seat]) + lines, 0), len(self.lines) - 1)
        if at == self._line_of[step.seat]:
            return step
        line = self.lines[at]
        return Step(int(line[np.abs(self._x[line] - step.column).argmin()]), step.column)

    def end(self, seat: int, *, last: bool) -> Step:
        """The first or the last seat of the line."""
        return self._at(int(self.lines[self._line_of[seat]][-1 if last else 0]))

    def between(self, one: int, other: int) -> list[int]:
        """The seats of one line from one seat to another; just the other across lines."""
        if self._line_of[one] != self._line_of[other]:
            return [other]
        low, high = sorted((int(self._place_of[one]), int(self._place_of[other])))
        return [int(seat) for seat in self.lines[self._line_of[one]][low : high + 1]]

    def parts(self, seats: Sequence[int]) -> list[list[int]]:
        """Some seats apart by line, each part from left to right."""
        ordered = sorted(seats, key=lambda seat: (self._line_of[seat], self._place_of[seat]))
        return [list(part) for _, part in groupby(ordered, key=self._line_of.__getitem__)]

    @cached_property
    def _line_of(self) -> Ints:
        line_of = np.zeros(len(self._x), dtype=np.int64)
        for at, line in enumerate(self.lines):
            line_of[line] = at
        return line_of

    @cached_property
    def _place_of(self) -> Ints:
        place_of = np.zeros(len(self._x), dtype=np.int64)
        for line in self.lines:
            place_of[line] = np.arange(len(line))
        return place_of

    def _at(self, seat: int) -> Step:
        return Step(seat, float(self._x[seat]))


class _Row(NamedTuple):
    """A row's seats, the height that most of it is at, and its ends."""

    seats: Ints
    height: float
    left: float
    right: float


def _lines(row_seats: Sequence[Ints], x: Floats, y: Floats) -> tuple[Ints, ...]:
    in_rows = np.zeros(len(x), dtype=np.bool_)
    for seats in row_seats:
        in_rows[seats] = True
    loose = [np.array([seat]) for seat in np.flatnonzero(~in_rows)]
    rows = [_row(seats, x, y) for seats in (*row_seats, *loose) if seats.size]
    rows.sort(key=lambda row: (row.height, row.left))
    lines: list[list[_Row]] = []
    for row in rows:
        if lines and _beside(lines[-1], row):
            lines[-1].append(row)
        else:
            lines.append([row])
    return tuple(
        line[0].seats
        if len(line) == 1
        else np.concatenate([row.seats for row in sorted(line, key=lambda row: row.left)])
        for line in lines
    )


def _row(seats: Ints, x: Floats, y: Floats) -> _Row:
    across = x[seats]
    # numpy's median asks for a tenth of a millisecond each time.
    height = float(np.sort(y[seats])[len(seats) // 2])
    return _Row(seats, height, float(across.min()), float(across.max()))


def _beside(line: list[_Row], row: _Row) -> bool:
    """Whether a row stands level with a line, and beside all of its rows."""
    if abs(line[0].height - row.height) > _SAME_LINE:
        return False
    return all(other.right < row.left or row.right < other.left for other in line)
