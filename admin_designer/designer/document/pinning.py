"""Rows that follow others, so that pinned seats stay one before the other.

A pin is about seats and not about their names: renumbering leaves it as it is. Any other change is
passed through `kept`, which lets rows slide along themselves: straight ones sideways, arcs around
their own middle point.
"""

import math
from collections.abc import Collection
from dataclasses import replace
from typing import NamedTuple

from admin_designer.designer.document.document import Document
from admin_designer.designer.document.editing import Becomes
from admin_designer.designer.document.elements import HALL_ID, Hall, Pin, SeatRow
from admin_designer.designer.document.row_shape import stand

#: Seats less than this out of line are in line: an arc turns by whole hundredths of a degree.
IN_LINE_MM = 5.0
#: A row that runs so steeply across the line that it should meet is left where it is (a sine).
_LEAST_CROSSING = 0.2
#: Steps in which an arc finds the line.
_STEPS = 4


class _Heading(NamedTuple):
    """Where a seat stands and the direction of its row there, radians."""

    x_mm: float
    y_mm: float
    along: float


def pinned(document: Document, uid: str, onto: str) -> Becomes:
    """One seat stays before or behind another from now on; its row follows nobody else's."""
    rows = _Rows(document, {})
    row = rows.row_of(uid)
    pins = tuple(pin for pin in document.hall.pins if rows.row_of(pin.uid) != row)
    hall = replace(document.hall, pins=(*pins, Pin(uid, onto)))
    return kept(document, {HALL_ID: hall})


def unpinned(document: Document, selected: Collection[str]) -> Becomes:
    """None of the selected seats follows or leads another any more."""
    these = frozenset(selected)
    pins = tuple(pin for pin in document.hall.pins if these.isdisjoint((pin.uid, pin.onto)))
    return {HALL_ID: replace(document.hall, pins=pins)}


def kept(document: Document, becomes: Becomes) -> Becomes:
    """The change with all rows that must follow it. Pins of seats that are gone go too."""
    hall = becomes.get(HALL_ID) or document.hall
    assert isinstance(hall, Hall)
    if not hall.pins:
        return becomes
    rows = _Rows(document, becomes)
    pins = tuple(pin for pin in hall.pins if rows.has(pin))
    # A row may follow one that follows another: each pass settles at least one of them.
    for _ in pins:
        followed = [rows.follow(pin) for pin in pins]
        if not any(followed):
            break
    becomes = {**becomes, **rows.moved}
    if pins != hall.pins:
        becomes[HALL_ID] = replace(hall, pins=pins)
    return becomes


class _Rows:
    """The rows as they are after a change."""

    def __init__(self, document: Document, becomes: Becomes) -> None:
        after = {**document.elements, **becomes}
        self._rows = {key: one for key, one in after.items() if isinstance(one, SeatRow)}
        self._places = {
            place.uid: (key, at)
            for key, row in self._rows.items()
            for at, place in enumerate(row.places)
            if not place.out
        }
        self.moved: dict[str, SeatRow] = {}

    def row_of(self, uid: str) -> str:
        """The id of the row that a seat is in; empty for one that there is not."""
        return self._places.get(uid, ("", 0))[0]

    def has(self, pin: Pin) -> bool:
        """Whether both seats are there, in rows of their own."""
        rows = {self.row_of(pin.uid), self.row_of(pin.onto)}
        return len(rows) == 2 and "" not in rows

    def follow(self, pin: Pin) -> bool:
        """Let the row of a pin slide until its seat is in line; whether it had to."""
        line = self._heading(pin.onto)
        key, _ = self._places[pin.uid]
        began = self._rows[key]
        for _ in range(_STEPS if began.radius_mm else 1):
            seat = self._heading(pin.uid)
            across_x, across_y = math.cos(line.along), math.sin(line.along)
            off_mm = (seat.x_mm - line.x_mm) * across_x + (seat.y_mm - line.y_mm) * across_y
            crossing = math.cos(seat.along - line.along)
            if abs(off_mm) < IN_LINE_MM or abs(crossing) < _LEAST_CROSSING:
                break
            self._rows[key] = _slid(self._rows[key], -off_mm / crossing)
        if self._rows[key] == began:
            return False
        self.moved[key] = self._rows[key]
        return True

    def _heading(self, uid: str) -> _Heading:
        key, at = self._places[uid]
        row = self._rows[key]
        stood = stand(row)
        angle_cdeg = float(stood.angle_cdeg[at]) - row.places[at].turn_cdeg
        # A row that bends slides as a whole, in its own direction.
        along_cdeg = angle_cdeg if row.radius_mm else row.angle_cdeg
        return _Heading(
            float(stood.x_mm[at]), float(stood.y_mm[at]), math.radians(along_cdeg / 100)
        )


def _slid(row: SeatRow, by_mm: float) -> SeatRow:
    """The row moved along itself; an arc stays on its circle."""
    angle = math.radians(row.angle_cdeg / 100)
    if not row.radius_mm:
        x_mm, y_mm = by_mm * math.cos(angle), by_mm * math.sin(angle)
        return replace(row, x_mm=row.x_mm + round(x_mm), y_mm=row.y_mm + round(y_mm))
    angle_cdeg = row.angle_cdeg + round(math.degrees(by_mm / row.radius_mm) * 100)
    turned = math.radians(angle_cdeg / 100)
    # From the middle of the row to the middle point of its circle, and back to the row.
    x_mm = row.radius_mm * (math.sin(turned) - math.sin(angle))
    y_mm = row.radius_mm * (math.cos(angle) - math.cos(turned))
    return replace(
        row, x_mm=row.x_mm + round(x_mm), y_mm=row.y_mm + round(y_mm), angle_cdeg=angle_cdeg
    )
