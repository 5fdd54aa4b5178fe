"""Draws a hall with a painter, seat by seat: for files and paper, where nothing is patched."""

from collections.abc import Iterable, Mapping

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from boxoffice.seatmap.decor import Decor
from boxoffice.seatmap.glyphs import Glyph, Shape, draw_number, draw_seat, number_font, number_style
from boxoffice.seatmap.hall import Hall
from boxoffice.seatmap.looks import SeatLook
from boxoffice.seatmap.projection import Bounds
from boxoffice.seatmap.sprites import Ink

_NO_CAPTIONS: Mapping[int, str] = {}


def draw_hall(painter: QPainter, hall: Hall, ink: Ink, area: Bounds) -> None:
    """Draw what lies in an area of the hall, all of its seats free, in map pixels."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setClipRect(QRectF(area.left, area.top, area.width, area.height))
    decor = Decor(hall, ink, _NO_CAPTIONS, zoom=1.0, ratio=1.0)
    decor.draw(painter)
    for seat in _seats_in(hall, area):
        _draw_seat(painter, hall, ink, seat)
    looks = np.full(len(hall.x), SeatLook.FREE, dtype=np.uint8)
    decor.draw_joins(painter, decor.joins_in(painter.clipBoundingRect()), looks)
    painter.restore()


def _seats_in(hall: Hall, area: Bounds) -> Iterable[int]:
    reach = float(np.hypot(*hall.sizes.max(axis=0, initial=0.0))) / 2
    near = area.grown(reach, reach, reach, reach)
    inside = (hall.x >= near.left) & (hall.x <= near.right)
    inside &= (hall.y >= near.top) & (hall.y <= near.bottom)
    seats: list[int] = np.flatnonzero(inside).tolist()
    return seats


def _draw_seat(painter: QPainter, hall: Hall, ink: Ink, seat: int) -> None:
    width, depth = (max(1.0, float(side)) for side in hall.sizes[hall.size[seat]])
    shape = Shape(width, depth, unit=1.0, turned=hall.turned)
    kind, number = int(hall.kind[seat]), int(hall.number[seat])
    painter.save()
    painter.translate(float(hall.x[seat]), float(hall.y[seat]))
    painter.rotate(float(hall.angle[seat]))
    draw_seat(painter, Glyph(SeatLook.FREE, int(hall.hue[seat]), kind), ink.tokens, shape)
    style = number_style(SeatLook.FREE, kind, ink.tokens, shape)
    if number and style is not None:
        text = str(number)
        font = number_font(len(text), style, ink.font, shape)
        draw_number(painter, text, style, font, shape)
    painter.restore()
