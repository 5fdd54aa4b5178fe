"""The cinema of the access matrix, somebody in each role, and what everybody asks there."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from boxoffice.bootstrap.cinema import Cinema
from boxoffice.client.embedded import EmbeddedTransport
from boxoffice.gateway.executor import Gateway
from boxoffice.model.booking import HoldRequest, SeatChoice
from boxoffice.model.payment import Tender, TenderKind
from boxoffice.model.publishing import DraftEdit
from boxoffice.model.user import Grant, Role, StaffUser
from boxoffice.rules.packed_text import pack
from tests.clock import FakeClock
from tests.wire import documents
from tests.wire.conftest import PASSWORD, SIGN_IN, Founded, Line
from tests.wire.post_office import SmsProvider

CASH = Tender(TenderKind.CASH, 20_000)
DRAFT_ID, PACKED = "matrix", pack("{}")
PHONE = "+919820012345"


@dataclass
class Stage:
    """The cinema, everybody's lines to it, and what the arguments are about."""

    cinema: Cinema
    ids: Founded
    screen: dict[str, Any]
    show_id: int
    hand_id: str
    approver_id: str
    lines: dict[str, Line]
    booking_id: str = ""
    seat_id: str = ""
    payment_id: str = ""
    shift_id: str = ""
    session_id: str = ""
    refresh_token: str = ""
    count: int = 0

    def new_show(self) -> str:
        """A show in the hall at a time of its own."""
        day, hour = divmod(self.count, 24)
        return SHOW % (self.screen["id"], self.screen["layoutId"], 1 + day % 28, hour)

    async def hold_anew(self) -> None:
        """A hold of one seat that nobody has yet."""
        bookings = self.cinema.services.bookings
        offers = await bookings.offers(self.show_id, 1)
        (self.seat_id,) = offers[0].seat_ids
        seats = (SeatChoice(self.seat_id),)
        answer = await bookings.hold(HoldRequest(self.show_id, seats, "matrix"))
        assert answer.booking is not None
        self.booking_id = answer.booking.booking_id

    async def sell_anew(self) -> None:
        """A cash payment, which nobody owes back."""
        await self.hold_anew()
        payments = self.cinema.services.payments
        await payments.take(self.booking_id, (CASH,), f"sold-{self.count}", "matrix")
        (payment,) = await payments.of_booking(self.booking_id)
        self.payment_id = payment.payment_id
        report = await payments.shift(self.ids.theatre_id, "", "INR", "matrix")
        assert report is not None
        self.shift_id = report.shift.shift_id

    async def sign_in_anew(self) -> None:
        """A session of the clerk whom it is about."""
        session = await self.cinema.services.users.sign_in("hand", PASSWORD)
        caller = await self.cinema.services.users.caller(session.access_token)
        self.session_id, self.refresh_token = caller.session_id, session.refresh_token


Arguments = Callable[[Stage], str]


def text(value: str) -> str:
    """A GraphQL string."""
    return f'"{value}"'


USER = "{lon: 72.8, lat: 19.1}"
MOVIE = """{movieId: "%s", title: "T", genres: [], duuid: "", releaseDate: "", cert: "UA",
  langs: [], castUUID: [], crewUUID: [], duration: "100", description: ""}"""
SHOW = """{screenId: "%s", layoutId: "%s", status: 1, publishTime: "2026-11-19T12:00:00Z",
  showTime: "2026-12-%02dT%02d:00:00Z", lang: "Hindi", categoryDetails: [{categoryId: 1,
  rowCount: 8, columnsCount: 20, categoryName: "Standard", price: 200.0, currency: "INR"}]}"""

#: What is asked: the arguments and the selection of each field.
ASKED: dict[str, Arguments] = {
    "Query.serverTime": lambda s: "",
    "Query.getMovies": lambda s: "(user: {lon: 72.8, lat: 19.1, radius: 30}) {movieId}",
    "Query.movie": lambda s: '(id: "M1") {title}',
    "Query.getShowDates": lambda s: '(locID: "MUM1", movieID: "M1")',
    "Query.getShows": lambda s: '(d: "20261120") {TID}',
    "Query.fetchTheatre": lambda s: f"(id: {text(s.ids.theatre_id)}) {{name pan}}",
    "Query.fetchTheatreByLoc": lambda s: "(location: {lon: 72.8, lat: 19.1}) {id}",
    "Query.getScreen": lambda s: f"(layoutId: {text(s.ids.layout_id)}) {{name}}",
    "Query.getSeats": lambda s: f'(id: "{s.show_id}") {{Status}}',
    "Query.getAvailableSeats": lambda s: f"(show_id: {s.show_id}) {{Status}}",
    "Query.layout": lambda s: f"(layoutId: {text(s.ids.layout_id)}) {{digest}}",
    "Query.fetchUser": lambda s: f"(id: {text(s.hand_id)}) {{id}}",
    "Query.me": lambda s: "{username}",
    "Query.myTheatres": lambda s: "{name}",
    "Query.sessions": lambda s: "{sessionId current}",
    "Query.sessionsOf": lambda s: f"(userId: {text(s.hand_id)}) {{sessionId}}",
    "Query.staff": lambda s: f"(theatreId: {text(s.ids.theatre_id)}) {{username}}",
    "Query.offers": lambda s: f"(showId: {s.show_id}, count: 1) {{row}}",
    "Query.getBookingDetails": lambda s: f"(bookId: {text(s.booking_id)}) {{booking_status}}",
    "Query.booking": lambda s: f"(bookingId: {text(s.booking_id)}) {{state}}",
    "Query.tickets": lambda s: f"(bookingId: {text(s.booking_id)}) {{text}}",
    "Query.theatre": lambda s: f"(theatreId: {text(s.ids.theatre_id)}) {{pan}}",
    "Query.listing": lambda s: f"(showId: {s.show_id}) {{title}}",
    "Query.listings": lambda s: (
        f'(theatreId: {text(s.ids.theatre_id)}, date: "20261120") {{title}}'
    ),
    "Query.getScreens": lambda s: f"(theatreId: {text(s.ids.theatre_id)}) {{id}}",
    "Query.getShowsForAdmin": lambda s: (
        f"(theatreId: {text(s.ids.theatre_id)}) {{showId bookingDetails {{booking_id}}}}"
    ),
    "Query.getShowDetails": lambda s: (
        f"(theatreId: {text(s.ids.theatre_id)}, showId: {s.show_id},"
        ' showTime: "2026-11-20T16:00:00Z") {bookingDetails {booking_id}}'
    ),
    "Query.getBookingsDetails": lambda s: f"(show_id: {s.show_id}) {{booking_id}}",
    "Query.blocks": lambda s: f"(showId: {s.show_id}) {{reason}}",
    "Query.seatHistory": lambda s: f'(showId: {s.show_id}, seatId: "A1") {{step byName}}',
    "Mutation.blockSeats": lambda s: (
        f'(showId: {s.show_id}, seatIds: ["A2"], reason: BROKEN,'
        f' idempotencyKey: "block-{s.count}") {{seatId}}'
    ),
    "Mutation.unblockSeats": lambda s: (
        f'(showId: {s.show_id}, seatIds: ["A2"], idempotencyKey: "unblock-{s.count}") {{seatId}}'
    ),
    "Query.payments": lambda s: f"(bookingId: {text(s.booking_id)}) {{state}}",
    "Subscription.seatMap": lambda s: f"(showId: {s.show_id}) {{__typename}}",
    "Subscription.bookingChanged": lambda s: f"(bookingId: {text(s.booking_id)}) {{booking_id}}",
    "Subscription.showAvailability": lambda s: (
        f'(theatreId: {text(s.ids.theatre_id)}, date: "20261120") {{showId}}'
    ),
    "Mutation.lockSeats": lambda s: (
        f'(lock: {{showID: {s.show_id}, userID: "u", seatIDs: ["A1"]}}) {{success}}'
    ),
    "Mutation.hold": lambda s: f'(showId: {s.show_id}, seats: [{{seatId: "A1"}}]) {{gone}}',
    "Mutation.amendHold": lambda s: f"(bookingId: {text(s.booking_id)}, seats: []) {{gone}}",
    "Mutation.extendHold": lambda s: f"(bookingId: {text(s.booking_id)}) {{state}}",
    "Mutation.releaseHold": lambda s: f"(bookingId: {text(s.booking_id)})",
    "Mutation.releaseSeats": lambda s: (
        f'(rel: {{showID: {s.show_id}, BID: {text(s.booking_id)}, userID: "u",'
        f" seatIDs: [{text(s.seat_id)}]}})"
        " {rply}"
    ),
    "Mutation.makePayment": lambda s: (
        f'(input: {{bookingID: {text(s.booking_id)}, paymentMethodId: "upi_card_mock"}})'
        " {message}"
    ),
    "Mutation.takePayment": lambda s: (
        f"(bookingId: {text(s.booking_id)}, tenders: [{{kind: CASH, amountMinor: 20000}}],"
        f' idempotencyKey: "matrix-{s.count}") {{booking_status}}'
    ),
    "Query.findBookings": lambda s: (
        f'(theatreId: {text(s.ids.theatre_id)}, text: "nobody") {{number}}'
    ),
    "Query.refundPlan": lambda s: f"(bookingId: {text(s.booking_id)}, lineIds: []) {{lineIds}}",
    "Query.exchangePlan": lambda s: (
        f'(bookingId: {text(s.booking_id)}, lineIds: [], holdId: "h") {{lineIds}}'
    ),
    "Mutation.exchange": lambda s: (
        f'(bookingId: {text(s.booking_id)}, lineIds: [], holdId: "h", tenders: [],'
        f' idempotencyKey: "exchange-{s.count}") {{number}}'
    ),
    "Query.refunds": lambda s: f"(bookingId: {text(s.booking_id)}) {{state}}",
    "Query.creditNotes": lambda s: f"(bookingId: {text(s.booking_id)}) {{number}}",
    "Mutation.setCustomer": lambda s: (
        f'(bookingId: {text(s.booking_id)}, customer: {{name: "N", phone: "", mail: ""}})'
        " {number}"
    ),
    "Query.reservations": lambda s: f"(showId: {s.show_id}) {{number}}",
    "Mutation.reserve": lambda s: (
        f'(bookingId: {text(s.booking_id)}, until: "2026-11-20T13:00:00Z") {{number}}'
    ),
    "Mutation.extendReservation": lambda s: (
        f'(bookingId: {text(s.booking_id)}, until: "2026-11-20T13:00:00Z") {{number}}'
    ),
    "Mutation.releaseLines": lambda s: f"(bookingId: {text(s.booking_id)}, lineIds: []) {{number}}",
    "Mutation.collectTickets": lambda s: f"(bookingId: {text(s.booking_id)}) {{number}}",
    "Mutation.refund": lambda s: (
        f'(bookingId: {text(s.booking_id)}, lineIds: [], idempotencyKey: "back-{s.count}")'
        " {state}"
    ),
    "Query.cancelledShows": lambda s: f"(theatreId: {text(s.ids.theatre_id)}) {{showId}}",
    "Query.cancelledShow": lambda s: f"(showId: {s.ids.today}) {{showId}}",
    # Nobody's show is cancelled by it: no reason is given.
    "Mutation.cancelShow": lambda s: f'(showId: {s.ids.today}, reason: "") {{showId}}',
    "Mutation.orderRemedy": lambda s: f"(showId: {s.ids.today}, remedy: NOTIFY) {{showId}}",
    "Mutation.closePayment": lambda s: f"(bookingId: {text(s.booking_id)}) {{booking_status}}",
    "Mutation.giveUpPayment": lambda s: (
        f'(bookingId: {text(s.booking_id)}, idempotencyKey: "up-{s.count}") {{booking_status}}'
    ),
    "Query.notices": lambda s: f"(theatreId: {text(s.ids.theatre_id)}) {{text}}",
    "Query.owed": lambda s: f"(theatreId: {text(s.ids.theatre_id)}) {{amount {{amountMinor}}}}",
    "Mutation.paymentReturned": lambda s: (
        f'(paymentId: {text(s.payment_id)}, idempotencyKey: "returned-{s.count}") {{state}}'
    ),
    "Query.shift": lambda s: (
        f'(theatreId: {text(s.ids.theatre_id)}, till: "") {{shift {{shiftId}}}}'
    ),
    "Query.approvers": lambda s: f"(theatreId: {text(s.ids.theatre_id)}) {{displayName}}",
    "Query.shifts": lambda s: (
        f'(theatreId: {text(s.ids.theatre_id)}, day: "20261120") {{shift {{shiftId}}}}'
    ),
    "Query.dayRegister": lambda s: f'(theatreId: {text(s.ids.theatre_id)}, day: "20261120")',
    "Query.collectionReport": lambda s: f'(theatreId: {text(s.ids.theatre_id)}, day: "20261120")',
    "Mutation.openShift": lambda s: (
        f'(theatreId: {text(s.ids.theatre_id)}, till: "Till {s.count}", floatMinor: 10000,'
        f' idempotencyKey: "open-{s.count}") {{shift {{shiftId}}}}'
    ),
    "Mutation.moveCash": lambda s: (
        f'(theatreId: {text(s.ids.theatre_id)}, till: "", move: PAY_IN, amountMinor: 100,'
        f' reason: "coins", idempotencyKey: "move-{s.count}") {{shift {{shiftId}}}}'
    ),
    "Mutation.closeShift": lambda s: (
        f'(shiftId: {text(s.shift_id)}, piles: [], idempotencyKey: "close-{s.count}")'
        " {shift {shiftId}}"
    ),
    "Mutation.countersignShift": lambda s: (
        f"(shiftId: {text(s.shift_id)}, approval: {{userId: {text(s.approver_id)},"
        ' pin: "2580"}) {shift {shiftId}}'
    ),
    "Query.voucher": lambda s: f'(theatreId: {text(s.ids.theatre_id)}, code: "none") {{code}}',
    "Mutation.issueVoucher": lambda s: (
        f"(theatreId: {text(s.ids.theatre_id)}, amountMinor: 10000,"
        f' idempotencyKey: "voucher-{s.count}") {{code}}'
    ),
    "Query.stock": lambda s: f"(theatreId: {text(s.ids.theatre_id)}) {{pieces}}",
    "Mutation.changeStock": lambda s: (
        f'(theatreId: {text(s.ids.theatre_id)}, item: "popcorn", change: 10,'
        f' idempotencyKey: "stock-{s.count}") {{pieces}}'
    ),
    "Query.doorList": lambda s: f"(theatreId: {text(s.ids.theatre_id)}) {{digest}}",
    "Query.ticketKeys": lambda s: f"(theatreId: {text(s.ids.theatre_id)}) {{keyId}}",
    "Mutation.rotateTicketKey": lambda s: (
        f'(theatreId: {text(s.ids.theatre_id)}, before: "none") {{keyId}}'
    ),
    "Mutation.retireTicketKey": lambda s: (
        f'(theatreId: {text(s.ids.theatre_id)}, keyId: "none") {{keyId}}'
    ),
    "Query.paperTemplate": lambda s: f"(theatreId: {text(s.ids.theatre_id)}) {{version}}",
    "Mutation.setPaperTemplate": lambda s: (
        f"(theatreId: {text(s.ids.theatre_id)}, template: {{version: 9}}) {{version}}"
    ),
    "Mutation.setSaleTerms": lambda s: (
        f"(theatreId: {text(s.ids.theatre_id)}, termsVersion: {s.count},"
        ' terms: {currency: "INR", ticketTypes: [{code: "adult", name: "Adult", key: "A"}],'
        " taxTables: []}) {termsVersion}"
    ),
    "Mutation.addScreen": lambda s: (
        f'(screen: {{name: "Audi {s.count}", theatreId: {text(s.ids.theatre_id)}, seatIDs: ["A1"],'
        ' categories: [{catId: 1, name: "S", rows: 1, columns: 1,'
        ' seats: [{type: 1, seatId: "A1"}]}]}) {id}'
    ),
    "Query.screens": lambda s: f"(theatreId: {text(s.ids.theatre_id)}) {{screenId}}",
    "Query.layoutVersions": lambda s: f"(theatreId: {text(s.ids.theatre_id)}) {{digest}}",
    "Query.drafts": lambda s: f"(theatreId: {text(s.ids.theatre_id)}) {{draftId}}",
    "Query.draft": lambda s: f"(draftId: {text(DRAFT_ID)}) {{packed}}",
    "Query.showsToCome": lambda s: f"(theatreId: {text(s.ids.theatre_id)}) {{title}}",
    "Mutation.openScreen": lambda s: (
        f'(theatreId: {text(s.ids.theatre_id)}, name: "New {s.count}") {{screenId}}'
    ),
    "Mutation.saveDraft": lambda s: (
        f'(draft: {{draftId: "new-{s.count}", screenId: {text(s.screen["id"])}, name: "Draft",'
        f" basedOn: {text(s.screen['layoutId'])}, version: 0, packed: {text(PACKED)}}}) {{version}}"
    ),
    "Mutation.deleteDraft": lambda s: f"(draftId: {text(DRAFT_ID)}, version: 9)",
    "Mutation.publishLayout": lambda s: (
        f'(screenId: {text(s.screen["id"])}, plan: {text(PACKED)}, after: "") {{digest}}'
    ),
    "Subscription.layoutChanged": lambda s: f"(screenId: {text(s.screen['id'])}) {{layoutId}}",
    "Query.ticketsToReissue": lambda s: f"(theatreId: {text(s.ids.theatre_id)}) {{number}}",
    "Mutation.reprintTickets": lambda s: f"(bookingId: {text(s.booking_id)}, after: 0) {{text}}",
    "Mutation.sendTickets": lambda s: (
        f'(bookingId: {text(s.booking_id)}, to: "a@example.org", idempotencyKey: "k")'
    ),
    "Mutation.ticketsReissued": lambda s: f"(bookingId: {text(s.booking_id)}, serial: 1)",
    "Query.moveOfShow": lambda s: (
        f"(showId: {s.show_id}, layoutId: {text(s.screen['layoutId'])}, prices: []) {{token}}"
    ),
    "Mutation.moveShow": lambda s: (
        f"(showId: {s.show_id}, layoutId: {text(s.screen['layoutId'])}, prices: [],"
        ' token: "none") {token}'
    ),
    "Mutation.addShow": lambda s: (
        '(date: "2026-11-25T00:00:00Z", movieID: "M1",'
        f" theatreId: {text(s.ids.theatre_id)}, shs: [{s.new_show()}]) {{showId}}"
    ),
    "Mutation.scheduleShows": lambda s: (
        f'(theatreId: {text(s.ids.theatre_id)}, schedule: {{movieId: "M1",'
        f" screenId: {text(s.screen['id'])}, layoutId: {text(s.screen['layoutId'])}, startsAt: [],"
        ' publishAt: "2026-11-25T00:00:00Z", language: "Hindi", format: "2D", prices: []})'
        " {showId}"
    ),
    "Query.movies": lambda s: "{title}",
    "Query.titles": lambda s: "{version}",
    "Mutation.saveTitle": lambda s: (
        '(movie: {movieId: "", title: "", genres: [], duuid: "", releaseDate: "", certificate: "",'
        ' languages: [], castUuids: [], crewUuids: [], duration: "", description: ""}, facts:'
        ' {kind: MOVIE, lastDate: "", cast: [], crew: [], formats: []}, version: 0) {version}'
    ),
    "Mutation.updateShowStatus": lambda s: (
        f"(theatreId: {text(s.ids.theatre_id)}, showId: {s.show_id}, status: 1) {{status}}"
    ),
    "Mutation.addTheatre": lambda s: (
        '(theatre: {name: "New", location: {lon: 72.8, lat: 19.1}, locId: "MUM1",'
        ' locationName: "Mumbai", pan: "AAACP1234A", link: ""}) {id pan}'
    ),
    "Mutation.createMovie": lambda s: f"(movie: {MOVIE % 'M2'}) {{title}}",
    "Mutation.updateMovie": lambda s: f"(movie: {MOVIE % 'M2'}) {{title}}",
    "Mutation.deleteMovie": lambda s: '(id: "M3")',
    "Mutation.addLocation": lambda s: '(loc: [{id: "MUM1", name: "Mumbai", lon: 72.8, lat: 19.1}])',
    "Mutation.addUser": lambda s: f"(user: {USER}) {{id}}",
    "Mutation.addGuestUser": lambda s: f"(guest: {USER}) {{id}}",
    "Mutation.signIn": lambda s: f'(username: "hand", password: "{PASSWORD}") {{expiresAt}}',
    "Mutation.refresh": lambda s: f"(refreshToken: {text(s.refresh_token)}) {{expiresAt}}",
    "Mutation.requestCode": lambda s: '(contact: "+919820054321")',
    "Mutation.confirmContact": lambda s: f'(contact: "{PHONE}", code: "x", userId: "u")',
    "Mutation.resetPassword": lambda s: (
        f'(contact: "{PHONE}", code: "x", newPassword: "good pass")'
    ),
    "Mutation.changePassword": lambda s: '(old: "not this", new: "good pass") {expiresAt}',
    "Mutation.endSession": lambda s: f"(sessionId: {text(s.session_id)})",
    "Mutation.endAllSessions": lambda s: f"(userId: {text(s.hand_id)})",
    "Mutation.setPassword": lambda s: f"(userId: {text(s.hand_id)}, newPassword: {text(PASSWORD)})",
    "Mutation.setPin": lambda s: f'(userId: {text(s.approver_id)}, pin: "2580")',
    "Mutation.checkPin": lambda s: f'(userId: {text(s.approver_id)}, pin: "2580")',
    "Mutation.addStaff": lambda s: (
        f'(username: "new-{s.count}", displayName: "New", password: "good pass", role: COUNTER,'
        f" theatreId: {text(s.ids.theatre_id)}) {{userId}}"
    ),
    "Mutation.grantRole": lambda s: (
        f"(userId: {text(s.hand_id)}, role: COUNTER, theatreId: {text(s.ids.theatre_id)})"
        " {grants {role}}"
    ),
    "Mutation.revokeRole": lambda s: (
        f"(userId: {text(s.hand_id)}, role: SUPERVISOR, theatreId: {text(s.ids.theatre_id)})"
        " {grants {role}}"
    ),
    "Mutation.signOut": lambda s: "",
}

#: These would use up what the next caller is asked about.
BEFORE: dict[str, Callable[[Stage], Awaitable[None]]] = {
    **dict.fromkeys(
        (
            "Mutation.amendHold",
            "Mutation.extendHold",
            "Mutation.releaseHold",
            "Mutation.releaseSeats",
            "Mutation.makePayment",
            "Mutation.takePayment",
            "Mutation.closePayment",
            "Mutation.giveUpPayment",
        ),
        Stage.hold_anew,
    ),
    "Mutation.endSession": Stage.sign_in_anew,
    "Mutation.refresh": Stage.sign_in_anew,
}


async def staged(cinema: Cinema, ids: Founded, provider: SmsProvider) -> Stage:
    """Employ everybody, sign a customer up, and make a show."""
    transport = EmbeddedTransport(cinema.gateway)
    guests = EmbeddedTransport(Gateway(cinema.services, FakeClock(), guests=True))
    system = Line(transport, ids.tokens["system"])
    users = cinema.services.users
    grants = {
        "clerk": Grant(Role.COUNTER, ids.theatre_id),
        "supervisor": Grant(Role.SUPERVISOR, ids.theatre_id),
        "other_clerk": Grant(Role.COUNTER, ids.other_theatre_id),
        "other_supervisor": Grant(Role.SUPERVISOR, ids.other_theatre_id),
        "movie_admin": Grant(Role.MOVIE_ADMIN),
        "location_admin": Grant(Role.LOCATION_ADMIN),
    }
    lines = {
        "nobody": Line(transport),
        "open": Line(guests),
        "guest": Line(guests),
        "admin": Line(transport, ids.tokens["admin"]),
        "other_admin": Line(transport, ids.tokens["stranger"]),
        "system": system,
    }
    await lines["guest"].ask(documents.ADD_GUEST_USER, guest=None)
    for name, grant in grants.items():
        await users.put_staff(StaffUser("", f"m-{name}", name, (grant,)), PASSWORD)
        lines[name] = Line(transport, (await users.sign_in(f"m-{name}", PASSWORD)).access_token)
    hand = await users.put_staff(StaffUser("", "hand", "Hand", (grants["clerk"],)), PASSWORD)
    approver = await users.put_staff(
        StaffUser("", "approver", "Approver", (grants["supervisor"],)), PASSWORD
    )
    lines["customer"] = await _customer(Line(guests), transport, provider)
    screen = await system.ask(documents.ADD_SCREEN, screen=_hall(ids.theatre_id))
    (show,) = await system.ask(
        documents.ADD_SHOW,
        date="2026-11-20T00:00:00+05:30",
        movieID="M1",
        theatreId=ids.theatre_id,
        shs=[
            documents.show(
                screen, "2026-11-20T23:30:00+05:30", categoryDetails=[documents.PRICES[1]]
            )
        ],
    )
    edit = DraftEdit(DRAFT_ID, screen["id"], "Draft", "", 0, PACKED)
    await cinema.services.screens.save_draft(edit, "matrix")
    made = Stage(cinema, ids, screen, show["showId"], hand.user_id, approver.user_id, lines)
    await made.sell_anew()
    await made.hold_anew()
    await made.sign_in_anew()
    return made


async def _customer(guest: Line, transport: EmbeddedTransport, provider: SmsProvider) -> Line:
    """Somebody who signed up with a phone number, proved it and signed in."""
    data = {"phone": PHONE, "password": PASSWORD, "lon": 72.8, "lat": 19.1}
    customer = await guest.ask(documents.ADD_USER, user=data)
    await guest.ask("mutation ($c: String!) { requestCode(contact: $c) }", c=PHONE)
    await guest.ask(
        "mutation ($c: String!, $code: String!, $u: ID) "
        "{ confirmContact(contact: $c, code: $code, userId: $u) }",
        c=PHONE,
        code=await provider.code(),
        u=customer["id"],
    )
    session = await guest.ask(SIGN_IN, username=PHONE, password=PASSWORD)
    return Line(transport, session["accessToken"])


def _hall(theatre_id: str) -> dict[str, Any]:
    """Seats enough for everybody to hold one in each row of the table."""
    rows, columns = 8, 20
    seat_ids = [f"{row}{number}" for row in "ABCDEFGH" for number in range(1, columns + 1)]
    return {
        "name": "Hall",
        "theatreId": theatre_id,
        "seatIDs": seat_ids,
        "categories": [
            {
                "catId": 1,
                "name": "Standard",
                "rows": rows,
                "columns": columns,
                "seats": [{"type": 1, "seatId": each} for each in seat_ids],
            }
        ],
    }
