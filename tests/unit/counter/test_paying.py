"""Paying beside cash: card, UPI, vouchers and parts, against a small box office in memory."""

from dataclasses import replace

import pytest

from boxoffice.counter.notices import message
from boxoffice.counter.seat_steps import STAYS_HELD
from boxoffice.counter.state import Notice, NoticeKind, Stage
from boxoffice.counter.wishes import Key, Toggle, Typed, UseCode
from boxoffice.model.booking import Booking, BookingState
from boxoffice.model.errors import NoProvider, TryAgain
from boxoffice.model.money import Money
from boxoffice.model.payment import Payment, PaymentKind, PaymentState, Tender, TenderKind
from boxoffice.model.user import Approval
from boxoffice.qtkit.formats import Formats
from tests.unit.counter.box_office_double import THEATRE
from tests.unit.counter.test_sale import Counter, counter

__all__ = ["counter"]

CASH, CARD = TenderKind.CASH, TenderKind.CARD_TERMINAL
UPI, VOUCHER = TenderKind.UPI, TenderKind.VOUCHER


def rupees(amount: int) -> Money:
    return Money(amount * 100, "INR")


async def test_a_card_sale_keeps_the_terminals_approval_code(counter: Counter) -> None:
    await counter.do("2", Key.CARD)
    await counter.type("ab12")
    await counter.do(Key.GO)
    assert counter.office.tenders == [(Tender(CARD, 60_000, reference="AB12"),)]
    assert counter.stage() is Stage.DONE


async def test_no_card_is_taken_without_its_approval_code(counter: Counter) -> None:
    await counter.do("2", Key.CARD, Key.GO)
    assert counter.notice is NoticeKind.CODE_MISSING
    assert counter.office.tenders == []


async def test_seats_stay_held_while_the_customer_is_at_the_terminal_but_not_for_ever(
    counter: Counter,
) -> None:
    await counter.do("2", Key.CARD)
    for _ in range(STAYS_HELD):
        counter.clock.advance(250)
        counter.sale.tick()
        await counter.do()
        assert not counter.state.over
    assert counter.office.asked.count("extend") == STAYS_HELD
    counter.clock.advance(301)
    counter.sale.tick()
    assert counter.state.over


async def test_what_a_terminal_approved_for_seats_that_went_is_to_be_voided(
    counter: Counter,
) -> None:
    await counter.do("2", Key.CARD)
    await counter.type("77")
    counter.office.elsewhere(*counter.state.seat_ids[:1], unseen=True)
    await counter.do(Key.GO)
    assert (counter.state.stage, counter.notice) == (Stage.REFUSED, NoticeKind.VOID_CARD)
    assert counter.state.notice is not None
    assert (counter.state.notice.amount, counter.state.notice.words) == (rupees(600), "77")


async def test_upi_waits_until_the_box_office_says_that_it_was_paid(counter: Counter) -> None:
    await counter.do("2", Key.UPI)
    booking = counter.state.booking
    assert booking is not None
    assert (counter.state.stage, booking.state) == (Stage.UPI, BookingState.PENDING)
    assert counter.state.upi is not None
    assert counter.state.upi.upi_link == "upi://pay?pa=a@b"
    await counter.do(Key.GO)
    assert counter.stage() is Stage.UPI
    counter.office.end_upi(booking.booking_id, PaymentState.CAPTURED)
    await counter.told()
    assert counter.stage() is Stage.DONE
    assert counter.state.sold is not None
    assert [one.kind for one in counter.state.sold.tenders] == [UPI]
    assert len(counter.office.tenders) == 1


async def test_upi_that_failed_is_asked_for_anew_and_nothing_counts_as_paid(
    counter: Counter,
) -> None:
    await counter.do("2", Key.UPI)
    assert counter.state.booking is not None
    counter.office.end_upi(counter.state.booking.booking_id, PaymentState.FAILED)
    await counter.told()
    assert counter.stage() is Stage.UPI
    assert counter.state.upi is not None
    assert counter.upi_state() is PaymentState.FAILED
    await counter.do(Key.GO)
    assert counter.upi_state() is PaymentState.OPEN
    assert len(counter.office.tenders) == 2


async def test_cash_instead_of_upi_waits_while_the_provider_does_not_say(counter: Counter) -> None:
    await counter.do("2", Key.UPI)
    counter.office.silent = True
    await counter.do(Key.CASH)
    assert (counter.state.stage, counter.notice) == (Stage.UPI, NoticeKind.UPI_UNKNOWN)
    counter.office.silent = False
    await counter.do(Key.CASH)
    assert counter.stage() is Stage.CASH
    await counter.do(Key.GO)
    assert counter.stage() is Stage.DONE
    assert [[one.kind for one in paid] for paid in counter.office.tenders] == [[UPI], [CASH]]


async def test_upi_that_was_paid_while_it_was_being_closed_is_the_sale(counter: Counter) -> None:
    await counter.do("2", Key.UPI)
    assert counter.state.booking is not None
    counter.office.end_upi(counter.state.booking.booking_id, PaymentState.CAPTURED)
    await counter.do(Key.CASH)
    assert counter.stage() is Stage.DONE


async def test_without_a_provider_of_upi_the_basket_stays_as_it_was(counter: Counter) -> None:
    await counter.do("2", Key.COUNT_IS_IN)
    counter.office.refuse.append(NoProvider("No payment provider is set up for “upi”."))
    await counter.do(Key.UPI)
    assert (counter.state.stage, counter.notice) == (Stage.BASKET, NoticeKind.TOLD)
    assert counter.state.held is not None


async def test_a_lost_answer_to_upi_is_asked_for_again_under_the_same_key(
    counter: Counter,
) -> None:
    await counter.do("2", Key.COUNT_IS_IN)
    counter.office.refuse.extend(TryAgain("No answer.") for _ in range(4))
    await counter.do(Key.UPI)
    assert (counter.state.stage, counter.state.unknown) == (Stage.UPI, True)
    await counter.do(Key.CASH)
    assert counter.notice is NoticeKind.UNKNOWN_PAYMENT
    await counter.do(Key.GO)
    assert (counter.state.stage, counter.state.unknown) == (Stage.UPI, False)
    assert len(counter.office.tenders) == 1


async def test_seats_do_not_change_while_upi_is_open_for_them(counter: Counter) -> None:
    await counter.do("2", Key.UPI, Toggle(("E1",)))
    assert (counter.state.stage, counter.notice) == (Stage.UPI, NoticeKind.UPI_OPEN)


async def test_four_ways_together_pay_one_sale_under_one_key(counter: Counter) -> None:
    counter.office.vouchers["GIFT"] = 20_000
    await counter.do("2", Key.SPLIT, "100", Key.CASH, "150", Key.CARD)
    await counter.type("9")
    await counter.do(Key.GO, "150", Key.UPI, Key.CODE)
    await counter.type("gift")
    await counter.do(Key.GO)
    assert counter.office.tenders == [
        (
            Tender(CASH, 10_000),
            Tender(CARD, 15_000, reference="9"),
            Tender(UPI, 15_000),
            Tender(VOUCHER, 20_000, reference="GIFT"),
        )
    ]
    assert counter.stage() is Stage.UPI
    assert counter.state.booking is not None
    counter.office.end_upi(counter.state.booking.booking_id, PaymentState.CAPTURED)
    await counter.told()
    assert counter.stage() is Stage.DONE


async def test_only_cash_is_ever_more_than_what_is_due(counter: Counter) -> None:
    await counter.do("2", Key.SPLIT, "700", Key.CARD)
    assert (counter.state.stage, counter.notice) == (Stage.SPLIT, NoticeKind.NEVER_OVER)
    await counter.do(Key.UPI)
    assert counter.notice is NoticeKind.NEVER_OVER
    await counter.do(Key.CASH, Key.GO)
    assert counter.state.sold is not None
    assert (counter.state.sold.given, counter.state.sold.change) == (rupees(700), rupees(100))


async def test_what_a_voucher_is_worth_beyond_the_price_stays_on_it(counter: Counter) -> None:
    counter.office.vouchers["GIFT"] = 100_000
    await counter.do("2", Key.SPLIT, Key.CODE)
    await counter.type("gift")
    await counter.do(Key.GO)
    assert counter.state.sold is not None
    assert counter.state.sold.voucher_left == rupees(400)
    assert counter.office.vouchers["GIFT"] == 40_000


async def test_a_voucher_that_is_worth_less_leaves_the_rest_to_be_paid(counter: Counter) -> None:
    counter.office.vouchers["GIFT"] = 25_000
    await counter.do("2", Key.SPLIT, Key.CODE)
    await counter.type("gift")
    await counter.do(Key.GO)
    assert (counter.state.stage, counter.state.due) == (Stage.SPLIT, rupees(350))
    await counter.do(Key.CODE)
    await counter.type("gift")
    await counter.do(Key.GO)
    assert counter.notice is NoticeKind.VOUCHER_TWICE
    await counter.do(Key.BACK, Key.CASH, "500", Key.GO)
    assert counter.state.sold is not None
    assert counter.state.sold.change == rupees(150)


async def test_giving_a_split_up_takes_nothing_and_names_the_card_to_void(
    counter: Counter,
) -> None:
    await counter.do("2", Key.SPLIT, "200", Key.CARD)
    await counter.type("55")
    await counter.do(Key.GO, Toggle(("E1",)))
    assert (counter.state.stage, counter.notice) == (Stage.SPLIT, NoticeKind.CHOOSE_PART)
    await counter.do(Key.BACK)
    assert (counter.state.stage, counter.state.parts) == (Stage.BASKET, ())
    assert counter.notice is NoticeKind.VOID_CARD
    assert counter.office.tenders == []
    await counter.do(Key.CASH, Key.GO)
    assert counter.stage() is Stage.DONE


async def test_backspace_takes_the_last_part_back(counter: Counter) -> None:
    await counter.do("2", Key.SPLIT, "100", Key.CASH, "200", Key.CASH, "3", Key.ERASE, Key.ERASE)
    assert counter.state.parts == (Tender(CASH, 10_000),)
    assert counter.state.due == rupees(500)


async def test_a_voucher_typed_where_discount_codes_are_pays(counter: Counter) -> None:
    counter.office.vouchers["ABCDEFGHJKLM"] = 25_000
    await counter.do("2", Key.COUNT_IS_IN, Key.CODE, UseCode("abcd-efgh-jklm"))
    assert (counter.state.stage, counter.state.due) == (Stage.SPLIT, rupees(350))
    await counter.do(Key.CASH, Key.GO)
    assert counter.stage() is Stage.DONE
    assert counter.office.vouchers["ABCDEFGHJKLM"] == 0


async def test_of_a_split_sale_whose_seats_went_both_cash_and_card_are_given_back(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = counter.office

    def ends(held: Booking) -> None:
        office.bookings[held.booking_id] = replace(held, state=BookingState.EXPIRED)

    monkeypatch.setattr(office, "_sell", ends)
    await counter.do("2", Key.SPLIT, "200", Key.CASH, Key.CARD)
    await counter.type("55")
    await counter.do(Key.GO)
    notice = counter.state.notice
    assert notice == Notice(NoticeKind.GIVE_BACK, words="55", amount=rupees(200), void=rupees(400))
    said = message(notice, Formats(THEATRE))
    assert (said.title, said.words) == (
        "Give \u20b9200.00 back",
        "The seats went before the sale was done. "
        "Void \u20b9400.00 at the terminal, approval code 55.",
    )


def test_no_log_of_what_was_pressed_has_a_code_or_a_pin() -> None:
    pressed = (UseCode("ABCDEFGHJKLM"), Typed("7"), Approval("boss", "ABCD7"))
    assert not any(secret in repr(pressed) for secret in ("ABCD", "7"))


async def test_a_sale_whose_rest_was_paid_after_upi_failed_tells_of_all_its_money(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    await counter.do("2", Key.SPLIT, "200", Key.CASH, Key.UPI)
    booking = counter.state.booking
    assert booking is not None
    counter.office.end_upi(booking.booking_id, PaymentState.FAILED)
    await counter.told()
    await counter.do(Key.CARD)
    await counter.type("55")
    assert counter.state.due == rupees(400)
    card = Payment(
        "card", booking.booking_id, PaymentKind.CARD_TERMINAL, rupees(400), 40_000, "55",
        PaymentState.CAPTURED, counter.clock.now(),
    )  # fmt: skip

    async def payments(booking_id: str) -> tuple[Payment, ...]:
        return (*counter.office.upi[booking_id], card)

    monkeypatch.setattr(counter.office, "payments", payments)
    await counter.do(Key.GO)
    assert counter.state.sold is not None
    assert [(one.kind, one.amount_minor) for one in counter.state.sold.tenders] == [
        (CASH, 20_000),
        (CARD, 40_000),
    ]
    assert counter.state.sold.given == rupees(600)


async def split(counter: Counter) -> None:
    """₹100 in cash and ₹200 by card are taken, the rest waits for UPI."""
    await counter.do("2", Key.SPLIT, "100", Key.CASH, "200", Key.CARD)
    await counter.type("55")
    await counter.do(Key.GO, Key.UPI)
    assert counter.stage() is Stage.UPI


async def test_esc_twice_gives_a_split_up_and_says_what_to_hand_back_and_what_to_void(
    counter: Counter,
) -> None:
    await split(counter)
    booking = counter.state.booking
    await counter.do(Key.BACK)
    notice = counter.state.notice
    assert notice is not None
    assert (notice.kind, notice.amount) == (NoticeKind.ESC_AGAIN, rupees(300))
    assert counter.office.given_up == []
    await counter.do(Key.BACK)
    assert booking is not None
    asked = (booking.booking_id, f"give up {booking.booking_id}", "Till 1")
    assert counter.office.given_up == [asked]
    notice = counter.state.notice
    assert notice is not None
    assert (notice.kind, notice.amount) == (NoticeKind.GIVEN_UP, rupees(100))
    assert (notice.void, notice.words) == (rupees(200), "55")
    assert (counter.stage(), counter.state.booking) == (Stage.CHOOSING, None)


async def test_a_split_is_given_up_though_nobody_knows_whether_its_upi_was_paid(
    counter: Counter,
) -> None:
    await split(counter)
    counter.office.silent = True
    await counter.do(Key.BACK)
    assert (counter.stage(), counter.notice) == (Stage.UPI, NoticeKind.UPI_UNDECIDED)
    # Looks that come by themselves take nothing back; any other key does.
    await counter.do(Key.LOOK)
    await counter.do(Key.KEEP, Key.BACK)
    assert counter.office.given_up == []
    await counter.do(Key.BACK)
    assert (counter.stage(), counter.notice) == (Stage.CHOOSING, NoticeKind.GIVEN_UP)


async def test_a_split_that_was_paid_while_it_was_given_up_is_sold(counter: Counter) -> None:
    await split(counter)
    await counter.do(Key.BACK)
    booking = counter.state.booking
    assert booking is not None
    counter.office.end_upi(booking.booking_id, PaymentState.CAPTURED)
    counter.office._sell(counter.office.bookings[booking.booking_id])
    await counter.do(Key.BACK)
    assert counter.stage() is Stage.DONE


async def test_seats_for_an_exchange_are_sold_by_no_way_to_pay(counter: Counter) -> None:
    led: list[Key] = []
    counter.sale.lead_payment_to(led.append)
    await counter.do("2", Key.CASH, Key.GO, Key.CARD, Key.UPI, Key.SPLIT)
    assert led == [Key.CASH, Key.CARD, Key.UPI, Key.SPLIT]
    assert (counter.office.tenders, counter.stage()) == ([], Stage.BASKET)
    counter.sale.lead_payment_to(None)
    await counter.do(Key.CASH, Key.GO)
    assert counter.stage() is Stage.DONE


async def test_whoever_clears_the_counter_leaves_an_exchange_and_changing_seats_does_not(
    counter: Counter,
) -> None:
    left: list[bool] = []
    counter.sale.lead_payment_to(lambda _: None, lambda: left.append(True))
    await counter.do("2", Key.NEXT_OFFER, "3")
    assert left == []
    await counter.do(Key.BACK, Key.BACK)
    assert (counter.stage(), left) == (Stage.CHOOSING, [True])


async def test_seats_for_an_exchange_are_not_sold_on_a_page_that_was_open_before(
    counter: Counter,
) -> None:
    await counter.do("2", Key.CASH)
    counter.sale.lead_payment_to(lambda _: None)
    await counter.do(Key.GO)
    assert (counter.office.tenders, counter.stage()) == ([], Stage.BASKET)
