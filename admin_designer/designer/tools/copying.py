"""Copies of what is selected, in the same drawing or in another one."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import replace

from admin_designer.designer.document.document import Document
from admin_designer.designer.document.editing import Becomes, moved, taken_away
from admin_designer.designer.document.elements import Element, Hall, SeatRow
from admin_designer.designer.tools.board import Board
from boxoffice.model.layout import Category


def picked(document: Document, selected: Collection[str]) -> tuple[Element, ...]:
    """What is selected, with the hall it is from: rows cut to their selected seats."""
    rows = [row for row in document.rows if any(one.uid in selected for one in row.places)]
    alone = Document([document.hall, *rows])
    others = [place.uid for row in rows for place in row.places if place.uid not in selected]
    alone.apply(alone.change("", taken_away(alone, others)))
    fixtures = (one for one in document.fixtures if one.element_id in selected)
    return (document.hall, *alone.rows, *fixtures)


def renewed(elements: Iterable[Element], new_id: Callable[[], str]) -> tuple[Element, ...]:
    """The same things as new ones: with ids of their own, called as the hall calls them."""
    given = tuple(elements)
    ids = {place.uid: new_id() for row in given if isinstance(row, SeatRow) for place in row.places}
    blocks: dict[str, str] = {}
    return tuple(_renewed(one, ids, blocks, new_id) for one in given if not isinstance(one, Hall))


def copies(board: Board, across_mm: int, down_mm: int) -> tuple[Becomes, frozenset[str]]:
    """A copy of what is selected, so far from it, and what is to be selected then."""
    return placed(renewed(picked(board.document, board.selected), board.new_id), across_mm, down_mm)


def placed(
    elements: Iterable[Element], across_mm: int, down_mm: int
) -> tuple[Becomes, frozenset[str]]:
    """New things, so far from where they say they are, and their ids for a selection."""
    alone = Document(elements)
    ids = {one.element_id for one in alone.fixtures}
    ids |= {place.uid for row in alone.rows for place in row.places if not place.out}
    return moved(alone, ids, across_mm, down_mm), frozenset(ids)


def adopted(
    hall: Hall, foreign: Hall, elements: Iterable[Element]
) -> tuple[Hall, tuple[Element, ...]]:
    """Things from another drawing with this one's categories: those of the same name, and new ones
    where it has none."""
    by_name = {one.name.casefold(): one.category_id for one in hall.categories}
    added: list[Category] = []
    becomes: dict[int, int] = {}
    for one in foreign.categories:
        known = by_name.get(one.name.casefold())
        if known is None:
            known = max((0, *(by_name.values()))) + 1
            by_name[one.name.casefold()] = known
            added.append(replace(one, category_id=known))
        becomes[one.category_id] = known
    given = tuple(elements)
    used = {place.category_id for row in given if isinstance(row, SeatRow) for place in row.places}
    wanted = {becomes.get(one, one) for one in used}
    kept = (*hall.categories, *(one for one in added if one.category_id in wanted))
    return replace(hall, categories=kept), tuple(_in_categories(one, becomes) for one in given)


def _renewed(
    one: Element, ids: dict[str, str], blocks: dict[str, str], new_id: Callable[[], str]
) -> Element:
    if not isinstance(one, SeatRow):
        return replace(one, element_id=new_id())
    if one.block and one.block not in blocks:
        blocks[one.block] = new_id()
    places = (
        replace(
            place,
            uid=ids[place.uid],
            partner_uid=ids.get(place.partner_uid, ""),
            number="",
        )
        for place in one.places
    )
    return replace(
        one,
        element_id=new_id(),
        places=tuple(places),
        label="",
        block=blocks.get(one.block, ""),
    )


def _in_categories(one: Element, becomes: dict[int, int]) -> Element:
    if not isinstance(one, SeatRow):
        return one
    places = (
        replace(place, category_id=becomes.get(place.category_id, place.category_id))
        for place in one.places
    )
    return replace(one, places=tuple(places))
