"""Sends tickets to a printer of the system, with no dialog in the sale's way."""

from PySide6.QtGui import QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from boxoffice.counter.ticket_order import PrinterFailed, TicketOrder
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


def print_tickets(order: TicketOrder, printer_name: str) -> None:
    """Print every ticket on its own page; PrinterFailed. May run in any thread."""
    info = QPrinterInfo.printerInfo(printer_name)
    if info.isNull():
        words = translate("counter", "There is no printer called {name}.")
        raise PrinterFailed(words.format(name=printer_name))
    printer = QPrinter(info, QPrinter.PrinterMode.HighResolution)
    printer.setPageLayout(page_layout())
    printer.setFullPage(True)
    painter = QPainter()
    if not painter.begin(printer):
        raise _silent(printer_name)
    # At its real size, also where the printer has only larger paper.
    width = PAGE_WIDTH_MM / MM_PER_INCH * printer.resolution()
    for number in range(len(order.tickets)):
        if number and not printer.newPage():
            painter.end()
            raise _silent(printer_name)
        draw_page(painter, width, order, number)
    painter.end()


def _silent(printer_name: str) -> PrinterFailed:
    words = translate("counter", "The printer {name} does not answer.")
    return PrinterFailed(words.format(name=printer_name))
