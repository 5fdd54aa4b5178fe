"""Money: tenders at the counter, settled with the booking they pay for."""

from boxoffice.services.payment.payments import Payments

__all__ = ["Payments"]
