"""What a counter asks about its till: shifts, and the reports of a day."""

import asyncio
import json
from datetime import date

from boxoffice.client.codec import decode, decode_all, encode, selection
from boxoffice.client.connection import Connection
from boxoffice.model.money import Money
from boxoffice.model.owed import Owed
from boxoffice.model.payment import Payment
from boxoffice.model.reports import CollectionReport, DayRegister
from boxoffice.model.shift import CashMove, Pile, ShiftReport
from boxoffice.model.user import Approval, StaffUser
from boxoffice.rules.plain import from_plain

_REPORT = selection(ShiftReport)


class Shifts:
    """Every method raises the refusals of model.errors; TryAgain when the answer was lost, and
    then asking under the same key once more does nothing twice."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    _SHIFT = f"""query Shift($theatreId: ID!, $till: String!) {{
      shift(theatreId: $theatreId, till: $till) {_REPORT}
    }}"""

    async def shift(self, theatre_id: str, till: str) -> ShiftReport | None:
        """X of one's own open shift at a counter; None where there is none."""
        variables = {"theatreId": theatre_id, "till": till}
        answer = await self._connection.call(self._SHIFT, variables)
        return None if answer is None else decode(ShiftReport, answer)

    _SHIFTS = f"""query Shifts($theatreId: ID!, $day: String!) {{
      shifts(theatreId: $theatreId, day: $day) {_REPORT}
    }}"""

    async def shifts(self, theatre_id: str, day: date) -> tuple[ShiftReport, ...]:
        """The shifts of a day of business, for supervisors; NotAllowed."""
        variables = {"theatreId": theatre_id, "day": f"{day:%Y%m%d}"}
        return decode_all(ShiftReport, await self._connection.call(self._SHIFTS, variables))

    _APPROVERS = f"""query Approvers($theatreId: ID!) {{
      approvers(theatreId: $theatreId) {selection(StaffUser)}
    }}"""

    async def approvers(self, theatre_id: str) -> tuple[StaffUser, ...]:
        """Who says yes with a PIN at a theatre."""
        answer = await self._connection.call(self._APPROVERS, {"theatreId": theatre_id})
        return decode_all(StaffUser, answer)

    _OPEN = f"""mutation OpenShift(
      $theatreId: ID!, $till: String!, $floatMinor: Int!, $idempotencyKey: ID!
    ) {{
      openShift(
        theatreId: $theatreId, till: $till, floatMinor: $floatMinor, idempotencyKey: $idempotencyKey
      ) {_REPORT}
    }}"""

    async def open(
        self, theatre_id: str, till: str, amount: Money, idempotency_key: str
    ) -> ShiftReport:
        """Open a shift with a float; WrongState where one is open."""
        variables = {
            "theatreId": theatre_id,
            "till": till,
            "floatMinor": amount.amount_minor,
            "idempotencyKey": idempotency_key,
        }
        return decode(ShiftReport, await self._connection.call(self._OPEN, variables))

    _MOVE = f"""mutation MoveCash(
      $theatreId: ID!, $till: String!, $move: CashMove!, $amountMinor: Int!, $reason: String!,
      $idempotencyKey: ID!
    ) {{
      moveCash(
        theatreId: $theatreId, till: $till, move: $move, amountMinor: $amountMinor, reason: $reason,
        idempotencyKey: $idempotencyKey
      ) {_REPORT}
    }}"""

    async def move_cash(
        self,
        theatre_id: str,
        till: str,
        move: CashMove,
        amount: Money,
        reason: str,
        idempotency_key: str,
    ) -> ShiftReport:
        """Put cash in, take it out, or open the drawer without a sale; WrongState, BadInput."""
        variables = {
            "theatreId": theatre_id,
            "till": till,
            "move": move.name,
            "amountMinor": amount.amount_minor,
            "reason": reason,
            "idempotencyKey": idempotency_key,
        }
        return decode(ShiftReport, await self._connection.call(self._MOVE, variables))

    _CLOSE = f"""mutation CloseShift(
      $shiftId: ID!, $piles: [PileInput!]!, $idempotencyKey: ID!, $approval: ApprovalInput
    ) {{
      closeShift(
        shiftId: $shiftId, piles: $piles, idempotencyKey: $idempotencyKey, approval: $approval
      ) {_REPORT}
    }}"""

    async def close(
        self,
        shift_id: str,
        piles: tuple[Pile, ...],
        idempotency_key: str,
        approval: Approval | None = None,
    ) -> ShiftReport:
        """Count the drawer and make Z; WrongState says what is not finished, WrongSecret."""
        variables = {
            "shiftId": shift_id,
            "piles": encode(piles),
            "idempotencyKey": idempotency_key,
            "approval": None if approval is None else encode(approval),
        }
        return decode(ShiftReport, await self._connection.call(self._CLOSE, variables))

    _COUNTERSIGN = f"""mutation CountersignShift($shiftId: ID!, $approval: ApprovalInput!) {{
      countersignShift(shiftId: $shiftId, approval: $approval) {_REPORT}
    }}"""

    async def countersign(self, shift_id: str, approval: Approval) -> ShiftReport:
        """A second person signs a closed shift; WrongSecret, WrongState, NotAllowed."""
        variables = {"shiftId": shift_id, "approval": encode(approval)}
        return decode(ShiftReport, await self._connection.call(self._COUNTERSIGN, variables))

    _OWED = f"""query Owed($theatreId: ID!) {{ owed(theatreId: $theatreId) {selection(Owed)} }}"""

    async def owed(self, theatre_id: str) -> tuple[Owed, ...]:
        """What a theatre owes back over the counter, the oldest first."""
        answer = await self._connection.call(self._OWED, {"theatreId": theatre_id})
        return decode_all(Owed, answer)

    _RETURNED = f"""mutation PaymentReturned(
      $paymentId: ID!, $till: String, $idempotencyKey: ID!, $approval: ApprovalInput
    ) {{
      paymentReturned(
        paymentId: $paymentId, till: $till, idempotencyKey: $idempotencyKey, approval: $approval
      ) {selection(Payment)}
    }}"""

    async def returned(
        self, payment_id: str, till: str, idempotency_key: str, approval: Approval | None = None
    ) -> Payment:
        """Owed money was handed over out of one's drawer; WrongState, NotAllowed, WrongSecret."""
        variables = {
            "paymentId": payment_id,
            "till": till,
            "idempotencyKey": idempotency_key,
            "approval": None if approval is None else encode(approval),
        }
        return decode(Payment, await self._connection.call(self._RETURNED, variables))

    _REGISTER = """query DayRegister($theatreId: ID!, $day: String!) {
      dayRegister(theatreId: $theatreId, day: $day)
    }"""

    async def register(self, theatre_id: str, day: date) -> DayRegister:
        """The register of a day of business, for supervisors; NotAllowed."""
        variables = {"theatreId": theatre_id, "day": f"{day:%Y%m%d}"}
        text = await self._connection.call(self._REGISTER, variables)
        return await asyncio.to_thread(lambda: from_plain(DayRegister, json.loads(text)))

    _COLLECTION = """query CollectionReport($theatreId: ID!, $day: String!) {
      collectionReport(theatreId: $theatreId, day: $day)
    }"""

    async def collection(self, theatre_id: str, day: date) -> CollectionReport:
        """The distributors' report of a day of business, for supervisors; NotAllowed."""
        variables = {"theatreId": theatre_id, "day": f"{day:%Y%m%d}"}
        text = await self._connection.call(self._COLLECTION, variables)
        return await asyncio.to_thread(lambda: from_plain(CollectionReport, json.loads(text)))
