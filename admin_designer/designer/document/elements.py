"""What a drawing is made of: frozen elements, each under an id that it keeps for good.

Lengths are millimetres, x grows to the right and y from the back of the hall to the screen, as in
`boxoffice.model.layout`. Angles are hundredths of a degree, clockwise.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeAlias

from admin_designer.designer.document.naming import Naming
from boxoffice.model.layout import Category, Corner, LandmarkKind, SeatFact, SeatKind

#: The id of the one element that every drawing has.
HALL_ID = "hall"


@dataclass(frozen=True, slots=True)
class Place:
    """One place of a row. `uid` is made once and stays with the seat whatever becomes of it.

    A place that is `out` keeps its room and is no seat: a pillar, a removed corner, an entrance.
    `gap_mm` is room before the place on top of the row's spacing; with any, an aisle lies there.
    `shift_x_mm`, `shift_y_mm` and `turn_cdeg` move this seat alone, in the row's own directions.
    `number` is what the seat is called whatever the hall's naming says; empty: as it says.
    """

    uid: str
    category_id: int
    kind: SeatKind = SeatKind.STANDARD
    out: bool = False
    gap_mm: int = 0
    shift_x_mm: int = 0
    shift_y_mm: int = 0
    turn_cdeg: int = 0
    width_mm: int = 500
    depth_mm: int = 830
    number: str = ""
    partner_uid: str = ""
    restricted_view: bool = False
    facts: tuple[SeatFact, ...] = ()


@dataclass(frozen=True, slots=True)
class Turn:
    """A bend of a row in segments: from place `at` on it goes on turned by `angle_cdeg`."""

    at: int
    angle_cdeg: int


@dataclass(frozen=True, slots=True)
class SeatRow:
    """A row drawn by numbers: where each place stands is worked out from them (`row_shape`).

    `x_mm`, `y_mm` is the middle of the row and `angle_cdeg` turns all of it around that.
    `spacing_mm` lies between the centres of two places, measured along the row. A row with a
    `radius_mm` is an arc, its ends nearer to the screen (negative: further from it); one with
    `turns` goes straight from bend to bend. `label` is what the row is called whatever the hall's
    naming says. `block` is the id of those drawn together; `level` names a floor.
    """

    element_id: str
    x_mm: int
    y_mm: int
    places: tuple[Place, ...]
    spacing_mm: int = 560
    angle_cdeg: int = 0
    radius_mm: int = 0
    turns: tuple[Turn, ...] = ()
    label: str = ""
    block: str = ""
    level: str = ""


@dataclass(frozen=True, slots=True)
class Fixture:
    """A screen, stage, door, pillar or text; `x_mm`, `y_mm` is its centre."""

    element_id: str
    kind: LandmarkKind
    x_mm: int
    y_mm: int
    width_mm: int
    depth_mm: int
    text: str = ""


@dataclass(frozen=True, slots=True)
class Area:
    """Room without numbered seats, such as a floor to stand on, for `capacity` people (0: it says
    nothing). With a category each of these people has a place, which is sold; without, it is only
    drawn. Its outline goes through `corners`, at least three; `x_mm`, `y_mm` lies in the middle of
    the box around them."""

    element_id: str
    x_mm: int
    y_mm: int
    corners: tuple[Corner, ...]
    text: str = ""
    capacity: int = 0
    category_id: int = 0

    @property
    def is_sold(self) -> bool:
        """Whether there are places in it for people to buy."""
        return self.capacity > 0 and self.category_id > 0

    @property
    def width_mm(self) -> int:
        """Of the box around it."""
        return _reach(corner.x_mm for corner in self.corners)

    @property
    def depth_mm(self) -> int:
        """Of the box around it."""
        return _reach(corner.y_mm for corner in self.corners)


@dataclass(frozen=True, slots=True)
class Source:
    """How the file that a drawing came from counts, so that the same numbers can be written again.

    Its 0, 0 lies at `x_mm`, `y_mm`, and `unit_mm` is what its 1 measures; less than 0 where the
    drawing was turned by 180°. `colours` are (category, #rrggbb).
    """

    x_mm: int
    y_mm: int
    unit_mm: float
    colours: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """The picture on the screen, and its lower edge above the floor beneath it."""

    width_mm: int
    height_mm: int
    bottom_mm: int


@dataclass(frozen=True, slots=True)
class Rake:
    """How a level rises away from the screen: the floor of its front row lies `floor_mm` above the
    floor beneath the screen, and each metre further back lies `rise_mm` higher."""

    level: str = ""
    floor_mm: int = 0
    rise_mm: int = 0


@dataclass(frozen=True, slots=True)
class Traced:
    """A picture that lies under the drawing to be traced: a JPEG or PNG whose back left corner lies
    at `x_mm`, `y_mm`, and whose pixels measure `mm_per_px`. It is turned around that corner and
    shows through by `opacity_pct`; one that is `locked` stays as it is. It is never published."""

    image: bytes
    x_mm: float
    y_mm: float
    mm_per_px: float
    angle_cdeg: int = 0
    opacity_pct: int = 45
    locked: bool = False


@dataclass(frozen=True, slots=True)
class Pin:
    """The seat `uid` stays straight before or behind the seat `onto` of another row, whatever
    becomes of that row; its own row follows."""

    uid: str
    onto: str


@dataclass(frozen=True, slots=True)
class Hall:
    """What concerns the whole drawing. `focal_x_mm`, `focal_y_mm` is the point that the best seats
    lie closest to; without one it is worked out from the seats. A level without a rake is flat."""

    name: str = ""
    width_mm: int = 0
    depth_mm: int = 0
    categories: tuple[Category, ...] = ()
    focal_x_mm: int | None = None
    focal_y_mm: int | None = None
    naming: Naming = field(default_factory=Naming)
    source: Source | None = None
    picture: Picture | None = None
    rakes: tuple[Rake, ...] = ()
    pins: tuple[Pin, ...] = ()
    traced: Traced | None = None
    element_id: str = HALL_ID


Element: TypeAlias = SeatRow | Fixture | Area | Hall


def _reach(along: Iterable[int]) -> int:
    places = tuple(along)
    return max(places) - min(places)
