"""Counter refunds: staff say that money which was owed back has been handed over."""

import hashlib

from boxoffice.model.clock import Clock
from boxoffice.model.payment import Payment
from boxoffice.services.payment.tenders import check_key
from boxoffice.stores.database import Database
from boxoffice.stores.payment_ledger import KeyTaken
from boxoffice.stores.payment_returns import give_back_once


class Returning:
    """A payment is given back once, whoever says so and however often."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def returned(
        self, payment_id: str, idempotency_key: str, by: str, till: str, approved_by: str = ""
    ) -> Payment:
        """The payment, REFUNDED; BadInput, NotFound, WrongState, KeyReused."""
        check_key(idempotency_key)
        digest = hashlib.sha256(f"returned {payment_id}".encode()).hexdigest()
        step = (payment_id, idempotency_key, digest, by, till, approved_by)
        try:
            return await self._database.run(give_back_once, *step, self._clock.now())
        except KeyTaken:
            # Another call under the key has committed meanwhile; this time its row is seen.
            return await self._database.run(give_back_once, *step, self._clock.now())
