"""What the commands tell of a hall is what its seats see."""

from pathlib import Path

import pytest

from admin_designer.designer.document.elements import Picture, Rake
from admin_designer.designer.formats.files import Format
from boxoffice.bootstrap.layout_files import Opened, put, template
from boxoffice.bootstrap.layout_sightlines import given, told_sightlines
from boxoffice.layout_commands import TEMPLATES
from boxoffice.model.errors import BadInput


@pytest.fixture
def opened() -> Opened:
    """The demo cinema's hall of 91 seats."""
    return template("demo")


def test_the_templates_of_the_command_are_those_of_the_designer() -> None:
    assert all(template(name).errors() == () for name in TEMPLATES)


def test_the_rows_are_told_and_the_seats_outside_by_name(opened: Opened) -> None:
    told = told_sightlines(opened.document)
    assert told.lines[:3] == (
        "The picture is 9.528 m wide and 3.99 m high, and begins 0.9 m above the floor.",
        "row  seats  outside  distance m  up °  aside °  picture °",
        "A       13        0        10.2  18.4     27.9       55.8",
    )
    assert told.lines[-2].startswith("More than 30° up: 32 (D5, D6,")
    assert told.lines[-1].startswith("More than 45° aside: 20 (D1, D2,")
    assert len(told.facts["sightlines"]) == 91
    assert len(told.facts["outside"]) == 44


def test_heights_that_are_given_count_instead_of_the_halls(opened: Opened) -> None:
    given(opened.document, (8.0, 1.8, 1.2), [("", "0", "0.2")])
    hall = opened.document.hall
    assert (hall.picture, hall.rakes) == (Picture(8_000, 1_800, 1_200), (Rake("", 0, 200),))
    assert told_sightlines(opened.document).lines[-2] == "More than 30° up: none."


@pytest.mark.parametrize(
    ("picture", "rakes", "words"),
    [
        ((0.0, 2.0, 1.0), (), "wider and higher than nothing"),
        ((8.0, float("nan"), 1.0), (), "no length of nan m"),
        (None, [("", "0", "steep")], "“steep” is no length in metres"),
        (None, [("", "1e9", "0")], "no length of 1e9 m"),
    ],
)
def test_heights_that_no_hall_has_are_refused(
    opened: Opened,
    picture: tuple[float, ...] | None,
    rakes: list[tuple[str, ...]],
    words: str,
) -> None:
    with pytest.raises(BadInput, match=words):
        given(opened.document, picture, rakes)


def test_only_an_own_file_keeps_the_heights(opened: Opened, tmp_path: Path) -> None:
    path = tmp_path / "hall.layout"
    assert put(opened.document, path, Format.LAYOUT, lossy=False) == ()
    assert Opened(path).document.hall == opened.document.hall
    lost = put(opened.document, tmp_path / "hall.csv", Format.CSV, lossy=False)
    assert "How high the picture and the floors are." in lost
