"""A large chain's data, written straight into its tables: 2,000 theatres with 100,000 shows."""

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import Connection, insert

from boxoffice.bootstrap import demo_data
from boxoffice.bootstrap.demo_halls import draw
from boxoffice.bootstrap.demo_schedule import prices_of
from boxoffice.bootstrap.engines import sqlite
from boxoffice.model.layout import Layout, Plan
from boxoffice.model.movie import TitleFacts
from boxoffice.model.publishing import CopyHolder
from boxoffice.model.show import CategoryPrice, OfferedShow, Show, ShowStatus
from boxoffice.model.theatre import Screen, Theatre
from boxoffice.rules.layouts import canonical, digest
from boxoffice.rules.local_time import local_date
from boxoffice.rules.plain import to_plain
from boxoffice.stores import (
    booking,
    booking_catalog,
    display,
    movie,
    screen,
    screen_layouts,
    show,
    theatre,
)

THEATRES, SHOWS_EACH = 2_000, 50
#: A day has ten shows at each theatre: the days are five.
DAYS = 5
NEAR_THEATRES = 50
LON, LAT = 77.209, 28.614
#: Those near lie within NEAR_KM of the place, the others beyond FAR_KM.
NEAR_KM, FAR_KM, KM_PER_DEGREE = 20.0, 60.0, 111.2
TIME_ZONE = "Asia/Kolkata"
MAKER = "maker"


@dataclass(frozen=True, slots=True)
class Country:
    """The day and the radius that hold NEAR_THEATRES."""

    local_date: str
    radius_km: float = NEAR_KM


async def found(data_dir: Path) -> Country:
    """Make the data."""
    now = datetime.now(UTC).replace(microsecond=0)
    first = (now + timedelta(days=1)).replace(hour=4, minute=0, second=0)
    async with sqlite.opened(data_dir) as database:
        await database.run(_fill, now, first)
    return Country(local_date(first, TIME_ZONE))


def _fill(connection: Connection, now: datetime, first: datetime) -> None:
    demo = demo_data.load()
    for title in demo.movies:
        movie.add(connection, title, TitleFacts(), MAKER, now)
        movie.mark_shown(connection, title.movie_id)
    screen_drawn = demo.theatres[0].screens[0]
    plan = draw(screen_drawn.hall)
    drawing = canonical(plan)
    prices = prices_of(plan, screen_drawn, demo.terms.currency)
    starts = [first + timedelta(days=each % DAYS, hours=each // DAYS) for each in range(SHOWS_EACH)]
    for number in range(THEATRES):
        put_on_sale(connection, number, plan, drawing, prices, starts, now)


def put_on_sale(
    connection: Connection,
    number: int,
    plan: Plan,
    drawing: bytes,
    prices: tuple[CategoryPrice, ...],
    starts: Sequence[datetime],
    now: datetime,
) -> list[int]:
    """A theatre of one hall with a show at each of `starts`, as if its services had been told of
    it one after another; answers the show ids. `drawing` is the plan's canonical form."""
    demo = demo_data.load()
    house = _theatre(number, demo.terms, now)
    theatre.add(connection, house, MAKER)
    screen_id, layout_id = f"{house.theatre_id}-1", str(100_001 + number)
    layout = Layout(layout_id, screen_id, house.theatre_id, plan, digest(drawing), now)
    screen.add(
        connection, Screen(screen_id, house.theatre_id, "Audi 1", layout_id, now, now), MAKER
    )
    screen_layouts.add_layout(connection, layout, drawing, MAKER)
    for holder in (CopyHolder.BOOKING, CopyHolder.DISPLAY):
        screen_layouts.note_answer(connection, layout_id, holder, layout.digest, "")
    booking_catalog.put_layout(connection, layout, drawing)
    display.put(connection, layout, drawing)
    shows = [
        Show(
            show_id=0,
            movie_id=demo.movies[(number + each) % len(demo.movies)].movie_id,
            theatre_id=house.theatre_id,
            screen_id=screen_id,
            layout_id=layout_id,
            status=ShowStatus.OPEN,
            publish_at=now - timedelta(days=1),
            starts_at=start,
            prices=prices,
            language="Hindi",
            format="2D",
            screen_config="",
            created_at=now,
            updated_at=now,
        )
        for each, start in enumerate(starts)
    ]
    added = show.add(
        connection,
        [
            show.FoundShow(each, "Audi 1", "DEL1", local_date(each.starts_at, TIME_ZONE))
            for each in shows
        ],
        MAKER,
    )
    _sell(connection, [OfferedShow(each, house.terms, house.time_zone) for each in added])
    return [each.show_id for each in added]


def _sell(connection: Connection, offered: list[OfferedShow]) -> None:
    """Have Booking hold every show as if it had been sent there."""
    terms = to_plain(offered[0].terms)
    rows = [
        {
            "show_id": each.show.show_id,
            "version": each.show.version,
            "layout_id": each.show.layout_id,
            "status": each.show.status,
            "body": json.dumps(
                {"show": to_plain(each.show), "terms": terms, "time_zone": each.time_zone}
            ),
        }
        for each in offered
    ]
    connection.execute(insert(booking.shows), rows)
    show.acknowledge(connection, {each.show.show_id: each.show.version for each in offered})


def _theatre(number: int, terms: object, now: datetime) -> Theatre:
    """On one of two spirals around the place."""
    is_near = number % (THEATRES // NEAR_THEATRES) == 0
    share = number / THEATRES
    km = NEAR_KM * 0.9 * share if is_near else FAR_KM + 800 * share
    angle = number * 2.4
    demo = demo_data.load().theatres[0]
    house = Theatre(
        theatre_id=f"T{number:04}",
        name=f"{demo.name} {number}",
        lon=LON + km * math.cos(angle) / KM_PER_DEGREE / math.cos(math.radians(LAT)),
        lat=LAT + km * math.sin(angle) / KM_PER_DEGREE,
        location_id="DEL1",
        location_name="Delhi",
        pan=demo.pan,
        link=demo.link,
        time_zone=TIME_ZONE,
        created_at=now,
        updated_at=now,
        terms=demo_data.load().terms,
    )
    return replace(house, address=demo.address, gstin=demo.gstin)
