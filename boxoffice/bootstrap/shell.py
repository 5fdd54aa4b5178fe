"""The desktop's window before there is anything to show in it: theme, commands and sign-in page."""

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from boxoffice.desktop.main_window import MainWindow
from boxoffice.desktop.sign_in import SignInPage
from boxoffice.model.clock import Clock
from boxoffice.qtkit.commands import Commands
from boxoffice.qtkit.tasks import Tasks
from boxoffice.qtkit.theme import Theme
from boxoffice.settings import Settings

#: What this computer's user chose on screen; settings.toml is for whoever runs the cinema.
CHOICES_FILE = "desktop.ini"


class Shell:
    """One window and what every page in it shares."""

    def __init__(self, app: QApplication, tasks: Tasks, settings: Settings, clock: Clock) -> None:
        self.app = app
        self.tasks = tasks
        self.settings = settings
        self.clock = clock
        self.commands = Commands()
        choices = QSettings(str(settings.data_dir / CHOICES_FILE), QSettings.Format.IniFormat)
        self.theme = Theme(str(choices.value("theme", settings.theme)))
        self.theme.apply(app)
        self.window = MainWindow(self.theme, tasks, self.commands, clock)
        self.window.theme_chosen.connect(lambda mode: choices.setValue("theme", mode))
        self.sign_in = SignInPage(self.theme, tasks)
        self.commands.add(self.sign_in, self.sign_in.commands())

    def show(self) -> None:
        """Show the window with the sign-in page, painted when this returns."""
        self.show_sign_in()
        self.window.show()
        self.app.processEvents()

    def show_sign_in(self) -> None:
        """Bring the sign-in page to the front; what is in hand stays behind it."""
        self.window.show_sign_in(self.sign_in)
        self.window.set_hints(self.sign_in.hints())

    def close(self) -> None:
        """Take the window away."""
        self.window.hide()
        self.window.deleteLater()
