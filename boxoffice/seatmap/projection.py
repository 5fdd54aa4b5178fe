"""From the hall's millimetres to map pixels, and from those to the view's pixels and back.

Map pixels are logical pixels at 100 %. A seat pitch of 550 mm is 30 of them and a row pitch of
1100 mm is 55, so the two axes differ by a tenth; seats keep their own proportion (500 x 830 mm
is 26 x 43) and their own angle, which the eye reads in a curved row before it reads distances.
"""

import math
from dataclasses import dataclass

PX_PER_MM_ACROSS = 30 / 550
PX_PER_MM_DEEP = 55 / 1100
BODY_PX_PER_MM_ACROSS = 26 / 500
BODY_PX_PER_MM_DEEP = 43 / 830

#: The body of a standard seat in map pixels; what is drawn of a seat follows its width in view.
STANDARD_WIDTH, STANDARD_DEPTH = 26.0, 43.0
#: From this width of a standard seat on, in logical pixels, a seat shows its number, or a sign.
NUMBER_WIDTH, SIGN_WIDTH = 17.0, 8.0
#: Words and letters go where rows leave them no room.
LEAST_ZOOM_FOR_WORDS = 0.26
#: On a screen of more pixels a number is as sharp as elsewhere from this many of them on.
NUMBER_PIXELS = 21.0

#: A hall whose rows are too many for the view is drawn shallower, down to this share of its depth:
#: seats are then as wide as the view allows, and a clerk reads widths and numbers, not depths.
LEAST_DEPTH = 0.5

LARGEST_ZOOM = 5.0
SMALLEST_ZOOM = 0.01
#: A hall that has room grows until its cells are 44 px wide, the size of a touch target.
LARGEST_FIT = 44 / 30
#: Empty ground that stays around the hall, logical pixels; above and below it grows as the hall
#: shrinks, for the screen's word keeps its size: by so much for each whole zoom less.
MARGIN, _FARTHEST_MARGIN, _MARGIN_LOSS = 6.0, 23.0, 60.0


@dataclass(frozen=True, slots=True)
class Bounds:
    """A rectangle in map pixels."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    def grown(self, left: float, top: float, right: float, bottom: float) -> "Bounds":
        """The rectangle with that much more on each side."""
        return Bounds(self.left - left, self.top - top, self.right + right, self.bottom + bottom)

    def scaled(self, by: float) -> "Bounds":
        """The rectangle where everything is that much larger."""
        return Bounds(self.left * by, self.top * by, self.right * by, self.bottom * by)

    def joined(self, other: "Bounds") -> "Bounds":
        """The smallest rectangle around both."""
        return Bounds(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )


@dataclass(frozen=True, slots=True)
class Projection:
    """Where the map stands in the view. `left`, `top` is the map point of the view's corner in
    device pixels, whole ones, so that what is drawn once is crisp wherever it is moved."""

    zoom: float
    ratio: float
    left: int
    top: int

    @property
    def scale(self) -> float:
        """Device pixels per map pixel."""
        return self.zoom * self.ratio

    def to_map(self, x: float, y: float) -> tuple[float, float]:
        """The map point under a point of the view."""
        return (
            (x * self.ratio + self.left) / self.scale,
            (y * self.ratio + self.top) / self.scale,
        )

    def to_view(self, x: float, y: float) -> tuple[float, float]:
        """Where a map point stands in the view, logical pixels."""
        return (
            (x * self.scale - self.left) / self.ratio,
            (y * self.scale - self.top) / self.ratio,
        )

    def moved(self, across: float, down: float) -> "Projection":
        """The view moved over the map by logical pixels."""
        left, top = self.left + round(across * self.ratio), self.top + round(down * self.ratio)
        return Projection(self.zoom, self.ratio, left, top)

    def zoomed(self, zoom: float, x: float, y: float) -> "Projection":
        """Another zoom with the map point under the view's point `x`, `y` kept there."""
        at_x, at_y = self.to_map(x, y)
        scale = zoom * self.ratio
        left, top = round(at_x * scale - x * self.ratio), round(at_y * scale - y * self.ratio)
        return Projection(zoom, self.ratio, left, top)

    def settled(self, bounds: Bounds, view: Bounds) -> "Projection":
        """Moved so that the hall stays in the view: centred where it fits, else never lost."""
        down = margin_down(self.zoom)
        left = self._settle(self.left, bounds.left, bounds.right, view.left, view.right, MARGIN)
        top = self._settle(self.top, bounds.top, bounds.bottom, view.top, view.bottom, down)
        return Projection(self.zoom, self.ratio, left, top)

    def _settle(
        self, at: int, low: float, high: float, near: float, far: float, margin: float
    ) -> int:
        """One axis of `settled`: `low` to `high` of the map, `near` to `far` of the view."""
        first = low * self.scale - near * self.ratio
        last = high * self.scale - far * self.ratio
        if last <= first:
            return round((first + last) / 2)
        slack = margin * self.ratio
        return round(min(max(at, first - slack), last + slack))


def margin_down(zoom: float) -> float:
    """Empty ground above and below the hall, logical pixels."""
    return max(MARGIN, _FARTHEST_MARGIN - _MARGIN_LOSS * zoom)


def shows_numbers(zoom: float, ratio: float) -> bool:
    """Whether seats are wide enough for their numbers to be read."""
    width = zoom * STANDARD_WIDTH
    return width >= NUMBER_WIDTH or (ratio > 1.0 and width * ratio >= NUMBER_PIXELS)


def fitting_zoom(bounds: Bounds, view: Bounds) -> float:
    """The zoom that shows the whole hall in the view, as large as `LARGEST_FIT` allows."""
    return min(*_fitting_zooms(bounds, view), LARGEST_FIT)


def fitting_depth(whole: Bounds, shallow: Bounds, view: Bounds) -> float:
    """The share of its depth at which a hall is as large as its width allows, at most 100 %.

    `whole` are its bounds at full depth, `shallow` those at `LEAST_DEPTH`; between the two the
    height grows evenly.
    """
    across, down = _fitting_zooms(whole, view)
    wanted = min(across, 1.0)
    if down >= wanted:
        return 1.0
    height = whole.height * down / wanted
    share = (height - shallow.height) / max(whole.height - shallow.height, 1.0)
    return LEAST_DEPTH + (1.0 - LEAST_DEPTH) * max(share, 0.0)


def even_zoom(zoom: float, pitch: float, ratio: float) -> float:
    """The nearest zoom not above `zoom` at which seats stand whole device pixels apart.

    Without it seats that are pasted at whole pixels stand unevenly. Far out, where seats are
    drawn by the share of each pixel they cover, every zoom is even.
    """
    zoom = min(max(zoom, SMALLEST_ZOOM), LARGEST_ZOOM)
    if STANDARD_WIDTH * zoom < SIGN_WIDTH:
        return zoom
    step = pitch * ratio
    even = math.floor(zoom * step + 1e-6) / step
    return even if STANDARD_WIDTH * even >= SIGN_WIDTH else zoom


def _fitting_zooms(bounds: Bounds, view: Bounds) -> tuple[float, float]:
    """The zooms at which the hall fills the view's width, and its height."""
    width = max(view.width - 2 * MARGIN, 1.0)
    height = max(view.height - 2 * MARGIN, 1.0)
    # The margin above and below, solved for the zoom where that is small.
    far = max(view.height - 2 * _FARTHEST_MARGIN, 1.0) / max(bounds.height - 2 * _MARGIN_LOSS, 1.0)
    return width / max(bounds.width, 1.0), min(height / max(bounds.height, 1.0), far)
