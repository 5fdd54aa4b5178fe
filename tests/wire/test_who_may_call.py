"""Who may call what, as the contract says it."""

from typing import Any

from boxoffice.model.user import StaffUser
from tests.wire import documents
from tests.wire.building import own_screen
from tests.wire.conftest import PASSWORD, SIGN_IN, Line, Town

GUEST = {"locId": None, "email": None, "phone": None, "lon": 72.8, "lat": 19.1}


def discovery(town: Town) -> list[tuple[str, dict[str, Any]]]:
    here = {"lon": 72.8424, "lat": 19.1197}
    return [
        (documents.GET_MOVIES, {"user": {**here, "radius": 5.0}}),
        (documents.GET_MOVIE, {"id": "M1"}),
        (documents.GET_SHOW_DATES, {"locID": "MUM1", "movieID": "M1"}),
        (documents.GET_SHOWS, {"user": {**here, "radius": 5.0}, "d": "20261120"}),
        (documents.FETCH_THEATRE, {"id": town.ids.theatre_id}),
        (documents.FETCH_THEATRE_BY_LOC, {"location": here}),
        (documents.GET_SCREEN, {"layoutId": town.ids.layout_id}),
        (documents.GET_SEATS, {"id": str(town.ids.today)}),
        (documents.GET_AVAILABLE_SEATS, {"id": town.ids.today}),
    ]


def for_guests(town: Town, booking_id: str) -> list[tuple[str, dict[str, Any]]]:
    """What guest booking opens; the last one lets the hold go."""
    payment = {"bookingID": booking_id, "paymentMethodId": "upi_card_mock"}
    lock = {"showID": town.ids.today, "userID": "u", "seatIDs": ["B4"]}
    rel = {"showID": town.ids.today, "BID": booking_id, "userID": "u", "seatIDs": ["A1"]}
    return [
        (documents.ADD_GUEST_USER, {"guest": GUEST}),
        (documents.LOCK_SEATS, {"lock": lock}),
        (documents.GET_BOOKING_DETAILS, {"id": booking_id}),
        (documents.MAKE_PAYMENT, {"input": payment}),
        (documents.RELEASE_SEATS, {"rel": rel}),
    ]


def for_staff(town: Town) -> list[tuple[str, dict[str, Any]]]:
    """What needs a role at the first theatre; none of it changes anything when refused."""
    theatre_id, show_id = town.ids.theatre_id, town.ids.today
    show = documents.show(own_screen(town), "2026-11-22T16:00:00Z")
    adding = {"date": "2026-11-22T00:00:00Z", "movieID": "M1", "theatreId": theatre_id}
    return [
        (documents.GET_SCREENS, {"theatreId": theatre_id}),
        (documents.GET_SHOWS_FOR_ADMIN, {"theatreId": theatre_id}),
        (
            documents.GET_SHOW_DETAILS,
            {"theatreId": theatre_id, "showId": show_id, "showTime": "2026-11-20T16:00:00Z"},
        ),
        (documents.GET_BOOKINGS_DETAILS, {"id": show_id}),
        (documents.ADD_SCREEN, {"screen": documents.screen(theatre_id)}),
        (documents.ADD_SHOW, {**adding, "shs": [show]}),
        (
            documents.UPDATE_SHOW_STATUS,
            {"theatreId": theatre_id, "showId": show_id, "status": 1},
        ),
    ]


def for_admins() -> list[tuple[str, dict[str, Any]]]:
    """What needs a role of its own, whatever the theatre."""
    return [
        (documents.ADD_THEATRE, {"theatre": documents.ANDHERI}),
        (documents.CREATE_MOVIE, {"movie": documents.MOVIE}),
        (documents.UPDATE_MOVIE, {"movie": documents.MOVIE}),
        (documents.DELETE_MOVIE, {"id": "M1"}),
        (documents.ADD_LOCATION, {"loc": [documents.MUMBAI]}),
    ]


async def customer(town: Town) -> Line:
    """Somebody signed in who has no role, as customers have none at a theatre."""
    someone = StaffUser("", "customer", "Customer", ())
    await town.services.users.put_staff(someone, PASSWORD)
    session = await town.nobody.ask(SIGN_IN, username="customer", password=PASSWORD)
    return Line(town.transport, session["accessToken"])


async def held(line: Line, town: Town) -> str:
    lock = {"showID": town.ids.today, "userID": "u", "seatIDs": ["A1"]}
    return str((await line.ask(documents.LOCK_SEATS, lock=lock))["BID"])


async def test_discovery_is_public(town: Town) -> None:
    for outsider in town.outsiders:
        for text, variables in discovery(town):
            assert await outsider.ask(text, **variables)
        theatre = await outsider.ask(documents.FETCH_THEATRE, id=town.ids.theatre_id)
        assert theatre["pan"] == ""


async def test_a_plain_probe_is_answered_without_a_sign_in(town: Town) -> None:
    assert await town.nobody.ask("{ __typename }") == "Query"


async def test_guests_book_where_the_gateway_takes_them_and_others_sign_in(town: Town) -> None:
    booking_id = await held(town.guest(), town)
    for text, variables in for_guests(town, booking_id):
        assert await town.nobody.refusal(text, **variables) == "NOT_SIGNED_IN"
    for text, variables in for_guests(town, booking_id):
        response = await town.guest().transport.execute(text, variables, "")
        codes = {error["extensions"]["code"] for error in response.get("errors", ())}
        # A payment method may not be set up here; whoever asks is let as far as that.
        assert codes <= {"NO_PROVIDER"}


async def test_a_customer_books_but_does_nothing_that_needs_a_role(town: Town) -> None:
    line = await customer(town)
    booking_id = await held(line, town)
    for text, variables in for_guests(town, booking_id):
        response = await line.transport.execute(text, variables, line.token)
        codes = {error["extensions"]["code"] for error in response.get("errors", ())}
        assert codes <= {"NO_PROVIDER"}
    for text, variables in (*for_staff(town), *for_admins()):
        assert await line.refusal(text, **variables) == "NOT_ALLOWED"


async def test_what_needs_a_role_is_refused_to_who_has_none_or_anothers_theatres(
    town: Town,
) -> None:
    for text, variables in for_staff(town):
        assert await town.guest().refusal(text, **variables) == "NOT_SIGNED_IN"
        assert await town.stranger.refusal(text, **variables) == "NOT_ALLOWED"
    for text, variables in for_admins():
        assert await town.guest().refusal(text, **variables) == "NOT_SIGNED_IN"
        assert await town.clerk.refusal(text, **variables) == "NOT_ALLOWED"


async def test_who_signed_in_reads_oneself_and_staff_reads_anyone(town: Town) -> None:
    line = await customer(town)
    oneself = await line.ask(documents.FETCH_USER)
    assert await line.ask(documents.FETCH_USER, id=oneself["id"]) == oneself
    clerk = await town.clerk.ask(documents.FETCH_USER)
    assert await line.refusal(documents.FETCH_USER, id=clerk["id"]) == "NOT_ALLOWED"
    assert await town.clerk.ask(documents.FETCH_USER, id=oneself["id"]) == oneself
    assert await town.guest().refusal(documents.FETCH_USER) == "NOT_SIGNED_IN"


async def test_a_pan_is_read_by_the_theatres_staff_and_in_the_answer_to_who_adds_it(
    town: Town,
) -> None:
    line = await customer(town)
    theatre = await line.ask(documents.FETCH_THEATRE, id=town.ids.theatre_id)
    assert theatre["pan"] == ""
    added = await town.admin.ask(documents.ADD_THEATRE, theatre=documents.ANDHERI)
    assert added["pan"] == "AAACP1234A"
    assert added["id"] not in (town.ids.theatre_id, town.ids.other_theatre_id)
    assert added["id"].isupper()
    stranger = await town.stranger.ask(documents.FETCH_THEATRE, id=added["id"])
    assert stranger["pan"] == ""


async def test_a_customers_hold_is_their_own_whomever_they_write(town: Town) -> None:
    line = await customer(town)
    themselves = (await line.ask("{ me { userId } }"))["userId"]
    for asker, whose in ((line, themselves), (town.clerk, "u"), (town.guest(), "u")):
        booking_id = await held(asker, town)
        assert (await town.services.bookings.get(booking_id)).user_id == whose
        await town.services.bookings.release(booking_id, "")
