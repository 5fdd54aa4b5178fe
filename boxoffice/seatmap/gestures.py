"""What the pointer is doing on the map: a click, a band of seats, or moving the map."""

from dataclasses import dataclass

from boxoffice.seatmap.projection import Bounds


@dataclass(frozen=True, slots=True)
class Point:
    """A point of the view, logical pixels."""

    x: float
    y: float


class Gestures:
    """Follows the pointer from press to release. Only one button counts at a time."""

    def __init__(self, drag_distance: float) -> None:
        self._drag_distance = drag_distance
        self._start: Point | None = None
        self._last = Point(0.0, 0.0)
        self._banding = False
        self._moving = False

    @property
    def start(self) -> Point | None:
        """Where the left button went down, while it is down."""
        return self._start

    @property
    def last(self) -> Point:
        """Where the pointer was last told to be."""
        return self._last

    @property
    def moving(self) -> bool:
        """Whether the map is being moved."""
        return self._moving

    @property
    def band(self) -> Bounds | None:
        """The band drawn so far, in view pixels."""
        if self._start is None or not self._banding:
            return None
        one, other = self._start, self._last
        return Bounds(
            min(one.x, other.x), min(one.y, other.y), max(one.x, other.x), max(one.y, other.y)
        )

    def press(self, at: Point, *, moves_map: bool) -> None:
        """A button goes down."""
        if self._start is not None or self._moving:
            return
        self._last = at
        self._moving = moves_map
        self._start = None if moves_map else at

    def move(self, at: Point) -> tuple[float, float]:
        """The pointer moves; how far the map is to follow, in view pixels."""
        before, self._last = self._last, at
        if self._moving:
            return at.x - before.x, at.y - before.y
        if self._start is not None:
            far = max(abs(at.x - self._start.x), abs(at.y - self._start.y))
            self._banding = self._banding or far >= self._drag_distance
        return 0.0, 0.0

    def finish(self) -> None:
        """The button is up, or the gesture was given up."""
        self._start = None
        self._banding = False
        self._moving = False
