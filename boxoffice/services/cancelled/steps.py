"""One booking of a cancelled show seen to: each step is harmless to repeat, whoever does."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from boxoffice.model.booking import (
    NOBODY,
    UNKNOWN_CUSTOMER,
    Booking,
    BookingState,
    HoldRequest,
    LineState,
    SeatChoice,
)
from boxoffice.model.cancelled import Remedy, Task
from boxoffice.model.errors import (
    BadInput,
    HoldOver,
    NotFound,
    SeatsGone,
    TryAgain,
    WrongState,
)
from boxoffice.model.letter import Letter
from boxoffice.model.people_services import NotificationService
from boxoffice.model.refund import RefundOrder
from boxoffice.model.services import BookingService, PaymentService, ScreenService, ShowService
from boxoffice.model.show import ShowStatus
from boxoffice.rules.cancelled import check_difference, check_movable, goes_back, seats_like
from boxoffice.stores.cancelled import change
from boxoffice.stores.database import Database

#: How often seats are looked for after others were first.
SEAT_TRIES = 5
#: A message that arrives later than this helps nobody.
USEFUL_FOR = timedelta(days=3)


class Overtaken(Exception):
    """Somebody else goes on with this task."""


class InHand:
    """A task that this process goes on with, as it is kept."""

    def __init__(self, database: Database, task: Task) -> None:
        self._database = database
        self.task = task

    async def set(self, **changes: Any) -> None:
        """Keep it with these changes; Overtaken when it is another one by now."""
        wanted = replace(self.task, **changes)
        kept = await self._database.run(change, self.task, wanted)
        if kept is None:
            raise Overtaken
        self.task = kept


class Steps:
    """What has been done is told by the bookings themselves and by commands under the task's key;
    nothing is remembered but which seats were held for a move."""

    def __init__(
        self,
        shows: ShowService,
        screens: ScreenService,
        bookings: BookingService,
        payments: PaymentService,
        notifications: NotificationService,
    ) -> None:
        self._shows, self._screens = shows, screens
        self._bookings, self._payments = bookings, payments
        self._notifications = notifications

    async def do(self, hand: InHand) -> None:
        """Do what is asked. A Refusal says why it cannot be; Overtaken."""
        task = hand.task
        show = await self._shows.get(task.show_id)
        if show.status is not ShowStatus.CANCELLED:
            raise WrongState("The show is on again, so nothing was done.")
        match task.remedy:
            case Remedy.REFUND:
                await self._refund(task)
            case Remedy.MOVE:
                await self._move(hand)
            case Remedy.NOTIFY:
                await self._notify(task)

    async def _refund(self, task: Task) -> None:
        booking = await self._bookings.get(task.booking_id)
        line_ids = tuple(line.line_id for line in booking.lines if line.state is LineState.ACTIVE)
        if not line_ids:
            return
        if not goes_back(await self._payments.of_booking(task.booking_id)):
            raise WrongState("Its money is given back at the counter.")
        await self._payments.refund(
            RefundOrder(task.booking_id, line_ids, task.key, task.by, till=task.till)
        )

    async def _move(self, hand: InHand) -> None:
        for _ in range(SEAT_TRIES):
            booking = await self._bookings.get(hand.task.booking_id)
            if not booking.seats:
                await self._check_moved(hand.task)
                return
            if not hand.task.hold_id:
                await hand.set(hold_id=await self._hold(hand.task, booking))
            try:
                await self._exchange(hand.task, booking)
            except (HoldOver, SeatsGone, NotFound):
                # The hold died with an earlier process, or its seats went to somebody else.
                await hand.set(hold_id="")
        raise TryAgain("Others take the seats of the other show at the same moment.")

    async def _check_moved(self, task: Task) -> None:
        """WrongState when the booking's seats went another way than this task's."""
        (*found,) = await self._bookings.get_many((task.hold_id,)) if task.hold_id else ()
        if not any(one.state is BookingState.CONFIRMED for one in found):
            raise WrongState("It has no seats any more that could be moved.")

    async def _exchange(self, task: Task, booking: Booking) -> None:
        line_ids = tuple(line.line_id for line in booking.seats)
        try:
            plan = await self._payments.plan_exchange(task.booking_id, line_ids, task.hold_id)
            check_difference(plan)
        except (WrongState, BadInput):
            await self._bookings.release(task.hold_id, task.by)
            raise
        # With its seats in the key, an order whose hold has died stands in no other's way.
        await self._payments.exchange(
            RefundOrder(
                task.booking_id,
                line_ids,
                f"{task.key} {task.hold_id}",
                task.by,
                till=task.till,
                hold_id=task.hold_id,
            )
        )

    async def _hold(self, task: Task, booking: Booking) -> str:
        """Hold the best seats of the same number and categories in the other show; the hold."""
        here = await self._shows.get(task.show_id)
        there = await self._shows.get(task.to_show_id)
        check_movable(booking, (await self._screens.layout(here.layout_id)).plan)
        choices: list[SeatChoice] = []
        for category_id, types in seats_like(booking, here, there).items():
            offers = await self._bookings.offers(there.show_id, len(types), category_id)
            if not offers:
                raise WrongState(f"The other show has no {len(types)} free seats of its category.")
            seats = zip(offers[0].seat_ids, types, strict=True)
            choices += [SeatChoice(seat_id, kind) for seat_id, kind in seats]
        answer = await self._bookings.hold(
            HoldRequest(
                there.show_id,
                tuple(choices),
                booking.user_id,
                asker=task.by,
                codes=booking.codes,
            )
        )
        if answer.booking is None:
            raise TryAgain("Others take the seats of the other show at the same moment.")
        return await self._named(answer.booking, booking, task.by)

    async def _named(self, held: Booking, booking: Booking, by: str) -> str:
        """The hold, for the customer and the firm that the booking is for."""
        if booking.customer != UNKNOWN_CUSTOMER:
            await self._bookings.set_customer(held.booking_id, booking.customer, by)
        if booking.buyer != NOBODY:
            choices = tuple(SeatChoice(line.seat_id, line.ticket_type) for line in held.seats)
            await self._bookings.amend(held.booking_id, choices, buyer=booking.buyer)
        return held.booking_id

    async def _notify(self, task: Task) -> None:
        words = Letter(task.subject, task.text)
        until = task.at + USEFUL_FOR
        await self._notifications.send(task.key, task.channel, task.contact, words, until)
