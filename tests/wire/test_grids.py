"""A hall's category grids, given and answered alike."""

from typing import Any

import pytest

from tests.wire import documents
from tests.wire.building import add_screen
from tests.wire.conftest import Town


def category(cat_id: int, name: str, columns: int, cells: str, type_: int = 1) -> dict[str, Any]:
    """A CategoryInput; `cells` are seat ids, or `-` for gaps, row by row."""
    seats = [
        {"type": 0 if seat_id == "-" else type_, "seatId": seat_id} for seat_id in cells.split()
    ]
    rows = len(seats) // columns
    return {"catId": cat_id, "name": name, "rows": rows, "columns": columns, "seats": seats}


def seat_ids(categories: list[dict[str, Any]]) -> list[str]:
    return [seat["seatId"] for each in categories for seat in each["seats"] if seat["type"]]


GRIDS = {
    "gaps at the sides, in the middle, and whole rows of them": [
        category(3, "Diamond", 5, "- A1 - A2 -  - - - - -  B1 B2 - B3 B4", 3),
    ],
    "the back first, whatever the categories' numbers": [
        category(1, "Standard", 2, "A1 A2"),
        category(7, "Recliner", 2, "B1 B2", 3),
        category(2, "Premium", 2, "C1 C2", 2),
    ],
    "two categories that share a row": [
        category(2, "Premium", 2, "A1 A2", 2),
        category(1, "Standard", 3, "A3 A4 A5  B1 B2 B3"),
    ],
    "numbers from the right, and letters that skip": [
        category(1, "Standard", 3, "C3 C2 C1  A3 - A1  AA9 AB9 ZZ1"),
    ],
    "kinds side by side": [
        {
            "catId": 4,
            "name": "Mixed",
            "rows": 1,
            "columns": 4,
            "seats": [
                {"type": 1, "seatId": "A1"},
                {"type": 2, "seatId": "A2"},
                {"type": 0, "seatId": "-"},
                {"type": 3, "seatId": "A3"},
            ],
        }
    ],
    "a category of gaps alone": [
        category(3, "Diamond", 2, "- -", 3),
        category(1, "Standard", 1, "A1"),
    ],
    "a single seat": [category(1, "Standard", 1, "A1")],
}


@pytest.mark.parametrize("categories", GRIDS.values(), ids=GRIDS)
async def test_a_grid_comes_back_as_it_was_given(
    town: Town, categories: list[dict[str, Any]]
) -> None:
    given = seat_ids(categories)
    made = await add_screen(
        town, town.ids.theatre_id, name="Audi 2", categories=categories, seatIDs=given
    )
    assert made["categories"] == categories
    assert made["seatIDs"] == given
    read = await town.nobody.ask(documents.GET_SCREEN, layoutId=made["layoutId"])
    assert read == made
    listed = await town.clerk.ask(documents.GET_SCREENS, theatreId=town.ids.theatre_id)
    assert [each["name"] for each in listed] == ["Audi 1", "Audi 2"]
    assert listed[1] == made


async def test_the_seat_ids_given_are_the_order_of_every_list_of_seats(town: Town) -> None:
    order = ["B4", "A2", "B1", "A1", "B3", "B2"]
    made = await add_screen(town, town.ids.theatre_id, name="Audi 2", seatIDs=order)
    assert made["seatIDs"] == order
    show = documents.show(made, "2026-11-22T21:30:00+05:30")
    (shown,) = await town.admin.ask(
        documents.ADD_SHOW,
        date="2026-11-22T00:00:00+05:30",
        movieID="M1",
        theatreId=town.ids.theatre_id,
        shs=[show],
    )
    seats = await town.nobody.ask(documents.GET_AVAILABLE_SEATS, id=shown["showId"])
    assert [seat["seatID"] for seat in seats] == order
    words = await town.nobody.ask(documents.GET_SEATS, id=str(shown["showId"]))
    assert [seat["id"] for seat in words] == order


async def test_a_gap_is_type_0_and_its_seat_id_a_hyphen_however_it_was_sent(town: Town) -> None:
    sent = category(1, "Standard", 3, "A1 - A2")
    sent["seats"][1]["seatId"] = ""
    made = await add_screen(
        town, town.ids.theatre_id, name="Audi 2", categories=[sent], seatIDs=["A1", "A2"]
    )
    assert made["categories"][0]["seats"][1] == {"type": 0, "seatId": "-"}


async def test_the_lists_of_a_large_hall_are_whole(town: Town) -> None:
    cells = " ".join(f"{chr(65 + row)}{number}" for row in range(26) for number in range(1, 81))
    categories = [category(1, "Standard", 80, cells)]
    made = await add_screen(
        town,
        town.ids.theatre_id,
        name="Arena",
        categories=categories,
        seatIDs=seat_ids(categories),
    )
    prices = [{**documents.PRICES[1], "rowCount": 26, "columnsCount": 80}]
    show = documents.show(made, "2026-11-22T21:30:00+05:30", categoryDetails=prices)
    (shown,) = await town.admin.ask(
        documents.ADD_SHOW,
        date="2026-11-22T00:00:00+05:30",
        movieID="M1",
        theatreId=town.ids.theatre_id,
        shs=[show],
    )
    assert shown["categoryDetails"] == prices
    seats = await town.nobody.ask(documents.GET_AVAILABLE_SEATS, id=shown["showId"])
    words = await town.nobody.ask(documents.GET_SEATS, id=str(shown["showId"]))
    assert [seat["seatID"] for seat in seats] == cells.split()
    assert len(words) == 2_080


@pytest.mark.parametrize(
    "categories",
    [
        [category(1, "Standard", 2, "A1 a2")],
        [category(1, "Standard", 2, "A1 A0")],
        [category(1, "Standard", 2, "A1 A2"), category(1, "Again", 2, "B1 B2")],
        [category(1, "Standard", 2, "A1 A2"), category(2, "Premium", 2, "A2 A3")],
        [category(0, "Standard", 2, "A1 A2")],
        [category(1, "", 2, "A1 A2")],
        [category(1, "Standard", 2, "A1 A2", 4)],
        [category(1, "Standard", 2, "A1 A2", -1)],
        [{**category(1, "Standard", 2, "A1 A2"), "rows": 0}],
        [{**category(1, "Standard", 2, "A1 A2"), "rows": -1, "columns": -2}],
    ],
)
async def test_a_grid_that_no_hall_has_is_refused(
    town: Town, categories: list[dict[str, Any]]
) -> None:
    screen = {
        **documents.screen(town.ids.theatre_id),
        "name": "Audi 2",
        "categories": categories,
        "seatIDs": seat_ids(categories),
    }
    assert await town.admin.refusal(documents.ADD_SCREEN, screen=screen) == "BAD_INPUT"


async def test_the_same_screen_again_is_the_same_and_another_of_its_name_is_refused(
    town: Town,
) -> None:
    again = await add_screen(town, town.ids.theatre_id)
    assert (again["id"], again["layoutId"]) == (town.ids.screen_id, town.ids.layout_id)
    other = {
        **documents.screen(town.ids.theatre_id),
        "categories": [category(1, "Standard", 2, "A1 A2")],
        "seatIDs": ["A1", "A2"],
    }
    assert await town.admin.refusal(documents.ADD_SCREEN, screen=other) == "IN_USE"
