"""Draws a slip as it looks on 80 mm paper: for printers of the system, PDF and the preview."""

from collections.abc import Callable

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QImage,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
)

from boxoffice.counter.printing.blocks import Block, Code, Logo, Pair, Rule, Slip, Words
from boxoffice.qtkit.qr import draw_qr

#: The paper in the units that everything is drawn in, a receipt printer's dots.
WIDTH, MARGIN = 640.0, 32.0
ROOM = WIDTH - 2 * MARGIN
DOTS_PER_MM = 8.0
LETTER, LEADING = 22, 30.0
QR_SIDE, LOGO_HEIGHT = 280.0, 160.0
RESOLUTION = 203


def slip_height(slip: Slip, letters: QFont) -> float:
    """How long the paper is, in the units of WIDTH."""
    return 2 * MARGIN + sum(_Part(block, letters).height for block in slip)


def draw_slip(painter: QPainter, slip: Slip, letters: QFont) -> None:
    """Draw from the painter's origin, WIDTH wide."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.GlobalColor.black)
    top = MARGIN
    for block in slip:
        part = _Part(block, letters)
        part.draw(painter, top)
        top += part.height


def slip_layout(slip: Slip, letters: QFont) -> QPageLayout:
    """80 mm wide and as long as the slip."""
    length = slip_height(slip, letters) / DOTS_PER_MM
    size = QPageSize(QSizeF(WIDTH / DOTS_PER_MM, length), QPageSize.Unit.Millimeter)
    return QPageLayout(size, QPageLayout.Orientation.Portrait, QMarginsF())


def slip_pdf(slip: Slip, letters: QFont) -> bytes:
    """A slip as a PDF of one page. May run in any thread."""
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setCreator("Box Office")
    writer.setResolution(RESOLUTION)
    writer.setPageLayout(slip_layout(slip, letters))
    painter = QPainter(writer)
    painter.scale(writer.width() / WIDTH, writer.width() / WIDTH)
    draw_slip(painter, slip, letters)
    painter.end()
    buffer.close()
    return bytes(content.data())


class _Part:
    """One block: how high it is, and what draws it."""

    def __init__(self, block: Block, letters: QFont) -> None:
        self._draw: Callable[[QPainter, float], object]
        match block:
            case Words(text, size, bold, centred):
                font = _font(letters, size, bold=bold)
                at = Qt.AlignmentFlag.AlignHCenter if centred else Qt.AlignmentFlag.AlignLeft
                flags = at | Qt.TextFlag.TextWordWrap
                wanted = QFontMetricsF(font).boundingRect(QRectF(0, 0, ROOM, 10_000), flags, text)
                self.height = max(LEADING * size, wanted.height() + 6)
                self._draw = lambda painter, top: _write(
                    painter, QRectF(MARGIN, top, ROOM, self.height), flags, text, font
                )
            case Pair(left, right, bold, size):
                font = _font(letters, size, bold=bold)
                self.height = max(LEADING * size, QFontMetricsF(font).height() + 6)
                self._draw = lambda painter, top: self._pair(painter, top, left, right, font)
            case Rule():
                self.height = 16.0
                self._draw = lambda painter, top: painter.fillRect(
                    QRectF(MARGIN, top + 7, ROOM, 2), Qt.GlobalColor.black
                )
            case Code(text):
                self.height = QR_SIDE + 20
                place = (WIDTH - QR_SIDE) / 2
                self._draw = lambda painter, top: draw_qr(
                    painter, text, QRectF(place, top + 10, QR_SIDE, QR_SIDE)
                )
            case Logo(png):
                picture = QImage.fromData(png)
                self.height = 0.0 if picture.isNull() else LOGO_HEIGHT + 10
                self._draw = lambda painter, top: _picture(painter, top, picture)

    def draw(self, painter: QPainter, top: float) -> None:
        self._draw(painter, top)

    def _pair(self, painter: QPainter, top: float, left: str, right: str, font: QFont) -> None:
        metrics, middle = QFontMetricsF(font), Qt.AlignmentFlag.AlignVCenter
        room = ROOM - metrics.horizontalAdvance(right) - LETTER / 2
        shown = metrics.elidedText(left, Qt.TextElideMode.ElideRight, room)
        _write(painter, QRectF(MARGIN, top, room, self.height), middle, shown, font)
        whole = QRectF(MARGIN, top, ROOM, self.height)
        _write(painter, whole, middle | Qt.AlignmentFlag.AlignRight, right, font)


def _write(painter: QPainter, place: QRectF, flags: int, text: str, font: QFont) -> None:
    painter.setFont(font)
    painter.drawText(place, flags, text)


def _picture(painter: QPainter, top: float, picture: QImage) -> None:
    if picture.isNull():
        return
    scale = min(ROOM / picture.width(), LOGO_HEIGHT / picture.height())
    width, height = picture.width() * scale, picture.height() * scale
    painter.drawImage(QRectF((WIDTH - width) / 2, top, width, height), picture)


def _font(letters: QFont, size: int, *, bold: bool) -> QFont:
    font = QFont(letters)
    font.setPixelSize(LETTER * size)
    font.setWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
    return font
