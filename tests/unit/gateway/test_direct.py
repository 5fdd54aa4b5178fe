"""The short way answers as graphql-core's does, whatever is asked and whatever comes of it."""

from dataclasses import replace
from typing import Any

import pytest

from boxoffice.gateway.executor import Gateway
from boxoffice.model.booking import HoldAnswer
from boxoffice.model.errors import NotFound, SeatsGone
from tests.clock import FakeClock
from tests.unit.gateway import samples
from tests.unit.gateway.upstream_double import UpstreamDouble

MOVIE = "query ($id: String!) { movie(id: $id) { title } }"
LOCK = """mutation Lock($lock: SeatLockInput!) {
  held: lockSeats(lock: $lock) { success BID message seats: showID __typename }
}"""
WANTED = {"showID": 10001, "userID": "u1", "seatIDs": ["A1"]}


async def both_ways(text: str, variables: dict[str, Any], **answers: object) -> tuple[bool, Any]:
    """Whether an operation goes the short way, and the answer that either way gives."""
    upstream = UpstreamDouble(
        {
            "users.caller": samples.ANDHERI_CLERK,
            "shows.get": samples.show(),
            "bookings.hold": HoldAnswer(samples.booking("A1")),
            "movies.get": samples.movie("M1"),
            **{name.replace("_", ".", 1): answer for name, answer in answers.items()},
        }
    )
    gateway = Gateway(upstream.services(), FakeClock())
    prepared = gateway.prepare(text, variables)
    assert not isinstance(prepared, list)
    short = await gateway.run(prepared, gateway.request("t"))
    long = await gateway.run(replace(prepared, direct=None), gateway.request("t"))
    assert short == long
    return prepared.direct is not None, short


@pytest.mark.parametrize("variables", [{"id": "M1"}, {}, {"id": None}, {"id": 7}, {"id": ["M1"]}])
async def test_a_title_is_read_alike(variables: dict[str, Any]) -> None:
    is_direct, answer = await both_ways(MOVIE, variables)
    assert is_direct
    assert ("errors" in answer) == (variables != {"id": "M1"})


@pytest.mark.parametrize(
    "wanted",
    [
        WANTED,
        {**WANTED, "categoryId": None},
        {**WANTED, "token": "t-1"},
        {**WANTED, "seatIDs": "A1"},
        {**WANTED, "seatIDs": [None]},
        {**WANTED, "showID": 2**31},
        {**WANTED, "more": 1},
        {"showID": 10001},
    ],
)
async def test_seats_are_locked_alike(wanted: dict[str, Any]) -> None:
    is_direct, _ = await both_ways(LOCK, {"lock": wanted})
    assert is_direct


@pytest.mark.parametrize(
    "outcome", [NotFound("There is no show."), SeatsGone("Gone.", seat_ids=("A1",)), KeyError("x")]
)
async def test_refusals_and_bugs_are_told_alike(outcome: Exception) -> None:
    is_direct, _ = await both_ways(LOCK, {"lock": WANTED}, bookings_hold=outcome)
    assert is_direct


async def test_a_value_that_may_not_be_missing_is_missed_alike_and_nothing_is_done_twice() -> None:
    upstream = UpstreamDouble({"movies.get": replace(samples.movie("M1"), title=None)})  # type: ignore[arg-type]
    gateway = Gateway(upstream.services(), FakeClock())
    answer = await gateway.execute(MOVIE, {"id": "M1"})
    assert answer["errors"][0]["path"] == ["movie", "title"]
    assert len(upstream.calls) == 1


@pytest.mark.parametrize(
    "text",
    [
        '{ movie(id: "M1") { title } }',
        "query ($id: String!) { movie(id: $id) { title } other: movie(id: $id) { title } }",
        "query ($id: String!) { movie(id: $id) @include(if: true) { title } }",
        "query ($id: String!) { movie(id: $id) { ... on Movie { title } } }",
        'query ($id: String = "M1") { movie(id: $id) { title } }',
        "query ($id: String!) { ...all } fragment all on Query { movie(id: $id) { title } }",
    ],
)
async def test_what_is_less_simple_goes_the_long_way(text: str) -> None:
    is_direct, answer = await both_ways(text, {"id": "M1"})
    assert not is_direct
    assert answer["data"]["movie"] == {"title": samples.movie("M1").title}
