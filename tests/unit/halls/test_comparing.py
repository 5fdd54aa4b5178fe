"""What publishing says that it changes, and when there is nothing to publish."""

from dataclasses import replace

import pytest

from admin_designer.designer.document.baking import bake, drawn
from admin_designer.designer.document.document import Document
from admin_designer.designer.document.problems import Kind, Rules, Severity
from admin_designer.halls.comparing import Comparison, compare
from admin_designer.halls.words import difference_words
from boxoffice.bootstrap.demo_data import load
from boxoffice.bootstrap.demo_halls import draw
from boxoffice.model.layout import Layout, Plan
from boxoffice.rules.grid import from_grid
from boxoffice.rules.layouts import canonical, digest
from tests.clock import FakeClock
from tests.unit.rules.halls import ninety_one, seat_ids
from tests.unit.seatmap.plans import hall_91

DEMO = {
    f"{theatre.name}, {screen.name}": screen.hall
    for theatre in load().theatres
    for screen in theatre.screens
}


def published(plan: Plan) -> Layout:
    return Layout("100001", "screen", "theatre", plan, digest(canonical(plan)), FakeClock().now())


def compared(document: Document, plan: Plan, rules: Rules | None = None) -> Comparison:
    return compare(document, "100001", published(plan), rules)


@pytest.mark.parametrize("name", DEMO)
def test_a_hall_that_nobody_touched_is_just_what_is_published(name: str) -> None:
    plan = draw(DEMO[name])
    found = compared(Document(drawn(plan)), plan)
    assert found.is_same
    assert difference_words(found, stuck=False) == ["Nothing: layout 100001 is just this."]


def test_a_hall_of_the_contracts_grid_is_untouched_as_well() -> None:
    plan = from_grid(ninety_one(), seat_ids(ninety_one()))
    assert compared(Document(drawn(plan)), plan).is_same


def test_a_door_that_was_moved_is_to_be_published_though_no_seat_differs() -> None:
    plan = draw(DEMO["PVR Andheri, Audi 1"])
    document = Document(drawn(plan))
    door = next(iter(document.fixtures))
    moved = {door.element_id: replace(door, x_mm=door.x_mm + 100)}
    document.apply(document.change("Move", moved))
    found = compared(document, plan)
    assert not found.is_same
    assert difference_words(found, stuck=False)[0].startswith("No seat differs")


def test_warnings_are_told_and_do_not_forbid() -> None:
    document = Document(drawn(hall_91()))
    severities = dict.fromkeys(Kind, Severity.OFF) | {Kind.NARROW_ROW: Severity.WARNING}
    found = compare(document, "", None, replace(Rules(), severities=severities, passage_mm=5_000))
    assert found.warns
    assert found.forbids == ()
    none = compare(
        document, "", None, replace(Rules(), severities=dict.fromkeys(Kind, Severity.OFF))
    )
    assert none.warns == ()


def test_the_first_layout_says_how_many_seats_each_category_has() -> None:
    document = Document(drawn(hall_91()))
    plan = bake(document)
    first, *counts = difference_words(compare(document, "", None), stuck=False)
    assert first == "This is the first layout of the screen."
    assert counts == [
        f"{one.name}: {sum(seat.category_id == one.category_id for seat in plan.seats)} seats."
        for one in plan.categories
    ]
