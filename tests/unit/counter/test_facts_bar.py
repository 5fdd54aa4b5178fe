"""What the counter says about a seat."""

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from boxoffice.counter.facts_bar import Facts, FactsBar, told_of
from boxoffice.model.layout import Seat, SeatFact, SeatKind, SeatState
from boxoffice.qtkit.theme import Theme
from tests.unit.counter.open_counter import Counter


def test_what_people_look_for_in_a_seat_is_said_after_its_kind() -> None:
    plain = Seat("u", "A1", "A", 1, 1, SeatKind.STANDARD, 0, 0)
    assert told_of(plain) == ()
    seat = Seat("u", "A1", "A", 1, 1, SeatKind.SOFA, 0, 0, facts=tuple(SeatFact))
    assert told_of(seat) == ("Half of a sofa", "Lift-up armrest", "Hearing loop", "Near the aisle")


async def test_the_seat_under_the_pointer_is_told_until_pointer_or_keyboard_moves_on(
    counter: Counter,
) -> None:
    seat_map, show = counter.page.hall.map, counter.page.sale.show
    assert show is not None
    [bar] = counter.page.hall.findChildren(FactsBar)
    seat_map.set_cursor(show.index_of["C6"])
    of_cursor = bar.accessibleName()
    assert of_cursor == "C6, Premium ₹300, Free"
    _point(seat_map, seat_map.seat_rect(show.index_of["A5"]).center())
    assert bar.accessibleName() == "A5, Diamond ₹400, Free"
    counter.office.live(show.show_id).put(["A5"], SeatState.BOOKED)
    await counter.settle()
    QApplication.sendEvent(seat_map, QEvent(QEvent.Type.Leave))
    assert bar.accessibleName() == of_cursor
    _point(seat_map, seat_map.seat_rect(show.index_of["A5"]).topLeft() + QPoint(4, 4))
    assert bar.accessibleName() == "A5, Diamond ₹400, Sold"
    await counter.press(Qt.Key.Key_Right)
    assert bar.accessibleName() == "C7, Premium ₹300, Free"


def _point(widget: QWidget, at: QPoint) -> None:
    """Move the mouse; QTest would let Qt handle events inside the test's task, and lose others."""
    there, none = QPointF(at), Qt.MouseButton.NoButton
    above = QPointF(widget.mapToGlobal(at))
    keys = Qt.KeyboardModifier.NoModifier
    moved = QMouseEvent(QEvent.Type.MouseMove, there, above, none, none, keys)
    QApplication.sendEvent(widget, moved)


@pytest.mark.parametrize(
    ("room", "shown"),
    [(400, ("Premium ₹300", "Free", "Sofa")), (190, ("Premium ₹300", "Free")), (90, ("Free",))],
)
def test_a_narrow_bar_leaves_facts_out_and_says_last_whether_a_seat_is_free(
    theme: Theme, qtbot: QtBot, room: int, shown: tuple[str, ...]
) -> None:
    bar = FactsBar(theme)
    qtbot.addWidget(bar)
    bar.tell(Facts("C9", ("Premium ₹300", "Free", "Sofa"), "takes it"))
    bar.resize(room, bar.height())
    assert bar._fitting() == shown
