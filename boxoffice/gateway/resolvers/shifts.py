"""The till: shifts, blind for whoever counts them, and the reports of a day."""

import asyncio
import json
from datetime import date, timedelta

from boxoffice.gateway.access import is_staff_at
from boxoffice.gateway.approval import APPROVERS, approved, approvers_at
from boxoffice.gateway.binding import Bindings, Shape
from boxoffice.gateway.request import Request
from boxoffice.gateway.shift_names import named, names_at
from boxoffice.model.errors import NotAllowed
from boxoffice.model.money import Money
from boxoffice.model.shift import (
    AtCounter,
    CashMove,
    EntryKind,
    Pile,
    Shift,
    ShiftEntry,
    ShiftFigures,
    ShiftReport,
    TenderFigures,
    Unfinished,
    UnfinishedKind,
)
from boxoffice.model.show import ShowListing
from boxoffice.model.theatre import Theatre
from boxoffice.model.user import Approval, StaffUser
from boxoffice.rules.business_day import business_day, business_day_span
from boxoffice.rules.day_reports import ShowFacts, collection_report, day_register
from boxoffice.rules.local_time import parse_local_date
from boxoffice.rules.plain import to_plain
from boxoffice.rules.shift_reckoning import blinded


async def shift(request: Request, theatre_id: str, till: str) -> ShiftReport | None:
    """One's own open shift at a counter."""
    theatre = await request.services.theatres.get(theatre_id)
    by = (await request.caller()).user_id
    found = await request.services.payments.shift(theatre_id, till, theatre.terms.currency, by)
    return None if found is None else await _shown(request, found)


async def shifts(request: Request, theatre_id: str, day: str) -> tuple[ShiftReport, ...]:
    """The shifts of a day."""
    theatre = await request.services.theatres.get(theatre_id)
    return await _shifts_of(request, theatre, parse_local_date(day))


async def approvers(request: Request, theatre_id: str) -> tuple[StaffUser, ...]:
    """Who says yes with a PIN."""
    return await approvers_at(request, theatre_id)


async def open_shift(
    request: Request, theatre_id: str, till: str, float_minor: int, idempotency_key: str
) -> ShiftReport:
    """Open a shift in the theatre's currency."""
    theatre = await request.services.theatres.get(theatre_id)
    amount = Money(float_minor, theatre.terms.currency)
    by = (await request.caller()).user_id
    opened = await request.services.payments.open_shift(
        theatre_id, till, amount, idempotency_key, by
    )
    return await _shown(request, opened)


async def move_cash(
    request: Request,
    theatre_id: str,
    till: str,
    move: CashMove,
    amount_minor: int,
    reason: str,
    idempotency_key: str,
) -> ShiftReport:
    """Move cash without a sale."""
    theatre = await request.services.theatres.get(theatre_id)
    amount = Money(amount_minor, theatre.terms.currency)
    by = (await request.caller()).user_id
    moved = await request.services.payments.move_cash(
        theatre_id, till, move, amount, reason, idempotency_key, by
    )
    return await _shown(request, moved)


async def close_shift(
    request: Request,
    shift_id: str,
    piles: list[Pile],
    idempotency_key: str,
    approval: Approval | None = None,
) -> ShiftReport:
    """Count the drawer and make Z; one's own, or as a supervisor."""
    payments = request.services.payments
    closing = (await payments.shift_report(shift_id)).shift
    caller = await request.caller()
    if caller.user_id != closing.user_id and not is_staff_at(caller, closing.theatre_id, APPROVERS):
        raise NotAllowed("Only a supervisor closes somebody else's shift.")
    by = ""
    if approval is not None:
        by = await approved(request, closing.theatre_id, approval)
    closed = await payments.close_shift(shift_id, tuple(piles), idempotency_key, caller.user_id, by)
    return await _shown(request, closed)


async def countersign_shift(request: Request, shift_id: str, approval: Approval) -> ShiftReport:
    """A second person signs what was counted."""
    payments = request.services.payments
    closed = (await payments.shift_report(shift_id)).shift
    by = await approved(request, closed.theatre_id, approval)
    return await _shown(request, await payments.countersign(shift_id, by))


async def collection_report_of(request: Request, theatre_id: str, day: str) -> str:
    """What the shows of a day came to."""
    theatre = await request.services.theatres.get(theatre_id)
    wanted = parse_local_date(day)
    listings = await _shows_of(request, theatre, wanted)
    bookings = await request.services.bookings.of_shows(tuple(one.show.show_id for one in listings))
    return await asyncio.to_thread(
        lambda: _text(collection_report(theatre.name, wanted, listings, bookings))
    )


async def day_register_of(request: Request, theatre_id: str, day: str) -> str:
    """All money of a day."""
    services = request.services
    theatre = await services.theatres.get(theatre_id)
    wanted = parse_local_date(day)
    span = business_day_span(wanted, theatre.time_zone, theatre.terms.day_ends_minute)
    money = await services.payments.money_of_day(theatre_id, *span)
    sold = await services.bookings.sold(theatre_id, *span)
    ids = {row.booking_id for row in money if row.booking_id} | {one.booking_id for one in sold}
    bookings = {one.booking_id: one for one in await services.bookings.get_many(tuple(ids))}
    facts = await _show_facts(request, {one.show_id for one in bookings.values()})
    names = await names_at(request, theatre_id)
    reports = await _shifts_of(request, theatre, wanted)
    return await asyncio.to_thread(
        lambda: _text(
            day_register(theatre.name, wanted, money, sold, bookings, facts, names, reports)
        )
    )


async def _shown(request: Request, report: ShiftReport) -> ShiftReport:
    """A report as this caller sees it: clerks count blind."""
    of = report.shift.theatre_id
    seen = report if is_staff_at(await request.caller(), of, APPROVERS) else blinded(report)
    return named(seen, await names_at(request, of))


async def _shifts_of(request: Request, theatre: Theatre, day: date) -> tuple[ShiftReport, ...]:
    span = business_day_span(day, theatre.time_zone, theatre.terms.day_ends_minute)
    found = await request.services.payments.shifts_of_day(theatre.theatre_id, *span)
    names = await names_at(request, theatre.theatre_id)
    return tuple(named(one, names) for one in found)


async def _shows_of(request: Request, theatre: Theatre, day: date) -> tuple[ShowListing, ...]:
    """The shows of a day of business, which may begin after midnight."""
    shows = request.services.shows
    found: list[ShowListing] = []
    for local_day in (day, day + timedelta(days=1)):
        found += await shows.listings(theatre.theatre_id, f"{local_day:%Y%m%d}")
    zone, ends = theatre.time_zone, theatre.terms.day_ends_minute
    return tuple(one for one in found if business_day(one.show.starts_at, zone, ends) == day)


async def _show_facts(request: Request, show_ids: set[int]) -> dict[int, ShowFacts]:
    services = request.services
    shows = await asyncio.gather(*(services.shows.get(show_id) for show_id in sorted(show_ids)))
    movies = await services.movies.get_many(tuple({show.movie_id for show in shows}))
    titles = {movie.movie_id: movie.title for movie in movies}
    return {
        show.show_id: ShowFacts(titles.get(show.movie_id, ""), show.starts_at) for show in shows
    }


def _text(report: object) -> str:
    return json.dumps(to_plain(report), ensure_ascii=False, separators=(",", ":"))


BINDINGS = Bindings(
    roots={
        "Query.shift": shift,
        "Query.shifts": shifts,
        "Query.approvers": approvers,
        "Query.dayRegister": day_register_of,
        "Query.collectionReport": collection_report_of,
        "Mutation.openShift": open_shift,
        "Mutation.moveCash": move_cash,
        "Mutation.closeShift": close_shift,
        "Mutation.countersignShift": countersign_shift,
    },
    shapes={
        "Pile": Shape(Pile),
        "ShiftEntry": Shape(ShiftEntry),
        "TenderFigures": Shape(TenderFigures),
        "ShiftFigures": Shape(ShiftFigures),
        "Unfinished": Shape(Unfinished),
        "Shift": Shape(Shift),
        "ShiftReport": Shape(ShiftReport),
    },
    inputs={"CounterInput": AtCounter, "ApprovalInput": Approval, "PileInput": Pile},
    enums={"EntryKind": EntryKind, "CashMove": CashMove, "UnfinishedKind": UnfinishedKind},
)
