"""The designer on a plan of 100,000 seats, and what it is measured beside."""

import gc
import json
import statistics
import tempfile
from collections.abc import Coroutine
from functools import cache, cached_property, partial
from itertools import count
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from admin_designer.designer.document.baking import bake
from admin_designer.designer.document.blocks import Block, rows_of
from admin_designer.designer.document.document import Document
from admin_designer.designer.document.elements import Hall
from admin_designer.designer.formats.files import Format, write
from admin_designer.designer.qt.workspace import DesignerWorkspace
from boxoffice.model.layout import Category, SeatState
from boxoffice.qtkit.commands import Commands
from boxoffice.qtkit.tasks import Tasks
from boxoffice.qtkit.theme import Mode, Theme
from tests.benchmarks.harness import medians, timed
from tests.benchmarks.scene_of_items import SceneOfItems
from tests.benchmarks.stage import application, shown

#: Blocks beside and behind each other, the middle ones of a column curved; seats in each.
ACROSS, DEEP, ROWS, COLUMNS = 5, 4, 50, 100
MOVED = 10_000
SIZE = (1600, 1000)
ROUNDS, FRAMES, ITEM_FRAMES, UNDOS = 5, 60, 5, 15


class NoTasks(Tasks):
    """Nothing runs beside what is measured: no check, no copy for a crash."""

    def start(self, coroutine: Coroutine[Any, Any, object], *_: object) -> Any:
        coroutine.close()


def plan_file() -> bytes:
    """A plan of 100,000 seats as the designer saves it."""
    numbers = count()
    rows = [
        row
        for across in range(ACROSS)
        for down in range(DEEP)
        for row in rows_of(
            Block(
                30_000 + across * 62_000,
                2_000 + down * 60_000,
                ROWS,
                COLUMNS,
                1 + (across + down) % 3,
                radius_mm=60_000 if down == 1 else 0,
            ),
            lambda: f"{next(numbers):016x}",
        )
    ]
    categories = tuple(Category(at, f"Category {at}", at) for at in (1, 2, 3))
    return write(Document([Hall(categories=categories), *rows]), Format.LAYOUT)


class Desk:
    """A window of the designer, as large as the plan in it is SIZE."""

    def __init__(self) -> None:
        application()
        theme = Theme(Mode.LIGHT)

        async def ask(title: str, words: str, yes: str, stay: str, no: str = "") -> bool | None:
            return None

        self.folder = tempfile.TemporaryDirectory(prefix="boxoffice-bench-")
        folder = Path(self.folder.name)
        self.page = DesignerWorkspace(theme, NoTasks(), Commands(), ask, folder / "plans")
        self.file = folder / "large.layout"
        self.file.write_bytes(plan_file())
        self.page.show()
        self.page.canvas.setFixedSize(*SIZE)
        self.page.adjustSize()
        application().processEvents()

    def open(self) -> None:
        """Open the plan."""
        self.page.open(self.file)

    def grab(self) -> "Grip":
        """Select the seats that are to be moved, and press on one of them."""
        board = self.page.board
        board.select(board.standing.uids[:MOVED])
        application().processEvents()
        return Grip(self)

    @cached_property
    def items(self) -> SceneOfItems:
        """The same hall with an item a seat."""
        plan = bake(self.page.board.document)
        made = SceneOfItems(plan, bytes([SeatState.AVAILABLE]) * len(plan.seats), SIZE)
        made.look_at(self.page.canvas.plane.zoom, len(plan.seats) // 2)
        shown(made.view.show)
        return made


class Grip:
    """The pointer on a selected seat, its button down."""

    def __init__(self, desk: Desk) -> None:
        self._canvas = desk.page.canvas
        standing = desk.page.board.standing
        self._at = self._canvas.plane.to_view(float(standing.x_mm[0]), float(standing.y_mm[0]))
        self._send(QEvent.Type.MouseButtonPress)

    def move(self) -> None:
        """Drag some pixels on."""
        self._at += QPointF(3.0, 2.0)
        self._send(QEvent.Type.MouseMove)

    def let_go(self) -> None:
        """Leave the seats there."""
        self._send(QEvent.Type.MouseButtonRelease)

    def _send(self, kind: QEvent.Type) -> None:
        left = Qt.MouseButton.LeftButton
        held = Qt.MouseButton.NoButton if kind is QEvent.Type.MouseButtonRelease else left
        none = Qt.KeyboardModifier.NoModifier
        event = QMouseEvent(kind, self._at, self._at, left, held, none)
        QApplication.sendEvent(self._canvas, event)


@cache
def desk() -> Desk:
    """The one desk, with the plan open."""
    made = Desk()
    made.open()
    application().processEvents()
    return made


def opened() -> tuple[float, float]:
    """Median seconds from a file to the painted plan, and of reading its JSON."""
    made = desk()
    data = made.file.read_bytes()

    def ours() -> float:
        # What was open before is gone by then.
        made.page.filing.show(made.page.filing.fresh())
        application().processEvents()
        gc.collect()
        return shown(made.open)

    def beside() -> float:
        # As the standard library does it wherever nobody has said otherwise.
        gc.enable()
        try:
            return timed(lambda: json.loads(data))
        finally:
            gc.disable()

    return medians(ours, beside, ROUNDS)


def dragged() -> tuple[float, float]:
    """Mean seconds of a frame while 10,000 seats are dragged and snap, and of moving as many
    items."""
    made = desk()
    grip = made.grab()
    # The first frames draw what is moved as a picture.
    for _ in range(3):
        shown(grip.move)
    ours = [shown(grip.move) for _ in range(FRAMES)]
    made.page.canvas.give_up()
    moved = [shown(partial(made.items.move, range(MOVED), 3.0, 2.0)) for _ in range(ITEM_FRAMES)]
    return statistics.mean(ours), statistics.mean(moved)


def undone() -> tuple[float, float]:
    """Median seconds until the drag is taken back on the screen, and of a frame of the same plan
    that is drawn anew."""
    made = desk()
    grip = made.grab()
    for _ in range(8):
        shown(grip.move)
    shown(grip.let_go)
    editor, canvas = made.page.editor, made.page.canvas

    def undo() -> float:
        seconds = shown(editor.undo)
        shown(editor.redo)
        return seconds

    def frame() -> float:
        # A pixel's worth of zoom to and fro, which draws the whole view anew.
        middle = QPointF(canvas.rect().center())
        seconds = shown(partial(canvas.zoom_by, 1.01, middle))
        shown(partial(canvas.zoom_by, 1 / 1.01, middle))
        return seconds

    return medians(undo, frame, UNDOS)
