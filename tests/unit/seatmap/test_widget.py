import numpy as np
import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QImage, QKeyEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from boxoffice.model.layout import Plan
from boxoffice.qtkit.tokens import DARK, LIGHT
from boxoffice.seatmap.looks import SeatLook
from boxoffice.seatmap.widget import SeatMap
from tests.unit.seatmap.plans import hall_91, index_of, plain_hall


class KeyCatcher(QWidget):
    """A parent that writes down the keys that reach it."""

    def __init__(self) -> None:
        super().__init__()
        self.keys: list[int] = []

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.keys.append(event.key())


@pytest.fixture
def plan() -> Plan:
    return hall_91()


@pytest.fixture
def parent(qtbot: QtBot) -> KeyCatcher:
    catcher = KeyCatcher()
    catcher.resize(802, 527)
    qtbot.addWidget(catcher)
    return catcher


@pytest.fixture
def seat_map(qtbot: QtBot, parent: KeyCatcher, plan: Plan) -> SeatMap:
    made = SeatMap(LIGHT, lambda: 0.0, parent)
    made.resize(802, 527)
    made.show_plan(plan, {1: "₹200", 2: "₹300", 3: "₹400"})
    with qtbot.waitExposed(parent):
        parent.show()
    made.setFocus()
    return made


def middle(seat_map: SeatMap, plan: Plan, seat_id: str) -> QPoint:
    return seat_map.seat_rect(index_of(plan, seat_id)).center()


def picture(seat_map: SeatMap) -> QImage:
    return seat_map.grab().toImage()


def chosen(seat_map: SeatMap) -> list[list[int]]:
    heard: list[list[int]] = []
    seat_map.seats_chosen.connect(heard.append)
    return heard


def test_the_hall_fits_the_counter_at_full_size(seat_map: SeatMap) -> None:
    assert seat_map.zoom() == 1.0
    assert seat_map.seat_rect(0).width() == 26


def test_a_sold_seat_turns_grey_two_pixels_inside_its_edge(seat_map: SeatMap, plan: Plan) -> None:
    seat = index_of(plan, "D8")
    seat_map.set_cursor(-1)
    seat_map.change_looks([seat], SeatLook.SOLD)
    box = seat_map.seat_rect(seat)
    image = picture(seat_map)
    assert image.pixelColor(box.left() + 3, box.center().y()) == QColor(LIGHT.sold)
    assert image.pixelColor(box.left() + 1, box.center().y()) == QColor(LIGHT.ground)


def test_a_seat_of_yours_is_solid_accent(seat_map: SeatMap, plan: Plan) -> None:
    seat = index_of(plan, "C6")
    looks = np.zeros(91, dtype=np.uint8)
    looks[seat] = SeatLook.YOURS
    seat_map.set_looks(looks)
    box = seat_map.seat_rect(seat)
    assert picture(seat_map).pixelColor(box.left() + 2, box.center().y()) == QColor(LIGHT.accent)


def test_a_free_seat_takes_the_themes_surface(seat_map: SeatMap, plan: Plan) -> None:
    at = middle(seat_map, plan, "D5")
    before = picture(seat_map).pixelColor(at)
    seat_map.set_tokens(DARK)
    assert (before, picture(seat_map).pixelColor(at)) == (
        QColor(LIGHT.surface),
        QColor(DARK.surface),
    )


def test_a_click_asks_for_one_seat_and_moves_the_cursor(
    qtbot: QtBot, seat_map: SeatMap, plan: Plan
) -> None:
    heard = chosen(seat_map)
    QTest.mouseClick(seat_map, Qt.MouseButton.LeftButton, pos=middle(seat_map, plan, "B13"))
    assert heard == [[index_of(plan, "B13")]]
    assert seat_map.cursor_seat() == index_of(plan, "B13")


def drag(qtbot: QtBot, seat_map: SeatMap, *way: QPoint) -> None:
    QTest.mousePress(seat_map, Qt.MouseButton.LeftButton, pos=way[0])
    for point in way[1:]:
        QTest.mouseMove(seat_map, point)
        QApplication.processEvents()
    QTest.mouseRelease(seat_map, Qt.MouseButton.LeftButton, pos=way[-1])


def test_a_drag_asks_once_for_all_its_seats(qtbot: QtBot, seat_map: SeatMap, plan: Plan) -> None:
    seat_map.change_looks([index_of(plan, "D6")], SeatLook.SOLD)
    heard = chosen(seat_map)
    way = [middle(seat_map, plan, seat_id) for seat_id in ("D5", "D6", "D7", "D8")]
    drag(qtbot, seat_map, *way)
    assert heard == [[index_of(plan, seat_id) for seat_id in ("D5", "D7", "D8")]]


def test_a_drag_leaves_the_cursor_on_its_last_seat(
    qtbot: QtBot, seat_map: SeatMap, plan: Plan
) -> None:
    seat_map.change_looks([index_of(plan, "D5")], SeatLook.SOLD)
    drag(qtbot, seat_map, *(middle(seat_map, plan, seat) for seat in ("D8", "D7", "D6", "D5")))
    assert seat_map.cursor_seat() == index_of(plan, "D6")


def test_a_drag_says_beside_the_pointer_how_many_seats_it_takes(
    qtbot: QtBot, seat_map: SeatMap, plan: Plan
) -> None:
    start, end = (middle(seat_map, plan, seat) for seat in ("D5", "D7"))
    QTest.mousePress(seat_map, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(seat_map, end)
    beside = QRect(end + QPoint(14, -34), QSize(40, 20))
    accent = QColor(LIGHT.accent)
    assert picture(seat_map).pixelColor(beside.topLeft() + QPoint(4, 10)) == accent
    QTest.mouseRelease(seat_map, Qt.MouseButton.LeftButton, pos=end)
    assert picture(seat_map).pixelColor(beside.topLeft() + QPoint(4, 10)) != accent


def test_the_seat_under_the_pointer_is_told_once_and_without_painting(
    seat_map: SeatMap, plan: Plan
) -> None:
    heard: list[int] = []
    painted: list[QEvent.Type] = []
    seat_map.pointed_at.connect(heard.append)
    seat, beside = index_of(plan, "D7"), index_of(plan, "D8")
    QApplication.processEvents()

    class Painted(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint:
                painted.append(event.type())
            return False

    watcher = Painted()
    seat_map.installEventFilter(watcher)
    for at in (seat, seat, beside):
        for step in (0, 1, 2):
            QTest.mouseMove(seat_map, seat_map.seat_rect(at).center() + QPoint(step, step))
            QApplication.processEvents()
    QApplication.sendEvent(seat_map, QEvent(QEvent.Type.Leave))
    assert heard == [seat, beside, -1]
    assert painted == []


def test_a_drag_over_the_aisle_asks_for_nothing(
    qtbot: QtBot, seat_map: SeatMap, plan: Plan
) -> None:
    heard = chosen(seat_map)
    start = middle(seat_map, plan, "D12") + QPoint(22, 0)
    drag(qtbot, seat_map, start, start + QPoint(14, 0))
    assert heard == []


def test_space_asks_for_the_cursor_seat(qtbot: QtBot, seat_map: SeatMap, plan: Plan) -> None:
    heard = chosen(seat_map)
    seat_map.set_cursor(index_of(plan, "D8"))
    QTest.keyClick(seat_map, Qt.Key.Key_Right)
    QTest.keyClick(seat_map, Qt.Key.Key_Space)
    assert heard == [[index_of(plan, "D9")]]


def test_shift_and_arrows_gather_until_shift_is_let_go(
    qtbot: QtBot, seat_map: SeatMap, plan: Plan
) -> None:
    heard = chosen(seat_map)
    seat_map.set_cursor(index_of(plan, "D11"))
    right = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    QApplication.sendEvent(seat_map, right)
    QApplication.sendEvent(seat_map, right)
    assert heard == []
    QTest.keyRelease(seat_map, Qt.Key.Key_Shift)
    assert heard == [[index_of(plan, seat_id) for seat_id in ("D11", "D12", "D13")]]


def test_home_and_end_go_to_the_ends_of_the_row(
    qtbot: QtBot, seat_map: SeatMap, plan: Plan
) -> None:
    seat_map.set_cursor(index_of(plan, "B9"))
    QTest.keyClick(seat_map, Qt.Key.Key_End)
    end = seat_map.cursor_seat()
    QTest.keyClick(seat_map, Qt.Key.Key_Home)
    assert (end, seat_map.cursor_seat()) == (index_of(plan, "B17"), index_of(plan, "B1"))


@pytest.mark.parametrize(
    "key", [Qt.Key.Key_4, Qt.Key.Key_B, Qt.Key.Key_PageUp, Qt.Key.Key_F9, Qt.Key.Key_Return]
)
def test_keys_of_the_sale_go_on_to_the_parent(
    qtbot: QtBot, seat_map: SeatMap, parent: KeyCatcher, key: Qt.Key
) -> None:
    QTest.keyClick(seat_map, key)
    assert parent.keys == [key]


def test_zero_fits_the_hall_unless_a_number_is_being_typed(
    qtbot: QtBot, seat_map: SeatMap, parent: KeyCatcher
) -> None:
    QTest.keyClick(seat_map, Qt.Key.Key_Plus)
    assert seat_map.zoom() > 1.0
    seat_map.set_zero_fits(False)
    QTest.keyClick(seat_map, Qt.Key.Key_0)
    assert parent.keys == [Qt.Key.Key_0]
    seat_map.set_zero_fits(True)
    QTest.keyClick(seat_map, Qt.Key.Key_0)
    assert seat_map.zoom() == 1.0


def turn_wheel(seat_map: SeatMap, at: QPoint, notches: int) -> None:
    inverted = False
    event = QWheelEvent(
        QPointF(at),
        QPointF(seat_map.mapToGlobal(at)),
        QPoint(),
        QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        inverted,
    )
    QApplication.sendEvent(seat_map, event)


def test_the_wheel_zooms_about_the_pointer(seat_map: SeatMap, plan: Plan) -> None:
    at = middle(seat_map, plan, "D8")
    turn_wheel(seat_map, at, 4)
    assert seat_map.zoom() > 1.5
    assert seat_map.seat_rect(index_of(plan, "D8")).contains(at)


def test_the_middle_button_moves_the_map(qtbot: QtBot, seat_map: SeatMap, plan: Plan) -> None:
    turn_wheel(seat_map, middle(seat_map, plan, "D8"), 6)
    before = middle(seat_map, plan, "D8")
    QTest.mousePress(seat_map, Qt.MouseButton.MiddleButton, pos=QPoint(400, 300))
    QTest.mouseMove(seat_map, QPoint(370, 280))
    QTest.mouseRelease(seat_map, Qt.MouseButton.MiddleButton, pos=QPoint(370, 280))
    assert middle(seat_map, plan, "D8") - before == QPoint(-30, -20)


def test_the_cursor_seat_is_spoken(seat_map: SeatMap, plan: Plan) -> None:
    seat_map.set_describe(lambda seat: f"{plan.seats[seat].seat_id}, free, ₹200")
    seat_map.set_cursor(index_of(plan, "E3"))
    assert seat_map.accessibleName() == "Seat map"
    assert seat_map.accessibleDescription() == "E3, free, ₹200"


def test_turning_the_hall_keeps_the_cursor_on_its_seat(seat_map: SeatMap, plan: Plan) -> None:
    seat = index_of(plan, "A1")
    seat_map.set_cursor(seat)
    seat_map.set_screen_at_bottom(False)
    assert seat_map.cursor_seat() == seat
    assert seat_map.seat_rect(seat).top() > seat_map.seat_rect(index_of(plan, "E1")).top()


def test_the_cursor_is_ringed_where_it_stands(seat_map: SeatMap, plan: Plan) -> None:
    seat = index_of(plan, "D8")
    seat_map.set_cursor(seat)
    box = seat_map.seat_rect(seat)
    ring = picture(seat_map).pixelColor(box.center().x(), box.top() - 3)
    assert ring == QColor(LIGHT.cursor)


def test_an_offers_key_stands_where_it_covers_no_seat(seat_map: SeatMap, plan: Plan) -> None:
    # Below row D stands row E; above it is the room of a heading.
    seats = [index_of(plan, seat_id) for seat_id in ("D8", "D9")]
    before = picture(seat_map)
    seat_map.set_brackets([(seats, "Enter")])
    after = picture(seat_map)
    row_e = seat_map.seat_rect(index_of(plan, "E8"))
    assert after.copy(row_e) == before.copy(row_e)
    above = seat_map.seat_rect(seats[0]).translated(0, -22)
    assert after.copy(above) != before.copy(above)


@pytest.mark.parametrize("last", ["B2", "B3", "B4"])
def test_an_offers_key_covers_no_category_name(seat_map: SeatMap, plan: Plan, last: str) -> None:
    seats = list(range(index_of(plan, "B1"), index_of(plan, last) + 1))
    above = seat_map.seat_rect(seats[0]).top() - 24
    premium = QRect(QPoint(seat_map.seat_rect(index_of(plan, "D1")).left(), above), QSize(132, 16))
    before = picture(seat_map)
    # The first key would stand below its seats, the second above them.
    seat_map.set_brackets([([index_of(plan, "E8")], "Enter"), (seats, "B")])
    after = picture(seat_map)
    assert after != before
    assert after.copy(premium) == before.copy(premium)


def test_the_cursor_goes_to_the_nearest_seat_that_can_be_taken(
    seat_map: SeatMap, plan: Plan
) -> None:
    seat_map.set_cursor(index_of(plan, "D8"))
    seat_map.go_to_free()
    assert seat_map.cursor_seat() == index_of(plan, "D8")
    seat_map.change_looks([index_of(plan, one) for one in ("D7", "D8", "D9")], SeatLook.SOLD)
    seat_map.go_to_free()
    assert plan.seats[seat_map.cursor_seat()].seat_id in ("C7", "D6", "D10", "E8")
    seat_map.set_looks(np.full(len(plan.seats), SeatLook.SOLD, dtype=np.uint8))
    before = seat_map.cursor_seat()
    seat_map.go_to_free()
    assert seat_map.cursor_seat() == before


@pytest.mark.parametrize("at_bottom", [True, False])
@pytest.mark.parametrize(("rows", "columns"), [(100, 100), (60, 160), (8, 160)])
def test_the_screen_of_a_hall_of_thousands_lies_on_no_seat_and_its_word_is_whole(
    seat_map: SeatMap, rows: int, columns: int, at_bottom: bool
) -> None:
    seat_map.resize(400, 240)
    seat_map.set_screen_at_bottom(at_bottom)
    seat_map.show_plan(plain_hall(rows, columns), {})
    seat_map.set_cursor(-1)
    picture(seat_map)
    seat_map.set_looks(np.full(rows * columns, SeatLook.SOLD, dtype=np.uint8))
    changed = picture(seat_map)
    seat_map.set_tokens(LIGHT)
    assert picture(seat_map) == changed
    ground = QColor(LIGHT.ground).rgb()
    for y in (0, 1, 238, 239):
        assert {changed.pixel(x, y) for x in range(400)} == {ground}
    seats_end = seat_map.seat_rect(rows * columns - 1 if at_bottom else 0)
    beyond = range(seats_end.bottom() + 4, 240) if at_bottom else range(seats_end.top() - 4)
    inked = [y for y in beyond if changed.pixel(200, y) != ground]
    assert inked, "the screen can be seen"
