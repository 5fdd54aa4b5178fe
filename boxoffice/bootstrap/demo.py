"""Filling the demo cinema through its services, and adding the days it lacks later on."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from boxoffice.bootstrap import demo_crowd, demo_data
from boxoffice.bootstrap.demo_data import DemoCinema, DemoScreen, DemoSlot, DemoTheatre
from boxoffice.bootstrap.demo_halls import draw
from boxoffice.gateway.upstream import Services
from boxoffice.model.booking import HoldRequest, SeatChoice
from boxoffice.model.clock import Clock
from boxoffice.model.errors import NotFound
from boxoffice.model.layout import Plan
from boxoffice.model.money import Money
from boxoffice.model.payment import Tender, TenderKind
from boxoffice.model.show import CategoryPrice, NewShow, Show, ShowListing, ShowStatus
from boxoffice.model.theatre import Screen, Theatre, TheatreRegistration
from boxoffice.model.user import Grant, Role, StaffUser
from boxoffice.rules.grid import to_grid
from boxoffice.rules.local_time import local_date, parse_local_date, zone

DAYS = 7
PUBLISHED_BEFORE = timedelta(days=14)
#: A slot is left out where another show starts on its screen within this time.
SLOT_LENGTH = timedelta(minutes=100)
#: The share of a slot's `sold` that is sold when a show is made, by days from today. To a show
#: that has begun by then nobody comes.
CROWD_BY_DAY_PERCENT = (100, 45)

#: Who made the demo cinema, and who sold its seats, in audits. A cinema without its maker is not
#: a demo.
MAKER = "demo-admin"
SELLER = "demo-clerk"


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """Somebody who signs in to the demo cinema."""

    username: str
    password: str
    display_name: str
    grants: tuple[Grant, ...]


#: These exist in demo data only.
DEMO_ACCOUNTS = (
    DemoAccount("clerk", "clerk-demo", "Demo clerk", (Grant(Role.COUNTER, "PVRAH"),)),
    DemoAccount(
        "supervisor", "supervisor-demo", "Demo supervisor", (Grant(Role.SUPERVISOR, "PVRAH"),)
    ),
    DemoAccount(
        "admin",
        "admin-demo",
        "Demo admin",
        (
            *(
                Grant(Role.THEATRE_ADMIN, theatre_id)
                for theatre_id in ("PVRAH", "RAJCI", "LAKTA", "MEECI", "HOWPI")
            ),
            Grant(Role.MOVIE_ADMIN),
            Grant(Role.LOCATION_ADMIN),
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class DemoReport:
    """What has been added."""

    shows: int
    bookings: int


@dataclass(frozen=True, slots=True)
class _Hall:
    """A screen's newest layout and what its seats cost."""

    plan: Plan
    prices: tuple[CategoryPrice, ...]


@dataclass(frozen=True, slots=True)
class _Missing:
    """A slot of one day for which there is no show; `sold_percent` of its seats shall be sold."""

    screen: Screen
    demo: DemoScreen
    slot: DemoSlot
    starts_at: datetime
    sold_percent: int


async def fill(services: Services, clock: Clock) -> DemoReport:
    """Make the demo cinema in an empty database, with its first seven days."""
    cinema = demo_data.load()
    for account in DEMO_ACCOUNTS:
        user = StaffUser(
            f"demo-{account.username}", account.username, account.display_name, account.grants
        )
        await services.users.put_staff(user, account.password)
    for movie in cinema.movies:
        await services.movies.create(movie, MAKER)
    await services.theatres.add_locations(cinema.locations, MAKER)
    for theatre in cinema.theatres:
        await services.theatres.add(_registration(theatre, cinema), MAKER)
        for screen in theatre.screens:
            await services.screens.add(
                theatre.theatre_id, screen.name, draw(screen.hall), MAKER, screen.screen_id
            )
    return await add_days(services, clock)


async def add_days(services: Services, clock: Clock) -> DemoReport:
    """Add the shows that the demo cinema lacks today and on the six days after it.

    Nothing else is touched: neither shows that exist, nor slots where another show was put, nor a
    cinema that is no demo.
    """
    report = DemoReport(0, 0)
    try:
        await services.users.staff(MAKER)
    except NotFound:
        return report
    for demo in demo_data.load().theatres:
        for theatre in await services.theatres.get_many((demo.theatre_id,)):
            missing = await _missing(services, theatre, demo, clock.now())
            added = await _add_shows(services, clock, theatre, missing)
            report = DemoReport(report.shows + added.shows, report.bookings + added.bookings)
    return report


def _registration(theatre: DemoTheatre, cinema: DemoCinema) -> TheatreRegistration:
    names = {location.location_id: location.name for location in cinema.locations}
    return TheatreRegistration(
        name=theatre.name,
        lon=theatre.lon,
        lat=theatre.lat,
        location_id=theatre.location_id,
        location_name=names[theatre.location_id],
        pan=theatre.pan,
        link=theatre.link,
        terms=cinema.terms,
        theatre_id=theatre.theatre_id,
        address=theatre.address,
        gstin=theatre.gstin,
    )


async def _missing(
    services: Services, theatre: Theatre, demo: DemoTheatre, now: datetime
) -> list[_Missing]:
    """The slots without a show, from the last day back to one that lacks nothing: as a movie's
    shows of all days are made in one step, the days before it lack nothing either."""
    screens = {s.screen_id: s for s in await services.screens.of_theatre(theatre.theatre_id)}
    today = parse_local_date(local_date(now, theatre.time_zone))
    missing: list[_Missing] = []
    for day in reversed(range(DAYS)):
        local_day = today + timedelta(days=day)
        listings = await services.shows.listings(theatre.theatre_id, f"{local_day:%Y%m%d}")
        share = CROWD_BY_DAY_PERCENT[day] if day < len(CROWD_BY_DAY_PERCENT) else 0
        lacking = [
            _Missing(screens[screen.screen_id], screen, slot, starts_at, slot.sold * share // 100)
            for screen in demo.screens
            if screen.screen_id in screens
            for slot in screen.slots
            if not _is_taken(
                starts_at := _starts_at(slot, local_day, theatre.time_zone), screen, listings
            )
        ]
        if not lacking:
            break
        missing = lacking + missing
    return missing


def _starts_at(slot: DemoSlot, day: date, time_zone: str) -> datetime:
    local = datetime.combine(day, time.fromisoformat(slot.time), tzinfo=zone(time_zone))
    return local.astimezone(UTC)


def _is_taken(starts_at: datetime, screen: DemoScreen, listings: Iterable[ShowListing]) -> bool:
    return any(
        listing.show.screen_id == screen.screen_id
        and abs(listing.show.starts_at - starts_at) < SLOT_LENGTH
        for listing in listings
    )


async def _add_shows(services: Services, theatre: Theatre, missing: list[_Missing]) -> DemoReport:
    """Make the missing shows, a movie at a time, and sell what shall be sold of them."""
    halls: dict[str, _Hall] = {}
    by_movie = defaultdict(list)
    for each in missing:
        by_movie[each.slot.movie_id].append(each)
        if each.screen.screen_id not in halls:
            halls[each.screen.screen_id] = await _hall(services, theatre, each)
    bookings = 0
    for movie_id, slots in by_movie.items():
        new = tuple(_new_show(each, halls[each.screen.screen_id]) for each in slots)
        shows = await services.shows.add(theatre.theatre_id, movie_id, new, MAKER)
        for show, each in zip(shows, slots, strict=True):
            plan = halls[show.screen_id].plan
            if clock.now() < show.starts_at:
                bookings += await _sell(services, show, plan, each.sold_percent)
    return DemoReport(len(missing), bookings)


async def _hall(services: Services, theatre: Theatre, missing: _Missing) -> _Hall:
    layout = await services.screens.layout(missing.screen.layout_id)
    return _Hall(layout.plan, _prices(layout.plan, missing.demo, theatre.terms.currency))


def _prices(plan: Plan, demo: DemoScreen, currency: str) -> tuple[CategoryPrice, ...]:
    """The screen's prices; a category that somebody has added since costs as much as the first."""
    given = dict(zip((part.hue for part in demo.hall.parts), demo.prices, strict=True))
    return tuple(
        CategoryPrice(
            category.category_id,
            category.name,
            category.rows,
            category.columns,
            Money.from_major(given.get(category.category_id, demo.prices[0]), currency),
        )
        for category in to_grid(plan)
    )


def _new_show(missing: _Missing, hall: _Hall) -> NewShow:
    return NewShow(
        screen_id=missing.screen.screen_id,
        layout_id=missing.screen.layout_id,
        status=ShowStatus.OPEN,
        publish_at=missing.starts_at - PUBLISHED_BEFORE,
        starts_at=missing.starts_at,
        prices=hall.prices,
        language=missing.slot.language,
        format=missing.slot.format,
    )


async def _sell(services: Services, show: Show, plan: Plan, sold_percent: int) -> int:
    """Sell seats for cash to whoever comes; answers how many bookings that made."""
    seed = f"{show.screen_id} {show.starts_at:%Y%m%d%H%M}"
    bookings = 0
    for indexes in demo_crowd.bookings(plan, sold_percent, seed):
        seats = tuple(SeatChoice(plan.seats[index].seat_id) for index in indexes)
        answer = await services.bookings.hold(HoldRequest(show.show_id, seats, SELLER))
        if answer.booking is None:
            continue
        booking_id, total = answer.booking.booking_id, answer.booking.total
        cash = Tender(TenderKind.CASH, total.amount_minor, total.amount_minor)
        await services.payments.take(booking_id, (cash,), f"demo-{booking_id}", SELLER)
        bookings += 1
    return bookings
