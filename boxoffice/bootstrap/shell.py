"""The desktop's window before there is anything to show in it: theme, commands and sign-in page."""

import asyncio
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from boxoffice.desktop.main_window import MainWindow
from boxoffice.desktop.secrets import RememberedSession, remembered_session
from boxoffice.desktop.sign_in import SignInPage
from boxoffice.model.clock import Clock
from boxoffice.qtkit.commands import Commands
from boxoffice.qtkit.first_paint import painted
from boxoffice.qtkit.tasks import Tasks
from boxoffice.qtkit.theme import Theme
from boxoffice.settings import Settings

#: What this computer's user chose on screen; settings.toml is for whoever runs the cinema.
CHOICES_FILE = "desktop.ini"

#: The name under which this computer keeps the theatre that its counter was last opened for.
THEATRE_CHOICE = "theatre"

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
        self._choices = QSettings(str(settings.data_dir / CHOICES_FILE), QSettings.Format.IniFormat)
        self.theme = Theme(self.choice("theme", settings.theme))
        self.theme.apply(app)
        self.window = MainWindow(self.theme, tasks, self.commands, clock)
        self.theme.changed.connect(lambda: self.choose("theme", self.theme.mode.value))
        self.sign_in = SignInPage(self.theme, tasks)
        self.commands.add(self.sign_in, self.sign_in.commands())
        #: Set when another place to work at was chosen.
        self.moving = asyncio.Event()

    def choice(self, name: str, default: str) -> str:
        """What was chosen on this computer, or what the settings say."""
        return str(self._choices.value(name, default))

    def choose(self, name: str, value: str) -> None:
        """Remember a choice on this computer."""
        self._choices.setValue(name, value)

    async def show(self) -> bool:
        """Show the window with the sign-in page; whether it was painted when this returns."""
        self.show_sign_in()
        self.window.show()
        return await painted(self.sign_in)

    def show_sign_in(self) -> None:
        """Bring the sign-in page to the front; what is in hand stays behind it."""
        self.window.show_sign_in(self.sign_in)
        self.window.set_hints(self.sign_in.hints())

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
