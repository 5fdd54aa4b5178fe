"""The sheets that the status bar opens at a counter: who is signed in, and where tickets go."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from boxoffice.bootstrap.receipt_printers import ReceiptPrinters
from boxoffice.bootstrap.shell import Shell
from boxoffice.counter.done_page import PRINTER_KEY
from boxoffice.counter.printing.address import printer_name
from boxoffice.counter.printing.job import PrintState
from boxoffice.counter.ticket_desk import STUCK, Job, JobState
from boxoffice.counter.workspace import CounterWorkspace
from boxoffice.desktop.top_bar import USER_KEY
from boxoffice.model.errors import BadInput
from boxoffice.qtkit.commands import Command
from boxoffice.qtkit.formats import Formats
from boxoffice.qtkit.widgets import Tone

if TYPE_CHECKING:
    from boxoffice.counter.printing.jobs_sheet import JobsSheet
    from boxoffice.counter.printing.paper_sheet import PaperSheet
    from boxoffice.desktop.printer_sheet import PrinterSheet
    from boxoffice.desktop.user_sheet import UserSheet

JOBS_KEY = "Ctrl+J"


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
        self._jobs: JobsSheet | None = None
        self._paper: PaperSheet | None = None
        self._stuck_told = False
        self._names: tuple[str, ...] = ()
        self._receipt_printers = ReceiptPrinters(shell)
        shell.window.user_pressed.connect(self.open_user)
        shell.window.status.printer_pressed.connect(self.open_printer)

    def serve(self, workspace: CounterWorkspace) -> None:
        """Speak of this counter's printer from now on."""
        self._workspace = workspace
        workspace.printer_changed.connect(self._chosen)
        workspace.papers.printers_found.connect(self._found)
        workspace.papers.drawer_failed.connect(
            lambda words: self._shell.window.tell(words, Tone.WARN)
        )
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
        return (
            Command(self._tr("Choose the printer"), self.open_printer, PRINTER_KEY),
            Command(self._tr("Print jobs"), self.open_jobs, JOBS_KEY),
            Command(self._tr("What stands on tickets and receipts"), self.open_paper),
        )

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

    def open_jobs(self) -> None:
        """Show what waits to be printed, and what became of the rest."""
        if self._workspace is None:
            return
        for sheet in (self._printer, self._paper):
            if sheet is not None:
                sheet.close_it()
        if self._jobs is None:
            from boxoffice.counter.printing.jobs_sheet import JobsSheet  # noqa: PLC0415 (start-up)

            shell, printing, papers = self._shell, self._workspace.printing, self._workspace.papers
            self._jobs = JobsSheet(
                shell.theme,
                shell.commands,
                shell.window,
                Formats(printing.orders.theatre),
                printing.queue,
                lambda: papers.printer,
            )
        self._jobs.open()

    def open_paper(self) -> None:
        """Show what stands on the theatre's papers, to be changed."""
        self._shell.tasks.start(self._open_paper())

    def close(self) -> None:
        """Take the sheets away."""
        window = self._shell.window
        window.user_pressed.disconnect(self.open_user)
        window.status.printer_pressed.disconnect(self.open_printer)
        for sheet in (self._user, self._printer, self._jobs, self._paper):
            if sheet is not None:
                sheet.close_it()
                sheet.deleteLater()
        self._user = self._printer = self._jobs = self._paper = None

    async def _open_printer(self) -> None:
        if self._workspace is None:
            return
        if self._printer is None:
            from boxoffice.desktop.printer_sheet import PrinterSheet  # noqa: PLC0415 (start-up time)

            shell = self._shell
            self._printer = sheet = PrinterSheet(shell.theme, shell.commands, shell.window)
            sheet.chosen.connect(lambda address: self._choose(address))
            sheet.added.connect(lambda typed: self._add(sheet, typed))
            sheet.removed.connect(lambda address: self._remove(sheet, address))
            sheet.test_asked.connect(self._print_test)
            sheet.jobs_asked.connect(self.open_jobs)
            sheet.paper_asked.connect(self.open_paper)
        names = await self._workspace.papers.find_printers()
        self._list(self._printer, names)

    async def _open_paper(self) -> None:
        if self._workspace is None:
            return
        if self._printer is not None:
            self._printer.close_it()
        orders = self._workspace.printing.orders
        template = await orders.template(anew=True)
        if self._paper is None:
            from boxoffice.counter.printing.orders import letters  # noqa: PLC0415 (start-up time)
            from boxoffice.counter.printing.paper_sheet import (  # noqa: PLC0415 (start-up time)
                PaperSheet,
            )

            shell = self._shell
            self._paper = PaperSheet(
                shell.theme,
                shell.tasks,
                shell.commands,
                shell.window,
                orders.theatre,
                letters(),
                orders.set_template,
            )
            self._paper.test_asked.connect(self._print_test)
        self._paper.open_with(template)

    def _list(self, sheet: "PrinterSheet", names: tuple[str, ...]) -> None:
        from boxoffice.desktop.printer_sheet import PrinterChoice  # noqa: PLC0415 (start-up time)

        self._names = names
        receipts = self._receipt_printers.addresses
        sheet.open_with(
            (
                *(PrinterChoice(one, printer_name(one), is_receipt=True) for one in receipts),
                *(PrinterChoice(name, name) for name in names),
            ),
            self._wanted(),
        )

    def _add(self, sheet: "PrinterSheet", typed: str) -> None:
        try:
            self._choose(self._receipt_printers.add(typed))
        except BadInput as refusal:
            sheet.tell(str(refusal), Tone.DANGER)
        else:
            self._list(sheet, self._names)
            sheet.tell(self._tr("Tickets go there now. T prints a test."), Tone.OK)

    def _remove(self, sheet: "PrinterSheet", address: str) -> None:
        if address == self._wanted():
            self._choose("")
        self._receipt_printers.remove(address)
        self._list(sheet, self._names)

    def _print_test(self) -> None:
        if self._workspace is not None and self._wanted():
            self._workspace.printing.print_test(self._wanted())
            self.open_jobs()

    def _choose(self, name: str) -> None:
        if self._workspace is not None:
            self._workspace.papers.choose_printer(name)

    def _chosen(self, name: str) -> None:
        self._shell.choose("printer", name)
        self._unwarn()
        self._say_printer()

    def _found(self, names: tuple[str, ...]) -> None:
        self._tell_what_is_stuck()
        name = self._wanted()
        missing = bool(name) and name not in (*names, *self._receipt_printers.addresses)
        self._say_printer(self._tr("not there") if missing else "")
        if missing and not self._warning:
            words = self._tr(
                "There is no printer called {name} on this computer. Tickets are kept as PDF files;"
                " {key} chooses where they go."
            )
            self._warning = words.format(name=name, key=PRINTER_KEY)
            self._shell.window.tell(self._warning, Tone.WARN)

    def _tell_what_is_stuck(self) -> None:
        """What an earlier program may have printed, or did not, waits for a person."""
        jobs = self._workspace.printing.queue.jobs if self._workspace is not None else ()
        stuck = sum(job.state in (PrintState.UNKNOWN, PrintState.FAILED) for job in jobs)
        if stuck and not self._stuck_told:
            self._stuck_told = True
            words = self._tr("{count} print jobs need a look at the printer; {key} shows them.")
            self._shell.window.tell(words.format(count=stuck, key=JOBS_KEY), Tone.WARN)

    def _tickets_changed(self, job: Job) -> None:
        if job.state in STUCK:
            # The page of the sale says more of it now.
            self._unwarn()
            self._say_printer(self._tr("failed"))
        elif job.state is JobState.PRINTED:
            self._say_printer()

    def _say_printer(self, trouble: str = "") -> None:
        words = printer_name(self._wanted()) or self._tr("PDF tickets")
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
