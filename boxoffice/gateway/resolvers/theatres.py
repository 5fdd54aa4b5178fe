"""Locations and theatres."""

from typing import Any

from boxoffice.gateway.access import is_staff_at
from boxoffice.gateway.binding import Bindings, Shape
from boxoffice.gateway.request import Request
from boxoffice.gateway.resolvers.places import EVERYWHERE_KM
from boxoffice.model.errors import NotSignedIn
from boxoffice.model.terms import SaleTerms, TicketType
from boxoffice.model.theatre import Location, Theatre, TheatreNear, TheatreRegistration
from boxoffice.model.user import Role
from boxoffice.rules.rights import THEATRE_ROLES

#: No two places on earth are farther apart.
EARTH_KM = 20_100.0

#: The contract registers a theatre without saying how it sells; its admin sets the rest later.
REGISTERED_TERMS = SaleTerms(
    currency="INR", ticket_types=(TicketType("adult", "Adult", "A"),), tax_tables=()
)


async def fetch_theatre(request: Request, id: str) -> Theatre:  # noqa: A002 - the contract's name
    """One theatre."""
    return await request.services.theatres.get(id)


async def fetch_theatre_by_loc(request: Request, location: dict[str, float]) -> tuple[Theatre, ...]:
    """All theatres, nearest first."""
    near = await request.services.theatres.near(location["lon"], location["lat"], EARTH_KM)
    return _theatres(near)


async def theatre(request: Request, theatre_id: str) -> Theatre:
    """One theatre as its staff see it."""
    return await request.services.theatres.get(theatre_id)


async def my_theatres(request: Request) -> tuple[Theatre, ...]:
    """The theatres the caller works at."""
    theatres = request.services.theatres
    grants = (await request.caller()).grants
    held = [grant for grant in grants if grant.role in THEATRE_ROLES]
    if any(grant.role is Role.SYSTEM_ADMIN for grant in grants) or any(
        not grant.theatre_id for grant in held
    ):
        return _theatres(await theatres.near(0.0, 0.0, EVERYWHERE_KM))
    theatre_ids = tuple(dict.fromkeys(grant.theatre_id for grant in held))
    return await theatres.get_many(theatre_ids) if theatre_ids else ()


async def add_location(request: Request, loc: list[dict[str, Any]]) -> str:
    """Add or replace locations; answers how many, in words."""
    locations = tuple(_location(each) for each in loc)
    by = (await request.caller()).user_id
    count = await request.services.theatres.add_locations(locations, by)
    return f"{count} location added." if count == 1 else f"{count} locations added."


async def add_theatre(request: Request, theatre: dict[str, Any]) -> Theatre:
    """Register a theatre; whoever adds it becomes its admin."""
    by = (await request.caller()).user_id
    registration = TheatreRegistration(
        name=theatre["name"],
        lon=theatre["location"]["lon"],
        lat=theatre["location"]["lat"],
        location_id=theatre["loc_id"],
        location_name=theatre["location_name"],
        pan=theatre["pan"],
        link=theatre["link"],
        terms=REGISTERED_TERMS,
        time_zone=theatre.get("time_zone") or "",
    )
    added = await request.services.theatres.add(registration, by)
    request.forget_caller()
    return added


async def pan(theatre: Theatre, request: Request) -> str:
    """The tax number, for the theatre's own staff alone."""
    try:
        caller = await request.caller()
    except NotSignedIn:
        # The rest of a theatre is public, so that a session that ended makes an outsider.
        return ""
    return theatre.pan if is_staff_at(caller, theatre.theatre_id) else ""


def place(theatre: Theatre) -> Theatre:
    """Where a theatre is: the theatre itself, read as a place."""
    return theatre


def _theatres(near: tuple[TheatreNear, ...]) -> tuple[Theatre, ...]:
    return tuple(each.theatre for each in near)


def _location(given: dict[str, Any]) -> Location:
    place = (given["id"], given["name"], given["lon"], given["lat"])
    return Location(*place, given.get("time_zone") or "")


BINDINGS = Bindings(
    roots={
        "Query.fetchTheatre": fetch_theatre,
        "Query.fetchTheatreByLoc": fetch_theatre_by_loc,
        "Query.theatre": theatre,
        "Query.myTheatres": my_theatres,
        "Mutation.addLocation": add_location,
        "Mutation.addTheatre": add_theatre,
    },
    shapes={
        "Location": Shape(Location, {"id": "location_id"}),
        "TheatreLocation": Shape(Theatre),
        "Theatre": Shape(
            Theatre,
            {"id": "theatre_id", "location": place, "locId": "location_id", "pan": pan},
        ),
        "Theatres": Shape(Theatre, {"id": "theatre_id", "location": place, "locId": "location_id"}),
        "TheatreDetails": Shape(Theatre),
    },
)
