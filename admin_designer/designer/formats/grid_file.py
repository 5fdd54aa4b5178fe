"""The contract's category grid as a file: the `categories` and `seatIDs` of its ScreenInput."""

import json
from collections.abc import Mapping
from typing import Any

from admin_designer.designer.document.areas import unsold
from admin_designer.designer.document.baking import bake, drawn
from admin_designer.designer.document.document import Document
from admin_designer.designer.document.elements import Element
from admin_designer.designer.formats.reading import (
    MAX_CATEGORIES,
    counted,
    listed,
    printable,
    shown,
)
from boxoffice.model.errors import BadInput
from boxoffice.rules.grid import GridCategory, from_grid, to_grid
from boxoffice.rules.numbering import split_seat_id
from boxoffice.rules.plain import from_plain

_CATEGORY_KEYS = {"catId": "category_id", "name": "name", "rows": "rows", "columns": "columns"}
_SEAT_KEYS = {"type": "type", "seatId": "seat_id"}
#: Both spellings are found; the contract has the first.
SEAT_IDS = ("seatIDs", "seatIds")


def read_grid(content: Mapping[str, Any]) -> tuple[tuple[Element, ...], tuple[str, ...]]:
    """The elements of the hall that the grid describes, and what was filled in; BadInput for a grid
    that the contract would refuse."""
    categories = [_category(one) for one in listed(content, "categories", "The grid")]
    if len(categories) > MAX_CATEGORIES:
        raise BadInput(f"The grid has more than {MAX_CATEGORIES} categories.")
    stated = next((content[key] for key in SEAT_IDS if content.get(key) is not None), None)
    told = []
    if stated is None:
        stated = [seat.seat_id for one in categories for seat in one.seats if seat.type]
        told.append("The file does not list its seats; they are taken in the order of the grid.")
    if not isinstance(stated, list) or not all(isinstance(one, str) for one in stated):
        raise BadInput("The grid: “seatIDs” should be a list of texts.")
    plan = from_grid(categories, stated)
    name = content.get("name")
    elements = drawn(plan, printable(name)[0] if isinstance(name, str) else "")
    seats, parts = counted(len(plan.seats), "seat"), counted(len(categories), "category")
    return elements, (f"Read: {seats} in {parts}.", *told)


def write_grid(document: Document) -> bytes:
    """The drawing laid into a grid; BadInput for seats that are not called as the contract has it,
    such as A1, as nobody could read them."""
    plan = bake(unsold(document))
    if not plan.seats:
        raise BadInput("The hall has no seat.")
    for seat in plan.seats:
        try:
            plain = split_seat_id(seat.seat_id) == (seat.row, seat.number)
        except BadInput:
            plain = False
        if not plain:
            raise BadInput(
                f"A category grid has only seats such as A1, and there is “{shown(seat.seat_id)}”;"
                " renumber the hall first."
            )
    categories = [
        {
            "catId": one.category_id,
            "name": one.name,
            "rows": one.rows,
            "columns": one.columns,
            "seats": [{"type": seat.type, "seatId": seat.seat_id} for seat in one.seats],
        }
        for one in to_grid(plan)
        # A category without seats has no rows, which the contract refuses.
        if one.seats
    ]
    named = {"name": document.hall.name} if document.hall.name else {}
    grid = {**named, "categories": categories, SEAT_IDS[0]: [one.seat_id for one in plan.seats]}
    return json.dumps(grid, ensure_ascii=False).encode()


def _category(content: Mapping[str, Any]) -> GridCategory:
    seats = [_known(one, _SEAT_KEYS) for one in listed(content, "seats", "A category")]
    return from_plain(GridCategory, {**_known(content, _CATEGORY_KEYS), "seats": seats})


def _known(content: Mapping[str, Any], keys: Mapping[str, str]) -> dict[str, Any]:
    """What the contract knows, under the names that it has here."""
    return {name: content[key] for key, name in keys.items() if key in content}
