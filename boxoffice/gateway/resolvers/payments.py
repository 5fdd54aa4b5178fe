"""Money."""

from boxoffice.gateway.binding import Bindings, Shape
from boxoffice.gateway.request import Request
from boxoffice.model.booking import Booking
from boxoffice.model.payment import (
    OnlinePayment,
    Payment,
    PaymentKind,
    PaymentState,
    Tender,
    TenderKind,
)


async def make_payment(request: Request, input: dict[str, str]) -> OnlinePayment:  # noqa: A002 - the contract's name
    """Open an online payment, or answer the open one."""
    return await request.services.payments.open_online(
        input["booking_id"], input["payment_method_id"]
    )


async def take_payment(
    request: Request, booking_id: str, tenders: list[Tender], idempotency_key: str
) -> Booking:
    """The counter's sale."""
    by = (await request.caller()).user_id
    return await request.services.payments.take(booking_id, tuple(tenders), idempotency_key, by)


async def payments(request: Request, booking_id: str) -> tuple[Payment, ...]:
    """A booking's payments, oldest first."""
    return await request.services.payments.of_booking(booking_id)


def payment_url(payment: OnlinePayment, _request: Request) -> str | None:
    """None where the provider needs no page."""
    return payment.payment_url or None


def client_secret(payment: OnlinePayment, _request: Request) -> str | None:
    """None where the provider needs none."""
    return payment.client_secret or None


BINDINGS = Bindings(
    roots={
        "Query.payments": payments,
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
        "Payment": Shape(Payment),
    },
    inputs={"TenderInput": Tender},
    enums={"TenderKind": TenderKind, "PaymentKind": PaymentKind, "PaymentState": PaymentState},
)
