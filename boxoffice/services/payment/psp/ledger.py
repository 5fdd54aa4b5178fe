"""What the simulated provider knows: the transactions of each booking, and what it gave back."""

from collections import OrderedDict
from dataclasses import dataclass, field

from boxoffice.model.errors import KeyReused, NotFound, WrongAmount
from boxoffice.model.payment import ProviderMessage, TransactionStatus

#: Bookings that are remembered; the oldest are forgotten.
MAX_BOOKINGS = 10_000
MAX_TRANSACTIONS = 100
MAX_REFUNDS = 10_000


@dataclass(frozen=True, slots=True)
class Refund:
    """Money given back under a key."""

    transaction_id: str
    amount_minor: int


@dataclass
class PspLedger:
    """In memory: a simulator that is started anew knows of nothing."""

    _bookings: OrderedDict[str, OrderedDict[str, ProviderMessage]] = field(
        default_factory=OrderedDict
    )
    _refunds: OrderedDict[str, Refund] = field(default_factory=OrderedDict)

    def note(self, message: ProviderMessage) -> None:
        """Remember what became of a transaction; money that was taken stays taken."""
        known = self._bookings.setdefault(message.booking_id, OrderedDict())
        before = known.get(message.transaction_id)
        if before is None or before.status is not TransactionStatus.SUCCEEDED:
            known[message.transaction_id] = message
        if len(known) > MAX_TRANSACTIONS:
            known.popitem(last=False)
        self._bookings.move_to_end(message.booking_id)
        if len(self._bookings) > MAX_BOOKINGS:
            self._bookings.popitem(last=False)

    def transactions(self, reference: str) -> tuple[ProviderMessage, ...]:
        """A booking's transactions, the first heard of first."""
        return tuple(self._bookings.get(reference, {}).values())

    def is_paid(self, reference: str) -> bool:
        """Whether money was taken for a booking and not given back."""
        back = {refund.transaction_id for refund in self._refunds.values()}
        return any(
            each.status is TransactionStatus.SUCCEEDED and each.transaction_id not in back
            for each in self.transactions(reference)
        )

    def refund(self, refund: Refund, key: str) -> None:
        """Give money back once under a key; NotFound, KeyReused, WrongAmount."""
        known = self._refunds.get(key)
        if known is not None:
            if known != refund:
                raise KeyReused("This key was already used for another refund.")
            return
        message = self._taken(refund.transaction_id)
        if message.amount_minor is not None and refund.amount_minor > message.amount_minor:
            raise WrongAmount("That is more than was paid.")
        self._refunds[key] = refund
        if len(self._refunds) > MAX_REFUNDS:
            self._refunds.popitem(last=False)

    def _taken(self, transaction_id: str) -> ProviderMessage:
        for transactions in self._bookings.values():
            message = transactions.get(transaction_id)
            if message is not None and message.status is TransactionStatus.SUCCEEDED:
                return message
        raise NotFound("There is no such transaction with money in it.")
