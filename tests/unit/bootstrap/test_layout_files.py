"""What the layout commands do: nothing lost or renamed unsaid."""

import json
from pathlib import Path

import pytest

from admin_designer.designer.document.naming import Aisles, RowsFrom, RowStyle, SeatsFrom
from admin_designer.designer.formats.files import Format
from boxoffice.bootstrap.layout_files import Opened, picture, put, renumber
from boxoffice.layout_commands import CHOICES
from boxoffice.model.errors import BadInput
from tests.unit.designer.formats.drawings import names
from tests.unit.designer.formats.pretix_theatre import SEATS, theatre


@pytest.fixture
def opened(tmp_path: Path) -> Opened:
    """The theatre from its pretix plan."""
    path = tmp_path / "theatre.json"
    path.write_text(json.dumps(theatre()), encoding="utf-8")
    return Opened(path)


def test_the_choices_of_the_command_are_those_of_the_designer() -> None:
    assert {name: list(choices) for name, choices in CHOICES.items()} == {
        "rows_from": [*RowsFrom],
        "row_style": [*RowStyle],
        "seats_from": [*SeatsFrom],
        "aisles": [*Aisles],
    }


def test_rows_are_named_anew_and_the_numbers_of_seats_stay(opened: Opened) -> None:
    before = names(opened.document)
    difference = renumber(opened.document, {"rows_from": "back", "skip": ["I", "O"]})
    after = names(opened.document)
    assert {uid: number for uid, (_, number) in after.items()} == {
        uid: number for uid, (_, number) in before.items()
    }
    assert len(difference.renamed) == SEATS
    assert {(one.uid, one.old, one.new) for one in difference.renamed} >= {
        ("Balkon-10-1", "10-1", "A1"),
        ("Balkon-1-1", "1-1", "K1"),
        ("Parkett-1-36", "1-36", "AF36"),
    }
    assert difference.doubled == ()
    assert opened.errors() == ()


def test_names_that_two_seats_get_are_said(opened: Opened) -> None:
    difference = renumber(opened.document, {"aisles": "anew", "rows_from": "back"})
    assert difference.doubled[:3] == ("A1", "A2", "A3")


@pytest.mark.parametrize("wanted", [{"first_row": 0}, {"first_seat": 10_000}, {"first_row": -1}])
def test_a_hall_begins_with_a_number_that_there_is(opened: Opened, wanted: dict[str, int]) -> None:
    with pytest.raises(BadInput, match="a number from 1 to 9999"):
        renumber(opened.document, wanted)


def test_what_would_lose_something_is_written_only_when_that_is_allowed(
    opened: Opened, tmp_path: Path
) -> None:
    path = tmp_path / "theatre.csv"
    lost = put(opened.document, path, Format.CSV, lossy=False)
    assert lost[0] == "The id of 1,100 seats, by which bookings follow it."
    assert not path.exists()
    assert put(opened.document, path, Format.CSV, lossy=True) == lost
    assert len(path.read_bytes().splitlines()) == SEATS + 1


@pytest.mark.parametrize(
    ("name", "scale", "words"),
    [
        ("hall.gif", 100, r"should end in one of \.png"),
        ("hall.pdf", 0, "A scale is 1 to"),
    ],
)
def test_no_picture_is_drawn_of_a_name_or_scale_that_there_is_not(
    opened: Opened, tmp_path: Path, name: str, scale: int, words: str
) -> None:
    with pytest.raises(BadInput, match=words):
        picture(opened, tmp_path / name, scale)
