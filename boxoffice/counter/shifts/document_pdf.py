"""Draws a report on A4: facts, tables over as many pages as they need, lines to sign on."""

from datetime import date, datetime

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPageLayout, QPageSize, QPainter, QPdfWriter

from boxoffice.counter.shifts.document import Cell, Document, Table
from boxoffice.counter.shifts.words import tr
from boxoffice.model.money import Money
from boxoffice.qtkit.formats import Formats

RESOLUTION = 144
#: In the units of a page that is 595 wide and 842 high upright.
MARGIN, LINE, GAP, PAD = 36.0, 13.0, 10.0, 6.0
TITLE, HEADLINE, HEAD, BODY = 18, 30, 11, 8
#: A table with more columns lies on its side.
UPRIGHT_COLUMNS = 8
LEAST_COLUMN = 24.0
SIGNATURE_HEIGHT, SIGNATURE_WIDTH = 54.0, 190.0

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def pdf_of(document: Document, formats: Formats, letters: QFont) -> bytes:
    """The document as a PDF. `letters` is the interface's font, which is the GUI thread's to ask
    for; this may run in any thread."""
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(document.title)
    writer.setCreator("Box Office")
    writer.setResolution(RESOLUTION)
    wide = any(len(table.columns) > UPRIGHT_COLUMNS for table in document.tables)
    turned = QPageLayout.Orientation.Landscape if wide else QPageLayout.Orientation.Portrait
    writer.setPageLayout(QPageLayout(QPageSize(QPageSize.PageSizeId.A4), turned, QMarginsF()))
    painter = QPainter(writer)
    painter.scale(RESOLUTION / 72, RESOLUTION / 72)
    _Pages(writer, painter, document, formats, letters).draw()
    painter.end()
    buffer.close()
    return bytes(content.data())


class _Pages:
    """The pages from the first to the last, from the top of each to its foot."""

    def __init__(
        self,
        writer: QPdfWriter,
        painter: QPainter,
        document: Document,
        formats: Formats,
        letters: QFont,
    ) -> None:
        self._writer, self._painter = writer, painter
        self._document, self._formats, self._letters = document, formats, letters
        self._width = writer.width() * 72 / RESOLUTION - 2 * MARGIN
        self._foot = writer.height() * 72 / RESOLUTION - MARGIN - LINE
        self._page = 1
        self._y = MARGIN

    def draw(self) -> None:
        self._write(self._document.title, MARGIN, self._width, TITLE, bold=True)
        self._y += 2 * LINE
        for word, value in self._document.facts:
            self._write(word, MARGIN, 150, BODY + 1)
            self._write(self._shown(value), MARGIN + 150, self._width - 150, BODY + 1, bold=True)
            self._y += LINE
        if self._document.headline is not None:
            word, value = self._document.headline
            self._y += GAP
            self._write(word, MARGIN, 150, HEAD, bold=True)
            self._write(self._shown(value), MARGIN + 150, self._width - 150, HEADLINE, bold=True)
            self._y += HEADLINE * 1.5
        for table in self._document.tables:
            self._table(table)
        self._signatures()
        self._number_page()

    def _table(self, table: Table) -> None:
        shown = [tuple(self._shown(cell) for cell in row) for row in table.rows]
        widths = self._widths(table, shown)
        sides = _sides(table)
        self._y += GAP
        self._need(4 * LINE)
        self._write(table.name, MARGIN, self._width, HEAD, bold=True)
        self._y += LINE + 3
        self._heads(table, widths, sides)
        for number, row in enumerate(shown):
            if self._y + LINE > self._foot:
                self._new_page()
                self._heads(table, widths, sides)
            is_sum = number >= len(shown) - table.sums
            if number == len(shown) - table.sums:
                self._rule()
            x = MARGIN
            for text, width, side in zip(row, widths, sides, strict=True):
                self._write(text, x, width - PAD, BODY, bold=is_sum, at=side)
                x += width
            self._y += LINE

    def _heads(
        self, table: Table, widths: list[float], sides: tuple[Qt.AlignmentFlag, ...]
    ) -> None:
        if any(table.columns):
            x = MARGIN
            for name, width, side in zip(table.columns, widths, sides, strict=True):
                self._write(name, x, width - PAD, BODY, bold=True, at=side)
                x += width
            self._y += LINE
        self._rule()

    def _widths(self, table: Table, shown: list[tuple[str, ...]]) -> list[float]:
        """Each column as wide as what is in it; what there is more or less is shared out."""
        metrics = QFontMetricsF(self._font(BODY, bold=True))
        wanted = []
        for column, name in enumerate(table.columns):
            texts = {name, *(row[column] for row in shown)}
            widest = max(metrics.horizontalAdvance(text) for text in texts)
            wanted.append(max(LEAST_COLUMN, widest) + 2 * PAD)
        return [width * self._width / sum(wanted) for width in wanted]

    def _signatures(self) -> None:
        if not self._document.signatures:
            return
        self._need(SIGNATURE_HEIGHT)
        self._y += SIGNATURE_HEIGHT - LINE
        for number, who in enumerate(self._document.signatures):
            x = MARGIN + number * (SIGNATURE_WIDTH + 2 * GAP)
            self._painter.fillRect(QRectF(x, self._y, SIGNATURE_WIDTH, 0.6), Qt.GlobalColor.black)
            self._write(who, x, SIGNATURE_WIDTH, BODY)

    def _need(self, height: float) -> None:
        if self._y + height > self._foot:
            self._new_page()

    def _new_page(self) -> None:
        self._number_page()
        self._writer.newPage()
        self._page += 1
        self._y = MARGIN

    def _number_page(self) -> None:
        self._y = self._foot
        words = tr("{title}, page {number}")
        text = words.format(title=self._document.title, number=self._page)
        self._write(text, MARGIN, self._width, BODY, at=_RIGHT)

    def _rule(self) -> None:
        self._painter.fillRect(QRectF(MARGIN, self._y, self._width, 0.5), Qt.GlobalColor.black)

    def _write(
        self,
        text: str,
        x: float,
        width: float,
        size: int,
        *,
        bold: bool = False,
        at: Qt.AlignmentFlag = _LEFT,
    ) -> None:
        letters = self._font(size, bold=bold)
        shown = QFontMetricsF(letters).elidedText(text, Qt.TextElideMode.ElideRight, width)
        self._painter.setFont(letters)
        self._painter.drawText(QRectF(x, self._y, width, max(LINE, size * 1.5)), at, shown)

    def _font(self, size: int, *, bold: bool) -> QFont:
        letters = QFont(self._letters)
        letters.setPixelSize(size)
        letters.setWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
        return letters

    def _shown(self, cell: Cell) -> str:
        match cell:
            case None:
                return ""
            case Money():
                return self._formats.money(cell)
            case datetime():
                local = self._formats.local(cell)
                return f"{self._formats.short_day(local.date())} {self._formats.time(cell)}"
            case date():
                return self._formats.day_and_year(cell)
            case int():
                return self._formats.count(cell)
        return cell


def _sides(table: Table) -> tuple[Qt.AlignmentFlag, ...]:
    """At which side each column's text stands: that of amounts and numbers at the right."""
    return tuple(
        _RIGHT if any(isinstance(row[place], Money | int) for row in table.rows) else _LEFT
        for place in range(len(table.columns))
    )
