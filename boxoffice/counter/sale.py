"""The sale's state machine: wishes come in, are done one after the other, and change the state."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from boxoffice.counter.beside_steps import BesideSteps
from boxoffice.counter.code_steps import CodeSteps
from boxoffice.counter.desk import Desk
from boxoffice.counter.effort import Effort
from boxoffice.counter.holding import Holding
from boxoffice.counter.journal import Journal, NoJournal
from boxoffice.counter.line_steps import LineSteps
from boxoffice.counter.open_show import OpenShow
from boxoffice.counter.park_steps import ParkSteps
from boxoffice.counter.patience import Patience
from boxoffice.counter.pay_steps import PaySteps
from boxoffice.counter.recover_steps import RecoverSteps
from boxoffice.counter.seat_steps import SeatSteps
from boxoffice.counter.seller import Seller
from boxoffice.counter.settle import Settle
from boxoffice.counter.show_steps import ShowSteps
from boxoffice.counter.state import ARMED, LETTERED, PAYING, Notice, NoticeKind, SaleState, Stage
from boxoffice.counter.till import Till
from boxoffice.counter.turns import Turns
from boxoffice.counter.waiting import BY_THEMSELVES, first
from boxoffice.counter.wishes import (
    Best,
    ByLine,
    Choose,
    ChooseCategory,
    ChooseLine,
    Digit,
    Key,
    PutItem,
    Recall,
    SetType,
    TakeOffer,
    TakeUp,
    Toggle,
    Unused,
    UseCode,
    Wish,
)
from boxoffice.model.clock import Clock
from boxoffice.model.errors import Refusal
from boxoffice.model.show import ShowListing
from boxoffice.model.terms import SaleTerms
from boxoffice.rules.voucher_codes import is_voucher

#: A second digit within this time belongs to the same seat count.
SECOND_DIGIT_SECONDS = 0.4
COUNT_DIGITS = 2
#: How many ticks apart an open UPI payment is looked at; news of it comes by itself as well.
LOOK_TICKS = 3

NO_JOURNAL = NoJournal()

_log = logging.getLogger(__name__)


class Sale:
    """One counter's sale in hand, and the next after it.

    `press` never waits: what is pressed while something is asked keeps its turn. What was pressed
    before a failure could be read is dropped, for it was no answer to it.
    """

    def __init__(
        self,
        seller: Seller,
        clock: Clock,
        terms: SaleTerms,
        time_zone: str,
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
        till: str = "",
        journal: Journal = NO_JOURNAL,
    ) -> None:
        patience = Patience(pause, lambda: self._desk.change(insisting=True))
        self._clock = clock
        self._desk = Desk(clock, terms, time_zone)
        holding = Holding(seller, patience)
        self._seats = SeatSteps(self._desk, holding)
        self._effort = Effort(clock, till)
        self._left: Callable[[], None] = lambda: None
        paid_at = Till(seller, patience, self._effort.so_far, journal)
        settle = Settle(self._desk, seller, paid_at, self._seats)
        self._paying = PaySteps(
            self._desk, seller, patience, paid_at, settle,
            extend=self._extend, look=lambda: self.press(Key.LOOK),
        )  # fmt: skip
        self._shows = ShowSteps(self._desk, seller, self._seats)
        self._recovery = RecoverSteps(
            self._desk, seller, journal, paid_at, settle, self._seats, self._shows
        )
        self._recovers = False
        self._parking = ParkSteps(self._desk, seller, holding, self._seats, self._shows, journal)
        self._lines = LineSteps(self._desk, self._seats)
        self._codes = CodeSteps(self._desk, self._seats)
        self._beside = BesideSteps(self._desk, self._seats)
        self._turns = Turns(self._turn)
        self._typed_at = 0.0
        self._ticks = 0

    @property
    def state(self) -> SaleState:
        """The sale as it stands."""
        return self._desk.state

    @property
    def show(self) -> OpenShow | None:
        """The show that is sold for, once its seats are there."""
        return self._desk.show

    def on_change(self, listener: Callable[[SaleState], None]) -> Callable[[], None]:
        """Call `listener` at every change; answers what takes it away again."""
        return self._desk.on_change(listener)

    def press(self, wish: Wish) -> None:
        """Do this when its turn comes."""
        if not self._turns.add(wish):
            self._desk.change(notice=Notice(NoticeKind.TOO_MANY_KEYS))
        elif isinstance(wish, Toggle):
            # Felt under the finger, before anybody answers.
            self._desk.change(asking=self.state.asking | frozenset(wish.seat_ids))

    def lead_payment_to(
        self, instead: Callable[[Key], None] | None, left: Callable[[], None] = lambda: None
    ) -> None:
        """While `instead` is there, a way to pay that is asked for with seats in hand calls it, and
        nobody can sell them: they are for an exchange. `left` is called once Esc has cleared the
        counter, so that the next customer's seats are not taken for it."""
        self._paying.instead, self._left = instead, left

    def recover(self) -> None:
        """Ask for the sale that an earlier run of the program left unfinished, until answered."""
        self._recovers = True
        self.press(Key.RECOVER)

    def takes_zero(self) -> bool:
        """Whether a 0 pressed now is part of a number."""
        return bool(self.state.typed or self._turns or self.state.stage in PAYING)

    def takes_letters(self) -> bool:
        """Whether a letter pressed now is part of a code."""
        if self._turns.has(Key.BACK):
            return False
        lettered = self.state.stage in LETTERED and not self.state.over
        return lettered or self._turns.has(Key.CARD)

    def tick(self) -> None:
        """Notice that the hold's time is up; called about once a second."""
        state = self.state
        held = state.held
        self._ticks += 1
        if (state.stage is Stage.UPI or self._recovers) and self._ticks % LOOK_TICKS == 0:
            self._look(Key.RECOVER if self._recovers else Key.LOOK)
        if self._parking.due():
            self._look(Key.KEEP_PARKED)
        if state.stage is Stage.UPI:
            return
        if state.step is not None or state.unknown or held is None or held.expires_at is None:
            return
        if self._clock.now() >= held.expires_at:
            # What was pressed before this could be read was meant for seats that were held.
            self._turns.drop()
            self._seats.end_hold()
        elif state.stage in LETTERED | {Stage.SPLIT} and self._seats.may_stay_held(held):
            # A customer at the terminal must not lose seats that they are paying for.
            self.press(Key.STAY_HELD)

    def _look(self, key: Key) -> None:
        if not self._turns and self.state.step is None:
            self.press(key)

    def listed(self, listing: ShowListing) -> None:
        """Take what the newest list says of the show that is open."""
        show = self._desk.show
        if show is not None and show.show_id == listing.show.show_id:
            self._desk.change(listing=listing)
            # While nobody knows whether it was paid, it stays as it is; the next list asks anew.
            if show.layout.layout_id != listing.show.layout_id and not self.state.unknown:
                self.press(Choose(listing))

    async def settled(self) -> None:
        """Wait until every wish so far is done."""
        await self._turns.settled()

    async def run(self) -> None:
        """Do what is pressed, until cancelled."""
        await self._turns.run()

    async def let_go(self) -> None:
        """Let the seats in hand go, unless a payment for them may have happened or still may: such
        a sale is asked for at the next start."""
        if self.state.unknown or self.state.stage in (Stage.DONE, Stage.UPI):
            return
        try:
            await self._parking.release()
            await self._seats.release()
        except Refusal as refusal:
            _log.warning("seats were not let go: %s", refusal)
        await self._parking.leave()
        await self._paying.leave()

    async def close(self) -> None:
        """Stop listening to the show's seats; a hold stays until its time is up."""
        await self._paying.stop()
        if self._desk.show is not None:
            await self._desk.show.live.close()

    async def _turn(self, wish: Wish) -> None:
        failures, sold = self._desk.failures, self.state.sold
        self._effort.count(wish, self.state.stage)
        try:
            await self._do(wish)
        except Refusal as refusal:
            _log.info("refused: %s %s", refusal.code, refusal)
            self._desk.fail(Notice(NoticeKind.TOLD, words=str(refusal)))
        except Exception:
            _log.exception("a step of the sale failed: %r", wish)
            self._desk.fail(Notice(NoticeKind.FAULT))
        if self._desk.failures != failures:
            self._turns.drop()
        if self.state.sold is not None and self.state.sold is not sold:
            self._effort.begin()
        self._desk.change(asking=self._turns.pointed_at())

    async def _do(self, wish: Wish) -> None:
        notice = self.state.notice
        if wish not in BY_THEMSELVES:
            self._desk.armed = notice is not None and notice.kind in ARMED
        kind = first(self.state, wish)
        if kind is not None:
            self._desk.fail(Notice(kind))
            return
        about_codes = wish in (Key.CODE, Key.BACK) or isinstance(wish, UseCode)
        if wish not in BY_THEMSELVES:
            self._desk.change(notice=None, coding=self.state.coding and about_codes)
        if isinstance(wish, Unused):
            self._desk.change(notice=Notice(NoticeKind.UNUSED_KEY, words=wish.key))
            return
        if await self._about_shows(wish):
            return
        show = self._desk.show
        if show is None:
            self._desk.fail(Notice(NoticeKind.NO_SHOW))
            return
        if await self._taken(show, wish):
            return
        if isinstance(wish, Key):
            await self._key(show, wish, noticed=notice is not None)
        else:
            await self._seat_wish(show, wish)

    async def _taken(self, show: OpenShow, wish: Wish) -> bool:
        """Whether the page in front, or who is asked first, took the wish; others are about seats
        and the basket."""
        taken = True
        if wish is Key.HOLD_IN_DOUBT:
            await self._seats.look_after(show)
        elif wish is Key.STAY_HELD:
            await self._seats.stay_held()
        elif self.state.stage is Stage.DONE:
            taken = self._at_done(wish)
        elif isinstance(wish, UseCode) and self._is_voucher(wish.text):
            await self._paying.by_voucher(show, wish.text)
        else:
            taken = self.state.stage in PAYING and await self._paying.do(show, wish)
            taken = taken or await self._codes.do(show, wish) or await self._beside.do(show, wish)
        return taken

    async def _about_shows(self, wish: Wish) -> bool:
        """Whether the wish was about which show is sold for, and is done."""
        match wish:
            case Choose(listing):
                await self._shows.choose(listing)
            case ByLine():
                if self.state.stage is Stage.DONE:
                    self._desk.begin()
                if self.state.stage not in PAYING or await self._paying.close():
                    await self._shows.by_line(wish)
            case Key.TAKEN_OVER:
                await self._paying.leave()
                self._desk.begin()
                self._effort.begin()
            case Key.RECOVER:
                done = await self._recovery.run()
                self._recovers = not (await self._parking.take_up() and done)
                await self._paying.see()
            case Key.PARK | Key.RECALL | Key.KEEP_PARKED | Recall() | TakeUp():
                by_hand = wish is not Key.KEEP_PARKED
                if self.state.stage is Stage.DONE and by_hand:
                    self._desk.begin()
                if self._desk.show is not None and by_hand:
                    await self._count_is_in(self._desk.show)
                free = self.state.stage not in PAYING or not by_hand
                if free or await self._paying.close():
                    await self._parking.do(wish)
            case _:
                return False
        return True

    def _is_voucher(self, text: str) -> bool:
        discounts = {one.code for one in self._desk.terms.discounts}
        return is_voucher(text) and text.strip().upper() not in discounts

    def _at_done(self, wish: Wish) -> bool:
        """Whether the wish was about the sale that is done; if not, it begins the next."""
        if wish is Key.GO:
            self._desk.begin()
        elif isinstance(wish, Digit | Best | ChooseCategory | Toggle | PutItem):
            self._desk.begin()
            return False
        elif wish not in BY_THEMSELVES:
            self._desk.change(notice=Notice(NoticeKind.ALL_SOLD))
        return True

    async def _key(self, show: OpenShow, key: Key, *, noticed: bool) -> None:
        state = self.state
        match key:
            case Key.COUNT_IS_IN:
                await self._count_is_in(show)
            case Key.GO:
                await self._go(show)
            case Key.CASH | Key.CARD | Key.UPI | Key.SPLIT:
                if await self._count_is_in(show):
                    await self._paying.open(show, key)
            case Key.BACK:
                await self._back(noticed=noticed)
            case Key.NEXT_OFFER:
                await self._seats.take_offer(show, 1 if state.refused else state.offer + 1)
            case Key.KEEP:
                await self._seats.keep(show)
            case Key.EXTEND:
                await self._extend(show)
            case Key.SWAP | Key.CYCLE_TYPE:
                await self._lines.do(show, key)
            case Key.ERASE:
                notice = None if state.typed else Notice(NoticeKind.NOTHING_TYPED)
                self._desk.change(typed=state.typed[:-1], notice=notice)
            case Key.OFFERS_STALE:
                await self._seats.refresh_offers(show)

    async def _seat_wish(self, show: OpenShow, wish: Wish) -> None:
        match wish:
            case Digit():
                await self._digit(show, wish)
            case Best(count):
                await self._seats.best(show, count)
            case ChooseCategory(category_id):
                self._desk.change(category_id=category_id)
                await self._seats.refresh_offers(show)
            case TakeOffer(index):
                await self._seats.take_offer(show, index)
            case Toggle((other,)) if self._lines.swaps_for(other):
                await self._seats.swap(show, self.state.swapping, other)
            case Toggle(seat_ids):
                await self._seats.toggle(show, seat_ids)
            case ChooseLine(index):
                self._desk.change(line=index)
            case SetType(code):
                await self._lines.set_type(show, code)
            case _:
                pass

    async def _digit(self, show: OpenShow, digit: Digit) -> None:
        if digit.text == ".":
            self._desk.change(notice=Notice(NoticeKind.UNUSED_KEY, words=digit.text))
            return
        late = digit.at - self._typed_at > SECOND_DIGIT_SECONDS
        if late and not await self._count_is_in(show):
            return
        typed = (self.state.typed + digit.text).lstrip("0")
        self._typed_at = digit.at
        self._desk.change(typed=typed)
        if len(typed) == COUNT_DIGITS:
            await self._count_is_in(show)

    async def _count_is_in(self, show: OpenShow) -> bool:
        """Hold the best of as many seats as were typed, if any; whether nothing failed."""
        failures = self._desk.failures
        if self.state.typed:
            await self._seats.best(show, int(self.state.typed))
        return self._desk.failures == failures

    async def _go(self, show: OpenShow) -> None:
        state = self.state
        if state.typed:
            await self._count_is_in(show)
        elif state.stage is Stage.REFUSED:
            await self._seats.take_offer(show, 0)
        elif state.over and state.booking is not None:
            await self._seats.hold_again(show)
        elif state.stranded:
            self._desk.change(stranded=())
        else:
            held = state.booking is not None
            kind = NoticeKind.SEATS_HELD if held else NoticeKind.CHOOSE_FIRST
            self._desk.change(notice=Notice(kind))

    async def _back(self, *, noticed: bool) -> None:
        state = self.state
        if state.typed:
            self._desk.change(typed="")
        elif state.swapping:
            self._desk.change(swapping="")
        elif state.stage is Stage.REFUSED:
            stage = Stage.CHOOSING if state.booking is None else Stage.BASKET
            self._desk.change(stage=stage, refused=None, offers=())
        elif state.booking is None:
            self._desk.begin()
            self._effort.begin()
            self._left()
            if not noticed and self.state == state:
                self._desk.change(notice=Notice(NoticeKind.NO_WAY_BACK))
        elif self._desk.armed:
            if state.held is not None and state.held.paid.amount_minor:
                await self._paying.give_up()
            else:
                await self._seats.release()
            self._effort.begin()
            self._left()
        else:
            self._desk.change(notice=Notice(NoticeKind.ESC_AGAIN, count=int(state.reserved)))
            self._paying.warn()

    async def _extend(self, show: OpenShow) -> None:
        if self.state.held is not None:
            await self._seats.extend(show, self.state.held)
        elif self.state.booking is not None:
            await self._seats.hold_again(show)
        else:
            self._desk.change(notice=Notice(NoticeKind.CHOOSE_FIRST))
