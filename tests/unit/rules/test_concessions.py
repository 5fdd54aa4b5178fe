"""Snacks and bundles beside tickets: their tax, their prices, and the stock that they take."""

from dataclasses import replace

import pytest

from boxoffice.model.booking import ItemChoice, LineState
from boxoffice.model.errors import BadInput, PriceRefused
from boxoffice.model.terms import DiscountCode, Fee, Item
from boxoffice.rules.concessions import (
    items_cost,
    items_of,
    most_left,
    only_deposits,
    running_out,
    stock_needed,
)
from tests.unit.rules.price_cards import basket, prices, rupees, terms

POPCORN = Item("popcorn", "Popcorn", 21_000, tax_class="food", counted=True)
COLA = Item("cola", "Cola", 10_500, tax_class="food", counted=True)
CARD = Item("card", "Gift card", 50_000)
COMBO = Item("combo", "Ticket combo", 18_000, parts=("popcorn", "cola"), with_ticket=True)
SALE = terms(
    items=(POPCORN, COLA, CARD, COMBO),
    fees=(Fee("service", "Booking fee", 2_000),),
    discounts=(DiscountCode("TEN", "Ten percent", off_bp=1_000),),
)


def pieces(**counts: int) -> tuple[ItemChoice, ...]:
    return tuple(ItemChoice(code, count) for code, count in counts.items())


def test_food_alone_carries_its_own_tax_and_no_code_or_fee_counts_for_it() -> None:
    lines = basket(prices(SALE), "P1", codes=("TEN",), items=pieces(popcorn=2, card=1))
    assert rupees(lines) == [270, 210, 210, 500, 20]
    popcorn, card = lines[1], lines[3]
    assert (popcorn.net_minor, [part.rate_bp for part in popcorn.tax]) == (20_000, [250, 250])
    assert (card.net_minor, card.tax) == (50_000, ())
    assert [line.code for line in lines] == ["", "popcorn", "popcorn", "card", "service"]


def test_a_bundle_takes_the_rate_of_its_ticket_the_dearest_first() -> None:
    lines = basket(prices(SALE), "S1 child", "P1", "P2 carer", items=pieces(combo=2))
    dear, cheap = lines[3], lines[4]
    assert (dear.of_line, [part.rate_bp for part in dear.tax]) == ("l2", [900, 900])
    assert (cheap.of_line, [part.rate_bp for part in cheap.tax]) == ("l1", [250, 250])
    assert [line.price.amount_minor for line in (dear, cheap)] == [18_000, 18_000]
    for line in (dear, cheap):
        assert line.net_minor + sum(part.amount_minor for part in line.tax) == 18_000


def test_there_is_one_bundle_for_each_paid_ticket() -> None:
    with pytest.raises(PriceRefused, match="Ticket combo: one for each ticket that is paid for"):
        basket(prices(SALE), "P1", "P2 carer", items=pieces(combo=2))


def test_what_nobody_sells_or_could_carry_is_refused() -> None:
    of = prices(SALE)
    with pytest.raises(BadInput, match="no item “beer” here"):
        basket(of, "P1", items=pieces(beer=1))
    with pytest.raises(BadInput, match="less than nothing"):
        basket(of, "P1", items=pieces(cola=-1))
    with pytest.raises(BadInput, match="at most 100 items"):
        basket(of, "P1", items=pieces(cola=60, popcorn=41))


def test_a_held_snack_keeps_its_price_and_its_line() -> None:
    held = basket(prices(SALE), "P1", items=pieces(popcorn=1, combo=1))
    dearer = replace(SALE, items=(replace(POPCORN, price_minor=30_000), COLA, CARD, COMBO))
    again = basket(prices(dearer), "P1", kept=held, items=pieces(popcorn=2, combo=1))
    assert (again[0], again[1], again[3]) == (held[0], held[1], held[2])
    assert again[2].price.major() == 300
    assert items_of(again) == pieces(popcorn=2, combo=1)


def test_stock_is_taken_by_the_piece_those_in_bundles_included() -> None:
    lines = basket(prices(SALE), "P1", "P2", items=pieces(popcorn=1, card=3, combo=2))
    assert stock_needed(SALE, lines) == {COLA: 2, POPCORN: 3}
    refunded = [
        replace(line, state=LineState.REFUNDED) if line.code == "combo" else line for line in lines
    ]
    assert stock_needed(SALE, refunded) == {POPCORN: 1}


def test_what_is_off_sale_stays_with_who_holds_it_and_nobody_else() -> None:
    held = basket(prices(SALE), "P1", items=pieces(popcorn=1))
    off = replace(SALE, items=(replace(POPCORN, on_sale=False), COLA, CARD, COMBO))
    assert basket(prices(off), "P1", kept=held, items=pieces(popcorn=1)) == held
    with pytest.raises(PriceRefused, match="Popcorn is not sold just now"):
        basket(prices(off), "P1", kept=held, items=pieces(popcorn=2))


def test_a_bundle_is_left_as_often_as_its_scarcest_part() -> None:
    by_code = {item.code: item for item in SALE.items}
    twice = replace(COMBO, parts=("popcorn", "cola", "cola"))
    stock = {"popcorn": 9, "cola": 5}
    assert most_left(POPCORN, stock, by_code) == 9
    assert most_left(COMBO, stock, by_code) == 5
    assert most_left(twice, stock, by_code) == 2
    assert most_left(CARD, stock, by_code) is None
    assert most_left(COLA, {}, by_code) == 0


def test_what_runs_out_is_named_the_fewest_first() -> None:
    assert running_out(SALE, {"popcorn": 10, "cola": 2}) == ((COLA, 2), (POPCORN, 10))
    assert running_out(SALE, {"popcorn": 11}) == ((COLA, 0),)
    off = replace(SALE, items=(replace(COLA, on_sale=False),))
    assert running_out(off, {}) == ()


def test_glasses_are_free_charged_for_or_lent() -> None:
    free = Item("free", "3D glasses", 0)
    lent = Item("lent", "3D glasses, lent", 10_000, deposit=True)
    sale = terms(items=(free, lent), fees=(Fee("fee", "3D glasses", 3_000),))
    lines = basket(prices(sale), "P1", items=pieces(free=1, lent=2))
    assert rupees(lines) == [300, 0, 100, 100, 30]
    assert [line.net_minor for line in lines[1:4]] == [0, 10_000, 10_000]
    assert only_deposits(sale, lines[2:4])
    assert not only_deposits(sale, lines[1:4])
    assert not only_deposits(sale, ())
    assert items_cost(lines) == 20_000
