"""Sends tickets to a printer of the system, with no dialog in the sale's way."""

from PySide6.QtGui import QFont, QPageLayout, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from boxoffice.counter.printing.blocks import Slip
from boxoffice.counter.printing.conversation import Doubtful, Hopeless, NotSent
from boxoffice.counter.printing.slip_page import DOTS_PER_MM, WIDTH, draw_slip, slip_layout
from boxoffice.counter.ticket_order import TicketOrder
from boxoffice.counter.ticket_page import draw_page, page_layout
from boxoffice.counter.words import translate

MM_PER_INCH = 25.4
PAGE_WIDTH_MM = 105.0


def printer_names() -> tuple[str, ...]:
    """The printers this machine knows; asking may take a while."""
    return tuple(QPrinterInfo.availablePrinterNames())


def default_printer() -> str:
    """The machine's default printer, empty where there is none."""
    return QPrinterInfo.defaultPrinterName()


def print_tickets(order: TicketOrder, printer_name: str, first: int = 0) -> None:
    """Print every ticket from this place on, each on its own page; Hopeless, NotSent, Doubtful.
    May run in any thread."""
    printer = _printer(printer_name, page_layout())
    painter = QPainter()
    if not painter.begin(printer):
        raise _silent(printer_name)
    # At its real size, also where the printer has only larger paper.
    width = PAGE_WIDTH_MM / MM_PER_INCH * printer.resolution()
    for number in range(first, len(order.tickets)):
        if number > first and not printer.newPage():
            printer.abort()
            raise _silent(printer_name)
        draw_page(painter, width, order, number)
    _finish(painter, printer_name)


def print_slip(slip: Slip, letters: QFont, printer_name: str) -> None:
    """Print a slip at its real size; Hopeless, NotSent,
    Doubtful. May run in any thread."""
    printer = _printer(printer_name, slip_layout(slip, letters))
    painter = QPainter()
    if not painter.begin(printer):
        raise _silent(printer_name)
    dots = WIDTH / DOTS_PER_MM / MM_PER_INCH * printer.resolution()
    painter.scale(dots / WIDTH, dots / WIDTH)
    draw_slip(painter, slip, letters)
    _finish(painter, printer_name)


def _printer(printer_name: str, layout: QPageLayout) -> QPrinter:
    info = QPrinterInfo.printerInfo(printer_name)
    if info.isNull():
        words = translate("counter", "There is no printer called {name}.")
        raise Hopeless(words.format(name=printer_name))
    printer = QPrinter(info, QPrinter.PrinterMode.HighResolution)
    printer.setPageLayout(layout)
    printer.setFullPage(True)
    return printer


def _finish(painter: QPainter, printer_name: str) -> None:
    if not painter.end():
        words = translate("counter", "Printer {name} did not say whether it has printed this.")
        raise Doubtful(words.format(name=printer_name))


def _silent(printer_name: str) -> NotSent:
    words = translate("counter", "The printer {name} does not answer.")
    return NotSent(words.format(name=printer_name))
