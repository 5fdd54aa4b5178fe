"""Layouts: one published, unchangeable drawing of a screen, and the plan it freezes."""

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, StrEnum


class SeatKind(StrEnum):
    """What a seat is, beside its category."""

    STANDARD = "standard"
    PREMIUM = "premium"
    DIAMOND = "diamond"
    RECLINER = "recliner"
    SOFA = "sofa"
    WHEELCHAIR = "wheelchair"
    COMPANION = "companion"


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


@dataclass(frozen=True, slots=True)
class Seat:
    """One seat. `x_mm`, `y_mm` is its centre; y grows from the back of the hall to the screen.

    `uid` is made once and never changes; `seat_id` (A1) is what people read. `angle_cdeg` turns
    the seat clockwise about its centre, in hundredths of a degree. `partner_uid` is the other
    half of a sofa, the companion of a wheelchair space or the wheelchair space of a companion.
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
class Landmark:
    """A screen, stage, door, pillar or text; `x_mm`, `y_mm` is its centre."""

    kind: LandmarkKind
    x_mm: int
    y_mm: int
    width_mm: int
    depth_mm: int
    text: str = ""


@dataclass(frozen=True, slots=True)
class GridBlock:
    """One category's rows as the contract's grid: seat indexes row by row, -1 for a gap."""

    category_id: int
    columns: int
    cells: tuple[int, ...]


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class Layout:
    """A published plan; `digest` is taken over the plan's canonical form."""

    layout_id: str
    screen_id: str
    theatre_id: str
    plan: Plan
    digest: str
    published_at: datetime
