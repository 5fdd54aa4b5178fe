"""The sign-in page: who is at the counter."""

from collections.abc import Awaitable, Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from boxoffice.desktop.hall_picture import HallPicture
from boxoffice.desktop.secrets import Remembering
from boxoffice.desktop.sign_in_form import MARGIN as FORM_MARGIN
from boxoffice.desktop.sign_in_form import Credentials, SignInForm
from boxoffice.desktop.user_tile import KnownUser
from boxoffice.model.errors import Refusal
from boxoffice.qtkit.commands import Command, Hint
from boxoffice.qtkit.tasks import Tasks
from boxoffice.qtkit.theme import Mode, Theme
from boxoffice.qtkit.tokens import HEIGHT_SMALL
from boxoffice.qtkit.widgets import KeyButton, Panel, Role, Segment, Segmented

SignIn = Callable[[Credentials], Awaitable[object]]
Unlock = Callable[[str], Awaitable[object]]

PICTURE_SHARE, FORM_SHARE = 47, 53
#: Below this the form needs the whole width.
PICTURE_FROM_WIDTH = 900
#: Below this the button would be out of sight below the tiles.
TILES_FROM_HEIGHT = 460
WHERE_KEY = "F6"
_MODES = (Mode.LIGHT, Mode.DARK, Mode.SYSTEM)


class SignInPage(QWidget):
    """Can be shown and typed into before the cinema is open; Enter then waits for `ready`."""

    def __init__(self, theme: Theme, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._tasks = theme, tasks
        self._sign_in: SignIn | None = None
        self._unlock: Unlock | None = None
        self._waiting: Credentials | None = None
        self._working = False
        self._picture = HallPicture(theme)
        self._form = SignInForm(theme)
        self._other_way = KeyButton(
            theme, self.tr("Use a password"), "F2", role=Role.QUIET, height=HEIGHT_SMALL
        )
        self._modes = Segmented(
            theme,
            (
                Segment(self.tr("Light"), icon="sun"),
                Segment(self.tr("Dark"), icon="moon"),
                Segment(self.tr("System"), icon="desktop"),
            ),
            height=HEIGHT_SMALL,
            size=12,
        )
        self._modes.setAccessibleName(self.tr("Colours"))
        #: Asks for another place to work at; shown once there is a choice.
        self.where_button = KeyButton(
            theme, "", WHERE_KEY, role=Role.QUIET, icon="theatre", height=HEIGHT_SMALL
        )
        self.where_button.hide()
        self._lay_out()
        self._form.submitted.connect(self._take_credentials)
        self._form.unlocked.connect(self._take_passphrase)
        self._other_way.clicked.connect(self._ask_password)
        self._modes.chosen.connect(lambda index: theme.set_mode(_MODES[index]))
        theme.changed.connect(self._show_mode)
        self._show_mode()
        self._other_way.hide()
        self._form.say_on_button(self.tr("Opening the cinema…"), busy=True)

    def set_place(self, place: str, words: str = "") -> None:
        """Show the cinema's name and a line such as the date beside the form."""
        self._picture.set_place(place, words)

    def ready(
        self,
        sign_in: SignIn,
        *,
        users: tuple[KnownUser, ...] = (),
        note: str = "",
        remembering: Remembering = Remembering.NO,
    ) -> None:
        """The cinema is open: `sign_in` is awaited with what is typed, and raises refusals."""
        self._sign_in = sign_in
        self._form.offer(users, note, remembering)
        self._rest()
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            self._take_credentials(waiting)
        elif self.isVisible():
            self._form.focus_first()

    def ask_passphrase(self, unlock: Unlock) -> None:
        """Ask for the passphrase of the remembered sign-in, which `unlock` is awaited with."""
        self._unlock = unlock
        self._form.clear_refusal()
        self._form.forget_secrets()
        self._form.ask_passphrase()
        self._other_way.show()
        self._rest()
        self._form.focus_first()

    def opening(self) -> None:
        """Another place is being opened: wait for `ready` again."""
        self._sign_in = self._unlock = self._waiting = None
        self._other_way.hide()
        self._form.clear_refusal()
        self._form.forget_secrets()
        self._form.ask_password()
        self._form.offer((), "", Remembering.NO)
        self.set_place("")
        self._form.say_on_button(self.tr("Opening the cinema…"), busy=True)

    def set_where(self, words: str) -> None:
        """Name the place this counter works at on the button that changes it."""
        self.where_button.setText(words)
        self.where_button.show()

    def warn(self, words: str) -> None:
        """Say in place what stands in the way of signing in, whoever it is."""
        self._form.warn(words)

    def clear_refusal(self) -> None:
        """Take away what was refused or warned of."""
        self._form.clear_refusal()

    def refuse(self, words: str) -> None:
        """Say in place what went wrong."""
        self._rest()
        self._form.refuse(words)

    def commands(self) -> tuple[Command, ...]:
        """What can be done here, for palette and help."""
        return (
            Command(self.tr("Sign in"), self._form.submit, "Enter", bound=False),
            Command(self.tr("Show or hide the password"), self._form.toggle_password, "F3"),
            Command(
                self.tr("Sign in with a password instead"),
                self._ask_password,
                "F2",
                enabled=lambda: self._form.is_unlocking,
            ),
            Command(
                self.tr("Choose where this counter works"),
                self.where_button.click,
                WHERE_KEY,
                enabled=self.where_button.isVisible,
            ),
        )

    def hints(self) -> tuple[Hint, ...]:
        """The keys for the status bar."""
        return (
            Hint("Tab", self.tr("Next field")),
            Hint("F3", self.tr("Show password")),
            Hint("Enter", self.tr("Sign in")),
        )

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._form.focus_first()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._picture.setVisible(self.width() >= PICTURE_FROM_WIDTH)
        self._form.set_low(low=self.height() < TILES_FROM_HEIGHT)

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.setContentsMargins(FORM_MARGIN, 0, FORM_MARGIN, 0)
        foot.addWidget(self._modes)
        foot.addStretch(1)
        foot.addWidget(self._other_way)
        column = QVBoxLayout()
        column.addStretch(1)
        column.addWidget(self._form)
        column.addSpacing(12)
        column.addLayout(foot)
        column.addSpacing(8)
        where = QHBoxLayout()
        where.setContentsMargins(FORM_MARGIN, 0, FORM_MARGIN, 0)
        where.addWidget(self.where_button)
        where.addStretch(1)
        column.addLayout(where)
        column.addStretch(1)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addLayout(column)
        middle.addStretch(1)
        ground = Panel("window")
        ground.setLayout(middle)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(ground)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._picture, PICTURE_SHARE)
        row.addWidget(area, FORM_SHARE)

    def _take_credentials(self, typed: Credentials) -> None:
        if self._sign_in is None:
            self._waiting = typed
            self._form.say_on_button(self.tr("Signing in once the cinema is open…"), busy=True)
            return
        self._work(partial(self._sign_in, typed))

    def _take_passphrase(self, passphrase: str) -> None:
        if self._unlock is not None:
            self._work(partial(self._unlock, passphrase))

    def _work(self, step: Callable[[], Awaitable[object]]) -> None:
        if self._working:
            return
        self._working = True
        self._form.clear_refusal()
        self._form.say_on_button(self.tr("Signing in…"), busy=True)
        self._tasks.start(self._finish(step), on_refusal=self._refused)

    async def _finish(self, step: Callable[[], Awaitable[object]]) -> None:
        try:
            await step()
            self._form.forget_secrets()
        finally:
            self._rest()

    def _refused(self, refusal: Refusal) -> None:
        self._form.refuse(str(refusal))

    def _ask_password(self) -> None:
        self._other_way.hide()
        self._form.clear_refusal()
        self._form.forget_secrets()
        self._form.ask_password()
        self._form.focus_first()

    def _rest(self) -> None:
        self._working = False
        self._form.say_on_button(self.tr("Sign in"), busy=False)

    def _show_mode(self) -> None:
        self._modes.set_current(_MODES.index(self._theme.mode))
