"""A supervisor says yes in place: who it is, and their PIN."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout

from boxoffice.counter.shifts.page import TillPage
from boxoffice.model.user import Approval, StaffUser
from boxoffice.qtkit.fonts import Size
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.tokens import HEIGHT_CASH, HEIGHT_OFFER
from boxoffice.qtkit.widgets import Field, KeyButton, Role, Text

MAX_PIN = 8


class SigningPage(TillPage):
    """`signed` carries an Approval. Up and down choose who, Enter takes the PIN."""

    signed = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._people: tuple[StaffUser, ...] = ()
        self._chosen = 0
        #: Who signed last is in front the next time.
        self._last = ""
        self._words = Text("", Size.BODY, ink="text_second")
        self._words.setWordWrap(True)
        self._names: list[KeyButton] = []
        self._list = QVBoxLayout()
        self._pin = Field(theme, self.tr("PIN"), icon="lock", size=Size.HEADER, height=HEIGHT_CASH)
        self._pin.setEchoMode(QLineEdit.EchoMode.Password)
        self._pin.setMaxLength(MAX_PIN)
        self._go = self.add_button("", "Enter", self._sign, Role.PRIMARY)
        self.body.addWidget(self._words)
        self.body.addLayout(self._list)
        self.body.addStretch(1)
        self.foot.addWidget(self._pin)
        self.foot.addWidget(self._go)
        self._pin.returnPressed.connect(self._sign)

    def ask(self, title: str, words: str, go: str, people: Sequence[StaffUser]) -> None:
        """Ask one of these people for their PIN."""
        self.title = title
        self._words.setText(words)
        self._go.setText(go)
        self._people = tuple(people)
        self.banner.hide()
        self._pin.clear()
        for button in self._names:
            self._list.removeWidget(button)
            button.deleteLater()
        self._names = [self._name(place, one) for place, one in enumerate(self._people)]
        known = [person.user_id for person in self._people]
        self._choose(known.index(self._last) if self._last in known else 0)
        self._pin.setEnabled(bool(self._people))
        if not self._people:
            self.refuse(self.tr("Nobody else here may say yes. Ask an admin to add a supervisor."))

    def begin(self) -> None:
        self._pin.setFocus()

    def refuse(self, words: str) -> None:
        super().refuse(words)
        self._pin.clear()
        self._pin.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if step and self._people:
            self._choose((self._chosen + step) % len(self._people))
        else:
            super().keyPressEvent(event)

    def _name(self, place: int, person: StaffUser) -> KeyButton:
        button = KeyButton(self._theme, person.display_name, height=HEIGHT_OFFER)
        button.clicked.connect(partial(self._choose, place))
        self._list.addWidget(button)
        return button

    def _choose(self, place: int, _checked: bool = False) -> None:
        self._chosen = place
        for number, button in enumerate(self._names):
            button.set_chosen(chosen=number == place)
        self._pin.setFocus()

    def _sign(self) -> None:
        if self._people and self._pin.text():
            self._last = self._people[self._chosen].user_id
            self.signed.emit(Approval(self._last, self._pin.text()))
