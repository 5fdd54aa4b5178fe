"""Layouts: one published, unchangeable drawing of a screen, and the plan it freezes."""

from array import array
from dataclasses import dataclass, fields
from datetime import datetime
from enum import IntEnum, StrEnum
from functools import cached_property

#: So few seats are read at a time that the processor still has them at hand for their next fact:
#: that takes half as long.
_SEATS_AT_ONCE = 2_000


class SeatKind(StrEnum):
    """What a seat is, beside its category."""

    STANDARD = "standard"
    PREMIUM = "premium"
    DIAMOND = "diamond"
    RECLINER = "recliner"
    SOFA = "sofa"
    WHEELCHAIR = "wheelchair"
    COMPANION = "companion"
    STANDING = "standing"


class SeatFact(StrEnum):
    """What some people look for in a seat."""

    LIFT_UP_ARMREST = "lift-up armrest"
    HEARING_LOOP = "hearing loop"
    NEAR_AISLE = "near the aisle"


_PLACE_OF_KIND = {kind: place for place, kind in enumerate(SeatKind)}


class SeatState(IntEnum):
    """What watchers see of a seat; the wire's SeatAvailability.Status. Pending reads LOCKED."""

    AVAILABLE = 0
    LOCKED = 1
    BOOKED = 2
    BLOCKED = 3


class LandmarkKind(StrEnum):
    """Things in the hall that are not seats."""

    SCREEN = "screen"
    STAGE = "stage"
    DOOR = "door"
    PILLAR = "pillar"
    TEXT = "text"
    AREA = "area"


@dataclass(frozen=True, slots=True)
class Seat:
    """One seat. `x_mm`, `y_mm` is its centre; y grows from the back of the hall to the screen.

    `uid` is made once and never changes; `seat_id` (A1) is what people read. `angle_cdeg` turns
    the seat clockwise about its centre, in hundredths of a degree. `partner_uid` is the other
    half of a sofa, the companion of a wheelchair space or the wheelchair space of a companion.
    `facts` are in the order of SeatFact, each once. A STANDING one is a place in an area: its `row`
    is the area's text, and where it is drawn says no more than that it is inside.
    """

    uid: str
    seat_id: str
    row: str
    number: int
    category_id: int
    kind: SeatKind
    x_mm: int
    y_mm: int
    width_mm: int = 500
    depth_mm: int = 830
    angle_cdeg: int = 0
    partner_uid: str = ""
    restricted_view: bool = False
    facts: tuple[SeatFact, ...] = ()


@dataclass(frozen=True, slots=True)
class Category:
    """A price area. `hue` is its number in the palette (1 Standard, 2 Premium, 3 Diamond …)."""

    category_id: int
    name: str
    hue: int


@dataclass(frozen=True, slots=True)
class Run:
    """Seats beside each other without an aisle between them, left to right, as seat indexes."""

    seats: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One row, its runs left to right; between two runs lies an aisle. `level` names a floor."""

    label: str
    runs: tuple[Run, ...]
    level: str = ""


@dataclass(frozen=True, slots=True)
class Corner:
    """A corner of an outline, from the middle of the box around it."""

    x_mm: int
    y_mm: int


@dataclass(frozen=True, slots=True)
class Landmark:
    """A screen, stage, door, pillar, text or area; `x_mm`, `y_mm` is its centre.

    An area is room without numbered seats, for as many people as its `capacity` says; 0 where it
    says nothing. Its outline goes through `corners`. One that is sold has a standing place among
    the plan's seats for each of these people.
    """

    kind: LandmarkKind
    x_mm: int
    y_mm: int
    width_mm: int
    depth_mm: int
    text: str = ""
    capacity: int = 0
    corners: tuple[Corner, ...] = ()


@dataclass(frozen=True, slots=True)
class GridBlock:
    """One category's rows as the contract's grid: seat indexes row by row, -1 for a gap."""

    category_id: int
    columns: int
    cells: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class SeatColumns:
    """What is asked of all seats at once, a column each, in the plan's order.

    `kind` is the place of the seat's among all kinds; `row_by_row` are the seats as the rows have
    them, one row after another.
    """

    x_mm: "array[int]"
    y_mm: "array[int]"
    angle_cdeg: "array[int]"
    width_mm: "array[int]"
    depth_mm: "array[int]"
    category_id: "array[int]"
    number: "array[int]"
    kind: "array[int]"
    row_by_row: "array[int]"


@dataclass(frozen=True)
class Plan:
    """A whole drawing: what a layout freezes. Categories and rows go from the back to the front.

    `seats` is the order that packed states follow. `focal_x_mm`, `focal_y_mm` is the point the
    best seats lie closest to. `grid` is the contract's grid where the plan was made from one;
    otherwise it is laid out from the drawing.
    """

    seats: tuple[Seat, ...]
    categories: tuple[Category, ...]
    rows: tuple[Row, ...]
    landmarks: tuple[Landmark, ...]
    width_mm: int
    depth_mm: int
    focal_x_mm: int
    focal_y_mm: int
    numbering: str = "letters-back"
    grid: tuple[GridBlock, ...] = ()

    @cached_property
    def columns(self) -> SeatColumns:
        """The seats by column. Reading them takes two frames with 100,000 seats, so whoever reads a
        plan on another thread asks for them there. OverflowError for numbers of 32 bits or more,
        which `rules.layouts.check` keeps from being published."""
        columns = SeatColumns(*(array("i") for _ in fields(SeatColumns)))
        for start in range(0, len(self.seats), _SEATS_AT_ONCE):
            some = self.seats[start : start + _SEATS_AT_ONCE]
            columns.x_mm.extend([seat.x_mm for seat in some])
            columns.y_mm.extend([seat.y_mm for seat in some])
            columns.angle_cdeg.extend([seat.angle_cdeg for seat in some])
            columns.width_mm.extend([seat.width_mm for seat in some])
            columns.depth_mm.extend([seat.depth_mm for seat in some])
            columns.category_id.extend([seat.category_id for seat in some])
            columns.number.extend([seat.number for seat in some])
            columns.kind.extend([_PLACE_OF_KIND[seat.kind] for seat in some])
        for row in self.rows:
            for run in row.runs:
                columns.row_by_row.extend(run.seats)
        return columns


@dataclass(frozen=True, slots=True)
class Layout:
    """A published plan; `digest` is taken over the plan's canonical form."""

    layout_id: str
    screen_id: str
    theatre_id: str
    plan: Plan
    digest: str
    published_at: datetime
