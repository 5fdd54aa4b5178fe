"""The reports of a day: parts that add up, and nothing counted twice."""

from dataclasses import replace
from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from boxoffice.model.booking import Booking, BookingState, Line, LineState, TaxPart
from boxoffice.model.money import Money
from boxoffice.model.payment import PaymentKind
from boxoffice.model.reports import SoldLine
from boxoffice.model.shift import EntryKind, MoneyRow
from boxoffice.model.show import (
    CategoryPrice,
    Show,
    ShowAvailability,
    ShowListing,
    ShowStatus,
)
from boxoffice.rules.day_reports import (
    ShowFacts,
    collection_report,
    day_register,
    summed_tax,
)

AT = datetime(2026, 11, 20, 12, tzinfo=UTC)
DAY = date(2026, 11, 20)


def line(number: int, category: int, price: int, state: LineState = LineState.ACTIVE) -> Line:
    tax = price // 20
    parts = (TaxPart("CGST", 250, tax), TaxPart("SGST", 250, tax))
    return Line(
        f"l{number}", f"u{number}", f"A{number}", category, "adult", Money(price, "INR"),
        price - 2 * tax, parts, state,
    )  # fmt: skip


def booking(
    number: str, *lines: Line, state: BookingState = BookingState.CONFIRMED, show_id: int = 1
) -> Booking:
    total = Money(sum(one.price.amount_minor for one in lines), "INR")
    return Booking(
        number, "", number, show_id, "T", "u", state, lines, total, total, AT, AT, None, 1
    )


def sold_lines(sold: Booking) -> tuple[SoldLine, ...]:
    return tuple(SoldLine(one.line_id, sold.booking_id, AT) for one in sold.lines)


def listing(show_id: int = 1, title: str = "Neelgiri 1971") -> ShowListing:
    prices = tuple(
        CategoryPrice(one, name, 1, 1, Money(20_000, "INR"))
        for one, name in ((1, "Standard"), (2, "Premium"))
    )
    show = Show(
        show_id, "m", "T", "s", "1", ShowStatus.OPEN, AT, AT, prices, "Hindi", "2D", "", AT, AT
    )
    counts = ShowAvailability(show_id, 9, 9, 0, 0, 0, 0)
    return ShowListing(show, ShowStatus.OPEN, "20261120", title, "U", "100", "Audi 1", counts)


def test_a_show_is_collected_by_category_and_what_was_given_back_is_not() -> None:
    kept = booking("b1", line(1, 1, 20_000), line(2, 2, 30_000), line(3, 1, 20_000))
    part = booking("b2", line(4, 1, 20_000), line(5, 1, 20_000, LineState.REFUNDED))
    gone = booking("b3", line(6, 1, 20_000), state=BookingState.EXPIRED)
    report = collection_report("PVR", DAY, (listing(),), (kept, part, gone))
    standard, premium = report.rows
    assert (standard.category, standard.tickets, standard.gross.amount_minor) == (
        "Standard",
        3,
        60_000,
    )
    assert standard.tax == (TaxPart("CGST", 250, 3_000), TaxPart("SGST", 250, 3_000))
    assert standard.net_minor == 54_000
    assert (premium.tickets, premium.gross.amount_minor) == (1, 30_000)


def test_a_show_to_which_nobody_came_is_reported_too() -> None:
    report = collection_report("PVR", DAY, (listing(),), ())
    assert [(row.tickets, row.gross.amount_minor) for row in report.rows] == [(0, 0), (0, 0)]


@given(st.lists(st.tuples(st.integers(1, 2), st.integers(1, 500_000)), max_size=20))
def test_what_is_collected_adds_up_to_the_tickets_prices(sold: list[tuple[int, int]]) -> None:
    lines = [line(number, *each) for number, each in enumerate(sold)]
    report = collection_report("PVR", DAY, (listing(),), (booking("b", *lines),))
    gross = sum(row.gross.amount_minor for row in report.rows)
    assert gross == sum(price for _, price in sold)
    for row in report.rows:
        tax = sum(part.amount_minor for part in row.tax)
        assert row.net_minor + tax == row.gross.amount_minor


def test_a_booking_paid_in_two_parts_has_its_tickets_once_with_both_tenders() -> None:
    sold = booking("b1", line(1, 1, 20_000), line(2, 1, 20_000))
    cash = MoneyRow(
        AT, EntryKind.TAKEN, PaymentKind.CASH, Money(10_000, "INR"), "b1", "Till 1", "u1",
        in_shift=True,
    )  # fmt: skip
    upi = replace(cash, tender=PaymentKind.UPI, amount=Money(30_000, "INR"))
    online = replace(cash, till="", user_id="guest", in_shift=False, booking_id="b2")
    register = day_register(
        "PVR", DAY, (cash, upi, online), sold_lines(sold), {"b1": sold}, {1: ShowFacts("N", AT)},
        {"u1": "Asha"}, (),
    )  # fmt: skip
    assert [row.who for row in register.rows] == ["Asha", "Asha", ""]
    assert [(one.seat_id, one.tenders) for one in register.tickets] == [
        ("A1", (PaymentKind.CASH, PaymentKind.UPI)),
        ("A2", (PaymentKind.CASH, PaymentKind.UPI)),
    ]


def test_taxes_of_one_name_and_rate_are_one() -> None:
    parts = (TaxPart("CGST", 250, 1), TaxPart("CGST", 900, 2), TaxPart("CGST", 250, 3))
    assert summed_tax(parts) == (TaxPart("CGST", 250, 4), TaxPart("CGST", 900, 2))


def test_money_that_is_taken_later_sells_no_ticket_twice() -> None:
    sold = booking("b1", line(1, 1, 20_000), line(2, 1, 20_000))
    difference = MoneyRow(
        AT, EntryKind.TAKEN, PaymentKind.CASH, Money(5_000, "INR"), "b1", "Till 1", "u1",
        in_shift=True,
    )  # fmt: skip
    register = day_register("PVR", DAY, (difference,), (), {"b1": sold}, {}, {}, ())
    assert ([row.amount.amount_minor for row in register.rows], register.tickets) == ([5_000], ())


def test_what_is_sold_beside_tickets_is_told_by_its_name() -> None:
    fee = replace(line(2, 0, 2_000), seat_id="", ticket_type="", name="Booking fee")
    taken = MoneyRow(
        AT, EntryKind.TAKEN, PaymentKind.CASH, Money(22_000, "INR"), "b1", "Till 1", "u1",
        in_shift=True,
    )  # fmt: skip
    sold = booking("b1", line(1, 1, 20_000), fee)
    register = day_register("PVR", DAY, (taken,), sold_lines(sold), {"b1": sold}, {}, {}, ())
    assert [(one.seat_id, one.ticket_type) for one in register.tickets] == [
        ("A1", "adult"),
        ("", "Booking fee"),
    ]


def test_what_a_ticket_was_exchanged_for_is_sold_though_no_money_moved() -> None:
    new = line(2, 1, 20_000)
    swapped = booking("b1", line(1, 1, 20_000, LineState.SWAPPED), new)
    today = (SoldLine(new.line_id, "b1", AT),)
    register = day_register("PVR", DAY, (), today, {"b1": swapped}, {}, {}, ())
    assert [(one.seat_id, one.tenders, one.till) for one in register.tickets] == [("A2", (), "")]
