"""What is written is read again: the same seats, names, categories and neighbours."""

from hypothesis import given
from hypothesis import strategies as st

from admin_designer.designer.document.baking import bake
from admin_designer.designer.document.document import Document
from admin_designer.designer.document.naming import Naming
from admin_designer.designer.formats.files import Format, losses
from boxoffice.rules.layouts import check
from tests.unit.designer.formats.drawings import (
    again,
    categories,
    drawings,
    elements,
    names,
    neighbours,
    spots,
)

LETTERED = st.just(Naming())


@given(drawings())
def test_a_layout_file_keeps_every_element(document: Document) -> None:
    assert elements(again(document, Format.LAYOUT)) == elements(document)


@given(drawings())
def test_a_pretix_plan_keeps_every_seat_with_its_id_name_category_and_neighbours(
    document: Document,
) -> None:
    read = again(document, Format.PRETIX)
    assert names(read) == names(document)
    assert categories(read) == categories(document)
    assert neighbours(read) == neighbours(document)
    assert check(bake(read)) == ()


@given(drawings(curved=False))
def test_a_pretix_plan_of_straight_rows_keeps_where_every_seat_stands(document: Document) -> None:
    assert spots(again(document, Format.PRETIX)) == spots(document)


@given(drawings())
def test_a_pretix_plan_that_is_read_loses_nothing_when_it_is_written_again(
    document: Document,
) -> None:
    assert losses(again(document, Format.PRETIX), Format.PRETIX) == ()


@given(drawings(least_run=2))
def test_a_table_keeps_every_seat_where_it_stands_with_its_name_category_and_neighbours(
    document: Document,
) -> None:
    read = again(document, Format.CSV)
    assert spots(read, by="seat_id") == spots(document, by="seat_id")
    assert categories(read, by="seat_id") == categories(document, by="seat_id")
    assert neighbours(read, by="seat_id") == neighbours(document, by="seat_id")


@given(drawings(naming=LETTERED, curved=False))
def test_a_category_grid_keeps_every_seat_with_its_name_category_and_neighbours(
    document: Document,
) -> None:
    read = again(document, Format.GRID)
    assert categories(read, by="seat_id") == categories(document, by="seat_id")
    assert neighbours(read, by="seat_id") == neighbours(document, by="seat_id")
