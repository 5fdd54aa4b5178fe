"""What waits to be printed, laid over the window: its state, and what is done about it."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from boxoffice.counter.printing.address import printer_name
from boxoffice.counter.printing.job import PrintJob, PrintState, What
from boxoffice.counter.printing.queue import PrintQueue
from boxoffice.counter.words import translate
from boxoffice.qtkit.commands import Commands
from boxoffice.qtkit.fonts import BOLD, Size
from boxoffice.qtkit.formats import Formats
from boxoffice.qtkit.line_table import set_up_lines
from boxoffice.qtkit.overlay import Overlay
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.tokens import HEIGHT_SMALL
from boxoffice.qtkit.widgets import KeyButton, Role, Text
from boxoffice.rules.booking_number import spoken

WIDTH, HEIGHT, LINE = 860, 520, 30


class JobsSheet(Overlay):
    """Follows the queue while it is there; `printer` answers where tickets go now."""

    def __init__(
        self,
        theme: Theme,
        commands: Commands,
        window: QWidget,
        formats: Formats,
        queue: PrintQueue,
        printer: Callable[[], str],
    ) -> None:
        super().__init__(window, commands, WIDTH, HEIGHT)
        self._formats, self._queue, self._printer = formats, queue, printer
        self._jobs: tuple[PrintJob, ...] = ()
        self.note = Text("", ink="text_second")
        self.note.setWordWrap(True)
        self.table = QTableWidget(0, 4)
        self.again = KeyButton(
            theme, self.tr("Print now"), "Enter", role=Role.PRIMARY, icon="printer"
        )
        self.is_there = KeyButton(theme, self.tr("It is on paper"), "I")
        self.drop = KeyButton(theme, self.tr("Not wanted"), "Del")
        self._keys = {
            Qt.Key.Key_Return: self.again,
            Qt.Key.Key_Enter: self.again,
            Qt.Key.Key_I: self.is_there,
            Qt.Key.Key_Delete: self.drop,
        }
        self._set_up_table()
        self._lay_out(theme)
        self.again.clicked.connect(lambda: self._act(self._print))
        self.is_there.clicked.connect(lambda: self._act(queue.is_there))
        self.drop.clicked.connect(lambda: self._act(queue.drop))
        self.table.currentCellChanged.connect(self._say_what_can_be_done)
        queue.changed.connect(self._show_jobs)
        self._show_jobs()

    @property
    def current(self) -> PrintJob | None:
        """The job that is chosen."""
        at = self.table.currentRow()
        return self._jobs[at] if 0 <= at < len(self._jobs) else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        button = self._keys.get(Qt.Key(event.key()))
        if button is None:
            super().keyPressEvent(event)
        elif button.isEnabled():
            button.click()

    def _show_jobs(self) -> None:
        chosen = self.current
        self._jobs = self._queue.jobs
        self.table.setRowCount(len(self._jobs))
        for row, job in enumerate(self._jobs):
            time = self._formats.time(job.made_at)
            cells = (time, what_words(job), printer_name(job.printer), state_words(job))
            for column, cell in enumerate(cells):
                item = QTableWidgetItem(cell)
                item.setToolTip(cell)
                self.table.setItem(row, column, item)
        ids = [job.job_id for job in self._jobs]
        at = ids.index(chosen.job_id) if chosen and chosen.job_id in ids else 0
        self.table.setCurrentCell(min(at, len(ids) - 1), 0)
        self._say_what_can_be_done()

    def _say_what_can_be_done(self) -> None:
        job = self.current
        state = job.state if job is not None else PrintState.PRINTED
        self.again.setEnabled(state not in (PrintState.PRINTED, PrintState.SENDING))
        self.is_there.setEnabled(state is PrintState.UNKNOWN)
        self.drop.setEnabled(state not in (PrintState.PRINTED, PrintState.SENDING))
        if state is PrintState.UNKNOWN:
            words = self.tr(
                "Look there first. What is on paper is not printed again; Enter prints the page"
                " that nobody is sure of and those after it."
            )
        elif self._jobs:
            words = self.tr("Enter prints on the printer that tickets go to now: {printer}.")
            words = words.format(printer=printer_name(self._printer()) or self.tr("none"))
        else:
            words = self.tr("Nothing waits to be printed.")
        reason = job.reason if job is not None else ""
        self.note.setText(f"{reason} {words}".strip())

    def _act(self, act: Callable[[str], object]) -> None:
        if self.current is not None:
            act(self.current.job_id)

    def _print(self, job_id: str) -> None:
        self._queue.again(job_id, self._printer())

    def _set_up_table(self) -> None:
        heads = (self.tr("Time"), self.tr("What"), self.tr("Printer"), self.tr("State"))
        set_up_lines(self.table, self.tr("Print jobs"), heads, LINE)

    def _lay_out(self, theme: Theme) -> None:
        close = KeyButton(
            theme, self.tr("Close"), "Esc", role=Role.QUIET, height=HEIGHT_SMALL, icon="cross"
        )
        close.clicked.connect(self.close_it)
        head = QHBoxLayout()
        head.addWidget(Text(self.tr("Print jobs"), Size.TIME, BOLD), 1)
        head.addWidget(close)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.again, 1)
        buttons.addWidget(self.is_there)
        buttons.addWidget(self.drop)
        column = QVBoxLayout(self.panel)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(self.note)
        column.addWidget(self.table, 1)
        column.addLayout(buttons)
        self.panel.setFocusProxy(self.table)


def what_words(job: PrintJob) -> str:
    """“Tickets of 27K4 M9TP”."""
    words = {
        What.TICKETS: translate("JobsSheet", "Tickets of {number}"),
        What.RECEIPT: translate("JobsSheet", "Receipt of {number}"),
        What.CREDIT_NOTE: translate("JobsSheet", "Credit note of {number}"),
        What.TEST: translate("JobsSheet", "Test"),
    }
    return words[job.what].format(number=spoken(job.number))


def state_words(job: PrintJob) -> str:
    """What became of it, and why it went no further."""
    words = {
        PrintState.WAITING: translate("JobsSheet", "Waits"),
        PrintState.SENDING: translate("JobsSheet", "Is being printed"),
        PrintState.PRINTED: translate("JobsSheet", "Printed"),
        PrintState.UNKNOWN: translate("JobsSheet", "Not known whether page {page} is printed"),
        PrintState.FAILED: translate("JobsSheet", "Not printed"),
    }
    said = words[job.state].format(page=job.done + 1)
    return f"{said}: {job.reason}" if job.reason else said
