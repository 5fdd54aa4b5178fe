"""The sale's state machine against a small box office in memory."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from boxoffice.counter.journal import Journal, NoJournal
from boxoffice.counter.patience import RETRY_PAUSES
from boxoffice.counter.sale import Sale
from boxoffice.counter.state import NoticeKind, SaleState, Stage
from boxoffice.counter.wishes import (
    Best,
    ByLine,
    Choose,
    ChooseCategory,
    ChooseLine,
    Digit,
    Give,
    Key,
    SetType,
    Toggle,
    Typed,
    Unused,
    Wish,
)
from boxoffice.model.booking import BookingState
from boxoffice.model.errors import NotSignedIn, StoreUnusable, TryAgain
from boxoffice.model.layout import SeatState
from boxoffice.model.money import Money
from boxoffice.model.payment import PaymentState
from boxoffice.model.shift import AtCounter
from tests.clock import FakeClock
from tests.unit.counter.box_office_double import TERMS, THEATRE, BoxOfficeDouble
from tests.unit.rules.halls import renumbered, with_area, without


class Counter:
    """A sale on the double, with the first show open."""

    def __init__(self, journal: Journal | None = None, before: "Counter | None" = None) -> None:
        """With `before` at the same box office."""
        self.clock: FakeClock = before.clock if before else FakeClock()
        self.office: BoxOfficeDouble = before.office if before else BoxOfficeDouble(self.clock)
        self.pauses: list[float] = []
        self.sale = Sale(
            self.office, self.clock, TERMS, THEATRE.time_zone, self._pause, till="Till 1",
            journal=journal or NoJournal(),
        )  # fmt: skip

    @property
    def state(self) -> SaleState:
        return self.sale.state

    @property
    def notice(self) -> NoticeKind | None:
        return None if self.state.notice is None else self.state.notice.kind

    def stage(self) -> Stage:
        return self.state.stage

    def upi_state(self) -> PaymentState | None:
        return None if self.state.upi is None else self.state.upi.state

    def states(self, *seat_ids: str) -> list[int]:
        """What watchers see of the seats."""
        show = self.sale.show
        assert show is not None
        return [show.live.states[show.index_of[seat_id]] for seat_id in seat_ids]

    async def do(self, *pressed: Wish | str) -> None:
        """Press all of it at once (text is digits), then wait until it is done."""
        for one in pressed:
            if isinstance(one, Key) or not isinstance(one, str):
                self.sale.press(one)
            else:
                for digit in one:
                    self.sale.press(Digit(digit, self.clock.steady()))
        await self.sale.settled()

    async def type(self, text: str) -> None:
        """Press letters and digits of a code."""
        for one in text:
            self.sale.press(Digit(one, 0.0) if one.isdigit() else Typed(one))
        await self.sale.settled()

    async def told(self) -> None:
        """Let what the box office tells by itself come through."""
        for _ in range(10):
            await asyncio.sleep(0)
        await self.sale.settled()

    def hold_ends(self) -> None:
        """The hold's time is up, for the counter and for everybody who watches."""
        seat_ids = self.state.seat_ids
        self.clock.advance(300)
        self.sale.tick()
        for live in self.office.lives.values():
            live.put(seat_ids, SeatState.AVAILABLE)

    async def _pause(self, seconds: float) -> None:
        self.pauses.append(seconds)


@pytest.fixture
async def counter() -> AsyncIterator[Counter]:
    counter = Counter()
    runner = asyncio.create_task(counter.sale.run())
    await counter.do(Choose(counter.office.shows[0]))
    counter.office.asked.clear()
    yield counter
    runner.cancel()


async def test_four_keys_sell_the_two_best_seats_for_exact_cash(counter: Counter) -> None:
    await counter.do("2", Key.CASH, Key.GO)
    sold = counter.state.sold
    assert counter.state.stage is Stage.DONE
    assert sold is not None
    assert sold.booking.state is BookingState.CONFIRMED
    assert sold.booking.total == Money(60_000, "INR")
    assert sold.change == Money(0, "INR")
    await counter.do(Key.GO)
    assert (counter.state.stage, counter.state.booking) == (Stage.CHOOSING, None)
    assert counter.office.asked == ["hold", "take_payment"]


async def test_a_sale_says_how_many_keys_and_seconds_it_took(counter: Counter) -> None:
    counter.clock.advance(60)
    await counter.do("2")
    counter.clock.advance(4)
    await counter.do(Key.CASH, Key.GO, Key.GO)
    counter.clock.advance(600)
    await counter.do("2", Key.CASH, Key.GO)
    assert counter.office.counters == [AtCounter("Till 1", 3, 4_000), AtCounter("Till 1", 4, 0)]


@pytest.mark.parametrize("wishes", [("2",), ("2", Key.COUNT_IS_IN)])
async def test_what_a_customer_who_left_took_is_not_counted_for_the_next(
    counter: Counter, wishes: tuple[Wish | str, ...]
) -> None:
    await counter.do(*wishes, Key.BACK, Key.BACK)
    counter.clock.advance(600)
    await counter.do("2", Key.CASH, Key.GO)
    assert counter.office.counters == [AtCounter("Till 1", 3, 0)]


async def test_keys_typed_ahead_are_done_in_order_and_once(counter: Counter) -> None:
    counter.office.gate.clear()
    given = [Digit(digit, 0.0) for digit in "1000"]
    ahead: list[Wish] = [Digit("2", 0.0), Key.CASH, *given, Key.GO]
    for wish in ahead:
        counter.sale.press(wish)
    await asyncio.sleep(0)
    counter.office.gate.set()
    await counter.sale.settled()
    assert counter.state.sold is not None
    assert counter.state.sold.given == Money(100_000, "INR")
    assert counter.state.sold.change == Money(40_000, "INR")
    assert counter.office.asked == ["hold", "take_payment"]


async def test_a_second_digit_in_time_makes_twelve(counter: Counter) -> None:
    await counter.do("12")
    assert len(counter.state.seat_ids) == 12


async def test_a_later_digit_is_another_count(counter: Counter) -> None:
    await counter.do("1")
    assert counter.state.typed == "1"
    counter.clock.advance(0.5)
    await counter.do("2", Key.GO)
    assert len(counter.state.seat_ids) == 2
    assert counter.office.asked == ["hold", "amend"]


async def test_a_digit_alone_holds_when_its_time_is_up(counter: Counter) -> None:
    await counter.do("3")
    assert counter.state.stage is Stage.CHOOSING
    await counter.do(Key.COUNT_IS_IN)
    assert (counter.state.stage, len(counter.state.seat_ids)) == (Stage.BASKET, 3)


async def test_a_party_grows_where_it_sits(counter: Counter) -> None:
    await counter.do("2", Key.GO)
    two = set(counter.state.seat_ids)
    await counter.do("3", Key.GO)
    assert two < set(counter.state.seat_ids)


async def test_b_takes_the_next_offer_and_comes_round(counter: Counter) -> None:
    await counter.do("2", Key.GO)
    offers = [offer.seat_ids for offer in counter.state.offers]
    seen = []
    for _ in offers:
        await counter.do(Key.NEXT_OFFER)
        seen.append(counter.state.seat_ids)
    assert seen == [*offers[1:], offers[0]]
    assert counter.states(*offers[1]) == [SeatState.AVAILABLE] * 2


async def test_best_seats_come_from_the_chosen_category(counter: Counter) -> None:
    await counter.do(ChooseCategory(3), "2", Key.GO)
    assert {seat_id[0] for seat_id in counter.state.seat_ids} == {"A"}


async def test_when_somebody_is_faster_the_next_best_seats_are_held(counter: Counter) -> None:
    await counter.do("2", Key.GO)
    best = counter.state.seat_ids
    await counter.do(Key.BACK, Key.BACK)
    counter.office.elsewhere(*best, unseen=True)
    await counter.do("2", Key.GO)
    assert counter.state.stage is Stage.BASKET
    assert not set(best) & set(counter.state.seat_ids)


async def test_seats_by_hand_come_and_go(counter: Counter) -> None:
    await counter.do(Toggle(("C6", "C7", "C8")), Toggle(("C8",)))
    assert counter.state.seat_ids == ("C6", "C7")
    await counter.do(Toggle(("C6", "C7")))
    assert counter.state.stage is Stage.CHOOSING
    assert counter.states("C6", "C7") == [SeatState.AVAILABLE] * 2


async def test_a_seat_pointed_at_is_felt_at_once(counter: Counter) -> None:
    counter.sale.press(Toggle(("C6",)))
    assert counter.state.asking == {"C6"}
    await counter.sale.settled()
    assert counter.state.asking == frozenset()


async def test_lost_seats_are_named_and_one_key_goes_on(counter: Counter) -> None:
    counter.office.elsewhere("C8", "C9", unseen=True)
    await counter.do(Toggle(("C6", "C7", "C8", "C9")), Key.CASH, Key.GO)
    refused = counter.state.refused
    assert refused is not None
    assert (refused.gone, refused.left) == (("C8", "C9"), ("C6", "C7"))
    assert refused.left_total == Money(60_000, "INR")
    assert counter.state.booking is None, "what was typed before it could be read is dropped"
    wanted = counter.state.offers[1].seat_ids
    await counter.do(Key.NEXT_OFFER)
    assert (counter.state.stage, counter.state.seat_ids) == (Stage.BASKET, wanted)


async def test_in_place_of_seats_by_hand_others_beside_them_are_offered(counter: Counter) -> None:
    counter.office.elsewhere("E5", unseen=True)
    await counter.do(Toggle(("E3", "E4", "E5")))
    offered = counter.state.offers[0].seat_ids
    assert {seat_id[0] for seat_id in offered} <= {"D", "E"}
    assert all(int(seat_id[1:]) < 10 for seat_id in offered)


async def test_k_keeps_what_is_left(counter: Counter) -> None:
    counter.office.elsewhere("C8", unseen=True)
    await counter.do(Toggle(("C7", "C8")))
    await counter.do(Key.KEEP)
    assert counter.state.seat_ids == ("C7",)


async def test_a_seat_seen_as_taken_is_not_asked_for(counter: Counter) -> None:
    counter.office.elsewhere("C8")
    await counter.do(Toggle(("C8",)))
    assert counter.notice is NoticeKind.NOT_FREE
    assert counter.office.asked == []


async def test_letters_give_types_from_the_last_line_up(counter: Counter) -> None:
    await counter.do("4", Key.GO, SetType("child"), SetType("child"))
    types = [choice.ticket_type for choice in counter.state.choices]
    assert types == ["adult", "adult", "child", "child"]
    assert counter.state.due == Money(2 * 30_000 + 2 * 24_000, "INR")


async def test_types_stay_when_the_seats_change(counter: Counter) -> None:
    await counter.do("2", Key.GO, Key.CYCLE_TYPE, Key.NEXT_OFFER)
    assert [choice.ticket_type for choice in counter.state.choices] == ["adult", "child"]


async def test_esc_once_warns_and_twice_lets_the_seats_go(counter: Counter) -> None:
    await counter.do("2", Key.GO)
    seat_ids = counter.state.seat_ids
    await counter.do(Key.BACK)
    assert counter.notice is NoticeKind.ESC_AGAIN
    assert counter.state.seat_ids == seat_ids
    await counter.do(Key.BACK)
    assert counter.state.seat_ids == ()
    assert counter.states(*seat_ids) == [SeatState.AVAILABLE] * 2


async def test_less_than_is_due_is_not_taken(counter: Counter) -> None:
    await counter.do("2", Key.CASH, "500", Key.GO)
    assert counter.state.stage is Stage.CASH
    assert counter.state.notice is not None
    assert counter.state.notice.amount == Money(10_000, "INR")
    assert counter.office.asked == ["hold"]


async def test_notes_add_up_and_backspace_takes_back(counter: Counter) -> None:
    await counter.do("2", Key.CASH, Give(50_000, add=True), Give(20_000, add=True))
    assert counter.state.given_money == Money(70_000, "INR")
    await counter.do(Key.ERASE, Key.ERASE, Key.ERASE)
    assert counter.state.given_money == counter.state.due


async def test_a_lost_answer_is_asked_for_again_and_pays_once(counter: Counter) -> None:
    counter.office.lose = 1
    await counter.do(Best(2))
    counter.office.lose = 1
    await counter.do(Key.CASH, Key.GO)
    assert counter.state.stage is Stage.DONE
    assert counter.office.asked == ["hold", "hold", "take_payment", "take_payment"]
    assert counter.pauses == [RETRY_PAUSES[0]] * 2
    assert len(counter.office.bookings) == 1


async def test_an_unknown_payment_can_only_be_asked_for_again(counter: Counter) -> None:
    await counter.do("2", Key.CASH, "1000")
    counter.office.refuse = [TryAgain("No answer.")] * (len(RETRY_PAUSES) + 1)
    await counter.do(Key.GO)
    assert counter.notice is NoticeKind.UNKNOWN_PAYMENT
    assert counter.state.unknown
    await counter.do(Key.BACK, "5", Key.ERASE, Toggle(("A1",)))
    assert (counter.state.stage, counter.state.given) == (Stage.CASH, "1000")
    await counter.do(Key.GO)
    assert counter.state.sold is not None
    assert counter.state.sold.change == Money(40_000, "INR")


async def test_a_store_that_fails_may_have_taken_the_payment(counter: Counter) -> None:
    await counter.do("2", Key.CASH)
    counter.office.refuse = [StoreUnusable("The disk is full.")]
    await counter.do(Key.GO)
    assert counter.state.unknown
    await counter.do(Key.GO)
    assert counter.state.stage is Stage.DONE
    assert len(counter.office.bookings) == 1


async def test_an_ended_session_does_not_make_a_lost_payment_known(counter: Counter) -> None:
    await counter.do("2", Key.CASH)
    counter.office.refuse = [TryAgain("No answer."), NotSignedIn("Sign in again.")]
    await counter.do(Key.GO)
    assert counter.notice is NoticeKind.TOLD
    assert counter.state.unknown
    await counter.do(Key.GO)
    assert counter.state.stage is Stage.DONE


async def test_an_ended_hold_leaves_the_basket_and_enter_holds_again(counter: Counter) -> None:
    await counter.do("2", Key.GO)
    seat_ids = counter.state.seat_ids
    counter.hold_ends()
    assert (counter.state.stage, counter.state.over) == (Stage.BASKET, True)
    assert counter.state.seat_ids == seat_ids
    await counter.do(Key.GO)
    assert (counter.state.over, counter.state.seat_ids) == (False, seat_ids)


async def test_a_hold_that_ended_unnoticed_charges_nothing(counter: Counter) -> None:
    await counter.do("2", Key.CASH)
    counter.clock.advance(300)
    await counter.do(Key.GO)
    assert (counter.state.stage, counter.state.over) == (Stage.CASH, True)


async def test_a_basket_whose_hold_the_box_office_lost_is_held_again(counter: Counter) -> None:
    await counter.do("2", Key.GO)
    seat_ids = counter.state.seat_ids
    counter.office.lose_holds()
    await counter.do(Key.HOLD_IN_DOUBT)
    assert (counter.state.stage, counter.state.seat_ids) == (Stage.BASKET, seat_ids)
    assert counter.notice is NoticeKind.HELD_AGAIN
    assert counter.states(*seat_ids) == [SeatState.LOCKED, SeatState.LOCKED]


async def test_seats_that_went_while_their_hold_was_lost_are_named_before_money_is_taken(
    counter: Counter,
) -> None:
    await counter.do("2", Key.CASH, "2000")
    first, second = counter.state.seat_ids
    counter.office.lose_holds()
    counter.office.elsewhere(first)
    await counter.do(Key.HOLD_IN_DOUBT)
    refused = counter.state.refused
    assert refused is not None
    assert (counter.state.stage, refused.gone, refused.left) == (
        Stage.REFUSED, (first,), (second,),
    )  # fmt: skip


@pytest.mark.parametrize("doubt", [None, TryAgain("Not now.")])
async def test_a_hold_that_stands_or_is_not_answered_for_is_left_as_it_is(
    counter: Counter, doubt: TryAgain | None
) -> None:
    await counter.do("2", Key.GO)
    before = counter.state
    if doubt is not None:
        counter.office.refuse.append(doubt)
    await counter.do(Key.HOLD_IN_DOUBT)
    assert counter.state == before


async def test_a_hold_that_ends_on_the_refused_page_is_no_longer_said_to_stand(
    counter: Counter,
) -> None:
    await counter.do(Toggle(("C6", "C7")))
    counter.office.elsewhere("C8", unseen=True)
    await counter.do(Toggle(("C8",)))
    refused = counter.state.refused
    assert refused is not None
    assert refused.standing
    await counter.do(Key.EXTEND)
    assert (counter.state.stage, counter.state.held is None) == (Stage.REFUSED, False)
    counter.hold_ends()
    refused = counter.state.refused
    assert refused is not None
    assert (refused.standing, counter.state.booking) == (False, None)
    await counter.do(Key.KEEP)
    assert (counter.state.stage, counter.state.seat_ids) == (Stage.BASKET, ("C6", "C7"))


async def test_nothing_picks_other_seats_while_an_ended_basket_waits(counter: Counter) -> None:
    await counter.do("2", Key.GO)
    seat_ids = counter.state.seat_ids
    counter.hold_ends()
    counter.office.asked.clear()
    for keys in ("2000", Best(4), Key.CASH, Key.NEXT_OFFER):
        await counter.do(keys)
        counter.clock.advance(1)
        await counter.do(Key.COUNT_IS_IN)
        assert counter.notice is NoticeKind.HOLD_OVER
    assert (counter.state.seat_ids, counter.state.over) == (seat_ids, True)
    assert counter.office.asked == []


async def test_a_hold_that_ends_at_cash_keeps_the_amount_and_e_goes_on(counter: Counter) -> None:
    await counter.do("2", Key.CASH, "2000")
    seat_ids = counter.state.seat_ids
    counter.hold_ends()
    counter.office.asked.clear()
    await counter.do("5", Key.ERASE, Key.GO, Key.GO)
    assert (counter.state.stage, counter.state.over) == (Stage.CASH, True)
    assert (counter.state.given, counter.office.asked) == ("2000", [])
    await counter.do(Key.EXTEND)
    assert (counter.state.stage, counter.state.over) == (Stage.CASH, False)
    assert counter.state.given == "2000"
    await counter.do(Key.GO)
    assert counter.state.sold is not None
    assert [line.seat_id for line in counter.state.sold.booking.lines] == list(seat_ids)
    assert counter.state.sold.change == Money(140_000, "INR")


async def test_what_was_typed_ahead_of_an_ended_hold_is_dropped(counter: Counter) -> None:
    await counter.do("2", Key.CASH)
    counter.sale.press(Digit("4", 0.0))
    counter.hold_ends()
    await counter.sale.settled()
    assert counter.state.given == ""


@pytest.mark.parametrize(
    ("keys", "kind"),
    [
        ([Key.CASH], NoticeKind.CHOOSE_FIRST),
        ([Key.GO], NoticeKind.CHOOSE_FIRST),
        ([SetType("child")], NoticeKind.CHOOSE_FIRST),
        ([Key.CYCLE_TYPE], NoticeKind.CHOOSE_FIRST),
        ([Key.EXTEND], NoticeKind.CHOOSE_FIRST),
        ([Key.BACK], NoticeKind.NO_WAY_BACK),
        ([Key.NEXT_OFFER], NoticeKind.NO_OFFERS),
        ([Key.KEEP], NoticeKind.NOTHING_TO_KEEP),
        ([Key.ERASE], NoticeKind.NOTHING_TYPED),
        ([Unused("F10")], NoticeKind.UNUSED_KEY),
        (["2."], NoticeKind.UNUSED_KEY),
        (["2", Key.GO, Key.GO], NoticeKind.SEATS_HELD),
        (["2", Key.CASH, Key.CASH], NoticeKind.CASH_OPEN),
        (["2", Key.CASH, Key.ERASE], NoticeKind.NOTHING_TYPED),
        (["2", Key.CASH, Key.GO, Key.CASH], NoticeKind.ALL_SOLD),
        (["2", Key.CASH, Key.GO, SetType("child")], NoticeKind.ALL_SOLD),
    ],
)
async def test_a_key_that_does_nothing_says_why(
    counter: Counter, keys: list[Wish | str], kind: NoticeKind
) -> None:
    await counter.do(*keys)
    assert counter.notice is kind


async def test_f9_after_a_refusal_asks_for_a_way_on(counter: Counter) -> None:
    await counter.do(Toggle(("C6",)))
    counter.office.elsewhere("C7", unseen=True)
    await counter.do(Toggle(("C7",)), Key.CASH)
    await counter.do(Key.CASH)
    assert (counter.state.stage, counter.notice) == (Stage.REFUSED, NoticeKind.TAKE_A_WAY_ON)


async def test_e_starts_the_time_anew(counter: Counter) -> None:
    await counter.do("2", Key.CASH)
    counter.clock.advance(200)
    await counter.do(Key.EXTEND)
    held = counter.state.held
    assert held is not None
    assert held.expires_at is not None
    assert (held.expires_at - counter.clock.now()).total_seconds() == 300
    assert counter.state.stage is Stage.CASH


async def test_another_show_waits_until_the_seats_are_let_go(counter: Counter) -> None:
    other = counter.office.shows[1]
    await counter.do("2", Key.GO)
    await counter.do(Choose(other))
    assert counter.notice is NoticeKind.BASKET_OPEN
    await counter.do(Key.BACK)
    await counter.do(Key.BACK, Choose(other))
    assert counter.state.listing == other


async def test_more_seats_than_are_free_are_refused_in_words(counter: Counter) -> None:
    await counter.do(ChooseCategory(3), "14")
    assert counter.state.notice is not None
    assert (counter.notice, counter.state.notice.count) == (NoticeKind.NONE_FREE, 14)


async def test_the_next_customers_digit_begins_the_next_sale(counter: Counter) -> None:
    await counter.do("2", Key.CASH, Key.GO)
    await counter.do("3", Key.GO)
    assert (counter.state.stage, len(counter.state.seat_ids)) == (Stage.BASKET, 3)
    assert counter.state.sold is None


async def test_a_fault_is_told_and_the_sale_goes_on(counter: Counter) -> None:
    counter.office.bookings = None  # type: ignore[assignment]
    await counter.do("2", Key.GO)
    assert counter.notice is NoticeKind.FAULT
    counter.office.bookings = {}
    await counter.do("2", Key.GO)
    assert counter.state.stage is Stage.BASKET


async def test_a_show_that_is_moved_is_sold_from_its_new_hall_with_the_basket_kept(
    counter: Counter,
) -> None:
    await counter.do(Best(2))
    before = counter.state
    old = counter.office.plan_layout
    # Row C is turned about, and its last seat is gone.
    plan = renumbered(without(old.plan, "B17"), C8="C9", C9="C8")
    listing = counter.office.move_show(replace(old, layout_id="100002", plan=plan))
    show = counter.sale.show
    assert show is not None
    assert not show.is_whole
    counter.sale.listed(listing)
    await counter.sale.settled()
    show = counter.sale.show
    assert show is not None
    assert show.is_whole
    assert counter.state.layout is show.layout
    assert show.layout.layout_id == "100002"
    uids = {line.seat_uid for line in before.booking.lines} if before.booking else set()
    assert {
        show.layout.plan.seats[show.index_of[one]].uid for one in counter.state.seat_ids
    } == uids
    assert counter.states(*counter.state.seat_ids) == [SeatState.LOCKED] * 2
    assert counter.office.asked.count("hold") == 1
    await counter.do(Key.CASH, "1000", Key.GO)
    assert counter.state.stage is Stage.DONE


async def standing(counter: Counter) -> None:
    """Let the hall have an area for six people."""
    old = counter.office.plan_layout
    plan = with_area(old.plan, 6)
    listing = counter.office.move_show(replace(old, layout_id="100002", plan=plan))
    counter.sale.listed(listing)
    await counter.sale.settled()


async def test_who_stands_gets_another_place_where_somebody_was_faster(counter: Counter) -> None:
    await standing(counter)
    counter.office.elsewhere("Pit 1", "Pit 2", unseen=True)
    await counter.do(Toggle(("Pit 1",)))
    assert (counter.state.stage, counter.state.seat_ids) == (Stage.BASKET, ("Pit 3",))
    await counter.do(Toggle(("Pit 2",)), Toggle(("C6",)))
    assert counter.state.seat_ids == ("Pit 3", "Pit 4", "C6")


async def test_an_area_that_is_full_and_a_seat_that_went_are_said_to_be_gone(
    counter: Counter,
) -> None:
    await standing(counter)
    counter.office.elsewhere(*(f"Pit {at}" for at in range(2, 7)))
    counter.office.elsewhere("Pit 1", "C8", unseen=True)
    await counter.do(Toggle(("Pit 1",)))
    assert counter.state.refused is not None
    assert counter.state.refused.gone == ("Pit 1",)
    await counter.do(Key.BACK, Key.BACK, Toggle(("C8",)))
    assert counter.state.refused is not None
    assert counter.state.refused.gone == ("C8",)


async def test_a_seat_that_a_choice_leaves_alone_is_named_until_the_clerk_lets_it_be(
    counter: Counter,
) -> None:
    await counter.do(Toggle(("C2",)), Toggle(("C3",)))
    assert list(counter.state.stranded) == ["C1"]
    assert counter.state.held is not None
    await counter.do(Key.GO)
    assert list(counter.state.stranded) == []
    await counter.do(Toggle(("C1",)), Key.CASH)
    assert counter.state.stage is Stage.CASH


async def test_best_seats_are_never_warned_of(counter: Counter) -> None:
    await counter.do(Toggle(("C2",)), "2", Key.COUNT_IS_IN)
    assert counter.state.stranded == ()


async def test_a_seat_is_swapped_in_one_step_and_keeps_its_ticket_type_and_place(
    counter: Counter,
) -> None:
    await counter.do(Toggle(("C1", "C2", "C3")), ChooseLine(1), SetType("child"), ChooseLine(1))
    counter.office.asked.clear()
    await counter.do(Key.SWAP)
    assert (counter.state.swapping, counter.notice) == ("C2", NoticeKind.SWAPPING)
    await counter.do(Toggle(("C7",)))
    assert counter.office.asked == ["amend"]
    assert counter.state.seat_ids == ("C1", "C7", "C3")
    assert [choice.ticket_type for choice in counter.state.choices] == ["adult", "child", "adult"]
    assert (counter.state.swapping, counter.state.line) == ("", 1)
    assert counter.states("C2", "C7") == [SeatState.AVAILABLE, SeatState.LOCKED]


async def test_a_swap_for_a_seat_that_just_went_keeps_the_basket_as_it_was(
    counter: Counter,
) -> None:
    await counter.do(Toggle(("C1", "C2")), Key.SWAP)
    counter.office.elsewhere("C7", unseen=True)
    await counter.do(Toggle(("C7",)))
    assert counter.state.seat_ids == ("C1", "C2")
    assert counter.notice is NoticeKind.NOT_FREE
    assert counter.state.stage is Stage.BASKET


async def test_esc_keeps_the_seat_that_was_to_be_swapped(counter: Counter) -> None:
    await counter.do(Toggle(("C1", "C2")), Key.SWAP, Key.BACK)
    assert counter.state.swapping == ""
    await counter.do(Toggle(("C7",)))
    assert counter.state.seat_ids == ("C1", "C2", "C7")


async def test_there_is_nothing_to_swap_in_an_empty_basket(counter: Counter) -> None:
    await counter.do(Key.SWAP)
    assert counter.notice is NoticeKind.CHOOSE_FIRST


async def test_a_sale_line_opens_its_show_and_holds_a_seat_for_each_ticket_type(
    counter: Counter,
) -> None:
    other = counter.office.shows[1]
    await counter.do(ByLine(other, ("adult", "adult", "child"), 2))
    assert counter.state.listing == other
    assert [choice.ticket_type for choice in counter.state.choices] == ["adult", "adult", "child"]
    assert counter.state.held is not None
    assert {line.category_id for line in counter.state.held.lines} == {2}


async def test_a_second_line_for_the_same_show_is_for_other_people(counter: Counter) -> None:
    show = counter.office.shows[0]
    await counter.do(ByLine(show, ("child", "child"), 0), ByLine(show, ("adult", "senior"), 0))
    assert [choice.ticket_type for choice in counter.state.choices] == ["adult", "senior"]


async def test_a_line_for_another_show_never_lets_the_basket_go(counter: Counter) -> None:
    await counter.do("2", Key.COUNT_IS_IN)
    await counter.do(ByLine(counter.office.shows[1], ("adult",), 0))
    assert counter.notice is NoticeKind.BASKET_OPEN
    assert len(counter.state.seat_ids) == 2


async def test_a_line_after_a_sale_begins_the_next(counter: Counter) -> None:
    await counter.do("2", Key.COUNT_IS_IN, Key.CASH, Key.GO)
    sold = counter.state.sold
    assert sold is not None
    await counter.do(ByLine(counter.office.shows[1], ("adult",), 0))
    assert counter.state.stage is Stage.BASKET
    assert len(counter.state.seat_ids) == 1
