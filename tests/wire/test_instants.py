"""Instants arrive in any offset and leave in UTC."""

import pytest

from tests.wire import documents
from tests.wire.building import add_shows, own_screen
from tests.wire.conftest import Town


@pytest.mark.parametrize(
    ("given", "answered"),
    [
        ("2026-11-20T17:00:00Z", "2026-11-20T17:00:00Z"),
        ("2026-11-20T22:30:00+05:30", "2026-11-20T17:00:00Z"),
        ("2026-11-20T07:30-09:30", "2026-11-20T17:00:00Z"),
        ("2026-11-21T07:00:00+14:00", "2026-11-20T17:00:00Z"),
        ("2026-11-20T17:00:00.000Z", "2026-11-20T17:00:00Z"),
        ("2026-11-20T17:00:00.5+00:00", "2026-11-20T17:00:00.500000Z"),
        ("2026-11-20T17:00:00.123456-00:00", "2026-11-20T17:00:00.123456Z"),
        ("2026-11-20T17:00:00.123456789Z", "2026-11-20T17:00:00.123456Z"),
    ],
)
async def test_an_instant_in_any_offset_comes_back_in_utc(
    town: Town, given: str, answered: str
) -> None:
    (show,) = await add_shows(
        town,
        town.ids.theatre_id,
        own_screen(town),
        {"showTime": given, "publishTime": "2026-11-20T10:00:00+05:30"},
    )
    assert (show["showTime"], show["publishTime"]) == (answered, "2026-11-20T04:30:00Z")
    details = await town.clerk.ask(
        documents.GET_SHOW_DETAILS,
        theatreId=town.ids.theatre_id,
        showId=show["showId"],
        showTime=given,
    )
    assert details["showTime"] == answered


@pytest.mark.parametrize(
    "given",
    [
        "2026-11-20T17:00:00",
        "2026-11-20",
        "20 Nov 2026 17:00 UTC",
        "2026-11-31T17:00:00Z",
        "2026-11-20T24:30:00Z",
        "2026-11-20T17:00:00+25:00",
        "",
        1795194000,
        None,
        True,
    ],
)
async def test_what_names_no_instant_is_refused_wherever_it_stands(
    town: Town, given: object
) -> None:
    def shows(**changed: object) -> list[dict[str, object]]:
        return [{**documents.show(own_screen(town), "2026-11-20T17:00:00Z"), **changed}]

    adding = {
        "date": "2026-11-20T00:00:00Z",
        "movieID": "M1",
        "theatreId": town.ids.theatre_id,
        "shs": shows(),
    }
    for wrong in (
        {"date": given},
        {"shs": shows(showTime=given)},
        {"shs": shows(publishTime=given)},
    ):
        assert await town.admin.refusal(documents.ADD_SHOW, **{**adding, **wrong}) == "BAD_INPUT"
    asked = {"theatreId": town.ids.theatre_id, "showId": town.ids.today, "showTime": given}
    assert await town.clerk.refusal(documents.GET_SHOW_DETAILS, **asked) == "BAD_INPUT"


async def test_an_instant_may_be_written_into_the_document_itself(town: Town) -> None:
    def text(instant: str) -> str:
        return f"""{{ getShowDetails(
          theatreId: "{town.ids.theatre_id}", showId: {town.ids.today}, showTime: "{instant}"
        ) {{ showTime }} }}"""

    details = await town.clerk.ask(text("2026-11-20T21:30:00+05:30"))
    assert details == {"showTime": "2026-11-20T16:00:00Z"}
    assert await town.clerk.refusal(text("2026-11-20T21:30:00")) == "BAD_INPUT"
