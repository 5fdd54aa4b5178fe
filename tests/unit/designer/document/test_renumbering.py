"""A hall named anew: what is called by itself is freed, and nobody changes its seat."""

from hypothesis import given

from admin_designer.designer.document.document import Document
from admin_designer.designer.document.elements import Hall, Place, SeatRow
from admin_designer.designer.document.naming import Naming, RowsFrom, RowStyle
from admin_designer.designer.document.renumbering import names_in, renumbered
from tests.unit.designer.formats.drawings import NAMINGS, drawings, names, neighbours, spots

HALL = Document(
    (
        Hall(),
        SeatRow("r1", 5_000, 1_000, (Place("a", 1, number="7"), Place("b", 1)), label="Loge"),
        SeatRow("r2", 5_000, 2_500, (Place("c", 1), Place("d", 1, number="12a"))),
    )
)
BY_NUMBERS = Naming(rows_from=RowsFrom.FRONT, row_style=RowStyle.NUMBERS)


def named(*, rows: bool, seats: bool) -> dict[str, str]:
    """What the hall's seats are called when it is renumbered by numbers from the front."""
    document = Document(HALL.elements.values())
    becomes = renumbered(document, BY_NUMBERS, rows=rows, seats=seats)
    document.apply(document.change("Renumber", becomes))
    return {uid: name.seat_id for uid, name in names_in(document).items()}


def test_rows_are_named_anew_and_seats_keep_their_numbers() -> None:
    assert named(rows=True, seats=False) == {"a": "2-7", "b": "2-2", "c": "1-1", "d": "1-12a"}


def test_seats_are_numbered_anew_and_rows_keep_their_names() -> None:
    assert named(rows=False, seats=True) == {"a": "Loge1", "b": "Loge2", "c": "1-1", "d": "1-2"}


def test_a_hall_is_named_anew_as_a_whole() -> None:
    assert named(rows=True, seats=True) == {"a": "2-1", "b": "2-2", "c": "1-1", "d": "1-2"}


@given(drawings(), NAMINGS)
def test_renumbering_changes_names_and_nothing_else_and_can_be_taken_back(
    document: Document, naming: Naming
) -> None:
    before = dict(document.elements), names(document), spots(document), neighbours(document)
    becomes = renumbered(document, naming, rows=True, seats=True)
    change = document.change("Renumber", becomes)
    document.apply(change)
    assert names(document).keys() == before[1].keys()
    assert spots(document) == before[2]
    assert neighbours(document) == before[3]
    document.apply(change.inverted())
    assert dict(document.elements) == before[0]
