"""Locking and letting go: the rules that part 1 of the contract gives them."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.wire import documents
from tests.wire.conftest import Line, Town

REFUSED = {"success": False, "BID": None, "expiresAt": None, "total_price": 0.0}


async def lock(line: Line, show_id: int, *seat_ids: str, **more: object) -> Any:
    wanted = {"showID": show_id, "userID": "u1", "seatIDs": list(seat_ids), **more}
    return await line.ask(documents.LOCK_SEATS, lock=wanted)


async def states(town: Town) -> dict[str, int]:
    """The seats of today's show that are not free."""
    seats = await town.nobody.ask(documents.GET_AVAILABLE_SEATS, id=town.ids.today)
    return {seat["seatID"]: seat["Status"] for seat in seats if seat["Status"]}


def release(town: Town, booking_id: str, *seat_ids: str, **changed: object) -> dict[str, object]:
    rel = {"showID": town.ids.today, "BID": booking_id, "userID": "u1", "seatIDs": list(seat_ids)}
    return {**rel, **changed}


async def details(town: Town, booking_id: str) -> Any:
    return await town.clerk.ask(documents.GET_BOOKING_DETAILS, id=booking_id)


async def test_without_a_token_every_call_is_a_new_hold(town: Town) -> None:
    first = await lock(town.clerk, town.ids.today, "A1")
    second = await lock(town.clerk, town.ids.today, "A2")
    again = await lock(town.clerk, town.ids.today, "A1")
    assert first["success"] is second["success"] is True
    assert first["BID"] != second["BID"]
    assert again == {
        **REFUSED,
        "showID": town.ids.today,
        "userID": "u1",
        "message": "Gone already: A1.",
    }


async def test_with_a_token_the_same_call_gets_the_same_answer(town: Town) -> None:
    first = await lock(town.clerk, town.ids.today, "A1", "B2", token="t-1")
    town.clock.advance(60)
    assert await lock(town.clerk, town.ids.today, "A1", "B2", token="t-1") == first
    assert await states(town) == {"A1": 1, "B2": 1}
    other = await lock(town.clerk, town.ids.today, "A1", token="t-2")
    assert other["success"] is False


async def test_one_persons_token_is_nobody_elses(town: Town) -> None:
    mine = await lock(town.clerk, town.ids.today, "A1", token="t", userID="u1")
    theirs = await lock(town.clerk, town.ids.today, "A2", token="t", userID="u2")
    assert theirs["success"] is True
    assert theirs["BID"] != mine["BID"]


async def test_a_token_whose_hold_was_sold_holds_nothing_more(town: Town) -> None:
    held = await lock(town.clerk, town.ids.today, "A1", token="t-1")
    tenders = [{"kind": "CASH", "amountMinor": 40_000}]
    paying = {"bookingId": held["BID"], "tenders": tenders, "key": "k-1"}
    await town.clerk.ask(documents.TAKE_PAYMENT, **paying)
    again = await lock(town.clerk, town.ids.today, "A1", token="t-1")
    assert again["success"] is False
    assert await states(town) == {"A1": 2}


async def test_a_user_id_need_not_exist_and_is_said_back(town: Town) -> None:
    answer = await lock(town.clerk, town.ids.today, "A1", userID="nobody-anyone-knows")
    assert answer["userID"] == "nobody-anyone-knows"
    assert (await details(town, answer["BID"]))["user_id"] == "nobody-anyone-knows"


async def test_seats_may_span_categories_unless_one_is_named(town: Town) -> None:
    both = await lock(town.clerk, town.ids.today, "A1", "B1")
    assert (both["success"], both["total_price"]) == (True, 600.0)
    right = await lock(town.clerk, town.ids.today, "B2", "B3", categoryId=1)
    assert (right["success"], right["total_price"]) == (True, 400.0)
    wrong = await lock(town.clerk, town.ids.today, "A2", "B4", categoryId=1)
    assert wrong["success"] is False
    assert "A2" in wrong["message"]
    assert "B4" not in wrong["message"]
    assert await states(town) == {"A1": 1, "B1": 1, "B2": 1, "B3": 1}


async def test_a_refusal_names_every_seat_that_is_gone_and_no_other(town: Town) -> None:
    await lock(town.clerk, town.ids.today, "A1", "B3")
    answer = await lock(town.clerk, town.ids.today, "B1", "A1", "B2", "B3")
    assert answer["message"] == "Gone already: A1, B3."
    unknown = await lock(town.clerk, town.ids.today, "B1", "Z1", "Z2")
    assert "Z1, Z2" in unknown["message"]
    assert await states(town) == {"A1": 1, "B3": 1}


async def test_a_single_seat_left_alone_is_no_reason_to_refuse(town: Town) -> None:
    assert (await lock(town.clerk, town.ids.today, "B1", "B3"))["success"] is True
    assert (await lock(town.clerk, town.ids.today, "B4"))["success"] is True


@pytest.mark.parametrize(("guest", "seconds"), [(False, 300), (True, 480)])
async def test_a_hold_says_until_when_it_stands_and_no_longer(
    town: Town, guest: bool, seconds: int
) -> None:
    line = town.guest() if guest else town.clerk
    held = await lock(line, town.ids.today, "A1")
    expires_at = datetime.fromisoformat(held["expiresAt"])
    assert expires_at == town.clock.now() + timedelta(seconds=seconds)
    town.clock.advance(seconds - 1)
    assert await states(town) == {"A1": 1}
    town.clock.advance(1)
    assert (await lock(town.clerk, town.ids.today, "A1"))["success"] is True


async def test_what_is_released_can_be_had_and_the_rest_stays_held(town: Town) -> None:
    held = await lock(town.clerk, town.ids.today, "A1", "B1", "B2")
    town.clock.advance(10)
    answer = await town.clerk.ask(
        documents.RELEASE_SEATS, rel=release(town, held["BID"], "A1", "B2")
    )
    assert answer == {"rply": True, "msg": "Released: A1, B2. Still held: B1."}
    left = await details(town, held["BID"])
    assert (left["seatIDs"], left["total_price"], left["booking_status"]) == (["B1"], 200.0, 0)
    assert (left["created_at"], left["updated_at"]) == (
        "2026-11-20T12:00:00Z",
        "2026-11-20T12:00:10Z",
    )
    assert (await lock(town.clerk, town.ids.today, "A1", "B2"))["success"] is True


async def test_the_booking_id_alone_lets_go_whoever_is_named_beside_it(town: Town) -> None:
    held = await lock(town.clerk, town.ids.today, "A1")
    rel = release(town, held["BID"], "A1", userID="somebody else")
    assert (await town.clerk.ask(documents.RELEASE_SEATS, rel=rel))["rply"] is True
    assert await states(town) == {}


async def test_a_release_that_does_not_fit_its_booking_changes_nothing(town: Town) -> None:
    held = await lock(town.clerk, town.ids.today, "A1", "B1")
    for rel in (
        release(town, held["BID"], "A1", showID=town.ids.tomorrow),
        release(town, held["BID"], "A1", "B2"),
        release(town, held["BID"], "Z9"),
        release(town, held["BID"]),
    ):
        assert await town.clerk.refusal(documents.RELEASE_SEATS, rel=rel) == "BAD_INPUT"
    assert await states(town) == {"A1": 1, "B1": 1}


async def test_of_a_hold_that_is_over_nothing_is_left_to_release(town: Town) -> None:
    held = await lock(town.clerk, town.ids.today, "A1", "B1")
    town.clock.advance(301)
    for seat_ids in (("A1",), ("A1", "B1")):
        rel = release(town, held["BID"], *seat_ids)
        assert (await town.clerk.ask(documents.RELEASE_SEATS, rel=rel))["rply"] is False


async def test_a_hold_reads_held_and_after_its_time_expired(town: Town) -> None:
    held = await lock(town.guest(), town.ids.today, "A1")
    first = await town.guest().ask(documents.GET_BOOKING_DETAILS, id=held["BID"])
    assert (first["booking_status"], first["payment_status"]) == (0, 0)
    town.clock.advance(481)
    over = await town.guest().ask(documents.GET_BOOKING_DETAILS, id=held["BID"])
    assert over == {
        **first,
        "booking_status": 4,
        "updated_at": "2026-11-20T12:08:00Z",
    }
    shows_own = await town.clerk.ask(documents.GET_BOOKINGS_DETAILS, id=town.ids.today)
    assert shows_own == []


async def test_a_hold_let_go_reads_cancelled(town: Town) -> None:
    held = await lock(town.clerk, town.ids.today, "A1")
    await town.clerk.ask(documents.RELEASE_SEATS, rel=release(town, held["BID"], "A1"))
    over = await details(town, held["BID"])
    assert (over["booking_status"], over["payment_status"], over["seatIDs"]) == (3, 0, ["A1"])


async def test_a_booking_whose_payment_never_came_reads_expired_and_its_payment_failed(
    town: Town,
) -> None:
    held = await lock(town.clerk, town.ids.today, "A1")
    pending = await town.services.bookings.claim(held["BID"], "u1")
    assert pending.expires_at is not None
    town.clock.advance((pending.expires_at - town.clock.now()).total_seconds())
    await town.services.bookings.expire(held["BID"])
    over = await details(town, held["BID"])
    assert (over["booking_status"], over["payment_status"]) == (4, 3)
    assert await states(town) == {}


async def test_a_booking_that_waits_for_its_payment_reads_pending_and_its_seats_locked(
    town: Town,
) -> None:
    held = await lock(town.clerk, town.ids.today, "A1")
    await town.services.bookings.claim(held["BID"], "u1")
    pending = await details(town, held["BID"])
    assert (pending["booking_status"], pending["payment_status"]) == (1, 1)
    assert await states(town) == {"A1": 1}
    words = await town.nobody.ask(documents.GET_SEATS, id=str(town.ids.today))
    assert words[0] == {"id": "A1", "Status": "locked"}
    part = release(town, held["BID"], "A1")
    assert (await town.clerk.ask(documents.RELEASE_SEATS, rel=part))["rply"] is True
    assert (await details(town, held["BID"]))["booking_status"] == 3
    assert await states(town) == {}


async def test_a_sold_booking_is_not_released(town: Town) -> None:
    held = await lock(town.clerk, town.ids.today, "A1", "B1")
    tenders = [{"kind": "CASH", "amountMinor": 60_000}]
    paying = {"bookingId": held["BID"], "tenders": tenders, "key": "k-1"}
    await town.clerk.ask(documents.TAKE_PAYMENT, **paying)
    for seat_ids in (("A1",), ("A1", "B1")):
        rel = release(town, held["BID"], *seat_ids)
        assert await town.clerk.refusal(documents.RELEASE_SEATS, rel=rel) == "WRONG_STATE"
    assert await states(town) == {"A1": 2, "B1": 2}
