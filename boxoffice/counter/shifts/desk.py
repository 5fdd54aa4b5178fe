"""One counter's shift as the box office knows it, and what is asked of it: each command once."""

import contextlib
from collections.abc import Awaitable, Callable
from datetime import date
from typing import Protocol
from uuid import uuid4

from PySide6.QtCore import QObject, Signal

from boxoffice.model.errors import Refusal, StoreUnusable, TryAgain, WrongState
from boxoffice.model.money import Money
from boxoffice.model.owed import Owed
from boxoffice.model.payment import Payment
from boxoffice.model.reports import CollectionReport, DayRegister
from boxoffice.model.shift import CashMove, Pile, ShiftReport
from boxoffice.model.theatre import Theatre
from boxoffice.model.user import Approval, StaffUser


class ShiftSource(Protocol):
    """The client's calls that a till makes."""

    async def shift(self, theatre_id: str, till: str) -> ShiftReport | None: ...

    async def shifts(self, theatre_id: str, day: date) -> tuple[ShiftReport, ...]: ...

    async def approvers(self, theatre_id: str) -> tuple[StaffUser, ...]: ...

    async def open(
        self, theatre_id: str, till: str, amount: Money, idempotency_key: str
    ) -> ShiftReport: ...

    async def move_cash(
        self,
        theatre_id: str,
        till: str,
        move: CashMove,
        amount: Money,
        reason: str,
        idempotency_key: str,
    ) -> ShiftReport: ...

    async def close(
        self,
        shift_id: str,
        piles: tuple[Pile, ...],
        idempotency_key: str,
        approval: Approval | None = None,
    ) -> ShiftReport: ...

    async def countersign(self, shift_id: str, approval: Approval) -> ShiftReport: ...

    async def owed(self, theatre_id: str) -> tuple[Owed, ...]: ...

    async def returned(
        self, payment_id: str, till: str, idempotency_key: str, approval: Approval | None = None
    ) -> Payment: ...

    async def register(self, theatre_id: str, day: date) -> DayRegister: ...

    async def collection(self, theatre_id: str, day: date) -> CollectionReport: ...


class ShiftDesk(QObject):
    """`changed` when there is something new to say of the shift. `report` is X of the open shift,
    None where none is; `known` whether anybody has asked yet.

    What was asked for and got no answer is asked for again under the same key, so that nothing is
    paid in twice.
    """

    changed = Signal()
    #: Carries the CashMove that is written down: the drawer is opened then, and not before.
    moved = Signal(object)
    #: Carries what is Owed and is written down as handed back.
    handed_back = Signal(object)

    def __init__(self, source: ShiftSource, theatre: Theatre, till: str) -> None:
        super().__init__()
        self.report: ShiftReport | None = None
        self.known = False
        self.owed: tuple[Owed, ...] = ()
        self.theatre = theatre
        self.till = till
        self._source = source
        self._keys: dict[object, str] = {}
        #: What may be written down as handed back already: its answer was lost.
        self._unsure: dict[str, Owed] = {}

    async def refresh(self) -> None:
        """Ask how the shift stands."""
        self._take(await self._source.shift(self.theatre.theatre_id, self.till))

    async def look_for_owed(self) -> None:
        """Ask what is owed back here, whoever took it. What got no answer stays listed: asked for
        again it is known whether it was written down."""
        found = await self._source.owed(self.theatre.theatre_id)
        listed = {one.payment_id for one in found}
        unsure = (one for one in self._unsure.values() if one.payment_id not in listed)
        self.owed = (*found, *unsure)

    async def hand_back(self, owed: Owed, approval: Approval | None = None) -> None:
        """Write down that owed money leaves this drawer, once; WrongState when it is owed no more,
        NotAllowed, WrongSecret."""
        # One key for good: a payment is handed back once, whatever was answered in between.
        key = self._keys.setdefault(("handed back", owed.payment_id), uuid4().hex)
        try:
            await self._source.returned(owed.payment_id, self.till, key, approval)
        except (TryAgain, StoreUnusable):
            self._unsure[owed.payment_id] = owed
            raise
        except WrongState:
            self._forget(owed)
            raise
        self._forget(owed)
        self.handed_back.emit(owed)
        with contextlib.suppress(Refusal):
            # It is done; figures that cannot be read now are read the next time.
            await self.refresh()

    async def open(self, amount: Money) -> None:
        """Open a shift with a float; WrongState where one is open."""
        where = self.theatre.theatre_id, self.till
        asked = ("open", amount)
        self._take(await self._once(asked, lambda key: self._source.open(*where, amount, key)))

    async def move_cash(self, move: CashMove, amount: Money, reason: str) -> None:
        """Put cash in, take it out, or open the drawer without a sale."""
        where = self.theatre.theatre_id, self.till
        report = await self._once(
            (move, amount, reason),
            lambda key: self._source.move_cash(*where, move, amount, reason, key),
        )
        self._take(report)
        self.moved.emit(move)

    async def close(
        self, shift_id: str, piles: tuple[Pile, ...], approval: Approval | None = None
    ) -> ShiftReport:
        """Count the drawer and make Z; WrongState says what is not finished."""
        closed = await self._once(
            ("close", shift_id, piles),
            lambda key: self._source.close(shift_id, piles, key, approval),
        )
        if self.report is not None and self.report.shift.shift_id == shift_id:
            self._take(None)
        return closed

    async def countersign(self, shift_id: str, approval: Approval) -> ShiftReport:
        """A second person signs a closed shift."""
        return await self._source.countersign(shift_id, approval)

    async def approvers(self) -> tuple[StaffUser, ...]:
        """Who says yes with a PIN here."""
        return await self._source.approvers(self.theatre.theatre_id)

    async def shifts(self, day: date) -> tuple[ShiftReport, ...]:
        """The shifts of a day of business, for supervisors."""
        return await self._source.shifts(self.theatre.theatre_id, day)

    async def register(self, day: date) -> DayRegister:
        """The register of a day, for supervisors."""
        return await self._source.register(self.theatre.theatre_id, day)

    async def collection(self, day: date) -> CollectionReport:
        """The distributors' report of a day, for supervisors."""
        return await self._source.collection(self.theatre.theatre_id, day)

    async def _once(
        self, asked: object, ask: Callable[[str], Awaitable[ShiftReport]]
    ) -> ShiftReport:
        key = self._keys.setdefault(asked, uuid4().hex)
        try:
            report = await ask(key)
        except (TryAgain, StoreUnusable):
            raise
        except Exception:
            del self._keys[asked]
            raise
        del self._keys[asked]
        return report

    def _forget(self, owed: Owed) -> None:
        self._unsure.pop(owed.payment_id, None)
        self.owed = tuple(one for one in self.owed if one.payment_id != owed.payment_id)

    def _take(self, report: ShiftReport | None) -> None:
        self.report, self.known = report, True
        self.changed.emit()
