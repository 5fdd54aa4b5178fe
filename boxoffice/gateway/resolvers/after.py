"""What comes after a sale: bookings are found, named after somebody, and given back."""

from boxoffice.gateway.access import is_staff_at
from boxoffice.gateway.approval import APPROVERS, approved
from boxoffice.gateway.binding import Bindings, Shape
from boxoffice.gateway.request import Request
from boxoffice.gateway.resolvers.stock import are_deposits
from boxoffice.model.booking import Booking, BookingState, Customer
from boxoffice.model.errors import NotAllowed
from boxoffice.model.payment import Tender
from boxoffice.model.refund import (
    CreditNote,
    ExchangePlan,
    Refund,
    RefundOrder,
    RefundPart,
    RefundPlan,
    RefundState,
)
from boxoffice.model.user import Approval

_NEVER_SOLD = frozenset({BookingState.CANCELLED, BookingState.EXPIRED})


async def find_bookings(
    request: Request, theatre_id: str, text: str, till: str | None = None
) -> tuple[Booking, ...]:
    """By what people know of a booking; nothing typed is the caller's last sales."""
    services = request.services
    if text.strip():
        return await services.bookings.find(theatre_id, text)
    by = (await request.caller()).user_id
    last = await services.payments.last_sales(theatre_id, till or "", by)
    found = await services.bookings.get_many(last)
    sold = (one for one in found if one.state not in _NEVER_SOLD)
    return tuple(sorted(sold, key=lambda booking: last.index(booking.booking_id)))


async def refund_plan(request: Request, booking_id: str, line_ids: list[str]) -> RefundPlan:
    """What giving lines back comes to."""
    return await request.services.payments.plan_refund(booking_id, tuple(line_ids))


async def exchange_plan(
    request: Request, booking_id: str, line_ids: list[str], hold_id: str
) -> ExchangePlan:
    """What exchanging lines for what is held comes to."""
    return await request.services.payments.plan_exchange(booking_id, tuple(line_ids), hold_id)


async def refunds(request: Request, booking_id: str) -> tuple[Refund, ...]:
    """A booking's refunds, oldest first."""
    return await request.services.payments.refunds(booking_id)


async def credit_notes(request: Request, booking_id: str) -> tuple[CreditNote, ...]:
    """A booking's credit notes, oldest first."""
    return await request.services.bookings.credit_notes(booking_id)


async def set_customer(request: Request, booking_id: str, customer: Customer) -> Booking:
    """Keep who a hold or booking is for."""
    by = (await request.caller()).user_id
    return await request.services.bookings.set_customer(booking_id, customer, by)


async def refund(
    request: Request,
    booking_id: str,
    line_ids: list[str],
    idempotency_key: str,
    till: str | None = None,
    approval: Approval | None = None,
    *,
    restocks: bool | None = None,
) -> tuple[Refund, ...]:
    """Give lines back; a supervisor by themselves, a clerk with a supervisor's PIN, but for
    deposits."""
    theatre_id = await request.facts.theatre_of_booking(booking_id)
    by = ""
    if approval is not None or not await are_deposits(request, booking_id, line_ids):
        by = await may_give_back(request, theatre_id, approval)
    caller = await request.caller()
    order = RefundOrder(
        booking_id,
        tuple(line_ids),
        idempotency_key,
        caller.user_id,
        by,
        till or "",
        restocks=bool(restocks),
    )
    return await request.services.payments.refund(order)


async def exchange(
    request: Request,
    booking_id: str,
    line_ids: list[str],
    hold_id: str,
    tenders: list[Tender],
    idempotency_key: str,
    till: str | None = None,
    approval: Approval | None = None,
) -> Booking:
    """Exchange lines for what is held; money goes back with a supervisor's PIN alone."""
    payments = request.services.payments
    caller = await request.caller()
    theatre_id = await request.facts.theatre_of_booking(booking_id)
    gives_back = approval is not None or is_staff_at(caller, theatre_id, APPROVERS)
    order = RefundOrder(
        booking_id,
        tuple(line_ids),
        idempotency_key,
        caller.user_id,
        await may_give_back(request, theatre_id, approval) if gives_back else "",
        till or "",
        hold_id,
        tuple(tenders),
        gives_back=gives_back,
    )
    return await payments.exchange(order)


async def may_give_back(request: Request, theatre_id: str, approval: Approval | None) -> str:
    """Who said yes with a PIN; empty for a caller who needs none. NotAllowed, WrongSecret."""
    if approval is not None:
        return await approved(request, theatre_id, approval)
    if not is_staff_at(await request.caller(), theatre_id, APPROVERS):
        raise NotAllowed("A supervisor's PIN is needed to give money back.")
    return ""


BINDINGS = Bindings(
    roots={
        "Query.findBookings": find_bookings,
        "Query.refundPlan": refund_plan,
        "Query.refunds": refunds,
        "Query.creditNotes": credit_notes,
        "Query.exchangePlan": exchange_plan,
        "Mutation.exchange": exchange,
        "Mutation.setCustomer": set_customer,
        "Mutation.refund": refund,
    },
    shapes={
        "Customer": Shape(Customer),
        "RefundPart": Shape(RefundPart),
        "RefundPlan": Shape(RefundPlan),
        "Refund": Shape(Refund),
        "CreditNote": Shape(CreditNote),
        "ExchangePlan": Shape(ExchangePlan),
    },
    inputs={"CustomerInput": Customer},
    enums={"RefundState": RefundState},
)
