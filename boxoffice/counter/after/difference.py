"""What the difference of an exchange is paid with: one part after the other."""

from dataclasses import dataclass, replace

from boxoffice.counter.state import parse_given
from boxoffice.model.money import Money
from boxoffice.model.payment import Tender, TenderKind


@dataclass(frozen=True, slots=True)
class Difference:
    """`due` in all, and the parts that are collected."""

    due: Money
    parts: tuple[Tender, ...] = ()

    @property
    def left(self) -> Money:
        """What is still to be paid."""
        paid = sum(part.amount_minor for part in self.parts)
        return Money(self.due.amount_minor - paid, self.due.currency)

    @property
    def change(self) -> Money:
        """What is handed back of the cash."""
        over = sum(max(0, part.given_minor - part.amount_minor) for part in self.parts)
        return Money(over, self.due.currency)

    def typed(self, text: str) -> Money:
        """The amount that is typed; nothing typed means all that is left."""
        return parse_given(text, self.due.currency) if text else self.left

    def takes(self, kind: TenderKind, amount: Money) -> bool:
        """Whether a part may be paid so: only cash is given change for, and UPI pays one part."""
        if kind is TenderKind.UPI and any(part.kind is kind for part in self.parts):
            return False
        is_over = amount.amount_minor > self.left.amount_minor
        return amount.amount_minor > 0 and (kind is TenderKind.CASH or not is_over)

    def paid(self, kind: TenderKind, amount: Money, reference: str = "") -> "Difference":
        """With one more part."""
        minor = min(amount.amount_minor, self.left.amount_minor)
        given = amount.amount_minor if kind is TenderKind.CASH else 0
        return replace(self, parts=(*self.parts, Tender(kind, minor, given, reference)))

    def without_last(self) -> "Difference":
        """Without the part that came last."""
        return replace(self, parts=self.parts[:-1])
