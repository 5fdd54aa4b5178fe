"""The part of the Payment service that knows of shifts."""

from datetime import datetime
from typing import Protocol

from boxoffice.model.money import Money
from boxoffice.model.owed import Owed
from boxoffice.model.shift import CashMove, MoneyRow, Pile, ShiftReport


class ShiftKeeping(Protocol):
    """Tills. Each command acts once under its key; who may close or sign is the gateway's rule."""

    async def shift(self, theatre_id: str, till: str, currency: str, by: str) -> ShiftReport | None:
        """X of the shift that somebody has open at a counter; None where they have none."""
        ...

    async def shift_report(self, shift_id: str) -> ShiftReport:
        """X of an open shift, Z of a closed one; NotFound."""
        ...

    async def shifts_of_day(
        self, theatre_id: str, since: datetime, until: datetime
    ) -> tuple[ShiftReport, ...]:
        """The shifts that were open at some moment of a day, the first opened first, a bounded
        number."""
        ...

    async def money_of_day(
        self, theatre_id: str, since: datetime, until: datetime
    ) -> tuple[MoneyRow, ...]:
        """Every change of money of a day and what happened to its drawers, by time."""
        ...

    async def owed(self, theatre_id: str) -> tuple[Owed, ...]:
        """What a theatre owes back over the counter, the oldest first, a bounded number."""
        ...

    async def open_shift(
        self, theatre_id: str, till: str, amount: Money, idempotency_key: str, by: str
    ) -> ShiftReport:
        """Open a shift with a float; BadInput, WrongState where one is open, KeyReused."""
        ...

    async def move_cash(
        self,
        theatre_id: str,
        till: str,
        move: CashMove,
        amount: Money,
        reason: str,
        idempotency_key: str,
        by: str,
    ) -> ShiftReport:
        """Put cash in, take it out, or open the drawer without a sale; BadInput, WrongState where
        no shift is open, KeyReused."""
        ...

    async def close_shift(
        self,
        shift_id: str,
        piles: tuple[Pile, ...],
        idempotency_key: str,
        by: str,
        approved_by: str = "",
    ) -> ShiftReport:
        """Count the drawer and make Z, numbered without gaps at each theatre. WrongState, with what
        is not finished, unless somebody approved of that; NotFound, BadInput, KeyReused."""
        ...

    async def countersign(self, shift_id: str, by: str) -> ShiftReport:
        """A second person signs a closed shift; the same again is fine. NotFound, WrongState."""
        ...
