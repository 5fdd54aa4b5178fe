"""Seats that belong together: the two of a sofa, a wheelchair space and its companion's seat.

Bodies stay as wide as they are; a wheelchair space usually takes the room of two seats.
"""

from collections.abc import Collection, Iterator
from dataclasses import replace
from itertools import pairwise

from admin_designer.designer.document.document import Document
from admin_designer.designer.document.editing import Becomes, changed
from admin_designer.designer.document.elements import Place
from admin_designer.designer.document.names import lines_of
from admin_designer.designer.document.row_shape import stand
from boxoffice.model.layout import SeatKind

_IN_PAIRS = (SeatKind.SOFA, SeatKind.WHEELCHAIR, SeatKind.COMPANION)
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
    return changed(document, made, lambda place: _paired(place, *made[place.uid]))


def _paired(place: Place, kind: SeatKind, partner_uid: str) -> Place:
    return replace(place, kind=kind, partner_uid=partner_uid)


def _places(document: Document) -> Iterator[Place]:
    return (place for row in document.rows for place in row.places)


def _runs(document: Document, these: Collection[str]) -> Iterator[list[str]]:
    """Seats side by side, from the left, in the rows of these."""
    rows = (row for row in document.rows if any(place.uid in these for place in row.places))
    for line in lines_of((row, stand(row)) for row in rows):
        for part in line:
            for run in part.runs:
                yield [part.row.places[at].uid for at in run]
