from tests.wire import documents
from tests.wire.conftest import Town


async def test_another_theatres_staff_reach_nothing_of_this_one(town: Town) -> None:
    held = await town.clerk.ask(
        documents.LOCK_SEATS, lock={"showID": town.ids.today, "userID": "u1", "seatIDs": ["A1"]}
    )
    key, ask = held["BID"], town.stranger.refusal
    release = {"showID": town.ids.today, "BID": key, "userID": "u1", "seatIDs": ["A1"]}
    tenders = [{"kind": "CASH", "amountMinor": 40_000}]
    screen = {"id": town.ids.screen_id, "layoutId": town.ids.layout_id}
    show = documents.show(screen, "2026-11-22T21:30:00+05:30")
    refusals = [
        await ask(documents.GET_SCREENS, theatreId=town.ids.theatre_id),
        await ask(documents.GET_SHOWS_FOR_ADMIN, theatreId=town.ids.theatre_id),
        await ask(
            documents.GET_SHOW_DETAILS,
            theatreId=town.ids.theatre_id,
            showId=town.ids.today,
            showTime="2026-11-20T16:00:00Z",
        ),
        await ask(documents.GET_BOOKINGS_DETAILS, id=town.ids.today),
        await ask(documents.GET_BOOKING_DETAILS, id=key),
        await ask(
            documents.LOCK_SEATS,
            lock={"showID": town.ids.today, "userID": "u1", "seatIDs": ["A2"]},
        ),
        await ask(documents.RELEASE_SEATS, rel=release),
        await ask(
            documents.MAKE_PAYMENT, input={"bookingID": key, "paymentMethodId": "upi_card_mock"}
        ),
        await ask(documents.TAKE_PAYMENT, bookingId=key, tenders=tenders, key="k"),
        await ask(documents.ADD_SCREEN, screen=documents.screen(town.ids.theatre_id)),
        await ask(
            documents.ADD_SHOW,
            date="2026-11-22T00:00:00+05:30",
            movieID="M1",
            theatreId=town.ids.theatre_id,
            shs=[show],
        ),
        await ask(
            documents.UPDATE_SHOW_STATUS,
            theatreId=town.ids.theatre_id,
            showId=town.ids.today,
            status=4,
        ),
    ]
    assert refusals == ["NOT_ALLOWED"] * len(refusals)
    still = await town.clerk.ask(documents.GET_BOOKING_DETAILS, id=key)
    assert (still["booking_status"], still["seatIDs"]) == (0, ["A1"])


async def test_a_screen_of_another_theatre_gets_no_show(town: Town) -> None:
    screen = {"id": town.ids.screen_id, "layoutId": town.ids.layout_id}
    refusal = await town.stranger.refusal(
        documents.ADD_SHOW,
        date="2026-11-22T00:00:00+05:30",
        movieID="M1",
        theatreId=town.ids.other_theatre_id,
        shs=[documents.show(screen, "2026-11-22T21:30:00+05:30")],
    )
    assert refusal in ("BAD_INPUT", "NOT_FOUND")


async def test_without_a_good_token_only_discovery_answers(town: Town) -> None:
    for line in town.outsiders:
        refusal = await line.refusal(documents.GET_SCREENS, theatreId=town.ids.theatre_id)
        assert refusal == "NOT_SIGNED_IN"
        assert await line.refusal(documents.FETCH_USER) == "NOT_SIGNED_IN"
        assert len(await line.ask(documents.GET_AVAILABLE_SEATS, id=town.ids.today)) == 6
