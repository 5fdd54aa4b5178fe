"""A document that asks for too much runs no resolver; what our own client asks for is never too
much."""

import re
from typing import Any

import pytest

from boxoffice.client import api, connection, layouts, live
from boxoffice.gateway.document_limits import DocumentLimits
from boxoffice.gateway.executor import Gateway
from tests.clock import FakeClock
from tests.unit.gateway import samples
from tests.unit.gateway.upstream_double import UpstreamDouble
from tests.wire import documents

LIMITS = DocumentLimits()


def gateway(limits: DocumentLimits = LIMITS) -> tuple[Gateway, UpstreamDouble]:
    upstream = UpstreamDouble({"movies.get": samples.movie("M1")})
    return Gateway(upstream.services(), FakeClock(), limits=limits), upstream


def aliases(count: int) -> str:
    return "{ " + " ".join(f"a{n}: serverTime" for n in range(count)) + " }"


def movies(count: int) -> str:
    return "{ " + 'movie(id: "M1") { title } ' * count + "}"


async def refusal(text: str, variables: dict[str, Any] | None = None) -> str:
    """The words that it is refused with; nobody was asked for anything."""
    door, upstream = gateway()
    answer = await door.execute(text, variables)
    assert upstream.calls == []
    assert "data" not in answer
    assert answer["errors"][0]["extensions"] == {"code": "BAD_INPUT"}
    return str(answer["errors"][0]["message"])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (aliases(51), "51 aliases; 50"),
        (movies(LIMITS.root_fields + 1), "61 fields at its root; 60"),
        ("{ " + "x " * LIMITS.tokens + "}", "more than 2000 tokens"),
        ("{ serverTime " + "@include(if: true) " * 51 + "}", "51 directives; 50"),
        ("query " + "@a " * 51 + "{ serverTime }", "51 directives; 50"),
        (
            "{ " + "getShows(d: \"1\") { SHS { categoryDetails { price } } } " * 50 + "}",
            "asks for too much at once",
        ),
        (
            "{ " + 'getSeats(id: "1") { id } getAvailableSeats(show_id: 1) { id } ' * 3 + "}",
            "6 lists of all seats; 5",
        ),
        (
            "{ ...Six } fragment Six on Query { " + 'getSeats(id: "1") { id } ' * 6 + "}",
            "6 lists of all seats; 5",
        ),
        ("{ a " * 13 + "}" * 13, "13 levels; 12"),
        ("{ a " * 60 + "}" * 60, "nested too deep"),
        ("{ a(b: " + "[" * 900 + "]" * 900 + ") }", "nested too deep"),
    ],
)  # fmt: skip
async def test_a_document_over_a_limit_asks_nobody_for_anything(text: str, words: str) -> None:
    assert words in await refusal(text)


async def test_fragments_count_as_often_as_they_are_spread() -> None:
    spread = "{ " + "...Times " * 6 + "} fragment Times on Query { "
    assert "54 aliases; 50" in await refusal(spread + aliases(9)[1:])


async def test_fragments_in_a_circle_are_refused() -> None:
    assert "nested too deep" in await refusal("{ ...A } fragment A on Query { ...A ...A }")


async def test_fragments_that_double_each_other_are_counted_in_no_time() -> None:
    chain = " ".join(f"fragment F{n} on Query {{ ...F{n + 1} ...F{n + 1} }}" for n in range(18))
    text = "{ ...F0 } " + chain + " fragment F18 on Query { a: serverTime }"
    assert f"{2**18} aliases" in await refusal(text)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (["x"] * (LIMITS.list_items + 1), "more than 20000 things"),
        ([[["x"] * 9_000] * 2] * 2, "more than 20000 things"),
        ([[[[[[[[[[["x"]]]]]]]]]]], "more than 10 levels"),
        ({"a": [{"b": {"c": [{"d": {"e": [{"f": {"g": {"h": [1]}}}]}}]}}]}, "more than 10 levels"),
    ],
)
async def test_variables_over_a_limit_ask_nobody_for_anything(value: object, words: str) -> None:
    text = 'query ($id: String = "M1") { movie(id: $id) { title } }'
    assert words in await refusal(text, {"id": "M1", "more": value})


@pytest.mark.parametrize("text", [aliases(50), "{ serverTime " + "@include(if: true) " * 1 + "}"])
async def test_a_document_at_the_limit_is_answered(text: str) -> None:
    door, _ = gateway()
    assert "errors" not in await door.execute(text)


OWN = {
    f"{module.__name__}.{name}": text
    for module in (api, connection, layouts, live, documents)
    for name, text in vars(module).items()
    if isinstance(text, str) and re.match(r"\s*(query|mutation|subscription)\b", text)
}


@pytest.mark.parametrize("text", OWN.values(), ids=OWN.keys())
def test_what_our_own_clients_ask_for_is_never_too_much(text: str) -> None:
    door, _ = gateway()
    assert not isinstance(door.prepare(text), list)


@pytest.mark.parametrize(
    "text", ["{ __schema { types { name } } }", '{ __type(name: "A") { name } }']
)
async def test_the_schema_is_told_only_where_that_was_asked_for(text: str) -> None:
    assert "introspection has been disabled" in await refusal(text)
    door, _ = gateway(DocumentLimits(introspection=True))
    assert "errors" not in await door.execute(text)


async def test_the_whole_schema_can_be_asked_for_by_the_usual_query() -> None:
    from graphql import get_introspection_query  # noqa: PLC0415 - nothing else here needs it

    door, _ = gateway(DocumentLimits(introspection=True))
    assert "errors" not in await door.execute(get_introspection_query())


@pytest.mark.parametrize(
    ("text", "variables"),
    [
        ("{ mvie { title } }", {}),
        ('{ movie(id: "M1") { titel } }', {}),
        ('{ movie(idd: "M1") { title } }', {}),
        (
            "mutation ($t: [TenderInput!]!) "
            '{ takePayment(bookingId: "1", tenders: $t, idempotencyKey: "1") { booking_id } }',
            {"t": [{"kind": "CAHS", "amountMinor": 1}]},
        ),
        (
            'mutation { takePayment(bookingId: "1", tenders: [{kind: CAHS, amountMinor: 1}], '
            'idempotencyKey: "1") { booking_id } }',
            {},
        ),
    ],
)
async def test_a_mistake_is_told_without_what_it_may_have_meant(
    text: str, variables: dict[str, Any]
) -> None:
    assert "Did you mean" not in await refusal(text, variables)
    door, _ = gateway(DocumentLimits(introspection=True))
    assert "Did you mean" in str(await door.execute(text, variables))
