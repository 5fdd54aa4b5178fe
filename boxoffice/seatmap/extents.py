"""How far what stands beside seats can reach, so that it is drawn whole in any part of a map.

All boxes are rows of left, top, right, bottom in device pixels of the map. They are rather too
large than too small: a word's width is estimated by its characters.
"""

from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF

from boxoffice.model.layout import LandmarkKind
from boxoffice.seatmap.furniture import LEVEL_RISE, Heading
from boxoffice.seatmap.hall import Hall
from boxoffice.seatmap.painting import Region
from boxoffice.seatmap.projection import LEAST_ZOOM_FOR_WORDS

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

#: Words keep between these sizes whatever the zoom.
LEAST_TEXT_PX, MOST_TEXT_PX = 10.0, 17.0
#: The line of the screen bows by this share of its width, and its word stands so far beyond it, map
#: pixels.
SCREEN_BOW, SCREEN_WORD_AT = 0.017, 17.0
#: How far a screen is from the seats at least, logical pixels.
LEAST_SCREEN_AWAY = 8.0
#: The length and width of a joining bar, map pixels, and how far before the middle of its seats it
#: lies, as a share of their depth.
JOIN_LENGTH, JOIN_LINE, JOIN_AT = 9.0, 3.0, 0.13
#: Room for lines and smoothed edges, map pixels and device pixels.
_LINE_ROOM, _EDGE = 4.0, 2.0
#: No character is wider than so many times its font's size.
_WIDEST = 2.0


@dataclass(frozen=True)
class Extents:
    """The boxes around all that a map at this scale draws beside seats; `floor` are those of what
    is known to the scene alone."""

    hall: Hall
    zoom: float
    ratio: float
    floor: tuple[QRectF, ...] = ()

    @property
    def _scale(self) -> float:
        return self.zoom * self.ratio

    @property
    def _text(self) -> float:
        """The largest font's size, device pixels."""
        return MOST_TEXT_PX * self.ratio + _EDGE

    @property
    def _has_words(self) -> bool:
        return self.zoom >= LEAST_ZOOM_FOR_WORDS

    @cached_property
    def letters(self) -> Floats:
        """Around each of the hall's letters; none where words are left out."""
        if not self._has_words:
            return np.empty((0, 4))
        middles = self.hall.letter_places * self._scale
        lengths = np.array([len(letter.text) for letter in self.hall.letters], dtype=np.float64)
        across, down = lengths * _WIDEST * self._text / 2, np.full(len(lengths), self._text)
        room = np.stack((across, down), axis=1)
        return np.hstack((middles - room, middles + room))

    @cached_property
    def lines(self) -> tuple[tuple[Heading, ...], ...]:
        """The headings by the line they stand on; none where words are left out."""
        if not self._has_words:
            return ()
        lines = groupby(self.hall.headings, key=lambda heading: heading.y)
        return tuple(tuple(line) for _, line in lines)

    @cached_property
    def headings(self) -> Floats:
        """Around each of `lines`, which may go on to either side."""
        middles = np.array([line[0].y for line in self.lines]) * self._scale
        above = middles - LEVEL_RISE * self._scale - self._text
        ends = np.full(len(middles), np.inf)
        return np.stack((-ends, above, ends, middles + self._text), axis=1)

    @cached_property
    def fixtures(self) -> Floats:
        """Around each of the hall's fixtures; their words lie inside, but for the screen's and an
        area's on which seats stand."""
        boxes = []
        for fixture in self.hall.fixtures:
            box = fixture.bounds.scaled(self._scale)
            across = down = _LINE_ROOM * self._scale + _EDGE
            if fixture.outline:
                down += 2 * self._text
            if fixture.kind is LandmarkKind.SCREEN:
                across += _WIDEST * self._text * max(len(fixture.text), 20)
                down += SCREEN_BOW * box.width + SCREEN_WORD_AT * self._scale
                down += LEAST_SCREEN_AWAY * self.ratio + 2 * self._text
            boxes.append(box.grown(across, down, across, down))
        edges = [(box.left, box.top, box.right, box.bottom) for box in boxes]
        return np.array(edges).reshape(-1, 4)

    @cached_property
    def joins(self) -> Floats:
        """Around the bar of each of the hall's joins."""
        hall, pairs = self.hall, self.hall.joins
        before = JOIN_AT * float(hall.sizes[:, 1].max(initial=0.0))
        room = (before + (JOIN_LENGTH + JOIN_LINE) / 2) * self._scale + _EDGE
        middles = np.stack((hall.x[pairs].mean(axis=1), hall.y[pairs].mean(axis=1)), axis=1)
        middles *= self._scale
        return np.hstack((middles - room, middles + room))

    @cached_property
    def _words(self) -> Floats:
        floor = np.array([box.getCoords() for box in self.floor]).reshape(-1, 4)
        return np.concatenate((self.letters, self.headings, self.fixtures, floor))

    def words_over(self, boxes: Ints) -> NDArray[np.bool_]:
        """Which of these boxes something beside seats, but for bars, may reach into."""
        return _any(boxes, self._words)

    def bars_over(self, boxes: Ints) -> NDArray[np.bool_]:
        """Which of these boxes a bar may reach into."""
        return _any(boxes, self.joins)


def reaching(boxes: Floats, area: QRectF) -> list[int]:
    """Which of these boxes reach into an area."""
    found: list[int] = np.flatnonzero(_meet(boxes.T, area.getCoords())).tolist()
    return found


def meeting(boxes: Ints, region: Region) -> NDArray[np.bool_]:
    """Which of these boxes reach into a region of the same pixels."""
    edges = (region.left, region.top, region.right, region.bottom)
    meet: NDArray[np.bool_] = _meet(boxes.T, edges)
    return meet


def _any(boxes: Ints, others: Floats) -> NDArray[np.bool_]:
    if not len(others):
        return np.zeros(len(boxes), dtype=np.bool_)
    meet: NDArray[np.bool_] = _meet(others.T[:, None], boxes.T[:, :, None])
    found: NDArray[np.bool_] = np.logical_or.reduce(meet, axis=1)
    return found


def _meet(one: Any, other: Any) -> Any:
    """Whether boxes, their edges along the first axis, have something in common."""
    left, top, right, bottom = other
    return (one[0] < right) & (one[2] > left) & (one[1] < bottom) & (one[3] > top)
