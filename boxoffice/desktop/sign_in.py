"""The sign-in page: who is at the counter."""

from collections.abc import Awaitable, Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from boxoffice.desktop.hall_picture import HallPicture
from boxoffice.desktop.mode_choice import ModeChoice
from boxoffice.desktop.secrets import Remembering
from boxoffice.desktop.sign_in_form import MARGIN as FORM_MARGIN
from boxoffice.desktop.sign_in_form import WIDTH as FORM_WIDTH
from boxoffice.desktop.sign_in_form import Credentials, SignInForm
from boxoffice.desktop.user_tile import KnownUser
from boxoffice.model.errors import Refusal
from boxoffice.qtkit.commands import Command, Hint
from boxoffice.qtkit.tasks import Tasks
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.tokens import HEIGHT_SMALL
from boxoffice.qtkit.widgets import KeyButton, Panel, Role

if TYPE_CHECKING:
    from boxoffice.desktop.shut_notice import ShutNotice

SignIn = Callable[[Credentials], Awaitable[object]]
Unlock = Callable[[str], Awaitable[object]]

PICTURE_SHARE, FORM_SHARE = 47, 53
#: Below this the form needs the whole width.
PICTURE_FROM_WIDTH = 900
#: Below this the button would be out of sight below the tiles.
TILES_FROM_HEIGHT = 460
WHERE_KEY = "F6"


class SignInPage(QWidget):
    """Can be shown and typed into before the cinema is open; Enter then waits for `ready`.

    Where nobody can sign in, because there is no cinema or no account, the reason stands in the
    form's place: `again_asked` is for another try, `demo_asked` for the demo cinema instead.
    """

    again_asked = Signal()
    demo_asked = Signal()
    close_asked = Signal()
    hints_changed = Signal()

    def __init__(self, theme: Theme, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._tasks = theme, tasks
        self._sign_in: SignIn | None = None
        self._unlock: Unlock | None = None
        self._waiting: Credentials | None = None
        self._working = False
        self._shut: ShutNotice | None = None
        self._picture = HallPicture(theme)
        self._form = SignInForm(theme)
        self._other_way = KeyButton(
            theme, self.tr("Use a password"), "F2", role=Role.QUIET, height=HEIGHT_SMALL
        )
        self._modes = ModeChoice(theme)
        #: Asks for another place to work at; shown once there is a choice.
        self.where_button = KeyButton(
            theme, "", WHERE_KEY, role=Role.QUIET, icon="theatre", height=HEIGHT_SMALL
        )
        self.where_button.hide()
        self._lay_out()
        self._form.submitted.connect(self._take_credentials)
        self._form.unlocked.connect(self._take_passphrase)
        self._other_way.clicked.connect(self._ask_password)
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
        self._show_form(shown=True)
        self._form.offer(users, note, remembering)
        self._rest()
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            self._take_credentials(waiting)

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
        if self._is_shut() and self._shut is not None:
            # The form comes back once it can be used.
            self._shut.say_trying()

    def shut(self, words: str) -> None:
        """There is no cinema to sign in to, and why; this stays until one is open."""
        self._waiting = None
        self._notice().say_refused(words)
        self._show_form(shown=False)

    def begin_new(self, command: str, *, demo: bool) -> None:
        """Nobody has an account: name the command that makes one, and offer the `demo`."""
        self._notice().say_new(command, demo=demo)
        self._show_form(shown=False)

    def prefill(self, username: str) -> None:
        """Put down the name of who was here last, unless somebody is typing one."""
        self._form.prefill(username)

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
            Command(
                self.tr("Sign in"), self._form.submit, "Enter", self._form.isVisible, bound=False
            ),
            Command(
                self.tr("Go on: try again, or the demo cinema"),
                self._go_on,
                "Enter",
                self._is_shut,
                bound=False,
            ),
            Command(
                self.tr("Show or hide the password"),
                self._form.toggle_password,
                "F3",
                enabled=self._form.isVisible,
            ),
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
        if self._is_shut():
            return (
                Hint(WHERE_KEY, self.tr("Work somewhere else")),
                Hint("Ctrl+Q", self.tr("Close")),
            )
        return (
            Hint("Tab", self.tr("Next field")),
            Hint("F3", self.tr("Show password")),
            Hint("Enter", self.tr("Sign in")),
        )

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._focus_first()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._picture.setVisible(self.width() >= PICTURE_FROM_WIDTH)
        self._form.set_low(low=self.height() < TILES_FROM_HEIGHT)

    def _lay_out(self) -> None:
        self._forms = QVBoxLayout()
        self._forms.addWidget(self._form)
        foot = QHBoxLayout()
        foot.setContentsMargins(FORM_MARGIN, 0, FORM_MARGIN, 0)
        foot.addWidget(self._modes)
        foot.addStretch(1)
        foot.addWidget(self._other_way)
        column = QVBoxLayout()
        column.addStretch(1)
        column.addLayout(self._forms)
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

    def _is_shut(self) -> bool:
        return self._shut is not None and self._shut.isVisibleTo(self)

    def _notice(self) -> "ShutNotice":
        if self._shut is None:
            from boxoffice.desktop.shut_notice import ShutNotice  # noqa: PLC0415 (start-up time)

            self._shut = ShutNotice(self._theme, FORM_WIDTH)
            self._shut.again_asked.connect(self.again_asked)
            self._shut.demo_asked.connect(self.demo_asked)
            self._shut.close_asked.connect(self.close_asked)
            self._forms.addWidget(self._shut)
        return self._shut

    def _show_form(self, *, shown: bool) -> None:
        """Show the form, or the notice in its place."""
        self._form.setVisible(shown)
        if self._shut is not None:
            self._shut.setVisible(not shown)
        if self.isVisible():
            self._focus_first()
        self.hints_changed.emit()

    def _focus_first(self) -> None:
        if self._is_shut() and self._shut is not None:
            self._shut.offered()[0].setFocus()
        else:
            self._form.focus_first()

    def _go_on(self) -> None:
        if self._shut is not None:
            self._shut.offered()[0].click()

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
