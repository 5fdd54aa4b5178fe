"""What moving the chosen shows would do: in words and counts, and seat by seat."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from admin_designer.designer.qt.fields import Choice
from admin_designer.halls.dry_runs import DryRun
from admin_designer.halls.move_table import Line, MoveTable, Which, is_which, lines_of
from admin_designer.halls.words import price_words
from boxoffice.model.layout import Plan
from boxoffice.qtkit.fonts import SEMIBOLD, Size
from boxoffice.qtkit.formats import Formats
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.tokens import HEIGHT_SMALL
from boxoffice.qtkit.widgets import Banner, KeyButton, Text

REISSUE_KEY, ANOTHER_KEY = "Ctrl+Shift+P", "Enter"
TABLE_LEAST, WHICH_LEAST = 220, 120
#: The table takes all the room there is beside it.
_MOST = 100


class MoveResult(QWidget):
    """`another_wanted` carries the Line whose customer is to sit elsewhere than proposed,
    `reissue_wanted` is told when the tickets to print anew are to be shown."""

    another_wanted = Signal(object)
    reissue_wanted = Signal()

    def __init__(self, theme: Theme, formats: Formats, banner: Banner) -> None:
        super().__init__()
        self._formats = formats
        self._lines: list[Line] = []
        self.summary = Text("", Size.LIST, SEMIBOLD)
        self.prices = Text("")
        self.reissue = KeyButton(theme, "", REISSUE_KEY, icon="printer", height=32)
        self.which = Choice(theme, self.tr("Which seats"), [""] * len(Which))
        self.another = KeyButton(theme, self.tr("Other seat…"), ANOTHER_KEY, height=HEIGHT_SMALL)
        self.table = MoveTable(theme)
        self._lay_out(banner)
        self.show_reissues(0)
        self.which.taken.connect(lambda _: self._filter())
        self.reissue.clicked.connect(self.reissue_wanted)
        self.another.clicked.connect(self.choose_another)
        self.table.opened.connect(lambda _: self.choose_another())
        self.table.reached.connect(lambda _: self._say_what_can_be_done())

    def show_runs(self, runs: Sequence[DryRun], plan: Plan | None) -> None:
        """Show what was looked at, beside the summary."""
        self._lines = [
            line for run in runs if plan is not None for line in lines_of(run, plan, self._formats)
        ]
        words = price_words((line.seat for line in self._lines), self._formats)
        self.prices.setText(words)
        self.prices.setVisible(bool(words))
        for at, which in enumerate(Which):
            count = sum(is_which(line.seat, which) for line in self._lines)
            self.which.setItemText(at, f"{self._named(which)} ({count})")
        self._filter()

    def show_reissues(self, count: int) -> None:
        """Say how many tickets of the theatre are to be printed anew."""
        self.reissue.setText(self.tr("Tickets to print anew: {count}").format(count=count))
        self.reissue.setVisible(count > 0)

    def reach(self, line_id: str) -> None:
        """Give the keyboard to one customer's seat in the table."""
        self.table.choose(line_id)
        self.table.setFocus()

    def can_choose(self) -> bool:
        """Whether another seat can be chosen for whoever has the line that is chosen."""
        line = self.table.current
        return line is not None and is_which(line.seat, Which.GONE)

    def choose_another(self) -> None:
        """Ask for another seat than the proposed one."""
        if self.can_choose():
            self.another_wanted.emit(self.table.current)

    def _filter(self) -> None:
        which = list(Which)[max(0, self.which.currentIndex())]
        self.table.show_lines([line for line in self._lines if is_which(line.seat, which)])
        shown = bool(self._lines)
        for widget in (self.which, self.another, self.table):
            widget.setVisible(shown)

    def _say_what_can_be_done(self) -> None:
        self.another.setEnabled(self.can_choose())

    def _named(self, which: Which) -> str:
        return {
            Which.ALL: self.tr("All seats"),
            Which.GONE: self.tr("Without their place"),
            Which.RENUMBERED: self.tr("Renumbered"),
            Which.RECATEGORISED: self.tr("Other category"),
            Which.CHEAPER: self.tr("Cheaper there"),
            Which.DEARER: self.tr("Dearer there"),
        }[which]

    def _lay_out(self, banner: Banner) -> None:
        self.table.setMinimumHeight(TABLE_LEAST)
        self.which.setMinimumWidth(WHICH_LEAST)
        self.which.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        for words in (self.summary, self.prices):
            words.setWordWrap(True)
        tools = QHBoxLayout()
        tools.setSpacing(8)
        tools.addWidget(self.which)
        tools.addWidget(self.another)
        tools.addStretch(1)
        printing = QHBoxLayout()
        printing.addWidget(self.reissue)
        printing.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addWidget(banner)
        column.addLayout(printing)
        column.addWidget(self.summary)
        column.addWidget(self.prices)
        column.addLayout(tools)
        column.addWidget(self.table, _MOST)
        column.addStretch(1)
