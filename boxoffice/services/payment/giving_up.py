"""A sale that is given up while it waits for a part of its money: all of it goes back."""

import contextlib
import hashlib

from boxoffice.model.booking import Booking, BookingState
from boxoffice.model.clock import Clock
from boxoffice.model.errors import KeyReused, TryAgain, WrongState
from boxoffice.model.payment import PaymentState
from boxoffice.model.services import BookingService
from boxoffice.services.payment.online import Online
from boxoffice.services.payment.returning import Returning
from boxoffice.services.payment.settling import Settling
from boxoffice.services.payment.tenders import check_key
from boxoffice.stores import payment_ledger as ledger
from boxoffice.stores import payment_reading as reading
from boxoffice.stores.database import Database
from boxoffice.stores.payment import OperationState
from boxoffice.stores.payment_ledger import KeyTaken
from boxoffice.stores.payment_reading import Operation
from boxoffice.stores.payment_returns import OVER_THE_COUNTER

_OVER = frozenset({BookingState.CANCELLED, BookingState.EXPIRED})


class GivingUp:
    """Its key is written before anything is done, so that whoever asks again goes on with it, and
    nobody hands back at the till what another one owes."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        bookings: BookingService,
        settling: Settling,
        online: Online,
        returning: Returning,
    ) -> None:
        self._database = database
        self._clock = clock
        self._bookings = bookings
        self._settling = settling
        self._online = online
        self._returning = returning

    async def give_up(self, booking_id: str, key: str, by: str, till: str) -> Booking:
        """Cancel a PENDING booking, and hand back what was paid over the counter."""
        check_key(key)
        # While its provider does not say, the payment is followed: money that comes goes back.
        with contextlib.suppress(TryAgain):
            await self._online.make_way(booking_id)
        booking = await self._settling.settle(booking_id)
        if not await self._begun(booking, key, by):
            return booking
        if booking.state is BookingState.PENDING:
            await self._database.run(ledger.close_begun, booking_id, self._clock.now())
            with contextlib.suppress(WrongState):
                # It may have been paid or ended at this moment.
                await self._bookings.give_up(booking_id, by)
            booking = await self._settling.settle(booking_id)
        if booking.state in _OVER:
            await self._hand_back(booking_id, key, by, till)
        return booking

    async def _begun(self, booking: Booking, key: str, by: str) -> bool:
        """Whether this key is giving the booking up; KeyReused where it is another command's."""
        digest = hashlib.sha256(f"give up {booking.booking_id}".encode()).hexdigest()
        known = await self._database.read(reading.read_operation, key)
        if known is None:
            if booking.state is not BookingState.PENDING:
                return False
            new = Operation(
                key, digest, booking.booking_id, booking.theatre_id, by, OperationState.DONE
            )
            with contextlib.suppress(KeyTaken):
                await self._database.run(ledger.write_operation, new, self._clock.now())
                return True
            known = await self._database.read(reading.read_operation, key)
        if known is None or known.digest != digest:
            raise KeyReused("This key was already used for something else.")
        return True

    async def _hand_back(self, booking_id: str, key: str, by: str, till: str) -> None:
        for kept in await self._database.read(reading.read_of_booking, booking_id):
            payment = kept.payment
            if payment.state is PaymentState.REFUND_DUE and payment.kind in OVER_THE_COUNTER:
                own = hashlib.sha256(f"{key} {payment.payment_id}".encode()).hexdigest()
                with contextlib.suppress(WrongState):
                    # Somebody else may hand it back at this moment.
                    await self._returning.returned(payment.payment_id, own, by, till)
