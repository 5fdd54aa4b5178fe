"""Sign-up, sessions and staff, as a client of the contract speaks of them."""

from contextlib import aclosing
from typing import Any

from boxoffice.gateway.executor import Gateway
from boxoffice.gateway.standing import RECHECK_SECONDS
from tests.wire import documents
from tests.wire.conftest import PASSWORD, SIGN_IN, Line, Town

REQUEST_CODE = "mutation ($contact: String!) { requestCode(contact: $contact) }"
SESSIONS = "{ sessions { sessionId userId beganAt usedAt address deviceName current } }"
END_SESSION = "mutation ($id: ID!) { endSession(sessionId: $id) }"
STAFF = "query ($id: ID!) { staff(theatreId: $id) { username grants { role theatreId } } }"
SEAT_MAP = "subscription ($id: Int!) { seatMap(showId: $id) { __typename } }"
PAN = "query ($id: String!) { fetchTheatre(id: $id) { pan } }"


async def test_where_no_mail_is_set_up_the_refusal_says_so(town: Town) -> None:
    refusal = await town.guest().refusal(REQUEST_CODE, contact="asha@example.org")
    assert refusal == "NO_PROVIDER"
    assert await town.guest().refusal(REQUEST_CODE, contact="asha") == "BAD_INPUT"


async def test_one_sees_ones_sessions_and_ends_one_at_once(town: Town) -> None:
    there = await town.nobody.ask(
        SIGN_IN.replace("password: $password)", 'password: $password, deviceName: "Till 2")'),
        username="clerk",
        password=PASSWORD,
    )
    listed = await town.clerk.ask(SESSIONS)
    assert {(each["deviceName"], each["current"]) for each in listed} == {
        ("Till 2", False),
        ("", True),
    }
    (other,) = [each for each in listed if not each["current"]]
    assert (other["beganAt"], other["address"]) == ("2026-11-20T12:00:00Z", town.address)
    assert await town.clerk.ask(END_SESSION, id=other["sessionId"]) is True
    ended = Line(town.transport, there["accessToken"])
    assert await ended.refusal(SESSIONS) == "NOT_SIGNED_IN"


async def test_guessing_from_an_address_is_refused_there_alone(town: Town) -> None:
    gateway = Gateway(town.services, town.clock)

    async def code(address: str, password: str) -> str:
        variables = {"username": "clerk", "password": password}
        answer = await gateway.execute(SIGN_IN, variables, address=address)
        return answer["errors"][0]["extensions"]["code"] if "errors" in answer else ""

    wrong = [await code("198.51.100.9", "wrong password") for _ in range(6)]
    assert wrong == ["NOT_SIGNED_IN"] * 5 + ["TRY_LATER"]
    assert await code("198.51.100.9", PASSWORD) == "TRY_LATER"
    assert await code("203.0.113.7", PASSWORD) == ""
    addresses = {each["address"] for each in await town.clerk.ask(SESSIONS)}
    assert addresses == {"", "203.0.113.7"}


async def test_a_stream_ends_with_the_session_it_was_asked_for_with(town: Town) -> None:
    async def next_type(stream: Any) -> object:
        response = await anext(stream)
        if "errors" in response:
            return response["errors"][0]["extensions"]["code"]
        return response["data"]["seatMap"]["__typename"]

    async def hold(seat_id: str) -> None:
        lock = {"showID": town.ids.today, "userID": "u", "seatIDs": [seat_id]}
        await town.system.ask(documents.LOCK_SEATS, lock=lock)

    variables = {"id": town.ids.today}
    clerk = town.clerk
    async with aclosing(town.transport.subscribe(SEAT_MAP, variables, clerk.token)) as stream:
        assert await next_type(stream) == "SeatMapSnapshot"
        town.clock.advance(RECHECK_SECONDS)
        await hold("B1")
        assert str(await next_type(stream)).startswith("SeatMap")
        (session,) = await clerk.ask(SESSIONS)
        await clerk.ask(END_SESSION, id=session["sessionId"])
        town.clock.advance(RECHECK_SECONDS)
        await hold("B2")
        assert await next_type(stream) == "NOT_SIGNED_IN"


async def test_a_theatres_staff_are_listed_for_its_admin(town: Town) -> None:
    listed = await town.admin.ask(STAFF, id=town.ids.theatre_id)
    theatre_ids = {grant["theatreId"] for user in listed for grant in user["grants"]}
    assert theatre_ids == {town.ids.theatre_id}
    assert {"admin", "clerk"} <= {user["username"] for user in listed}


async def test_a_pan_is_empty_for_outsiders_and_for_those_whose_session_has_ended(
    town: Town,
) -> None:
    asked = {"id": town.ids.theatre_id}
    for outsider in town.outsiders:
        assert await outsider.ask(PAN, **asked) == {"pan": ""}
    assert await town.stranger.ask(PAN, **asked) == {"pan": ""}
    assert await town.clerk.ask(PAN, **asked) == {"pan": "AAACP1234A"}


async def test_bookings_behind_a_show_are_its_own_theatres_alone(town: Town) -> None:
    lock = {"showID": town.ids.today, "userID": "u1", "seatIDs": ["A1"]}
    await town.clerk.ask(documents.LOCK_SEATS, lock=lock)
    own = await town.clerk.ask(documents.GET_SHOWS_FOR_ADMIN, theatreId=town.ids.theatre_id)
    assert [len(show["bookingDetails"]) for show in own] == [1, 0]
    asked = {"theatreId": town.ids.other_theatre_id}
    assert await town.stranger.ask(documents.GET_SHOWS_FOR_ADMIN, **asked) == []
    details = {"showId": town.ids.today, "showTime": "2026-11-20T16:00:00Z"}
    refusal = await town.stranger.refusal(documents.GET_SHOW_DETAILS, **asked, **details)
    assert refusal == "NOT_FOUND"
