"""The steps of a sale that take a card, a voucher, or one part after the other of a split sale."""

from boxoffice.counter.desk import Desk
from boxoffice.counter.open_show import OpenShow
from boxoffice.counter.patience import Patience
from boxoffice.counter.seller import Seller
from boxoffice.counter.settle import Settle, void_card
from boxoffice.counter.state import Notice, NoticeKind, Stage, Step
from boxoffice.counter.till import Till, has_upi
from boxoffice.counter.wishes import Key
from boxoffice.model.errors import NotFound
from boxoffice.model.money import Money
from boxoffice.model.payment import Tender, TenderKind

CODE_LENGTH = 24
STAGE_OF_CODE = {Key.CARD: Stage.CARD, Key.CODE: Stage.VOUCHER}


class PartSteps:
    """Parts are only collected here; the box office hears of them all at once, so that whatever is
    given up before that has charged nobody."""

    def __init__(
        self, desk: Desk, seller: Seller, patience: Patience, till: Till, settle: Settle
    ) -> None:
        self._desk = desk
        self._seller = seller
        self._patience = patience
        self._till = till
        self._settle = settle

    def type(self, text: str) -> None:
        """Another letter or digit of an approval code or a voucher's."""
        state = self._desk.state
        if not state.unknown and len(state.code) < CODE_LENGTH and text.isalnum():
            self._desk.change(code=state.code + text.upper(), notice=None)

    def erase(self) -> None:
        """Take the last letter back, or the last part."""
        state = self._desk.state
        if state.stage is not Stage.SPLIT:
            notice = None if state.code else Notice(NoticeKind.NOTHING_TYPED)
            self._desk.change(code=state.code[:-1], notice=notice)
        elif state.parts:
            self._drop(state.parts[-1:])
            self._desk.change(parts=state.parts[:-1])
        else:
            self._desk.change(notice=Notice(NoticeKind.NOTHING_TYPED))

    async def close(self) -> None:
        """One step back: from a code to the parts there are, from these to the basket."""
        state = self._desk.state
        if state.stage is not Stage.SPLIT and state.parts:
            self._desk.change(stage=Stage.SPLIT, code="", asked_minor=0)
            return
        await self._till.close()
        self._desk.change(stage=Stage.BASKET, given="", code="", parts=(), asked_minor=0)
        self._drop(state.parts)

    async def part(self, show: OpenShow, key: Key) -> bool:
        """A part paid in this way, of the amount that is typed or of all that is left; False where
        that is the whole page of another way."""
        state = self._desk.state
        due, typed = state.due, state.given_money
        if due is None or typed is None:
            return True
        if key is Key.CASH:
            if typed.amount_minor >= due.amount_minor:
                self._desk.change(stage=Stage.CASH)
            else:
                await self._add(show, Tender(TenderKind.CASH, typed.amount_minor))
        elif typed.amount_minor > due.amount_minor:
            self._desk.fail(Notice(NoticeKind.NEVER_OVER, amount=due))
        elif not typed.amount_minor:
            self._desk.fail(Notice(NoticeKind.NOTHING_TYPED))
        elif key is not Key.UPI:
            asked = typed.amount_minor
            self._desk.change(stage=STAGE_OF_CODE[key], given="", code="", asked_minor=asked)
        elif has_upi(state.parts):
            self._desk.fail(Notice(NoticeKind.UPI_ONCE))
        elif typed == due:
            return False
        else:
            await self._add(show, Tender(TenderKind.UPI, typed.amount_minor))
        return True

    async def take(self, show: OpenShow) -> None:
        """The code is typed, or the parts are all there."""
        state = self._desk.state
        if state.unknown:
            await self._settle.take(show, state.parts)
        elif state.stage is Stage.SPLIT:
            self._desk.change(notice=Notice(NoticeKind.CHOOSE_PART))
        elif not state.code:
            self._desk.fail(Notice(NoticeKind.CODE_MISSING))
        elif state.stage is Stage.CARD:
            tender = Tender(TenderKind.CARD_TERMINAL, self._asked_minor(), reference=state.code)
            await self._add(show, tender)
        else:
            await self._voucher(show)

    async def _voucher(self, show: OpenShow) -> None:
        """What the voucher is worth, as far as it is asked for; its rest stays on it."""
        state = self._desk.state
        theatre_id = state.booking.theatre_id if state.booking else ""
        if any(one.reference == state.code for one in state.parts):
            self._desk.fail(Notice(NoticeKind.VOUCHER_TWICE))
            return
        try:
            with self._desk.asking(Step.PAYING):
                voucher = await self._patience.ask(
                    lambda: self._seller.voucher(theatre_id, state.code)
                )
        except NotFound as refusal:
            self._desk.fail(Notice(NoticeKind.TOLD, words=str(refusal)), code="")
            return
        now, until = self._desk.clock.now(), voucher.valid_until
        if not voucher.balance.amount_minor or (until is not None and until <= now):
            self._desk.fail(Notice(NoticeKind.VOUCHER_EMPTY), code="")
            return
        minor = min(voucher.balance.amount_minor, self._asked_minor())
        left = Money(voucher.balance.amount_minor - minor, voucher.balance.currency)
        self._desk.change(voucher_left=left)
        await self._add(show, Tender(TenderKind.VOUCHER, minor, reference=state.code))

    async def _add(self, show: OpenShow, tender: Tender) -> None:
        """One more part; the last one is taken with all others."""
        state = self._desk.state
        parts = (*state.parts, tender)
        if state.due is not None and tender.amount_minor == state.due.amount_minor:
            await self._settle.take(show, parts)
        else:
            self._desk.change(stage=Stage.SPLIT, parts=parts, given="", code="", asked_minor=0)

    def _asked_minor(self) -> int:
        due = self._desk.state.due
        return self._desk.state.asked_minor or (due.amount_minor if due else 0)

    def _drop(self, parts: tuple[Tender, ...]) -> None:
        booking = self._desk.state.booking
        notice = void_card(parts, booking.total.currency) if booking is not None else None
        if notice is not None:
            self._desk.fail(notice)
