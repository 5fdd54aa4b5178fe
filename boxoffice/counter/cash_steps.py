"""The steps of a sale that take cash."""

from boxoffice.counter.desk import Desk
from boxoffice.counter.open_show import OpenShow
from boxoffice.counter.settle import Settle
from boxoffice.counter.state import Notice, NoticeKind
from boxoffice.counter.wishes import Give
from boxoffice.model.money import Money, minor_digits
from boxoffice.model.payment import Tender, TenderKind

GIVEN_LENGTH = 9


class CashSteps:
    """From F9 to the change; an amount is typed the same way for a part of a split sale."""

    def __init__(self, desk: Desk, settle: Settle) -> None:
        self._desk = desk
        self._settle = settle

    def type(self, text: str) -> None:
        """Another digit, or the point, of an amount."""
        state = self._desk.state
        if state.unknown or state.due is None or len(state.given) >= GIVEN_LENGTH:
            return
        if text == "." and ("." in state.given or not minor_digits(state.due.currency)):
            return
        self._desk.change(given=state.given + text, notice=None)

    def erase(self) -> None:
        """Take the last digit back."""
        state = self._desk.state
        if not state.given:
            self._desk.change(notice=Notice(NoticeKind.NOTHING_TYPED))
        elif not state.unknown:
            self._desk.change(given=state.given[:-1], notice=None)

    def give(self, wish: Give) -> None:
        """A whole amount at once, or one more note."""
        state = self._desk.state
        if state.unknown or state.due is None:
            return
        before = state.given_money if wish.add and state.given else None
        minor = wish.amount_minor + (before.amount_minor if before else 0)
        self._desk.change(given=as_typed(Money(minor, state.due.currency)), notice=None)

    async def take(self, show: OpenShow) -> None:
        """Take the cash for all that is due."""
        state = self._desk.state
        due, given = state.due, state.given_money
        if due is None or given is None:
            return
        if given.amount_minor < due.amount_minor:
            self._desk.fail(Notice(NoticeKind.SHORT, amount=due - given))
            return
        tender = Tender(TenderKind.CASH, due.amount_minor, given.amount_minor)
        await self._settle.take(show, (*state.parts, tender))


def as_typed(money: Money) -> str:
    """An amount as a clerk types it, in major units."""
    digits = minor_digits(money.currency)
    whole, part = divmod(money.amount_minor, 10**digits)
    return f"{whole}.{part:0{digits}d}" if part else str(whole)
