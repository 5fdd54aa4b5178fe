from collections.abc import Iterator
from typing import Any

import pytest

from boxoffice.gateway.access import RULES, admit
from boxoffice.gateway.facts import Facts
from boxoffice.gateway.open_holds import OpenHolds, OpenLimits
from boxoffice.gateway.request import Request, Shared
from boxoffice.model.errors import NotAllowed, NotFound, NotSignedIn, Refusal
from boxoffice.model.shift import Shift, ShiftReport
from boxoffice.model.theatre import Screen
from boxoffice.model.user import Caller, Grant, Role
from boxoffice.rules.shift_reckoning import Effort, reckon
from tests.clock import FakeClock
from tests.unit.gateway.samples import NOON, booking, show
from tests.unit.gateway.upstream_double import UpstreamDouble

#: Who asks; all arguments are about PVRAH.
CALLERS = {
    "nobody": Caller(),
    "customer": Caller("u", (Grant(Role.CUSTOMER),)),
    "clerk": Caller("u", (Grant(Role.COUNTER, "PVRAH"),)),
    "supervisor": Caller("u", (Grant(Role.SUPERVISOR, "PVRAH"),)),
    "theatre": Caller("u", (Grant(Role.THEATRE_ADMIN, "PVRAH"),)),
    "elsewhere": Caller("u", (Grant(Role.THEATRE_ADMIN, "CPUNE"),)),
    "movie": Caller("u", (Grant(Role.MOVIE_ADMIN),)),
    "location": Caller("u", (Grant(Role.LOCATION_ADMIN),)),
    "system": Caller("u", (Grant(Role.SYSTEM_ADMIN),)),
}

ALL = "nobody customer clerk supervisor theatre elsewhere movie location system"
SIGNED_IN = "customer clerk supervisor theatre elsewhere movie location system"
#: Whoever has signed in, but theatre staff for their own theatre only.
OWN = "customer clerk supervisor theatre movie location system"
STAFF = "clerk supervisor theatre system"
ADMIN = "theatre system"

#: Without guest booking.
ADMITTED = {
    "Query.getMovies": ALL,
    "Query.movie": ALL,
    "Query.getShowDates": ALL,
    "Query.getShows": ALL,
    "Query.fetchTheatre": ALL,
    "Query.fetchTheatreByLoc": ALL,
    "Query.getScreen": ALL,
    "Query.getSeats": ALL,
    "Query.getAvailableSeats": ALL,
    "Query.layout": ALL,
    "Query.serverTime": ALL,
    "Query.fetchUser": SIGNED_IN,
    "Query.me": SIGNED_IN,
    "Query.myTheatres": SIGNED_IN,
    "Query.sessions": SIGNED_IN,
    "Query.sessionsOf": "theatre elsewhere system",
    "Query.staff": ADMIN,
    "Query.getBookingDetails": OWN,
    "Query.booking": OWN,
    "Query.offers": OWN,
    "Query.tickets": OWN,
    "Query.theatre": STAFF,
    "Query.listing": STAFF,
    "Query.listings": STAFF,
    "Query.getScreens": STAFF,
    "Query.getShowsForAdmin": STAFF,
    "Query.getShowDetails": STAFF,
    "Query.getBookingsDetails": STAFF,
    "Query.blocks": STAFF,
    "Query.reservations": STAFF,
    "Query.doorList": STAFF,
    "Query.ticketKeys": ADMIN,
    "Mutation.rotateTicketKey": ADMIN,
    "Mutation.retireTicketKey": ADMIN,
    "Mutation.reserve": STAFF,
    "Mutation.extendReservation": STAFF,
    "Mutation.releaseLines": STAFF,
    "Mutation.collectTickets": STAFF,
    "Query.seatHistory": STAFF,
    "Mutation.blockSeats": STAFF,
    "Mutation.unblockSeats": STAFF,
    "Query.payments": STAFF,
    "Mutation.signIn": ALL,
    "Mutation.refresh": ALL,
    "Mutation.signOut": ALL,
    "Mutation.endSession": SIGNED_IN,
    "Mutation.endAllSessions": SIGNED_IN,
    "Mutation.requestCode": ALL,
    "Mutation.confirmContact": ALL,
    "Mutation.resetPassword": ALL,
    "Mutation.changePassword": SIGNED_IN,
    "Mutation.setPassword": "theatre elsewhere system",
    "Mutation.setPin": "clerk supervisor theatre elsewhere movie location system",
    "Mutation.checkPin": "clerk supervisor theatre elsewhere system",
    "Mutation.addStaff": ADMIN,
    "Mutation.grantRole": ADMIN,
    "Mutation.revokeRole": ADMIN,
    "Mutation.addUser": SIGNED_IN,
    "Mutation.addGuestUser": SIGNED_IN,
    "Mutation.lockSeats": OWN,
    "Mutation.releaseSeats": OWN,
    "Mutation.makePayment": OWN,
    "Mutation.hold": OWN,
    "Mutation.amendHold": OWN,
    "Mutation.extendHold": OWN,
    "Mutation.releaseHold": OWN,
    "Mutation.takePayment": STAFF,
    "Query.findBookings": STAFF,
    "Query.refundPlan": STAFF,
    "Query.exchangePlan": STAFF,
    "Mutation.exchange": STAFF,
    "Query.refunds": STAFF,
    "Query.creditNotes": STAFF,
    "Mutation.setCustomer": STAFF,
    "Mutation.refund": STAFF,
    "Query.cancelledShows": "supervisor theatre system",
    "Query.cancelledShow": "supervisor theatre system",
    "Mutation.cancelShow": "supervisor theatre system",
    "Mutation.orderRemedy": "supervisor theatre system",
    "Mutation.closePayment": STAFF,
    "Mutation.giveUpPayment": STAFF,
    "Query.notices": STAFF,
    "Query.owed": STAFF,
    "Mutation.paymentReturned": STAFF,
    "Query.shift": STAFF,
    "Query.approvers": STAFF,
    "Mutation.openShift": STAFF,
    "Mutation.moveCash": STAFF,
    "Mutation.closeShift": STAFF,
    "Mutation.countersignShift": STAFF,
    "Query.shifts": "supervisor theatre system",
    "Query.dayRegister": "supervisor theatre system",
    "Query.collectionReport": "supervisor theatre system",
    "Query.voucher": STAFF,
    "Mutation.issueVoucher": ADMIN,
    "Query.paperTemplate": STAFF,
    "Mutation.setPaperTemplate": ADMIN,
    "Mutation.setSaleTerms": ADMIN,
    "Query.stock": STAFF,
    "Mutation.changeStock": "supervisor theatre system",
    "Mutation.addScreen": ADMIN,
    "Query.screens": ADMIN,
    "Query.layoutVersions": ADMIN,
    "Query.drafts": ADMIN,
    "Query.draft": ADMIN,
    "Query.showsToCome": ADMIN,
    "Query.titles": "theatre elsewhere movie system",
    "Query.movies": "theatre elsewhere movie system",
    "Mutation.scheduleShows": ADMIN,
    "Mutation.openScreen": ADMIN,
    "Mutation.saveDraft": ADMIN,
    "Mutation.deleteDraft": ADMIN,
    "Mutation.publishLayout": ADMIN,
    "Subscription.layoutChanged": ADMIN,
    "Query.ticketsToReissue": STAFF,
    "Mutation.reprintTickets": STAFF,
    "Mutation.sendTickets": STAFF,
    "Mutation.ticketsReissued": STAFF,
    "Query.moveOfShow": ADMIN,
    "Mutation.moveShow": ADMIN,
    "Mutation.addShow": ADMIN,
    "Mutation.updateShowStatus": ADMIN,
    "Mutation.addTheatre": "theatre elsewhere system",
    "Mutation.saveTitle": "movie system",
    "Mutation.createMovie": "movie system",
    "Mutation.updateMovie": "movie system",
    "Mutation.deleteMovie": "movie system",
    "Mutation.addLocation": "location system",
    "Subscription.seatMap": OWN,
    "Subscription.bookingChanged": OWN,
    "Subscription.showAvailability": STAFF,
}

#: What guest booking opens to people who have not signed in.
OPEN_TO_GUESTS = {
    "Query.getBookingDetails",
    "Query.booking",
    "Query.offers",
    "Query.tickets",
    "Mutation.addUser",
    "Mutation.addGuestUser",
    "Mutation.lockSeats",
    "Mutation.releaseSeats",
    "Mutation.makePayment",
    "Mutation.hold",
    "Mutation.amendHold",
    "Mutation.extendHold",
    "Mutation.releaseHold",
    "Subscription.seatMap",
    "Subscription.bookingChanged",
}

ARGUMENTS: dict[str, Any] = {
    "theatre_id": "PVRAH",
    "show_id": 10001,
    "booking_id": "b-secret",
    "book_id": "b-secret",
    "payment_id": "p1",
    "shift_id": "s1",
    "lock": {"show_id": 10001},
    "rel": {"bid": "b-secret"},
    "input": {"booking_id": "b-secret"},
    "screen": {"theatre_id": "PVRAH"},
    "screen_id": "S1",
    "draft_id": "d-1",
    "draft": {"screen_id": "S1"},
}


SHIFT = ShiftReport(
    Shift("s1", "PVRAH", "u", "Till 1", "INR", NOON, opened_by_sale=False),
    reckon((), Effort(), "INR"),
    (),
    (),
)


def request_of(caller: Caller, *, guests: bool = False) -> Request:
    upstream = UpstreamDouble(
        {
            "users.caller": caller,
            "shows.get": show(),
            "bookings.get": booking("A1"),
            "payments.theatre_of": "PVRAH",
            "payments.shift_report": SHIFT,
            "screens.get": Screen("S1", "PVRAH", "Audi 1", "100001", NOON, NOON),
            "screens.theatre_of_draft": "PVRAH",
        }
    )
    services = upstream.services()
    shared = Shared(services, FakeClock(), Facts(services), guests, OpenHolds(OpenLimits()))
    return Request(shared, "token" if caller.user_id else "")


def cases() -> Iterator[tuple[str, str, bool]]:
    for field, admitted in ADMITTED.items():
        for name in CALLERS:
            yield field, name, name in admitted.split()


def test_every_field_has_a_row_in_this_table() -> None:
    assert set(ADMITTED) == set(RULES)


@pytest.mark.parametrize(("field", "name", "admitted"), list(cases()))
async def test_a_field_is_open_to_exactly_these(field: str, name: str, admitted: bool) -> None:
    assert await _admitted(field, request_of(CALLERS[name])) is admitted


@pytest.mark.parametrize("field", RULES)
async def test_guest_booking_opens_exactly_these_to_people_who_have_not_signed_in(
    field: str,
) -> None:
    open_to_all = "nobody" in ADMITTED[field].split()
    admitted = await _admitted(field, request_of(Caller(), guests=True))
    assert admitted is (open_to_all or field in OPEN_TO_GUESTS)


async def test_nobody_is_told_to_sign_in_and_a_clerk_that_it_is_not_for_them() -> None:
    with pytest.raises(NotSignedIn):
        await admit(RULES["Mutation.takePayment"], request_of(Caller()), ARGUMENTS)
    with pytest.raises(NotAllowed):
        await admit(RULES["Mutation.addShow"], request_of(CALLERS["clerk"]), ARGUMENTS)


async def test_a_role_granted_without_a_theatre_counts_for_all() -> None:
    everywhere = Caller("u", (Grant(Role.SUPERVISOR),))
    assert await _admitted("Mutation.takePayment", request_of(everywhere))


@pytest.mark.parametrize(
    ("role", "admitted"), [(Role.THEATRE_ADMIN, False), (Role.SYSTEM_ADMIN, True)]
)
async def test_what_belongs_to_no_theatre_is_for_system_admins(role: Role, admitted: bool) -> None:
    everywhere = request_of(Caller("u", (Grant(role),)))
    assert await _admitted("Query.notices", everywhere, {"theatre_id": ""}) is admitted


async def test_one_role_here_and_another_there_do_not_add_up() -> None:
    both = Caller("u", (Grant(Role.COUNTER, "PVRAH"), Grant(Role.THEATRE_ADMIN, "CPUNE")))
    assert not await _admitted("Mutation.addShow", request_of(both))


async def test_an_unknown_booking_is_not_found_rather_than_not_allowed() -> None:
    request = request_of(CALLERS["clerk"])
    upstream = UpstreamDouble({"bookings.get": NotFound("There is no such booking.")})
    request.facts = Facts(upstream.services())
    with pytest.raises(NotFound):
        await admit(RULES["Query.booking"], request, ARGUMENTS)


@pytest.mark.parametrize("field", ["Mutation.releaseHold", "Mutation.releaseSeats"])
async def test_whoever_lets_go_what_is_gone_may_do_so_again(field: str) -> None:
    request = request_of(CALLERS["clerk"])
    upstream = UpstreamDouble({"bookings.get": NotFound("There is no such booking.")})
    request.facts = Facts(upstream.services())
    assert await _admitted(field, request)


async def _admitted(field: str, request: Request, arguments: dict[str, Any] = ARGUMENTS) -> bool:
    try:
        await admit(RULES[field], request, arguments)
    except Refusal:
        return False
    return True
