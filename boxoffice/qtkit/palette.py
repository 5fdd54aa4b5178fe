"""The command palette: type a few letters of what you want, press Enter."""

from typing import cast

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from boxoffice.qtkit.commands import Command, Commands, run_if_enabled
from boxoffice.qtkit.fonts import REGULAR, SEMIBOLD, Size, font
from boxoffice.qtkit.fuzzy import best_first
from boxoffice.qtkit.overlay import Overlay
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.tokens import HEIGHT_KEY
from boxoffice.qtkit.widgets import Field, Text
from boxoffice.qtkit.widgets.key_cap import key_cap_width, paint_key_cap

WIDTH, HEIGHT = 560, 440
ROW_HEIGHT = 36
PAGE_ROWS = 8

_AnyIndex = QModelIndex | QPersistentModelIndex


class CommandPalette(Overlay):
    """Lists the commands of what is on screen; arrows choose, Enter runs, Esc closes.

    First comes what can be done on the page in front, what a finger does without looking after
    it; what may not run just now is last, in grey, and says why instead of running. `own_key` is
    the key of the command that opens the palette, which it does not list.
    """

    def __init__(
        self, theme: Theme, commands: Commands, window: QWidget, own_key: str = ""
    ) -> None:
        super().__init__(window, commands, WIDTH, HEIGHT)
        self._own_key = own_key
        self._commands_on_screen: tuple[Command, ...] = ()
        self._rows = _Rows()
        self._field = Field(theme, self.tr("What do you want to do?"), icon="search", height=40)
        self._list = QListView()
        self._list.setModel(self._rows)
        self._list.setItemDelegate(_RowDelegate(theme, self._list))
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setMouseTracking(True)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setAccessibleName(self.tr("Commands"))
        self._nothing = Text(self.tr("No command is called that."), ink="text_third")
        self._why = Text("", Size.BODY, SEMIBOLD, "warn")
        self._why.setWordWrap(True)
        self._why.setContentsMargins(14, 4, 14, 4)
        column = QVBoxLayout(self.panel)
        column.setContentsMargins(12, 12, 12, 8)
        column.setSpacing(8)
        column.addWidget(self._field)
        column.addWidget(self._nothing)
        column.addWidget(self._list, 1)
        column.addWidget(self._why)
        self.panel.setFocusProxy(self._field)
        self._field.textChanged.connect(self._filter)
        self._field.installEventFilter(self)
        self._list.clicked.connect(self._run)
        self._list.selectionModel().currentChanged.connect(self._say_why)

    def open(self) -> None:
        self._commands_on_screen = tuple(
            sorted(
                (
                    one
                    for one in self._commands.on_screen()
                    if one.key != self._own_key or not one.key
                ),
                key=lambda one: (not one.enabled(), _by_hand(one)),
            )
        )
        self._field.clear()
        self._filter("")
        super().open()

    def texts(self) -> tuple[str, ...]:
        """The words of the listed commands, from the top."""
        return tuple(command.text for command in self._rows.commands)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._field and event.type() == QEvent.Type.KeyPress:
            return self._take_key(Qt.Key(cast(QKeyEvent, event).key()))
        return super().eventFilter(watched, event)

    def _take_key(self, key: Qt.Key) -> bool:
        steps = {
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_PageDown: PAGE_ROWS,
            Qt.Key.Key_PageUp: -PAGE_ROWS,
        }
        if key in steps:
            last = self._rows.rowCount() - 1
            row = self._list.currentIndex().row() + steps[key]
            self._list.setCurrentIndex(self._rows.index(max(0, min(row, last))))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._run(self._list.currentIndex())
        else:
            return False
        return True

    def _filter(self, typed: str) -> None:
        pairs = [(command.text, command) for command in self._commands_on_screen]
        # What is typed counts before what may run: nobody who types “cash” wants the next best fit.
        self._rows.show_commands(best_first(typed, pairs))
        self._list.setCurrentIndex(self._rows.index(0))
        self._nothing.setVisible(not self._rows.commands)

    def _run(self, index: QModelIndex) -> None:
        if not index.isValid():
            return
        command = self._rows.commands[index.row()]
        if command.enabled():
            self.close_it()
            run_if_enabled(command)
        else:
            self._list.setCurrentIndex(index)
            self._say_why(index)

    def why(self) -> str:
        """Why the chosen command may not run; empty where it may."""
        return self._why.text() if self._why.isVisible() else ""

    def _say_why(self, index: QModelIndex) -> None:
        command = self._rows.commands[index.row()] if index.isValid() else None
        stopped = command is not None and not command.enabled()
        self._why.setVisible(stopped)
        if command is not None and stopped:
            words = command.why or self.tr("this belongs to another step.")
            self._why.setText(self.tr("Not now: {reason}").format(reason=words))


def _by_hand(command: Command) -> bool:
    """Whether its key is one that fingers find without any list."""
    return len(command.key) == 1 or command.key in ("Enter", "Esc")


class _Rows(QAbstractListModel):
    """The commands that fit what is typed."""

    def __init__(self) -> None:
        super().__init__()
        self.commands: list[Command] = []

    def show_commands(self, commands: list[Command]) -> None:
        self.beginResetModel()
        self.commands = commands
        self.endResetModel()

    def rowCount(self, parent: _AnyIndex | None = None) -> int:
        return len(self.commands)

    def data(self, index: _AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.commands[index.row()].text
        return None


class _RowDelegate(QStyledItemDelegate):
    """Draws the words at the left and the key at the right."""

    def __init__(self, theme: Theme, view: QListView) -> None:
        super().__init__(view)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: _AnyIndex) -> QSize:
        return QSize(0, ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _AnyIndex) -> None:
        command = cast(_Rows, index.model()).commands[index.row()]
        colour = self._theme.colour
        rect = QRectF(option.rect)
        state = option.state
        enabled = command.enabled()
        if state & QStyle.StateFlag.State_Selected and not enabled:
            painter.setPen(QPen(colour("line_strong"), 1, Qt.PenStyle.DashLine))
            painter.drawRect(rect.adjusted(0.5, 0.5, -0.5, -0.5))
        elif state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, colour("accent_soft"))
            painter.fillRect(QRectF(rect.x(), rect.y(), 4, rect.height()), colour("accent"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, colour("hover"))
        ink = colour("text" if enabled else "text_third")
        painter.setFont(font(Size.BODY, REGULAR))
        painter.setPen(ink)
        painter.drawText(rect.adjusted(14, 0, -100, 0), Qt.AlignmentFlag.AlignVCenter, command.text)
        if command.key:
            width = key_cap_width(command.key)
            middle = rect.center().y()
            place = QRectF(rect.right() - width - 12, middle - HEIGHT_KEY / 2, width, HEIGHT_KEY)
            painter.save()
            paint_key_cap(painter, place, command.key, ink, colour("line_strong"))
            painter.restore()
