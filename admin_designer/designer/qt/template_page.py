"""Halls to begin with, each with its picture."""

import math
from functools import partial

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from admin_designer.designer.document.areas import sold_places
from admin_designer.designer.document.document import Document
from admin_designer.designer.qt.form import scrolled
from admin_designer.designer.qt.plan_view import PlanView
from admin_designer.designer.templates.halls import TEMPLATES
from admin_designer.designer.templates.shape import Shape, drawn
from admin_designer.designer.tools.board import Board, fresh_id
from boxoffice.qtkit.commands import Command, Hint
from boxoffice.qtkit.fonts import BOLD, Size
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.widgets import KeyButton, Panel, Text

TEMPLATE_KEY = "Ctrl+Shift+N"
_CARD_WIDTH, _PICTURE_HEIGHT, _WORDS_HEIGHT, _GAP = 250, 190, 160, 12
_MOST_COLUMNS = 4


class TemplatePage(QWidget):
    """`chosen` carries the Shape to begin with; `closed`: none is to be."""

    chosen = Signal(object)
    closed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.cards: list[TemplateCard] = []
        self._grid = QGridLayout()
        self._back = KeyButton(theme, self.tr("Go on drawing"), "Esc")
        self._back.clicked.connect(self.closed)
        self._lay_out()

    def prepare(self) -> None:
        """Draw the pictures, the first time."""
        for at, shape in enumerate(TEMPLATES.values() if not self.cards else ()):
            card = TemplateCard(self._theme, shape, str(at + 1))
            card.chosen.connect(self.chosen)
            self.cards.append(card)
        self._arrange()

    def commands(self) -> tuple[Command, ...]:
        """A digit takes each."""
        return tuple(
            Command(
                self.tr("Begin with: {title}").format(title=_told(shape.title)),
                partial(self._choose, at),
                str(at + 1),
            )
            for at, shape in enumerate(TEMPLATES.values())
        )

    def hints(self) -> tuple[Hint, ...]:
        """Its keys."""
        last = len(TEMPLATES)
        return (
            Hint(f"1–{last}", self.tr("begin with that hall")),
            Hint("Esc", self.tr("go on drawing")),
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _choose(self, at: int) -> None:
        self.cards[at].choose()

    def _arrange(self) -> None:
        """As many beside each other as there is room for."""
        room = (self.width() - _GAP) // (_CARD_WIDTH + _GAP)
        columns = max(1, min(_MOST_COLUMNS, room))
        high = self.height() // math.ceil(len(TEMPLATES) / columns) - _WORDS_HEIGHT
        for at, card in enumerate(self.cards):
            card.picture.setFixedHeight(max(_PICTURE_HEIGHT, high))
            self._grid.addWidget(card, *divmod(at, columns))

    def _lay_out(self) -> None:
        head = Panel("window", "bottom")
        line = QHBoxLayout(head)
        line.setContentsMargins(12, 6, 12, 7)
        line.addWidget(Text(self.tr("Begin with a hall"), Size.TIME, BOLD))
        line.addStretch(1)
        line.addWidget(self._back)
        self._grid.setSpacing(_GAP)
        around = QVBoxLayout()
        around.setContentsMargins(_GAP, _GAP, _GAP, _GAP)
        around.addLayout(self._grid)
        around.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(scrolled(around), 1)


class TemplateCard(Panel):
    """One hall: its picture, which may be pressed, its name, and what it is."""

    chosen = Signal(object)

    def __init__(self, theme: Theme, shape: Shape, key: str) -> None:
        super().__init__("surface", "card")
        self._shape = shape
        self.picture = PlanView(Board(Document(drawn(shape, fresh_id))), theme)
        self.picture.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        board = self.picture.board
        seats = len(board.standing.uids) + sold_places(board.document).total()
        self.button = KeyButton(theme, _told(shape.title), key)
        self.button.clicked.connect(self.choose)
        about = Text(_told(shape.about), Size.META, ink="text_second")
        about.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 10)
        column.setSpacing(8)
        column.addWidget(self.picture)
        below = QVBoxLayout()
        below.setContentsMargins(10, 0, 10, 0)
        below.setSpacing(6)
        for part in (self.button, Text(self.tr("%n seats", "", seats), Size.LIST, BOLD), about):
            below.addWidget(part)
        column.addLayout(below)
        column.addStretch(1)

    def choose(self) -> None:
        """Begin with it."""
        self.chosen.emit(self._shape)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.choose()


def _told(text: str) -> str:
    return QCoreApplication.translate("Templates", text)
