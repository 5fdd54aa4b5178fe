"""Money that a theatre owes back over the counter."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from boxoffice.model.money import Money
from boxoffice.model.payment import PaymentKind


class OwedWhy(StrEnum):
    """OUT_OF_TIME: the seats went before all of the money was there. GIVEN_UP: the sale was.
    PAID_OTHERWISE: the booking did not need this money."""

    OUT_OF_TIME = "out_of_time"
    GIVEN_UP = "given_up"
    PAID_OTHERWISE = "paid_otherwise"


@dataclass(frozen=True, slots=True)
class Owed:
    """One payment that a customer is to have back by hand. `reference` is a card terminal's
    approval code, `taken_at` when the money came."""

    payment_id: str
    booking_number: str
    tender: PaymentKind
    amount: Money
    reference: str
    why: OwedWhy
    taken_at: datetime
