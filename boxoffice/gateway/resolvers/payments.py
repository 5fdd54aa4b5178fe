"""Money."""

from datetime import datetime

from boxoffice.gateway.binding import Bindings, Shape
from boxoffice.gateway.request import Request
from boxoffice.gateway.resolvers.bookings import note_open
from boxoffice.model.booking import Booking
from boxoffice.model.events import Notice
from boxoffice.model.money import Money
from boxoffice.model.payment import (
    OnlinePayment,
    Payment,
    PaymentKind,
    PaymentState,
    Tender,
    TenderKind,
    Voucher,
)
from boxoffice.model.shift import NO_COUNTER, AtCounter
from boxoffice.rules.payment_words import payment_words


async def make_payment(request: Request, input: dict[str, str]) -> OnlinePayment:  # noqa: A002 - the contract's name
    """Open an online payment, or answer the open one."""
    booking_id = input["booking_id"]
    opened = await request.services.payments.open_online(booking_id, input["payment_method_id"])
    if request.address:
        # The seats are kept for longer now.
        await note_open(request, await request.services.bookings.get(booking_id))
    return opened


async def take_payment(
    request: Request,
    booking_id: str,
    tenders: list[Tender],
    idempotency_key: str,
    counter: AtCounter | None = None,
) -> Booking:
    """The counter's sale."""
    by = (await request.caller()).user_id
    return await request.services.payments.take(
        booking_id, tuple(tenders), idempotency_key, by, counter or NO_COUNTER
    )


async def close_payment(request: Request, booking_id: str) -> Booking:
    """Close what is open, or hear that it was paid."""
    return await request.services.payments.close_open(booking_id)


async def give_up_payment(
    request: Request, booking_id: str, idempotency_key: str, till: str | None = None
) -> Booking:
    """Cancel a sale that waits for a part of its money, and give back the rest."""
    by = (await request.caller()).user_id
    return await request.services.payments.give_up(booking_id, idempotency_key, by, till or "")


async def payments(request: Request, booking_id: str) -> tuple[Payment, ...]:
    """A booking's payments, oldest first."""
    return await request.services.payments.of_booking(booking_id)


async def notices(request: Request, theatre_id: str) -> tuple[Notice, ...]:
    """What a theatre's staff must see to."""
    return await request.services.notifications.notices(theatre_id)


def notice_kind(notice: Notice, _request: Request) -> str:
    """In capitals, as an enum's name would be."""
    return notice.kind.name


async def voucher(request: Request, theatre_id: str, code: str) -> Voucher:
    """A theatre's voucher."""
    return await request.services.payments.voucher(theatre_id, code)


async def issue_voucher(
    request: Request,
    theatre_id: str,
    amount_minor: int,
    idempotency_key: str,
    valid_until: datetime | None = None,
) -> Voucher:
    """Issue a voucher in the theatre's currency."""
    theatre = await request.services.theatres.get(theatre_id)
    amount = Money(amount_minor, theatre.terms.currency)
    by = (await request.caller()).user_id
    return await request.services.payments.issue_voucher(
        theatre_id, amount, valid_until, idempotency_key, by
    )


def payment_url(payment: OnlinePayment, _request: Request) -> str | None:
    """None where the provider needs no page."""
    return payment.payment_url or None


def client_secret(payment: OnlinePayment, _request: Request) -> str | None:
    """None where the provider needs none."""
    return payment.client_secret or None


BINDINGS = Bindings(
    roots={
        "Query.payments": payments,
        "Query.notices": notices,
        "Query.voucher": voucher,
        "Mutation.closePayment": close_payment,
        "Mutation.giveUpPayment": give_up_payment,
        "Mutation.issueVoucher": issue_voucher,
        "Mutation.makePayment": make_payment,
        "Mutation.takePayment": take_payment,
    },
    shapes={
        "MakePaymentResponse": Shape(
            OnlinePayment,
            {
                "bookingID": "booking_id",
                "paymentURL": payment_url,
                "clientSecret": client_secret,
            },
        ),
        "Payment": Shape(Payment, {"message": payment_words}),
        "Notice": Shape(Notice, {"kind": notice_kind, "paymentId": "subject"}),
        "Voucher": Shape(Voucher),
    },
    inputs={"TenderInput": Tender},
    enums={"TenderKind": TenderKind, "PaymentKind": PaymentKind, "PaymentState": PaymentState},
)
