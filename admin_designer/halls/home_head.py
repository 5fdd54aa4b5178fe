"""The head of the home: whose halls these are, and what can be done with the row that is chosen."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from admin_designer.designer.qt.fields import Choice
from boxoffice.model.theatre import Theatre
from boxoffice.qtkit.commands import Command
from boxoffice.qtkit.fonts import BOLD, Size
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.widgets import ElidedLabel, KeyButton, Panel, Role

THEATRE_LEAST, BUTTON = 140, 32
#: The commands from this one on have a line of their own where the page is narrow.
FOLDED_FROM = 3


class HomeHead(Panel):
    """`theatre_wanted` carries the Theatre whose halls are to be shown instead."""

    theatre_wanted = Signal(object)

    def __init__(
        self,
        theme: Theme,
        theatre: Theatre,
        theatres: Sequence[Theatre],
        commands: Sequence[Command],
    ) -> None:
        """`theatres` are those that can be chosen, this one among them; the first command is a
        row's own."""
        super().__init__("window", "bottom")
        self._theatre, self._theatres = theatre, theatres
        self.theatre = Choice(theme, self.tr("Theatre"), [one.name for one in theatres])
        several = len(theatres) > 1
        words = self.tr("Halls of") if several else self.tr("Halls of {theatre}")
        self._title = ElidedLabel(words.format(theatre=theatre.name), Size.TIME, BOLD)
        self._buttons: list[tuple[KeyButton, Command]] = []
        self._line, self._folded = line, folded = QHBoxLayout(), QHBoxLayout()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 6, 16, 7)
        for part in (line, folded):
            part.setSpacing(8)
            whole.addLayout(part)
        line.addWidget(self._title, 0 if several else 1)
        if several:
            self.theatre.setMinimumWidth(THEATRE_LEAST)
            line.addWidget(self.theatre)
            line.addStretch(1)
        for command in commands:
            button = KeyButton(theme, command.text, command.key, height=BUTTON)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(_runs(command))
            line.addWidget(button)
            self._buttons.append((button, command))
        self._buttons[0][0].set_role(Role.PRIMARY)
        self._stay()
        self.theatre.taken.connect(self._choose)

    def say_what_can_be_done(self) -> None:
        """Another row is chosen."""
        for button, command in self._buttons:
            button.setEnabled(command.enabled())

    def fold(self, *, wide: bool) -> None:
        """A narrow page has its buttons in two lines."""
        line = self._line if wide else self._folded
        for button, _ in self._buttons[FOLDED_FROM:]:
            line.addWidget(button)

    def _choose(self, at: int) -> None:
        # Whoever is asked about what is not saved may stay.
        self._stay()
        if self._theatres[at] != self._theatre:
            self.theatre_wanted.emit(self._theatres[at])

    def _stay(self) -> None:
        self.theatre.setCurrentIndex(self._theatres.index(self._theatre))


def _runs(command: Command) -> Callable[[], object]:
    return lambda: command.run()
