"""Plans of pretix as theatres have them."""

import json
import math
from collections.abc import Callable
from itertools import pairwise
from statistics import median
from typing import Any

import pytest

from admin_designer.designer.document.baking import bake
from admin_designer.designer.document.document import Document
from admin_designer.designer.document.naming import Naming
from admin_designer.designer.document.renumbering import renumbered
from admin_designer.designer.formats.files import Format, Read, losses, read, write
from boxoffice.model.errors import BadInput
from boxoffice.model.layout import LandmarkKind
from boxoffice.rules.layouts import check
from tests.unit.designer.formats.drawings import categories, names, neighbours
from tests.unit.designer.formats.pretix_plans import PLANS, Made
from tests.unit.designer.formats.pretix_theatre import FAULTS, SEATS, Json, seats_of, theatre
from tests.unit.designer.formats.schema import faults_of


def opened(plan: Any) -> tuple[Document, tuple[str, ...]]:
    """The drawing of a plan, and what was told about it."""
    found: Read = read(json.dumps(plan).encode())
    assert found.format is Format.PRETIX
    return Document(found.elements), found.report


def listed(plan: Json) -> list[tuple[str, str, str, float, float]]:
    """Row, number, category and place of every seat, in an order of its own."""
    return sorted(
        (
            str(row["row_number"]),
            str(seat["seat_number"]),
            seat["category"],
            *(
                round(
                    sum(float(one.get("position", {side: 0})[side]) for one in (zone, row, seat)), 4
                )
                for side in ("x", "y")
            ),
        )
        for zone in plan["zones"]
        for row in zone["rows"]
        for seat in row["seats"]
    )


def test_a_sound_plan_keeps_its_guids_names_and_categories() -> None:
    plan = theatre()
    document, _ = opened(plan)
    called = {
        seat["seat_guid"]: (row["row_number"], seat["seat_number"])
        for zone in plan["zones"]
        for row in zone["rows"]
        for seat in row["seats"]
    }
    assert len(called) == SEATS == 1_100
    assert names(document) == called
    assert categories(document) == {seat["seat_guid"]: seat["category"] for seat in seats_of(plan)}


@pytest.mark.parametrize("way", [1, -1])
def test_categories_keep_the_order_in_which_a_plan_lists_them(way: int) -> None:
    plan = theatre()
    plan["categories"] = plan["categories"][::way]
    listed = [one["name"] for one in plan["categories"]]
    assert len(listed) > 1
    for _ in range(2):
        document, _report = opened(plan)
        assert [one.name for one in document.hall.categories] == listed
        plan = json.loads(write(document, Format.PRETIX))


def test_the_usual_distance_becomes_that_of_cinema_seats() -> None:
    document, report = opened(theatre())
    plan = bake(document)
    steps = [
        plan.seats[right].x_mm - plan.seats[left].x_mm
        for row in plan.rows
        for run in row.runs
        for left, right in pairwise(run.seats)
    ]
    assert median(steps) == pytest.approx(550, abs=15)
    assert any("25" in line and "560 mm" in line and "22.4 mm" in line for line in report)


def test_the_parts_of_a_row_on_both_sides_of_its_aisles_are_one_row() -> None:
    plan = bake(opened(theatre())[0])
    assert len(plan.rows) == 30
    assert {tuple(len(run.seats) for run in row.runs) for row in plan.rows} == {
        (9, 18, 9),
        (10, 18, 10),
    }


def test_the_stage_at_the_top_comes_to_the_front() -> None:
    document, report = opened(theatre())
    plan = bake(document)
    stage = next(one for one in plan.landmarks if one.kind is LandmarkKind.STAGE)
    assert stage.text == "Bühne"
    assert stage.y_mm > max(seat.y_mm for seat in plan.seats)
    assert "The front is at the top, where “Bühne” is." in report
    assert [one.kind for one in plan.landmarks if one.text == "Notausgang"] == [LandmarkKind.DOOR]


OUTLINES: dict[str, Json] = {
    "polygon": {
        "shape": "polygon",
        "polygon": {"points": [{"x": x, "y": y} for x, y in ((0, 0), (100, 0), (60, 50))]},
    },
    "rectangle": {"shape": "rectangle", "rectangle": {"width": 100, "height": 50}},
    "turned": {"shape": "rectangle", "rotation": 90, "rectangle": {"width": 50, "height": 100}},
    "circle": {"shape": "circle", "circle": {"radius": 25}},
    "ellipse": {"shape": "ellipse", "ellipse": {"radius": {"x": 50, "y": 25}}},
}


@pytest.mark.parametrize(
    ("shape", "corners", "box"),
    [
        ("polygon", 3, (300, 200, 400, 250)),
        ("rectangle", 4, (300, 200, 400, 250)),
        ("turned", 4, (200, 200, 300, 250)),
        ("circle", 48, (275, 175, 325, 225)),
        ("ellipse", 48, (250, 175, 350, 225)),
    ],
)
@pytest.mark.parametrize("words", [None, "Stehplätze"])
def test_an_area_is_read_with_its_outline_and_written_where_it_was(
    shape: str, corners: int, box: tuple[int, ...], words: str | None
) -> None:
    plan = theatre()
    area = {**OUTLINES[shape], "position": {"x": 300, "y": 200}}
    if words:
        area["text"] = {"text": words, "position": {"x": 0, "y": 0}, "color": "#333"}
    plan["zones"][0]["areas"].append(area)
    document, _ = opened(plan)
    *_, read_area = [one for one in document.areas if len(one.corners) == corners]
    assert read_area.text == (words or "")
    assert losses(document, Format.PRETIX) == ()
    written = json.loads(write(document, Format.PRETIX))
    assert list(faults_of("plan", written)) == []
    (there,) = [
        one
        for one in written["zones"][0]["areas"]
        if one["shape"] == "polygon" and boxed(one) == pytest.approx(box, abs=0.06)
    ]
    assert there.get("text", {}).get("text") == words


def boxed(area: Json) -> tuple[float, ...]:
    """Left, top, right and bottom of a polygon."""
    sides = [
        [area["position"][side] + one[side] for one in area["polygon"]["points"]]
        for side in ("x", "y")
    ]
    return (*map(min, sides), *map(max, sides))


def test_areas_that_show_nothing_are_left_out_and_ones_with_words_become_those() -> None:
    plan = theatre()
    flat = {"shape": "polygon", "polygon": {"points": [{"x": 0, "y": 0}, {"x": 1, "y": None}]}}
    plan["zones"][0]["areas"] = [flat, {**flat, "text": {"text": "Foyer"}}, {"shape": "star"}]
    document, report = opened(plan)
    assert [(one.kind, one.text) for one in document.fixtures if one.text == "Foyer"] == [
        (LandmarkKind.TEXT, "Foyer")
    ]
    assert list(document.areas) == []
    assert "An area without words or an outline is left out: 2 times, first zone 1, area 1." in (
        report
    )


def test_an_area_that_reaches_further_than_any_hall_is_left_out_and_that_is_said() -> None:
    plan = theatre()
    far = {"shape": "rectangle", "rectangle": {"width": 9e6, "height": 9}, "text": {"text": "Bar"}}
    plan["zones"][0]["areas"] = [far, {**far, "position": {"x": 9e6, "y": 9e6}, "shape": "text"}]
    plan["zones"][1]["areas"] = []
    document, report = opened(plan)
    assert list(document.things) == []
    assert (
        "An area that reaches further than any hall is left out: 2 times, first area 1." in report
    )


def test_an_outline_of_very_many_corners_is_drawn_through_fewer() -> None:
    plan = theatre()
    points = [{"x": at, "y": at * at % 97} for at in range(1_201)]
    plan["zones"][0]["areas"] = [{"shape": "polygon", "polygon": {"points": points}}]
    document, report = opened(plan)
    assert [len(one.corners) for one in document.areas] == [401]
    assert any("more than 500 corners is drawn through fewer" in line for line in report)


def test_a_stage_at_the_bottom_stays_there() -> None:
    plan = theatre()
    plan["zones"][0]["areas"][0]["position"]["y"] = 1_180
    document, report = opened(plan)
    stage = next(document.fixtures)
    assert stage.y_mm > max(seat.y_mm for seat in bake(document).seats)
    assert document.hall.source is not None
    assert document.hall.source.unit_mm == 22.4
    assert "The front is at the bottom, where “Bühne” is." in report


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__)
def test_a_plan_with_faults_is_written_with_the_same_seats_at_the_same_numbers(
    fault: Callable[[Json], None],
) -> None:
    plan = theatre()
    fault(plan)
    document, _ = opened(plan)
    assert losses(document, Format.PRETIX) == ()
    assert listed(json.loads(write(document, Format.PRETIX))) == listed(plan)


def test_a_plan_with_all_faults_is_written_by_the_letter_of_the_schema() -> None:
    plan = theatre()
    for fault in FAULTS:
        fault(plan)
    assert len(json.dumps(plan, indent=2)) == pytest.approx(450_000, rel=0.01)
    document, _ = opened(plan)
    written = json.loads(write(document, Format.PRETIX))
    assert list(faults_of("plan", written)) == []
    guids = [seat["seat_guid"] for seat in seats_of(written)]
    assert len(set(guids)) == len(guids) == SEATS
    assert listed(written) == listed(plan)
    again, _ = opened(written)
    assert names(again) == names(document)


def test_the_schema_that_is_tested_with_notices_what_real_files_break() -> None:
    assert list(faults_of("plan", theatre())) == []
    plan = theatre()
    plan["size"]["width"] = 1200.5
    plan["background"] = ""
    plan["zones"][0]["rows"][0]["seats"][0]["seat_number"] = 1
    assert list(faults_of("plan", plan)) == [
        "plan has {'background'}",
        "seat.seat_number is 1",
        "size.width is 1200.5",
    ]


def test_seats_of_one_guid_keep_it_and_are_told_apart_by_their_place_in_the_file() -> None:
    plan = theatre()
    plan["zones"][0]["rows"][3]["seats"][5]["seat_guid"] = "Parkett-1-1"
    document, report = opened(plan)
    assert {"Parkett-1-1@1.1.1", "Parkett-1-1@1.4.6"} <= set(names(document))
    assert "Parkett-1-1" not in names(document)
    assert any(line.startswith("2 seats") and "Parkett-1-1@1.1.1" in line for line in report)


def test_a_guid_that_looks_like_a_place_in_the_file_stays_its_seats_own() -> None:
    plan = theatre()
    row = plan["zones"][0]["rows"][0]["seats"]
    row[0]["seat_guid"] = row[1]["seat_guid"] = "x"
    row[2]["seat_guid"] = "x@1.1.1"
    called = names(opened(plan)[0])
    assert called["x@1.1.1"] == ("1", "3")
    assert called["x@1.1.1+"] == ("1", "1")
    assert len(called) == SEATS


def test_what_is_mended_is_said_with_how_often_and_where_first() -> None:
    plan = theatre()
    seats = plan["zones"][1]["rows"][2]["seats"]
    seats[4]["position"] = {"x": float("nan"), "y": 0}
    seats[5]["position"] = {"x": 0, "y": float("inf")}
    seats[6]["seat_number"] = "35\u202e\u0000"
    seats[7]["category"] = ""
    del seats[8]["seat_guid"]
    document, report = opened(plan)
    assert len(bake(document).seats) == SEATS
    assert [line for line in report if "2.3." in line] == [
        "1 seat without a guid, with a very long one, or with one that others have too: told apart"
        " by their place in the file, as in “seat@2.3.9”.",
        "A seat without a place that is two numbers stands beside the last one: 2 times, first"
        " seat 2.3.5.",
        "The number of a seat is cut, or freed of what cannot be seen: seat 2.3.7.",
        "A seat without a category is put into “Standard”: seat 2.3.8.",
    ]
    assert names(document)["Balkon-1-35"] == ("1", "35")


def test_seats_that_are_listed_in_any_order_are_neighbours_by_where_they_stand() -> None:
    plan = theatre()
    for zone in plan["zones"]:
        for row in zone["rows"]:
            row["seats"] = row["seats"][::2] + row["seats"][1::2]
    assert neighbours(opened(plan)[0]) == neighbours(opened(theatre())[0])


def test_an_imported_theatre_is_renumbered_and_can_then_be_published() -> None:
    document, _ = opened(theatre())
    assert any(error.startswith("There are two seats") for error in check(bake(document)))
    before = set(names(document))
    becomes = renumbered(document, Naming(), rows=True, seats=True)
    document.apply(document.change("Renumber", becomes))
    assert check(bake(document)) == ()
    assert set(names(document)) == before
    assert losses(document, Format.PRETIX) == ()


@pytest.mark.parametrize("make", PLANS, ids=lambda make: make.__name__)
def test_of_a_plan_as_people_make_them_nothing_is_lost_in_silence(make: Callable[[], Made]) -> None:
    made = make()
    document, report = opened(made.plan)
    assert tuple(line for line in report if "has no millimetres" not in line) == made.told
    assert losses(document, Format.PRETIX) == ()
    written = json.loads(write(document, Format.PRETIX))
    assert list(faults_of("plan", written)) == []
    # A seat is where it was to the millimetre, and called so unless it is told to be mended.
    there = listed(written)
    for row, number, category, x, y in listed(made.plan):
        seat = min(
            (one for one in there if one[1:3] == (number, category or "Standard")),
            key=lambda one: math.hypot(one[3] - x, one[4] - y),
        )
        assert seat[3:] == pytest.approx((x, y), abs=0.1)
        assert row in (seat[0], "")
        there.remove(seat)
    assert there == []
    assert {one["name"] for one in written["categories"]} >= {
        one["name"] for one in made.plan["categories"]
    }
    colours = [one["color"] for one in written["categories"]]
    assert len(set(colours)) == len(colours)
    again, _ = opened(written)
    assert names(again) == names(document)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ({"zones": []}, "The plan has no seat."),
        ({"zones": {}}, "The plan: “zones” should be a list of objects."),
        ({"zones": [1]}, "The plan: “zones” should be a list of objects."),
        ({"zones": [{"rows": "x"}]}, "Zone 1: “rows” should be a list of objects."),
        (
            {"zones": [{"rows": [{"seats": 3}]}]},
            "Zone 1, row 1: “seats” should be a list of objects.",
        ),
        ({"zones": [{"areas": [[]]}]}, "Zone 1: “areas” should be a list of objects."),
        ({"zones": [], "categories": 1}, "The plan: “categories” should be a list of objects."),
    ],
)
def test_what_is_no_plan_is_refused_with_where_it_is_not(content: Json, words: str) -> None:
    with pytest.raises(BadInput) as refusal:
        opened(content)
    assert str(refusal.value) == words
