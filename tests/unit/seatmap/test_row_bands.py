"""Row letters at the view's edges: every row in view can be read however near one looks."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from boxoffice.model.layout import Plan
from boxoffice.qtkit.tokens import LIGHT
from boxoffice.seatmap.minimap import Minimap
from boxoffice.seatmap.row_bands import RowBands, Spot
from boxoffice.seatmap.widget import SeatMap
from tests.unit.seatmap.plans import curved_hall, plain_hall

SIZE = (600, 400)


@pytest.fixture
def seat_map(qtbot: QtBot) -> SeatMap:
    made = SeatMap(LIGHT, lambda: 0.0)
    made.resize(*SIZE)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    return made


def look(seat_map: SeatMap, plan: Plan, seat: int) -> tuple[list[Spot], list[Spot]]:
    """Look from near at a seat; what stands in the left and the right band."""
    seat_map.show_plan(plan, {})
    while seat_map.zoom() < 1.0:
        seat_map.zoom_in()
    hall = seat_map.hall
    seat_map.look_at(float(hall.x[seat]), float(hall.y[seat]))
    bands = RowBands(hall, LIGHT, seat_map.font())
    return bands.spots(seat_map.projection, seat_map.rect())


def across_view(seat_map: SeatMap, plan: Plan) -> dict[str, list[int]]:
    """The seats of each row whose middles are between the view's left and right edges."""
    rows: dict[str, list[int]] = {}
    for row in plan.rows:
        seats = [seat for run in row.runs for seat in run.seats]
        rows[row.label] = [
            one for one in seats if 0 <= seat_map.seat_rect(one).center().x() < SIZE[0]
        ]
    return rows


@pytest.mark.parametrize(
    "plan", [plain_hall(40, 100), curved_hall(40, 100)], ids=["plain", "curved"]
)
def test_each_row_that_crosses_an_edge_is_named_there_level_with_its_seats(
    seat_map: SeatMap, plan: Plan
) -> None:
    bands = look(seat_map, plan, 20 * 100 + 30)
    for spots, end in zip(bands, (0, -1), strict=True):
        ends = {
            label: seat_map.seat_rect(seats[end]).center().y()
            for label, seats in across_view(seat_map, plan).items()
        }
        wanted = {label: y for label, y in ends.items() if 5 < y < SIZE[1] - 5}
        assert len(wanted) > 5
        heights = dict(spots)
        assert set(wanted) <= set(heights) <= set(ends)
        assert all(abs(heights[label] - y) <= 3 for label, y in wanted.items())


def test_a_row_whose_own_letter_is_in_view_is_not_named_twice(seat_map: SeatMap) -> None:
    lefts, rights = look(seat_map, plain_hall(40, 100), 20 * 100)
    assert lefts == []
    assert rights


def test_a_hall_that_is_wholly_in_view_has_no_bands(seat_map: SeatMap) -> None:
    seat_map.show_plan(plain_hall(5, 10), {})
    bands = RowBands(seat_map.hall, LIGHT, seat_map.font())
    assert bands.spots(seat_map.projection, seat_map.rect()) == ([], [])


def test_a_seat_that_a_band_hides_is_not_taken_by_a_click(seat_map: SeatMap) -> None:
    plan = plain_hall(40, 100)
    look(seat_map, plan, 20 * 100 + 30)
    heard: list[list[int]] = []
    seat_map.seats_chosen.connect(heard.append)
    first = across_view(seat_map, plan)["R20"][0]
    hidden = QPoint(8, seat_map.seat_rect(first).center().y())
    QTest.mouseClick(seat_map, Qt.MouseButton.LeftButton, pos=hidden)
    assert heard == []
    QTest.mouseClick(
        seat_map, Qt.MouseButton.LeftButton, pos=seat_map.seat_rect(first + 3).center()
    )
    assert heard == [[first + 3]]


def test_the_cursor_is_never_brought_under_a_band(seat_map: SeatMap) -> None:
    plan = plain_hall(40, 100)
    look(seat_map, plan, 20 * 100 + 30)
    for steps, key in ((25, Qt.Key.Key_Left), (50, Qt.Key.Key_Right)):
        for _ in range(steps):
            QTest.keyClick(seat_map, key)
        place = seat_map.seat_rect(seat_map.cursor_seat())
        assert place.left() >= 36
        assert place.right() <= SIZE[0] - 36


def test_bands_after_a_drag_of_the_map_are_those_of_a_new_look(seat_map: SeatMap) -> None:
    plan = curved_hall(40, 100)
    look(seat_map, plan, 20 * 100 + 30)
    Minimap(seat_map, LIGHT)
    seat_map.grab()
    middle = seat_map.rect().center()
    QTest.mousePress(seat_map, Qt.MouseButton.MiddleButton, pos=middle)
    for step in range(1, 40):
        QTest.mouseMove(seat_map, middle + QPoint(-2 * step, 5 * step))
        seat_map.grab()
    QTest.mouseRelease(seat_map, Qt.MouseButton.MiddleButton, pos=middle)
    moved = seat_map.grab().toImage()
    seat_map.set_tokens(LIGHT)
    assert seat_map.grab().toImage() == moved
