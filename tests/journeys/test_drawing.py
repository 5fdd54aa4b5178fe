"""Somebody draws the cinema's hall of 91 seats from nothing, with mouse and keys, and saves it."""

import asyncio
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit

from admin_designer.designer.document.baking import bake
from admin_designer.designer.document.checker import problems_in
from admin_designer.designer.document.document import Document
from admin_designer.designer.document.problems import Severity
from admin_designer.designer.formats.files import load
from admin_designer.designer.tools.standing import KINDS
from boxoffice.bootstrap.demo_halls import HallPart, HallShape, draw
from boxoffice.bootstrap.designer import open_designer
from boxoffice.bootstrap.hands import in_a_turn_of_its_own
from boxoffice.bootstrap.shell import Shell
from boxoffice.model.clock import SystemClock
from boxoffice.model.layout import LandmarkKind, Plan, SeatKind
from boxoffice.qtkit.tasks import Tasks
from boxoffice.rules.layouts import check
from boxoffice.settings import Settings
from tests.plan_hands import PlanHands

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
#: Audi 3 of the demo cinema.
WANTED = HallShape(
    (
        HallPart("Diamond", 3, ("3.6s2.7s",)),
        HallPart("Premium", 2, ("1.9s2.8s", "1.9s2.8s"), gap_mm=700),
        HallPart("Standard", 1, ("12s2.10s", "wc10s2.8scw"), gap_mm=700),
    ),
    screen_distance_mm=3_200,
)


def seats(plan: Plan) -> list[tuple[str, str, SeatKind, str, int, int]]:
    """What a counter sells: names, categories, kinds, who belongs together, and where."""
    name = {seat.uid: seat.seat_id for seat in plan.seats}
    category = {one.category_id: one.name for one in plan.categories}
    return [
        (
            seat.seat_id,
            category[seat.category_id],
            seat.kind,
            name.get(seat.partner_uid, ""),
            seat.x_mm,
            seat.y_mm,
        )
        for seat in plan.seats
    ]


def runs(plan: Plan) -> list[tuple[str, list[int]]]:
    return [(row.label, [len(run.seats) for run in row.runs]) for row in plan.rows]


@pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing the keyboard)")
async def test_the_hall_of_91_seats_is_drawn_from_nothing_and_saved(
    qapp: QApplication, tmp_path: Path
) -> None:
    tasks = Tasks()
    faults: list[str] = []
    tasks.failed.connect(faults.append)
    shell = Shell(qapp, tasks, Settings(data_dir=tmp_path, theme="light"), SystemClock())
    page = open_designer(shell)
    shell.window.appear()
    shell.window.activateWindow()
    await asyncio.sleep(0.05)
    hands = PlanHands(page, shell.window)
    try:
        await _draw(hands)
        # What is not saved is asked about, and Esc goes on drawing.
        shell.window.close()
        await hands.until("it is asked", lambda: shell.window.focusWidget() is not page.canvas)
        await hands.press(Key.Key_Escape)
        await hands.until("it is drawn on", lambda: shell.window.focusWidget() is page.canvas)
        assert not shell.window.closed.is_set()
        await _save(hands, tmp_path / "audi-3.layout")
        shell.window.close()
        await hands.until("the window is closed", shell.window.closed.is_set)
    finally:
        page.finish()
        await tasks.close()
        shell.close()
    assert faults == []

    drawn = Document(load(tmp_path / "audi-3.layout").elements)
    plan, wanted = bake(drawn), draw(WANTED)
    assert len(plan.seats) == 91
    # A demo's seats are also of the kind that their category is called by.
    basic = dict.fromkeys(("standard", "premium", "diamond"), "standard")
    # Its wheelchair spaces are as large as its seats; those that are drawn need more room.
    out_mm = {"E1": -200, "E22": 200}
    assert [
        (name, category, basic.get(str(kind), kind), partner, x_mm + out_mm.get(name, 0), y_mm)
        for name, category, kind, partner, x_mm, y_mm in seats(wanted)
    ] == seats(plan)
    assert runs(plan) == runs(wanted)
    assert [(one.kind, one.x_mm, one.y_mm) for one in plan.landmarks] == [
        (LandmarkKind.DOOR, 900, 10_500),
        (LandmarkKind.SCREEN, 7_940, 10_500),
        (LandmarkKind.DOOR, 14_980, 10_500),
    ]
    assert (plan.width_mm, plan.depth_mm) == (wanted.width_mm, wanted.depth_mm)
    assert check(plan) == ()
    assert [one for one in problems_in(drawn) if one.severity is Severity.ERROR] == []


async def _draw(hands: PlanHands) -> None:
    hall = hands.page.properties.hall
    await hands.fill(hall.name, "Audi 3")
    await hands.fill(hall.wide, "15880")
    await hands.fill(hall.deep, "12000")
    await hands.hands.click(hall.add)
    await hands.hands.click(hall.add)
    await hands.settle()
    await hands.fill(hall.categories[1].name, "Premium")
    await hands.fill(hall.categories[2].name, "Diamond")
    await hands.press(Key.Key_0)
    # Rows from the front: each block begins at a corner and ends at another.
    for category, start, end in (
        (Key.Key_1, (1_500, 6_200), (14_380, 7_300)),
        (Key.Key_2, (3_180, 3_300), (13_260, 4_400)),
        (Key.Key_3, (4_860, 1_500), (12_700, 1_500)),
    ):
        await hands.press(Key.Key_V)
        await hands.click((7_940, 9_000))
        await hands.press(category, Key.Key_B)
        await hands.drag(start, end)
    # The aisle in the middle is two seats wide.
    await hands.press(Key.Key_E)
    await hands.drag((8_220, 1_000), (8_220, 7_900))
    await hands.drag((8_780, 1_000), (8_780, 7_900))
    await hands.press(Key.Key_V)
    # A wheelchair space at each end of the front row takes its neighbour as a companion's seat.
    for end_mm in (1_500, 14_380):
        await hands.click((end_mm, 7_300))
        await hands.choose(hands.page.properties.seats.kind, KINDS.index(SeatKind.WHEELCHAIR))
    fixtures = hands.page.properties.fixtures
    screen, door = hands.page.things.buttons[7], hands.page.things.buttons[9]
    for thing, spot in ((screen, (7_940, 10_500)), (door, (900, 10_500)), (door, (14_980, 10_500))):
        await hands.hands.click(thing)
        await hands.click(spot)
        # What was put down snapped to what is near; numbers are exact.
        await hands.fill(fixtures.at_x, str(spot[0]))
        await hands.fill(fixtures.at_y, str(spot[1]))
        if thing is screen:
            await hands.fill(fixtures.wide, "9528")


async def _save(hands: PlanHands, path: Path) -> None:
    await hands.press(Key.Key_S, modifier=CTRL)
    await hands.until("a file is asked for", lambda: _dialog(hands) is not None)
    dialog = _dialog(hands)
    assert dialog is not None
    line = dialog.findChild(QLineEdit)
    assert isinstance(line, QLineEdit)

    def type_name() -> None:
        # Pasted: what completes typed names might take the Enter.
        line.setText(str(path))
        QTest.keyClick(line, Key.Key_Return)

    await in_a_turn_of_its_own(type_name)
    await hands.until("the plan is saved", lambda: not hands.page.filing.draft.unsaved)


def _dialog(hands: PlanHands) -> QFileDialog | None:
    return next(iter(hands.page.findChildren(QFileDialog)), None)


def test_what_is_no_plan_is_refused_in_one_line(tmp_path: Path) -> None:
    nothing = tmp_path / "nothing.layout"
    nothing.write_text("{}", encoding="utf-8")
    for file in (nothing, tmp_path / "missing.csv"):
        done = subprocess.run(
            [sys.executable, "-m", "boxoffice", "designer", "--data", tmp_path, file],
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=60,
        )
        said = [line for line in done.stderr.splitlines() if "propagateSizeHints" not in line]
        assert (done.returncode, len(said)) == (1, 1)
