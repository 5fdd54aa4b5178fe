"""The steps of a sale that choose seats: best ones, others, by hand, and after a refusal."""

from collections.abc import Iterable
from dataclasses import replace

from boxoffice.counter.desk import Desk
from boxoffice.counter.holding import Holding
from boxoffice.counter.open_show import OpenShow
from boxoffice.counter.state import PAYING, Notice, NoticeKind, Refused, Stage, Step
from boxoffice.model.booking import (
    NOBODY,
    Booking,
    BookingState,
    Buyer,
    ItemChoice,
    SeatChoice,
    SeatOffer,
)

#: How often the best seats are asked for anew when somebody was faster.
BEST_TRIES = 3
#: Where a hold is kept on unasked, from so many seconds before its end, and how often.
STAY_HELD_SECONDS, STAYS_HELD = 60.0, 4


class SeatSteps:
    """Changes the hold. The server decides; on a refusal nothing is held that was not before."""

    def __init__(self, desk: Desk, holding: Holding) -> None:
        self._desk = desk
        self._holding = holding
        self._kept_id, self._kept_on = "", 0

    async def best(self, show: OpenShow, count: int, types: tuple[str, ...] = ()) -> None:
        """Hold the best `count` seats of the chosen category, or the next best if those go; as
        these ticket types where they are given, else as those that the basket has."""
        before = self._desk.state.kept_types
        self._desk.change(typed="", count=count, notice=None, kept_types=types or before)
        types = self._types(count)
        gone: frozenset[str] = frozenset()
        wanted: tuple[str, ...] = ()
        for _ in range(BEST_TRIES):
            offers = await self._offers(show, types, gone)
            if not offers:
                notice = Notice(NoticeKind.NONE_FREE, count=count)
                self._desk.fail(notice, kept_types=before)
                return
            wanted = offers[0].seat_ids
            lost = await self._ask(show, self._choices(wanted))
            if not lost:
                self._desk.change(offers=offers, offer=0)
                return
            gone |= frozenset(lost)
        await self.refuse(show, wanted, gone)

    async def take_offer(self, show: OpenShow, index: int) -> None:
        """Hold the offer with this index instead; beyond the last it is the first again."""
        offers = self._desk.state.offers
        if not offers:
            types = self._types(len(self._desk.state.seat_ids) or self._desk.state.count)
            offers = await self._offers(show, types, frozenset()) if types else ()
        if not offers:
            self._desk.change(notice=Notice(NoticeKind.NO_OFFERS))
        else:
            index %= len(offers)
            if await self._want(show, offers[index].seat_ids):
                self._desk.change(offers=offers, offer=index)

    async def toggle(self, show: OpenShow, seat_ids: tuple[str, ...]) -> None:
        """Seats by hand: out of the basket when all of them are in it, else into it."""
        basket = self._desk.state.seat_ids
        if all(seat_id in basket for seat_id in seat_ids):
            await self._by_hand(show, tuple(one for one in basket if one not in seat_ids))
            return
        new = tuple(dict.fromkeys(one for one in seat_ids if one not in basket))
        taken = tuple(one for one in new if not show.free(one))
        if taken:
            self._desk.fail(Notice(NoticeKind.NOT_FREE, seat_ids=taken, count=len(basket)))
            return
        await self._by_hand(show, basket + new)

    async def swap(self, show: OpenShow, seat_id: str, other: str) -> None:
        """Another seat in the place of one in the basket, in one step: neither is let go before
        the other is held."""
        state = self._desk.state
        if not show.free(other):
            self._desk.fail(Notice(NoticeKind.NOT_FREE, seat_ids=(other,), count=1))
            return
        choices = tuple(
            SeatChoice(other if one.seat_id == seat_id else one.seat_id, one.ticket_type)
            for one in state.choices
        )
        line = state.seat_ids.index(seat_id)
        if lost := await self._ask(show, choices):
            self._desk.fail(Notice(NoticeKind.NOT_FREE, seat_ids=lost, count=1), swapping="")
            return
        self._desk.change(line=line, stranded=show.stranded_by(self._desk.state.seat_ids))
        await self.refresh_offers(show)

    async def keep(self, show: OpenShow) -> None:
        """After a refusal: what is left of the wanted seats."""
        refused = self._desk.state.refused
        if refused is not None and refused.left:
            await self._by_hand(show, refused.left)
        else:
            self._desk.change(notice=Notice(NoticeKind.NOTHING_TO_KEEP))

    async def hold(
        self,
        show: OpenShow,
        choices: tuple[SeatChoice, ...],
        codes: tuple[str, ...],
        items: tuple[ItemChoice, ...] = (),
    ) -> None:
        """Hold these seats and items for a sale that has none any more, or say which seats went."""
        self._desk.change(booking=None, over=False, stage=Stage.CHOOSING)
        lost = await self._ask(show, choices, codes, items=items)
        if lost:
            wanted = tuple(choice.seat_id for choice in choices)
            await self.refuse(show, wanted, frozenset(lost))

    async def hold_again(self, show: OpenShow) -> None:
        """The basket whose time ended is asked for once more."""
        await self._by_hand(show, self._desk.state.seat_ids)

    async def look_after(self, show: OpenShow) -> None:
        """Hold the basket again where the box office has lost its hold, as it may with all holds
        when it dies; nobody should be charged for what is not held."""
        held = self._desk.state.held
        if held is None or self._desk.state.unknown or await self._holding.stands(held):
            return
        self.end_hold()
        if self._desk.state.over:
            await self.hold_again(show)
            if self._desk.state.held is not None:
                self._desk.fail(Notice(NoticeKind.HELD_AGAIN))

    def end_hold(self) -> None:
        """The hold is no more. The basket remembers it; after a refusal there is only what is
        still free, since another way on was being chosen already."""
        refused = self._desk.state.refused
        if refused is None:
            self._desk.fail(None, over=True, typed="", asking=frozenset())
        else:
            fallen = replace(refused, standing=False)
            self._desk.fail(None, booking=None, refused=fallen, typed="", asking=frozenset())

    async def set_type(self, show: OpenShow, code: str) -> bool:
        """Give the chosen line a ticket type; whether it has it now."""
        state = self._desk.state
        if not 0 <= state.line < len(state.choices):
            return False
        choices = list(state.choices)
        choices[state.line] = SeatChoice(choices[state.line].seat_id, code)
        lost = await self._ask(show, tuple(choices))
        if lost:
            await self.refuse(show, state.seat_ids, frozenset(lost))
            return False
        self._desk.change(line=state.line)
        await self.refresh_offers(show)
        return True

    async def set_beside(
        self,
        show: OpenShow,
        codes: tuple[str, ...] | None = None,
        buyer: Buyer | None = None,
        items: tuple[ItemChoice, ...] | None = None,
    ) -> bool:
        """Make the basket's discount codes, buyer and items these, where given, with the seats as
        they are; whether it has them now. PriceRefused, SoldOut, BadInput."""
        state = self._desk.state
        lost = await self._ask(show, state.choices, codes, buyer, items)
        if lost:
            await self.refuse(show, state.seat_ids, frozenset(lost))
            return False
        self._desk.change(line=state.line)
        await self.refresh_offers(show)
        return True

    async def extend(self, show: OpenShow, held: Booking) -> None:
        """Start the hold's time anew, or hold again when it has ended meanwhile."""
        with self._desk.asking(Step.HOLDING):
            booking = await self._holding.extend(held)
        if booking is None:
            self._desk.change(over=True)
            await self.hold_again(show)
        else:
            self._desk.change(booking=booking, notice=None)

    def may_stay_held(self, held: Booking) -> bool:
        """Whether the hold is near its end, and may still be kept on without being asked."""
        if held.state is not BookingState.HELD or held.expires_at is None:
            return False
        left = (held.expires_at - self._desk.clock.now()).total_seconds()
        kept = self._kept_on if self._kept_id == held.booking_id else 0
        return left < STAY_HELD_SECONDS and kept < STAYS_HELD

    async def stay_held(self) -> None:
        """Start the hold's time anew, unasked."""
        held = self._desk.state.held
        if held is None or not self.may_stay_held(held):
            return
        if self._kept_id != held.booking_id:
            self._kept_id, self._kept_on = held.booking_id, 0
        self._kept_on += 1
        booking = await self._holding.extend(held)
        if booking is not None:
            self._desk.change(booking=booking)

    async def release(self) -> None:
        """Let go what is held and begin anew; what is reserved stays so."""
        held = self._desk.state.held
        if held is not None and not held.reserved_by:
            with self._desk.asking(Step.RELEASING):
                await self._holding.release(held)
        self._desk.begin()

    async def refresh_offers(self, show: OpenShow) -> None:
        """Propose anew when the category changed or an offered seat went; nothing is held by it."""
        state = self._desk.state
        if not state.count:
            return
        gone, near = frozenset[str](), tuple[str, ...]()
        if state.refused is not None:
            gone, near = frozenset(state.refused.gone), state.refused.gone + state.refused.left
        offers = await self._offers(show, self._types(state.count), gone, near)
        held = next((i for i, one in enumerate(offers) if one.seat_ids == state.seat_ids), -1)
        self._desk.change(offers=offers, offer=held)

    async def refuse(self, show: OpenShow, wanted: Iterable[str], gone: frozenset[str]) -> None:
        """Say which of the wanted seats went, and propose others of the same number beside them:
        somebody may have chosen just these."""
        desk = self._desk
        choices = self._choices(tuple(wanted))
        left = tuple(choice for choice in choices if choice.seat_id not in gone)
        types = tuple(choice.ticket_type for choice in choices)
        refused = Refused(
            gone=tuple(choice.seat_id for choice in choices if choice.seat_id in gone),
            left=tuple(choice.seat_id for choice in left),
            left_total=show.prices.total(left, show.category_of),
            standing=desk.state.held is not None,
            at=desk.clock.steady(),
        )
        near = tuple(choice.seat_id for choice in choices)
        offers = await self._offers(show, types, gone, near)
        desk.fail(
            None,
            stage=Stage.REFUSED,
            coding=False,
            refused=refused,
            offers=offers,
            offer=-1,
            count=len(choices),
            kept_types=types,
            booking=desk.state.held,
            over=False,
        )

    async def _by_hand(self, show: OpenShow, seat_ids: tuple[str, ...]) -> None:
        if not seat_ids and not self._desk.state.items:
            await self.release()
        elif await self._want(show, seat_ids):
            self._desk.change(stranded=show.stranded_by(seat_ids))
            await self.refresh_offers(show)

    async def _want(self, show: OpenShow, seat_ids: tuple[str, ...]) -> bool:
        wanted, gone = seat_ids, frozenset[str]()
        for _ in range(BEST_TRIES):
            lost = await self._ask(show, self._choices(wanted))
            if not lost:
                return True
            gone |= frozenset(lost)
            others = show.in_place_of(wanted, gone)
            if not others:
                break
            wanted = others
        await self.refuse(show, wanted, gone)
        return False

    async def _ask(
        self,
        show: OpenShow,
        choices: tuple[SeatChoice, ...],
        codes: tuple[str, ...] | None = None,
        buyer: Buyer | None = None,
        items: tuple[ItemChoice, ...] | None = None,
    ) -> tuple[str, ...]:
        """Hold exactly `choices`, by these codes, for this buyer and with these items where given;
        answers the seats that are gone."""
        desk, held = self._desk, self._desk.state.held
        before = desk.state.booking
        if items is None and not choices:
            # Without seats a hold is what is said of its items.
            items = desk.state.items
        new = frozenset(one.seat_id for one in choices) - frozenset(desk.state.seat_ids)
        answer = None
        with desk.asking(Step.HOLDING, new):
            if held is not None:
                answer = await self._holding.amend(held, choices, codes, buyer, items)
                desk.change(over=answer is None)
            if answer is None:
                wanted = desk.state.codes if codes is None else codes
                beside = desk.state.items if items is None else items
                answer = await self._holding.hold(show.show_id, choices, wanted, beside)
                firm = buyer or (before.buyer if before else NOBODY)
                if answer.booking is not None and firm != NOBODY:
                    held = answer.booking
                    answer = await self._holding.amend(held, choices, None, firm, beside) or answer
        if answer.booking is None:
            return answer.gone or tuple(one.seat_id for one in choices)
        self._stands(answer.booking)
        return ()

    def _stands(self, booking: Booking) -> None:
        # Seats that are held again while money is being taken leave what is typed where it was.
        stage = self._desk.state.stage
        self._desk.change(
            stage=stage if stage in PAYING else Stage.BASKET,
            booking=booking,
            over=False,
            line=len(booking.seats) - 1,
            count=len(booking.seats),
            offer=-1,
            refused=None,
            kept_types=(),
            stranded=(),
            swapping="",
            notice=None,
        )

    async def _offers(
        self,
        show: OpenShow,
        types: tuple[str, ...],
        gone: frozenset[str],
        near: tuple[str, ...] = (),
    ) -> tuple[SeatOffer, ...]:
        state = self._desk.state
        own = () if state.held is None else state.seat_ids
        return await show.offers(types, state.category_id, own, gone, near)

    def _types(self, count: int) -> tuple[str, ...]:
        """Ticket types for `count` new seats: those the basket has, then the theatre's first."""
        state = self._desk.state
        first = self._desk.terms.ticket_types[0].code
        types = state.kept_types or tuple(choice.ticket_type for choice in state.choices)
        return (types + (first,) * count)[:count]

    def _choices(self, seat_ids: tuple[str, ...]) -> tuple[SeatChoice, ...]:
        """Seats with their types: a seat keeps its own, a new one takes one that a seat left."""
        state = self._desk.state
        types = {choice.seat_id: choice.ticket_type for choice in state.choices}
        spare = [code for seat_id, code in types.items() if seat_id not in seat_ids]
        if state.kept_types:
            # Other people than those the basket is for.
            types, spare = {}, list(state.kept_types)
        first = self._desk.terms.ticket_types[0].code
        return tuple(
            SeatChoice(one, types.get(one) or (spare.pop(0) if spare else first))
            for one in seat_ids
        )
