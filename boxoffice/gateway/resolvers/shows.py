"""Shows, and finding them."""

from collections.abc import AsyncIterator
from datetime import datetime
from typing import Any, NamedTuple

from boxoffice.gateway.binding import Bindings, Shape
from boxoffice.gateway.closing import Closing
from boxoffice.gateway.request import Request
from boxoffice.gateway.resolvers.places import discovery
from boxoffice.model.booking import Booking
from boxoffice.model.errors import BadInput, NotFound
from boxoffice.model.money import Money
from boxoffice.model.scheduling import Schedule
from boxoffice.model.show import (
    CategoryPrice,
    NewShow,
    Show,
    ShowAvailability,
    ShowListing,
    ShowStanding,
    ShowStatus,
    TheatreShows,
)
from boxoffice.model.theatre import Theatre
from boxoffice.rules.show_status import shown_status


class FoundTheatre(NamedTuple):
    """A theatre and what was found at it."""

    theatre: Theatre
    found: TheatreShows


async def get_show_dates(request: Request, loc_id: str, movie_id: str) -> tuple[str, ...]:
    """Local days with shows of a movie, ascending."""
    return await request.services.shows.show_dates(loc_id, movie_id)


async def get_shows(
    request: Request, d: str, user: dict[str, Any] | None = None
) -> list[FoundTheatre]:
    """One local day's published shows by theatre, nearest first."""
    found = await request.services.shows.discover(discovery(user), d)
    if not found:
        return []
    theatres = await request.services.theatres.get_many(tuple(each.theatre_id for each in found))
    by_id = {theatre.theatre_id: theatre for theatre in theatres}
    return [
        FoundTheatre(by_id[each.theatre_id], each) for each in found if each.theatre_id in by_id
    ]


async def get_shows_for_admin(request: Request, theatre_id: str) -> tuple[Show, ...]:
    """All of a theatre's shows."""
    return await request.services.shows.of_theatre(theatre_id)


async def get_show_details(
    request: Request,
    theatre_id: str,
    show_id: int,
    show_time: datetime,
) -> Show:
    """One show of this theatre; its id alone names it, whatever `show_time` says."""
    show = await request.services.shows.get(show_id)
    if show.theatre_id != theatre_id:
        raise NotFound(f"There is no show {show_id} at {theatre_id}.")
    return show


async def listing(request: Request, show_id: int) -> ShowListing:
    """One show."""
    return await request.services.shows.listing(show_id)


async def listings(request: Request, theatre_id: str, date: str) -> tuple[ShowListing, ...]:
    """A theatre's shows of one local day."""
    return await request.services.shows.listings(theatre_id, date)


async def show_availability(
    request: Request, theatre_id: str, date: str
) -> AsyncIterator[ShowStanding]:
    """How the shows of a theatre's local day stand, and whatever becomes different."""
    standings = request.services.shows.watch_day(theatre_id, date)
    async with Closing(standings):
        async for standing in standings:
            yield standing


async def add_show(
    request: Request,
    date: datetime,
    movie_id: str,
    theatre_id: str,
    shs: list[dict[str, Any]],
) -> tuple[Show, ...]:
    """Make shows of one movie, all or none; each showTime decides the day, not `date`."""
    shows = tuple(_new_show(each) for each in shs)
    by = (await request.caller()).user_id
    return await request.services.shows.add(theatre_id, movie_id, shows, by)


async def schedule_shows(
    request: Request, theatre_id: str, schedule: dict[str, Any]
) -> tuple[Show, ...]:
    """Make shows of one movie, once."""
    by = (await request.caller()).user_id
    lists = {"starts_at": tuple(schedule["starts_at"]), "prices": tuple(schedule["prices"])}
    return await request.services.shows.schedule(theatre_id, Schedule(**schedule | lists), by)


async def update_show_status(request: Request, theatre_id: str, show_id: int, status: int) -> Show:
    """Open, close, hold back or cancel a show."""
    by = (await request.caller()).user_id
    return await request.services.shows.set_status(theatre_id, show_id, _stored(status), by)


async def status(show: Show, request: Request) -> ShowStatus:
    """As people see it, computed from the seats; all shows of a query in one call."""
    try:
        counts = await request.availability.get(show.show_id)
    except NotFound:
        # Booking has not taken this show yet.
        counts = None
    return shown_status(show.status, show.publish_at, request.clock.now(), counts)


async def booking_details(show: Show, request: Request) -> tuple[Booking, ...]:
    """The show's bookings and live holds."""
    return await request.bookings_of_show.get(show.show_id)


def screen_config(show: Show) -> str | None:
    """None where there is nothing to say."""
    return show.screen_config or None


def listed_screen_config(listing: ShowListing) -> str | None:
    """None where there is nothing to say."""
    return listing.show.screen_config or None


def major_price(price: CategoryPrice) -> float:
    """Part 1 carries major units."""
    return price.price.major()


def _new_show(given: dict[str, Any]) -> NewShow:
    return NewShow(
        screen_id=given["screen_id"],
        layout_id=given["layout_id"],
        status=_stored(given["status"]),
        publish_at=given["publish_time"],
        starts_at=given["show_time"],
        prices=tuple(_price(each) for each in given["category_details"]),
        language=given["lang"],
    )


def _price(given: dict[str, Any]) -> CategoryPrice:
    return CategoryPrice(
        category_id=given["category_id"],
        name=given["category_name"],
        row_count=given["row_count"],
        column_count=given["columns_count"],
        price=Money.from_major(given["price"], given["currency"]),
    )


def _stored(status: int) -> ShowStatus:
    """Full and fast filling are what the seats say of an open show, so they mean open."""
    try:
        shown = ShowStatus(status)
    except ValueError as error:
        raise BadInput(f"There is no show status {status}.") from error
    if shown in (ShowStatus.FULL, ShowStatus.FAST_FILLING):
        return ShowStatus.OPEN
    return shown


BINDINGS = Bindings(
    roots={
        "Query.getShowDates": get_show_dates,
        "Query.getShows": get_shows,
        "Query.getShowsForAdmin": get_shows_for_admin,
        "Query.getShowDetails": get_show_details,
        "Query.listing": listing,
        "Query.listings": listings,
        "Mutation.addShow": add_show,
        "Mutation.scheduleShows": schedule_shows,
        "Mutation.updateShowStatus": update_show_status,
    },
    streams={"Subscription.showAvailability": show_availability},
    shapes={
        "CategoryDetails": Shape(
            CategoryPrice,
            {
                "columnsCount": "column_count",
                "categoryName": "name",
                "price": major_price,
                "currency": "price.currency",
            },
        ),
        "Show": Shape(
            Show,
            {
                "screenConfig": screen_config,
                "status": status,
                "publishTime": "publish_at",
                "showTime": "starts_at",
                "categoryDetails": "prices",
                "bookingDetails": booking_details,
            },
        ),
        "CacheShow": Shape(
            ShowListing,
            {
                "showId": "show.show_id",
                "screenId": "show.screen_id",
                "layoutId": "show.layout_id",
                "screenConfig": listed_screen_config,
                "publishTime": "show.publish_at",
                "showTime": "show.starts_at",
                "categoryDetails": "show.prices",
            },
            kept=True,
        ),
        "ShowTheatre": Shape(
            FoundTheatre,
            {
                "Date": "found.local_date",
                "TID": "theatre.theatre_id",
                "TN": "theatre.name",
                "locId": "theatre.location_id",
                "LC": "theatre",
                "LN": "theatre.location_name",
                "LK": "theatre.link",
                "Dist": "found.distance_km",
                "SHS": "found.listings",
            },
        ),
        "ShowListing": Shape(ShowListing),
        "ShowDetails": Shape(Show),
        "CategoryPrice": Shape(CategoryPrice),
        "SeatCounts": Shape(ShowAvailability),
        "ShowAvailability": Shape(ShowStanding),
        "Money": Shape(Money),
    },
)
