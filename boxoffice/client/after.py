"""What a counter asks after a sale: bookings found, their money, and giving it back."""

from boxoffice.client.codec import decode, decode_all, encode, selection
from boxoffice.client.connection import Connection
from boxoffice.model.booking import Booking, Customer
from boxoffice.model.payment import Tender
from boxoffice.model.refund import CreditNote, ExchangePlan, Refund, RefundPlan
from boxoffice.model.user import Approval


class After:
    """Every method raises the refusals of model.errors; TryAgain when the answer was lost, and
    then asking under the same key once more does nothing twice."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    _FIND = f"""query FindBookings($theatreId: ID!, $text: String!, $till: String) {{
      findBookings(theatreId: $theatreId, text: $text, till: $till) {selection(Booking)}
    }}"""

    async def find(self, theatre_id: str, text: str, till: str = "") -> tuple[Booking, ...]:
        """A theatre's bookings by number, ticket, phone, mail or name, newest first; without a text
        what one sold last at this counter."""
        variables = {"theatreId": theatre_id, "text": text, "till": till}
        return decode_all(Booking, await self._connection.call(self._FIND, variables))

    _CUSTOMER = f"""mutation SetCustomer($bookingId: ID!, $customer: CustomerInput!) {{
      setCustomer(bookingId: $bookingId, customer: $customer) {selection(Booking)}
    }}"""

    async def set_customer(self, booking_id: str, customer: Customer) -> Booking:
        """Keep who a hold or booking is for; BadInput, HoldOver."""
        variables = {"bookingId": booking_id, "customer": encode(customer)}
        return decode(Booking, await self._connection.call(self._CUSTOMER, variables))

    _PLAN = f"""query RefundPlan($bookingId: ID!, $lineIds: [ID!]!) {{
      refundPlan(bookingId: $bookingId, lineIds: $lineIds) {selection(RefundPlan)}
    }}"""

    async def refund_plan(self, booking_id: str, line_ids: tuple[str, ...]) -> RefundPlan:
        """What giving these lines back comes to, by tender; WrongState, BadInput."""
        variables = {"bookingId": booking_id, "lineIds": encode(line_ids)}
        return decode(RefundPlan, await self._connection.call(self._PLAN, variables))

    _EXCHANGE_PLAN = f"""query ExchangePlan($bookingId: ID!, $lineIds: [ID!]!, $holdId: ID!) {{
      exchangePlan(bookingId: $bookingId, lineIds: $lineIds, holdId: $holdId)
        {selection(ExchangePlan)}
    }}"""

    async def exchange_plan(
        self, booking_id: str, line_ids: tuple[str, ...], hold_id: str
    ) -> ExchangePlan:
        """What exchanging these lines for what is held comes to; WrongState, BadInput, HoldOver."""
        variables = {"bookingId": booking_id, "lineIds": encode(line_ids), "holdId": hold_id}
        return decode(ExchangePlan, await self._connection.call(self._EXCHANGE_PLAN, variables))

    _EXCHANGE = f"""mutation Exchange(
      $bookingId: ID!, $lineIds: [ID!]!, $holdId: ID!, $tenders: [TenderInput!]!,
      $idempotencyKey: ID!, $till: String, $approval: ApprovalInput
    ) {{
      exchange(
        bookingId: $bookingId, lineIds: $lineIds, holdId: $holdId, tenders: $tenders,
        idempotencyKey: $idempotencyKey, till: $till, approval: $approval
      ) {selection(Booking)}
    }}"""

    async def exchange(
        self,
        booking_id: str,
        line_ids: tuple[str, ...],
        hold_id: str,
        tenders: tuple[Tender, ...],
        idempotency_key: str,
        till: str = "",
        approval: Approval | None = None,
    ) -> Booking:
        """Exchange lines for what is held, once under the key; the booking that has the new ones.
        NotAllowed where money goes back without a supervisor, WrongAmount, HoldOver, SeatsGone."""
        variables = {
            "bookingId": booking_id,
            "lineIds": encode(line_ids),
            "holdId": hold_id,
            "tenders": encode(tenders),
            "idempotencyKey": idempotency_key,
            "till": till,
            "approval": None if approval is None else encode(approval),
        }
        return decode(Booking, await self._connection.call(self._EXCHANGE, variables))

    _REFUNDS = f"""query Refunds($bookingId: ID!) {{
      refunds(bookingId: $bookingId) {selection(Refund)}
    }}"""

    async def refunds(self, booking_id: str) -> tuple[Refund, ...]:
        """A booking's refunds, oldest first."""
        answer = await self._connection.call(self._REFUNDS, {"bookingId": booking_id})
        return decode_all(Refund, answer)

    _CREDIT_NOTES = f"""query CreditNotes($bookingId: ID!) {{
      creditNotes(bookingId: $bookingId) {selection(CreditNote)}
    }}"""

    async def credit_notes(self, booking_id: str) -> tuple[CreditNote, ...]:
        """A booking's credit notes, oldest first."""
        answer = await self._connection.call(self._CREDIT_NOTES, {"bookingId": booking_id})
        return decode_all(CreditNote, answer)

    _REFUND = f"""mutation Refund(
      $bookingId: ID!, $lineIds: [ID!]!, $idempotencyKey: ID!, $till: String,
      $approval: ApprovalInput, $restocks: Boolean
    ) {{
      refund(
        bookingId: $bookingId, lineIds: $lineIds, idempotencyKey: $idempotencyKey, till: $till,
        approval: $approval, restocks: $restocks
      ) {selection(Refund)}
    }}"""

    async def refund(
        self,
        booking_id: str,
        line_ids: tuple[str, ...],
        idempotency_key: str,
        till: str = "",
        approval: Approval | None = None,
        *,
        restocks: bool = False,
    ) -> tuple[Refund, ...]:
        """Give lines back, once under the key; with `restocks` their items are in stock again.
        NotAllowed for a clerk without a supervisor's yes, WrongSecret, WrongState, BadInput."""
        variables = {
            "bookingId": booking_id,
            "lineIds": encode(line_ids),
            "idempotencyKey": idempotency_key,
            "till": till,
            "approval": None if approval is None else encode(approval),
            "restocks": restocks,
        }
        return decode_all(Refund, await self._connection.call(self._REFUND, variables))
