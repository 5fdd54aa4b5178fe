"""Seats that belong together: the two of a sofa, a wheelchair space and its companion's seat.

A wheelchair space is larger than a seat, and so much further from its companion. Whoever stood on
its other side may be in its way now, which the checker tells.
"""

import math
from collections.abc import Collection, Iterator
from dataclasses import replace
from itertools import pairwise

import numpy as np

from admin_designer.designer.document.document import Document
from admin_designer.designer.document.editing import Becomes, changed
from admin_designer.designer.document.elements import Element, Place, SeatRow
from admin_designer.designer.document.names import lines_of
from admin_designer.designer.document.row_shape import stand
from boxoffice.model.layout import SeatKind

_IN_PAIRS = (SeatKind.SOFA, SeatKind.WHEELCHAIR, SeatKind.COMPANION)
_SPACE_WIDTH_MM, _SPACE_DEPTH_MM = 900, 1_200
#: What is made of a seat by its uid: its kind and its partner.
_Made = dict[str, tuple[SeatKind, str]]


def as_sofas(document: Document, selected: Collection[str]) -> Becomes:
    """The selected seats as sofas, two and two that sit side by side from the left; one that is
    left over stays as it is."""
    these = frozenset(selected)
    made: _Made = {}
    for run in _runs(document, these):
        for left, right in pairwise(run):
            if {left, right} <= these and left not in made:
                made |= {left: (SeatKind.SOFA, right), right: (SeatKind.SOFA, left)}
    return _become(document, made)


def as_wheelchair_spaces(document: Document, selected: Collection[str]) -> Becomes:
    """The selected seats as wheelchair spaces, each with a neighbour, first the one to its right,
    as its companion's seat: of two selected side by side the second is the companion's. Who
    belongs to another seat is no companion; a seat without a neighbour stays as it is."""
    these = frozenset(selected)
    taken = {place.uid for place in _places(document) if place.partner_uid} - these
    made: _Made = {}
    for run in _runs(document, these):
        for at, uid in enumerate(run):
            beside = (*run[at + 1 : at + 2], *run[max(at - 1, 0) : at])
            free = [one for one in beside if one not in made and one not in taken]
            if uid in these and uid not in made and free:
                made |= {uid: (SeatKind.WHEELCHAIR, free[0]), free[0]: (SeatKind.COMPANION, uid)}
    return _become(document, made)


def parted(document: Document, selected: Collection[str]) -> Becomes:
    """The selected seats, and who belonged to them, as standard seats by themselves."""
    these = frozenset(selected)
    pairs = (one.uid for one in _places(document) if one.uid in these and one.kind in _IN_PAIRS)
    return _become(document, dict.fromkeys(pairs, (SeatKind.STANDARD, "")))


def _become(document: Document, made: _Made) -> Becomes:
    """Who loses a partner by it is a standard seat."""
    lost = {place.partner_uid for place in _places(document) if place.uid in made}
    made = dict.fromkeys(lost - {""}, (SeatKind.STANDARD, "")) | made
    becomes = changed(document, made, lambda place: _paired(place, *made[place.uid]))
    before = {row.element_id: row for row in document.rows}
    return {key: _sized(before[key], row) for key, row in becomes.items()}


def _paired(place: Place, kind: SeatKind, partner_uid: str) -> Place:
    return replace(place, kind=kind, partner_uid=partner_uid)


def _sized(before: SeatRow, row: Element | None) -> SeatRow:
    """A row with room for what has become a wheelchair space, and what is none any more back in its
    place and as large as its companion's seat."""
    assert isinstance(row, SeatRow)
    at_of = {place.uid: at for at, place in enumerate(row.places)}
    along = np.radians((stand(before).angle_cdeg - before.angle_cdeg) / 100).tolist()
    places = list(row.places)
    for at, (was, place) in enumerate(zip(before.places, row.places, strict=True)):
        if SeatKind.WHEELCHAIR not in (was.kind, place.kind) or was.kind is place.kind:
            continue
        if place.kind is SeatKind.WHEELCHAIR:
            away_mm = (_SPACE_WIDTH_MM - was.width_mm) / 2
            if at_of[place.partner_uid] > at:
                away_mm = -away_mm
            places[at] = replace(
                place,
                width_mm=_SPACE_WIDTH_MM,
                depth_mm=_SPACE_DEPTH_MM,
                shift_x_mm=was.shift_x_mm + round(away_mm * math.cos(along[at])),
                shift_y_mm=was.shift_y_mm + round(away_mm * math.sin(along[at])),
            )
        elif was.partner_uid in at_of:
            like = row.places[at_of[was.partner_uid]]
            places[at] = replace(
                place,
                width_mm=like.width_mm,
                depth_mm=like.depth_mm,
                shift_x_mm=0,
                shift_y_mm=0,
            )
    return replace(row, places=tuple(places))


def _places(document: Document) -> Iterator[Place]:
    return (place for row in document.rows for place in row.places)


def _runs(document: Document, these: Collection[str]) -> Iterator[list[str]]:
    """Seats side by side, from the left, in the rows of these."""
    rows = (row for row in document.rows if any(place.uid in these for place in row.places))
    for line in lines_of((row, stand(row)) for row in rows):
        for part in line:
            for run in part.runs:
                yield [part.row.places[at].uid for at in run]
