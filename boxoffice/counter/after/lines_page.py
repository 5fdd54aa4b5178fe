"""Which lines of a booking something is done with: all of them at first."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout

from boxoffice.counter.after.desk import Account
from boxoffice.counter.after.words import line_name
from boxoffice.counter.shifts.page import TillPage
from boxoffice.model.booking import Line, LineKind, LineState
from boxoffice.model.terms import SaleTerms
from boxoffice.qtkit.fonts import Size
from boxoffice.qtkit.formats import Formats
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.widgets import CheckBox, Role, Text

#: Lines that a digit ticks.
KEYED = 9


class LinesPage(TillPage):
    """`given` carries the ids of the ticked lines once that is said with Enter. Digits tick lines
    and take ticks away."""

    given = Signal(object)

    def __init__(
        self, theme: Theme, formats: Formats, terms: SaleTerms, *, tickets_only: bool = False
    ) -> None:
        """`tickets_only` where items are not asked about."""
        super().__init__(theme)
        self._formats, self._terms = formats, terms
        self._kinds = {LineKind.SEAT} if tickets_only else {LineKind.SEAT, LineKind.ITEM}
        self._lines: tuple[Line, ...] = ()
        self._boxes: list[CheckBox] = []
        self._words = Text("", Size.BODY, ink="text_second")
        self._words.setWordWrap(True)
        self._list = QVBoxLayout()
        self.go = self.add_button("", "Enter", lambda: self.given.emit(self.chosen), Role.PRIMARY)
        self.body.addWidget(self._words)
        self.body.addLayout(self._list)
        self.body.addStretch(1)
        self.foot.addWidget(self.go)

    def ask(self, account: Account, title: str, go: str) -> None:
        """Ask which of a booking's lines; what belongs to a ticket goes with it."""
        self.title = title
        self.go.setText(go)
        self.banner.hide()
        self._lines = tuple(
            line
            for line in account.booking.lines
            if line.state is LineState.ACTIVE and line.kind in self._kinds and not line.of_line
        )
        self._words.setText(
            self.tr("All tickets are chosen. Digits and Space take a ticket out or in.")
            if all(line.kind is LineKind.SEAT for line in self._lines)
            else self.tr("All tickets and items are chosen. Digits and Space take one out or in.")
        )
        for box in self._boxes:
            self._list.removeWidget(box)
            box.deleteLater()
        self._boxes = [self._box(place, line) for place, line in enumerate(self._lines)]
        self.change()

    @property
    def chosen(self) -> tuple[str, ...]:
        """The ids of the ticked lines."""
        pairs = zip(self._lines, self._boxes, strict=True)
        return tuple(line.line_id for line, box in pairs if box.isChecked())

    def change(self) -> None:
        """Other lines are ticked than before."""
        self.set_busy(False)

    def set_busy(self, busy: bool) -> None:
        super().set_busy(busy)
        self.go.setEnabled(not busy and bool(self.chosen))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        place = event.key() - Qt.Key.Key_1
        if 0 <= place < min(KEYED, len(self._boxes)):
            self._boxes[place].click()
        else:
            super().keyPressEvent(event)

    def _box(self, place: int, line: Line) -> CheckBox:
        number = f"{place + 1}   " if place < KEYED else ""
        price = self._formats.money(line.price)
        box = CheckBox(self._theme, f"{number}{line_name(line, self._terms)}   {price}")
        box.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        box.setChecked(True)
        box.clicked.connect(partial(self._clicked))
        self._list.addWidget(box)
        return box

    def _clicked(self, _checked: bool = False) -> None:
        self.change()
