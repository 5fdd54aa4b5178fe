import base64
from typing import Any

import pytest

from tests.wire import documents
from tests.wire.conftest import Line, Town


async def lock(line: Line, show_id: int, *seat_ids: str) -> str:
    """The booking id of a hold of these seats."""
    wanted = {"showID": show_id, "userID": "u1", "seatIDs": list(seat_ids)}
    answer = await line.ask(documents.LOCK_SEATS, lock=wanted)
    assert answer["success"] is True
    return str(answer["BID"])


async def pay(line: Line, booking_id: str, amount_minor: int) -> Any:
    tenders = [{"kind": "CASH", "amountMinor": amount_minor}]
    return await line.ask(documents.TAKE_PAYMENT, bookingId=booking_id, tenders=tenders, key="k")


async def test_a_booking_is_told_as_it_is_and_whenever_it_changes(town: Town) -> None:
    booking_id = await lock(town.clerk, town.ids.today, "A1", "B1")
    async with town.admin.watch(documents.BOOKING_CHANGED, bookingId=booking_id) as watched:
        held = await watched.next()
        assert held == await town.clerk.ask(documents.GET_BOOKING_DETAILS, id=booking_id)
        assert (held["booking_status"], held["seatIDs"]) == (0, ["A1", "B1"])
        release = {"showID": town.ids.today, "BID": booking_id, "userID": "u1", "seatIDs": ["B1"]}
        await town.clerk.ask(documents.RELEASE_SEATS, rel=release)
        amended = await watched.next()
        assert (amended["booking_status"], amended["seatIDs"]) == (0, ["A1"])
        assert amended["total_price"] == 400.0
        sold = await pay(town.clerk, booking_id, 40_000)
        while (told := await watched.next())["booking_status"] != 2:
            assert (told["booking_status"], told["payment_status"]) in ((0, 0), (1, 1))
        assert told == sold


@pytest.mark.parametrize(("seconds", "released", "status"), [(0, True, 3), (301, False, 4)])
async def test_a_hold_let_go_is_told_as_cancelled_one_past_its_time_as_expired_and_no_more(
    town: Town, seconds: int, released: bool, status: int
) -> None:
    booking_id = await lock(town.clerk, town.ids.today, "A1")
    async with town.clerk.watch(documents.BOOKING_CHANGED, bookingId=booking_id) as watched:
        assert (await watched.next())["booking_status"] == 0
        town.clock.advance(seconds)
        release = {"showID": town.ids.today, "BID": booking_id, "userID": "u1", "seatIDs": ["A1"]}
        answer = await town.clerk.ask(documents.RELEASE_SEATS, rel=release)
        assert answer["rply"] is released
        told = await watched.next()
        assert told["booking_status"] == status
        assert told == await town.clerk.ask(documents.GET_BOOKING_DETAILS, id=booking_id)
        assert await watched.has_ended()


async def test_who_knows_the_booking_id_watches_but_no_other_theatres_staff(town: Town) -> None:
    booking_id = await lock(town.clerk, town.ids.today, "A1")
    for line, code in ((town.nobody, "NOT_SIGNED_IN"), (town.stranger, "NOT_ALLOWED")):
        async with line.watch(documents.BOOKING_CHANGED, bookingId=booking_id) as watched:
            assert await watched.refusal() == code
    async with town.clerk.watch(documents.BOOKING_CHANGED, bookingId="guessed") as watched:
        assert await watched.refusal() == "NOT_FOUND"
    guest = town.guest()
    booking_id = await lock(guest, town.ids.today, "A2")
    async with guest.watch(documents.BOOKING_CHANGED, bookingId=booking_id) as watched:
        assert (await watched.next())["seatIDs"] == ["A2"]


async def test_a_days_shows_are_told_with_their_seats_and_whichever_changes(town: Town) -> None:
    day = {"theatreId": town.ids.theatre_id, "date": "20261120"}
    async with town.clerk.watch(documents.SHOW_AVAILABILITY, **day) as watched:
        today = {"showId": town.ids.today, "capacity": 6}
        assert await watched.next() == {**today, "status": 1, "available": 6}
        await lock(town.guest(), town.ids.tomorrow, "A1")
        await lock(town.guest(), town.ids.today, "B1", "B2", "B3", "B4")
        assert await watched.next() == {**today, "status": 1, "available": 2}
        await lock(town.clerk, town.ids.today, "A1")
        assert await watched.next() == {**today, "status": 3, "available": 1}
        await lock(town.clerk, town.ids.today, "A2")
        assert await watched.next() == {**today, "status": 2, "available": 0}

        screen = {"id": town.ids.screen_id, "layoutId": town.ids.layout_id}
        (added,) = await town.admin.ask(
            documents.ADD_SHOW,
            date="2026-11-20T00:00:00+05:30",
            movieID="M1",
            theatreId=town.ids.theatre_id,
            shs=[documents.show(screen, "2026-11-20T23:59:00+05:30")],
        )
        new = {"showId": added["showId"], "capacity": 6, "available": 6}
        told = await watched.next()
        # It may be told once before its seats can be sold.
        while told != {**new, "status": 1}:
            assert told == {"showId": added["showId"], "status": 0, "available": 0, "capacity": 0}
            told = await watched.next()
        await town.admin.ask(
            documents.UPDATE_SHOW_STATUS,
            theatreId=town.ids.theatre_id,
            showId=added["showId"],
            status=4,
        )
        assert await watched.next() == {**new, "status": 4}


async def test_a_days_shows_are_told_to_the_theatres_own_staff_alone(town: Town) -> None:
    day = {"theatreId": town.ids.theatre_id, "date": "20261120"}
    for line, code in ((town.guest(), "NOT_SIGNED_IN"), (town.stranger, "NOT_ALLOWED")):
        async with line.watch(documents.SHOW_AVAILABILITY, **day) as watched:
            assert await watched.refusal() == code
    async with town.clerk.watch(
        documents.SHOW_AVAILABILITY, **{**day, "date": "2026-11-20"}
    ) as watched:
        assert await watched.refusal() == "BAD_INPUT"


async def test_the_seat_map_starts_whole_and_goes_on_by_versions(town: Town) -> None:
    async with town.guest().watch(documents.SEAT_MAP, showId=town.ids.today) as watched:
        snapshot = await watched.next()
        epoch, version = snapshot.pop("epoch"), snapshot.pop("version")
        assert snapshot == {
            "showId": town.ids.today,
            "layoutId": town.ids.layout_id,
            "serverTime": "2026-11-20T12:00:00Z",
            "states": base64.b64encode(bytes(6)).decode(),
            "holds": [],
        }
        booking_id = await lock(town.clerk, town.ids.today, "A2")
        delta = await watched.next()
        (change,) = delta["changes"]
        assert (delta["version"], change["index"], change["seatId"]) == (version + 1, 1, "A2")
        assert (change["state"], change["expiresAt"]) == (1, "2026-11-20T12:05:00Z")
        assert change["holdId"] not in ("", None, booking_id)
        await pay(town.clerk, booking_id, 40_000)
        while (newest := await watched.next())["changes"][0]["state"] != 2:
            pass
    position = {"epoch": epoch, "sinceVersion": version}
    async with town.guest().watch(documents.SEAT_MAP, showId=town.ids.today, **position) as again:
        assert await again.next() == delta
    position["sinceVersion"] = newest["version"] + 5
    async with town.guest().watch(documents.SEAT_MAP, showId=town.ids.today, **position) as fresh:
        snapshot = await fresh.next()
        assert base64.b64decode(snapshot["states"]) == b"\x00\x02\x00\x00\x00\x00"


async def test_who_claims_to_have_seen_what_never_was_starts_whole_beside_other_watchers(
    town: Town,
) -> None:
    show_id = town.ids.today
    async with town.guest().watch(documents.SEAT_MAP, showId=show_id) as first:
        snapshot = await first.next()
        claimed = {"epoch": snapshot["epoch"], "sinceVersion": snapshot["version"] + 5}
        await lock(town.clerk, show_id, "A2")
        assert (await first.next())["version"] == snapshot["version"] + 1
        async with town.guest().watch(documents.SEAT_MAP, showId=show_id, **claimed) as second:
            assert (await second.next())["states"]
