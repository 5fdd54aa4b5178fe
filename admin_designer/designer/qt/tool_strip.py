"""The columns left of the plan: the tools in a strip, and the things to drag on to the plan."""

import math
from collections.abc import Sequence

from PySide6.QtCore import QMimeData, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QDrag, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QButtonGroup,
    QGridLayout,
    QSizePolicy,
    QVBoxLayout,
)

from admin_designer.designer.qt.form import scrolled
from admin_designer.designer.qt.level_list import LevelList
from admin_designer.designer.qt.toolbox import Kind
from boxoffice.qtkit.fonts import REGULAR, SEMIBOLD, Size, font
from boxoffice.qtkit.icons import draw_icon
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.tokens import RADIUS_BUTTON
from boxoffice.qtkit.widgets import Panel, Text

STRIP_WIDTH, PALETTE_WIDTH = 52, 172
_TOOL, _ICON, _APART = 40, 20, 2
_THING_HEIGHT, _THING_ICON = 58, 22
#: What is dragged from the palette is told by this and its place in the list.
THING_MIME = "application/x-boxoffice-thing"


class _Sign(QAbstractButton):
    """A button that is a sign: filled while it is checked."""

    def __init__(self, theme: Theme, icon: str, name: str) -> None:
        super().__init__()
        self.theme, self.icon_name = theme, icon
        self.setAccessibleName(name)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.toggled.connect(self.update)

    def paint_body(self, painter: QPainter, *, outlined: bool) -> str:
        """Draw the ground; the ink to go on with."""
        tokens = self.theme.tokens
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        box = QRectF(self.rect())
        if outlined:
            painter.setPen(QPen(self.theme.colour("line"), 1))
            box = box.adjusted(0.5, 0.5, -0.5, -0.5)
        ground = "surface" if outlined else ""
        if self.isChecked():
            ground = "accent"
        elif self.underMouse():
            ground = "hover"
        painter.setBrush(self.theme.colour(ground) if ground else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, RADIUS_BUTTON, RADIUS_BUTTON)
        return tokens.on_accent if self.isChecked() else tokens.text


class ToolButton(_Sign):
    """A tool's icon with its key in the corner."""

    def __init__(self, theme: Theme, icon: str, words: str, key: str) -> None:
        super().__init__(theme, icon, words)
        self._key = key
        self.setToolTip(f"{words}  {key}")
        self.setCheckable(True)
        self.setFixedSize(_TOOL, _TOOL)
        self.setFont(font(Size.KEY, SEMIBOLD))

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            ink = self.paint_body(painter, outlined=False)
            place = QRectF(9, 8, _ICON, _ICON)
            draw_icon(painter, self.icon_name, ink, place)
            painter.setPen(ink)
            corner = QRectF(0, 0, _TOOL - 4, _TOOL - 1)
            painter.drawText(
                corner, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom, self._key
            )


class ThingButton(_Sign):
    """A thing to drag on to the plan; a click takes it into the hand."""

    def __init__(self, theme: Theme, number: int, kind: Kind) -> None:
        super().__init__(theme, kind.icon, kind.words)
        self._number = number
        self._pressed_at = QPoint()
        self.setMinimumSize(48, _THING_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFont(font(Size.META, REGULAR))

    def sizeHint(self) -> QSize:
        return QSize(70, _THING_HEIGHT)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed_at = event.position().toPoint()
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        far = (event.position().toPoint() - self._pressed_at).manhattanLength()
        if self.isDown() and far >= QApplication.startDragDistance():
            self.setDown(False)
            mime = QMimeData()
            mime.setData(THING_MIME, str(self._number).encode())
            drag = QDrag(self)
            drag.setMimeData(mime)
            drag.exec(Qt.DropAction.CopyAction)
        else:
            super().mouseMoveEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            ink = self.paint_body(painter, outlined=True)
            left = (self.width() - _THING_ICON) / 2
            draw_icon(painter, self.icon_name, ink, QRectF(left, 6, _THING_ICON, _THING_ICON))
            painter.setPen(ink)
            words = QRectF(2, 30, self.width() - 4, self.height() - 31)
            middle = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(words, middle, self.accessibleName())


class ToolStrip(Panel):
    """The tools below each other, in a low window in several columns; `picked` carries the place of
    one in the list."""

    picked = Signal(int)

    def __init__(self, theme: Theme, tools: Sequence[Kind], more_key: str) -> None:
        super().__init__("panel", "right")
        #: Shows the things, in a window that has no room for them as well.
        self.more = ToolButton(theme, "plus", self.tr("More to put down"), more_key)
        self.more.setParent(self)
        self.more.hide()
        self.more.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._group = QButtonGroup(self)
        self._arranged = 0, 0
        self._grid = QGridLayout()
        self._grid.setSpacing(_APART)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(5, 6, 6, 6)
        whole.addLayout(self._grid)
        whole.addStretch(1)
        for at, kind in enumerate(tools):
            button = ToolButton(theme, kind.icon, kind.words, kind.key)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self._group.addButton(button, at)
        self._arrange(1)
        self._group.idClicked.connect(self.picked)

    def current(self) -> int:
        """The place of the one that is in the hand, -1 for none of them."""
        return self._group.checkedId()

    def set_current(self, at: int) -> None:
        """Show which one is in the hand; -1 for one that is not here."""
        self._group.setExclusive(at >= 0)
        for button in self._group.buttons():
            button.setChecked(self._group.id(button) == at)

    def set_room(self, height: int) -> None:
        """Stand in as many columns as it takes at that height."""
        in_one = max(1, (height - 12 + _APART) // (_TOOL + _APART))
        self._arrange(math.ceil(len(self._shown()) / in_one))

    def _shown(self) -> list[QAbstractButton]:
        more = [] if self.more.isHidden() else [self.more]
        return [*self._group.buttons(), *more]

    def _arrange(self, columns: int) -> None:
        buttons = self._shown()
        if (columns, len(buttons)) == self._arranged:
            return
        self._arranged = columns, len(buttons)
        in_one = math.ceil(len(buttons) / columns)
        for at, button in enumerate(buttons):
            self._grid.addWidget(button, at % in_one, at // in_one)
        self.setFixedWidth(STRIP_WIDTH + (columns - 1) * (_TOOL + _APART))


class ThingPalette(Panel):
    """What can be dragged on to the plan; `picked` carries the place of one in the list."""

    picked = Signal(int)

    def __init__(self, theme: Theme, things: Sequence[Kind]) -> None:
        super().__init__("panel", "right")
        self.setFixedWidth(PALETTE_WIDTH)
        column = QVBoxLayout()
        column.setContentsMargins(10, 8, 10, 8)
        column.setSpacing(6)
        column.addWidget(Text(self.tr("Drag on to the plan"), Size.META, SEMIBOLD, "text_second"))
        grid = QGridLayout()
        grid.setSpacing(6)
        self.buttons = [ThingButton(theme, at, kind) for at, kind in enumerate(things)]
        for at, button in enumerate(self.buttons):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(lambda _checked=False, at=at: self.picked.emit(at))
            grid.addWidget(button, at // 2, at % 2)
        column.addLayout(grid)
        self.levels = LevelList(theme)
        column.addWidget(self.levels)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 1, 0)
        whole.addWidget(scrolled(column))
