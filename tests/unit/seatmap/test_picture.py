from functools import partial

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QRegion, QWheelEvent
from pytestqt.qtbot import QtBot

from boxoffice.qtkit.tokens import DARK, LIGHT
from boxoffice.seatmap import picture as picture_module
from boxoffice.seatmap.buffer import Scene
from boxoffice.seatmap.looks import SeatLook
from boxoffice.seatmap.painting import Shown
from boxoffice.seatmap.picture import Picture
from boxoffice.seatmap.projection import Projection
from boxoffice.seatmap.sprites import Ink
from boxoffice.seatmap.widget import SeatMap
from tests.unit.seatmap.plans import hall_91, lay_out, plain_hall

SIZE = QSize(300, 200)
NEVER = 0xFF00FF


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
def test_a_map_zoomed_out_by_the_wheel_shows_ground_where_nothing_was_drawn(
    ink: Ink, ratio: float
) -> None:
    hall = lay_out(plain_hall(40, 60), screen_at_bottom=True)
    sold = Shown(np.full(2400, SeatLook.SOLD, np.uint8), np.zeros(2400, np.uint8))
    near = Projection(1.0, ratio, round(500 * ratio), round(900 * ratio))
    picture = Picture()
    picture.begin(Scene(hall, ink, {}), near)
    canvas = QImage(SIZE * ratio, QImage.Format.Format_RGB32)
    canvas.setDevicePixelRatio(ratio)
    canvas.fill(NEVER)
    painter = QPainter(canvas)
    painter.scale(1 / ratio, 1 / ratio)
    picture.paint(painter, near, SIZE, QRegion(0, 0, SIZE.width(), SIZE.height()), sold)
    buffer = picture._buffer
    assert buffer is not None
    beside = np.ones(buffer._plate.pixels.shape, dtype=np.bool_)
    beside[buffer._plate.drawn.rows, buffer._plate.drawn.columns] = False
    buffer._plate.pixels[beside] = NEVER
    picture.paint_stretched(painter, near.zoomed(0.5, 150, 100), SIZE, QColor(LIGHT.ground))
    painter.end()
    colours = {canvas.pixel(x, y) for x in range(canvas.width()) for y in range(canvas.height())}
    assert NEVER not in {colour & 0xFFFFFF for colour in colours}
    assert canvas.pixelColor(0, 0) == QColor(LIGHT.ground)
    assert canvas.pixelColor(canvas.width() - 1, canvas.height() - 1) == QColor(LIGHT.ground)
    assert QColor(LIGHT.sold).rgb() in colours


def test_a_wheel_turned_right_after_a_new_hall_or_theme_shows_that_one(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(picture_module, "_SLOW_SECONDS", 0.0)
    seat_map = SeatMap(LIGHT, lambda: 0.0)
    qtbot.addWidget(seat_map)
    seat_map.resize(500, 400)
    seat_map.show_plan(plain_hall(40, 60), {})
    seat_map.grab()
    _turn_wheel(seat_map)
    assert seat_map._crisp_timer.isActive()
    another_hall = partial(seat_map.show_plan, hall_91(), {})
    another_theme = partial(seat_map.set_tokens, DARK)
    for renew in (another_hall, another_theme):
        renew()
        _turn_wheel(seat_map)
        shown = seat_map.grab().toImage()
        seat_map.set_captions({})
        assert seat_map.grab().toImage() == shown


def _turn_wheel(seat_map: SeatMap) -> None:
    at, inverted = QPointF(250, 200), False
    event = QWheelEvent(
        at,
        at,
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        inverted,
    )
    seat_map.wheelEvent(event)
