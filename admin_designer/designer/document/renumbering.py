"""A whole hall named anew."""

from collections.abc import Mapping
from dataclasses import replace

from admin_designer.designer.document.document import Document
from admin_designer.designer.document.elements import Element, SeatRow
from admin_designer.designer.document.names import Name, lines_of, names_of
from admin_designer.designer.document.naming import Naming
from admin_designer.designer.document.row_shape import stand


def renumbered(
    document: Document, naming: Naming, *, rows: bool, seats: bool
) -> dict[str, Element | None]:
    """The elements that change where the hall is named so: with `rows` no row keeps a name of its
    own, with `seats` no seat its number."""
    becomes: dict[str, Element | None] = {
        document.hall.element_id: replace(document.hall, naming=naming)
    }
    for row in document.rows:
        becomes[row.element_id] = _freed(row, rows=rows, seats=seats)
    return becomes


def names_in(document: Document) -> Mapping[str, Name]:
    """The name of every seat by its uid, line by line from the back."""
    lines = lines_of((row, stand(row)) for row in document.rows)
    return names_of(lines, document.hall.naming)


def _freed(row: SeatRow, *, rows: bool, seats: bool) -> SeatRow:
    places = tuple(replace(place, number="") for place in row.places) if seats else row.places
    return replace(row, label="" if rows else row.label, places=places)
