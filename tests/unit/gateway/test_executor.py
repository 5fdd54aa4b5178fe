import logging
from dataclasses import replace
from typing import Any

import pytest

from boxoffice.gateway import executor
from boxoffice.gateway.executor import Gateway
from boxoffice.gateway.texts import TEXT_MAX_CHARS
from boxoffice.model.booking import (
    BookingState,
    HoldAnswer,
    SeatChange,
    SeatChoice,
    SeatDelta,
    SeatSnapshot,
    SeatUpdate,
)
from boxoffice.model.errors import BadInput, NotFound, NotSignedIn, SeatsGone
from boxoffice.model.layout import Layout, SeatState
from boxoffice.model.payment import BookingPayments, PaymentState
from tests.clock import FakeClock
from tests.unit.gateway import samples
from tests.unit.gateway.upstream_double import UpstreamDouble
from tests.unit.rules.halls import hall

MOVIE = "query ($id: String!) { movie(id: $id) { title } }"
LOCK = """mutation { lockSeats(lock: { showID: 10001, userID: "u1", seatIDs: ["A1", "A2"] }) {
  success BID message total_price showID userID expiresAt
} }"""


def gateway(answers: dict[str, object], *, guests: bool = False) -> tuple[Gateway, UpstreamDouble]:
    upstream = UpstreamDouble({"users.caller": samples.ANDHERI_CLERK, **answers})
    return Gateway(upstream.services(), FakeClock(), guests), upstream


async def test_a_probe_is_answered_without_a_sign_in_and_without_asking_anyone() -> None:
    door, upstream = gateway({"users.caller": NotSignedIn("Your session has ended.")})
    assert await door.execute("{ __typename }", token="stale") == {"data": {"__typename": "Query"}}
    assert upstream.calls == []


async def test_a_refusal_carries_its_code_its_words_and_its_seats() -> None:
    door, _ = gateway(
        {
            "shows.get": samples.show(),
            "bookings.amend": SeatsGone("A2 is gone.", seat_ids=("A2",)),
            "bookings.get": samples.booking("A1"),
        }
    )
    answer = await door.execute(
        'mutation { amendHold(bookingId: "b-secret", seats: []) { gone } }', token="t"
    )
    assert answer["errors"] == [
        {
            "message": "A2 is gone.",
            "path": ["amendHold"],
            "extensions": {"code": "SEATS_GONE", "seatIds": ["A2"]},
        }
    ]


async def test_a_bug_is_logged_with_its_trace_and_tells_the_caller_nothing(
    caplog: pytest.LogCaptureFixture,
) -> None:
    door, _ = gateway({"movies.get": KeyError("secret table")})
    with caplog.at_level(logging.ERROR):
        answer = await door.execute('{ movie(id: "M1") { title } }')
    assert answer["data"] is None
    assert answer["errors"][0]["extensions"] == {"code": "INTERNAL"}
    assert "secret" not in str(answer)
    assert "secret table" in caplog.text
    assert "Traceback" in caplog.text


@pytest.mark.parametrize(
    ("text", "variables"),
    [
        ("{ movie(", {}),
        ("{ nothing }", {}),
        ('{ movie(id: "M1") }', {}),
        (MOVIE, {}),
        (MOVIE, {"id": 5}),
        ("{ movie(id: 5) { title } }", {}),
        ("{ " + "movie " * executor.DOCUMENT_MAX_TOKENS + "}", {}),
        ("{ " + " " * executor.DOCUMENT_MAX_CHARS + "}", {}),
        ("subscription { seatMap(showId: 1) { __typename } }", {}),
        (MOVIE, {"id": "half a pair: \ud83c"}),
        (MOVIE, {"id": "NUL: \0"}),
        (MOVIE, {"id": "M" * (TEXT_MAX_CHARS + 1)}),
        (MOVIE, {"id": "M1", "more": [{"deep": ["\0"]}]}),
        ('{ movie(id: "\\u0000") { title } }', {}),
        ('query ($id: String = "M1") { movie(id: $id) { title } }', {"id": None}),
    ],
)
async def test_a_document_that_makes_no_sense_is_bad_input(
    text: str, variables: dict[str, Any]
) -> None:
    door, upstream = gateway({})
    answer = await door.execute(text, variables)
    assert answer["errors"][0]["extensions"] == {"code": "BAD_INPUT"}
    assert upstream.calls == []


async def test_a_value_that_must_be_there_and_is_not_is_a_bug(
    caplog: pytest.LogCaptureFixture,
) -> None:
    titleless = replace(samples.movie("M1"), title=None)  # type: ignore[arg-type]  # the bug
    door, _ = gateway({"movies.get": titleless})
    answer = await door.execute('{ movie(id: "M1") { movieId title } }')
    assert answer["data"] is None
    assert answer["errors"][0]["extensions"] == {"code": "INTERNAL"}
    assert "non-nullable field Movie.title" in caplog.text


async def test_a_document_is_parsed_and_validated_once(monkeypatch: pytest.MonkeyPatch) -> None:
    door, _ = gateway({})
    await door.execute("{ __typename }")
    monkeypatch.setattr(executor, "parse", None)
    assert await door.execute("{ __typename }") == {"data": {"__typename": "Query"}}


async def test_the_caller_is_looked_up_once_for_all_fields_of_a_request() -> None:
    door, upstream = gateway({"theatres.get": samples.theatre})
    answer = await door.execute(
        '{ a: fetchTheatre(id: "PVRAH") { pan } b: fetchTheatre(id: "CPUNE") { pan } }', token="t"
    )
    assert answer == {"data": {"a": {"pan": "AAACP1234A"}, "b": {"pan": ""}}}
    assert upstream.calls.count("users.caller") == 1


async def test_a_theatre_tells_outsiders_everything_but_its_pan() -> None:
    door, upstream = gateway({"theatres.get": samples.theatre})
    answer = await door.execute('{ fetchTheatre(id: "PVRAH") { id pan location { lat } } }')
    assert answer == {
        "data": {"fetchTheatre": {"id": "PVRAH", "pan": "", "location": {"lat": 19.1197}}}
    }
    assert upstream.calls == ["theatres.get"]


async def test_a_lock_answers_with_the_key_and_the_price_in_rupees() -> None:
    door, upstream = gateway(
        {
            "shows.get": samples.show(),
            "bookings.hold": HoldAnswer(samples.booking("A1", "A2")),
        }
    )
    answer = await door.execute(LOCK, token="t")
    assert answer["data"]["lockSeats"] == {
        "success": True,
        "BID": "b-secret",
        "message": "Held: A1, A2.",
        "total_price": 640.0,
        "showID": 10001,
        "userID": "u1",
        "expiresAt": "2026-11-20T18:00:00Z",
    }
    assert upstream.calls == ["users.caller", "shows.get", "bookings.hold"]


async def test_a_show_is_asked_once_for_its_theatre() -> None:
    door, upstream = gateway(
        {"shows.get": samples.show(), "bookings.hold": HoldAnswer(samples.booking("A1"))}
    )
    await door.execute(LOCK, token="t")
    await door.execute(LOCK, token="t")
    assert upstream.calls.count("shows.get") == 1


@pytest.mark.parametrize(
    ("outcome", "message"),
    [
        (HoldAnswer(None, ("A1",)), "Gone already: A1."),
        (BadInput("There is no seat A2.", seat_ids=("A2",)), "There is no seat A2."),
    ],
)
async def test_a_lock_refused_for_its_seats_is_an_answer(outcome: object, message: str) -> None:
    door, _ = gateway({"shows.get": samples.show(), "bookings.hold": outcome})
    answer = await door.execute(LOCK, token="t")
    assert "errors" not in answer
    assert answer["data"]["lockSeats"] == {
        "success": False,
        "BID": None,
        "message": message,
        "total_price": 0.0,
        "showID": 10001,
        "userID": "u1",
        "expiresAt": None,
    }


async def test_a_lock_for_an_unknown_show_is_an_error() -> None:
    door, _ = gateway({"shows.get": NotFound("There is no show 10001.")})
    answer = await door.execute(LOCK, token="t")
    assert answer["errors"][0]["extensions"] == {"code": "NOT_FOUND"}


RELEASE = """mutation ($show: Int!, $seats: [String!]!) {
  releaseSeats(rel: { showID: $show, BID: "b-secret", userID: "u1", seatIDs: $seats }) { rply msg }
}"""


async def test_releasing_some_seats_amends_the_hold_to_the_others() -> None:
    amended: list[object] = []

    def amend(_id: str, seats: tuple[SeatChoice, ...]) -> HoldAnswer:
        amended.append([choice.seat_id for choice in seats])
        return HoldAnswer(samples.booking("A1", "A3"))

    door, upstream = gateway(
        {"bookings.get": samples.booking("A1", "A2", "A3"), "bookings.amend": amend}
    )
    answer = await door.execute(RELEASE, {"show": 10001, "seats": ["A2"]}, token="t")
    assert answer["data"]["releaseSeats"] == {
        "rply": True,
        "msg": "Released: A2. Still held: A1, A3.",
    }
    assert amended == [["A1", "A3"]]
    assert "bookings.release" not in upstream.calls


async def test_releasing_all_seats_ends_the_hold() -> None:
    door, upstream = gateway(
        {"bookings.get": samples.booking("A1", "A2"), "bookings.release": True}
    )
    answer = await door.execute(RELEASE, {"show": 10001, "seats": ["A2", "A1"]}, token="t")
    assert answer["data"]["releaseSeats"] == {"rply": True, "msg": "Released: A1, A2."}
    assert "bookings.amend" not in upstream.calls


@pytest.mark.parametrize(
    ("show_id", "seats"), [(10001, []), (10001, ["Z9"]), (10001, ["A1", "Z9"]), (10002, ["A1"])]
)
async def test_releasing_what_is_not_in_the_hold_changes_nothing(
    show_id: int, seats: list[str]
) -> None:
    door, upstream = gateway({"bookings.get": samples.booking("A1", "A2")})
    answer = await door.execute(RELEASE, {"show": show_id, "seats": seats}, token="t")
    assert answer["errors"][0]["extensions"]["code"] == "BAD_INPUT"
    assert not {"bookings.amend", "bookings.release"} & set(upstream.calls)


@pytest.mark.parametrize(
    ("state", "paid_minor", "payment_status"),
    [
        (BookingState.HELD, 0, 0),
        (BookingState.PENDING, 0, 1),
        (BookingState.CONFIRMED, 32_000, 2),
        (BookingState.CANCELLED, 0, 0),
        (BookingState.EXPIRED, 0, 3),
        (BookingState.EXPIRED, 32_000, 2),
        (BookingState.REFUND_PENDING, 32_000, 2),
        (BookingState.REFUNDED, 0, 4),
    ],
)
async def test_a_bookings_two_statuses_are_the_contracts_numbers(
    state: BookingState, paid_minor: int, payment_status: int
) -> None:
    sold = samples.booking("A1", state=state, paid_minor=paid_minor)
    door, _ = gateway({"bookings.get": sold, "payments.states": (BookingPayments("b-secret", ()),)})
    answer = await door.execute(
        '{ getBookingDetails(bookId: "b-secret") { payment_status booking_status seatIDs } }',
        token="t",
    )
    assert answer["data"]["getBookingDetails"] == {
        "payment_status": payment_status,
        "booking_status": int(state),
        "seatIDs": ["A1"],
    }


async def test_a_hold_that_was_never_claimed_had_no_payment_that_could_fail() -> None:
    over = replace(samples.booking("A1", state=BookingState.EXPIRED), number="")
    door, _ = gateway({"bookings.get": over})
    answer = await door.execute(
        '{ getBookingDetails(bookId: "b-secret") { payment_status booking_status } }', token="t"
    )
    assert answer == {"data": {"getBookingDetails": {"payment_status": 0, "booking_status": 4}}}


async def test_each_state_of_a_seat_has_its_number_and_its_word() -> None:
    plan = hall("ssss")
    layout = Layout("100001", "S1", "PVRAH", plan, "digest", samples.NOON)
    states = bytes([SeatState.AVAILABLE, SeatState.LOCKED, SeatState.BOOKED, SeatState.BLOCKED])
    snapshot = SeatSnapshot(10001, "100001", "e1", 7, samples.NOON, states, ())
    door, _ = gateway({"bookings.seats": snapshot, "displays.layouts": (layout,)})
    answer = await door.execute(
        '{ getAvailableSeats(show_id: 10001) { Status } getSeats(id: "10001") { id Status } }'
    )
    assert [seat["Status"] for seat in answer["data"]["getAvailableSeats"]] == [0, 1, 2, 3]
    assert answer["data"]["getSeats"] == [
        {"id": "A1", "Status": "available"},
        {"id": "A2", "Status": "locked"},
        {"id": "A3", "Status": "booked"},
        {"id": "A4", "Status": "booked"},
    ]


async def test_the_payments_of_a_shows_bookings_are_asked_for_at_once() -> None:
    asked: list[tuple[str, ...]] = []

    def states(booking_ids: tuple[str, ...]) -> tuple[BookingPayments, ...]:
        asked.append(booking_ids)
        return tuple(BookingPayments(each, (PaymentState.FAILED,)) for each in booking_ids)

    bookings = [
        replace(samples.booking("A1", state=state), booking_id=booking_id)
        for booking_id, state in (
            ("b-1", BookingState.PENDING),
            ("b-2", BookingState.CONFIRMED),
            ("b-3", BookingState.CANCELLED),
        )
    ]
    door, _ = gateway(
        {
            "shows.get": samples.show(),
            "bookings.of_shows": tuple(bookings),
            "payments.states": states,
        }
    )
    answer = await door.execute(
        "{ getBookingsDetails(show_id: 10001) { payment_status } }", token="t"
    )
    statuses = [each["payment_status"] for each in answer["data"]["getBookingsDetails"]]
    assert statuses == [3, 2, 3]
    assert asked == [("b-1", "b-3")]


async def test_whoever_watches_a_booking_reads_its_payments_as_they_are_by_then() -> None:
    answers = iter(((PaymentState.OPEN,), (PaymentState.REFUND_DUE,)))
    pending = samples.booking("A1", state=BookingState.PENDING)
    door, _ = gateway(
        {
            "bookings.get": pending,
            "bookings.watch_booking": (pending, replace(pending, state=BookingState.CANCELLED)),
            "payments.states": lambda ids: (BookingPayments(ids[0], next(answers)),),
        }
    )
    watching = door.subscribe(
        'subscription { bookingChanged(bookingId: "b-secret") { payment_status } }', token="t"
    )
    seen = [event["data"]["bookingChanged"]["payment_status"] async for event in watching]
    assert seen == [1, 2]


async def test_another_theatres_clerk_cannot_read_a_booking_even_knowing_its_key() -> None:
    door, _ = gateway({"users.caller": samples.PUNE_CLERK, "bookings.get": samples.booking("A1")})
    answer = await door.execute('{ booking(bookingId: "b-secret") { number } }', token="t")
    assert answer["data"] is None
    assert answer["errors"][0]["extensions"] == {"code": "NOT_ALLOWED"}


async def test_the_seat_map_starts_with_a_snapshot_and_goes_on_with_deltas() -> None:
    snapshot = SeatSnapshot(10001, "100001", "e1", 7, samples.NOON, b"\x00\x02", ())
    delta = SeatDelta(10001, 8, (SeatChange(0, "A1", 1, "h-public", samples.EVENING),))
    free = SeatDelta(10001, 9, (SeatChange(0, "A1", 0),))
    updates = (SeatUpdate(snapshot=snapshot), SeatUpdate(delta=delta), SeatUpdate(delta=free))
    door, _ = gateway({"shows.get": samples.show(), "bookings.watch_seats": updates})
    text = """subscription { seatMap(showId: 10001) {
      ... on SeatMapSnapshot { epoch version serverTime states }
      ... on SeatMapDelta { version changes { index seatId state holdId expiresAt } }
    } }"""
    assert [each["data"]["seatMap"] async for each in door.subscribe(text, token="t")] == [
        {"epoch": "e1", "version": 7, "serverTime": "2026-11-20T12:00:00Z", "states": "AAI="},
        {
            "version": 8,
            "changes": [
                {
                    "index": 0,
                    "seatId": "A1",
                    "state": 1,
                    "holdId": "h-public",
                    "expiresAt": "2026-11-20T18:00:00Z",
                }
            ],
        },
        {
            "version": 9,
            "changes": [
                {"index": 0, "seatId": "A1", "state": 0, "holdId": None, "expiresAt": None}
            ],
        },
    ]


async def test_a_seat_map_is_refused_before_it_starts() -> None:
    door, upstream = gateway({})
    text = "subscription { seatMap(showId: 10001) { __typename } }"
    (answer,) = [each async for each in door.subscribe(text)]
    assert answer["errors"][0]["extensions"] == {"code": "NOT_SIGNED_IN"}
    assert upstream.calls == []


@pytest.mark.parametrize(
    ("error", "code"), [(NotFound("There is no show 7."), "NOT_FOUND"), (KeyError("x"), "INTERNAL")]
)
async def test_a_stream_that_fails_ends_with_a_response_that_says_so(
    error: Exception, code: str
) -> None:
    door, _ = gateway({"shows.get": samples.show(), "bookings.watch_seats": error})
    text = "subscription { seatMap(showId: 7) { __typename } }"
    (answer,) = [each async for each in door.subscribe(text, token="t")]
    assert answer["errors"][0]["extensions"] == {"code": code}


async def test_a_watcher_who_leaves_ends_the_stream_upstream() -> None:
    ended: list[bool] = []

    def endless(*_arguments: object) -> Any:
        try:
            version = 0
            while True:
                version += 1
                yield SeatUpdate(delta=SeatDelta(10001, version, ()))
        finally:
            ended.append(True)

    door, _ = gateway({"shows.get": samples.show(), "bookings.watch_seats": endless})
    text = "subscription { seatMap(showId: 10001) { ... on SeatMapDelta { version } } }"
    stream = door.subscribe(text, token="t")
    assert (await anext(stream))["data"] == {"seatMap": {"version": 1}}
    await stream.aclose()
    assert ended == [True]
