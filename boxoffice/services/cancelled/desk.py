"""Cancels shows, and sees to their bookings one after the other until all are dealt with."""

import asyncio
import contextlib
import logging
from dataclasses import replace
from datetime import timedelta

from boxoffice.model.cancelled import (
    CancelledBooking,
    CancelledNote,
    CancelledShow,
    Remedy,
    RemedyOrder,
    Task,
    TaskState,
)
from boxoffice.model.clock import Clock
from boxoffice.model.errors import BadInput, NotFound, Refusal, TryAgain, TryLater, WrongState
from boxoffice.model.people_services import NotificationService
from boxoffice.model.services import (
    BookingService,
    PaymentService,
    ScreenService,
    ShowService,
    TheatreService,
)
from boxoffice.model.show import Show, ShowStatus
from boxoffice.model.user import Channel
from boxoffice.rules.cancelled import can_order, checked_reason
from boxoffice.services.cancelled.rows import CancelledRows
from boxoffice.services.cancelled.steps import InHand, Overtaken, Steps
from boxoffice.services.commands import Commands
from boxoffice.services.recurring import Recurring
from boxoffice.stores import cancelled as store
from boxoffice.stores.cancelled import Cancelling
from boxoffice.stores.database import Database

#: How often what an earlier process left, or put off, is looked for.
SWEEP_SECONDS = 5.0
BATCH = 100
#: When a task is gone on with whose process has died.
LEASE = timedelta(seconds=15)
FIRST_PAUSE = timedelta(seconds=2)
#: A task that fails so often, over some four minutes, waits for a person.
MOST_TRIES = 8
#: Cancelled shows are listed for so long after they were to begin.
LISTED_FOR = timedelta(days=30)

_log = logging.getLogger(__name__)


class CancelledShows:
    """A boxoffice.model.cancelled.CancelledShowDesk.

    A task is a row of its own; who goes on with it takes it for LEASE by compare-and-set, and
    another process takes it after that.
    """

    def __init__(
        self,
        database: Database,
        clock: Clock,
        shows: ShowService,
        screens: ScreenService,
        theatres: TheatreService,
        bookings: BookingService,
        payments: PaymentService,
        notifications: NotificationService,
    ) -> None:
        self._database, self._clock, self._shows = database, clock, shows
        self._rows = CancelledRows(database, shows, theatres, bookings, payments, notifications)
        self._steps = Steps(shows, screens, bookings, payments, notifications)
        self._commands = Commands()
        self._sweeping = Recurring(self.work, SWEEP_SECONDS, "Seeing to cancelled shows")
        self._turn = asyncio.Lock()
        self._is_stopping = False

    async def start(self) -> None:
        """Begin to go on with what an earlier process left; nobody waits for it."""
        self._commands.start(self.work())
        self._sweeping.begin()

    async def stop(self) -> None:
        """Stop after the booking that is seen to."""
        self._is_stopping = True
        await self._sweeping.stop()
        await self._commands.finish()

    async def cancel(self, show_id: int, reason: str, by: str) -> CancelledShow:
        """Cancel a show; once more changes nothing. NotFound, BadInput without a reason."""
        why = checked_reason(reason)
        show = await self._shows.get(show_id)
        wanted = Cancelling(show_id, show.theatre_id, why, by, self._clock.now())
        await self._commands.run(self._cancel(wanted))
        return await self._rows.of_show(show_id)

    async def cancelled(self, theatre_id: str) -> tuple[CancelledNote, ...]:
        """A theatre's cancelled shows of late and to come, the latest first."""
        since = self._clock.now() - LISTED_FOR
        shows = [
            show
            for show in await self._shows.of_theatre(theatre_id)
            if show.status is ShowStatus.CANCELLED and show.starts_at >= since
        ]
        noted = await self._database.read(store.read_noted, theatre_id)
        reasons = {one.show_id: one.reason for one in noted}
        shows.sort(key=lambda show: show.starts_at, reverse=True)
        return tuple(CancelledNote(one.show_id, reasons.get(one.show_id, "")) for one in shows)

    async def of_show(self, show_id: int) -> CancelledShow:
        """A show's bookings as they stand; NotFound."""
        return await self._rows.of_show(show_id)

    async def order(self, order: RemedyOrder) -> CancelledShow:
        """Ask for something for the bookings named, or for all that it can be done for."""
        show = await self._shows.get(order.show_id)
        if show.status is not ShowStatus.CANCELLED:
            raise WrongState("This show is not cancelled.")
        if order.remedy is Remedy.MOVE:
            self._check_target(show, await self._shows.get(order.to_show_id))
        now = await self._rows.of_show(order.show_id)
        unknown = set(order.booking_ids) - {row.booking_id for row in now.bookings}
        if unknown:
            raise NotFound("There is no such booking of this show.")
        wanted = [
            self._task(order, row)
            for row in now.bookings
            if can_order(row, order.remedy)
            and (not order.booking_ids or row.booking_id in order.booking_ids)
        ]
        await self._commands.run(self._database.run(store.plan, order.show_id, wanted))
        self._commands.start(self.work())
        return await self._rows.of_show(order.show_id)

    async def work(self) -> None:
        """Go on with everything that is due, one booking after the other."""
        async with self._turn:
            for undone in await self._database.read(store.read_undone):
                await self._tell_show(undone)
            while due := await self._database.read(store.read_due, self._clock.now(), BATCH):
                for task in due:
                    if self._is_stopping:
                        return
                    await self._go_on(task)

    async def _cancel(self, wanted: Cancelling) -> None:
        await self._tell_show(await self._database.run(store.begin, wanted))

    async def _tell_show(self, wanted: Cancelling) -> None:
        cancelled = ShowStatus.CANCELLED
        await self._shows.set_status(wanted.theatre_id, wanted.show_id, cancelled, wanted.by)
        if not wanted.is_done:
            await self._database.run(store.finish, wanted.show_id)

    async def _go_on(self, task: Task) -> None:
        hand = InHand(self._database, task)
        with contextlib.suppress(Overtaken):
            await hand.set(look_at=self._clock.now() + LEASE)
            await self._finish(hand)

    async def _finish(self, hand: InHand) -> None:
        """Do a task, and write what became of it."""
        try:
            await self._steps.do(hand)
        except Overtaken:
            raise
        except (TryAgain, TryLater) as refusal:
            await self._put_off(hand, str(refusal))
        except Refusal as refusal:
            await hand.set(state=TaskState.FAILED, reason=str(refusal))
        except Exception:
            _log.exception("A cancelled show's booking could not be seen to.")
            await self._put_off(hand, "Something went wrong; the log says more.")
        else:
            await hand.set(state=TaskState.DONE)

    async def _put_off(self, hand: InHand, why: str) -> None:
        tries = hand.task.tries + 1
        if tries == MOST_TRIES:
            await hand.set(state=TaskState.FAILED, reason=why)
        else:
            again = self._clock.now() + FIRST_PAUSE * 2 ** (tries - 1)
            await hand.set(tries=tries, look_at=again)

    def _check_target(self, show: Show, there: Show) -> None:
        """BadInput for a show that nobody of the other one can be moved to."""
        if (there.theatre_id, there.movie_id) != (show.theatre_id, show.movie_id):
            raise BadInput("People are moved to another show of the same film at this theatre.")
        if there.status is not ShowStatus.OPEN or there.starts_at <= self._clock.now():
            raise BadInput("That show is not on sale.")

    def _task(self, order: RemedyOrder, row: CancelledBooking) -> Task:
        now = self._clock.now()
        task = Task(order.show_id, row.booking_id, order.remedy, order.by, order.till, now, now)
        if order.remedy is Remedy.MOVE:
            return replace(task, to_show_id=order.to_show_id)
        if order.remedy is Remedy.NOTIFY:
            channel = Channel.MAIL if "@" in row.contact else Channel.SMS
            return replace(
                task, channel=channel, contact=row.contact, subject=row.subject, text=row.words
            )
        return task
