"""The window: sign-in first, then the workspaces between its top bar and its status bar."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from boxoffice.desktop.status_bar import StatusBar
from boxoffice.desktop.top_bar import TopBar
from boxoffice.model.clock import Clock
from boxoffice.qtkit import loop
from boxoffice.qtkit.commands import Command, Commands, Hint, run_if_enabled
from boxoffice.qtkit.focus import FocusRing
from boxoffice.qtkit.icons import icon
from boxoffice.qtkit.tasks import Tasks
from boxoffice.qtkit.theme import Mode, Theme
from boxoffice.qtkit.widgets import Banner, Tone

if TYPE_CHECKING:
    from boxoffice.qtkit.help import KeyHelp
    from boxoffice.qtkit.palette import CommandPalette

#: A screen of 1366 x 768 at 200 %, less a title bar and a task bar.
SMALLEST = (640, 300)
#: How long words that something was done stay.
DONE_MS = 6_000
FIRST_SIZE = QSize(1366, 768)
#: What a desktop may draw around a window, which nobody knows before it is shown.
FRAME = QSize(16, 40)
CLOSE_MESSAGE_KEY, PALETTE_KEY = "Ctrl+M", "Ctrl+K"


class MainWindow(QWidget):
    """Holds the pages; `closed` is set when the user has closed the window.

    The window itself never ends the program: main waits for `closed`, lets go what is held and
    ends the loop. Before it is set, everybody in `ask_before_closing` is asked in turn, and any
    may answer False: do not close.
    """

    #: Somebody wants what concerns whoever is signed in.
    user_pressed = Signal()

    def __init__(self, theme: Theme, tasks: Tasks, commands: Commands, clock: Clock) -> None:
        super().__init__()
        self.closed = asyncio.Event()
        self.ask_before_closing: list[Callable[[], Awaitable[bool]]] = []
        self._asking = False
        self._tasks = tasks
        self.status = StatusBar(theme)
        self._theme = theme
        self._commands = commands
        self._hints: tuple[Hint, ...] = ()
        self._tools: dict[QWidget, QWidget] = {}
        #: The zone of the place that is shown; empty before the first.
        self.time_zone = ""
        self._top = TopBar(theme, clock)
        self._top.hide()
        self._banner = Banner(theme, closable=True, key=CLOSE_MESSAGE_KEY)
        self._done_timer = QTimer(self, interval=DONE_MS, singleShot=True)
        self._done_timer.timeout.connect(self._banner.hide)
        self._pages = QStackedWidget()
        self._palette: CommandPalette | None = None
        self._help: KeyHelp | None = None
        self._ring = FocusRing(theme, _application(), self)
        self._lay_out()
        self.setWindowTitle("Box Office")
        self.setMinimumSize(*SMALLEST)
        self.resize(FIRST_SIZE)
        commands.add(self, self._own_commands(), general=True)
        self._top.commands_button.clicked.connect(self.open_palette)
        self._top.user_button.clicked.connect(self.user_pressed)
        self.status.user_pressed.connect(self.user_pressed)
        self.status.hint_pressed.connect(self._press_hint)
        tasks.failed.connect(self.tell_failure)
        theme.changed.connect(self._take_theme)
        self._take_theme()

    def appear(self) -> None:
        """Show the window, no larger than its screen."""
        if not loop.is_seen() or self.fit(self.screen().availableGeometry().size()):
            self.show()
        else:
            self.showMaximized()

    def fit(self, room: QSize) -> bool:
        """Whether the usual size, with the frame around it, fits into `room`; where it does not
        the window takes what fits."""
        inside = (room - FRAME).expandedTo(QSize(*SMALLEST))
        self.resize(FIRST_SIZE.boundedTo(inside))
        return self.size() == FIRST_SIZE

    def show_sign_in(self, page: QWidget) -> None:
        """Show `page` over the whole window but the status bar."""
        self._add_page(page)
        self._top.hide()
        self._pages.setCurrentWidget(page)

    def add_workspace(self, widget: QWidget, *, tools: QWidget | None = None) -> None:
        """Add a workspace; `tools` is shown in the top bar while the workspace is."""
        self._add_page(widget)
        if tools is not None:
            self._tools[widget] = tools
            self._top.add_tools(tools)

    def show_workspace(self, widget: QWidget) -> None:
        """Bring a workspace that was added to the front and give it the keyboard."""
        self._top.show_tools(self._tools.get(widget))
        self._top.show()
        self._pages.setCurrentWidget(widget)
        widget.setFocus()

    def remove_page(self, widget: QWidget) -> None:
        """Take a workspace or the sign-in page away; its commands go with it."""
        self._commands.remove(widget)
        tools = self._tools.pop(widget, None)
        if tools is not None:
            self._top.remove_tools(tools)
        self._pages.removeWidget(widget)
        widget.deleteLater()

    def set_place(self, words: str, time_zone: str) -> None:
        """Say in the top bar where this counter is, and show the time it is there."""
        self._top.set_place(words)
        self.time_zone = time_zone
        self._top.clock.set_zone(time_zone)

    def set_user(self, name: str, since: str = "") -> None:
        """Say who is signed in and, as words, since when; nobody for an empty name."""
        self._top.set_user(name)
        self.status.set_user(name, since)

    def set_hints(self, hints: Sequence[Hint]) -> None:
        """Show the keys of the moment in the status bar and, before the commands, in the help."""
        self._hints = tuple(hints)
        pressable = {command.key for command in self._commands.on_screen()}
        in_bar = (hint for hint in hints if not hint.for_help)
        self.status.set_hints((*in_bar, Hint("F1", self.tr("Help"))), pressable)

    def tell_failure(self, words: str) -> None:
        """Show words about something that went wrong, until closed or followed by others."""
        self.tell(words, Tone.DANGER)

    def tell(self, words: str, tone: Tone) -> None:
        """Show words that are not about the page in front, until closed or followed by others;
        what says that something was done goes by itself."""
        self._banner.tell(words, tone)
        if tone is Tone.OK:
            self._done_timer.start()
        else:
            self._done_timer.stop()

    def clear_failure(self) -> None:
        """Take the failure's words away."""
        self._banner.hide()

    def failure(self) -> str:
        """The failure that is shown, or nothing."""
        return self._banner.words() if self._banner.isVisible() else ""

    def open_palette(self) -> None:
        """Open the command palette."""
        if self._palette is None:
            # Lists and delegates are half of what the window would load before its first picture.
            from boxoffice.qtkit.palette import CommandPalette  # noqa: PLC0415 (start-up time)

            self._palette = CommandPalette(self._theme, self._commands, self, PALETTE_KEY)
        self._palette.open()

    def open_help(self) -> None:
        """Open the list of keys."""
        if self._help is None:
            from boxoffice.qtkit.help import KeyHelp  # noqa: PLC0415 (start-up time)

            self._help = KeyHelp(self._theme, self._commands, self)
        self._help.open_with(self._hints)

    def closeEvent(self, event: QCloseEvent) -> None:
        # The window stays until main has let go of the seats; main then destroys it.
        event.ignore()
        if not self.ask_before_closing:
            self.closed.set()
        elif not self._asking:
            self._asking = True
            self._tasks.start(self._ask_all())

    def _press_hint(self, key: str) -> None:
        command = self._commands.by_key(key)
        if command is not None:
            run_if_enabled(command)

    async def _ask_all(self) -> None:
        try:
            for ask in tuple(self.ask_before_closing):
                if not await ask():
                    return
            self.closed.set()
        finally:
            self._asking = False

    def _add_page(self, page: QWidget) -> None:
        if self._pages.indexOf(page) < 0:
            self._pages.addWidget(page)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._top)
        column.addWidget(self._banner)
        column.addWidget(self._pages, 1)
        column.addWidget(self.status)

    def _own_commands(self) -> tuple[Command, ...]:
        modes = (
            (Mode.LIGHT, self.tr("Light colours")),
            (Mode.DARK, self.tr("Dark colours")),
            (Mode.CONTRAST, self.tr("High contrast")),
            (Mode.SYSTEM, self.tr("Colours as the system has them")),
        )
        return (
            Command(self.tr("Show all commands"), self.open_palette, PALETTE_KEY),
            Command(self.tr("Help: keys of what is on screen"), self.open_help, "F1"),
            *(Command(words, partial(self._theme.set_mode, mode)) for mode, words in modes),
            Command(
                self.tr("Close the message"),
                self.clear_failure,
                CLOSE_MESSAGE_KEY,
                enabled=self._banner.isVisible,
                why=self.tr("no message is shown."),
            ),
            Command(self.tr("Close Box Office"), self.close, "Ctrl+Q"),
        )

    def _take_theme(self) -> None:
        tokens = self._theme.tokens
        self.setWindowIcon(icon("logo", tokens.accent, 32, hole=tokens.on_accent))


def _application() -> QApplication:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app
