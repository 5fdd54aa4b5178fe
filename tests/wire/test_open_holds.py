"""How many holds somebody from outside may have open at once."""

from typing import Any

from boxoffice.gateway.executor import Gateway
from boxoffice.gateway.open_holds import OpenLimits
from tests.wire import documents
from tests.wire.conftest import Town

HERE, ELSEWHERE = "203.0.113.5", "203.0.113.6"


class Street:
    """People in front of a gateway that lets guests have two open holds of four seats in all."""

    def __init__(self, town: Town) -> None:
        self._town = town
        self._gateway = Gateway(
            town.services, town.clock, guests=True, open_limits=OpenLimits(holds=2, seats=4)
        )

    async def lock(self, seats: str, address: str, session: str = "", **more: str) -> Any:
        """The hold's key, or the code it is refused with; None where the seat is gone."""
        lock = {
            "showID": self._town.ids.today,
            "userID": "somebody",
            "seatIDs": seats.split(),
            **more,
        }
        answer = await self._gateway.execute(
            documents.LOCK_SEATS, {"lock": lock}, session, address=address
        )
        if "errors" in answer:
            return answer["errors"][0]["extensions"]["code"]
        return answer["data"]["lockSeats"]["BID"]

    async def release(self, booking_id: str, address: str) -> None:
        text = "mutation ($id: ID!) { releaseHold(bookingId: $id) }"
        await self._gateway.execute(text, {"id": booking_id}, address=address)

    async def amend(self, booking_id: str, seats: str) -> str:
        """The code it is refused with; empty where it is not."""
        text = """mutation ($id: ID!, $seats: [SeatChoiceInput!]!) {
          amendHold(bookingId: $id, seats: $seats) { gone } }"""
        chosen = [{"seatId": seat} for seat in seats.split()]
        variables = {"id": booking_id, "seats": chosen}
        answer = await self._gateway.execute(text, variables, address=HERE)
        return answer["errors"][0]["extensions"]["code"] if "errors" in answer else ""

    async def extend(self, booking_id: str) -> None:
        text = "mutation ($id: ID!) { extendHold(bookingId: $id) { state } }"
        assert "errors" not in await self._gateway.execute(text, {"id": booking_id}, address=HERE)


async def test_one_address_holds_so_much_and_no_more(town: Town) -> None:
    street = Street(town)
    first, _ = [await street.lock(seat, HERE) for seat in ("A1", "A2")]
    assert await street.lock("B1", HERE) == "TRY_LATER"
    assert len(await street.lock("B1", ELSEWHERE)) == 32
    await street.release(first, HERE)
    assert len(await street.lock("A1", HERE)) == 32


async def test_a_hold_that_ran_out_counts_no_more(town: Town) -> None:
    street = Street(town)
    for seat in ("A1", "A2"):
        await street.lock(seat, HERE)
    town.clock.advance(481)
    assert len(await street.lock("B1", HERE)) == 32


async def test_staff_and_whoever_is_free_of_limits_hold_as_much_as_they_like(town: Town) -> None:
    street = Street(town)
    for seat in ("A1", "A2", "B1"):
        assert len(await street.lock(seat, HERE, town.ids.tokens["clerk"])) == 32
    for seat in ("B2", "B3", "B4"):
        assert len(await street.lock(seat, "")) == 32


async def test_a_token_that_a_stranger_chose_too_is_no_way_to_somebodys_booking(town: Town) -> None:
    street = Street(town)
    mine = await street.lock("A1", HERE, token="1")
    assert await street.lock("A1", HERE, token="1") == mine
    assert await street.lock("A1", ELSEWHERE, token="1") is None


async def test_one_address_holds_so_many_seats_and_no_more(town: Town) -> None:
    street = Street(town)
    assert await street.lock("A1 A2 B1 B2 B3", HERE) == "TRY_LATER"
    first = await street.lock("A1 A2 B1", HERE)
    assert await street.lock("B2 B3", HERE) == "TRY_LATER"
    assert await street.amend(first, "A1 A2 B1 B2 B3") == "TRY_LATER"
    assert await street.amend(first, "A1 A2 B1 B2") == ""
    assert await street.lock("B3", HERE) == "TRY_LATER"
    assert await street.amend(first, "A1 A2") == ""
    assert len(await street.lock("B2 B3", HERE)) == 32


async def test_an_answer_that_got_lost_counts_once(town: Town) -> None:
    street = Street(town)
    first = await street.lock("A1 A2 B1 B2", HERE, token="1")
    assert await street.lock("A1 A2 B1 B2", HERE, token="1") == first


async def test_a_hold_counts_until_its_new_end_once_extended(town: Town) -> None:
    street = Street(town)
    first = await street.lock("A1 A2 B1 B2", HERE)
    town.clock.advance(400)
    await street.extend(first)
    town.clock.advance(400)
    assert await street.lock("B3", HERE) == "TRY_LATER"
