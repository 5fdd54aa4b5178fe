import pytest

from tests.wire import documents
from tests.wire.conftest import Town


async def test_a_title_is_added_changed_and_deleted(town: Town) -> None:
    movie = {**documents.MOVIE, "movieId": "M2", "title": "A Short Day"}
    assert await town.system.ask(documents.CREATE_MOVIE, movie=movie) == movie
    changed = {**movie, "duration": "2h 4m"}
    assert await town.system.ask(documents.UPDATE_MOVIE, movie=changed) == changed
    assert await town.system.ask(documents.DELETE_MOVIE, id="M2") is True
    assert await town.system.ask(documents.DELETE_MOVIE, id="M2") is False


async def test_a_title_that_has_shows_cannot_be_deleted(town: Town) -> None:
    assert await town.system.refusal(documents.DELETE_MOVIE, id="M1") == "IN_USE"


async def test_adding_locations_answers_in_words(town: Town) -> None:
    pune = {
        "id": "PUN1",
        "name": "Pune",
        "lon": 73.8567,
        "lat": 18.5204,
        "timeZone": "Asia/Kolkata",
    }
    answer = await town.system.ask(documents.ADD_LOCATION, loc=[pune, documents.MUMBAI])
    assert answer == "2 locations added."


async def test_whoever_adds_a_theatre_becomes_its_admin(town: Town) -> None:
    thane = {**documents.ANDHERI, "name": "Carnival Thane"}
    added = await town.admin.ask(documents.ADD_THEATRE, theatre=thane)
    assert added["pan"] == "AAACP1234A"
    screen = await town.admin.ask(documents.ADD_SCREEN, screen=documents.screen(added["id"]))
    assert screen["layoutId"] == "100002"


@pytest.mark.parametrize(
    "changed",
    [
        {"pan": "12345"},
        {"location": {"lon": 72.8, "lat": 95.0}},
        {"timeZone": "Mars/Olympus"},
        {"name": ""},
    ],
)
async def test_a_theatre_that_cannot_be_is_refused(town: Town, changed: dict[str, object]) -> None:
    theatre = {**documents.ANDHERI, **changed}
    assert await town.system.refusal(documents.ADD_THEATRE, theatre=theatre) == "BAD_INPUT"


@pytest.mark.parametrize(
    "changed",
    [
        {"seatIDs": ["A1"]},
        {"seatIDs": [*documents.SEAT_IDS, "A1"]},
        {"categories": [{**documents.CATEGORIES[0], "columns": 4}, documents.CATEGORIES[1]]},
        {"categories": []},
    ],
)
async def test_a_grid_that_is_not_whole_is_refused(town: Town, changed: dict[str, object]) -> None:
    screen = {**documents.screen(town.ids.theatre_id), **changed}
    assert await town.admin.refusal(documents.ADD_SCREEN, screen=screen) == "BAD_INPUT"


async def test_an_added_show_reads_as_it_was_sent(town: Town) -> None:
    shown = await town.clerk.ask(
        documents.GET_SHOW_DETAILS,
        theatreId=town.ids.theatre_id,
        showId=town.ids.today,
        showTime="2026-11-20T16:00:00Z",
    )
    assert shown == {
        "movieId": "M1",
        "theatreId": town.ids.theatre_id,
        "screenId": town.ids.screen_id,
        "layoutId": town.ids.layout_id,
        "screenConfig": None,
        "status": 1,
        "publishTime": "2026-11-19T12:00:00Z",
        "showTime": "2026-11-20T16:00:00Z",
        "categoryDetails": documents.PRICES,
        "bookingDetails": [],
        "createdAt": "2026-11-20T12:00:00Z",
        "updatedAt": "2026-11-20T12:00:00Z",
        "showId": town.ids.today,
    }
    listed = await town.clerk.ask(documents.GET_SHOWS_FOR_ADMIN, theatreId=town.ids.theatre_id)
    assert [each["showId"] for each in listed] == [town.ids.today, town.ids.tomorrow]
    assert listed[0] == shown


async def test_a_price_finer_than_a_paisa_is_refused_and_no_show_is_made(town: Town) -> None:
    fine = [{**documents.PRICES[0], "price": 400.005}, documents.PRICES[1]]
    screen = {"id": town.ids.screen_id, "layoutId": town.ids.layout_id}
    shows = [
        documents.show(screen, "2026-11-22T21:30:00+05:30"),
        documents.show(screen, "2026-11-23T21:30:00+05:30", categoryDetails=fine),
    ]
    refusal = await town.admin.refusal(
        documents.ADD_SHOW,
        date="2026-11-22T00:00:00+05:30",
        movieID="M1",
        theatreId=town.ids.theatre_id,
        shs=shows,
    )
    assert refusal == "BAD_INPUT"
    listed = await town.admin.ask(documents.GET_SHOWS_FOR_ADMIN, theatreId=town.ids.theatre_id)
    assert len(listed) == 2


async def test_a_status_is_set_and_set_again_and_full_is_not_believed(town: Town) -> None:
    async def set_to(status: int) -> int:
        show = await town.admin.ask(
            documents.UPDATE_SHOW_STATUS,
            theatreId=town.ids.theatre_id,
            showId=town.ids.today,
            status=status,
        )
        return int(show["status"])

    assert [await set_to(status) for status in (5, 5, 1, 2)] == [5, 5, 1, 1]
    refusal = await town.admin.refusal(
        documents.UPDATE_SHOW_STATUS,
        theatreId=town.ids.theatre_id,
        showId=town.ids.today,
        status=9,
    )
    assert refusal == "BAD_INPUT"


async def test_a_show_is_found_at_its_own_theatre_only(town: Town) -> None:
    asked = {"theatreId": town.ids.other_theatre_id, "showId": town.ids.today}
    at = "2026-11-20T16:00:00Z"
    details = await town.stranger.refusal(documents.GET_SHOW_DETAILS, **asked, showTime=at)
    assert details == "NOT_FOUND"
    status = await town.stranger.refusal(documents.UPDATE_SHOW_STATUS, **asked, status=4)
    assert status == "NOT_FOUND"


async def test_people_are_added_by_staff_and_looked_up(town: Town) -> None:
    data = {"locId": "MUM1", "email": "a@example.org", "phone": None, "lon": 72.8, "lat": 19.1}
    added = await town.clerk.ask(documents.ADD_USER, user=data)
    assert added == {"id": added["id"], **data}
    assert await town.clerk.ask(documents.FETCH_USER, id=added["id"]) == added
    guest = await town.clerk.ask(documents.ADD_GUEST_USER, guest=None)
    assert guest["id"] != added["id"]
    assert guest == {"id": guest["id"], **dict.fromkeys(data)}
    oneself = await town.clerk.ask(documents.FETCH_USER)
    assert oneself == await town.clerk.ask(documents.FETCH_USER, id=oneself["id"])
