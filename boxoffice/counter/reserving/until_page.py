"""Until when seats are kept: some moments before the show, of which one is chosen."""

from datetime import datetime, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from boxoffice.counter.reserving.choice_list import ChoiceList
from boxoffice.counter.shifts.page import TillPage
from boxoffice.qtkit.fonts import SEMIBOLD, Size
from boxoffice.qtkit.formats import Formats
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.widgets import Role, Text

_DAY = timedelta(days=1)


class UntilPage(TillPage):
    """`given` carries a datetime. Digits choose and say so, Enter takes the one that is chosen."""

    given = Signal(object)

    def __init__(self, theme: Theme, formats: Formats) -> None:
        super().__init__(theme)
        self._formats = formats
        self._moments: tuple[datetime, ...] = ()
        self._whom = Text("", Size.LIST, SEMIBOLD)
        self._words = Text("", Size.BODY, ink="text_second")
        for text in (self._whom, self._words):
            text.setWordWrap(True)
            self.body.addWidget(text)
        self._choices = ChoiceList(theme)
        self._choices.clicked.connect(self._give)
        self._go = self.add_button("", "Enter", self._give, Role.PRIMARY)
        self.body.addWidget(self._choices)
        self.body.addStretch(1)
        self.foot.addWidget(self._go)

    def ask(
        self,
        title: str,
        whom: str,
        go: str,
        moments: tuple[datetime, ...],
        starts_at: datetime,
    ) -> None:
        """Ask for one of these moments before a show that begins then."""
        self.title = title
        self.banner.hide()
        self._whom.setText(whom)
        self._go.setText(go)
        self._moments = moments
        self._words.setText(
            self.tr("Paid and collected until:")
            if moments
            else self.tr("The show is so near that seats are kept no longer. Take the money now.")
        )
        self._choices.at = 0
        self._choices.show_rows(
            [
                (self._moment(one), self._before(starts_at - one), str(place))
                for place, one in enumerate(moments, start=1)
            ]
        )
        self.set_busy(False)

    def set_busy(self, busy: bool) -> None:
        super().set_busy(busy)
        self._go.setEnabled(not busy and bool(self._moments))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        place = event.key() - Qt.Key.Key_1
        if 0 <= place < len(self._moments):
            self._choices.click(place)
        elif not self._choices.step(event.key()):
            super().keyPressEvent(event)

    def _give(self) -> None:
        if self._go.isEnabled():
            self.given.emit(self._moments[self._choices.at])

    def _moment(self, at: datetime) -> str:
        return f"{self._formats.day(self._formats.local(at).date())}, {self._formats.time(at)}"

    def _before(self, ahead: timedelta) -> str:
        if ahead < timedelta(minutes=1):
            return self.tr("when the show begins")
        if ahead >= 2 * _DAY:
            return self.tr("{days} days before the show").format(days=ahead // _DAY)
        hours, minutes = divmod(round(ahead.total_seconds() / 60), 60)
        if not minutes:
            return self.tr("{hours} h before the show").format(hours=hours)
        if not hours:
            return self.tr("{minutes} min before the show").format(minutes=minutes)
        words = self.tr("{hours} h {minutes} min before the show")
        return words.format(hours=hours, minutes=minutes)
