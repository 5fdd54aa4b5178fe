"""The tax in prices: worked examples of the GST, and sums that never drift."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boxoffice.model.booking import TaxPart
from boxoffice.model.money import Money
from boxoffice.model.terms import TaxClass, TaxSlab, TaxTable
from boxoffice.rules.taxes import Priced, class_taxed, table_on, ticket_taxed

PARTS = ("CGST", "SGST")
BEFORE = TaxTable(date(2019, 1, 1), (TaxSlab(10_000, 1200), TaxSlab(0, 1800)), PARTS)
SINCE = TaxTable(
    date(2025, 9, 22),
    (TaxSlab(10_000, 500), TaxSlab(0, 1800)),
    PARTS,
    (TaxClass("food", 500), TaxClass("service", 1800)),
)
UNTAXED = TaxTable(date(2019, 1, 1), (), ())


def rupees(amount: float) -> Money:
    return Money.from_major(amount, "INR")


@pytest.mark.parametrize(
    ("amount", "table", "net_minor", "rate_bp", "half_minor"),
    [
        # Price with tax, the day's table, before tax, CGST = SGST.
        (320, SINCE, 27_118, 900, 2_441),
        (118, SINCE, 10_000, 900, 900),
        (105, SINCE, 10_000, 250, 250),
        (90, SINCE, 8_572, 250, 214),
        (90, BEFORE, 8_036, 600, 482),
        (112, BEFORE, 10_000, 600, 600),
        (236, BEFORE, 20_000, 900, 1_800),
        (0.01, SINCE, 1, 250, 0),
        (0, SINCE, 0, 250, 0),
    ],
)
def test_the_gst_in_a_ticket_is_that_of_its_slab_in_equal_halves(
    amount: float, table: TaxTable, net_minor: int, rate_bp: int, half_minor: int
) -> None:
    halves = tuple(TaxPart(name, rate_bp, half_minor) for name in PARTS)
    assert ticket_taxed(rupees(amount), table) == Priced(rupees(amount), net_minor, halves)


@pytest.mark.parametrize(
    ("amount", "rate_bp"),
    [(105, 250), (105.01, 900), (118, 900), (118.01, 900)],
)
def test_between_105_and_118_no_slab_fits_and_the_higher_rate_is_taken(
    amount: float, rate_bp: int
) -> None:
    assert ticket_taxed(rupees(amount), SINCE).tax[0].rate_bp == rate_bp


def test_food_carries_five_percent_and_a_service_eighteen_whatever_they_cost() -> None:
    assert class_taxed(rupees(210), "food", SINCE) == Priced(
        rupees(210), 20_000, (TaxPart("CGST", 250, 500), TaxPart("SGST", 250, 500))
    )
    assert class_taxed(rupees(23.6), "service", SINCE).net_minor == 2_000
    assert class_taxed(rupees(20), "", SINCE) == Priced(rupees(20), 2_000, ())


def test_a_theatre_without_taxes_charges_none() -> None:
    assert ticket_taxed(rupees(320), UNTAXED) == Priced(rupees(320), 32_000, ())


def test_a_rate_that_does_not_halve_gives_the_first_part_the_rest() -> None:
    odd = TaxTable(date(2019, 1, 1), (TaxSlab(0, 501),), PARTS)
    assert [part.rate_bp for part in ticket_taxed(rupees(100), odd).tax] == [251, 250]


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


@given(st.integers(0, 10**7), slabs(), st.lists(st.text(), min_size=1))
def test_net_and_parts_are_the_price_to_the_paisa(
    amount_minor: int, tax_slabs: tuple[TaxSlab, ...], names: list[str]
) -> None:
    table = TaxTable(date(2019, 1, 1), tax_slabs, tuple(names))
    priced = ticket_taxed(Money(amount_minor, "INR"), table)
    assert priced.net_minor + sum(part.amount_minor for part in priced.tax) == amount_minor
    assert sum(part.rate_bp for part in priced.tax) in {slab.rate_bp for slab in tax_slabs}
    assert all(part.amount_minor >= 0 for part in priced.tax)
