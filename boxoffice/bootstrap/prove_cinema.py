"""The throw-away cinema that a proof is run on: two theatres, shows of plain halls, no sales."""

import math
from datetime import timedelta

from boxoffice.bootstrap import demo_data
from boxoffice.bootstrap.cinema import open_cinema
from boxoffice.bootstrap.demo_halls import HallPart, HallShape, draw
from boxoffice.gateway.upstream import Services
from boxoffice.model.clock import Clock
from boxoffice.model.money import Money
from boxoffice.model.show import CategoryPrice, NewShow, ShowStatus
from boxoffice.model.theatre import TheatreRegistration
from boxoffice.model.user import Grant, Role, StaffUser
from boxoffice.prove.plan import Account, Hall, Plan, Site
from boxoffice.prove.till import PRICE_MINOR
from boxoffice.rules.grid import to_grid
from boxoffice.rules.local_time import local_date
from boxoffice.services.passwords import Passwords
from boxoffice.settings import Settings

MAKER = "prover"
PASSWORD = "a throw-away cinema"
SEATS_A_ROW = 20


async def make(settings: Settings, clock: Clock, plan: Plan) -> Site:
    """Make the cinema in an empty data directory, and close it."""
    cheap = Passwords(cheap=True)
    async with open_cinema(settings, clock, passwords=cheap) as cinema:
        return await found(cinema.services, clock, plan)


async def found(services: Services, clock: Clock, plan: Plan) -> Site:
    """Theatres, one screen, its shows and two members of staff in an empty cinema."""
    demo = demo_data.load()
    await services.theatres.add_locations(demo.locations[:1], MAKER)
    await services.movies.create(demo.movies[0], MAKER)
    house, other = [await _theatre(services, name) for name in ("Proof", "Elsewhere")]
    rows = math.ceil(plan.seats / SEATS_A_ROW)
    part = HallPart("Standard", 1, (f"{SEATS_A_ROW}s",) * rows)
    screen = await services.screens.add(house, "Audi 1", draw(HallShape((part,))), MAKER)
    drawn = (await services.screens.layout(screen.layout_id)).plan
    (category,) = to_grid(drawn)
    currency = demo.terms.currency
    price = CategoryPrice(
        category.category_id,
        category.name,
        category.rows,
        category.columns,
        Money(PRICE_MINOR, currency),
    )
    tomorrow = clock.now() + timedelta(days=1)
    shows = await services.shows.add(
        house,
        demo.movies[0].movie_id,
        tuple(
            NewShow(
                screen.screen_id,
                screen.layout_id,
                ShowStatus.OPEN,
                publish_at=clock.now() - timedelta(days=1),
                starts_at=tomorrow + timedelta(hours=3 * number),
                prices=(price,),
                language="en",
            )
            for number in range(1 + plan.shows)
        ),
        MAKER,
    )
    seats = tuple(seat.seat_id for seat in drawn.seats)
    zone = (await services.theatres.get(house)).time_zone
    idle, *busy = (Hall(show.show_id, local_date(show.starts_at, zone), seats) for show in shows)
    return Site(
        house,
        tuple(busy),
        idle,
        await _employ(services, "clerk", house),
        await _employ(services, "stranger", other),
    )


async def _theatre(services: Services, name: str) -> str:
    demo = demo_data.load()
    theatre = demo.theatres[0]
    made = await services.theatres.add(
        TheatreRegistration(
            name=name,
            lon=theatre.lon,
            lat=theatre.lat,
            location_id=demo.locations[0].location_id,
            location_name=demo.locations[0].name,
            pan=theatre.pan,
            link=theatre.link,
            terms=demo.terms,
        ),
        MAKER,
    )
    return made.theatre_id


async def _employ(services: Services, username: str, theatre_id: str) -> Account:
    # Who gives money back needs nobody's PIN.
    grants = (Grant(Role.SUPERVISOR, theatre_id),)
    await services.users.put_staff(StaffUser("", username, username, grants), PASSWORD)
    return Account(username, PASSWORD)
