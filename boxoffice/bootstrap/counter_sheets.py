"""The sheets that the status bar opens at a counter: who is signed in, and where tickets go."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from boxoffice.bootstrap.shell import Shell
from boxoffice.counter.done_page import PRINTER_KEY
from boxoffice.counter.ticket_desk import Job, JobState
from boxoffice.counter.workspace import CounterWorkspace
from boxoffice.desktop.top_bar import USER_KEY
from boxoffice.qtkit.commands import Command
from boxoffice.qtkit.widgets import Tone

if TYPE_CHECKING:
    from boxoffice.desktop.printer_sheet import PrinterSheet
    from boxoffice.desktop.user_sheet import UserSheet


class CounterSheets:
    """Each is built when it is first opened."""

    def __init__(self, shell: Shell) -> None:
        self._shell = shell
        self._workspace: CounterWorkspace | None = None
        self._user: UserSheet | None = None
        self._printer: PrinterSheet | None = None
        self._name = self._since = ""
        self._steps: tuple[Command, ...] = ()
        self._warning = ""
        shell.window.user_pressed.connect(self.open_user)
        shell.window.status.printer_pressed.connect(self.open_printer)

    def serve(self, workspace: CounterWorkspace) -> None:
        """Speak of this counter's printer from now on."""
        self._workspace = workspace
        workspace.printer_changed.connect(self._chosen)
        workspace.papers.printers_found.connect(self._found)
        workspace.tickets_changed.connect(self._tickets_changed)
        workspace.side.printer_asked.connect(self.open_printer)
        self._say_printer()

    def set_user(self, name: str, since: str) -> None:
        """Name whoever is signed in."""
        self._name, self._since = name, since

    def set_steps(self, steps: tuple[Command, ...]) -> None:
        """What the user's sheet offers."""
        self._steps = steps

    def commands(self) -> tuple[Command, ...]:
        """The sheets of a counter, for the palette and by key."""
        return (Command(self._tr("Choose the printer"), self.open_printer, PRINTER_KEY),)

    def user_commands(self) -> tuple[Command, ...]:
        """What concerns whoever is signed in, at a counter and elsewhere."""
        user = Command(self._tr("Who is signed in; colours"), self.open_user, USER_KEY)
        return (*self._steps, user)

    def open_user(self) -> None:
        """Show who is signed in, and what they can do about that."""
        if self._user is None:
            from boxoffice.desktop.user_sheet import UserSheet  # noqa: PLC0415 (start-up time)

            shell = self._shell
            self._user = UserSheet(shell.theme, shell.commands, shell.window)
        self._user.open_for(self._name, self._since, self._steps)

    def open_printer(self) -> None:
        """Look which printers there are now, and let one be chosen."""
        self._shell.tasks.start(self._open_printer())

    def close(self) -> None:
        """Take the sheets away."""
        window = self._shell.window
        window.user_pressed.disconnect(self.open_user)
        window.status.printer_pressed.disconnect(self.open_printer)
        for sheet in (self._user, self._printer):
            if sheet is not None:
                sheet.close_it()
                sheet.deleteLater()
        self._user = self._printer = None

    async def _open_printer(self) -> None:
        if self._workspace is None:
            return
        if self._printer is None:
            from boxoffice.desktop.printer_sheet import PrinterSheet  # noqa: PLC0415 (start-up time)

            shell = self._shell
            self._printer = PrinterSheet(shell.theme, shell.commands, shell.window)
            self._printer.chosen.connect(lambda name: self._choose(name))
        self._printer.open_with(await self._workspace.papers.find_printers(), self._wanted())

    def _choose(self, name: str) -> None:
        if self._workspace is not None:
            self._workspace.papers.choose_printer(name)

    def _chosen(self, name: str) -> None:
        self._shell.choose("printer", name)
        self._unwarn()
        self._say_printer()

    def _found(self, names: tuple[str, ...]) -> None:
        name = self._wanted()
        missing = bool(name) and name not in names
        self._say_printer(self._tr("not there") if missing else "")
        if missing and not self._warning:
            words = self._tr(
                "There is no printer called {name} on this computer. Tickets are kept as PDF files;"
                " {key} chooses where they go."
            )
            self._warning = words.format(name=name, key=PRINTER_KEY)
            self._shell.window.tell(self._warning, Tone.WARN)

    def _tickets_changed(self, job: Job) -> None:
        if job.state is JobState.FAILED:
            # The page of the sale says more of it now.
            self._unwarn()
            self._say_printer(self._tr("failed"))
        elif job.state is JobState.PRINTED:
            self._say_printer()

    def _say_printer(self, trouble: str = "") -> None:
        words = self._wanted() or self._tr("PDF tickets")
        if trouble:
            words = f"{words}: {trouble}"
        self._shell.window.status.set_printer(words, good=not trouble)

    def _unwarn(self) -> None:
        if self._shell.window.failure() == self._warning:
            self._shell.window.clear_failure()

    def _wanted(self) -> str:
        return self._shell.option("printer")

    def _tr(self, text: str) -> str:
        return QCoreApplication.translate("CounterSheets", text)
