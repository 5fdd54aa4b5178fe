"""X and Z: a shift's figures, the largest first, and what can be done with the shift."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout

from boxoffice.counter.page import FigureLines, TotalLine
from boxoffice.counter.shifts.page import TillPage
from boxoffice.counter.shifts.words import (
    MOST_LINES,
    figure_lines,
    main_figure,
    move_lines,
    shift_name,
    shown,
    unfinished_lines,
)
from boxoffice.model.shift import ShiftReport
from boxoffice.qtkit.fonts import Size
from boxoffice.qtkit.formats import Formats
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.widgets import Role, Text, Tone

PDF_KEY, CSV_KEY, OWED_KEY = "P", "V", "B"
BUTTONS_A_ROW = 3


class FiguresPage(TillPage):
    """Shows one report, or that no shift is open; each signal is a button."""

    open_asked = Signal()
    pay_in_asked = Signal()
    pay_out_asked = Signal()
    no_sale_asked = Signal()
    close_asked = Signal()
    sign_asked = Signal()
    pdf_asked = Signal()
    csv_asked = Signal()
    reports_asked = Signal()
    owed_asked = Signal()

    def __init__(self, theme: Theme, formats: Formats, *, supervises: bool) -> None:
        super().__init__(theme)
        self._formats = formats
        self._supervises = supervises
        self.report: ShiftReport | None = None
        self._owes = False
        self._words = Text("", Size.BODY, ink="text_second")
        self._words.setWordWrap(True)
        self._figure = TotalLine("")
        self._lines = FigureLines(Size.LIST)
        primary = Role.PRIMARY
        self._open = self.add_button(self.tr("Open a shift"), "O", self.open_asked.emit, primary)
        self._pay_in = self.add_button(self.tr("Pay in"), "I", self.pay_in_asked.emit)
        self._pay_out = self.add_button(self.tr("Pay out"), "U", self.pay_out_asked.emit)
        self._no_sale = self.add_button(self.tr("No sale"), "N", self.no_sale_asked.emit)
        self._close = self.add_button(
            self.tr("Count and close"), "C", self.close_asked.emit, primary
        )
        self._sign = self.add_button(self.tr("Countersign"), "G", self.sign_asked.emit, primary)
        self._pdf = self.add_button(self.tr("Save PDF"), PDF_KEY, self.pdf_asked.emit)
        self._csv = self.add_button(self.tr("Save CSV"), CSV_KEY, self.csv_asked.emit)
        self._reports = self.add_button(self.tr("Reports"), "R", self.reports_asked.emit)
        self._owed = self.add_button("", OWED_KEY, self.owed_asked.emit)
        self._grid = QGridLayout()
        for part in (self._figure, self._words, self._lines):
            self.body.addWidget(part)
        self.body.addStretch(1)
        self.foot.addLayout(self._grid)

    def say_owed(self, count: int) -> None:
        """Say how many payments are to be handed back here; the next report shows it."""
        self._owes = bool(count)
        self._owed.setText(self.tr("To give back: {count}").format(count=count))

    def show_report(self, report: ShiftReport | None, *, own: bool) -> None:
        """Show X, Z, or that no shift is open here; `own` is whether it is this counter's."""
        self.report = report
        self.banner.hide()
        self._figure.setVisible(report is not None)
        self._lines.setVisible(report is not None)
        self._words.setVisible(report is None or report.shift.opened_by_sale)
        if report is None:
            self.title = self.tr("No shift is open at this counter")
            self._words.setText(
                self.tr("Open one with the float in the drawer. A sale opens one without a float.")
            )
        else:
            self.title = shift_name(report, self._formats)
            self._words.setText(self.tr("The first sale opened this shift, without a float."))
            word, figure = main_figure(report)
            self._figure.say(word, shown(figure, self._formats))
            lines = figure_lines(report, self._formats)
            lines += move_lines(report.moves, self._formats)
            if report.shift.countersigned_by:
                lines.append((self.tr("Countersigned by"), report.shift.countersigned_name))
            self._lines.show_lines([(name, shown(one, self._formats)) for name, one in lines])
        self._show_buttons(report, own=own)
        if report is not None and report.unfinished:
            self.banner.tell(
                unfinished_lines(report.unfinished, self._formats, MOST_LINES),
                Tone.WARN,
                title=self.tr("Not finished"),
            )

    def _show_buttons(self, report: ShiftReport | None, *, own: bool) -> None:
        shift = None if report is None else report.shift
        is_open = shift is not None and shift.closed_at is None
        is_closed = shift is not None and not is_open
        wanted = (
            (self._pay_in, is_open and own),
            (self._pay_out, is_open and own),
            (self._no_sale, is_open and own),
            (self._owed, own and self._owes),
            (self._pdf, shift is not None),
            (self._csv, shift is not None),
            (self._reports, self._supervises),
            (self._sign, is_closed and shift is not None and not shift.countersigned_by),
            (self._close, is_open),
            (self._open, shift is None),
        )
        for button, visible in wanted:
            self._grid.removeWidget(button)
            button.setVisible(visible)
        shown_now = [button for button, visible in wanted if visible]
        for place, button in enumerate(shown_now):
            row, column = divmod(place, BUTTONS_A_ROW)
            rest = BUTTONS_A_ROW - column if button is shown_now[-1] else 1
            self._grid.addWidget(button, row, column, 1, rest)
