"""The client: the only thing that widgets call. Answers are the model's dataclasses."""

from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing

from boxoffice.client.after import After
from boxoffice.client.cancelled import Cancelled
from boxoffice.client.codec import decode, decode_all, encode, selection
from boxoffice.client.connection import Connection
from boxoffice.client.doors import Doors
from boxoffice.client.following import follow
from boxoffice.client.halls import Halls
from boxoffice.client.layouts import Layouts
from boxoffice.client.live import LiveSeats
from boxoffice.client.paper import Papers
from boxoffice.client.prices import Prices
from boxoffice.client.reservations import Reservations
from boxoffice.client.seat_records import SeatRecords
from boxoffice.client.shifts import Shifts
from boxoffice.client.titles import Titles
from boxoffice.client.transport import Transport
from boxoffice.model.booking import (
    Booking,
    Buyer,
    HoldAnswer,
    ItemChoice,
    SeatChoice,
    SeatOffer,
    Ticket,
)
from boxoffice.model.clock import Clock, SystemClock
from boxoffice.model.layout import Layout
from boxoffice.model.moving import MovedTicket
from boxoffice.model.payment import Payment, Tender, Voucher
from boxoffice.model.shift import NO_COUNTER, AtCounter
from boxoffice.model.show import ShowListing, ShowStanding
from boxoffice.model.theatre import Theatre
from boxoffice.model.user import Session


class BoxOffice:
    """What a counter asks of the cinema.

    Every method raises the refusals of model.errors; TryAgain when the answer was lost. An
    expired session is renewed by itself, and what somebody holds outlives it.
    """

    def __init__(self, transport: Transport, clock: Clock | None = None) -> None:
        self._connection = Connection(transport)
        self._clock = clock or SystemClock()
        self._layouts = Layouts(self._connection)
        #: What an admin asks about the halls.
        self.halls = Halls(self._connection)
        #: What is asked about single seats of a show.
        self.seat_records = SeatRecords(self._connection)
        #: What an admin asks about prices.
        self.prices = Prices(self._connection)
        self.papers = Papers(self._connection)
        #: What is asked about the till.
        self.shifts = Shifts(self._connection)
        #: What is asked about movies and events.
        self.titles = Titles(self._connection)
        #: What is asked after a sale.
        self.after = After(self._connection)
        #: What is asked about cancelled shows.
        self.cancelled = Cancelled(self._connection)
        #: What tickets are signed with and checked by.
        self.doors = Doors(self._connection)
        self._holds: set[str] = set()
        #: What is asked about bookings that are paid or collected later.
        self.reservations = Reservations(self._connection, self._holds)

    @property
    def session(self) -> Session | None:
        """Who is signed in; None when nobody is."""
        return self._connection.session

    def on_session(self, listener: Callable[[Session | None], None]) -> Callable[[], None]:
        """Hear of each new session and of its end; answers what takes the listener away again.

        Renewing spends the refresh token, so whoever remembers it must listen.
        """
        return self._connection.on_session(listener)

    async def sign_in(self, username: str, password: str) -> Session:
        """Start a session; NotSignedIn, TryLater."""
        return await self._connection.sign_in(username, password)

    async def resume(self, refresh_token: str) -> Session:
        """Start a session from a remembered refresh token, which is spent by it; NotSignedIn."""
        return await self._connection.resume(refresh_token)

    async def sign_out(self) -> None:
        """End the session."""
        await self._connection.sign_out()

    _THEATRE = f"""query Theatre($theatreId: ID!) {{
      theatre(theatreId: $theatreId) {selection(Theatre)}
    }}"""

    async def theatre(self, theatre_id: str) -> Theatre:
        """One of the caller's theatres, with what it sells by."""
        return decode(
            Theatre, await self._connection.call(self._THEATRE, {"theatreId": theatre_id})
        )

    _MY_THEATRES = f"query MyTheatres {{ myTheatres {selection(Theatre)} }}"

    async def my_theatres(self) -> tuple[Theatre, ...]:
        """The theatres the caller works at."""
        return decode_all(Theatre, await self._connection.call(self._MY_THEATRES, {}))

    _LISTINGS = f"""query Listings($theatreId: ID!, $date: String!) {{
      listings(theatreId: $theatreId, date: $date) {selection(ShowListing)}
    }}"""

    async def listings(self, theatre_id: str, local_date: str) -> tuple[ShowListing, ...]:
        """A theatre's shows of one local day (YYYYMMDD), by time."""
        variables = {"theatreId": theatre_id, "date": local_date}
        return decode_all(ShowListing, await self._connection.call(self._LISTINGS, variables))

    _LISTING = f"""query Listing($showId: Int!) {{
      listing(showId: $showId) {selection(ShowListing)}
    }}"""

    async def listing(self, show_id: int) -> ShowListing:
        """One show; NotFound."""
        return decode(ShowListing, await self._connection.call(self._LISTING, {"showId": show_id}))

    _WATCH_DAY = f"""subscription WatchDay($theatreId: ID!, $date: String!) {{
      showAvailability(theatreId: $theatreId, date: $date) {selection(ShowStanding)}
    }}"""

    async def watch_day(
        self, theatre_id: str, local_date: str
    ) -> AsyncGenerator[ShowStanding, None]:
        """How each show of a theatre's local day (YYYYMMDD) stands, then the newest of whichever
        changes; after a break each of them once more."""
        variables = {"theatreId": theatre_id, "date": local_date}
        async with aclosing(follow(self._connection, self._WATCH_DAY, variables)) as told:
            async for standing in told:
                yield decode(ShowStanding, standing)

    async def layout(self, layout_id: str) -> Layout:
        """A published layout, asked for once and checked against its digest; TryAgain when it
        arrived altered."""
        return await self._layouts.get(layout_id)

    _OFFERS = f"""query Offers($showId: Int!, $count: Int!, $categoryId: Int!) {{
      offers(showId: $showId, count: $count, categoryId: $categoryId) {selection(SeatOffer)}
    }}"""

    async def offers(self, show_id: int, count: int, category_id: int = 0) -> tuple[SeatOffer, ...]:
        """Up to three proposals of `count` free seats, best first; category 0 is any."""
        variables = {"showId": show_id, "count": count, "categoryId": category_id}
        return decode_all(SeatOffer, await self._connection.call(self._OFFERS, variables))

    _HOLD = f"""mutation Hold(
      $showId: Int!, $seats: [SeatChoiceInput!]!, $token: ID, $codes: [String!],
      $items: [ItemChoiceInput!]
    ) {{
      hold(showId: $showId, seats: $seats, token: $token, codes: $codes, items: $items)
        {selection(HoldAnswer)}
    }}"""

    async def hold(
        self,
        show_id: int,
        seats: tuple[SeatChoice, ...],
        token: str = "",
        codes: tuple[str, ...] = (),
        items: tuple[ItemChoice, ...] = (),
    ) -> HoldAnswer:
        """Hold all the seats or none; the same `token` gets the same answer. PriceRefused,
        SoldOut."""
        variables = {
            "showId": show_id,
            "seats": encode(seats),
            "token": token or None,
            "codes": encode(codes),
            "items": encode(items),
        }
        return self._held(await self._connection.call(self._HOLD, variables))

    _AMEND = f"""mutation AmendHold(
      $bookingId: ID!, $seats: [SeatChoiceInput!]!, $codes: [String!], $buyer: BuyerInput,
      $items: [ItemChoiceInput!]
    ) {{
      amendHold(
        bookingId: $bookingId, seats: $seats, codes: $codes, buyer: $buyer, items: $items
      )
        {selection(HoldAnswer)}
    }}"""

    async def amend(
        self,
        booking_id: str,
        seats: tuple[SeatChoice, ...],
        codes: tuple[str, ...] | None = None,
        buyer: Buyer | None = None,
        items: tuple[ItemChoice, ...] | None = None,
    ) -> HoldAnswer:
        """Make the hold's seats and ticket types, and its codes, buyer and items where given,
        exactly these; no seat at all ends it. HoldOver, PriceRefused, SoldOut, BadInput."""
        variables = {
            "bookingId": booking_id,
            "seats": encode(seats),
            "codes": encode(codes),
            "buyer": encode(buyer),
            "items": encode(items),
        }
        return self._held(await self._connection.call(self._AMEND, variables))

    _EXTEND = f"""mutation ExtendHold($bookingId: ID!) {{
      extendHold(bookingId: $bookingId) {selection(Booking)}
    }}"""

    async def extend(self, booking_id: str) -> Booking:
        """Start the hold's time anew; HoldOver."""
        return decode(Booking, await self._connection.call(self._EXTEND, {"bookingId": booking_id}))

    _RELEASE = "mutation ReleaseHold($bookingId: ID!) { releaseHold(bookingId: $bookingId) }"

    async def release(self, booking_id: str) -> bool:
        """Let a hold go; False when there was nothing left to let go."""
        return bool(await self._connection.call(self._RELEASE, {"bookingId": booking_id}))

    _BOOKING = f"""query Booking($bookingId: ID!) {{
      booking(bookingId: $bookingId) {selection(Booking)}
    }}"""

    async def booking(self, booking_id: str) -> Booking:
        """A hold or booking as it is now; NotFound."""
        return decode(
            Booking, await self._connection.call(self._BOOKING, {"bookingId": booking_id})
        )

    _WATCH_BOOKING = f"""subscription WatchBooking($bookingId: ID!) {{
      bookingChanged(bookingId: $bookingId) {{ booking {selection(Booking)} }}
    }}"""

    async def watch_booking(self, booking_id: str) -> AsyncGenerator[Booking, None]:
        """A hold or booking as it is, then the newest after every change, until it can change no
        more; NotFound."""
        variables = {"bookingId": booking_id}
        async with aclosing(follow(self._connection, self._WATCH_BOOKING, variables)) as told:
            async for details in told:
                yield decode(Booking, details["booking"])

    _TAKE_PAYMENT = f"""mutation TakePayment(
      $bookingId: ID!, $tenders: [TenderInput!]!, $idempotencyKey: ID!, $counter: CounterInput
    ) {{
      takePayment(
        bookingId: $bookingId, tenders: $tenders, idempotencyKey: $idempotencyKey, counter: $counter
      ) {{
        booking {selection(Booking)}
      }}
    }}"""

    async def take_payment(
        self,
        booking_id: str,
        tenders: tuple[Tender, ...],
        idempotency_key: str,
        counter: AtCounter = NO_COUNTER,
    ) -> Booking:
        """The counter's sale, counted in one's shift at `counter`. The same key never acts twice;
        WrongAmount, HoldOver, KeyReused."""
        variables = {
            "bookingId": booking_id,
            "tenders": encode(tenders),
            "idempotencyKey": idempotency_key,
            "counter": encode(counter),
        }
        answer = await self._connection.call(self._TAKE_PAYMENT, variables)
        return decode(Booking, answer["booking"])

    _CLOSE_PAYMENT = f"""mutation ClosePayment($bookingId: ID!) {{
      closePayment(bookingId: $bookingId) {{ booking {selection(Booking)} }}
    }}"""

    async def close_payment(self, booking_id: str) -> Booking:
        """Close a booking's open payment; the booking is CONFIRMED where it was made after all.
        TryAgain while its provider does not say."""
        answer = await self._connection.call(self._CLOSE_PAYMENT, {"bookingId": booking_id})
        return decode(Booking, answer["booking"])

    _GIVE_UP = f"""mutation GiveUp($bookingId: ID!, $idempotencyKey: ID!, $till: String) {{
      giveUpPayment(bookingId: $bookingId, idempotencyKey: $idempotencyKey, till: $till) {{
        booking {selection(Booking)}
      }}
    }}"""

    async def give_up_payment(
        self, booking_id: str, idempotency_key: str, till: str = ""
    ) -> Booking:
        """Cancel a booking that waits for a part of its money; what was paid at the counter is
        handed back there. It is CONFIRMED where it was paid after all."""
        variables = {"bookingId": booking_id, "idempotencyKey": idempotency_key, "till": till}
        answer = await self._connection.call(self._GIVE_UP, variables)
        return decode(Booking, answer["booking"])

    _VOUCHER = f"""query Voucher($theatreId: ID!, $code: String!) {{
      voucher(theatreId: $theatreId, code: $code) {selection(Voucher)}
    }}"""

    async def voucher(self, theatre_id: str, code: str) -> Voucher:
        """A theatre's voucher, however its code was typed; NotFound."""
        variables = {"theatreId": theatre_id, "code": code}
        return decode(Voucher, await self._connection.call(self._VOUCHER, variables))

    _PAYMENTS = f"""query Payments($bookingId: ID!) {{
      payments(bookingId: $bookingId) {selection(Payment)}
    }}"""

    async def payments(self, booking_id: str) -> tuple[Payment, ...]:
        """A booking's payments, oldest first."""
        variables = {"bookingId": booking_id}
        return decode_all(Payment, await self._connection.call(self._PAYMENTS, variables))

    _TICKETS = f"""query Tickets($bookingId: ID!) {{
      tickets(bookingId: $bookingId) {selection(Ticket)}
    }}"""

    async def tickets(self, booking_id: str) -> tuple[Ticket, ...]:
        """The signed tickets of a confirmed booking; WrongState before that."""
        variables = {"bookingId": booking_id}
        return decode_all(Ticket, await self._connection.call(self._TICKETS, variables))

    _SEND = """mutation SendTickets($bookingId: ID!, $to: String!, $idempotencyKey: ID!) {
      sendTickets(bookingId: $bookingId, to: $to, idempotencyKey: $idempotencyKey)
    }"""

    async def send_tickets(self, booking_id: str, to: str, key: str) -> None:
        """Have a paid booking's tickets sent to an e-mail address or phone number, once for each
        key; BadInput, NoProvider, WrongState."""
        variables = {"bookingId": booking_id, "to": to, "idempotencyKey": key}
        await self._connection.call(self._SEND, variables)

    _REPRINT = f"""mutation ReprintTickets($bookingId: ID!, $after: Int!) {{
      reprintTickets(bookingId: $bookingId, after: $after) {selection(Ticket)}
    }}"""

    async def reprint(self, booking_id: str, after: int) -> tuple[Ticket, ...]:
        """New tickets in place of every older print; `after` is the highest serial of those.
        WrongState before the booking is paid."""
        variables = {"bookingId": booking_id, "after": after}
        return decode_all(Ticket, await self._connection.call(self._REPRINT, variables))

    _TO_REISSUE = f"""query TicketsToReissue($theatreId: ID!) {{
      ticketsToReissue(theatreId: $theatreId) {selection(MovedTicket)}
    }}"""

    async def tickets_to_reissue(self, theatre_id: str) -> tuple[MovedTicket, ...]:
        """Tickets whose prints admit no more since their show was moved, and that were not printed
        anew, by show and booking."""
        variables = {"theatreId": theatre_id}
        return decode_all(MovedTicket, await self._connection.call(self._TO_REISSUE, variables))

    _REISSUED = """mutation TicketsReissued($bookingId: ID!, $serial: Int!) {
      ticketsReissued(bookingId: $bookingId, serial: $serial)
    }"""

    async def reissued(self, booking_id: str, serial: int) -> int:
        """Note that a booking's tickets were printed up to this serial; answers how many of them
        were to be printed anew until now."""
        variables = {"bookingId": booking_id, "serial": serial}
        return int(await self._connection.call(self._REISSUED, variables))

    def live(self, show_id: int) -> LiveSeats:
        """The live seats of a show: `start` it, and `close` it when nobody looks any more."""
        return LiveSeats(self._connection, show_id, self._holds, self._clock)

    def _held(self, data: object) -> HoldAnswer:
        answer = decode(HoldAnswer, data)
        if answer.booking is not None:
            self._holds.add(answer.booking.hold_id)
        return answer
