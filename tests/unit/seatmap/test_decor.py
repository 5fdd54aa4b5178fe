from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from boxoffice.model.layout import Plan
from boxoffice.seatmap import decor
from boxoffice.seatmap.buffer import MapBuffer, Scene
from boxoffice.seatmap.painting import Canvas, Origin, Shown
from boxoffice.seatmap.projection import Projection
from boxoffice.seatmap.sprites import Ink
from tests.unit.seatmap.plans import PREMIUM, STANDARD, lay_out, plan_of_rows

WIDTH, HEIGHT = 300, 200


@pytest.fixture
def plan() -> Plan:
    """Two levels, each a category, with rows that have long names."""
    places = list(range(1, 9))
    rows = [(f"R{row}", PREMIUM if row < 3 else STANDARD, places) for row in range(6)]
    made = plan_of_rows(rows, 8)
    named = (
        replace(row, label=f"Balcony {row.label}", level="Balcony" if at < 3 else "Stalls")
        for at, row in enumerate(made.rows)
    )
    return replace(made, rows=tuple(named))


@pytest.mark.parametrize("ratio", [1.0, 2.0])
@pytest.mark.parametrize("zoom", [2.0, 3.0, 5.0])
def test_words_are_whole_wherever_the_map_came_from(
    ink: Ink, plan: Plan, zoom: float, ratio: float
) -> None:
    hall = lay_out(plan, screen_at_bottom=True)
    scale = zoom * ratio
    free = Shown(np.zeros(48, np.uint8), np.zeros(48, np.uint8))

    def picture(*views: Projection) -> NDArray[np.uint32]:
        buffer = MapBuffer(Scene(hall, ink, {}), views[0])
        for view in views:
            part = buffer.show(view, WIDTH, HEIGHT, free)
        rows = slice(part.top(), part.top() + HEIGHT)
        return buffer._plate.pixels[rows, part.left() : part.left() + WIDTH].copy()

    heading, letter, screen = hall.headings[-1], hall.letters[0], hall.fixtures[0].bounds
    middle = (screen.left + screen.right) / 2
    for away in range(10, 350, 20):
        for x, y, across, down in (
            (heading.x, heading.y, 0, -1),
            (letter.x, letter.y, 1, 0),
            (middle, screen.top, 0, 1),
        ):
            # The view's edge comes so near to what is written, which it did not show before.
            left = round(x * scale) - WIDTH // 2 + across * away
            top = round(y * scale) - HEIGHT // 2 + down * away
            there = Projection(zoom, ratio, left, top)
            here = Projection(zoom, ratio, left + across * 150, top + down * 150)
            moved, fresh = picture(here, there), picture(there)
            assert np.array_equal(moved, fresh), np.argwhere(moved != fresh)


@pytest.mark.parametrize("bow", [6.0, 40.0])
def test_the_screens_line_shows_no_seam_between_the_columns_it_is_drawn_by(
    qapp: object, bow: float
) -> None:
    path = QPainterPath(QPointF(-20.25, 50))
    path.quadTo(QPointF(300, 50 - bow), QPointF(620.5, 50))
    line = decor._outlined(path, QPen(QColor("white"), 4.0))
    drawings = []
    for fill in (QPainter.fillPath, decor._fill_by_columns):
        pixels = np.zeros((80, 600), dtype=np.uint32)
        canvas = Canvas(pixels, Origin(0, 0)).image()
        painter = QPainter(canvas)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(canvas.rect())
        fill(painter, line, QColor("white"))
        painter.end()
        drawings.append((pixels & 0xFF).astype(np.int64))
    whole, columns = drawings
    assert whole.max() == 255
    # Where a column ends its edges are rounded to Qt's steps.
    assert np.abs(whole - columns).max() <= 24
    # Across the line each column of pixels has as much of it as its neighbours.
    assert np.abs(np.diff(columns.sum(axis=0))).max() <= 32
