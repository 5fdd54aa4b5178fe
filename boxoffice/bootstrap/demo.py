"""Filling the demo cinema through its services, and adding the days it lacks later on."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from boxoffice.bootstrap import demo_blocks, demo_crowd, demo_data, demo_reserved
from boxoffice.bootstrap.demo_accounts import DEMO_ACCOUNTS, MAKER
from boxoffice.bootstrap.demo_data import DemoCinema, DemoScreen, DemoTheatre
from boxoffice.bootstrap.demo_halls import draw
from boxoffice.bootstrap.demo_schedule import Lack, lacking, new_show, prices_of
from boxoffice.gateway.upstream import Services
from boxoffice.model.booking import HoldRequest, SeatChoice
from boxoffice.model.clock import Clock
from boxoffice.model.errors import NotFound
from boxoffice.model.layout import Plan
from boxoffice.model.payment import Tender, TenderKind
from boxoffice.model.shift import AtCounter, Pile
from boxoffice.model.show import Show
from boxoffice.model.theatre import Theatre, TheatreRegistration
from boxoffice.model.user import StaffUser
from boxoffice.rules.local_time import local_date, parse_local_date

DAYS = 7
#: The share of a slot's `sold` that is sold when a show is made, by days from today. To a show
#: that has begun by then nobody comes.
CROWD_BY_DAY_PERCENT = (100, 45)

#: Who sold the demo cinema's seats, in audits.
SELLER = "demo-clerk"
COUNTER = AtCounter("Demo till", 4, 7_400)
#: What was missing when it was counted then, and the notes that it was counted in.
SHORT_MINOR = 2_000
NOTES_MINOR = (50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500, 200, 100)


@dataclass(frozen=True, slots=True)
class DemoReport:
    """What has been added."""

    shows: int
    bookings: int


async def fill(services: Services, clock: Clock) -> DemoReport:
    """Make the demo cinema in an empty database, with its first seven days."""
    cinema = demo_data.load()
    for account in DEMO_ACCOUNTS:
        user = StaffUser(
            f"demo-{account.username}", account.username, account.display_name, account.grants
        )
        await services.users.put_staff(user, account.password)
        if account.pin:
            await services.users.set_pin(user.user_id, account.pin, user.user_id)
    for movie in cinema.movies:
        await services.movies.create(movie, MAKER)
    await services.theatres.add_locations(cinema.locations, MAKER)
    for theatre in cinema.theatres:
        await services.theatres.add(_registration(theatre, cinema), MAKER)
        for there in cinema.stock:
            key = f"demo-stock-{theatre.theatre_id}-{there.item}"
            await services.bookings.change_stock(
                theatre.theatre_id, there.item, there.pieces, key, MAKER
            )
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
            added = await _add_days(services, clock, theatre, demo)
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


async def _add_days(
    services: Services, clock: Clock, theatre: Theatre, demo: DemoTheatre
) -> DemoReport:
    screens = {s.screen_id: s for s in await services.screens.of_theatre(theatre.theatre_id)}
    known = [screen for screen in demo.screens if screen.screen_id in screens]
    today = parse_local_date(local_date(clock.now(), theatre.time_zone))
    lacks = await _lacks(services, theatre, known, today)
    plans = {
        screen_id: (await services.screens.layout(screens[screen_id].layout_id)).plan
        for screen_id in {lack.screen.screen_id for lack in lacks}
    }
    by_movie = defaultdict(list)
    for lack in lacks:
        by_movie[lack.slot.movie_id].append(lack)
    bookings = 0
    for movie_id, slots in by_movie.items():
        new = tuple(
            new_show(
                slot,
                screens[slot.screen.screen_id].layout_id,
                prices_of(plans[slot.screen.screen_id], slot.screen, theatre.terms.currency),
            )
            for slot in slots
        )
        shows = await services.shows.add(theatre.theatre_id, movie_id, new, MAKER)
        for show, slot in zip(shows, slots, strict=True):
            if clock.now() < show.starts_at:
                percent = slot.slot.sold * _crowd_percent(slot.local_day - today) // 100
                plan = plans[show.screen_id]
                bookings += await _sell(services, show, plan, percent)
                if slot.local_day == today:
                    await demo_blocks.take_off_sale(services, show, plan)
                    await demo_reserved.reserve(services, clock, show, plan)
    if bookings:
        await _count_the_drawer(services, theatre)
    return DemoReport(len(lacks), bookings)


async def _count_the_drawer(services: Services, theatre: Theatre) -> None:
    """Close the shift in which the demo's seats were sold, some rupees short, and sign it."""
    payments, currency = services.payments, theatre.terms.currency
    report = await payments.shift(theatre.theatre_id, COUNTER.till, currency, SELLER)
    if report is None or report.figures.expected_cash is None:
        return
    expected = report.figures.expected_cash.amount_minor
    piles = tuple(Pile(note, count) for note, count in _notes(max(0, expected - SHORT_MINOR)))
    shift_id = report.shift.shift_id
    await payments.close_shift(shift_id, piles, f"demo-close-{shift_id}", SELLER)
    await payments.countersign(shift_id, MAKER)


def _notes(amount_minor: int) -> Iterator[tuple[int, int]]:
    """The fewest notes and coins for an amount, by value in minor units."""
    for note in NOTES_MINOR:
        count, amount_minor = divmod(amount_minor, note)
        if count:
            yield note, count


async def _lacks(
    services: Services, theatre: Theatre, screens: Sequence[DemoScreen], today: date
) -> list[Lack]:
    """What is lacking, from the last day back to one that lacks nothing.

    A movie's shows of all these days are made in one step, each of which reaches the last day.
    So that one is whole only if those before it are, even when a filling was broken off.
    """
    found: list[Lack] = []
    for days in reversed(range(DAYS)):
        day = today + timedelta(days=days)
        listings = await services.shows.listings(theatre.theatre_id, f"{day:%Y%m%d}")
        lacks = list(lacking(screens, day, theatre.time_zone, listings))
        if not lacks:
            break
        found = lacks + found
    return found


def _crowd_percent(ahead: timedelta) -> int:
    return CROWD_BY_DAY_PERCENT[ahead.days] if ahead.days < len(CROWD_BY_DAY_PERCENT) else 0


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
        await services.payments.take(booking_id, (cash,), f"demo-{booking_id}", SELLER, COUNTER)
        bookings += 1
    return bookings
