"""The steps of a sale that act on the basket's chosen line: its ticket type, and another seat."""

from collections import Counter

from boxoffice.counter.desk import Desk
from boxoffice.counter.open_show import OpenShow
from boxoffice.counter.seat_steps import SeatSteps
from boxoffice.counter.state import Notice, NoticeKind, SaleState
from boxoffice.counter.wishes import Key
from boxoffice.model.terms import SaleTerms


class LineSteps:
    """What is pressed for one person of several."""

    def __init__(self, desk: Desk, seats: SeatSteps) -> None:
        self._desk = desk
        self._seats = seats

    async def do(self, show: OpenShow, key: Key) -> None:
        """The next ticket type, or another seat."""
        if key is Key.CYCLE_TYPE:
            await self._cycle_type(show)
        else:
            self._swap()

    async def set_type(self, show: OpenShow, code: str) -> None:
        """Give the chosen line a ticket type."""
        line = self._desk.state.line
        if self._desk.state.booking is None:
            self._desk.change(notice=Notice(NoticeKind.CHOOSE_FIRST))
        elif await self._seats.set_type(show, code):
            # The next press of a letter is for the next person.
            self._desk.change(line=max(0, line - 1))

    def swaps_for(self, seat_id: str) -> bool:
        """Whether this seat is the one that another is swapped for."""
        state = self._desk.state
        return state.swapping in state.seat_ids and seat_id not in state.seat_ids

    def _swap(self) -> None:
        """Choose another seat for the chosen line from now on, or no more."""
        state = self._desk.state
        if state.swapping:
            self._desk.change(swapping="")
        elif state.held is not None and 0 <= state.line < len(state.seat_ids):
            seat_id = state.seat_ids[state.line]
            notice = Notice(NoticeKind.SWAPPING, seat_ids=(seat_id,))
            self._desk.change(swapping=seat_id, notice=notice)
        else:
            self._desk.change(notice=Notice(NoticeKind.CHOOSE_FIRST))

    async def _cycle_type(self, show: OpenShow) -> None:
        state = self._desk.state
        if 0 <= state.line < len(state.choices):
            await self._seats.set_type(show, _next_type(show, self._desk.terms, state))
        else:
            self._desk.change(notice=Notice(NoticeKind.CHOOSE_FIRST))


def _next_type(show: OpenShow, terms: SaleTerms, state: SaleState) -> str:
    """The ticket type after the chosen line's, of those that can be had for its seat."""
    chosen = state.choices[state.line]
    others = Counter(one.ticket_type for one in state.choices)
    category_id = show.category_of[chosen.seat_id]
    codes = [
        one.code
        for one in terms.ticket_types
        if one.code == chosen.ticket_type
        or (show.prices.is_sold(category_id, one.code) and not 0 < one.most <= others[one.code])
    ]
    return codes[(codes.index(chosen.ticket_type) + 1) % len(codes)]
