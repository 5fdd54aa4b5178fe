"""Who may do what: every root field of the schema, asked by everybody, of the real services.

One row a field, one column a caller. All arguments are about the first theatre, its show, a
booking of it, and people who work there.

    +  allowed (whatever else comes of it)
    s  NOT_SIGNED_IN
    -  NOT_ALLOWED
"""

import shutil
from collections.abc import AsyncIterator
from contextlib import aclosing
from dataclasses import replace
from pathlib import Path

import pytest
from graphql import build_schema

from boxoffice.gateway.binding import schema_text
from boxoffice.model.user import Grant, Role, StaffUser
from boxoffice.settings import Settings
from tests.clock import FakeClock
from tests.wire.access_stage import ASKED, BEFORE, Stage, staged
from tests.wire.conftest import Founded, Line, opened
from tests.wire.post_office import SECRET, sms_provider

#: `nobody` and a customer at a gateway without guest booking; `open` is nobody at one with it,
#: `guest` the same once they are known by addGuestUser.
CALLERS = (
    *("nobody", "open", "guest", "customer"),
    *("clerk", "supervisor", "admin"),
    *("other_clerk", "other_supervisor", "other_admin"),
    *("movie_admin", "location_admin", "system"),
)

#: One sign a caller, in the groups above.
PUBLIC = "+++ +   +++   +++   +++"
SIGNED_IN = "sss +   +++   +++   +++"
#: Guests where the gateway has them, and whoever is signed in; but not another theatre's staff.
BOOKING = "s++ +   +++   ---   +++"
GUESTS = "s++ +   +++   +++   +++"
OWN_STAFF = "sss -   +++   ---   --+"
OWN_SUPERVISOR = "sss -   -++   ---   --+"
OWN_ADMIN = "sss -   --+   ---   --+"

EXPECTED = {
    "Query.serverTime": PUBLIC,
    "Query.getMovies": PUBLIC,
    "Query.movie": PUBLIC,
    "Query.getShowDates": PUBLIC,
    "Query.getShows": PUBLIC,
    "Query.fetchTheatre": PUBLIC,
    "Query.fetchTheatreByLoc": PUBLIC,
    "Query.getScreen": PUBLIC,
    "Query.getSeats": PUBLIC,
    "Query.getAvailableSeats": PUBLIC,
    "Query.layout": PUBLIC,
    "Query.fetchUser": "sss -   +++   +++   +++",
    "Query.me": SIGNED_IN,
    "Query.myTheatres": SIGNED_IN,
    "Query.sessions": SIGNED_IN,
    "Query.sessionsOf": OWN_ADMIN,
    "Query.staff": OWN_ADMIN,
    "Query.offers": BOOKING,
    "Query.getBookingDetails": BOOKING,
    "Query.booking": BOOKING,
    "Query.tickets": BOOKING,
    "Query.theatre": OWN_STAFF,
    "Query.listing": OWN_STAFF,
    "Query.listings": OWN_STAFF,
    "Query.getScreens": OWN_STAFF,
    "Query.getShowsForAdmin": OWN_STAFF,
    "Query.getShowDetails": OWN_STAFF,
    "Query.getBookingsDetails": OWN_STAFF,
    "Query.blocks": OWN_STAFF,
    "Query.seatHistory": OWN_STAFF,
    "Mutation.blockSeats": OWN_STAFF,
    "Mutation.unblockSeats": OWN_STAFF,
    "Query.payments": OWN_STAFF,
    "Subscription.seatMap": BOOKING,
    "Subscription.bookingChanged": BOOKING,
    "Subscription.showAvailability": OWN_STAFF,
    "Mutation.lockSeats": BOOKING,
    "Mutation.hold": BOOKING,
    "Mutation.amendHold": BOOKING,
    "Mutation.extendHold": BOOKING,
    "Mutation.releaseHold": BOOKING,
    "Mutation.releaseSeats": BOOKING,
    "Mutation.makePayment": BOOKING,
    "Mutation.takePayment": OWN_STAFF,
    "Query.findBookings": OWN_STAFF,
    "Query.refundPlan": OWN_STAFF,
    "Query.exchangePlan": OWN_STAFF,
    "Mutation.exchange": OWN_STAFF,
    "Query.refunds": OWN_STAFF,
    "Query.creditNotes": OWN_STAFF,
    "Mutation.setCustomer": OWN_STAFF,
    "Query.reservations": OWN_STAFF,
    "Mutation.reserve": OWN_STAFF,
    "Mutation.extendReservation": OWN_SUPERVISOR,
    "Mutation.releaseLines": OWN_STAFF,
    "Mutation.collectTickets": OWN_STAFF,
    "Mutation.refund": OWN_SUPERVISOR,
    "Query.cancelledShows": OWN_SUPERVISOR,
    "Query.cancelledShow": OWN_SUPERVISOR,
    "Mutation.cancelShow": OWN_SUPERVISOR,
    "Mutation.orderRemedy": OWN_SUPERVISOR,
    "Mutation.closePayment": OWN_STAFF,
    "Mutation.giveUpPayment": OWN_STAFF,
    "Query.notices": OWN_STAFF,
    "Query.owed": OWN_STAFF,
    "Mutation.paymentReturned": OWN_SUPERVISOR,
    "Query.shift": OWN_STAFF,
    "Query.approvers": OWN_STAFF,
    "Query.shifts": OWN_SUPERVISOR,
    "Query.dayRegister": OWN_SUPERVISOR,
    "Query.collectionReport": OWN_SUPERVISOR,
    "Mutation.openShift": OWN_STAFF,
    "Mutation.moveCash": OWN_STAFF,
    "Mutation.closeShift": OWN_SUPERVISOR,
    "Mutation.countersignShift": OWN_STAFF,
    "Query.voucher": OWN_STAFF,
    "Mutation.issueVoucher": OWN_ADMIN,
    "Query.stock": OWN_STAFF,
    "Mutation.changeStock": OWN_SUPERVISOR,
    "Query.doorList": OWN_STAFF,
    "Query.ticketKeys": OWN_ADMIN,
    "Mutation.rotateTicketKey": OWN_ADMIN,
    "Mutation.retireTicketKey": OWN_ADMIN,
    "Query.paperTemplate": OWN_STAFF,
    "Mutation.setPaperTemplate": OWN_ADMIN,
    "Mutation.setSaleTerms": OWN_ADMIN,
    "Mutation.addScreen": OWN_ADMIN,
    "Query.screens": OWN_ADMIN,
    "Query.layoutVersions": OWN_ADMIN,
    "Query.drafts": OWN_ADMIN,
    "Query.draft": OWN_ADMIN,
    "Query.showsToCome": OWN_ADMIN,
    "Mutation.openScreen": OWN_ADMIN,
    "Mutation.saveDraft": OWN_ADMIN,
    "Mutation.deleteDraft": OWN_ADMIN,
    "Mutation.publishLayout": OWN_ADMIN,
    "Subscription.layoutChanged": OWN_ADMIN,
    "Query.ticketsToReissue": OWN_STAFF,
    "Mutation.reprintTickets": OWN_STAFF,
    "Mutation.sendTickets": OWN_STAFF,
    "Mutation.ticketsReissued": OWN_STAFF,
    "Query.moveOfShow": OWN_ADMIN,
    "Mutation.moveShow": OWN_ADMIN,
    "Mutation.addShow": OWN_ADMIN,
    "Mutation.scheduleShows": OWN_ADMIN,
    "Query.movies": "sss -   --+   --+   +-+",
    "Mutation.updateShowStatus": OWN_ADMIN,
    "Mutation.addTheatre": "sss -   --+   --+   --+",
    "Query.titles": "sss -   --+   --+   +-+",
    "Mutation.saveTitle": "sss -   ---   ---   +-+",
    "Mutation.createMovie": "sss -   ---   ---   +-+",
    "Mutation.updateMovie": "sss -   ---   ---   +-+",
    "Mutation.deleteMovie": "sss -   ---   ---   +-+",
    "Mutation.addLocation": "sss -   ---   ---   -++",
    "Mutation.addUser": GUESTS,
    "Mutation.addGuestUser": GUESTS,
    "Mutation.signIn": PUBLIC,
    "Mutation.refresh": PUBLIC,
    "Mutation.requestCode": PUBLIC,
    "Mutation.confirmContact": PUBLIC,
    "Mutation.resetPassword": PUBLIC,
    "Mutation.changePassword": SIGNED_IN,
    "Mutation.endSession": OWN_ADMIN,
    "Mutation.endAllSessions": OWN_ADMIN,
    "Mutation.setPassword": OWN_ADMIN,
    "Mutation.setPin": OWN_ADMIN,
    "Mutation.checkPin": OWN_STAFF,
    "Mutation.addStaff": OWN_ADMIN,
    "Mutation.grantRole": OWN_ADMIN,
    "Mutation.revokeRole": OWN_ADMIN,
    "Mutation.signOut": PUBLIC,
}

#: What is asked about a person, who here works at the other theatre alone, or everywhere.
PERSONAL = (
    *("Query.sessionsOf", "Mutation.endAllSessions", "Mutation.setPassword", "Mutation.setPin"),
)
GRANTING = "Mutation.grantRole"
FOREIGN = {
    Role.COUNTER: {
        **dict.fromkeys(PERSONAL, "sss -   ---   --+   --+"),
        GRANTING: "sss -   ---   ---   --+",
    },
    Role.SYSTEM_ADMIN: dict.fromkeys((*PERSONAL, GRANTING), "sss -   ---   ---   --+"),
}

NAMES = {"NOT_SIGNED_IN": "s", "NOT_ALLOWED": "-"}
#: The session that these are asked with ends, so that they come last.
LAST = ("Mutation.signOut",)


@pytest.fixture
async def stage(founded: Founded, tmp_path: Path) -> AsyncIterator[Stage]:
    """The town of the other wire tests with somebody in each role."""
    data_dir = tmp_path / "town"
    shutil.copytree(founded.data_dir, data_dir)
    async with sms_provider() as provider:
        settings = Settings(data_dir=data_dir, sms_url=provider.url, sms_secret=SECRET)
        async with opened(settings, FakeClock()) as cinema:
            yield await staged(cinema, founded, provider)


def test_every_root_field_of_the_schema_has_a_row() -> None:
    schema = build_schema(schema_text())
    fields = {
        f"{root}.{name}"
        for root in ("Query", "Mutation", "Subscription")
        for name in getattr(schema.type_map[root], "fields", {})
    }
    assert set(EXPECTED) == fields
    assert set(ASKED) == fields


async def test_everybody_may_do_exactly_what_the_table_says(stage: Stage) -> None:
    assert await _wrong(stage, EXPECTED) == []


@pytest.mark.parametrize("role", FOREIGN)
async def test_a_theatres_admin_does_not_reach_who_works_elsewhere(
    stage: Stage, role: Role
) -> None:
    theatre_id = stage.ids.other_theatre_id if role is Role.COUNTER else ""
    foreign = await stage.cinema.services.users.put_staff(
        StaffUser("", "foreign", "Foreign", (Grant(role, theatre_id),)), "good pass"
    )
    about = replace(stage, hand_id=foreign.user_id, approver_id=foreign.user_id)
    assert await _wrong(about, FOREIGN[role]) == []


async def _wrong(stage: Stage, table: dict[str, str]) -> list[str]:
    """Where the answers are not those of the table."""
    wrong = []
    for path in sorted(table, key=LAST.__contains__):
        expected = table[path].replace(" ", "")
        answers = ""
        for name in CALLERS:
            stage.count += 1
            if path in BEFORE:
                await BEFORE[path](stage)
            answers += await _answer(stage.lines[name], path, ASKED[path](stage))
        wrong += [
            f"{path} by {name}: {answer}, not {wanted}"
            for name, answer, wanted in zip(CALLERS, answers, expected, strict=True)
            if answer != wanted
        ]
    return wrong


async def _answer(line: Line, path: str, asked: str) -> str:
    root, _, field = path.partition(".")
    document = f"{root.lower()} {{ {field}{asked} }}"
    if root == "Subscription":
        async with aclosing(line.transport.subscribe(document, {}, line.token)) as responses:
            response = await anext(responses)
    else:
        response = await line.transport.execute(document, {}, line.token)
    errors = response.get("errors", ())
    codes = {error["extensions"]["code"] for error in errors}
    assert not codes & {"INTERNAL"}, (path, errors)
    # A document that is not even executed would say nothing of access.
    assert all("path" in error for error in errors), (path, errors)
    return next((NAMES[code] for code in codes if code in NAMES), "+")
