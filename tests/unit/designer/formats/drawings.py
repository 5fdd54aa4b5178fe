"""Halls as hypothesis draws them, and what is compared of them."""

import re
from collections.abc import Sequence
from itertools import pairwise

from hypothesis import strategies as st

from admin_designer.designer.document.areas import ellipse
from admin_designer.designer.document.baking import bake
from admin_designer.designer.document.document import Document
from admin_designer.designer.document.elements import Area, Element, Fixture, Hall, Place, SeatRow
from admin_designer.designer.document.naming import Naming, RowsFrom, RowStyle, SeatsFrom
from admin_designer.designer.document.renumbering import names_in
from admin_designer.designer.formats.files import Format, read, write
from boxoffice.model.layout import Category, LandmarkKind

CATEGORIES = tuple(Category(at, name, at) for at, name in enumerate(("Gold", "Silver", "“;,”"), 1))
ROW_STEP_MM = 1_100
NAMINGS = st.builds(
    Naming,
    rows_from=st.sampled_from(RowsFrom),
    row_style=st.sampled_from(RowStyle),
    first_row=st.integers(1, 40),
    skip=st.sampled_from([(), ("I", "O")]),
    seats_from=st.sampled_from(SeatsFrom),
    first_seat=st.integers(1, 20),
)


@st.composite
def drawings(
    draw: st.DrawFn,
    *,
    naming: st.SearchStrategy[Naming] = NAMINGS,
    curved: bool = True,
    least_run: int = 1,
) -> Document:
    """A hall of rows one behind the other, cut by aisles and pillars into parts of at least
    `least_run` seats; where wanted some are arcs."""
    part = st.builds("s".__mul__, st.integers(least_run, 6))
    cut = st.sampled_from("|o")
    shapes = ["s" * 6]
    for parts in draw(st.lists(st.lists(part, min_size=1, max_size=4), max_size=6)):
        shapes.append("".join(one if at == 0 else draw(cut) + one for at, one in enumerate(parts)))
    rows = [
        _row(at, shape, draw(st.integers(1, 3)), draw(_RADII) if curved else 0)
        for at, shape in enumerate(shapes)
    ]
    hall = Hall("Hall 1", 24_000, 12_000, CATEGORIES, naming=draw(naming))
    screen = Fixture("screen", LandmarkKind.SCREEN, 12_000, 11_000, 9_000, 120)
    floor = Area("floor", 12_000, 9_000, ellipse(8_000, draw(st.integers(500, 900))), "Standing")
    return Document((hall, *rows, screen, floor))


def again(document: Document, as_format: Format) -> Document:
    """The drawing written to a file and read from it."""
    return Document(read(write(document, as_format)).elements)


def elements(document: Document) -> Sequence[Element]:
    """All that is drawn, in an order of its own."""
    return sorted(document.elements.values(), key=lambda one: one.element_id)


def names(document: Document) -> dict[str, tuple[str, str]]:
    """Row and number of each seat by its uid."""
    return {uid: (name.row, name.number) for uid, name in names_in(document).items()}


def neighbours(document: Document, *, by: str = "uid") -> set[frozenset[str]]:
    """Pairs of seats beside each other without an aisle between them."""
    plan = bake(document)
    called = [getattr(seat, by) for seat in plan.seats]
    return {
        frozenset((called[left], called[right]))
        for row in plan.rows
        for run in row.runs
        for left, right in pairwise(run.seats)
    }


def categories(document: Document, *, by: str = "uid") -> dict[str, str]:
    """The name of each seat's category."""
    plan = bake(document)
    called = {one.category_id: one.name for one in plan.categories}
    return {getattr(seat, by): called[seat.category_id] for seat in plan.seats}


def spots(document: Document, *, by: str = "uid") -> dict[str, tuple[int, int]]:
    """Where each seat stands."""
    return {getattr(seat, by): (seat.x_mm, seat.y_mm) for seat in bake(document).seats}


_RADII = st.sampled_from([0, 0, 9_000, 15_000, -30_000])


def _row(at: int, shape: str, category_id: int, radius_mm: int) -> SeatRow:
    """`s` is a seat, `o` a pillar, and `|` an aisle before what follows."""
    places = tuple(
        Place(
            f"u{at}.{number}",
            category_id,
            out=sign[-1] == "o",
            gap_mm=900 if sign[0] == "|" else 0,
        )
        for number, sign in enumerate(re.findall(r"\|?[so]", shape))
    )
    return SeatRow(f"r{at}", 12_000, 1_500 + at * ROW_STEP_MM, places, radius_mm=radius_mm)
