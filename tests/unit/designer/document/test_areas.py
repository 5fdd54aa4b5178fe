"""What is drawn to stand on is what the counter sells."""

from dataclasses import replace

import pytest

from admin_designer.designer.document.areas import ellipse, rectangle
from admin_designer.designer.document.baking import bake, drawn
from admin_designer.designer.document.checker import problems_in
from admin_designer.designer.document.copying import copied, pasted
from admin_designer.designer.document.document import Document
from admin_designer.designer.document.elements import Area, Element, Hall, Place, SeatRow
from admin_designer.designer.document.problems import Kind, Severity
from admin_designer.designer.formats.files import Format, losses, read, write
from boxoffice.model.errors import BadInput
from boxoffice.model.layout import Category, SeatKind
from boxoffice.rules.layouts import OWN_NUMBERING, check

HALL = Hall("Club", categories=(Category(1, "Seats", 1), Category(2, "Floor", 2)))
ROW = SeatRow("r", 4_000, 2_000, tuple(Place(f"u{at}", 1) for at in range(8)), level="Stalls")
FLOOR = Area("floor", 4_000, 6_000, rectangle(6_000, 4_000), "Standing", 40, 2)


def hall(*elements: Element) -> Document:
    return Document([HALL, ROW, *elements])


def kinds(document: Document) -> list[Kind]:
    looked_for = (Kind.AREA_NAME, Kind.AREA_NOT_SOLD, Kind.NO_SEATS)
    return [one.kind for one in problems_in(document) if one.kind in looked_for]


def test_an_area_with_a_category_is_sold_to_as_many_people_as_it_holds() -> None:
    plan = bake(hall(FLOOR))
    assert check(plan) == ()
    standing = [seat for seat in plan.seats if seat.kind is SeatKind.STANDING]
    assert [seat.seat_id for seat in standing] == [f"Standing {at}" for at in range(1, 41)]
    assert {(seat.row, seat.category_id) for seat in standing} == {("Standing", 2)}
    assert {row.level for row in plan.rows} == {"Stalls"}
    # No client could work these names out by counting.
    assert plan.numbering == OWN_NUMBERING


@pytest.mark.parametrize("area", [replace(FLOOR, category_id=0), replace(FLOOR, capacity=0)])
def test_an_area_without_a_category_or_without_people_is_only_drawn(area: Area) -> None:
    plan = bake(hall(area))
    assert len(plan.seats) == 8
    assert (plan.numbering, len(plan.landmarks)) == ("letters-back", 1)


def test_places_keep_their_uids_whatever_becomes_of_their_area() -> None:
    uids = {seat.uid for seat in bake(hall(FLOOR)).seats}
    other = replace(FLOOR, x_mm=9_000, corners=ellipse(5_000, 3_000), text="Pit", capacity=50)
    assert uids < {seat.uid for seat in bake(hall(other)).seats}


def test_an_area_of_a_published_plan_is_drawn_on_and_published_again_as_it_was() -> None:
    bar = Area("bar", 9_000, 6_000, rectangle(900, 900), "Bar")
    plan = bake(hall(FLOOR, bar))
    again = Document(drawn(plan, "Club"))
    assert {area.text: area.is_sold for area in again.areas} == {"Standing": True, "Bar": False}
    assert bake(again) == plan


def test_places_of_areas_that_two_drafts_of_a_screen_begin_to_sell_are_never_called_alike() -> None:
    bar = replace(FLOOR, element_id="bar", x_mm=9_000, text="Bar", category_id=0)
    published = (replace(FLOOR, category_id=0), bar)

    def sold(*areas: Area) -> set[str]:
        """The places' uids once areas of a published plan are sold in a draft of it."""
        begun = drawn(bake(hall(*areas)))
        selling = (replace(one, category_id=1) if isinstance(one, Area) else one for one in begun)
        return {one.uid for one in bake(Document(selling)).seats if one.kind is SeatKind.STANDING}

    assert sold(*published[:1]).isdisjoint(sold(*published[1:]))


def test_a_hall_to_stand_in_needs_no_seat() -> None:
    document = Document([HALL, FLOOR])
    assert kinds(document) == []
    assert check(bake(document)) == ()


@pytest.mark.parametrize(
    ("area", "kind", "severity"),
    [
        (replace(FLOOR, text=""), Kind.AREA_NAME, Severity.ERROR),
        (replace(FLOOR, text="A"), Kind.AREA_NAME, Severity.ERROR),
        (replace(FLOOR, text="In front of the stage"), Kind.AREA_NAME, Severity.ERROR),
        (replace(FLOOR, category_id=0), Kind.AREA_NOT_SOLD, Severity.WARNING),
        (replace(FLOOR, category_id=7), Kind.AREA_NOT_SOLD, Severity.WARNING),
    ],
)
def test_what_keeps_an_area_from_being_sold_is_told_and_mended(
    area: Area, kind: Kind, severity: Severity
) -> None:
    document = hall(area)
    (problem,) = (one for one in problems_in(document) if one.kind is kind)
    assert (problem.severity, problem.uids) == (severity, ("floor",))
    assert problem.fix is not None
    document.apply(document.change("Mend", problem.fix.becomes))
    assert kinds(document) == []
    assert check(bake(document)) == ()


def test_two_areas_of_one_name_cannot_be_told_apart_on_tickets() -> None:
    document = hall(FLOOR, replace(FLOOR, element_id="back", x_mm=20_000))
    assert kinds(document) == [Kind.AREA_NAME] * 2
    for problem in problems_in(document):
        if problem.kind is Kind.AREA_NAME and problem.fix is not None:
            document.apply(document.change("Mend", problem.fix.becomes))
    assert {area.text for area in document.areas} == {"Standing 1", "Standing 2"}
    assert check(bake(document)) == ()


def test_a_copied_area_is_sold_in_the_category_of_that_name() -> None:
    clip = copied(hall(FLOOR), {"floor"})
    other = Document([Hall(categories=(Category(1, "Floor", 1),))])
    becomes = pasted(other, clip, 0, 0, lambda: "new")
    (area,) = (one for one in becomes.values() if isinstance(one, Area))
    assert (area.element_id, area.category_id, area.capacity) == ("new", 1, 40)


@pytest.mark.parametrize("as_format", [Format.PRETIX, Format.CSV, Format.GRID])
def test_files_that_know_seats_alone_say_that_areas_are_not_sold_from_them(
    as_format: Format,
) -> None:
    document = hall(FLOOR)
    assert "That 40 places in areas are sold." in losses(document, as_format)
    again = Document(read(write(document, as_format)).elements)
    assert len(bake(again).seats) == 8


def test_a_layout_file_keeps_how_an_area_is_sold() -> None:
    document = hall(FLOOR)
    assert list(Document(read(write(document, Format.LAYOUT)).elements).areas) == [FLOOR]
    places = tuple(replace(place, kind=SeatKind.STANDING) for place in ROW.places)
    wrong = write(Document([HALL, replace(ROW, places=places)]), Format.LAYOUT)
    with pytest.raises(BadInput, match="places to stand in a row of seats"):
        read(wrong)
