"""Files told by what is in them and what they are called, and what each kind would lose."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from admin_designer.designer.document.baking import bake, drawn
from admin_designer.designer.document.document import Document
from admin_designer.designer.document.elements import Hall, Pin, Place, SeatRow
from admin_designer.designer.formats.files import Format, format_of, load, losses, read, save, write
from boxoffice.bootstrap.demo_data import load as demo
from boxoffice.bootstrap.demo_halls import draw
from boxoffice.model.errors import BadInput
from boxoffice.model.layout import Category, SeatFact, SeatKind
from boxoffice.rules.layouts import check
from tests.unit.designer.formats.drawings import elements, names
from tests.unit.rules.halls import ninety_one
from tests.unit.seatmap.plans import hall_91

HALLS = [draw(screen.hall) for theatre in demo().theatres for screen in theatre.screens]
CORNERS = [{"x_mm": x, "y_mm": y} for x, y in ((0, 0), (9, 0), (0, 9))]
AREA = {"element_id": "a", "x_mm": 0, "y_mm": 0, "corners": CORNERS}
ROW = {"element_id": "r", "x_mm": 1, "y_mm": 1, "places": [{"uid": "u", "category_id": 1}]}
GRID = {
    "categories": [
        {
            "catId": one.category_id,
            "name": one.name,
            "rows": one.rows,
            "columns": one.columns,
            "seats": [{"type": seat.type, "seatId": seat.seat_id} for seat in one.seats],
        }
        for one in ninety_one()
    ]
}


@pytest.mark.parametrize(
    ("name", "as_format"),
    [
        ("hall.layout", Format.LAYOUT),
        ("Hall 1.PRETIX.JSON", Format.PRETIX),
        ("hall.grid.json", Format.GRID),
        ("hall.csv", Format.CSV),
    ],
)
def test_the_name_of_a_file_says_how_it_is_written(name: str, as_format: Format) -> None:
    assert format_of(Path(name)) is as_format


@pytest.mark.parametrize("name", ["hall.json", "layout", "hall.layout.bak", "csv"])
def test_a_name_that_says_no_kind_is_refused(name: str) -> None:
    with pytest.raises(BadInput, match=r"should end in one of \.layout, "):
        format_of(Path(name))


@pytest.mark.parametrize("as_format", [Format.LAYOUT, Format.PRETIX, Format.CSV, Format.GRID])
def test_the_kind_of_a_file_is_told_by_what_is_in_it(as_format: Format, tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    save(path, write(Document(drawn(hall_91())), as_format))
    assert load(path).format is as_format
    path.write_bytes(path.read_bytes().decode().encode("utf-16"))
    assert load(path).format is as_format


@pytest.mark.parametrize("plan", HALLS, ids=lambda plan: f"{len(plan.seats)} seats")
def test_a_layout_file_of_a_demo_hall_makes_the_same_plan(plan: "object") -> None:
    document = Document(drawn(plan))  # type: ignore[arg-type]
    again = Document(read(write(document, Format.LAYOUT)).elements)
    assert elements(again) == elements(document)
    assert losses(document, Format.LAYOUT) == ()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (
            {"version": 2},
            "made by a newer Box Office: its version is 2, and this one reads up to 1",
        ),
        ({"version": None}, "does not say its version"),
        ({"version": True}, "does not say its version"),
        ({"rows": [{"element_id": "hall"}]}, "lacks places, x_mm, y_mm"),
        ({"areas": [{**AREA, "corners": CORNERS[:2]}]}, "“a” cannot be drawn"),
        ({"areas": [{**AREA, "corners": [*CORNERS, [0, 0]]}]}, "corners should be an object"),
        ({"areas": [{**AREA, "capacity": -1}]}, "“a” cannot be drawn"),
        ({"areas": [{**AREA, "x_mm": 999_999_999}]}, "“a” cannot be drawn"),
        ({"rows": [ROW], "areas": [{**AREA, "element_id": "r"}]}, "two elements “r”"),
        ({"stage": 1}, "has no field stage"),
        ({"rows": [{**ROW, "spacing_mm": 0}]}, "“r” cannot be drawn"),
        ({"rows": [{**ROW, "x_mm": 999_999_999}]}, "“r” cannot be drawn"),
        ({"rows": [{**ROW, "turns": [{"at": 2, "angle_cdeg": 0}]}]}, "“r” cannot be drawn"),
        ({"rows": [ROW, ROW]}, "two elements “r”"),
        ({"hall": {"element_id": "x"}}, "without an id of its own"),
        ({"hall": {"naming": {"prefixes": [["a"]]}}}, "in a way that there is not"),
        (
            {"hall": {"picture": {"width_mm": 0, "height_mm": 1, "bottom_mm": 1}}},
            "picture or rake has lengths that no hall has",
        ),
        ({"hall": {"rakes": [{"rise_mm": 999_999_999}]}}, "picture or rake has lengths"),
        ({"hall": {"width_mm": 1.5}}, "Hall.width_mm should be of type int"),
    ],
)
def test_a_layout_file_is_read_to_the_letter(change: dict[str, object], words: str) -> None:
    content = {"format": "boxoffice-layout", "version": 1, "hall": {}, **change}
    with pytest.raises(BadInput, match=words):
        read(json.dumps(content).encode())


def test_a_category_grid_is_read_as_the_contract_has_it() -> None:
    found = read(json.dumps(GRID).encode())
    assert found.report == (
        "Read: 91 seats in 3 categories.",
        "The file does not list its seats; they are taken in the order of the grid.",
    )
    document = Document(found.elements)
    written = json.loads(write(document, Format.GRID))
    assert written["categories"] == GRID["categories"]
    assert losses(document, Format.GRID) == ()


def test_a_grid_that_the_contract_refuses_is_refused() -> None:
    with pytest.raises(BadInput, match="differ at A1"):
        read(json.dumps({**GRID, "seatIDs": []}).encode())
    with pytest.raises(BadInput, match="should be of type int"):
        read(json.dumps({"categories": [{**GRID["categories"][0], "rows": "1"}]}).encode())


def test_a_hall_of_other_names_has_no_category_grid_until_it_is_renumbered() -> None:
    row = SeatRow("r", 1_000, 1_000, (Place("u", 1, number="12a"),), label="Loge")
    document = Document((Hall(categories=(Category(1, "Gold", 1),)), row))
    with pytest.raises(BadInput, match="there is “Loge12a”; renumber the hall first"):
        write(document, Format.GRID)


@pytest.mark.parametrize(
    "text",
    [
        "row,seat,x,y,category\nA,1,600,1500,Gold\nA,2,1160,1500,Gold\n",
        "A,1,600,1500,Gold\nA,2,1160,1500,Gold",
        "A;1;600,0;1500;Gold\r\n\r\nA;2;1160,2;1500;Gold\r\n",
        "Category\tY\tX\tSeat\tRow\tnote\nGold\t1500\t600\t1\tA\t!\nGold\t1500\t1160\t2\tA\t!\n",
        "\ufeffrow,seat,x,y,category\nA,1,600,1500,Gold\nA,2,1160,1500,Gold\n",
    ],
)
def test_a_table_is_read_however_programs_write_one(text: str) -> None:
    plan = bake(Document(read(text.encode()).elements))
    assert [(seat.seat_id, seat.x_mm, seat.y_mm) for seat in plan.seats] == [
        ("A1", 600, 1500),
        ("A2", 1160, 1500),
    ]
    assert [one.name for one in plan.categories] == ["Gold"]
    assert check(plan) == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "A,1,600,1500,Gold\nA,2,here,1500,Gold",
            "Line 2 of the table has no place in mill",
        ),
        ("A,1,600,nan,Gold", "Line 1 of the table has no place in millimetres"),
        ("A,1,600,1500,Gold\nA,2", "Line 2 of the table has 2 cells, too few"),
        (",1,600,1500,Gold", "Line 1 of the table names no row"),
        ("row,seat,x,y,category\n", "The table has no seat"),
        ('A,1,600,1500,"Gold', "its quotes do not match"),
        (f"A,1,600,1500,{'x' * 200_000}", "its quotes do not match"),
    ],
)
def test_a_table_without_a_place_for_a_seat_is_refused(text: str, words: str) -> None:
    with pytest.raises(BadInput, match=words):
        read(text.encode())


def test_a_table_of_old_windows_letters_is_read_and_that_is_said() -> None:
    found = read("Stuhl,1,600,1500,Süß".encode("cp1252"))
    assert bake(Document(found.elements)).categories[0].name == "Süß"
    assert found.report[1:] == (
        "The table is not UTF-8; it is read as Windows' Western letters: byte 18.",
    )


def test_another_table_never_gives_a_seat_the_id_of_one_before() -> None:
    one, other = "A,1,600,1500,Gold", "B,1,600,1500,Gold"
    uids = [set(names(Document(read(text.encode()).elements))) for text in (one, one, other)]
    assert uids[0] == uids[1]
    assert not uids[0] & uids[2]


def test_what_a_table_and_a_pretix_plan_lose_is_said_before() -> None:
    plan = hall_91()
    first = replace(plan.seats[0], restricted_view=True, facts=(SeatFact.LIFT_UP_ARMREST,))
    seats = (replace(first, angle_cdeg=100), *plan.seats[1:])
    document = Document(drawn(replace(plan, seats=seats), "Audi 3"))
    assert losses(document, Format.CSV) == (
        "The id of 91 seats, by which bookings follow it.",
        "The kind of 4 seats.",
        "The partner of 4 seats.",
        "The restricted view of 1 seat.",
        "The armrests, hearing loops and nearness to an aisle of 1 seat.",
        "The angle of 1 seat.",
        "The colour of 2 categories.",
        "The point that the best seats are near to.",
        "The name of the hall.",
    )
    assert losses(document, Format.PRETIX) == (
        "The kind of 4 seats.",
        "The partner of 4 seats.",
        "The restricted view of 1 seat.",
        "The armrests, hearing loops and nearness to an aisle of 1 seat.",
        "The angle of 1 seat.",
        "The size of 91 seats.",
        "The place of 90 seats among the others, by up to 120 mm.",
        "The point that the best seats are near to.",
    )


def test_pins_are_kept_by_an_own_file_alone() -> None:
    plan = hall_91()
    hall, *others = drawn(plan, "Audi 3")
    assert isinstance(hall, Hall)
    pins = (Pin(plan.seats[0].uid, plan.seats[20].uid),)
    document = Document((replace(hall, pins=pins), *others))
    assert elements(Document(read(write(document, Format.LAYOUT)).elements)) == elements(document)
    assert "Which seat stands before which, pinned for 1 row." in losses(document, Format.CSV)


def test_neighbours_that_stand_far_apart_lose_each_other_and_that_is_said() -> None:
    places = tuple(
        Place(f"u{at}", 1, shift_x_mm=0 if at < 4 else 900, kind=SeatKind.STANDARD)
        for at in range(8)
    )
    hall = Hall("Hall", 12_000, 9_000, (Category(1, "Gold", 1),))
    document = Document((hall, SeatRow("r", 5_000, 2_000, places)))
    assert "That 1 pair of neighbours have no aisle between them." in losses(
        document, Format.PRETIX
    )


def test_a_file_that_cannot_be_written_leaves_the_one_before(tmp_path: Path) -> None:
    path = tmp_path / "hall.layout"
    path.mkdir()
    with pytest.raises(BadInput, match=r"hall\.layout cannot be written: Is a directory"):
        save(path, b"new")
    assert list(tmp_path.iterdir()) == [path]
    with pytest.raises(BadInput, match="No such file or directory"):
        save(tmp_path / "none" / "hall.layout", b"new")
