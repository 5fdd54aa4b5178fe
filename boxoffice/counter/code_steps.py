"""The steps of a sale that give discount codes and take them away."""

from boxoffice.counter.desk import Desk
from boxoffice.counter.open_show import OpenShow
from boxoffice.counter.seat_steps import SeatSteps
from boxoffice.counter.state import Notice, NoticeKind, Stage
from boxoffice.counter.wishes import DropCode, Key, UseCode, Wish


class CodeSteps:
    """Opens and closes the field for a code. The server decides what a code takes off."""

    def __init__(self, desk: Desk, seats: SeatSteps) -> None:
        self._desk = desk
        self._seats = seats

    async def do(self, show: OpenShow, wish: Wish) -> bool:
        """Whether the wish was about codes and is done."""
        state = self._desk.state
        if wish is Key.BACK and state.coding:
            self._desk.change(coding=False)
        elif wish is Key.CODE:
            self._open()
        elif isinstance(wish, UseCode):
            await self._use(show, wish.text)
        elif wish is Key.DROP_CODE:
            await self._drop(show, state.codes[-1:])
        elif isinstance(wish, DropCode):
            await self._drop(show, (wish.code,))
        else:
            return False
        return True

    def _open(self) -> None:
        state = self._desk.state
        if state.held is None or state.stage is Stage.REFUSED:
            self._desk.change(notice=Notice(NoticeKind.CHOOSE_FIRST))
        else:
            self._desk.change(coding=True, stage=Stage.BASKET, given="")

    async def _use(self, show: OpenShow, text: str) -> None:
        if not text.strip() or await self._seats.set_beside(show, (*self._desk.state.codes, text)):
            self._desk.change(coding=False)

    async def _drop(self, show: OpenShow, codes: tuple[str, ...]) -> None:
        left = tuple(code for code in self._desk.state.codes if code not in codes)
        if left == self._desk.state.codes:
            self._desk.change(notice=Notice(NoticeKind.NO_CODE))
        else:
            await self._seats.set_beside(show, left)
