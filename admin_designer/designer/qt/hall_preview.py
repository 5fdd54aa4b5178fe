"""The hall as it will be sold: at the counter, and on the customers' screen."""

import asyncio

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from admin_designer.designer.document.baking import bake
from admin_designer.designer.document.document import Document
from boxoffice.model.layout import Plan
from boxoffice.qtkit.commands import Hint
from boxoffice.qtkit.fonts import BOLD, Size
from boxoffice.qtkit.tasks import Tasks
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.widgets import KeyButton, Panel, Text
from boxoffice.seatmap.display import HallDisplay
from boxoffice.seatmap.widget import SeatMap

PREVIEW_KEY = "F5"


class HallPreview(QWidget):
    """Two maps of one plan; `closed` when the plan is to be worked on again."""

    closed = Signal()

    def __init__(self, theme: Theme, tasks: Tasks) -> None:
        super().__init__()
        self._tasks = tasks
        self._theme = theme
        self.counter = SeatMap(theme.tokens)
        self.customer = HallDisplay(theme.tokens)
        self.customer.set_screen_at_bottom(False)
        self._words = Text("", Size.META, ink="text_second")
        back = KeyButton(theme, self.tr("Go on drawing"), PREVIEW_KEY)
        back.clicked.connect(self.closed)
        head = Panel("window", "bottom")
        line = QHBoxLayout(head)
        line.setContentsMargins(12, 6, 12, 7)
        line.addWidget(Text(self.tr("Preview"), Size.TIME, BOLD))
        line.addWidget(self._words, 1)
        line.addWidget(back)
        maps = QHBoxLayout()
        maps.setSpacing(0)
        maps.addWidget(_titled(self.tr("At the counter"), self.counter), 1)
        maps.addWidget(_titled(self.tr("As customers see it"), self.customer), 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addLayout(maps, 1)
        self.setFocusProxy(self.counter)
        theme.changed.connect(self._take_theme)

    def show_document(self, document: Document) -> None:
        """Show a drawing as it is now."""
        self._words.setText("")
        still = Document(document.elements.values())
        self._tasks.start(self._show(still))

    def hints(self) -> tuple[Hint, ...]:
        """Its keys."""
        return (
            Hint(self.tr("Arrows"), self.tr("the next seat")),
            Hint("Esc", self.tr("go on drawing")),
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    async def _show(self, document: Document) -> None:
        plan = await asyncio.to_thread(bake, document)
        self._show_plan(plan)

    def _show_plan(self, plan: Plan) -> None:
        self._words.setText("" if plan.seats else self.tr("The hall has no seat yet."))
        for each in (self.counter, self.customer):
            each.show_plan(plan, {})

    def _take_theme(self) -> None:
        for each in (self.counter, self.customer):
            each.set_tokens(self._theme.tokens)


def _titled(title: str, map_: HallDisplay) -> QWidget:
    frame = Panel("panel", "right")
    column = QVBoxLayout(frame)
    column.setContentsMargins(0, 8, 1, 0)
    column.setSpacing(8)
    words = Text(title, Size.LIST, BOLD)
    words.setContentsMargins(12, 0, 0, 0)
    column.addWidget(words)
    column.addWidget(map_, 1)
    return frame
