"""A cancelled show's bookings are each seen to once, whoever works on them and whatever fails."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field, replace
from typing import Any, cast

import pytest

from boxoffice.model.booking import Booking, BookingState, Customer
from boxoffice.model.cancelled import CancelledBooking, Outcome, Remedy, RemedyOrder, TaskState
from boxoffice.model.errors import Refusal, TryLater, WrongState
from boxoffice.model.layout import Layout
from boxoffice.model.letter import Letter
from boxoffice.model.payment import Tender, TenderKind
from boxoffice.model.refund import RefundState
from boxoffice.model.shift import AtCounter
from boxoffice.model.show import Show, ShowAvailability, ShowListing, ShowStatus
from boxoffice.model.theatre import Theatre
from boxoffice.model.user import Channel
from boxoffice.services.cancelled import CancelledShows
from boxoffice.services.cancelled.desk import LEASE, MOST_TRIES
from boxoffice.services.cancelled.steps import InHand
from boxoffice.services.payment.providers import Refunding
from boxoffice.stores.cancelled import read_of_show
from tests.unit.services.booking.box import LAYOUT, SHOW, TERMS, Box, offered, open_box
from tests.unit.services.payment.psp import Psp, Till, till_over

OTHER = SHOW + 1
WHY = "Power cut"
PATIENCE_SECONDS = 5.0


@dataclass
class Programme:
    """A Show service of two shows, a Screen and a Theatre service of what they need."""

    box: Box
    status: dict[int, ShowStatus] = field(
        default_factory=lambda: {SHOW: ShowStatus.OPEN, OTHER: ShowStatus.OPEN}
    )

    async def get(self, what: int | str) -> Show | Theatre:
        if isinstance(what, int):
            return replace(offered(what).show, status=self.status[what])
        now = self.box.clock.now()
        place = ("PVRAH", "PVR Andheri", 72.8, 19.1, "MUM1", "Mumbai", "", "")
        return Theatre(*place, "Asia/Kolkata", now, now, TERMS)

    async def listing(self, show_id: int) -> ShowListing:
        show = cast(Show, await self.get(show_id))
        seats = ShowAvailability(show_id, 91, 91, 0, 0, 0, 0)
        return ShowListing(show, show.status, "20261120", "Film", "U", "90", "Audi 3", seats)

    async def set_status(self, _theatre: str, show_id: int, status: ShowStatus, _by: str) -> Show:
        self.status[show_id] = status
        show = replace(offered(show_id).show, status=status, version=2)
        await self.box.bookings.put_show(replace(offered(show_id), show=show))
        return show

    async def layout(self, _layout_id: str) -> Layout:
        return LAYOUT


@dataclass
class Post:
    """A Notification service that reaches phones; `refusal` is raised for as long as there is
    one."""

    sent: list[tuple[str, str]] = field(default_factory=list)
    refusal: Refusal | None = None

    async def reaches(self, channel: Channel) -> bool:
        return channel is Channel.SMS

    async def send(
        self, delivery_id: str, _channel: Channel, contact: str, _letter: Letter, _until: object
    ) -> bool:
        if self.refusal is not None:
            raise self.refusal
        self.sent.append((delivery_id, contact))
        return True


@dataclass(frozen=True)
class Office:
    """The desk of a show that is cancelled, and what it stands on."""

    till: Till
    programme: Programme
    post: Post
    desk: CancelledShows

    async def sold(self, *seats: str, name: str = "") -> Booking:
        """Seats paid in cash."""
        held = await self.till.box.hold(*seats)
        due = (Tender(TenderKind.CASH, held.total.amount_minor),)
        key = f"sale {seats}"
        await self.till.payments.take(held.booking_id, due, key, "clerk", AtCounter("Till"))
        customer = Customer(name, "+919820012345")
        return await self.till.box.bookings.set_customer(held.booking_id, customer, "clerk")

    async def sold_online(self, *seats: str) -> Booking:
        """Seats paid through the provider."""
        booking = await self.till.open(*seats)
        await self.till.hear(booking, f"T {seats}")
        return await self.till.state(booking)

    async def order(self, remedy: Remedy, *bookings: Booking, to: int = 0) -> None:
        ids = tuple(one.booking_id for one in bookings)
        await self.desk.order(RemedyOrder(SHOW, remedy, "boss", ids, to))

    async def row(self, booking: Booking) -> CancelledBooking:
        """Its line of the list."""
        show = await self.desk.of_show(SHOW)
        (found,) = (one for one in show.bookings if one.booking_id == booking.booking_id)
        return found

    async def until(
        self, booking: Booking, come_true: Callable[[CancelledBooking], bool]
    ) -> CancelledBooking:
        """Its line, once something is so."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while True:
                row = await self.row(booking)
                if come_true(row):
                    return row

    def another_desk(self) -> CancelledShows:
        """As another process has it."""
        return _desk(self.till, self.programme, self.post)


def _desk(till: Till, programme: Programme, post: Post) -> CancelledShows:
    box, shows = till.box, cast(Any, programme)
    others = shows, shows, shows, box.bookings, till.payments, cast(Any, post)
    return CancelledShows(box.database, box.clock, *others)


@pytest.fixture
async def office(database: Any) -> AsyncIterator[Office]:
    async with open_box(database) as box:
        await box.bookings.put_show(offered(OTHER))
        till, programme, post = till_over(box, Psp()), Programme(box), Post()
        office = Office(till, programme, post, _desk(till, programme, post))
        yield office
        await office.desk.stop()


async def test_money_that_came_online_is_on_its_way_until_its_provider_gave_it_back_once(
    office: Office,
) -> None:
    sold = await office.sold_online("A1", "A2")
    await office.desk.cancel(SHOW, WHY, "boss")
    office.till.psp.refunding = Refunding.UNDER_WAY
    for _ in range(3):
        await office.order(Remedy.REFUND)
    await office.until(sold, lambda row: row.outcome is Outcome.REFUND_DUE)
    await office.till.payments.sweep_once()
    office.till.psp.refunding = Refunding.DONE
    office.till.box.clock.advance(120)
    await office.till.payments.sweep_once()
    assert (await office.row(sold)).outcome is Outcome.REFUNDED
    (refund,) = await office.till.payments.refunds(sold.booking_id)
    assert (refund.state, refund.amount, refund.by) == (RefundState.DONE, sold.total, "boss")
    asked = office.till.psp.asked("refund")
    assert {one[1:] for one in asked} == {("INR 800.00", refund.refund_id)}


async def test_cash_is_never_given_back_with_nobody_there(office: Office) -> None:
    sold = await office.sold("A1")
    await office.desk.cancel(SHOW, WHY, "boss")
    await office.order(Remedy.REFUND, sold)
    await office.desk.work()
    assert (await office.row(sold)).outcome is Outcome.OPEN
    assert await office.till.payments.refunds(sold.booking_id) == ()


async def test_two_processes_tell_each_customer_once(office: Office) -> None:
    sold = [await office.sold(seat) for seat in ("A1", "A2", "A3", "A4")]
    await office.desk.cancel(SHOW, WHY, "boss")
    await office.order(Remedy.NOTIFY)
    await asyncio.gather(*(office.another_desk().work() for _ in range(3)))
    for one in sold:
        await office.until(one, lambda row: row.told is TaskState.DONE)
    assert len(office.post.sent) == len(set(office.post.sent)) == len(sold)


async def test_what_fails_for_a_while_is_tried_again_and_then_waits_for_a_person(
    office: Office,
) -> None:
    sold = await office.sold("A1")
    await office.desk.cancel(SHOW, WHY, "boss")
    office.post.refusal = TryLater("Too many messages wait.")
    await office.order(Remedy.NOTIFY)
    for tries in range(1, MOST_TRIES):
        await office.desk.work()
        tasks = await office.till.box.database.read(read_of_show, SHOW)
        assert tasks[sold.booking_id][Remedy.NOTIFY].tries == tries
        office.till.box.clock.advance(600)
    await office.desk.work()
    row = await office.row(sold)
    assert (row.told, row.untold) == (TaskState.FAILED, "Too many messages wait.")
    office.post.refusal = None
    await office.order(Remedy.NOTIFY)
    await office.until(sold, lambda row: row.told is TaskState.DONE)
    assert len(office.post.sent) == 1


async def test_a_task_whose_process_died_is_gone_on_with_after_a_while(office: Office) -> None:
    sold = await office.sold("A1")
    await office.desk.cancel(SHOW, WHY, "boss")
    box = office.till.box
    office.post.refusal = TryLater("Not now.")
    await office.order(Remedy.NOTIFY)
    await office.desk.work()
    task = (await box.database.read(read_of_show, SHOW))[sold.booking_id][Remedy.NOTIFY]
    await InHand(box.database, task).set(look_at=box.clock.now() + LEASE)
    office.post.refusal = None
    await office.another_desk().work()
    assert office.post.sent == []
    box.clock.advance(LEASE.total_seconds())
    await office.another_desk().work()
    assert len(office.post.sent) == 1


async def test_nothing_is_done_for_a_show_that_is_on_again(office: Office) -> None:
    sold = await office.sold_online("A1")
    with pytest.raises(WrongState):
        await office.order(Remedy.REFUND)
    await office.desk.cancel(SHOW, WHY, "boss")
    async with office.desk._turn:
        await office.order(Remedy.REFUND)
        office.programme.status[SHOW] = ShowStatus.OPEN
    row = await office.until(sold, lambda row: row.outcome is not Outcome.UNDER_WAY)
    assert (row.outcome, "on again" in row.reason) == (Outcome.FAILED, True)
    assert (await office.till.state(sold)).state is BookingState.CONFIRMED


async def test_what_is_being_moved_is_not_refunded_too(office: Office) -> None:
    sold = await office.sold_online("A1", "B1 child")
    await office.desk.cancel(SHOW, WHY, "boss")
    async with office.desk._turn:
        await office.order(Remedy.MOVE, to=OTHER)
        await office.order(Remedy.REFUND)
    row = await office.until(sold, lambda row: row.outcome is not Outcome.UNDER_WAY)
    assert (row.outcome, row.to_show_id) == (Outcome.MOVED, OTHER)
    tasks = (await office.till.box.database.read(read_of_show, SHOW))[sold.booking_id]
    assert tasks.keys() == {Remedy.MOVE}
    moved = await office.till.box.bookings.get(tasks[Remedy.MOVE].hold_id)
    assert (moved.state, moved.paid) == (BookingState.CONFIRMED, sold.total)
    assert sorted(line.ticket_type for line in moved.seats) == ["adult", "child"]
    assert office.till.psp.asked("refund") == []


async def test_a_booking_given_back_at_the_counter_is_not_said_to_be_moved(office: Office) -> None:
    sold = await office.sold_online("A1")
    await office.desk.cancel(SHOW, WHY, "boss")
    async with office.desk._turn:
        await office.order(Remedy.MOVE, to=OTHER)
        key, line_ids = "counter", tuple(line.line_id for line in sold.lines)
        await office.till.box.bookings.give_back(sold.booking_id, line_ids, key, "clerk")
    await office.desk.work()
    tasks = (await office.till.box.database.read(read_of_show, SHOW))[sold.booking_id]
    assert tasks[Remedy.MOVE].state is TaskState.FAILED
    assert (await office.row(sold)).outcome is Outcome.REFUND_DUE
    counts = await office.till.box.bookings.availability((OTHER,))
    assert (counts[0].held, counts[0].sold) == (0, 0)
