"""A picture of a hall to trace, under the plan: kept with the drawing, and no part of what is
published."""

from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QImageWriter, QPainter

from admin_designer.designer.document.elements import Traced
from admin_designer.designer.document.snapping import Guide
from admin_designer.designer.formats.reading import MAX_TRACED_BYTES
from boxoffice.model.errors import BadInput
from boxoffice.seatmap.exact import PX_PER_MM

#: Larger pictures are read smaller: each look at the plan draws them.
_MOST_PIXELS = 2_400
_OPACITY = 0.45
#: On a dark floor white paper would be brighter than words are.
_DARK_OPACITY = 0.14
#: How well a picture is kept, of 100, and by how much it is made smaller until it is kept at all.
_QUALITY, _SMALLER = 82, 0.8
#: How wide a picture is taken to be before its scale is known.
_FIRST_WIDTH_MM = 15_000


@dataclass(frozen=True, slots=True)
class Backdrop:
    """Its back left corner lies at `x_mm`, `y_mm`, and `mm_per_px` is what its pixels measure."""

    image: QImage
    x_mm: float
    y_mm: float
    mm_per_px: float

    def scaled(self, along: Guide, known_mm: int) -> "Backdrop":
        """Where what the line goes along measures so much; its beginning stays where it is."""
        shown_mm = ((along.x2_mm - along.x1_mm) ** 2 + (along.y2_mm - along.y1_mm) ** 2) ** 0.5
        if shown_mm < 1:
            return self
        by = known_mm / shown_mm
        return replace(
            self,
            mm_per_px=self.mm_per_px * by,
            x_mm=along.x1_mm + (self.x_mm - along.x1_mm) * by,
            y_mm=along.y1_mm + (self.y_mm - along.y1_mm) * by,
        )

    def place(self, scale: float) -> QRectF:
        """Where it lies before it is turned, `scale` pixels a map pixel."""
        by = scale * PX_PER_MM
        corner = QPointF(self.x_mm * by, self.y_mm * by)
        return QRectF(corner, self.image.size().toSizeF() * (self.mm_per_px * by))

    def draw(self, painter: QPainter, scale: float, *, turned: bool, dark: bool) -> None:
        """Draw it, `scale` pixels a map pixel, faint enough for words on a light or dark floor."""
        painter.save()
        if turned:
            painter.rotate(180)
        painter.setOpacity(_DARK_OPACITY if dark else _OPACITY)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(self.place(scale), self.image)
        painter.restore()


def read_backdrop(path: Path) -> Backdrop:
    """The picture in a file; BadInput for none."""
    image = _read(QImageReader(str(path)), path.name)
    return Backdrop(image, 0.0, 0.0, _FIRST_WIDTH_MM / image.width())


def backdrop_of(traced: Traced) -> Backdrop:
    """The picture that a drawing keeps; BadInput for none."""
    device = QBuffer()
    device.setData(traced.image)
    device.open(QIODevice.OpenModeFlag.ReadOnly)
    image = _read(QImageReader(device), "What is to be traced")
    return Backdrop(image, traced.x_mm, traced.y_mm, traced.mm_per_px)


def kept(backdrop: Backdrop) -> Traced:
    """The picture as a drawing keeps it: as a JPEG on white, of fewer pixels where it would be
    larger than what is kept."""
    image = QImage(backdrop.image.size(), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    with QPainter(image) as painter:
        painter.drawImage(0, 0, backdrop.image)
    wide = image.width()
    while len(content := _jpeg(image)) > MAX_TRACED_BYTES:
        smaller = image.size() * _SMALLER
        image = image.scaled(smaller, mode=Qt.TransformationMode.SmoothTransformation)
    mm_per_px = backdrop.mm_per_px * wide / image.width()
    return Traced(content, backdrop.x_mm, backdrop.y_mm, mm_per_px)


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
    if size.isValid() and max(size.width(), size.height()) > _MOST_PIXELS:
        most = QSize(_MOST_PIXELS, _MOST_PIXELS)
        reader.setScaledSize(size.scaled(most, Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    if image.isNull():
        raise BadInput(f"{name} is no picture: {reader.errorString()}.")
    return image
