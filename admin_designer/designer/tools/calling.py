"""What the rows and seats of a drawing are called, where it is shown on the drawing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from admin_designer.designer.document.document import Document
from admin_designer.designer.document.names import Line, Name, lines_of, names_of
from admin_designer.designer.document.naming import Naming, number_in
from admin_designer.designer.document.row_shape import Stood, stand

Ints = NDArray[np.int64]

#: A row's name stands so far from the middle of its last seat, if that is as wide as usual.
LETTER_MM, USUAL_MM = 620.0, 500


@dataclass(frozen=True, slots=True)
class RowLetter:
    """A row's name and the middle of where it is written, millimetres."""

    text: str
    x_mm: float
    y_mm: float


@dataclass(frozen=True, slots=True)
class Called:
    """The names of all seats by uid, and those of the rows at both ends of each."""

    names: Mapping[str, Name]
    letters: tuple[RowLetter, ...] = ()

    def numbers(self, uids: list[str]) -> Ints:
        """The number of each of these seats in its row; 0 for one without."""
        of = self.names
        if not of:
            return np.zeros(len(uids), dtype=np.int64)
        return np.array(
            [number_in(of[uid].number) if uid in of else 0 for uid in uids], dtype=np.int64
        )


def called(document: Document, naming: Naming | None = None) -> Called:
    """All names as the hall has them, or as it would with another naming."""
    lines = lines_of((row, stand(row)) for row in document.rows)
    names = names_of(lines, naming or document.hall.naming)
    return Called(names, tuple(letter for line in lines for letter in _letters(line, names)))


def _letters(line: Line, names: Mapping[str, Name]) -> Iterator[RowLetter]:
    """The name before the first seat of a line and behind its last one."""
    parts = [part for part in line if part.runs]
    if not parts:
        return
    for part, at, side in (
        (parts[0], parts[0].runs[0][0], 0),
        (parts[-1], parts[-1].runs[-1][-1], 1),
    ):
        place = part.row.places[at]
        # As far beyond the edge of a wheelchair space as beyond that of a seat.
        away_mm = LETTER_MM + max(0, place.width_mm - USUAL_MM) / 2
        x_mm, y_mm = _beside(part.stood, at, away_mm, right=bool(side))
        yield RowLetter(names[place.uid].row, x_mm, y_mm)


def _beside(stood: Stood, at: int, away_mm: float, *, right: bool) -> tuple[float, float]:
    """A spot so far out from a row's last place on one side, in the row's own direction."""
    turn = np.radians(stood.angle_cdeg[at] / 100)
    across = np.cos(turn) * away_mm
    # A row may be drawn from right to left.
    out = 1.0 if (across >= 0) == right else -1.0
    return float(stood.x_mm[at] + out * across), float(
        stood.y_mm[at] + out * np.sin(turn) * away_mm
    )
