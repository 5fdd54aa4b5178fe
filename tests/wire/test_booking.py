from typing import Any

import pytest

from tests.wire import documents
from tests.wire.conftest import Line, Town

CASH = {"kind": "CASH", "givenMinor": 100_000}


async def lock(line: Line, show_id: int, *seat_ids: str, **more: object) -> Any:
    """The answer to lockSeats for user u1."""
    wanted = {"showID": show_id, "userID": "u1", "seatIDs": list(seat_ids), **more}
    return await line.ask(documents.LOCK_SEATS, lock=wanted)


async def states(town: Town) -> dict[str, int]:
    seats = await town.nobody.ask(documents.GET_AVAILABLE_SEATS, id=town.ids.today)
    return {seat["seatID"]: seat["Status"] for seat in seats if seat["Status"]}


async def test_seats_are_locked_for_five_minutes_at_the_counter(town: Town) -> None:
    answer = await lock(town.clerk, town.ids.today, "A1", "B1")
    booking_id = answer.pop("BID")
    assert answer == {
        "success": True,
        "showID": town.ids.today,
        "userID": "u1",
        "expiresAt": "2026-11-20T12:05:00Z",
        "message": "Held: A1, B1.",
        "total_price": 600.0,
    }
    assert await states(town) == {"A1": 1, "B1": 1}
    assert await town.clerk.ask(documents.GET_BOOKING_DETAILS, id=booking_id) == {
        "booking_id": booking_id,
        "show_id": town.ids.today,
        "user_id": "u1",
        "total_price": 600.0,
        "payment_status": 0,
        "booking_status": 0,
        "created_at": "2026-11-20T12:00:00Z",
        "updated_at": "2026-11-20T12:00:00Z",
        "seatIDs": ["A1", "B1"],
    }


async def test_a_guest_holds_for_eight_minutes_with_the_booking_id_as_the_key(town: Town) -> None:
    guest = town.guest()
    answer = await lock(guest, town.ids.today, "B1", "B2")
    assert answer["expiresAt"] == "2026-11-20T12:08:00Z"
    details = await guest.ask(documents.GET_BOOKING_DETAILS, id=answer["BID"])
    assert details["seatIDs"] == ["B1", "B2"]
    assert await guest.refusal(documents.GET_BOOKING_DETAILS, id="guessed") == "NOT_FOUND"


async def test_without_guest_booking_one_signs_in_first(town: Town) -> None:
    wanted = {"showID": town.ids.today, "userID": "u1", "seatIDs": ["A1"]}
    assert await town.nobody.refusal(documents.LOCK_SEATS, lock=wanted) == "NOT_SIGNED_IN"
    assert await states(town) == {}


async def test_a_refused_lock_names_the_seats_that_are_gone_and_holds_none(town: Town) -> None:
    await lock(town.clerk, town.ids.today, "B2")
    answer = await lock(town.guest(), town.ids.today, "B1", "B2", "B3")
    assert answer["success"] is False
    assert answer["BID"] is None
    assert answer["total_price"] == 0.0
    assert "B2" in answer["message"]
    assert "B1" not in answer["message"]
    assert await states(town) == {"B2": 1}


@pytest.mark.parametrize("seat_ids", [["Z9"], ["A1", "A1"], ["-"]])
async def test_a_lock_of_seats_that_cannot_be_names_them(town: Town, seat_ids: list[str]) -> None:
    answer = await lock(town.clerk, town.ids.today, *seat_ids)
    assert answer["success"] is False
    assert seat_ids[-1] in answer["message"]
    assert await states(town) == {}


async def test_a_lock_of_nothing_or_of_ten_thousand_seats_is_bad_input(town: Town) -> None:
    for seat_ids in ([], [f"A{number}" for number in range(10_000)]):
        wanted = {"showID": town.ids.today, "userID": "u1", "seatIDs": seat_ids}
        assert await town.clerk.refusal(documents.LOCK_SEATS, lock=wanted) == "BAD_INPUT"
    assert await states(town) == {}


async def test_a_lock_for_an_unknown_show_is_not_found(town: Town) -> None:
    wanted = {"showID": 99999, "userID": "u1", "seatIDs": ["A1"]}
    assert await town.clerk.refusal(documents.LOCK_SEATS, lock=wanted) == "NOT_FOUND"


async def test_the_same_token_gets_the_same_lock(town: Town) -> None:
    first = await lock(town.clerk, town.ids.today, "A1", token="t-1")
    again = await lock(town.clerk, town.ids.today, "A1", token="t-1")
    assert first["BID"] == again["BID"]


async def test_releasing_some_seats_keeps_the_others(town: Town) -> None:
    held = await lock(town.clerk, town.ids.today, "B1", "B2", "B3")
    release = {"showID": town.ids.today, "BID": held["BID"], "userID": "u1"}
    some = await town.clerk.ask(documents.RELEASE_SEATS, rel={**release, "seatIDs": ["B2"]})
    assert some == {"rply": True, "msg": "Released: B2. Still held: B1, B3."}
    assert await states(town) == {"B1": 1, "B3": 1}
    rest = await town.clerk.ask(documents.RELEASE_SEATS, rel={**release, "seatIDs": ["B3", "B1"]})
    assert rest == {"rply": True, "msg": "Released: B1, B3."}
    assert await states(town) == {}


async def test_letting_go_again_after_a_lost_answer_is_no_error(town: Town) -> None:
    held = await lock(town.clerk, town.ids.today, "B1")
    release = {"showID": town.ids.today, "BID": held["BID"], "userID": "u1", "seatIDs": ["B1"]}
    again = {"rply": False, "msg": "There was nothing left to release."}
    assert (await town.clerk.ask(documents.RELEASE_SEATS, rel=release))["rply"] is True
    assert await town.clerk.ask(documents.RELEASE_SEATS, rel=release) == again
    # Another gateway never heard of this hold, and answers so of every id.
    for unknown in (held["BID"], "never-was"):
        answer = await town.guest().ask(documents.RELEASE_SEATS, rel={**release, "BID": unknown})
        assert answer == again


async def test_an_online_payment_is_refused_in_words_where_no_provider_is_set(town: Town) -> None:
    held = await lock(town.clerk, town.ids.today, "B1")
    asked = {"bookingID": held["BID"], "paymentMethodId": "upi_card_mock"}
    assert await town.clerk.refusal(documents.MAKE_PAYMENT, input=asked) == "NO_PROVIDER"
    assert await states(town) == {"B1": 1}


async def test_cash_confirms_the_booking_and_the_same_key_never_sells_twice(town: Town) -> None:
    held = await lock(town.clerk, town.ids.today, "A1", "B1")
    tenders = [{**CASH, "amountMinor": 60_000}]
    paying = {"bookingId": held["BID"], "tenders": tenders, "key": "k-1"}
    sold = await town.clerk.ask(documents.TAKE_PAYMENT, **paying)
    assert (sold["booking_status"], sold["payment_status"]) == (2, 2)
    assert await town.clerk.ask(documents.TAKE_PAYMENT, **paying) == sold
    other = {**paying, "tenders": [{**CASH, "amountMinor": 50_000}]}
    assert await town.clerk.refusal(documents.TAKE_PAYMENT, **other) == "KEY_REUSED"
    assert await states(town) == {"A1": 2, "B1": 2}
    words = await town.nobody.ask(documents.GET_SEATS, id=str(town.ids.today))
    assert [seat["Status"] for seat in words[:3]] == ["booked", "available", "booked"]


async def test_a_wrong_amount_sells_nothing(town: Town) -> None:
    held = await lock(town.clerk, town.ids.today, "A1")
    paying = {"bookingId": held["BID"], "tenders": [{**CASH, "amountMinor": 39_999}], "key": "k"}
    assert await town.clerk.refusal(documents.TAKE_PAYMENT, **paying) == "WRONG_AMOUNT"
    assert await states(town) == {"A1": 1}


async def test_a_shows_bookings_are_its_sales_and_its_holds(town: Town) -> None:
    sold = await lock(town.clerk, town.ids.today, "B1")
    await town.clerk.ask(
        documents.TAKE_PAYMENT,
        bookingId=sold["BID"],
        tenders=[{**CASH, "amountMinor": 20_000}],
        key="k",
    )
    await lock(town.clerk, town.ids.today, "B2")
    bookings = await town.clerk.ask(documents.GET_BOOKINGS_DETAILS, id=town.ids.today)
    assert sorted((each["seatIDs"], each["booking_status"]) for each in bookings) == [
        (["B1"], 2),
        (["B2"], 0),
    ]
    shown = await town.clerk.ask(
        documents.GET_SHOW_DETAILS,
        theatreId=town.ids.theatre_id,
        showId=town.ids.today,
        showTime="2026-11-20T16:00:00Z",
    )
    assert shown["bookingDetails"] == bookings


async def test_a_show_fills_from_open_to_fast_filling_to_full(town: Town) -> None:
    async def status() -> int:
        theatres = await town.nobody.ask(documents.GET_SHOWS, d="20261120")
        (shows,) = [each["SHS"] for each in theatres if each["TID"] == town.ids.theatre_id]
        return int(shows[0]["status"])

    await lock(town.clerk, town.ids.today, "B1", "B2", "B3", "B4")
    assert await status() == 1
    await lock(town.clerk, town.ids.today, "A1")
    assert await status() == 3
    await lock(town.clerk, town.ids.today, "A2")
    assert await status() == 2
    (first, _) = await town.clerk.ask(documents.GET_SHOWS_FOR_ADMIN, theatreId=town.ids.theatre_id)
    assert first["status"] == 2


async def test_an_expired_hold_cannot_be_paid_and_its_seats_are_free_again(town: Town) -> None:
    held = await lock(town.clerk, town.ids.today, "A1")
    town.clock.advance(301)
    paying = {"bookingId": held["BID"], "tenders": [{**CASH, "amountMinor": 40_000}], "key": "k"}
    refusal = await town.clerk.refusal(documents.TAKE_PAYMENT, **paying)
    assert refusal in ("HOLD_OVER", "NOT_FOUND")
    assert (await lock(town.clerk, town.ids.today, "A1"))["success"] is True
