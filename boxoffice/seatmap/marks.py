"""The marks over the map: the cursor, brackets about offers, and words about seats."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont, QPainter

from boxoffice.qtkit.tokens import Tokens
from boxoffice.seatmap.furniture import Floats
from boxoffice.seatmap.keyboard import Walk
from boxoffice.seatmap.overlay import (
    callout_spots,
    draw_bracket,
    draw_callout,
    draw_key,
    key_boxes,
)
from boxoffice.seatmap.projection import Bounds, shows_numbers
from boxoffice.seatmap.ring import CursorRing
from boxoffice.seatmap.view import MapView

#: So many seats are covered rather than one word, which stands for many of them.
_WORD = 3


@dataclass(frozen=True, slots=True)
class Bracket:
    """Offered seats and the key that takes them."""

    seats: tuple[int, ...]
    key: str


@dataclass(frozen=True, slots=True)
class Callout:
    """Words, with line breaks where wanted, about some seats."""

    seats: tuple[int, ...]
    text: str


@dataclass(slots=True)
class Marks:
    """What is marked; `cursor` is a seat or -1."""

    cursor: int = -1
    brackets: tuple[Bracket, ...] = ()
    callout: Callout | None = None
    ring: CursorRing = field(default_factory=CursorRing)

    def draw(
        self,
        painter: QPainter,
        view: MapView,
        walk: Walk,
        words: Floats,
        tokens: Tokens,
        font: QFont,
        *,
        focused: bool,
    ) -> None:
        """Draw all marks; `words` are what Decor's words and letters take."""
        keys: list[QRectF] = []
        for at, bracket in enumerate(self.brackets):
            runs = [_around(view, part) for part in walk.parts(bracket.seats)]
            if runs:
                below, box = _place_key(view, runs, bracket.key, font, words, keys, first=at == 0)
                draw_bracket(painter, runs, tokens, below=below)
                draw_key(painter, box, bracket.key, tokens, font, filled=at == 0)
                keys.append(box)
        # So far out that seats have no numbers it would only hide them.
        near = shows_numbers(view.zoom, view.projection.ratio)
        if self.callout is not None and self.callout.seats and near:
            seats = _around(view, self.callout.seats)
            spots = callout_spots(seats, self.callout.text, font)
            cursor = view.rect(self.cursor) if self.cursor >= 0 else QRectF()

            def harm(spot: QRectF) -> tuple[bool, bool, bool, int]:
                covered = _covered(view, spot) + _words_covered(view, spot, words)
                on_keys = any(map(spot.intersects, keys))
                return not view.holds(spot), on_keys, spot.intersects(cursor), covered

            spot = min(spots, key=harm)
            draw_callout(painter, spot, seats, self.callout.text, tokens, font)
        if self.cursor >= 0:
            self.ring.draw(painter, view, self.cursor, tokens, focused=focused)


def _place_key(
    view: MapView,
    runs: list[QRectF],
    key: str,
    font: QFont,
    words: Floats,
    keys: Sequence[QRectF],
    *,
    first: bool,
) -> tuple[bool, QRectF]:
    """On which side of its seats (whether below) and where a key stands: the first offer's below
    and the others' above, unless less that is read is covered elsewhere."""
    boxes = [
        (below, box)
        for below in (first, not first)
        for box in key_boxes(runs, key, font, below=below)
    ]

    def harm(place: tuple[bool, QRectF]) -> tuple[bool, bool, int]:
        _, box = place
        covered = _covered(view, box) + _words_covered(view, box, words)
        return not view.holds(box), any(map(box.intersects, keys)), covered

    return min(boxes, key=harm)


def _words_covered(view: MapView, spot: QRectF, words: Floats) -> int:
    """What the words and letters that a spot covers count for, in seats."""
    place = view.projection
    left, right = (x * place.ratio + place.left for x in (spot.left(), spot.right()))
    top, bottom = (y * place.ratio + place.top for y in (spot.top(), spot.bottom()))
    across = (words[:, 0] < right) & (words[:, 2] > left)
    return _WORD * int((across & (words[:, 1] < bottom) & (words[:, 3] > top)).sum())


def _around(view: MapView, seats: Sequence[int]) -> QRectF:
    """The rectangle around some seats."""
    boxes = np.array([view.rect(seat).getCoords() for seat in seats])
    left, top = boxes[:, :2].min(axis=0).tolist()
    right, bottom = boxes[:, 2:].max(axis=0).tolist()
    return QRectF(left, top, right - left, bottom - top)


def _covered(view: MapView, spot: QRectF) -> int:
    """How many seats a spot covers."""
    area = Bounds(spot.left(), spot.top(), spot.right(), spot.bottom())
    return len(view.seats_in(area))
