"""Giving deposits back: a clerk's to do, for it is the customer's money as soon as the thing is
back."""

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, Protocol
from uuid import uuid4

from PySide6.QtCore import QObject

from boxoffice.counter.items.keys import DEPOSIT_KEY
from boxoffice.counter.side import Side
from boxoffice.model.booking import Booking, Line, LineState
from boxoffice.model.errors import Refusal, StoreUnusable, TryAgain
from boxoffice.model.payment import PaymentKind
from boxoffice.model.refund import Refund, RefundPlan
from boxoffice.model.theatre import Theatre
from boxoffice.model.user import Approval
from boxoffice.qtkit.commands import Command
from boxoffice.qtkit.formats import Formats
from boxoffice.qtkit.tasks import Tasks
from boxoffice.qtkit.theme import Theme
from boxoffice.rules.concessions import only_deposits

if TYPE_CHECKING:
    from boxoffice.counter.items.deposit_page import DepositPage


class RefundSource(Protocol):
    """What is asked of the client about bookings that were sold."""

    async def find(self, theatre_id: str, text: str, till: str = "") -> tuple[Booking, ...]: ...

    async def refund_plan(self, booking_id: str, line_ids: tuple[str, ...]) -> RefundPlan: ...

    async def refund(
        self,
        booking_id: str,
        line_ids: tuple[str, ...],
        idempotency_key: str,
        till: str = "",
        approval: Approval | None = None,
    ) -> tuple[Refund, ...]: ...


class DepositOffice(Protocol):
    """Where it is asked, and what the theatre lends by now."""

    @property
    def after(self) -> RefundSource: ...

    async def theatre(self, theatre_id: str) -> Theatre: ...


class DepositDesk(QObject):
    """One booking at a time; its pieces go back in the order in which they were lent. What got no
    answer is asked for again under the same key."""

    def __init__(
        self,
        office: DepositOffice,
        theatre: Theatre,
        till: str,
        side: Side,
        theme: Theme,
        formats: Formats,
        tasks: Tasks,
        open_drawer: Callable[[], None],
    ) -> None:
        super().__init__(side)
        self._office, self._theatre_id, self._till = office, theatre.theatre_id, till
        self._side, self._theme, self._formats, self._tasks = side, theme, formats, tasks
        self._open_drawer = open_drawer
        self._booking: Booking | None = None
        self._lent: tuple[Line, ...] = ()
        self._wanted: tuple[str, ...] = ()
        self._key = ""

    def open(self) -> None:
        """Ask whose deposit it is."""
        self._side.lay(self._page)
        self._page.tell("")
        self._page.begin()

    @property
    def is_open(self) -> bool:
        """Whether its page is in front."""
        return "_page" in vars(self) and self._side.laid is self._page

    def commands(self) -> tuple[Command, ...]:
        """What can be done, for the palette and by key."""
        return (Command(self.tr("Give a deposit back"), self.open, DEPOSIT_KEY),)

    def _close(self) -> None:
        self._side.lay(None)
        self._side.left.emit()

    def _find(self, text: str) -> None:
        self._tasks.start(self._found(text), self._refused)

    async def _found(self, text: str) -> None:
        terms = (await self._office.theatre(self._theatre_id)).terms
        found = [
            (booking, lent)
            for booking in await self._office.after.find(self._theatre_id, text, self._till)
            if (lent := _lent(booking, lambda line: only_deposits(terms, (line,))))
        ]
        if len(found) == 1:
            self._booking, self._lent = found[0]
            self._count(len(self._lent))
        elif found:
            self._page.tell(self.tr("Several bookings are found so: type the booking’s number."))
        else:
            self._page.tell(self.tr("No deposit is left to give back there."))

    def _count(self, count: int) -> None:
        booking = self._booking
        if booking is not None:
            self._wanted, self._key = tuple(one.line_id for one in self._lent[:count]), ""
            name = self._lent[0].name
            self._page.show_deposit(booking, name, count, len(self._lent))
            self._tasks.start(self._plan(booking.booking_id, self._wanted), self._refused)

    async def _plan(self, booking_id: str, line_ids: tuple[str, ...]) -> None:
        plan = await self._office.after.refund_plan(booking_id, line_ids)
        if line_ids == self._wanted:
            self._page.show_plan(plan)

    def _give(self) -> None:
        self._page.set_busy(busy=True)
        self._tasks.start(self._given(), self._not_given)

    async def _given(self) -> None:
        booking = self._booking
        if booking is None:
            return
        self._key = self._key or uuid4().hex
        back = await self._office.after.refund(
            booking.booking_id, self._wanted, self._key, self._till
        )
        self._booking, self._key = None, ""
        if any(one.kind is PaymentKind.CASH for one in back):
            self._open_drawer()
        self._page.begin()
        self._page.show_given(back)

    def _not_given(self, refusal: Refusal) -> None:
        if not isinstance(refusal, TryAgain | StoreUnusable):
            self._key = ""
        self._page.set_busy(busy=False)
        self._refused(refusal)

    def _refused(self, refusal: Refusal) -> None:
        self._page.tell(str(refusal))

    @cached_property
    def _page(self) -> "DepositPage":
        from boxoffice.counter.items.deposit_page import DepositPage  # noqa: PLC0415 (start-up time)

        page = DepositPage(self._theme, self._formats)
        page.asked.connect(self._find)
        page.counted.connect(self._count)
        page.given.connect(self._give)
        page.closed.connect(self._close)
        return page


def _lent(booking: Booking, is_deposit: Callable[[Line], bool]) -> tuple[Line, ...]:
    """The deposits that were not given back yet, of one item: of several the first."""
    lent = [one for one in booking.lines if one.state is LineState.ACTIVE and is_deposit(one)]
    return tuple(one for one in lent if one.code == lent[0].code)
