"""A press anywhere in an area takes a free place of it, and the map says how many there are."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from admin_designer.designer.document.areas import rectangle
from admin_designer.designer.document.baking import bake
from admin_designer.designer.document.document import Document
from admin_designer.designer.document.elements import Area, Hall, Place, SeatRow
from boxoffice.model.layout import Category
from boxoffice.qtkit.tokens import LIGHT
from boxoffice.seatmap.exact import lay_out_exactly
from boxoffice.seatmap.looks import SeatLook
from boxoffice.seatmap.projection import Projection
from boxoffice.seatmap.standing import SoldAreas
from boxoffice.seatmap.widget import SeatMap

SEATS, PLACES = 10, 6
ROW = SeatRow("r", 5_000, 2_000, tuple(Place(f"u{at}", 1) for at in range(SEATS)))
FLOOR = Area("floor", 5_000, 6_000, rectangle(8_000, 4_000), "Pit", PLACES, 2)
PLAN = bake(Document([Hall(categories=(Category(1, "A", 1), Category(2, "B", 2))), ROW, FLOOR]))


@pytest.fixture
def seat_map(qtbot: QtBot) -> SeatMap:
    seat_map = SeatMap(LIGHT)
    qtbot.addWidget(seat_map)
    seat_map.resize(700, 560)
    seat_map.show_plan(PLAN, {})
    seat_map.show()
    return seat_map


def chosen(seat_map: SeatMap) -> list[list[int]]:
    asked: list[list[int]] = []
    seat_map.seats_chosen.connect(asked.append)
    return asked


def click(seat_map: SeatMap, at: QPoint) -> None:
    QTest.mouseClick(seat_map, Qt.MouseButton.LeftButton, pos=at)


def between(seat_map: SeatMap) -> QPoint:
    """A point of the area on which no place is."""
    one, other = (seat_map.seat_rect(SEATS + at).center() for at in (0, 1))
    return (one + other) / 2


def label_of(seat_map: SeatMap) -> QRect:
    """Where it says how many are free."""
    view = QRectF(seat_map.rect())
    return seat_map._areas.region(seat_map._view.projection, view, seat_map.font()).boundingRect()


@pytest.mark.parametrize("at_bottom", [True, False])
def test_a_press_between_places_takes_the_first_that_is_free(
    seat_map: SeatMap, at_bottom: bool
) -> None:
    seat_map.set_screen_at_bottom(at_bottom)
    asked = chosen(seat_map)
    click(seat_map, between(seat_map))
    seat_map.change_looks([SEATS, SEATS + 1], SeatLook.SOLD)
    click(seat_map, between(seat_map))
    assert asked == [[SEATS], [SEATS + 2]]


def test_a_press_on_a_place_that_is_gone_takes_another(seat_map: SeatMap) -> None:
    asked = chosen(seat_map)
    seat_map.change_looks([SEATS + 3], SeatLook.HELD)
    click(seat_map, seat_map.seat_rect(SEATS + 3).center())
    # One of one's own is given back, as a seat is.
    seat_map.change_looks([SEATS + 4], SeatLook.YOURS)
    click(seat_map, seat_map.seat_rect(SEATS + 4).center())
    assert asked == [[SEATS], [SEATS + 4]]


def test_a_seat_that_is_gone_stays_what_is_asked_for(seat_map: SeatMap) -> None:
    asked = chosen(seat_map)
    seat_map.change_looks([3], SeatLook.SOLD)
    click(seat_map, seat_map.seat_rect(3).center())
    assert asked == [[3]]


def test_space_again_and_again_takes_one_place_after_the_other(seat_map: SeatMap) -> None:
    seat_map.seats_chosen.connect(lambda seats: seat_map.change_looks(seats, SeatLook.YOURS))
    asked = chosen(seat_map)
    seat_map.set_cursor(SEATS + 1)
    for _ in range(PLACES):
        QTest.keyClick(seat_map, Qt.Key.Key_Space)
    assert sorted(asked) == [[SEATS + at] for at in range(PLACES)]


def test_what_is_said_to_be_free_follows_each_sale(seat_map: SeatMap) -> None:
    before = seat_map.grab().toImage()
    seat_map.change_looks([SEATS], SeatLook.SOLD)
    after = seat_map.grab().toImage()
    label = label_of(seat_map)
    around = [
        (x, y)
        for x in range(label.left() + 8, label.right() - 8)
        for y in range(label.top() + 4, label.bottom() - 4)
    ]
    assert any(before.pixel(x, y) != after.pixel(x, y) for x, y in around)
    # Its words are on a ground of their own, so that nothing shines through.
    ground = np.array([after.pixel(x, label.top() + 5) for x, _ in around])
    assert (ground == QColor(LIGHT.surface).rgb()).mean() > 0.8


@pytest.mark.parametrize("at_bottom", [True, False])
def test_how_many_are_free_hides_no_place_and_no_seat(seat_map: SeatMap, at_bottom: bool) -> None:
    seat_map.set_screen_at_bottom(at_bottom)
    label = label_of(seat_map)
    assert seat_map.rect().contains(label)
    hidden = [at for at in range(SEATS + PLACES) if seat_map.seat_rect(at).intersects(label)]
    assert hidden == []


def test_on_paper_the_words_about_an_area_have_no_more_room_than_they_take(
    seat_map: SeatMap,
) -> None:
    """Nobody is told there how many are free, which takes twice as much."""
    hall, letters = lay_out_exactly(PLAN), seat_map.font()
    picture = QImage(1_000, 1_000, QImage.Format.Format_RGB32)
    picture.fill(QColor("#123456"))
    view = QRectF(picture.rect())
    with QPainter(picture) as painter:
        SoldAreas(hall).draw(painter, Projection(1.0, 1.0, 0, 0), view, None, LIGHT, letters)
    pixels = np.frombuffer(picture.constBits(), dtype=np.uint32).reshape(1_000, 1_000)
    columns = np.flatnonzero((pixels == QColor(LIGHT.surface).rgb()).any(axis=0))
    letters.setPixelSize(13)
    letters.setWeight(QFont.Weight.DemiBold)
    words = QFontMetricsF(letters).horizontalAdvance(f"Pit · {PLACES}")
    assert words < columns[-1] - columns[0] < words + 24


def test_places_heaped_up_on_one_spot_are_shown_and_sold(qtbot: QtBot) -> None:
    heap = Area("heap", 5_000, 6_000, rectangle(40, 40), "Pit", 500, 1)
    plan = bake(Document([Hall(categories=(Category(1, "A", 1),)), heap]))
    seat_map = SeatMap(LIGHT)
    qtbot.addWidget(seat_map)
    seat_map.show_plan(plan, {})
    for _ in range(12):
        seat_map.zoom_in()
    asked = chosen(seat_map)
    click(seat_map, seat_map.seat_rect(7).center())
    assert len(asked) == 1
