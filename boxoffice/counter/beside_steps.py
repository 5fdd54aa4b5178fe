"""The steps of a sale that are about what goes with the seats: items, and the firm that pays."""

from boxoffice.counter.desk import Desk
from boxoffice.counter.open_show import OpenShow
from boxoffice.counter.seat_steps import SeatSteps
from boxoffice.counter.state import Notice, NoticeKind, Stage
from boxoffice.counter.wishes import PutItem, SetBuyer, Wish
from boxoffice.model.booking import ItemChoice


class BesideSteps:
    """Items can be sold without a seat. What they cost, and how many there are, is the server's to
    say."""

    def __init__(self, desk: Desk, seats: SeatSteps) -> None:
        self._desk = desk
        self._seats = seats

    async def do(self, show: OpenShow, wish: Wish) -> bool:
        """Whether the wish was about items or a firm, and is done."""
        if not isinstance(wish, PutItem | SetBuyer):
            return False
        state = self._desk.state
        if state.stage is Stage.REFUSED:
            self._desk.change(notice=Notice(NoticeKind.TAKE_A_WAY_ON))
        elif isinstance(wish, PutItem):
            await self._put(show, wish)
        elif state.booking is None:
            self._desk.change(notice=Notice(NoticeKind.CHOOSE_FIRST))
        else:
            await self._seats.set_beside(show, buyer=wish.buyer)
        return True

    async def _put(self, show: OpenShow, wish: PutItem) -> None:
        state = self._desk.state
        counts = {item.code: item.count for item in state.items}
        before = counts.get(wish.code, 0)
        counts[wish.code] = max(0, wish.count + before if wish.add else wish.count)
        if counts[wish.code] == before:
            return
        items = tuple(ItemChoice(code, count) for code, count in counts.items() if count)
        if items or state.choices:
            await self._seats.set_beside(show, items=items)
        else:
            await self._seats.release()
