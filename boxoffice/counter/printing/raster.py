"""What a receipt printer has no letters for, drawn as dots: text of any script, and logos."""

from typing import Protocol

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QImage, QPainter

LETTER_PX = 22
LINE_PX = 30
MOST_LOGO_PX = 240
DARK_BELOW = 140

#: Bytes a line, lines, and the bits of all lines, 1 for black.
Bits = tuple[int, int, bytes]


class Raster(Protocol):
    """Who draws; `dots` is the paper's width. May be asked in any thread."""

    def text(self, text: str, dots: int, size: int, *, bold: bool, centred: bool) -> Bits: ...

    def pair(self, left: str, right: str, dots: int, size: int, *, bold: bool) -> Bits: ...

    def picture(self, png: bytes, dots: int) -> Bits: ...


class QtRaster:
    """Draws in the interface's letters, which take those that they lack from others."""

    def __init__(self, letters: QFont) -> None:
        self._letters = letters

    def text(self, text: str, dots: int, size: int, *, bold: bool, centred: bool) -> Bits:
        """Text as wide as the paper, wrapped."""
        letters = self._font(size, bold=bold)
        flags = Qt.TextFlag.TextWordWrap | (
            Qt.AlignmentFlag.AlignHCenter if centred else Qt.AlignmentFlag.AlignLeft
        )
        wanted = QFontMetricsF(letters).boundingRect(QRectF(0, 0, dots, 10_000), flags, text)
        height = max(LINE_PX * size, int(wanted.height()) + 4)
        image, painter = _paper(dots, height, letters)
        painter.drawText(QRectF(0, 0, dots, height), flags, text)
        painter.end()
        return _bits(image)

    def pair(self, left: str, right: str, dots: int, size: int, *, bold: bool) -> Bits:
        """One line; what is at the left is shortened where both do not fit."""
        letters = self._font(size, bold=bold)
        metrics = QFontMetricsF(letters)
        height = max(LINE_PX * size, int(metrics.height()) + 4)
        image, painter = _paper(dots, height, letters)
        room = dots - metrics.horizontalAdvance(right) - LETTER_PX / 2
        shown = metrics.elidedText(left, Qt.TextElideMode.ElideRight, room)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(0, 0, room, height), middle, shown)
        painter.drawText(QRectF(0, 0, dots, height), middle | Qt.AlignmentFlag.AlignRight, right)
        painter.end()
        return _bits(image)

    def picture(self, png: bytes, dots: int) -> Bits:
        """A picture in the middle, no larger than it is; nothing of it where it cannot be read."""
        picture = QImage.fromData(png)
        if picture.isNull():
            return (1, 0, b"")
        height = min(MOST_LOGO_PX, picture.height())
        if picture.width() > dots or picture.height() > height:
            picture = picture.scaled(
                dots, height, Qt.AspectRatioMode.KeepAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )  # fmt: skip
        image, painter = _paper(dots, picture.height(), self._letters)
        painter.drawImage((dots - picture.width()) // 2, 0, picture)
        painter.end()
        return _bits(image)

    def _font(self, size: int, *, bold: bool) -> QFont:
        letters = QFont(self._letters)
        letters.setPixelSize(LETTER_PX * size)
        letters.setWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
        return letters


def _paper(width: int, height: int, letters: QFont) -> tuple[QImage, QPainter]:
    image = QImage(width, height, QImage.Format.Format_Grayscale8)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.setPen(Qt.GlobalColor.black)
    painter.setFont(letters)
    return image, painter


def _bits(image: QImage) -> Bits:
    lines = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1)
    packed = np.packbits(lines[:, : image.width()] < DARK_BELOW, axis=1)
    return packed.shape[1], image.height(), packed.tobytes()
