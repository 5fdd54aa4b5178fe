"""A whole basket: codes, fees, what is kept, and sums that add up whatever the order."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boxoffice.model.booking import LineKind, LineState
from boxoffice.model.errors import PriceRefused
from boxoffice.model.terms import DiscountCode, Fee, SaleTerms, Window
from boxoffice.rules.discounts import CodeUse, check_new_codes, read_code, uses_of
from tests.unit.rules.price_cards import (
    TODAY,
    basket,
    prices,
    rupees,
    seat,
    terms,
    total,
)

TEN = DiscountCode("TEN", "Ten percent", off_bp=1_000)
FIFTY = DiscountCode("FIFTY", "Fifty off one adult", off_minor=5_000, most_tickets=1,
                     ticket_types=("adult",))  # fmt: skip
GONE = DiscountCode("GONE", "Summer", off_bp=2_000, valid_until=date(2026, 8, 31))
SOON = DiscountCode("SOON", "Winter", off_bp=2_000, valid_from=date(2026, 12, 1))
FRONT = DiscountCode("FRONT", "Front rows", off_minor=2_000, window=Window(("Standard",)))
GALA = DiscountCode("GALA", "Gala", off_bp=5_000, window=Window(formats=("3D",)))
LAST = DiscountCode("LAST", "Last ones", off_bp=1_000, most_uses=10)
CODES = (TEN, FIFTY, GONE, SOON, FRONT, GALA, LAST)
BOOKING_FEE = Fee("service", "Booking fee", 2_360, tax_class="service")
GLASSES = Fee("glasses", "3D glasses", 3_000, tax_class="service", window=Window(formats=("3D",)))
CHARGE = Fee("charge", "Handling", 500, per_booking=True)
SALE = terms(discounts=CODES, fees=(BOOKING_FEE, GLASSES, CHARGE))


def test_a_code_takes_its_part_off_each_ticket_and_the_line_says_how_much() -> None:
    lines = basket(prices(terms(discounts=CODES)), "P1", "P2 child", codes=("TEN",))
    assert rupees(lines) == [270, 216]
    assert [(line.discount, line.taken_off_minor) for line in lines] == [
        ("TEN", 3_000),
        ("TEN", 2_400),
    ]
    assert [line.list_price.major() for line in lines] == [300, 240]
    assert (lines[0].net_minor, lines[0].tax[0].amount_minor) == (22_882, 2_059)


def test_each_ticket_has_the_one_code_that_takes_most_off_it() -> None:
    lines = basket(prices(terms(discounts=CODES)), "D1", "P1", "P2 child", codes=("TEN", "FIFTY"))
    assert [(line.discount, line.taken_off_minor) for line in lines] == [
        ("FIFTY", 5_000),
        ("TEN", 3_000),
        ("TEN", 2_400),
    ]


def test_an_amount_never_takes_more_off_than_the_ticket_costs() -> None:
    huge = DiscountCode("HUGE", "Everything", off_minor=1_000_000)
    (line,) = basket(prices(terms(discounts=(huge,))), "P1", codes=("HUGE",))
    assert (line.price.amount_minor, line.net_minor, line.taken_off_minor) == (0, 0, 30_000)


@pytest.mark.parametrize(
    ("code", "choice", "words"),
    [
        ("NEVER", "P1", "There is no code NEVER here."),
        ("GONE", "P1", "The code GONE ended on 31 August 2026."),
        ("SOON", "P1", "The code SOON begins on 01 December 2026."),
        ("GALA", "P1", "The code GALA is not for this show."),
        ("FRONT", "P1", "The code FRONT takes nothing off these tickets."),
        ("FIFTY", "P1 child", "The code FIFTY takes nothing off these tickets."),
    ],
)
def test_a_code_that_helps_nobody_is_refused_with_its_reason(
    code: str, choice: str, words: str
) -> None:
    of = prices(SALE)
    lines = basket(of, choice, codes=(code,))
    with pytest.raises(PriceRefused) as refusal:
        check_new_codes(of, lines, (code,), TODAY)
    assert str(refusal.value) == words


def test_a_code_holds_on_its_first_and_on_its_last_day() -> None:
    for day in (date(2026, 8, 31), date(2026, 8, 1)):
        assert basket(prices(SALE), "P1", codes=("GONE",), day=day)[0].discount == "GONE"
    assert basket(prices(SALE), "P1", codes=("GONE",), day=date(2026, 9, 1))[0].discount == ""
    assert basket(prices(SALE), "P1", codes=("SOON",), day=date(2026, 12, 1))[0].discount == "SOON"


def test_a_code_is_read_however_it_was_typed() -> None:
    assert read_code(" ten \t percent") == "TENPERCENT"


def test_every_paid_ticket_has_its_fee_and_the_booking_has_its_own_once() -> None:
    lines = basket(prices(SALE), "P1", "P2 carer", "P3 child")
    fees = [(line.code, line.of_line, line.price.major()) for line in lines[3:]]
    assert fees == [("service", "l1", 23.6), ("service", "l3", 23.6), ("charge", "", 5)]
    assert {line.kind for line in lines[3:]} == {LineKind.FEE}
    assert [part.amount_minor for part in lines[3].tax] == [180, 180]
    assert lines[5].tax == ()


def test_whoever_pays_nothing_pays_no_fee() -> None:
    assert rupees(basket(prices(SALE), "P1 carer")) == [0]


def test_glasses_are_charged_for_where_they_are_needed() -> None:
    flat, deep = prices(SALE), prices(SALE, show_format="3D")
    assert "glasses" not in {line.code for line in basket(flat, "P1")}
    assert [line.code for line in basket(deep, "P1")] == ["", "service", "glasses", "charge"]


def test_a_held_seat_keeps_its_price_its_line_and_its_fee_when_the_theatre_charges_more() -> None:
    held = basket(prices(terms(discounts=CODES, fees=(BOOKING_FEE,))), "P1", "P2")
    dearer = prices(terms(discounts=CODES, fees=(replace(BOOKING_FEE, price_minor=9_900),)))
    dearer = replace(
        dearer, seats={key: replace(one, net_minor=1) for key, one in dearer.seats.items()}
    )
    again = basket(dearer, "P1", "P3", kept=held)
    assert (again[0], again[2]) == (held[0], held[2])
    assert again[1].net_minor == 1
    assert again[3].price.major() == 99


def test_a_code_that_is_taken_away_leaves_the_price_that_was_held() -> None:
    of = prices(terms(discounts=CODES))
    held = basket(of, "P1")
    reduced = basket(of, "P1", codes=("TEN",), kept=held)
    assert reduced[0].line_id == held[0].line_id
    assert basket(of, "P1", kept=reduced) == held


def test_a_use_is_a_ticket_that_a_code_took_something_off() -> None:
    lines = basket(prices(SALE), "P1", "P2", "P3 carer", codes=("LAST",))
    assert uses_of(CODES, lines) == (CodeUse("LAST", 2, 10),)
    refunded = (replace(lines[0], state=LineState.REFUNDED), *lines[1:])
    assert uses_of((), refunded) == (CodeUse("LAST", 1, 0),)


@st.composite
def sales(draw: st.DrawFn) -> tuple[SaleTerms, list[str], list[str]]:
    """Terms with odd codes, fees and steps; choices; and codes."""
    discounts = tuple(
        DiscountCode(
            f"C{number}", "Code",
            off_bp=0 if off else draw(st.integers(1, 10_000)), off_minor=off,
            most_tickets=draw(st.integers(0, 3)),
            ticket_types=draw(st.sampled_from([(), ("adult",), ("child",)])),
        )
        for number, off in enumerate(draw(st.lists(st.integers(0, 40_000), max_size=3)))
    )  # fmt: skip
    fees = tuple(
        Fee(f"f{number}", "Fee", amount, draw(st.booleans()), draw(st.sampled_from(["", "food"])))
        for number, amount in enumerate(draw(st.lists(st.integers(1, 9_999), max_size=2)))
    )
    step = draw(st.sampled_from([1, 50, 100]))
    seats = draw(st.lists(st.sampled_from([f"{row}{n}" for row in "DPS" for n in range(1, 6)]),
                          min_size=1, unique=True))  # fmt: skip
    kinds = [draw(st.sampled_from(["", "adult", "child"])) for _ in seats]
    choices = [f"{one} {kind}".strip() for one, kind in zip(seats, kinds, strict=True)]
    codes = [each.code for each in discounts]
    return terms(discounts=discounts, fees=fees, round_to_minor=step), choices, codes


@given(sales())
def test_parts_add_up_to_prices_and_every_price_is_a_step(
    sale: tuple[SaleTerms, list[str], list[str]],
) -> None:
    of_terms, choices, codes = sale
    for line in basket(prices(of_terms), *choices, codes=codes):
        tax_minor = sum(part.amount_minor for part in line.tax)
        assert line.net_minor + tax_minor == line.price.amount_minor
        assert line.price.amount_minor % of_terms.round_to_minor == 0
        assert 0 <= line.price.amount_minor <= line.list_price.amount_minor
        assert bool(line.discount) == bool(line.taken_off_minor)


@given(sales(), st.randoms(use_true_random=False))
def test_the_order_of_seats_and_codes_changes_no_price(
    sale: tuple[SaleTerms, list[str], list[str]], chance: object
) -> None:
    of_terms, choices, codes = sale
    mixed, mixed_codes = list(choices), list(codes)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    chance.shuffle(mixed_codes)  # type: ignore[attr-defined]
    of = prices(of_terms)
    lines, others = basket(of, *choices, codes=codes), basket(of, *mixed, codes=mixed_codes)
    assert total(lines) == total(others)
    assert {line.seat_id: line.price for line in lines if line.seat_id} == {
        line.seat_id: line.price for line in others if line.seat_id
    }


@given(sales())
def test_pricing_a_basket_again_drifts_by_nothing(
    sale: tuple[SaleTerms, list[str], list[str]],
) -> None:
    of_terms, choices, codes = sale
    of = prices(of_terms)
    lines = basket(of, *choices, codes=codes)
    for _ in range(3):
        assert basket(of, *choices, codes=codes, kept=lines) == lines


def test_a_category_without_a_price_names_the_seat() -> None:
    of = prices(SALE)
    unpriced = replace(of, seats={key: one for key, one in of.seats.items() if key[0] != 2})
    assert seat("P1").category_id == 2
    with pytest.raises(Exception, match="Seat P1: its category has no price"):
        basket(unpriced, "P1")
