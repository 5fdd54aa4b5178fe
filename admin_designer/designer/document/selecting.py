"""Which seats belong to those that are selected."""

from collections.abc import Callable, Collection, Iterable

from admin_designer.designer.document.document import Document
from admin_designer.designer.document.elements import Area, Element, Fixture, Place, SeatRow
from admin_designer.designer.document.names import lines_of
from admin_designer.designer.document.renumbering import names_in
from admin_designer.designer.document.row_shape import stand


def ids_in(elements: Iterable[Element | None]) -> frozenset[str]:
    """All of these elements as a selection: the uids of seats and the ids of all else."""
    found: set[str] = set()
    for one in elements:
        if isinstance(one, SeatRow):
            found.update(place.uid for place in one.places if not place.out)
        elif isinstance(one, Fixture | Area):
            found.add(one.element_id)
    return frozenset(found)


def same_row(document: Document, selected: Collection[str]) -> frozenset[str]:
    """All seats of the rows of these, across aisles: those whose row is called the same."""
    names = names_in(document)
    rows = {names[uid].row for uid in selected if uid in names}
    return frozenset(uid for uid, name in names.items() if name.row in rows)


def at_aisles(document: Document) -> frozenset[str]:
    """All seats at the end of seats side by side."""
    lines = lines_of((row, stand(row)) for row in document.rows)
    runs = ((part.row.places, run) for line in lines for part in line for run in part.runs)
    return frozenset(places[at].uid for places, run in runs for at in (run[0], run[-1]))


def same_category(document: Document, selected: Collection[str]) -> frozenset[str]:
    """All seats in the categories of these."""
    return _alike(document, selected, lambda row, place: place.category_id)


def same_group(document: Document, selected: Collection[str]) -> frozenset[str]:
    """All seats of the blocks of these; of a row in no block, the row's."""
    return _alike(document, selected, lambda row, place: row.block or row.element_id)


def _alike(
    document: Document, selected: Collection[str], fact: Callable[[SeatRow, Place], object]
) -> frozenset[str]:
    seats = [(row, place) for row in document.rows for place in row.places if not place.out]
    these = frozenset(selected)
    facts = {fact(row, place) for row, place in seats if place.uid in these}
    return frozenset(place.uid for row, place in seats if fact(row, place) in facts)
