"""The fields of the sign-in page, and what they say while something is under way."""

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from boxoffice.desktop.password_field import PasswordField
from boxoffice.desktop.secret_file import PassphraseTooShort, check_passphrase
from boxoffice.desktop.secrets import Remembering
from boxoffice.desktop.user_tile import KnownUser, UserTile
from boxoffice.qtkit.fonts import BOLD, SEMIBOLD, Size
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.tokens import HEIGHT_CASH
from boxoffice.qtkit.widgets import Banner, CheckBox, Field, KeyButton, Role, Text, Tone

#: Room for the focus ring.
MARGIN = 4
WIDTH = 452 + 2 * MARGIN
FIELD_HEIGHT = 50


@dataclass(frozen=True, slots=True)
class Credentials:
    """What was typed. `passphrase` is for the file that remembers the sign-in, else empty."""

    username: str
    password: str
    remember: bool = False
    passphrase: str = ""


class SignInForm(QWidget):
    """Asks for name and password, or only for the passphrase of a remembered sign-in."""

    submitted = Signal(Credentials)
    unlocked = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._remembering = Remembering.NO
        self._unlocking = self._low = False
        self._group = QButtonGroup(self)
        self._title = Text("", Size.SIGN_IN, BOLD)
        self._tiles = QHBoxLayout()
        self._tiles.setSpacing(8)
        self._name_label = Text(self.tr("User name"), weight=SEMIBOLD)
        self._name = Field(theme, size=Size.TIME, height=FIELD_HEIGHT)
        self._name.setAccessibleName(self._name_label.text())
        self._password_label = Text("", weight=SEMIBOLD)
        self._password = PasswordField(
            theme, self.tr("Password"), size=Size.TIME, height=FIELD_HEIGHT
        )
        self._remember = CheckBox(theme, self.tr("Remember me on this computer"))
        self._passphrase = PasswordField(theme, self.tr("Passphrase"), size=Size.BODY, height=40)
        self._passphrase.setPlaceholderText(self.tr("A passphrase that only you know"))
        self._error = Banner(theme)
        self._button = KeyButton(
            theme,
            "",
            "Enter",
            role=Role.PRIMARY,
            size=Size.TIME,
            weight=BOLD,
            height=HEIGHT_CASH,
        )
        self._note = Banner(theme)
        self._lay_out()
        self._connect()
        self.ask_password()

    def ask_password(self) -> None:
        """Ask for name and password."""
        self._unlocking = False
        self._title.setText(self.tr("Who is at the counter?"))
        self._password_label.setText(self.tr("Password"))
        self._password.setAccessibleName(self._password_label.text())
        self._show_parts()

    def ask_passphrase(self) -> None:
        """Ask for the passphrase of a sign-in that this computer remembers."""
        self._unlocking = True
        self._title.setText(self.tr("Welcome back"))
        self._password_label.setText(self.tr("Your passphrase for this computer"))
        self._password.setAccessibleName(self._password_label.text())
        self._show_parts()

    @property
    def is_unlocking(self) -> bool:
        """Whether it asks for the passphrase."""
        return self._unlocking

    def offer(self, users: tuple[KnownUser, ...], note: str, remembering: Remembering) -> None:
        """Show whom one may pick, a note below the button, and whether it can be remembered."""
        for button in self._group.buttons():
            self._group.removeButton(button)
            button.deleteLater()
        for user in users:
            tile = UserTile(self._theme, user)
            self._group.addButton(tile)
            self._tiles.addWidget(tile)
        self._note.setVisible(bool(note))
        if note:
            self._note.tell(note)
        self._remembering = remembering
        self._show_parts()

    def prefill(self, username: str) -> None:
        """Put down a name, unless one is there already."""
        if username and not self._name.text():
            self._name.setText(username)
            self._match_tile(username)

    def set_low(self, *, low: bool) -> None:
        """Leave the tiles out, in low windows; names are typed then."""
        if low != self._low:
            self._low = low
            self._show_parts()

    def credentials(self) -> Credentials:
        """What is typed now."""
        remember = self._remember.isChecked() and self._remembering is not Remembering.NO
        return Credentials(
            self._name.text().strip(),
            self._password.text(),
            remember,
            self._passphrase.text() if remember else "",
        )

    def say_on_button(self, words: str, *, busy: bool) -> None:
        """Change the button's words; while `busy` it shows that something is under way."""
        self._button.setText(words)
        self._button.set_busy(busy)

    def refuse(self, words: str) -> None:
        """Say why it did not work, with the password ready to be typed again."""
        self._error.tell(words, Tone.DANGER)
        self._password.set_wrong(wrong=True)
        self._password.selectAll()
        self._password.setFocus()

    def warn(self, words: str) -> None:
        """Say what stands in the way of everybody; what is being typed is left alone."""
        self._error.tell(words, Tone.WARN)

    def clear_refusal(self) -> None:
        """Take the refusal away."""
        self._error.hide()
        for field in (self._password, self._passphrase):
            field.set_wrong(wrong=False)

    def forget_secrets(self) -> None:
        """Empty what must not stay on the screen."""
        self._password.forget()
        self._passphrase.forget()

    def toggle_password(self) -> None:
        """Show the password's letters, or hide them again."""
        self._password.toggle_shown()

    def focus_first(self) -> None:
        """Put the keyboard where the next thing is typed."""
        missing = not self._unlocking and not self._name.text()
        (self._name if missing else self._password).setFocus()

    def submit(self) -> None:
        """Hand on what is typed, or go to the field that is still empty or too short."""
        typed = self.credentials()
        if self._unlocking:
            if typed.password:
                self.unlocked.emit(typed.password)
        elif not typed.username or not typed.password:
            self.focus_first()
        elif self._passphrase_fits(typed):
            self.submitted.emit(typed)

    def _passphrase_fits(self, typed: Credentials) -> bool:
        if typed.remember and self._remembering is Remembering.PASSPHRASE:
            try:
                check_passphrase(typed.passphrase)
            except PassphraseTooShort as refusal:
                self._error.tell(str(refusal), Tone.DANGER)
                self._passphrase.set_wrong(wrong=True)
                self._passphrase.setFocus()
                return False
        return True

    def _lay_out(self) -> None:
        self.setFixedWidth(WIDTH)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.setSpacing(6)
        column.addWidget(self._title)
        column.addSpacing(4)
        column.addLayout(self._tiles)
        column.addSpacing(12)
        column.addWidget(self._name_label)
        column.addWidget(self._name)
        column.addSpacing(10)
        column.addWidget(self._password_label)
        column.addWidget(self._password)
        column.addWidget(self._error)
        column.addSpacing(4)
        column.addWidget(self._remember)
        column.addWidget(self._passphrase)
        column.addSpacing(8)
        column.addWidget(self._button)
        column.addSpacing(8)
        column.addWidget(self._note)

    def _connect(self) -> None:
        self._button.clicked.connect(self.submit)
        for field in (self._name, self._password, self._passphrase):
            field.returnPressed.connect(self.submit)
            field.textEdited.connect(self.clear_refusal)
        self._remember.toggled.connect(self._show_parts)
        self._group.buttonClicked.connect(self._pick)
        self._name.textEdited.connect(self._match_tile)

    def _show_parts(self) -> None:
        asks_password = not self._unlocking
        for button in self._group.buttons():
            button.setVisible(asks_password and not self._low)
        self._name_label.setVisible(asks_password)
        self._name.setVisible(asks_password)
        can_remember = asks_password and self._remembering is not Remembering.NO
        self._remember.setVisible(can_remember)
        self._passphrase.setVisible(
            can_remember
            and self._remembering is Remembering.PASSPHRASE
            and self._remember.isChecked()
        )

    def _pick(self, tile: UserTile) -> None:
        self._name.setText(tile.user.username)
        self.clear_refusal()
        self._password.forget()
        self._password.setFocus()

    def _match_tile(self, typed: str) -> None:
        # An exclusive group keeps one button checked for ever, unless it is let go for a moment.
        self._group.setExclusive(False)
        for tile in self._group.buttons():
            assert isinstance(tile, UserTile)
            tile.setChecked(tile.user.username == typed.strip())
        self._group.setExclusive(True)
