"""Terms that nobody could sell by are refused with what is wrong."""

from dataclasses import replace
from datetime import date

import pytest

from boxoffice.bootstrap.demo_data import load
from boxoffice.model.errors import BadInput
from boxoffice.model.terms import (
    DiscountCode,
    Fee,
    Item,
    SaleTerms,
    TaxClass,
    TaxSlab,
    TaxTable,
    TicketType,
    TypePrice,
    Window,
)
from boxoffice.rules.sale_terms import check_terms
from tests.unit.rules.price_cards import ADULT, CARER, CHILD, GST, terms

GOOD = terms(
    fees=(Fee("service", "Booking fee", 2_000, tax_class="service"),),
    discounts=(DiscountCode("TEN", "Ten percent", off_bp=1_000),),
)
TEN = GOOD.discounts[0]
FEE = GOOD.fees[0]
POPCORN = Item("popcorn", "Popcorn", 21_000, tax_class="food", counted=True)


def test_a_theatre_can_sell_by_these_and_by_the_demos() -> None:
    check_terms(GOOD)
    check_terms(load().terms)


def types(*kinds: TicketType) -> SaleTerms:
    return replace(GOOD, ticket_types=kinds)


def codes(**changes: object) -> SaleTerms:
    return replace(GOOD, discounts=(replace(TEN, **changes),))  # type: ignore[arg-type]


def fees(**changes: object) -> SaleTerms:
    return replace(GOOD, fees=(replace(FEE, **changes),))  # type: ignore[arg-type]


def items(**changes: object) -> SaleTerms:
    return replace(GOOD, items=(replace(POPCORN, **changes),))  # type: ignore[arg-type]


def taxes(*slabs: TaxSlab, parts: tuple[str, ...] = ("GST",), rate_bp: int = 500) -> SaleTerms:
    table = TaxTable(date(2025, 9, 22), slabs, parts, (TaxClass("service", rate_bp),))
    return replace(GOOD, tax_tables=(table,))


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (types(), "needs at least one ticket type"),
        (types(ADULT, ADULT), "ticket type adult is there twice"),
        (types(ADULT, replace(CHILD, key="a")), "key A is there twice"),
        (types(ADULT, replace(CHILD, key="b")), "Child: b is taken"),
        (types(ADULT, replace(CHILD, key="1")), "its key is one letter"),
        (types(CARER, ADULT), "Carer: the first ticket type is sold to everybody"),
        (types(replace(ADULT, window=Window(weekdays=(1,)))), "is sold to everybody"),
        (types(ADULT, replace(CHILD, code="Kid 1")), "“Kid 1” is not a short name"),
        (types(ADULT, replace(CHILD, name="")), "“” is not a name"),
        (types(ADULT, replace(CHILD, price_bp=-1)), "Child: it cannot cost such a share"),
        (types(ADULT, replace(CHILD, most=-1)), "Child: it needs a limit of 0 or more"),
        (types(ADULT, replace(CHILD, proof="x" * 121)), "Child: say the proof in at most 120"),
        (
            types(ADULT, replace(CHILD, prices=(TypePrice(Window(), price_minor=-1),))),
            "Child: it cannot cost that much",
        ),
        (types(ADULT, replace(CHILD, window=Window(weekdays=(8,)))), "Child: weekdays are 1 to 7"),
        (
            types(ADULT, replace(CHILD, window=Window(from_minute=60, until_minute=60))),
            "Child: its time begins before it ends",
        ),
        (codes(code="ten"), "1 to 20 capitals and digits, not “ten”"),
        (codes(code="A" * 21), "1 to 20 capitals"),
        (codes(off_minor=100), "TEN: it takes off a part of the price, or an amount"),
        (codes(off_bp=0), "TEN: it takes off a part of the price, or an amount"),
        (codes(off_bp=10_001), "TEN: it takes off a part"),
        (codes(ticket_types=("vip",)), "TEN: there is no ticket type vip"),
        (codes(most_uses=-1), "TEN: limits are 0 or more"),
        (
            codes(valid_from=date(2026, 2, 1), valid_until=date(2026, 1, 1)),
            "TEN: it ends before it begins",
        ),
        (replace(GOOD, discounts=(TEN, TEN)), "discount code TEN is there twice"),
        (fees(price_minor=0), "Booking fee: a fee costs more than nothing"),
        (fees(tax_class="drinks"), "Booking fee: there is no tax class drinks"),
        (replace(GOOD, fees=(FEE, FEE)), "fee service is there twice"),
        (replace(GOOD, fees=(FEE,) * 21), "At most 20 fees"),
        (items(tax_class="drinks"), "Popcorn: there is no tax class drinks"),
        (items(parts=("cola",)), "Popcorn: there is no single item cola"),
        (items(parts=("popcorn",)), "Popcorn: there is no single item popcorn"),
        (items(with_ticket=True), "Popcorn: with a ticket it is taxed as that is"),
        (items(key="i"), "Popcorn: i is taken"),
        (items(key="PP"), "Popcorn: its key is one letter"),
        (items(deposit=True), "Popcorn: a deposit is an amount without tax"),
        (items(deposit=True, tax_class="", price_minor=0), "a deposit is an amount without tax"),
        (items(deposit=True, tax_class="", with_ticket=True), "does not go with a ticket"),
        (
            replace(GOOD, items=(replace(POPCORN, key="P"), Item("cola", "Cola", 1, key="p"))),
            "The item's key P is there twice",
        ),
        (replace(GOOD, items=(POPCORN, POPCORN)), "item popcorn is there twice"),
        (replace(GOOD, invoice_prefix="P/H"), "at most 6 letters and digits"),
        (replace(GOOD, fiscal_year_month=13), "one of twelve months"),
        (replace(GOOD, currency="rupees"), "“rupees” is not a currency code"),
        (types(ADULT, replace(CHILD, window=Window(("\0",)))), "is not a name"),
        (types(ADULT, replace(CHILD, window=Window(formats=("3D",) * 41))), "At most 40 names"),
        (replace(GOOD, round_to_minor=0), "cannot be rounded like that"),
        (replace(GOOD, day_ends_minute=721), "ends before noon"),
        (replace(GOOD, sales_end_minutes=241), "at most 240 minutes after it began"),
        (replace(GOOD, sales_end_minutes=-1), "at most 240 minutes after it began"),
        (taxes(TaxSlab(100, 500)), "the last one has no end"),
        (taxes(TaxSlab(200, 500), TaxSlab(100, 800), TaxSlab(0, 1_800)), "slabs rise"),
        (taxes(TaxSlab(0, 500), TaxSlab(0, 1_800)), "slabs rise"),
        (taxes(TaxSlab(0, 10_001)), "a rate is 0 to 100 %"),
        (taxes(parts=()), "they need a name"),
        (taxes(rate_bp=-1), "a rate is 0 to 100 %"),
    ],
)
def test_what_is_wrong_is_named(wrong: SaleTerms, words: str) -> None:
    with pytest.raises(BadInput, match=words):
        check_terms(wrong)


def test_slabs_may_have_one_or_many_steps() -> None:
    check_terms(taxes(TaxSlab(0, 500)))
    check_terms(taxes(TaxSlab(100, 500), TaxSlab(200, 800), TaxSlab(0, 1_800)))
    check_terms(replace(GOOD, tax_tables=(GST, replace(GST, valid_from=date(2027, 1, 1)))))
