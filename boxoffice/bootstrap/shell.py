"""The desktop's window before there is anything to show in it: theme, commands and sign-in page."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from boxoffice.desktop.main_window import MainWindow
from boxoffice.desktop.question import Question
from boxoffice.desktop.secrets import RememberedSession, remembered_session
from boxoffice.desktop.sign_in import SignInPage
from boxoffice.model.clock import Clock
from boxoffice.qtkit.commands import Commands
from boxoffice.qtkit.first_paint import painted
from boxoffice.qtkit.tasks import Tasks
from boxoffice.qtkit.theme import Mode, Theme
from boxoffice.settings import Settings

if TYPE_CHECKING:
    from boxoffice.desktop.question_sheet import QuestionSheet

#: What this computer's user chose on screen; settings.toml is for whoever runs the cinema.
CHOICES_FILE = "desktop.ini"

#: The names under which this computer keeps the theatre that its counter was last opened for, and
#: who signed in last.
THEATRE_CHOICE, USER_CHOICE = "theatre", "user"

#: Folder and cinema → where a sign-in is kept; called in a worker thread.
Remember = Callable[[Path, str], RememberedSession]


class Shell:
    """One window and what every page in it shares."""

    def __init__(
        self,
        app: QApplication,
        tasks: Tasks,
        settings: Settings,
        clock: Clock,
        remember: Remember = remembered_session,
    ) -> None:
        self.app = app
        self.remember = remember
        self.tasks = tasks
        self.settings = settings
        self.clock = clock
        self.commands = Commands()
        #: Options that this start was told and nobody has changed since.
        self._told = set(settings.set_for_this_start)
        self._choices = QSettings(str(settings.data_dir / CHOICES_FILE), QSettings.Format.IniFormat)
        self.theme = Theme(self._mode())
        self.theme.apply(app)
        self.window = MainWindow(self.theme, tasks, self.commands, clock)
        self.theme.changed.connect(self._theme_changed)
        self._questions: QuestionSheet | None = None
        self.sign_in = SignInPage(self.theme, tasks)
        self.sign_in.hints_changed.connect(self._show_hints)
        self.commands.add(self.sign_in, self.sign_in.commands())
        #: Set when the cinema is to be opened again, here or at another place.
        self.moving = asyncio.Event()
        self.sign_in.again_asked.connect(self.moving.set)
        self.sign_in.close_asked.connect(self.window.close)
        #: Whether the demo cinema can be opened from here, and whether somebody asked for it.
        self.offers_demo = self.demo_wanted = False
        self.sign_in.demo_asked.connect(self._want_demo)
        #: The id of the theatre that the sign-in page names; empty for none.
        self.named_theatre = ""
        #: Whether whoever signs in next wants the designer and not the counter.
        self.opens_designer = False

    def choice(self, name: str, default: str) -> str:
        """What was chosen on this computer, else `default`."""
        return str(self._choices.value(name, default))

    def option(self, name: str) -> str:
        """A text option: as this start was told, else as it was chosen here, else the settings'."""
        told = str(getattr(self.settings, name))
        return told if name in self._told else self.choice(name, told)

    def choose(self, name: str, value: str) -> None:
        """Remember a choice on this computer."""
        self._told.discard(name)
        self._choices.setValue(name, value)

    async def show(self) -> bool:
        """Show the window with the sign-in page; whether it was painted when this returns."""
        self.show_sign_in()
        self.window.appear()
        # Which hints are buttons is known once the page is on screen.
        self._show_hints()
        return await painted(self.sign_in)

    def show_sign_in(self) -> None:
        """Bring the sign-in page to the front; what is in hand stays behind it."""
        self.window.show_sign_in(self.sign_in)
        self._show_hints()

    async def left(self) -> None:
        """Wait until the window is closed or another place to work at is chosen."""
        waits = [asyncio.ensure_future(one.wait()) for one in (self.window.closed, self.moving)]
        try:
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for one in waits:
                one.cancel()

    def close(self) -> None:
        """Take the window away."""
        self.window.hide()
        self.window.deleteLater()

    async def ask(self, question: Question) -> bool | None:
        """Ask in the window: True for yes, False for no, None to stay as things are."""
        if self._questions is None:
            from boxoffice.desktop.question_sheet import QuestionSheet  # noqa: PLC0415 (start-up time)

            self._questions = QuestionSheet(self.theme, self.commands, self.window)
        return await self._questions.ask(question)

    def _theme_changed(self) -> None:
        # Also told when the system's own colours change, which nobody chose.
        if self.theme.mode.value != self._mode():
            self.choose("theme", self.theme.mode.value)

    def _mode(self) -> str:
        chosen = self.option("theme")
        # Somebody may have written anything into the file of choices.
        return chosen if chosen in set(Mode) else self.settings.theme

    def _show_hints(self) -> None:
        if self.sign_in.isVisibleTo(self.window):
            self.window.set_hints(self.sign_in.hints())

    def _want_demo(self) -> None:
        self.demo_wanted = True
        self.window.closed.set()
