"""The nine services. Arguments and results are scalars, enums, frozen dataclasses or tuples of
them; streams are async iterators; refusals are raised as boxoffice.model.errors.Refusal. `by` is
the user id of whoever asks, for the audit; who may ask is checked by the gateway."""

from collections.abc import AsyncIterator
from datetime import datetime
from typing import Protocol

from boxoffice.model.blocks import Block, BlockOrder
from boxoffice.model.booking import (
    Booking,
    Buyer,
    ConfirmOutcome,
    Customer,
    HoldAnswer,
    HoldRequest,
    ItemChoice,
    PaidAmount,
    SeatChoice,
    SeatOffer,
    SeatSnapshot,
    SeatUpdate,
    Stock,
    Ticket,
    TicketCheck,
)
from boxoffice.model.doors import DoorList, TicketKey
from boxoffice.model.history import SeatEvent
from boxoffice.model.layout import Layout
from boxoffice.model.layout_services import DisplayService as DisplayService
from boxoffice.model.layout_services import ScreenService as ScreenService
from boxoffice.model.money import Money
from boxoffice.model.movie import Movie, Title
from boxoffice.model.moving import ChosenSeat, MovedTicket, NewPrice, ShowMove
from boxoffice.model.paper import PaperTemplate
from boxoffice.model.payment import (
    BookingPayments,
    OnlinePayment,
    Payment,
    Tender,
    Voucher,
    Webhook,
)
from boxoffice.model.people_services import NotificationService as NotificationService
from boxoffice.model.people_services import UserService as UserService
from boxoffice.model.refund import (
    CreditNote,
    ExchangePlan,
    GivenBack,
    Refund,
    RefundOrder,
    RefundPlan,
)
from boxoffice.model.scheduling import Schedule
from boxoffice.model.shift import NO_COUNTER, AtCounter
from boxoffice.model.shift_keeping import ShiftKeeping
from boxoffice.model.show import (
    Discovery,
    NewShow,
    OfferedShow,
    Show,
    ShowAvailability,
    ShowListing,
    ShowStanding,
    ShowStatus,
    TheatreShows,
)
from boxoffice.model.terms import SaleTerms
from boxoffice.model.theatre import (
    Location,
    Theatre,
    TheatreNear,
    TheatreRegistration,
)
from boxoffice.model.user import Contact


class MovieService(Protocol):
    """Titles."""

    async def create(self, movie: Movie, by: str) -> Movie:
        """Add a title; InUse when the id is taken by a different one, the same again is fine."""
        ...

    async def update(self, movie: Movie, by: str) -> Movie:
        """Replace a title; NotFound."""
        ...

    async def delete(self, movie_id: str, by: str) -> bool:
        """Delete a title and say whether it was there; InUse when a show was ever made of it."""
        ...

    async def get(self, movie_id: str) -> Movie:
        """One title; NotFound."""
        ...

    async def get_many(self, movie_ids: tuple[str, ...]) -> tuple[Movie, ...]:
        """The titles there are among `movie_ids`, in that order; unknown ids are left out."""
        ...

    async def titles(self) -> tuple[Title, ...]:
        """All titles by name."""
        ...

    async def save(self, title: Title, by: str) -> Title:
        """Keep a title in place of the version that it names, or as a new one where that is 0; the
        same again is fine. BadInput, InUse for an id that is another's, and Outdated when somebody
        else changed it meanwhile."""
        ...

    async def mark_shown(self, movie_id: str) -> None:
        """Note that a show of the title exists, so that it can no longer be deleted; NotFound."""
        ...


class TheatreService(Protocol):
    """Locations and theatres."""

    async def add_locations(self, locations: tuple[Location, ...], by: str) -> int:
        """Add or replace locations; answers how many."""
        ...

    async def locations(self) -> tuple[Location, ...]:
        """All locations by name."""
        ...

    async def add(self, registration: TheatreRegistration, by: str) -> Theatre:
        """Register a theatre; BadInput for a place, PAN or time zone that cannot be."""
        ...

    async def set_terms(
        self, theatre_id: str, terms: SaleTerms, terms_version: int, by: str
    ) -> Theatre:
        """Sell by these terms instead of those of `terms_version`; Outdated when these are not
        the theatre's any more, BadInput for terms that nobody could sell by, NotFound."""
        ...

    async def paper(self, theatre_id: str) -> PaperTemplate:
        """What stands on a theatre's papers; an empty template where nobody has made one."""
        ...

    async def set_paper(self, template: PaperTemplate, by: str) -> PaperTemplate:
        """Print this from now on, which was made of the version that it names; Outdated when it is
        another one by now, BadInput, NotFound."""
        ...

    async def get(self, theatre_id: str) -> Theatre:
        """One theatre; NotFound."""
        ...

    async def get_many(self, theatre_ids: tuple[str, ...]) -> tuple[Theatre, ...]:
        """The theatres there are among `theatre_ids`, in that order."""
        ...

    async def near(self, lon: float, lat: float, radius_km: float) -> tuple[TheatreNear, ...]:
        """Theatres inside the radius, nearest first; below 0: all by name at distance 0."""
        ...


class ShowService(Protocol):
    """Shows, and finding them: movie, theatre, show and availability together."""

    async def add(
        self, theatre_id: str, movie_id: str, shows: tuple[NewShow, ...], by: str
    ) -> tuple[Show, ...]:
        """Make shows, all or none; TryAgain when a layout is not in sync, BadInput, NotFound."""
        ...

    async def schedule(self, theatre_id: str, schedule: Schedule, by: str) -> tuple[Show, ...]:
        """Make shows as `add` does, once: those that are there are answered instead."""
        ...

    async def set_status(self, theatre_id: str, show_id: int, status: ShowStatus, by: str) -> Show:
        """Open, close, hold back or cancel; setting a status again is no error."""
        ...

    async def follow_terms(self, theatre_id: str) -> None:
        """Sell a theatre's shows to come by its newest terms. TryAgain when Booking has not heard
        of them all yet: it will, but may sell by the older ones until then."""
        ...

    async def preview_move(
        self,
        show_id: int,
        layout_id: str,
        prices: tuple[NewPrice, ...],
        chosen: tuple[ChosenSeat, ...] = (),
    ) -> ShowMove:
        """What moving a show to another layout of its screen would do to everybody who has a seat
        or holds one. `prices` are those of categories that it does not have yet, or that cost
        otherwise from then on; `chosen` are seats in place of those that are gone. NotFound,
        BadInput, TryAgain while the layout is being published."""
        ...

    async def move(
        self,
        show_id: int,
        layout_id: str,
        prices: tuple[NewPrice, ...],
        token: str,
        by: str,
        chosen: tuple[ChosenSeat, ...] = (),
    ) -> ShowMove:
        """Do just what the preview with this token said, once, whoever asks again; Outdated when
        it would do anything else by now, BadInput when somebody who paid would lose their seat.
        TryAgain when it is not known yet what became of it; nobody pays or is paid anything."""
        ...

    async def get(self, show_id: int) -> Show:
        """One show; NotFound."""
        ...

    async def of_theatre(self, theatre_id: str) -> tuple[Show, ...]:
        """All of a theatre's shows by time."""
        ...

    async def listing(self, show_id: int) -> ShowListing:
        """One show with its movie and seats, whatever its status; NotFound."""
        ...

    async def to_come(self, theatre_id: str) -> tuple[ShowListing, ...]:
        """A theatre's shows that have not begun yet, whatever their status, by time."""
        ...

    async def listings(self, theatre_id: str, local_date: str) -> tuple[ShowListing, ...]:
        """A theatre's shows of one local day (YYYYMMDD), whatever their status, by time."""
        ...

    def watch_day(self, theatre_id: str, local_date: str) -> AsyncIterator[ShowStanding]:
        """How each show of a theatre's local day stands, then the newest of whichever changes,
        shows that are added or cancelled included."""
        ...

    async def discover(self, where: Discovery, local_date: str) -> tuple[TheatreShows, ...]:
        """Theatres inside the radius, nearest first, with that local day's published shows, those
        without left out; below 0 and of no one movie: every theatre, by name at distance 0."""
        ...

    async def show_dates(self, location_id: str, movie_id: str) -> tuple[str, ...]:
        """Local days (YYYYMMDD) with published shows still to come, ascending."""
        ...

    async def movies_near(self, where: Discovery) -> tuple[str, ...]:
        """Ids of movies with an open show still to come inside the radius."""
        ...


class BookingService(Protocol):
    """Seats of shows: holds, claims, bookings, tickets and the live seat stream."""

    async def put_layout(self, layout: Layout) -> str:
        """Keep a copy of a published layout; answers the digest it computed itself."""
        ...

    async def put_show(self, offered: OfferedShow) -> int:
        """Keep a copy of a show as it is sold; an older version changes nothing.
        Answers the version now held."""
        ...

    async def preview_move(
        self, offered: OfferedShow, chosen: tuple[ChosenSeat, ...] = ()
    ) -> ShowMove:
        """What becomes of every seat that is sold, waits for payment or is held when a show is put
        on the layout, and sold at the prices, that it has in `offered`. Who has lost their seat
        has the one that is `chosen`. NotFound, BadInput for a show that is on this layout or a
        chosen seat that is not free."""
        ...

    async def move_show(
        self, offered: OfferedShow, token: str, by: str, chosen: tuple[ChosenSeat, ...] = ()
    ) -> ShowMove:
        """Do what the preview with this token said, with everything that is sold, in one
        transaction and once, whoever asks again; holds follow as far as they can, else they end.
        Outdated when it would do anything else by now, BadInput when somebody who paid or is
        paying would lose their seat; nothing is changed then."""
        ...

    async def hold(self, request: HoldRequest) -> HoldAnswer:
        """Hold all the seats or none, or items alone; KeyReused, PriceRefused, SoldOut."""
        ...

    async def blocks(self, show_id: int) -> tuple[Block, ...]:
        """The seats that are off sale for a show, the first taken off first; NotFound."""
        ...

    async def seat_history(self, show_id: int, seat_id: str) -> tuple[SeatEvent, ...]:
        """What happened to one seat, oldest first: from the audit, and for holds from a bounded log
        of this process; NotFound."""
        ...

    async def order_blocks(self, order: BlockOrder) -> tuple[Block, ...]:
        """Take seats off sale for one show, or put them back; answers all that are off sale then.
        SeatsGone names those that somebody has. NotAllowed for reasons that the order may not give
        or lift, KeyReused."""
        ...

    async def amend(
        self,
        booking_id: str,
        seats: tuple[SeatChoice, ...],
        codes: tuple[str, ...] | None = None,
        buyer: Buyer | None = None,
        items: tuple[ItemChoice, ...] | None = None,
        *,
        house: bool = False,
    ) -> HoldAnswer:
        """Make the hold's seats, ticket types and, where given, codes, buyer and items exactly
        these, in one step; HoldOver. When new seats are gone the hold stays as it was and the
        answer names them. No seat at all releases the hold, but where items are given.
        PriceRefused for a ticket type that cannot be had, and for a new code that takes nothing
        off; BadInput for a buyer whose GSTIN is none; SoldOut. `house`: seats that are blocked for
        the house may be among the new."""
        ...

    async def stock(self, theatre_id: str) -> tuple[Stock, ...]:
        """What a theatre has of each item that was ever delivered, by the item's code."""
        ...

    async def change_stock(
        self,
        theatre_id: str,
        item: str,
        change: int,
        idempotency_key: str,
        by: str,
        reason: str = "",
    ) -> Stock:
        """Add delivered pieces, or take away what was lost (below 0), for a `reason` in words; once
        under its key. BadInput for more than there are, KeyReused."""
        ...

    async def extend(self, booking_id: str) -> Booking:
        """Start the hold's time anew; HoldOver, also for a guest who held it long enough."""
        ...

    async def release(self, booking_id: str, by: str) -> bool:
        """Let a hold go, or cancel a booking that is PENDING without money; False when there is
        nothing left to let go."""
        ...

    async def give_up(self, booking_id: str, by: str) -> Booking:
        """Cancel a PENDING booking: what was paid into it is owed back, and so is whatever is paid
        later. One that is cancelled stays; WrongState for any other."""
        ...

    async def claim(self, booking_id: str, by: str, in_place_of: str = "") -> Booking:
        """Turn a hold into a PENDING booking that owns its seats in SQL; a booking that is PENDING
        or CONFIRMED already is answered as it is. `in_place_of` is the booking whose lines it is
        to be exchanged for: what that has paid already, such as its fee, is not taken again.
        HoldOver, SeatsGone, PriceRefused when a discount code is used up, SoldOut when an item
        is."""
        ...

    async def confirm(self, booking_id: str, paid: PaidAmount) -> ConfirmOutcome:
        """Apply a captured payment: each payment once, and the booking is CONFIRMED when all that
        was paid covers its total. REFUND says that this money must be given back."""
        ...

    async def expire(self, booking_id: str) -> Booking:
        """End a PENDING booking whose deadline is past and whose payments are closed."""
        ...

    async def overdue(self, skip: int = 0) -> tuple[str, ...]:
        """Ids of PENDING bookings past their deadline, oldest first without the first `skip`, a
        bounded number."""
        ...

    async def get(self, booking_id: str) -> Booking:
        """One hold or booking; a hold that ended lately reads EXPIRED or CANCELLED. NotFound."""
        ...

    def watch_booking(self, booking_id: str) -> AsyncIterator[Booking]:
        """The booking as it is, then the newest there is after every change, until it can change
        no more; NotFound."""
        ...

    async def get_many(self, booking_ids: tuple[str, ...]) -> tuple[Booking, ...]:
        """The bookings there are among `booking_ids`, oldest first; holds are left out."""
        ...

    async def of_shows(self, show_ids: tuple[int, ...]) -> tuple[Booking, ...]:
        """All bookings of these shows, and their live holds, oldest first."""
        ...

    async def availability(self, show_ids: tuple[int, ...]) -> tuple[ShowAvailability, ...]:
        """Seat counts of the shows there are among `show_ids`, in that order."""
        ...

    def watch_availability(self, show_ids: tuple[int, ...]) -> AsyncIterator[ShowAvailability]:
        """The counts of each of these shows, then the newest there are after changes; a show
        that is not known yet follows once it is."""
        ...

    async def seats(self, show_id: int) -> SeatSnapshot:
        """All seats of a show as they are now; NotFound."""
        ...

    def watch_seats(
        self, show_id: int, epoch: str = "", since_version: int = -1
    ) -> AsyncIterator[SeatUpdate]:
        """A snapshot, then deltas; with an epoch and version still kept, the missed deltas and no
        snapshot. A watcher too slow for its queue is sent a new snapshot."""
        ...

    async def offers(self, show_id: int, count: int, category_id: int = 0) -> tuple[SeatOffer, ...]:
        """Up to three proposals of `count` free seats, best first; empty when there are none."""
        ...

    async def tickets(self, booking_id: str) -> tuple[Ticket, ...]:
        """The signed tickets of a CONFIRMED booking's active lines; WrongState before that."""
        ...

    async def reprint(self, booking_id: str, after: int, by: str) -> tuple[Ticket, ...]:
        """New tickets of a CONFIRMED booking; every older print stops admitting. `after` is the
        highest serial of its tickets before: asked once more, the same tickets are answered."""
        ...

    async def send_tickets(self, booking_id: str, to: Contact, idempotency_key: str) -> bool:
        """Have the tickets of a CONFIRMED booking sent to somebody, once for each key; True.
        WrongState before it is paid."""
        ...

    async def to_reissue(self, theatre_id: str) -> tuple[MovedTicket, ...]:
        """The tickets of a theatre whose prints admit no more since their show was moved, and that
        were not printed anew, by show and booking; those of shows that are over are left out."""
        ...

    async def reissued(self, booking_id: str, serial: int) -> int:
        """Note that a booking's tickets were printed up to this serial; answers how many of them
        were to be printed anew until now."""
        ...

    async def find(self, theatre_id: str, text: str) -> tuple[Booking, ...]:
        """A theatre's bookings by number, a ticket's text, phone, mail or name, newest first, a
        bounded number."""
        ...

    async def set_customer(self, booking_id: str, customer: Customer, by: str) -> Booking:
        """Keep who a hold or booking is for; what is empty is taken away. NotFound, HoldOver,
        BadInput."""
        ...

    async def credit_notes(self, booking_id: str) -> tuple[CreditNote, ...]:
        """What a booking's invoice was reduced by, oldest first."""
        ...

    async def give_back(
        self,
        booking_id: str,
        line_ids: tuple[str, ...],
        key: str,
        by: str,
        *,
        restocks: bool = False,
    ) -> GivenBack:
        """Give lines of a CONFIRMED booking back, once under the key, which answers what went then:
        their seats are free, and whoever has the money owes what they cost. With a ticket go its
        fees and items, which with `restocks` are in stock again; REFUND_PENDING when no line is
        left. What it cost has a credit note. NotFound, WrongState, BadInput, KeyReused."""
        ...

    async def exchange(
        self,
        booking_id: str,
        line_ids: tuple[str, ...],
        hold_id: str,
        due_minor: int,
        key: str,
        by: str,
    ) -> GivenBack:
        """Exchange lines of a CONFIRMED booking for what is held (`hold_id` is the hold's booking
        id), once under the key, in one transaction. In the same show the booking has the new lines;
        in another one, and where it was claimed and the difference paid into it before, what was
        held is a CONFIRMED booking. `due_minor` is the difference that is paid; WrongAmount when it
        is another one. HoldOver, SeatsGone, and as `give_back`."""
        ...

    async def end_refund(self, booking_id: str) -> Booking:
        """All money of a REFUND_PENDING booking is back: REFUNDED. Any other is answered as it
        is."""
        ...

    async def check_ticket(self, text: str) -> TicketCheck:
        """What a ticket's text says; BadInput when it is forged, altered or no longer valid."""
        ...

    async def ticket_keys(self, theatre_id: str) -> tuple[TicketKey, ...]:
        """The keys that a theatre's tickets are and were signed with, oldest first."""
        ...

    async def rotate_key(self, theatre_id: str, before: str, by: str) -> tuple[TicketKey, ...]:
        """Let a new key sign in place of the one with the id `before` (empty: there is none),
        unless another does already; answers all. What was signed admits as before."""
        ...

    async def retire_key(self, theatre_id: str, key_id: str, by: str) -> tuple[TicketKey, ...]:
        """Let no ticket admit that this key has signed; where it still signs, a new one does from
        then on. Answers all, and the same when it was done already; NotFound."""
        ...

    async def door_list(self, theatre_id: str) -> DoorList:
        """What the doors of a theatre check tickets by, without asking anybody."""
        ...


class PaymentService(ShiftKeeping, Protocol):
    """Money: tenders at the counter, payments through providers, vouchers, refunds, and shifts."""

    async def take(
        self,
        booking_id: str,
        tenders: tuple[Tender, ...],
        idempotency_key: str,
        by: str,
        counter: AtCounter = NO_COUNTER,
    ) -> Booking:
        """The counter's sale: claim, capture, confirm. A part paid by UPI stays open, and the
        booking PENDING, until its provider says more; an open payment of the booking is closed
        first. What is captured is counted in the seller's shift at `counter`, which begins without
        a float where none is open. The same key answers that operation's current state and never
        acts twice; KeyReused for another body, WrongAmount, VoucherRefused, NoProvider."""
        ...

    async def open_online(self, booking_id: str, method_id: str) -> OnlinePayment:
        """Open an online payment of what is due or answer the one that is open; NoProvider,
        HoldOver, WrongState, TryAgain when the provider does not answer."""
        ...

    async def close_open(self, booking_id: str) -> Booking:
        """Close the booking's open payment at its provider, so that it can be paid otherwise or
        given up, and answer the booking, which is CONFIRMED where that payment was made after all.
        NotFound, TryAgain while the provider does not say whether it was."""
        ...

    async def give_up(
        self, booking_id: str, idempotency_key: str, by: str, till: str = ""
    ) -> Booking:
        """Cancel a PENDING booking, once under the key: an open payment is closed, and goes back by
        itself where it is made later; what was paid over the counter is counted as handed back at
        the till. A booking that was paid after all, or is over, is answered as it is. KeyReused."""
        ...

    async def hear(self, webhook: Webhook) -> bool:
        """Keep a provider's signed message, to be acted on once; False when it is known already.
        NotFound for an unknown provider, BadSignature, BadInput."""
        ...

    async def of_booking(self, booking_id: str) -> tuple[Payment, ...]:
        """A booking's payments, oldest first."""
        ...

    async def states(self, booking_ids: tuple[str, ...]) -> tuple[BookingPayments, ...]:
        """The states of these bookings' payments, in that order; unknown bookings have none."""
        ...

    async def theatre_of(self, payment_id: str) -> str:
        """The id of the theatre that a payment was made to; NotFound."""
        ...

    async def returned(
        self, payment_id: str, idempotency_key: str, by: str, till: str = ""
    ) -> Payment:
        """Cash or card terminal money that is owed back was handed over at a till: REFUNDED, once
        under its key, which answers the same payment again. NotFound, WrongState, KeyReused."""
        ...

    async def plan_refund(self, booking_id: str, line_ids: tuple[str, ...]) -> RefundPlan:
        """What giving lines of a CONFIRMED booking back comes to, by tender. NotFound, WrongState,
        BadInput."""
        ...

    async def refund(self, order: RefundOrder) -> tuple[Refund, ...]:
        """Give lines back, once under the order's key, which answers the same refunds as they
        stand: what was paid at the counter is counted as handed over, the rest goes back by
        itself. NotFound, WrongState, BadInput, KeyReused."""
        ...

    async def plan_exchange(
        self, booking_id: str, line_ids: tuple[str, ...], hold_id: str
    ) -> ExchangePlan:
        """What exchanging lines for what is held comes to; as `plan_refund`, HoldOver."""
        ...

    async def exchange(self, order: RefundOrder) -> Booking:
        """Exchange lines for the order's hold, once under its key; answers the booking that has
        the new ones. Its tenders pay just the difference, and what is too much goes back. With UPI
        or a voucher among them the difference is paid first: the new booking is PENDING until it
        is, and nothing is exchanged before. WrongAmount, HoldOver, SeatsGone, VoucherRefused,
        NoProvider, and as `refund`."""
        ...

    async def refunds(self, booking_id: str) -> tuple[Refund, ...]:
        """A booking's refunds, oldest first."""
        ...

    async def last_sales(self, theatre_id: str, till: str, by: str) -> tuple[str, ...]:
        """The ids of the bookings that somebody sold last at a counter, newest first, a bounded
        number."""
        ...

    async def issue_voucher(
        self,
        theatre_id: str,
        amount: Money,
        valid_until: datetime | None,
        idempotency_key: str,
        by: str,
    ) -> Voucher:
        """Issue a voucher once under its key; BadInput, KeyReused."""
        ...

    async def voucher(self, theatre_id: str, code: str) -> Voucher:
        """A theatre's voucher, however its code was typed; NotFound."""
        ...
