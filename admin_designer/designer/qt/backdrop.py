"""A picture of a hall to trace, under the plan. It is for the eye, and no part of the plan."""

from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QPainter

from admin_designer.designer.document.snapping import Guide
from boxoffice.model.errors import BadInput
from boxoffice.seatmap.exact import PX_PER_MM

#: Larger pictures are read smaller: each look at the plan draws them.
_MOST_PIXELS = 2_400
_OPACITY = 0.45
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

    def draw(self, painter: QPainter, scale: float, *, turned: bool) -> None:
        """Draw it, `scale` pixels a map pixel."""
        by = scale * PX_PER_MM
        size = self.image.size().toSizeF() * (self.mm_per_px * by)
        painter.save()
        if turned:
            painter.rotate(180)
        painter.setOpacity(_OPACITY)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        place = QRectF(self.x_mm * by, self.y_mm * by, size.width(), size.height())
        painter.drawImage(place, self.image)
        painter.restore()


def read_backdrop(path: Path) -> Backdrop:
    """The picture in a file; BadInput for none."""
    reader = QImageReader(str(path))
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid() and max(size.width(), size.height()) > _MOST_PIXELS:
        most = QSize(_MOST_PIXELS, _MOST_PIXELS)
        reader.setScaledSize(size.scaled(most, Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    if image.isNull():
        raise BadInput(f"{path.name} is no picture: {reader.errorString()}.")
    return Backdrop(image, 0.0, 0.0, _FIRST_WIDTH_MM / image.width())
