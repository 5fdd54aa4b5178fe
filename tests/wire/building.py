"""More theatres, screens and shows than the town begins with, made as a system admin makes them."""

from typing import Any

from tests.wire import documents
from tests.wire.conftest import Town


async def add_theatre(town: Town, name: str, lon: float, lat: float, **changed: object) -> str:
    """The id of a new theatre at that place."""
    theatre = {**documents.ANDHERI, "name": name, "location": {"lon": lon, "lat": lat}, **changed}
    return str((await town.system.ask(documents.ADD_THEATRE, theatre=theatre))["id"])


async def add_screen(town: Town, theatre_id: str, **changed: object) -> Any:
    """A new screen of six seats, or of whatever is changed about it."""
    screen = {**documents.screen(theatre_id), **changed}
    return await town.system.ask(documents.ADD_SCREEN, screen=screen)


async def add_shows(
    town: Town, theatre_id: str, screen: Any, *shows: dict[str, Any], movie_id: str = "M1"
) -> Any:
    """New shows on a screen; each says its `showTime` and what else is changed about it."""
    shs = [{**documents.show(screen, ""), **show} for show in shows]
    return await town.system.ask(
        documents.ADD_SHOW,
        date="2026-11-20T00:00:00Z",
        movieID=movie_id,
        theatreId=theatre_id,
        shs=shs,
    )


async def open_theatre(town: Town, name: str, lon: float, lat: float, **changed: object) -> str:
    """The id of a new theatre with a show of M1 on 20 November 2026, 16:00 UTC."""
    theatre_id = await add_theatre(town, name, lon, lat, **changed)
    screen = await add_screen(town, theatre_id)
    await add_shows(town, theatre_id, screen, {"showTime": "2026-11-20T16:00:00Z"})
    return theatre_id


async def add_movie(town: Town, movie_id: str) -> None:
    """A title like M1 under another id."""
    movie = {**documents.MOVIE, "movieId": movie_id}
    await town.system.ask(documents.CREATE_MOVIE, movie=movie)


def own_screen(town: Town) -> dict[str, Any]:
    """The first theatre's screen, as shows name it."""
    return {"id": town.ids.screen_id, "layoutId": town.ids.layout_id}
