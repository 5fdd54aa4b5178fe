"""Holds and bookings."""

from collections.abc import AsyncIterator
from typing import Any, NamedTuple

from boxoffice.gateway.access import is_staff
from boxoffice.gateway.binding import Bindings, Shape
from boxoffice.gateway.closing import Closing
from boxoffice.gateway.request import Request
from boxoffice.model.booking import (
    Booking,
    BookingState,
    Buyer,
    HoldAnswer,
    HoldRequest,
    ItemChoice,
    Line,
    LineKind,
    LineState,
    OfferPlace,
    SeatChoice,
    SeatOffer,
    TaxPart,
    Ticket,
)
from boxoffice.model.errors import BadInput, NotFound, Refusal
from boxoffice.model.payment import BookingPayments
from boxoffice.rules import payment_status as rules
from boxoffice.rules.rights import may_sell_house

#: Nothing of such a booking is held any more.
OVER = frozenset({BookingState.EXPIRED, BookingState.CANCELLED})


class LockAnswer(NamedTuple):
    """What came of a lock: the booking, or the refusal in words."""

    show_id: int
    user_id: str
    booking: Booking | None
    message: str


class ReleaseAnswer(NamedTuple):
    """Whether anything was let go, and a word on it."""

    rply: bool
    msg: str


NOTHING_LEFT = ReleaseAnswer(rply=False, msg="There was nothing left to release.")


async def lock_seats(request: Request, lock: dict[str, Any]) -> LockAnswer:
    """Hold seats; seats that are gone or unknown are an answer, not an error. A customer holds
    for nobody but themselves."""
    caller = await request.caller()
    wanted = HoldRequest(
        show_id=lock["show_id"],
        seats=tuple(SeatChoice(seat_id) for seat_id in lock["seat_ids"]),
        user_id=lock["user_id"] if is_staff(caller) else caller.user_id or lock["user_id"],
        category_id=lock.get("category_id") or 0,
        token=lock.get("token") or "",
        guest=not is_staff(caller),
        asker=await request.asker(),
    )
    try:
        answer = await _hold(request, wanted)
    except Refusal as refusal:
        if not refusal.seat_ids:
            raise
        return LockAnswer(wanted.show_id, wanted.user_id, None, str(refusal))
    if answer.booking is None:
        message = f"Gone already: {', '.join(answer.gone)}."
    else:
        message = f"Held: {', '.join(line.seat_id for line in answer.booking.seats)}."
    return LockAnswer(wanted.show_id, wanted.user_id, answer.booking, message)


async def release_seats(request: Request, rel: dict[str, Any]) -> ReleaseAnswer:
    """Let some seats of a hold go, or all of them."""
    booking_id, leaving = rel["bid"], set(rel["seat_ids"])
    try:
        booking = await request.services.bookings.get(booking_id)
    except NotFound:
        return NOTHING_LEFT
    if booking.state in OVER:
        return NOTHING_LEFT
    if booking.show_id != rel["show_id"]:
        raise BadInput("This booking is for another show.")
    if not leaving:
        raise BadInput("Say which seats to release.")
    if unknown := leaving - {line.seat_id for line in booking.seats}:
        named = tuple(sorted(unknown))
        raise BadInput(f"Not in this booking: {', '.join(named)}.", seat_ids=named)
    staying = tuple(
        SeatChoice(line.seat_id, line.ticket_type)
        for line in booking.seats
        if line.seat_id not in leaving
    )
    released = f"Released: {', '.join(sorted(leaving))}."
    if staying:
        answer = await request.services.bookings.amend(booking_id, staying)
        await note_open(request, answer.booking)
        held = ", ".join(choice.seat_id for choice in staying)
        return ReleaseAnswer(rply=True, msg=f"{released} Still held: {held}.")
    if await release_hold(request, booking_id):
        return ReleaseAnswer(rply=True, msg=released)
    return NOTHING_LEFT


async def get_booking_details(request: Request, book_id: str) -> Booking:
    """One hold or booking."""
    return await booking(request, book_id)


async def get_bookings_details(request: Request, show_id: int) -> tuple[Booking, ...]:
    """A show's bookings and live holds."""
    return await request.bookings_of_show.get(show_id)


async def booking(request: Request, booking_id: str) -> Booking:
    """One hold or booking."""
    found = await request.services.bookings.get(booking_id)
    if found.expires_at is None:
        # Paid or over: nothing of it is held any more.
        request.open_holds.let_go(await _limited(request), booking_id)
    return found


async def booking_changed(request: Request, booking_id: str) -> AsyncIterator[Booking]:
    """One hold or booking, and whatever becomes of it."""
    bookings = request.services.bookings.watch_booking(booking_id)
    async with Closing(bookings):
        async for booking in bookings:
            request.forget_payments()
            yield booking


async def offers(
    request: Request, show_id: int, count: int, category_id: int | None = None
) -> tuple[SeatOffer, ...]:
    """Proposals of free seats."""
    return await request.services.bookings.offers(show_id, count, category_id or 0)


async def tickets(request: Request, booking_id: str) -> tuple[Ticket, ...]:
    """The tickets of a confirmed booking."""
    return await request.services.bookings.tickets(booking_id)


async def hold(
    request: Request,
    show_id: int,
    seats: list[SeatChoice],
    token: str | None = None,
    codes: list[str] | None = None,
    items: list[ItemChoice] | None = None,
) -> HoldAnswer:
    """Hold seats for the caller."""
    caller = await request.caller()
    wanted = HoldRequest(
        show_id=show_id,
        seats=tuple(seats),
        user_id=caller.user_id,
        token=token or "",
        guest=not is_staff(caller),
        asker=await request.asker(),
        house=await _sells_house(request, show_id),
        codes=tuple(codes or ()),
        items=tuple(items or ()),
    )
    return await _hold(request, wanted)


async def amend_hold(
    request: Request,
    booking_id: str,
    seats: list[SeatChoice],
    codes: list[str] | None = None,
    buyer: Buyer | None = None,
    items: list[ItemChoice] | None = None,
) -> HoldAnswer:
    """Make the hold's seats, and its codes, buyer and items where given, exactly these."""
    given = None if codes is None else tuple(codes)
    beside = None if items is None else tuple(items)
    who = await _limited(request)
    with request.open_holds.room(who, len(seats), request.clock.now(), known=booking_id):
        bookings, house = request.services.bookings, await _sells_house_of(request, booking_id)
        answer = await bookings.amend(booking_id, tuple(seats), given, buyer, beside, house=house)
    if not seats:
        request.open_holds.let_go(who, booking_id)
    await note_open(request, answer.booking)
    return answer


async def extend_hold(request: Request, booking_id: str) -> Booking:
    """Start the hold's time anew."""
    extended = await request.services.bookings.extend(booking_id)
    await note_open(request, extended)
    return extended


async def release_hold(request: Request, booking_id: str) -> bool:
    """Let a hold go."""
    by = (await request.caller()).user_id
    released = await request.services.bookings.release(booking_id, by)
    request.open_holds.let_go(await _limited(request), booking_id)
    return released


def total_price(booking: Booking) -> float:
    """Part 1 carries major units."""
    return booking.total.major()


async def payment_status(booking: Booking, request: Request) -> int:
    """The contract's number; the payments of all bookings of a query are asked for at once."""
    payments = BookingPayments(booking.booking_id, ())
    if rules.asks_for_payments(booking):
        payments = await request.payments_of_booking.get(booking.booking_id)
    return rules.payment_status(booking, payments.states)


def active_seat_ids(booking: Booking) -> list[str]:
    """The seats the booking has now."""
    return [line.seat_id for line in booking.seats]


def whole(booking: Booking) -> Booking:
    """The same booking, read with part 2's names."""
    return booking


def locked(answer: LockAnswer) -> bool:
    """Whether the seats are held."""
    return answer.booking is not None


def locked_booking_id(answer: LockAnswer) -> str | None:
    """The key to the hold."""
    return answer.booking.booking_id if answer.booking else None


def locked_until(answer: LockAnswer) -> object:
    """The hold's deadline."""
    return answer.booking.expires_at if answer.booking else None


def locked_price(answer: LockAnswer) -> float:
    """Major units; nothing for a refused lock."""
    return answer.booking.total.major() if answer.booking else 0.0


async def _hold(request: Request, wanted: HoldRequest) -> HoldAnswer:
    who = await _limited(request)
    # An answer that got lost is asked for again with its token, and must not count twice.
    token = f"{wanted.show_id}\n{wanted.user_id}\n{wanted.token}" if wanted.token else ""
    with request.open_holds.room(who, len(wanted.seats), request.clock.now(), known=token):
        answer = await request.services.bookings.hold(wanted)
    if answer.booking is not None:
        request.open_holds.note(who, answer.booking, token)
        request.facts.note_booking(answer.booking.booking_id, answer.booking.theatre_id)
    return answer


async def _sells_house(request: Request, show_id: int) -> bool:
    """Whether the caller may sell the house's seats at this show."""
    caller = await request.caller()
    # Nobody else needs to be looked up the show's theatre for.
    return is_staff(caller) and may_sell_house(
        caller.grants, await request.facts.theatre_of_show(show_id)
    )


async def _sells_house_of(request: Request, booking_id: str) -> bool:
    caller = await request.caller()
    return is_staff(caller) and may_sell_house(
        caller.grants, await request.facts.theatre_of_booking(booking_id)
    )


async def note_open(request: Request, booking: Booking | None) -> None:
    """Count what the caller holds as it is now."""
    if booking is not None:
        request.open_holds.note(await _limited(request), booking)


async def _limited(request: Request) -> str:
    """By what a caller's open holds are counted: a customer's id, a guest's address. Empty for
    staff, who hold for others, and for whoever no limit holds for."""
    caller = await request.caller()
    if not request.address or is_staff(caller):
        return ""
    return caller.user_id or request.address


BINDINGS = Bindings(
    roots={
        "Query.getBookingDetails": get_booking_details,
        "Query.getBookingsDetails": get_bookings_details,
        "Query.booking": booking,
        "Query.offers": offers,
        "Query.tickets": tickets,
        "Mutation.lockSeats": lock_seats,
        "Mutation.releaseSeats": release_seats,
        "Mutation.hold": hold,
        "Mutation.amendHold": amend_hold,
        "Mutation.extendHold": extend_hold,
        "Mutation.releaseHold": release_hold,
    },
    streams={"Subscription.bookingChanged": booking_changed},
    shapes={
        "BookingDetails": Shape(
            Booking,
            {
                "total_price": total_price,
                "payment_status": payment_status,
                "booking_status": "state",
                "seatIDs": active_seat_ids,
                "booking": whole,
            },
        ),
        "SeatLockResponse": Shape(
            LockAnswer,
            {
                "success": locked,
                "BID": locked_booking_id,
                "expiresAt": locked_until,
                "total_price": locked_price,
            },
        ),
        "ReleaseResponse": Shape(ReleaseAnswer),
        "Booking": Shape(Booking),
        "Buyer": Shape(Buyer),
        "Line": Shape(Line),
        "TaxPart": Shape(TaxPart),
        "HoldAnswer": Shape(HoldAnswer),
        "SeatOffer": Shape(SeatOffer),
        "Ticket": Shape(Ticket),
    },
    inputs={"SeatChoiceInput": SeatChoice, "BuyerInput": Buyer},
    enums={"LineKind": LineKind, "LineState": LineState, "OfferPlace": OfferPlace},
)
