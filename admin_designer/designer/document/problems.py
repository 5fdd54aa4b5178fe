"""What may be wrong with a drawing, and how bad that is."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from admin_designer.designer.document.elements import Element


class Kind(StrEnum):
    """What may be wrong."""

    NO_SEATS = "no seats"
    DOUBLED_NAME = "doubled name"
    DOUBLED_SEAT = "doubled seat"
    NO_CATEGORY = "no category"
    OVERLAP = "overlap"
    OUTSIDE = "outside"
    LONE_PARTNER = "lone partner"
    FAR_FROM_AISLE = "far from aisle"
    STRANDING = "stranding"
    NARROW_AISLE = "narrow aisle"
    NARROW_ROW = "narrow row"
    NO_FOCAL_POINT = "no focal point"
    AREA_NAME = "area name"
    AREA_NOT_SOLD = "area not sold"


class Severity(StrEnum):
    """An error forbids publishing, a warning does not; what is off is not told."""

    ERROR = "error"
    WARNING = "warning"
    OFF = "off"


_WARNINGS = (
    Kind.FAR_FROM_AISLE,
    Kind.STRANDING,
    Kind.NARROW_AISLE,
    Kind.NARROW_ROW,
    Kind.NO_FOCAL_POINT,
    Kind.LONE_PARTNER,
    Kind.AREA_NOT_SOLD,
)


def _severities() -> dict[Kind, Severity]:
    return {kind: Severity.WARNING if kind in _WARNINGS else Severity.ERROR for kind in Kind}


@dataclass(frozen=True, slots=True)
class Rules:
    """What is looked for, and from where on it is wrong: a seat with more than `seats_to_aisle`
    others between it and an aisle on both sides, an aisle of less than `aisle_mm` between bodies, a
    way of less than `passage_mm` between two rows with their seats down, bodies more than
    `overlap_mm` over each other, runs of so many seats (`stranding`) that couples leave a single
    one over."""

    severities: Mapping[Kind, Severity] = field(default_factory=_severities)
    seats_to_aisle: int = 10
    aisle_mm: int = 900
    passage_mm: int = 80
    overlap_mm: int = 20
    stranding: tuple[int, ...] = (1, 3)


@dataclass(frozen=True, slots=True)
class Fix:
    """What would mend a problem: elements by id as they are to become."""

    label: str
    becomes: Mapping[str, Element]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong. `uids` are the seats concerned, to go to."""

    kind: Kind
    words: str
    uids: tuple[str, ...] = ()
    fix: Fix | None = None
    severity: Severity = Severity.ERROR
