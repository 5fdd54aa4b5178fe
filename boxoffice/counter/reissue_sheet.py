"""The tickets to print anew, laid over the window: printed one booking after the other."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication, QKeyEvent
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from boxoffice.counter.reissue_list import put_on, save_list
from boxoffice.counter.reissues import Reissue, as_text, heads
from boxoffice.counter.ticket_desk import Job, JobState
from boxoffice.qtkit.commands import Commands
from boxoffice.qtkit.fonts import BOLD, Size
from boxoffice.qtkit.formats import Formats
from boxoffice.qtkit.line_table import set_up_lines
from boxoffice.qtkit.overlay import Overlay
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.tokens import HEIGHT_SMALL
from boxoffice.qtkit.widgets import Banner, KeyButton, Role, Text, Tone
from boxoffice.rules.booking_number import spoken

WIDTH, HEIGHT, LINE = 860, 560, 30


class ReissueSheet(Overlay):
    """`print_wanted` carries the Reissue that is to be printed."""

    print_wanted = Signal(object)

    def __init__(self, theme: Theme, commands: Commands, window: QWidget, formats: Formats) -> None:
        super().__init__(window, commands, WIDTH, HEIGHT)
        self._formats = formats
        self.reissues: Sequence[Reissue] = ()
        self._paper: Path | None = None
        self.count = Text("", ink="text_second")
        self.count.setWordWrap(True)
        self.banner = Banner(theme)
        self.table = QTableWidget(0, len(heads()))
        self.print_button = KeyButton(
            theme, self.tr("Print anew"), "Enter", role=Role.PRIMARY, icon="printer"
        )
        self._open = KeyButton(theme, self.tr("Open PDF"), "O")
        low = HEIGHT_SMALL
        self._copy = KeyButton(theme, self.tr("Copy list"), "Ctrl+C", height=low)
        self._save = KeyButton(theme, self.tr("Save list as PDF…"), "S", height=low)
        self._print_list = KeyButton(theme, self.tr("Print list…"), "L", height=low)
        self._keys = {
            Qt.Key.Key_Return: self.print_button,
            Qt.Key.Key_Enter: self.print_button,
            Qt.Key.Key_O: self._open,
            Qt.Key.Key_S: self._save,
            Qt.Key.Key_L: self._print_list,
        }
        self._set_up_table()
        self._lay_out(theme)
        self.print_button.clicked.connect(self._want_print)
        self._open.clicked.connect(self._open_paper)
        self._copy.clicked.connect(self._copy_list)
        self._save.clicked.connect(self._ask_where)
        self._print_list.clicked.connect(self._ask_printer)

    @property
    def current(self) -> Reissue | None:
        """The booking that is chosen."""
        at = self.table.currentRow()
        return self.reissues[at] if 0 <= at < len(self.reissues) else None

    def show_list(self, reissues: Sequence[Reissue]) -> None:
        """Show these in place of those before; the next line is chosen where one went."""
        at = max(0, self.table.currentRow())
        self.reissues = reissues
        self.table.setRowCount(len(reissues))
        for row, one in enumerate(reissues):
            for column, cell in enumerate(one.cells(self._formats)):
                item = QTableWidgetItem(cell)
                item.setToolTip(cell)
                self.table.setItem(row, column, item)
        self.table.setCurrentCell(min(at, len(reissues) - 1), 0)
        self.count.setText(self._counted())
        self._say_what_can_be_done()

    def begin(self) -> None:
        """Printing has begun."""
        self.print_button.set_busy(True)

    def told(self, job: Job) -> None:
        """Say what became of it."""
        self.print_button.set_busy(False)
        number = spoken(job.sold.booking.number)
        self._paper = job.path
        match job.state:
            case JobState.FAILED:
                words = self.tr("{number}: {reason} It stays on the list.")
                self.banner.tell(words.format(number=number, reason=job.reason), Tone.DANGER)
            case JobState.PRINTED:
                words = self.tr("{number} is printed anew on {printer}.")
                self.banner.tell(words.format(number=number, printer=job.printer), Tone.OK)
            case _:
                words = self.tr("{number} is made anew as a PDF: {name}. O opens it.")
                name = job.path.name if job.path is not None else ""
                self.banner.tell(words.format(number=number, name=name), Tone.OK)
        self._say_what_can_be_done()

    def refused(self, words: str) -> None:
        """Say why it could not be done."""
        self.print_button.set_busy(False)
        self.banner.tell(words, Tone.DANGER)
        self._say_what_can_be_done()

    def open_anew(self) -> None:
        """Open it without what was said before."""
        self.banner.hide()
        self._paper = None
        self._say_what_can_be_done()
        self.open()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        button = self._keys.get(Qt.Key(event.key())) if plain else None
        is_copy = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if is_copy and event.key() == Qt.Key.Key_C:
            button = self._copy
        if button is None:
            super().keyPressEvent(event)
        elif button.isEnabled():
            button.click()

    def _counted(self) -> str:
        tickets = sum(len(one.tickets) for one in self.reissues)
        if not tickets:
            return self.tr("There is none: every customer's print is the newest.")
        words = self.tr(
            "{tickets} of {bookings}: their shows were moved, and the prints their customers have"
            " admit nobody. Printing takes a booking off the list."
        )
        return words.format(
            tickets=self.tr("1 ticket") if tickets == 1 else self.tr("%n tickets", "", tickets),
            bookings=self.tr("1 booking")
            if len(self.reissues) == 1
            else self.tr("%n bookings", "", len(self.reissues)),
        )

    def _say_what_can_be_done(self) -> None:
        self.print_button.setEnabled(self.current is not None)
        for button in (self._copy, self._save, self._print_list):
            button.setEnabled(bool(self.reissues))
        self._open.setEnabled(self._paper is not None)

    def _want_print(self) -> None:
        if self.current is not None:
            self.print_wanted.emit(self.current)

    def _open_paper(self) -> None:
        if self._paper is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._paper)))

    def _copy_list(self) -> None:
        QGuiApplication.clipboard().setText(as_text(self.reissues, self._formats))
        self.banner.tell(self.tr("The list is copied."), Tone.OK)

    def _ask_where(self) -> None:
        name = self.tr("tickets to print anew") + ".pdf"
        dialog = QFileDialog(self, self.tr("Save the list"), name, "PDF (*.pdf)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda chosen: self.save(Path(chosen)))
        dialog.open()

    def save(self, path: Path) -> None:
        """Keep the list as a PDF."""
        try:
            save_list(self.reissues, self._formats, path)
        except OSError as error:
            words = self.tr("The list cannot be written: {error}.")
            reason = error.strerror or str(error)
            self.banner.tell(words.format(error=reason), Tone.DANGER)
        else:
            words = self.tr("The list is saved as {name}.")
            self.banner.tell(words.format(name=path.name), Tone.OK)

    def _ask_printer(self) -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: put_on(printer, self.reissues, self._formats))
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.show()

    def _set_up_table(self) -> None:
        set_up_lines(self.table, self.tr("Tickets to print anew"), heads(), LINE)
        self.table.doubleClicked.connect(self._want_print)

    def _lay_out(self, theme: Theme) -> None:
        close = KeyButton(
            theme, self.tr("Close"), "Esc", role=Role.QUIET, height=HEIGHT_SMALL, icon="cross"
        )
        close.clicked.connect(self.close_it)
        head = QHBoxLayout()
        head.addWidget(Text(self.tr("Tickets to print anew"), Size.TIME, BOLD), 1)
        head.addWidget(close)
        of_booking, of_list = QHBoxLayout(), QHBoxLayout()
        for row, buttons in (
            (of_booking, (self.print_button, self._open)),
            (of_list, (self._copy, self._save, self._print_list)),
        ):
            row.setSpacing(8)
            for button in buttons:
                row.addWidget(button)
        of_booking.setStretch(0, 1)
        of_list.addStretch(1)
        column = QVBoxLayout(self.panel)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(self.count)
        column.addWidget(self.banner)
        column.addWidget(self.table, 1)
        column.addLayout(of_list)
        column.addLayout(of_booking)
        self.panel.setFocusProxy(self.table)
