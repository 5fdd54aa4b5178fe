"""The marks over the map: the cursor, brackets about offers, and words about seats."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont, QPainter

from boxoffice.qtkit.tokens import Tokens
from boxoffice.seatmap.keyboard import Walk
from boxoffice.seatmap.overlay import (
    callout_spots,
    draw_bracket,
    draw_callout,
    draw_key,
    key_box,
)
from boxoffice.seatmap.projection import Bounds, shows_numbers
from boxoffice.seatmap.ring import CursorRing
from boxoffice.seatmap.view import MapView


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
        tokens: Tokens,
        font: QFont,
        *,
        focused: bool,
    ) -> None:
        """Draw all marks."""
        for at, bracket in enumerate(self.brackets):
            runs = [_around(view, part) for part in walk.parts(bracket.seats)]
            if runs:
                _draw_offer(painter, view, runs, bracket.key, tokens, font, first=at == 0)
        # So far out that seats have no numbers it would only hide them.
        near = shows_numbers(view.zoom, view.projection.ratio)
        if self.callout is not None and self.callout.seats and near:
            seats = _around(view, self.callout.seats)
            spots = callout_spots(seats, self.callout.text, font)
            cursor = view.rect(self.cursor) if self.cursor >= 0 else QRectF()

            def harm(spot: QRectF) -> tuple[bool, bool, int]:
                return not view.holds(spot), spot.intersects(cursor), _covered(view, spot)

            spot = min(spots, key=harm)
            draw_callout(painter, spot, seats, self.callout.text, tokens, font)
        if self.cursor >= 0:
            body, ratio = view.body(self.cursor), view.projection.ratio
            self.ring.draw(painter, body, tokens, view.zoom, ratio, focused=focused)


def _draw_offer(
    painter: QPainter,
    view: MapView,
    runs: list[QRectF],
    key: str,
    tokens: Tokens,
    font: QFont,
    *,
    first: bool,
) -> None:
    """The first offer's key stands below its seats, the others' above, unless it covers seats
    there and fewer on the other side."""
    sides = (first, not first)
    boxes = {below: key_box(runs, key, font, below=below) for below in sides}
    below = min(sides, key=lambda side: _covered(view, boxes[side]))
    draw_bracket(painter, runs, tokens, below=below)
    draw_key(painter, boxes[below], key, tokens, font, filled=first)


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
