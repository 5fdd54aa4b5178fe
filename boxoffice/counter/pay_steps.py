"""Everything between a basket and a sale that is done: which page takes what is pressed."""

from collections.abc import Awaitable, Callable

from boxoffice.counter.cash_steps import CashSteps
from boxoffice.counter.desk import Desk
from boxoffice.counter.give_up_steps import GiveUpSteps
from boxoffice.counter.open_show import OpenShow
from boxoffice.counter.part_steps import PartSteps
from boxoffice.counter.patience import Patience
from boxoffice.counter.seller import Seller
from boxoffice.counter.settle import Settle
from boxoffice.counter.state import Notice, NoticeKind, Stage
from boxoffice.counter.till import Till
from boxoffice.counter.upi_steps import UpiSteps
from boxoffice.counter.wishes import Digit, Give, Key, Typed, Wish

#: The page that each way to pay opens.
STAGE_OF_WAY = {
    Key.CASH: Stage.CASH,
    Key.CARD: Stage.CARD,
    Key.UPI: Stage.UPI,
    Key.SPLIT: Stage.SPLIT,
}
_NOTHING_TO_DO = frozenset({Key.OFFERS_STALE, Key.COUNT_IS_IN, Key.LOOK})


class PaySteps:
    """Opens the pages that take money and hands each what is pressed on it."""

    def __init__(
        self,
        desk: Desk,
        seller: Seller,
        patience: Patience,
        till: Till,
        settle: Settle,
        *,
        extend: Callable[[OpenShow], Awaitable[None]],
        look: Callable[[], None],
    ) -> None:
        """`extend` keeps the seats longer, `look` asks for a look at UPI."""
        self._desk = desk
        self._till = till
        self._extend = extend
        #: Takes a way to pay instead, while the seats in hand are not for a sale of their own.
        self.instead: Callable[[Key], None] | None = None
        self._cash = CashSteps(desk, settle)
        self._parts = PartSteps(desk, seller, patience, till, settle)
        self._upi = UpiSteps(desk, seller, till, settle, look)
        self._giving_up = GiveUpSteps(desk, seller, patience, till, settle)

    async def open(self, show: OpenShow, way: Key) -> None:
        """Show the page of this way to pay for what is held."""
        state = self._desk.state
        booking = state.held
        if booking is None:
            self._desk.fail(state.notice or Notice(NoticeKind.CHOOSE_FIRST))
            return
        if state.stage is Stage.REFUSED:
            self._desk.change(notice=Notice(NoticeKind.TAKE_A_WAY_ON))
            return
        if self.instead is not None:
            self.instead(way)
            return
        if state.stage is Stage.UPI and not await self._upi.close():
            return
        await self._till.open(self._desk.state.booking or booking)
        if way is Key.UPI:
            await self._upi.begin(show)
            await self._upi.see()
        else:
            self._desk.change(stage=STAGE_OF_WAY[way], given="", code="", notice=None)

    async def by_voucher(self, show: OpenShow, code: str) -> None:
        """A voucher was typed where discount codes are: it pays as far as it goes."""
        await self.open(show, Key.SPLIT)
        if self._desk.state.stage is Stage.SPLIT:
            letters = code.replace("-", "").replace(" ", "").upper()
            self._desk.change(stage=Stage.VOUCHER, code=letters, coding=False)
            await self._parts.take(show)
            await self._upi.see()

    async def do(self, show: OpenShow, wish: Wish) -> bool:
        """Whether the page took the wish; if not, it is about seats and the page is closed."""
        state = self._desk.state
        page = state.stage
        if self.instead is not None and not (state.parts or state.unknown or page is Stage.UPI):
            await self._parts.close()
            return False
        if page is Stage.UPI:
            await self._at_upi(show, wish)
        elif wish is Key.EXTEND:
            await self._extend(show)
        elif isinstance(wish, Key) and wish in STAGE_OF_WAY:
            await self._other_way(show, wish)
        elif page is Stage.CASH:
            return await self._at_cash(show, wish)
        else:
            return await self._at_parts(show, wish)
        return True

    def warn(self) -> None:
        """Before a sale is given up: say what is to be given back."""
        self._giving_up.warn()

    async def give_up(self) -> None:
        """Cancel a sale that has taken a part of its money."""
        await self._giving_up.give_up()
        await self._upi.stop()

    async def close(self) -> bool:
        """Back to the basket for a wish about seats; False where that may not be."""
        state = self._desk.state
        if state.unknown:
            return False
        if state.stage is Stage.UPI or state.parts:
            # What is open or collected must not be dropped by a click on the hall.
            kind = NoticeKind.UPI_OPEN if state.stage is Stage.UPI else NoticeKind.CHOOSE_PART
            self._desk.change(notice=Notice(kind))
            return False
        await self._parts.close()
        return True

    async def see(self) -> None:
        """Wait for UPI where the sale has come to that."""
        await self._upi.see()

    async def leave(self) -> None:
        """Nothing of the sale in hand is to be asked any more."""
        await self._till.close()

    async def stop(self) -> None:
        """Watch nothing any more."""
        await self._upi.stop()

    async def _other_way(self, show: OpenShow, way: Key) -> None:
        state = self._desk.state
        if STAGE_OF_WAY[way] is state.stage:
            kind = NoticeKind.CHOOSE_PART if way is Key.SPLIT else NoticeKind.CASH_OPEN
            self._desk.change(notice=Notice(kind))
        elif state.stage is not Stage.SPLIT or not await self._parts.part(show, way):
            await self.open(show, way)

    async def _at_cash(self, show: OpenShow, wish: Wish) -> bool:
        match wish:
            case Digit():
                self._cash.type(wish.text)
            case Give():
                self._cash.give(wish)
            case Key.ERASE:
                self._cash.erase()
            case Key.GO:
                await self._cash.take(show)
                await self._upi.see()
            case Key.BACK:
                await self._parts.close()
            case Key.KEEP:
                self._desk.change(notice=Notice(NoticeKind.CASH_OPEN))
            case _ if wish in _NOTHING_TO_DO:
                pass
            case _:
                return not await self.close()
        return True

    async def _at_parts(self, show: OpenShow, wish: Wish) -> bool:
        split = self._desk.state.stage is Stage.SPLIT
        match wish:
            case Digit() if split:
                self._cash.type(wish.text)
            case Digit() | Typed():
                self._parts.type(wish.text)
            case Give():
                pass
            case Key.ERASE if split and self._desk.state.given:
                self._cash.erase()
            case Key.ERASE:
                self._parts.erase()
            case Key.GO:
                await self._parts.take(show)
                await self._upi.see()
            case Key.BACK:
                await self._parts.close()
            case Key.CODE if split:
                await self._parts.part(show, Key.CODE)
            case _ if wish in _NOTHING_TO_DO:
                pass
            case _:
                return not await self.close()
        return True

    async def _at_upi(self, show: OpenShow, wish: Wish) -> None:
        match wish:
            case Key.GO:
                await self._upi.again(show)
            case Key.LOOK:
                await self._upi.see()
            case Key.BACK if self._desk.armed:
                await self.give_up()
            case Key.BACK:
                await self._back_from_upi()
            case Key.CASH | Key.CARD | Key.SPLIT:
                await self.open(show, wish)
            case _ if wish in _NOTHING_TO_DO:
                pass
            case _:
                await self.close()

    async def _back_from_upi(self) -> None:
        if await self._upi.close():
            self._giving_up.warn()
            return
        notice = self._desk.state.notice
        if notice is not None and notice.kind is NoticeKind.UPI_UNKNOWN:
            self._desk.fail(Notice(NoticeKind.UPI_UNDECIDED))
