"""What a theatre owes back over the counter."""

from boxoffice.gateway.binding import Bindings, Shape
from boxoffice.gateway.request import Request
from boxoffice.gateway.resolvers.after import may_give_back
from boxoffice.model.owed import Owed, OwedWhy
from boxoffice.model.payment import Payment
from boxoffice.model.user import Approval


async def owed(request: Request, theatre_id: str) -> tuple[Owed, ...]:
    """The oldest first."""
    return await request.services.payments.owed(theatre_id)


async def payment_returned(
    request: Request,
    payment_id: str,
    idempotency_key: str,
    till: str | None = None,
    approval: Approval | None = None,
) -> Payment:
    """Money that was owed back has been handed over: by a supervisor, or with one's PIN."""
    payments = request.services.payments
    approved_by = await may_give_back(request, await payments.theatre_of(payment_id), approval)
    by = (await request.caller()).user_id
    return await payments.returned(payment_id, idempotency_key, by, till or "", approved_by)


BINDINGS = Bindings(
    roots={"Query.owed": owed, "Mutation.paymentReturned": payment_returned},
    shapes={"Owed": Shape(Owed)},
    enums={"OwedWhy": OwedWhy},
)
