"""Where the drawing stands in the view: from millimetres to the view's pixels and back."""

from PySide6.QtCore import QPointF

from admin_designer.designer.document.bodies import Box
from boxoffice.seatmap.exact import PX_PER_MM
from boxoffice.seatmap.projection import LARGEST_ZOOM, SMALLEST_ZOOM, Projection, even_zoom

#: Empty room around a drawing that is fitted into the view, logical pixels.
_MARGIN = 28.0
_LARGEST_FIT = 1.2
#: A seat's usual distance from its neighbour, map pixels: seats then stand evenly.
PITCH = 560 * PX_PER_MM
#: An inch in millimetres, and the logical pixels that a screen is said to have on it.
_INCH_MM, _INCH_PX = 25.4, 96.0


class Plane:
    """An endless plane of millimetres. All points are logical pixels of the view."""

    def __init__(self) -> None:
        self.projection = Projection(0.5, 1.0, 0, 0)
        self._wanted = 0.5
        #: -1 while the screen is shown at the top: the hall is turned, never mirrored.
        self.side = 1

    @property
    def zoom(self) -> float:
        return self.projection.zoom

    @property
    def px_per_mm(self) -> float:
        """Logical pixels of a millimetre."""
        return self.zoom * PX_PER_MM

    @property
    def scale(self) -> int:
        """How many times smaller than the hall it is drawn on a usual screen: 1 to so many."""
        return max(1, round(_INCH_PX / _INCH_MM / self.px_per_mm))

    def to_mm(self, at: QPointF) -> tuple[float, float]:
        """The spot of the hall under a point."""
        x, y = self.projection.to_map(at.x(), at.y())
        return self.side * x / PX_PER_MM, self.side * y / PX_PER_MM

    def to_view(self, x_mm: float, y_mm: float) -> QPointF:
        """Where a spot of the hall stands."""
        x, y = (self.side * side * PX_PER_MM for side in (x_mm, y_mm))
        return QPointF(*self.projection.to_view(x, y))

    def by_view(self, across: float, down: float) -> tuple[float, float]:
        """So many millimetres as pixels of the view."""
        scale = self.side * self.px_per_mm
        return across * scale, down * scale

    def set_ratio(self, ratio: float) -> None:
        """Another number of device pixels on a logical one."""
        old = self.projection
        if ratio != old.ratio:
            part = ratio / old.ratio
            self.projection = Projection(
                old.zoom, ratio, round(old.left * part), round(old.top * part)
            )

    def move(self, across: float, down: float) -> None:
        """The drawing follows the pointer."""
        self.projection = self.projection.moved(-across, -down)

    def zoom_by(self, factor: float, at: QPointF) -> None:
        """Nearer or further, with what is under a point staying there; small factors add up."""
        self._wanted = min(max(self._wanted * factor, SMALLEST_ZOOM), LARGEST_ZOOM)
        self._zoom_to(self._wanted, at)

    def fit(self, box: Box, width: float, height: float) -> None:
        """Show all of a box in the middle of a view of that size."""
        wide, deep = (box.right - box.left) * PX_PER_MM, (box.front - box.back) * PX_PER_MM
        self._wanted = min(
            (width - 2 * _MARGIN) / max(wide, 1.0),
            (height - 2 * _MARGIN) / max(deep, 1.0),
            _LARGEST_FIT,
        )
        self._wanted = max(self._wanted, SMALLEST_ZOOM)
        middle = QPointF(width / 2, height / 2)
        self._zoom_to(self._wanted, middle)
        self.look_at(*box.middle, middle)

    def look_at(self, x_mm: float, y_mm: float, middle: QPointF) -> None:
        """Bring a spot of the hall to a point."""
        now = self.to_view(x_mm, y_mm)
        self.move(middle.x() - now.x(), middle.y() - now.y())

    def _zoom_to(self, zoom: float, at: QPointF) -> None:
        even = even_zoom(zoom, PITCH, self.projection.ratio)
        self.projection = self.projection.zoomed(even, at.x(), at.y())
