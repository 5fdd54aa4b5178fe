"""Who may use which field: one rule for every root field, checked before its resolver runs."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from boxoffice.gateway.request import Request
from boxoffice.model.errors import NotAllowed, NotFound, NotSignedIn
from boxoffice.model.user import Caller, Role
from boxoffice.rules.rights import THEATRE_ROLES

Arguments: TypeAlias = Mapping[str, Any]
#: None when the arguments are about nothing that anybody could own.
Scope: TypeAlias = Callable[[Request, Arguments], Awaitable[str | None]]

STAFF_ROLES = THEATRE_ROLES | {Role.MOVIE_ADMIN, Role.LOCATION_ADMIN, Role.SYSTEM_ADMIN}


@dataclass(frozen=True, slots=True)
class Rule:
    """Who may use a field.

    `public`: anybody. `guests`: also people who have not signed in, where the gateway allows
    that. `roles`: only these (none: whoever has signed in); a system admin may always. `scope`
    answers the theatre the arguments are about, which must be one of the caller's.
    """

    public: bool = False
    guests: bool = False
    roles: frozenset[Role] = frozenset()
    scope: Scope | None = None


async def admit(rule: Rule, request: Request, arguments: Arguments) -> None:
    """NotSignedIn or NotAllowed unless the rule lets this caller use these arguments."""
    if rule.public:
        return
    caller = await request.caller()
    if not caller.user_id:
        if rule.guests and request.guests:
            return
        raise NotSignedIn("Please sign in first.")
    held = {grant.role for grant in caller.grants}
    if Role.SYSTEM_ADMIN in held:
        return
    if rule.roles and not held & rule.roles:
        raise NotAllowed("Your role does not allow this.")
    if rule.scope is not None and held & THEATRE_ROLES:
        theatre_id = await rule.scope(request, arguments)
        if theatre_id is None:
            return
        if not is_staff_at(caller, theatre_id, rule.roles or THEATRE_ROLES):
            raise NotAllowed("This belongs to another theatre.")


def is_staff_at(caller: Caller, theatre_id: str, roles: frozenset[Role] = THEATRE_ROLES) -> bool:
    """Whether the caller has one of `roles` at this theatre, or is a system admin."""
    return any(
        grant.role is Role.SYSTEM_ADMIN
        or (grant.role in roles and grant.theatre_id in ("", theatre_id))
        for grant in caller.grants
    )


def is_staff(caller: Caller) -> bool:
    """Whether the caller works for any theatre or for the platform."""
    return any(grant.role in STAFF_ROLES for grant in caller.grants)


def _theatre(*path: str) -> Scope:
    """The theatre whose id is the argument at `path`."""

    async def theatre_id(_request: Request, arguments: Arguments) -> str:
        return str(_at(arguments, path))

    return theatre_id


def _screen(*path: str) -> Scope:
    """The theatre of the screen whose id is the argument at `path`."""

    async def theatre_id(request: Request, arguments: Arguments) -> str:
        return await request.facts.theatre_of_screen(_at(arguments, path))

    return theatre_id


def _draft(*path: str) -> Scope:
    """The theatre of the draft whose id is the argument at `path`."""

    async def theatre_id(request: Request, arguments: Arguments) -> str:
        return await request.services.screens.theatre_of_draft(_at(arguments, path))

    return theatre_id


def _theatre_if_any(name: str) -> Scope:
    """As `_theatre`, of an argument that may be left out."""

    async def theatre_id(_request: Request, arguments: Arguments) -> str | None:
        return arguments.get(name) or None

    return theatre_id


def _show(*path: str) -> Scope:
    """The theatre of the show whose id is the argument at `path`."""

    async def theatre_id(request: Request, arguments: Arguments) -> str:
        return await request.facts.theatre_of_show(_at(arguments, path))

    return theatre_id


def _booking(*path: str) -> Scope:
    """The theatre of the booking whose id is the argument at `path`."""

    async def theatre_id(request: Request, arguments: Arguments) -> str:
        return await request.facts.theatre_of_booking(_at(arguments, path))

    return theatre_id


def _shift(*path: str) -> Scope:
    """The theatre of the shift whose id is the argument at `path`."""

    async def theatre_id(request: Request, arguments: Arguments) -> str:
        report = await request.services.payments.shift_report(_at(arguments, path))
        return report.shift.theatre_id

    return theatre_id


def _payment(*path: str) -> Scope:
    """The theatre of the payment whose id is the argument at `path`."""

    async def theatre_id(request: Request, arguments: Arguments) -> str:
        return await request.services.payments.theatre_of(_at(arguments, path))

    return theatre_id


def _notices(*path: str) -> Scope:
    """As `_theatre`, where no theatre's id stands for what belongs to none: not even staff of all
    theatres see to that."""

    async def theatre_id(_request: Request, arguments: Arguments) -> str:
        named = str(_at(arguments, path))
        if not named:
            raise NotAllowed("Only a system admin sees to what belongs to no theatre.")
        return named

    return theatre_id


def _booking_left(*path: str) -> Scope:
    """As `_booking`, for letting go: a booking that is gone, and one that never was, has nothing
    left to let go, whoever asks."""
    of_booking = _booking(*path)

    async def theatre_id(request: Request, arguments: Arguments) -> str | None:
        try:
            return await of_booking(request, arguments)
        except NotFound:
            return None

    return theatre_id


def _at(arguments: Arguments, path: tuple[str, ...]) -> Any:
    value: Any = arguments
    for name in path:
        value = value[name]
    return value


def _admins(*roles: Role, scope: Scope | None = None) -> Rule:
    return Rule(roles=frozenset({*roles, Role.SYSTEM_ADMIN}), scope=scope)


def _supervisors(scope: Scope) -> Rule:
    return _admins(Role.SUPERVISOR, Role.THEATRE_ADMIN, scope=scope)


def _staff(scope: Scope) -> Rule:
    return Rule(roles=THEATRE_ROLES | {Role.SYSTEM_ADMIN}, scope=scope)


def _guests(scope: Scope | None = None) -> Rule:
    """Guests where the gateway allows them, else whoever signed in; staff at their theatre."""
    return Rule(guests=True, scope=scope)


_PUBLIC = Rule(public=True)
_SIGNED_IN = Rule()

RULES: Mapping[str, Rule] = {
    "Query.getMovies": _PUBLIC,
    "Query.movie": _PUBLIC,
    "Query.getShowDates": _PUBLIC,
    "Query.getShows": _PUBLIC,
    "Query.fetchTheatre": _PUBLIC,
    "Query.fetchTheatreByLoc": _PUBLIC,
    "Query.getScreen": _PUBLIC,
    "Query.getSeats": _PUBLIC,
    "Query.getAvailableSeats": _PUBLIC,
    "Query.layout": _PUBLIC,
    "Query.serverTime": _PUBLIC,
    "Mutation.signIn": _PUBLIC,
    "Mutation.refresh": _PUBLIC,
    "Mutation.signOut": _PUBLIC,
    # Whoever knows the code may; without one, or with a wrong one, nothing is told or done.
    "Mutation.requestCode": _PUBLIC,
    "Mutation.confirmContact": _PUBLIC,
    "Mutation.resetPassword": _PUBLIC,
    "Mutation.addGuestUser": _guests(),
    "Mutation.addUser": _guests(),
    "Mutation.lockSeats": _guests(_show("lock", "show_id")),
    "Mutation.hold": _guests(_show("show_id")),
    "Query.offers": _guests(_show("show_id")),
    "Subscription.seatMap": _guests(_show("show_id")),
    "Query.getBookingDetails": _guests(_booking("book_id")),
    "Query.booking": _guests(_booking("booking_id")),
    "Query.tickets": _guests(_booking("booking_id")),
    "Subscription.bookingChanged": _guests(_booking("booking_id")),
    "Mutation.releaseSeats": _guests(_booking_left("rel", "bid")),
    "Mutation.amendHold": _guests(_booking("booking_id")),
    "Mutation.extendHold": _guests(_booking("booking_id")),
    "Mutation.releaseHold": _guests(_booking_left("booking_id")),
    "Mutation.makePayment": _guests(_booking("input", "booking_id")),
    # Whose data it is decides the rest, in the resolver.
    "Query.fetchUser": _SIGNED_IN,
    "Query.me": _SIGNED_IN,
    "Query.myTheatres": _SIGNED_IN,
    "Query.sessions": _SIGNED_IN,
    "Mutation.endSession": _SIGNED_IN,
    "Mutation.endAllSessions": _SIGNED_IN,
    "Mutation.changePassword": _SIGNED_IN,
    # Whom it is about decides the rest, in the User service and in one step with the change.
    "Query.sessionsOf": _admins(Role.THEATRE_ADMIN),
    "Mutation.setPassword": _admins(Role.THEATRE_ADMIN),
    "Mutation.setPin": Rule(roles=STAFF_ROLES),
    "Mutation.checkPin": Rule(roles=THEATRE_ROLES | {Role.SYSTEM_ADMIN}),
    "Mutation.addStaff": _admins(Role.THEATRE_ADMIN, scope=_theatre_if_any("theatre_id")),
    "Mutation.grantRole": _admins(Role.THEATRE_ADMIN, scope=_theatre_if_any("theatre_id")),
    "Mutation.revokeRole": _admins(Role.THEATRE_ADMIN, scope=_theatre_if_any("theatre_id")),
    "Query.staff": _admins(Role.THEATRE_ADMIN, scope=_theatre("theatre_id")),
    "Query.theatre": _staff(_theatre("theatre_id")),
    "Query.listing": _staff(_show("show_id")),
    "Query.listings": _staff(_theatre("theatre_id")),
    "Subscription.showAvailability": _staff(_theatre("theatre_id")),
    "Query.getScreens": _staff(_theatre("theatre_id")),
    "Query.getShowsForAdmin": _staff(_theatre("theatre_id")),
    "Query.getShowDetails": _staff(_theatre("theatre_id")),
    "Query.getBookingsDetails": _staff(_show("show_id")),
    # For which reasons is decided in the resolver, by the role.
    "Query.blocks": _staff(_show("show_id")),
    "Query.seatHistory": _staff(_show("show_id")),
    "Mutation.blockSeats": _staff(_show("show_id")),
    "Mutation.unblockSeats": _staff(_show("show_id")),
    "Query.payments": _staff(_booking("booking_id")),
    "Mutation.takePayment": _staff(_booking("booking_id")),
    "Query.findBookings": _staff(_theatre("theatre_id")),
    "Query.refundPlan": _staff(_booking("booking_id")),
    "Query.exchangePlan": _staff(_booking("booking_id")),
    "Mutation.exchange": _staff(_booking("booking_id")),
    "Query.refunds": _staff(_booking("booking_id")),
    "Query.creditNotes": _staff(_booking("booking_id")),
    "Mutation.setCustomer": _staff(_booking("booking_id")),
    "Query.reservations": _staff(_show("show_id")),
    # Who may without a supervisor's PIN, and for how long, the rule of the theatre decides.
    "Mutation.reserve": _staff(_booking("booking_id")),
    "Mutation.extendReservation": _staff(_booking("booking_id")),
    "Mutation.releaseLines": _staff(_booking("booking_id")),
    "Mutation.collectTickets": _staff(_booking("booking_id")),
    # Who may without a supervisor's PIN is decided in the resolver.
    "Mutation.refund": _staff(_booking("booking_id")),
    "Query.cancelledShows": _supervisors(_theatre("theatre_id")),
    "Query.cancelledShow": _supervisors(_show("show_id")),
    "Mutation.cancelShow": _supervisors(_show("show_id")),
    "Mutation.orderRemedy": _supervisors(_show("show_id")),
    "Mutation.closePayment": _staff(_booking("booking_id")),
    "Mutation.giveUpPayment": _staff(_booking("booking_id")),
    "Query.notices": _staff(_notices("theatre_id")),
    "Query.ticketsToReissue": _staff(_theatre("theatre_id")),
    "Mutation.reprintTickets": _staff(_booking("booking_id")),
    "Mutation.sendTickets": _staff(_booking("booking_id")),
    "Mutation.ticketsReissued": _staff(_booking("booking_id")),
    "Query.owed": _staff(_theatre("theatre_id")),
    # Who may without a supervisor's PIN is decided in the resolver.
    "Mutation.paymentReturned": _staff(_payment("payment_id")),
    "Query.shift": _staff(_theatre("theatre_id")),
    "Query.approvers": _staff(_theatre("theatre_id")),
    "Mutation.openShift": _staff(_theatre("theatre_id")),
    "Mutation.moveCash": _staff(_theatre("theatre_id")),
    # Whose shift it is decides the rest, in the resolver.
    "Mutation.closeShift": _staff(_shift("shift_id")),
    "Mutation.countersignShift": _staff(_shift("shift_id")),
    "Query.shifts": _supervisors(_theatre("theatre_id")),
    "Query.dayRegister": _supervisors(_theatre("theatre_id")),
    "Query.collectionReport": _supervisors(_theatre("theatre_id")),
    "Query.voucher": _staff(_theatre("theatre_id")),
    "Mutation.issueVoucher": _admins(Role.THEATRE_ADMIN, scope=_theatre("theatre_id")),
    "Mutation.addScreen": _admins(Role.THEATRE_ADMIN, scope=_theatre("screen", "theatre_id")),
    "Query.screens": _admins(Role.THEATRE_ADMIN, scope=_theatre("theatre_id")),
    "Query.layoutVersions": _admins(Role.THEATRE_ADMIN, scope=_theatre("theatre_id")),
    "Query.drafts": _admins(Role.THEATRE_ADMIN, scope=_theatre("theatre_id")),
    "Query.draft": _admins(Role.THEATRE_ADMIN, scope=_draft("draft_id")),
    "Query.showsToCome": _admins(Role.THEATRE_ADMIN, scope=_theatre("theatre_id")),
    "Mutation.openScreen": _admins(Role.THEATRE_ADMIN, scope=_theatre("theatre_id")),
    "Mutation.saveDraft": _admins(Role.THEATRE_ADMIN, scope=_screen("draft", "screen_id")),
    "Mutation.deleteDraft": _admins(Role.THEATRE_ADMIN, scope=_draft("draft_id")),
    "Mutation.publishLayout": _admins(Role.THEATRE_ADMIN, scope=_screen("screen_id")),
    "Subscription.layoutChanged": _admins(Role.THEATRE_ADMIN, scope=_screen("screen_id")),
    "Query.moveOfShow": _admins(Role.THEATRE_ADMIN, scope=_show("show_id")),
    "Mutation.moveShow": _admins(Role.THEATRE_ADMIN, scope=_show("show_id")),
    "Query.stock": _staff(_theatre("theatre_id")),
    "Mutation.changeStock": _admins(
        Role.SUPERVISOR, Role.THEATRE_ADMIN, scope=_theatre("theatre_id")
    ),
    "Query.doorList": _staff(_theatre("theatre_id")),
    "Query.ticketKeys": _admins(Role.THEATRE_ADMIN, scope=_theatre("theatre_id")),
    "Mutation.rotateTicketKey": _admins(Role.THEATRE_ADMIN, scope=_theatre("theatre_id")),
    "Mutation.retireTicketKey": _admins(Role.THEATRE_ADMIN, scope=_theatre("theatre_id")),
    "Query.paperTemplate": _staff(_theatre("theatre_id")),
    "Mutation.setPaperTemplate": _admins(Role.THEATRE_ADMIN, scope=_theatre("theatre_id")),
    "Mutation.setSaleTerms": _admins(Role.THEATRE_ADMIN, scope=_theatre("theatre_id")),
    "Mutation.addShow": _admins(Role.THEATRE_ADMIN, scope=_theatre("theatre_id")),
    "Mutation.scheduleShows": _admins(Role.THEATRE_ADMIN, scope=_theatre("theatre_id")),
    "Query.movies": _admins(Role.THEATRE_ADMIN, Role.MOVIE_ADMIN),
    "Mutation.updateShowStatus": _admins(Role.THEATRE_ADMIN, scope=_theatre("theatre_id")),
    "Mutation.addTheatre": _admins(Role.THEATRE_ADMIN),
    "Query.titles": _admins(Role.THEATRE_ADMIN, Role.MOVIE_ADMIN),
    "Mutation.saveTitle": _admins(Role.MOVIE_ADMIN),
    "Mutation.createMovie": _admins(Role.MOVIE_ADMIN),
    "Mutation.updateMovie": _admins(Role.MOVIE_ADMIN),
    "Mutation.deleteMovie": _admins(Role.MOVIE_ADMIN),
    "Mutation.addLocation": _admins(Role.LOCATION_ADMIN),
}
