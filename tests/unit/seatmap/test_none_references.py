"""One release of PySide lost a reference to None with every rectangle, until the process died."""

import sys

import numpy as np
from pytestqt.qtbot import QtBot

from boxoffice.qtkit.tokens import LIGHT
from boxoffice.seatmap.legend import Legend
from boxoffice.seatmap.looks import SeatLook
from boxoffice.seatmap.widget import SeatMap
from tests.unit.seatmap.plans import hall_91


def test_painting_the_map_keeps_all_references_to_none(qtbot: QtBot) -> None:
    seat_map, legend = SeatMap(LIGHT, lambda: 0.0), Legend(LIGHT)
    qtbot.addWidget(seat_map)
    qtbot.addWidget(legend)
    seat_map.show_plan(hall_91(), {1: "₹200"})
    seat_map.set_looks((np.arange(91) % len(SeatLook)).astype(np.uint8))
    seat_map.set_brackets([([1, 2], "Enter"), ([20, 21], "B")])
    seat_map.set_callout([5], "A6\njust taken")

    def paint() -> None:
        for _ in range(20):
            seat_map.set_tokens(LIGHT)
            seat_map.grab()
            legend.grab()

    paint()
    before = sys.getrefcount(None)
    paint()
    assert sys.getrefcount(None) >= before - 20
