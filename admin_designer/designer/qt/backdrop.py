"""A picture of a hall to trace, under the plan: kept with the drawing, and no part of what is
published."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QImage,
    QImageIOHandler,
    QImageReader,
    QImageWriter,
    QPainter,
    QTransform,
)

from admin_designer.designer.document.elements import Traced
from admin_designer.designer.formats.reading import MAX_TRACED_BYTES
from boxoffice.model.errors import BadInput
from boxoffice.seatmap.exact import PX_PER_MM

#: Larger pictures are read smaller: each look at the plan draws them.
_MOST_PIXELS = 2_400
#: What is not read smaller must fit into memory first, whatever it says: 256 MB of pixels.
_MOST_UNPACKED = 64_000_000
#: How much fainter a picture is that is as far from the floor as black is from white: words on it
#: have the floor's ink.
_FAINTER = 1.5
#: A picture is as light as so many of its pixels along each side are on average.
_SAMPLES = 16
#: How well a picture is kept, of 100, and by how much it is made smaller until it is kept at all.
_QUALITY, _SMALLER = 82, 0.8
#: How wide a picture is taken to be before its scale is known.
_FIRST_WIDTH_MM = 15_000


@dataclass(frozen=True)
class Backdrop:
    """A picture, and how it lies."""

    image: QImage
    traced: Traced

    @cached_property
    def lightness(self) -> float:
        """From 0, black, to 255."""
        few = self.image.scaled(_SAMPLES, _SAMPLES).convertToFormat(QImage.Format.Format_Grayscale8)
        return sum(bytes(few.constBits())) / few.sizeInBytes()

    def bounds(self, scale: float, *, turned: bool) -> QRectF:
        """The box around it, `scale` pixels a map pixel."""
        size = QRectF(QPointF(), self.image.size().toSizeF())
        return self._way(scale, turned=turned).mapRect(size)

    def draw(self, painter: QPainter, scale: float, floor: QColor, *, turned: bool) -> None:
        """Draw it on a floor, `scale` pixels a map pixel, faint enough for words on that floor."""
        away = abs(self.lightness - floor.lightness()) / 255
        painter.save()
        painter.setTransform(self._way(scale, turned=turned), combine=True)
        painter.setOpacity((self.traced.opacity_pct / 100) ** (1 + _FAINTER * away))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(QPointF(), self.image)
        painter.restore()

    def _way(self, scale: float, *, turned: bool) -> QTransform:
        """From its pixels to the map's."""
        traced, by = self.traced, scale * PX_PER_MM
        way = QTransform().rotate(180) if turned else QTransform()
        way.translate(traced.x_mm * by, traced.y_mm * by)
        way.rotate(traced.angle_cdeg / 100)
        return way.scale(traced.mm_per_px * by, traced.mm_per_px * by)


def traced_from(path: Path) -> Traced:
    """The picture in a file as a drawing keeps it: as a JPEG on white, of fewer pixels where it
    would be larger than what is kept. BadInput for none."""
    read = _read(QImageReader(str(path)), path.name)
    image = QImage(read.size(), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    with QPainter(image) as painter:
        painter.drawImage(0, 0, read)
    while len(content := _jpeg(image)) > MAX_TRACED_BYTES:
        smaller = image.size() * _SMALLER
        image = image.scaled(smaller, mode=Qt.TransformationMode.SmoothTransformation)
    return Traced(content, 0.0, 0.0, _FIRST_WIDTH_MM / image.width())


def backdrop_of(traced: Traced) -> Backdrop:
    """The picture that a drawing keeps; BadInput for none."""
    device = QBuffer()
    device.setData(traced.image)
    device.open(QIODevice.OpenModeFlag.ReadOnly)
    return Backdrop(_read(QImageReader(device), "What is to be traced"), traced)


def _jpeg(image: QImage) -> bytes:
    content = QByteArray()
    device = QBuffer(content)
    device.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(device, QByteArray(b"JPEG"))
    writer.setQuality(_QUALITY)
    writer.write(image)
    device.close()
    return bytes(content.data())


def _read(reader: QImageReader, name: str) -> QImage:
    reader.setAutoTransform(True)
    size = reader.size()
    scales = reader.supportsOption(QImageIOHandler.ImageOption.ScaledSize)
    if not scales and size.width() * size.height() > _MOST_UNPACKED:
        wide, high = size.toTuple()
        raise BadInput(f"{name} has too many pixels to be read: {wide:,} × {high:,}.")
    if size.isValid() and max(size.width(), size.height()) > _MOST_PIXELS:
        most = QSize(_MOST_PIXELS, _MOST_PIXELS)
        reader.setScaledSize(size.scaled(most, Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    if image.isNull():
        raise BadInput(f"{name} is no picture: {reader.errorString()}.")
    return image
