from tests.wire import documents
from tests.wire.conftest import Town

NEAR = {"lon": 72.8424, "lat": 19.1197, "radius": 20.0}
FAR = {"lon": 77.2, "lat": 28.6, "radius": 20.0}


async def test_movies_are_found_inside_the_radius_only(town: Town) -> None:
    ask = town.nobody.ask
    assert await ask(documents.GET_MOVIES, user=NEAR) == [
        {"movieId": "M1", "title": "The Long Night", "genres": ["Drama"]}
    ]
    assert await ask(documents.GET_MOVIES, user=FAR) == []
    assert len(await ask(documents.GET_MOVIES, user={**NEAR, "radius": 0.0})) == 1
    refusal = await town.nobody.refusal(documents.GET_MOVIES, user={**NEAR, "radius": -1.0})
    assert refusal == "BAD_INPUT"


async def test_a_movie_reads_as_it_was_added(town: Town) -> None:
    assert await town.nobody.ask(documents.GET_MOVIE, id="M1") == documents.MOVIE
    assert await town.nobody.refusal(documents.GET_MOVIE, id="M9") == "NOT_FOUND"


async def test_theatres_are_listed_nearest_first(town: Town) -> None:
    near_pune = {"lon": 73.8, "lat": 18.5}
    found = await town.nobody.ask(documents.FETCH_THEATRE_BY_LOC, location=near_pune)
    assert [each["name"] for each in found] == ["City Pride Pune", "PVR Andheri"]
    assert found[1] == {
        "id": town.ids.theatre_id,
        "name": "PVR Andheri",
        "location": {"lon": 72.8424, "lat": 19.1197},
        "locId": "MUM1",
        "locationName": "Mumbai",
        "link": "https://example.org/andheri",
    }


async def test_only_a_theatres_own_staff_read_its_pan(town: Town) -> None:
    pans = {
        name: (await line.ask(documents.FETCH_THEATRE, id=town.ids.theatre_id))["pan"]
        for name, line in {
            "nobody": town.nobody,
            "clerk": town.clerk,
            "stranger": town.stranger,
            "system": town.system,
        }.items()
    }
    assert pans == {"nobody": "", "clerk": "AAACP1234A", "stranger": "", "system": "AAACP1234A"}


async def test_a_screen_reads_as_the_grid_it_was_made_from(town: Town) -> None:
    screen = await town.nobody.ask(documents.GET_SCREEN, layoutId=town.ids.layout_id)
    assert screen["categories"] == documents.CATEGORIES
    assert screen["seatIDs"] == documents.SEAT_IDS
    assert (screen["id"], screen["theatreId"]) == (town.ids.screen_id, town.ids.theatre_id)
    assert await town.clerk.ask(documents.GET_SCREENS, theatreId=town.ids.theatre_id) == [screen]
    assert await town.nobody.refusal(documents.GET_SCREEN, layoutId="1") == "NOT_FOUND"


async def test_layout_and_show_ids_count_up_from_the_contracts_first(town: Town) -> None:
    assert town.ids.layout_id == "100001"
    assert (town.ids.today, town.ids.tomorrow) == (10001, 10002)


async def test_show_dates_are_the_theatres_local_days(town: Town) -> None:
    ask = town.nobody.ask
    dates = await ask(documents.GET_SHOW_DATES, locID="MUM1", movieID="M1")
    assert dates == ["20261120", "20261121"]
    assert await ask(documents.GET_SHOW_DATES, locID="DEL1", movieID="M1") == []


async def test_a_days_shows_come_by_theatre_with_the_distance(town: Town) -> None:
    (theatre,) = await town.nobody.ask(
        documents.GET_SHOWS, user={**NEAR, "lat": 19.0297, "movieId": "M1"}, d="20261120"
    )
    assert 9.9 < theatre.pop("Dist") < 10.1
    (show,) = theatre.pop("SHS")
    assert theatre == {
        "Date": "20261120",
        "TID": town.ids.theatre_id,
        "TN": "PVR Andheri",
        "locId": "MUM1",
        "LC": {"lon": 72.8424, "lat": 19.1197},
        "LN": "Mumbai",
        "LK": "https://example.org/andheri",
    }
    assert show == {
        "showId": town.ids.today,
        "screenId": town.ids.screen_id,
        "layoutId": town.ids.layout_id,
        "screenConfig": None,
        "status": 1,
        "publishTime": "2026-11-19T12:00:00Z",
        "showTime": "2026-11-20T16:00:00Z",
        "categoryDetails": documents.PRICES,
    }


async def test_shows_of_another_movie_or_an_ill_written_day_are_not_found(town: Town) -> None:
    other = {**NEAR, "movieId": "M9"}
    assert await town.nobody.ask(documents.GET_SHOWS, user=other, d="20261120") == []
    refusal = await town.nobody.refusal(documents.GET_SHOWS, user=NEAR, d="20 Nov")
    assert refusal == "BAD_INPUT"


async def test_every_seat_of_a_show_has_a_number_and_a_word(town: Town) -> None:
    ask = town.nobody.ask
    assert await ask(documents.GET_AVAILABLE_SEATS, id=town.ids.today) == [
        {"seatID": seat_id, "Status": 0} for seat_id in documents.SEAT_IDS
    ]
    assert await ask(documents.GET_SEATS, id=str(town.ids.today)) == [
        {"id": seat_id, "Status": "available"} for seat_id in documents.SEAT_IDS
    ]
    refusal = town.nobody.refusal
    assert await refusal(documents.GET_AVAILABLE_SEATS, id=99999) == "NOT_FOUND"
    assert await refusal(documents.GET_SEATS, id="99999") == "NOT_FOUND"
    assert await refusal(documents.GET_SEATS, id="ten") == "BAD_INPUT"
    for digits in ("9" * 400, "0" * 9_000 + "1"):
        assert await refusal(documents.GET_SEATS, id=digits) == "BAD_INPUT"
