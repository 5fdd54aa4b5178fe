"""A payment provider that is told by the run what its customers do, and never forgets money."""

import asyncio
import json
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime

from boxoffice.model.money import Money
from boxoffice.model.payment import Payment, ProviderMessage, TransactionStatus, Webhook
from boxoffice.prove.simulation.weather import Weather
from boxoffice.services.payment.providers import Closing, Opened, ProviderSilent, Refunding
from boxoffice.services.payment.providers.simulator import read_message

NAME = "psp"
METHOD = "online"
#: How often a webhook that nobody took is sent again, and how long between two times.
DELIVERIES = 6
REDELIVERY_SECONDS = 8.0


@dataclass
class _Opened:
    payment: Payment
    is_closed: bool = False
    said: list[ProviderMessage] = field(default_factory=list)

    @property
    def is_paid(self) -> bool:
        return any(each.status is TransactionStatus.SUCCEEDED for each in self.said)


class SimulatedPsp:
    """A boxoffice.services.payment.providers.Provider that lives as long as the run."""

    def __init__(self, weather: Weather, deliver: Callable[[Webhook], Awaitable[bool]]) -> None:
        """`deliver` says whether the cinema has taken the webhook."""
        self._weather = weather
        self._deliver = deliver
        self._opened: dict[str, _Opened] = {}
        self._deliveries: list[asyncio.Task[None]] = []
        #: By transaction: the booking, and the amount in minor units that is not given back.
        self.taken: dict[str, tuple[str, int]] = {}
        self._refunds: set[str] = set()
        self._ended = 0

    async def open(self, payment: Payment) -> Opened:
        """The same payment opens once."""
        await self._answer()
        reference = f"at-{payment.payment_id}"
        self._opened.setdefault(reference, _Opened(payment))
        await self._answer()
        return Opened(reference)

    async def status(self, reference: str) -> tuple[ProviderMessage, ...]:
        await self._answer()
        found = self._opened.get(reference)
        return tuple(found.said) if found else ()

    async def close(self, reference: str) -> Closing:
        await self._answer()
        opened = self._opened.get(reference)
        if opened is None:
            return Closing.CLOSED
        opened.is_closed = True
        await self._answer()
        return Closing.PAID if opened.is_paid else Closing.CLOSED

    async def refund(self, transaction_id: str, amount: Money, key: str) -> Refunding:
        await self._answer()
        if key not in self._refunds:
            self._refunds.add(key)
            booking_id, minor = self.taken[transaction_id]
            self.taken[transaction_id] = booking_id, minor - amount.amount_minor
        await self._answer()
        return Refunding.DONE

    def read_webhook(
        self, signature: str, body: bytes, now: datetime
    ) -> tuple[ProviderMessage, ...]:
        given = json.loads(body)
        message = read_message({**given, "booking_ref": given["booking_id"]})
        return (replace(message, reference=given["reference"]),)

    async def stop(self) -> None:
        """The provider goes on."""

    def end(self, booking_id: str, *, paid: bool, late: bool) -> None:
        """A customer ends the newest payment of a booking, if there is one that they can. `late`:
        their bank takes the money even though it was closed."""
        found = [each for each in self._opened.values() if each.payment.booking_id == booking_id]
        if not found or (found[-1].is_closed and not late):
            return
        payment = found[-1].payment
        self._ended += 1
        message = ProviderMessage(
            booking_id,
            f"transaction-{self._ended}",
            TransactionStatus.SUCCEEDED if paid else TransactionStatus.FAILED,
            payment.amount.amount_minor,
            payment.amount.currency,
            f"at-{payment.payment_id}",
        )
        found[-1].said.append(message)
        if paid:
            self.taken[message.transaction_id] = booking_id, payment.amount.amount_minor
        self._deliveries.append(asyncio.create_task(self._tell(message)))

    def kept(self) -> dict[str, int]:
        """What is not given back of each booking's money, in minor units."""
        kept: Counter[str] = Counter()
        for booking_id, minor in self.taken.values():
            kept[booking_id] += minor
        return dict(+kept)

    async def _tell(self, message: ProviderMessage) -> None:
        webhook = Webhook(NAME, "", json.dumps(asdict(message)).encode())
        for _ in range(DELIVERIES):
            if await self._deliver(webhook):
                return
            await asyncio.sleep(REDELIVERY_SECONDS)

    async def _answer(self) -> None:
        """Take its time, and stay silent by and by: before it did what was asked, or after."""
        await self._weather.pause()
        if self._weather.happens(self._weather.silent):
            raise ProviderSilent("It is silent.")
