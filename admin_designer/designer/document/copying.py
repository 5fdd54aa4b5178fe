"""Copies of what is drawn, put beside it or into another drawing."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace

from admin_designer.designer.document.document import Document
from admin_designer.designer.document.editing import Becomes, taken_away
from admin_designer.designer.document.elements import Area, Fixture, Hall, SeatRow
from boxoffice.model.layout import Category

_NewId = Callable[[], str]


@dataclass(frozen=True, slots=True)
class Clip:
    """What was copied, with the categories that its numbers mean. It is plain data and may go
    through a clipboard (`boxoffice.rules.plain`)."""

    rows: tuple[SeatRow, ...] = ()
    fixtures: tuple[Fixture, ...] = ()
    areas: tuple[Area, ...] = ()
    categories: tuple[Category, ...] = ()


def copied(document: Document, selected: Collection[str]) -> Clip:
    """The selected things; a row that is selected in part is cut to that."""
    these = frozenset(selected)
    rows = [row for row in document.rows if any(place.uid in these for place in row.places)]
    scratch = Document(rows)
    others = {place.uid for row in rows for place in row.places} - these
    scratch.apply(scratch.change("Copy", taken_away(scratch, others)))
    fixtures = tuple(one for one in document.fixtures if one.element_id in these)
    areas = tuple(one for one in document.areas if one.element_id in these)
    return Clip(tuple(scratch.rows), fixtures, areas, document.hall.categories)


def pasted(document: Document, clip: Clip, x_mm: int, y_mm: int, new_id: _NewId) -> Becomes:
    """What was copied, moved by so much, with ids of its own from `new_id`.

    Categories are those of the same names; one that the drawing lacks is added. A row's own label
    is left out where the drawing has it already.
    """
    becomes: Becomes = {}
    number_of = _numbers(document.hall, clip, becomes)
    uids = {place.uid: new_id() for row in clip.rows for place in row.places}
    blocks = {block: new_id() for block in dict.fromkeys(row.block for row in clip.rows) if block}
    labels = {row.label for row in document.rows}
    for row in clip.rows:
        places = (
            replace(
                place,
                uid=uids[place.uid],
                category_id=number_of.get(place.category_id, 0),
                partner_uid=uids.get(place.partner_uid, ""),
            )
            for place in row.places
        )
        fresh = replace(
            row,
            element_id=new_id(),
            x_mm=row.x_mm + x_mm,
            y_mm=row.y_mm + y_mm,
            places=tuple(places),
            label="" if row.label in labels else row.label,
            block=blocks.get(row.block, ""),
        )
        becomes[fresh.element_id] = fresh
    areas = (replace(one, category_id=number_of.get(one.category_id, 0)) for one in clip.areas)
    things: tuple[Fixture | Area, ...] = (*clip.fixtures, *areas)
    for one in things:
        there = replace(one, element_id=new_id(), x_mm=one.x_mm + x_mm, y_mm=one.y_mm + y_mm)
        becomes[there.element_id] = there
    return becomes


def duplicated(
    document: Document, selected: Collection[str], x_mm: int, y_mm: int, times: int, new_id: _NewId
) -> Becomes:
    """So many copies of the selected things, each that much further than the one before it."""
    clip = copied(document, selected)
    becomes: Becomes = {}
    for step in range(1, times + 1):
        becomes |= pasted(document, clip, step * x_mm, step * y_mm, new_id)
    return becomes


def _numbers(hall: Hall, clip: Clip, becomes: Becomes) -> dict[int, int]:
    """The drawing's number of each category that the copies are in; missing ones are added."""
    used = {place.category_id for row in clip.rows for place in row.places}
    used |= {area.category_id for area in clip.areas}
    by_name = {one.name: one.category_id for one in hall.categories}
    added = []
    for one in clip.categories:
        if one.category_id in used and one.name not in by_name:
            by_name[one.name] = max(by_name.values(), default=0) + 1
            added.append(replace(one, category_id=by_name[one.name]))
    if added:
        becomes[hall.element_id] = replace(hall, categories=(*hall.categories, *added))
    return {one.category_id: by_name[one.name] for one in clip.categories if one.name in by_name}
