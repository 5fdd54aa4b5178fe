"""Prices of lines and the GST in them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boxoffice.model.booking import TaxPart
from boxoffice.model.money import Money
from boxoffice.model.show import TaxSlab, TaxTable, TicketType
from boxoffice.rules.pricing import line_price, table_on

PARTS = ("CGST", "SGST")
BEFORE = TaxTable(date(2019, 1, 1), (TaxSlab(10_000, 1200), TaxSlab(0, 1800)), PARTS)
SINCE = TaxTable(date(2025, 9, 22), (TaxSlab(10_000, 500), TaxSlab(0, 1800)), PARTS)
UNTAXED = TaxTable(date(2019, 1, 1), (), ())
ADULT = TicketType("adult", "Adult", "A")
CHILD = TicketType("child", "Child", "C", 8000)


def rupees(amount: float) -> Money:
    return Money.from_major(amount, "INR")


def test_a_ticket_above_a_hundred_carries_eighteen_percent_in_equal_halves() -> None:
    assert line_price(rupees(320), ADULT, SINCE) == (
        rupees(320),
        27_118,
        (TaxPart("CGST", 900, 2441), TaxPart("SGST", 900, 2441)),
    )


def test_a_ticket_up_to_a_hundred_carries_five_percent_since_september_2025() -> None:
    assert line_price(rupees(90), ADULT, SINCE) == (
        rupees(90),
        8572,
        (TaxPart("CGST", 250, 214), TaxPart("SGST", 250, 214)),
    )
    assert line_price(rupees(90), ADULT, BEFORE)[2] == (
        TaxPart("CGST", 600, 482),
        TaxPart("SGST", 600, 482),
    )


def test_a_child_pays_its_share_of_the_category_and_is_taxed_on_that() -> None:
    price, net_minor, tax = line_price(rupees(125), CHILD, SINCE)
    assert (price, net_minor, tax[0].rate_bp) == (rupees(100), 9524, 250)


def test_half_a_paisa_of_a_share_goes_up() -> None:
    half = TicketType("half", "Half", "H", 5000)
    assert line_price(Money(25, "INR"), half, UNTAXED)[0] == Money(13, "INR")


@pytest.mark.parametrize(
    ("amount", "rate_bp"),
    [
        (105, 250),
        (105.01, 900),
        (118, 900),
        (118.01, 900),
        (0, 250),
    ],
)
def test_between_105_and_118_no_slab_fits_and_the_higher_rate_is_taken(
    amount: float, rate_bp: int
) -> None:
    assert line_price(rupees(amount), ADULT, SINCE)[2][0].rate_bp == rate_bp


def test_a_theatre_without_taxes_charges_none() -> None:
    assert line_price(rupees(320), ADULT, UNTAXED) == (rupees(320), 32_000, ())


def test_a_rate_that_does_not_halve_gives_the_first_part_the_rest() -> None:
    odd = TaxTable(date(2019, 1, 1), (TaxSlab(0, 501),), PARTS)
    assert [part.rate_bp for part in line_price(rupees(100), ADULT, odd)[2]] == [251, 250]


def test_the_table_of_the_day_holds_from_its_first_day_on() -> None:
    tables = (SINCE, BEFORE)
    assert table_on(tables, date(2025, 9, 21)) is BEFORE
    assert table_on(tables, date(2025, 9, 22)) is SINCE
    assert table_on(tables, date(2018, 12, 31)) == TaxTable(date(2018, 12, 31), (), ())


@st.composite
def slabs(draw: st.DrawFn) -> tuple[TaxSlab, ...]:
    """Up to four slabs whose rates rise with the price, the last without an end."""
    ends = sorted(draw(st.sets(st.integers(1, 10**6), max_size=3)))
    rates = st.lists(st.integers(0, 4000), min_size=len(ends) + 1, max_size=len(ends) + 1)
    return tuple(map(TaxSlab, [*ends, 0], sorted(draw(rates))))


@given(st.integers(0, 10**7), st.integers(0, 20_000), slabs(), st.lists(st.text(), min_size=1))
def test_net_and_parts_are_the_price_to_the_paisa(
    amount_minor: int, price_bp: int, tax_slabs: tuple[TaxSlab, ...], names: list[str]
) -> None:
    table = TaxTable(date(2019, 1, 1), tax_slabs, tuple(names))
    ticket_type = TicketType("any", "Any", "A", price_bp)
    price, net_minor, tax = line_price(Money(amount_minor, "INR"), ticket_type, table)
    assert net_minor + sum(part.amount_minor for part in tax) == price.amount_minor
    assert sum(part.rate_bp for part in tax) in {slab.rate_bp for slab in tax_slabs}
    assert all(part.amount_minor >= 0 for part in tax)
