"""How a page of records looks: a table at the left, a form at the right, or one of them."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from admin_designer.forms.form import Form
from admin_designer.forms.record_table import RecordTable
from boxoffice.qtkit.commands import Command
from boxoffice.qtkit.fonts import BOLD, Size
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.widgets import Banner, ElidedLabel, Field, KeyButton, Panel, Role, Text

#: A narrower page shows the table or the form.
FOLD_BELOW = 820
FORM_WIDTH, BUTTON = 420, 32


class RecordView(QWidget):
    """The widgets of a page of records, and where they stand; the page says what they do."""

    def __init__(
        self,
        theme: Theme,
        table: RecordTable,
        form: Form,
        commands: tuple[Command, Command, Command, Command, Command, Command],
        nothing: str,
    ) -> None:
        """`commands` are new, save, give up, delete, search and back to the list."""
        super().__init__()
        new, save, discard, delete, search, back = commands
        self._theme, self._form, self._narrow = theme, form, False
        self.banner = Banner(theme, closable=True)
        self.filter = Field(theme, search.text, icon="search", key=search.key)
        self.title = ElidedLabel("", Size.TITLE, BOLD)
        self.nothing = Text(nothing, ink="text_second")
        self.nothing.setWordWrap(True)
        self.save = self._button(save, Role.PRIMARY)
        self.discard = self._button(discard, Role.PLAIN)
        self.delete = self._button(delete, Role.PLAIN, icon="trash")
        self.back = self._button(back, Role.QUIET)
        self.left, self.right = Panel("window"), Panel("panel", "left")
        head = _row(self.filter, self._button(new, Role.PLAIN))
        left = _column(self.left, 16, 12)
        left.addLayout(head)
        left.addWidget(table, 1)
        inner = Panel("panel")
        _column(inner, 16, 4).addWidget(form)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(inner)
        right = _column(self.right, 0, 0)
        for line in (_row(self.title, self.back), _row(self.nothing)):
            line.setContentsMargins(16, 12, 16, 0)
            right.addLayout(line)
        right.addWidget(self.area, 1)
        foot = _row(self.save, self.discard, self.delete)
        foot.setContentsMargins(16, 8, 16, 12)
        right.addLayout(foot)
        sides = _row(self.left, self.right)
        sides.setSpacing(0)
        whole = _column(self, 0, 0)
        whole.addWidget(self.banner)
        whole.addLayout(sides, 1)

    def fold(self, *, editing: bool | None = None) -> None:
        """A narrow page shows the form while somebody is at it, else the table."""
        narrow = self.width() < FOLD_BELOW
        if editing is None:
            focus = self.window().focusWidget()
            editing = focus is not None and self.right.isAncestorOf(focus)
        self.left.setVisible(not (narrow and editing))
        self.right.setVisible(not narrow or editing)
        self.back.setVisible(narrow)
        self.right.setMinimumWidth(0 if narrow else FORM_WIDTH)
        self.right.setMaximumWidth(self.maximumWidth() if narrow else FORM_WIDTH)

    def show_form(self, *, shown: bool) -> None:
        """Show the form, or that nothing is chosen."""
        self.area.setVisible(shown)
        self.nothing.setVisible(not shown)
        if not shown:
            self.title.setText("")

    def _button(self, command: Command, role: Role, icon: str = "") -> KeyButton:
        words, key = ("", "") if icon else (command.text, command.key)
        made = KeyButton(self._theme, words, key, role=role, icon=icon, height=BUTTON)
        made.setAccessibleName(command.text)
        made.setToolTip(f"{command.text} ({command.key})")
        made.clicked.connect(_runs(command.run))
        return made


def _runs(run: Callable[[], object]) -> Callable[[], object]:
    return lambda: run()


def _row(*widgets: QWidget) -> QHBoxLayout:
    """Side by side; the first takes the room that is left."""
    row = QHBoxLayout()
    row.setSpacing(8)
    for at, widget in enumerate(widgets):
        row.addWidget(widget, 0 if at else 1)
    return row


def _column(of: QWidget, sides: int, ends: int) -> QVBoxLayout:
    column = QVBoxLayout(of)
    column.setContentsMargins(sides, ends, sides, ends)
    column.setSpacing(10 if sides else 0)
    return column
