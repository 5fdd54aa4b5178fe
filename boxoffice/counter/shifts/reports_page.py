"""A day of business for supervisors: its shifts, its register, what its shows came to."""

from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout

from boxoffice.counter.shifts.page import TillPage
from boxoffice.counter.shifts.words import main_figure, shift_name, shown
from boxoffice.model.shift import ShiftReport
from boxoffice.qtkit.fonts import SEMIBOLD, Size
from boxoffice.qtkit.formats import Formats
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.tokens import HEIGHT_OFFER
from boxoffice.qtkit.widgets import KeyButton, Text

#: More shifts of a day than a page has keys for are reached by Tab.
KEYED = 9


class Paper(StrEnum):
    """What is saved of a day."""

    REGISTER = "register"
    COLLECTION = "collection"


_KEYS = {
    Paper.REGISTER: {"pdf": "P", "csv": "V"},
    Paper.COLLECTION: {"pdf": "D", "csv": "E"},
}


class ReportsPage(TillPage):
    """`day_chosen` carries a date, `shift_chosen` a ShiftReport, `paper_asked` a Paper and what its
    file's name ends in."""

    day_chosen = Signal(object)
    shift_chosen = Signal(object)
    paper_asked = Signal(object, str)

    def __init__(self, theme: Theme, formats: Formats) -> None:
        super().__init__(theme)
        self.title = self.tr("Reports")
        self.day = date.min
        self._last = date.min
        self._formats = formats
        self._name = Text("", Size.HEADER, SEMIBOLD)
        self._none = Text(self.tr("No shift was open on this day."), ink="text_second")
        self._shifts = QVBoxLayout()
        self._rows: list[KeyButton] = []
        before = self.add_button(self.tr("Day before"), "B", lambda: self._step(-1))
        self._after = self.add_button(self.tr("Day after"), "A", lambda: self._step(1))
        days = QHBoxLayout()
        days.addWidget(self._name, 1)
        days.addWidget(before)
        days.addWidget(self._after)
        grid = QGridLayout()
        grid.addWidget(Text(self.tr("Cash register of the day"), Size.LIST, SEMIBOLD), 0, 0)
        grid.addWidget(Text(self.tr("Daily collection report"), Size.LIST, SEMIBOLD), 1, 0)
        for row, (paper, keys) in enumerate(_KEYS.items()):
            for column, (suffix, key) in enumerate(keys.items(), start=1):
                words = self.tr("Save {kind}").format(kind=suffix.upper())
                ask = partial(self.paper_asked.emit, paper, suffix)
                grid.addWidget(self.add_button(words, key, ask), row, column)
        grid.setColumnStretch(0, 1)
        self.body.addLayout(days)
        self.body.addWidget(self._none)
        self.body.addLayout(self._shifts)
        self.body.addStretch(1)
        self.foot.addLayout(grid)

    def show_day(self, day: date, last: date, shifts: Sequence[ShiftReport]) -> None:
        """Show a day of business; `last` is the newest there is."""
        self.day, self._last = day, last
        self.banner.hide()
        self._name.setText(self._formats.whole_day(day))
        self._after.setEnabled(day < last)
        self._none.setVisible(not shifts)
        for row in self._rows:
            self._shifts.removeWidget(row)
            self._buttons.remove(row)
            row.deleteLater()
        self._rows = [self._row(place, one) for place, one in enumerate(shifts, start=1)]

    def set_busy(self, busy: bool) -> None:
        super().set_busy(busy)
        self._after.setEnabled(not busy and self.day < self._last)

    def _row(self, place: int, report: ShiftReport) -> KeyButton:
        word, figure = main_figure(report)
        key = str(place) if place <= KEYED else ""
        row = self.add_button(
            shift_name(report, self._formats), key, lambda: self.shift_chosen.emit(report)
        )
        row.set_note(f"{word} {shown(figure, self._formats)}")
        row.setMinimumHeight(HEIGHT_OFFER)
        self._shifts.addWidget(row)
        return row

    def _step(self, days: int) -> None:
        self.day_chosen.emit(self.day + timedelta(days=days))
