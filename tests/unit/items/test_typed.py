"""What an admin types about items and stock."""

from dataclasses import replace

import pytest

from admin_designer.items.typed import (
    Kind,
    Typed,
    change_typed,
    item_typed,
    kind_of,
    new_code,
    parts_shown,
    price_shown,
    price_typed,
    with_item,
)
from boxoffice.model.terms import Item
from tests.unit.rules.price_cards import terms

POPCORN = Item("popcorn", "Popcorn, salted", 21_000, "food", counted=True, key="P")
COLA = Item("cola", "Cola", 11_000, "food", counted=True, key="C")
TYPED = Typed("", " Samosa ", "s", "120.50", Kind.SINGLE, "food", "", counted=True, on_sale=True)


def test_a_new_item_has_a_code_of_its_own() -> None:
    made = item_typed(TYPED, (POPCORN, COLA), "INR")
    assert made == Item("samosa", "Samosa", 12_050, "food", counted=True, key="S")
    assert new_code("Popcorn", ("popcorn", "popcorn-2")) == "popcorn-3"
    assert new_code("3D glasses", ()) == "item-3d-glasses"
    assert new_code("पॉपकॉर्न", ("item",)) == "item-2"


def test_a_bundle_is_made_of_names_or_keys_and_taxed_as_its_ticket_is() -> None:
    typed = replace(TYPED, name="Combo", kind=Kind.BUNDLE, parts="c, POPCORN, SALTED")
    assert item_typed(typed, (POPCORN, COLA), "INR") is None
    typed = replace(typed, parts="p, cola")
    made = item_typed(typed, (POPCORN, COLA), "INR")
    assert made is not None
    assert (made.parts, made.with_ticket, made.tax_class, made.counted) == (
        ("popcorn", "cola"), True, "", False,
    )  # fmt: skip
    assert kind_of(made) is Kind.BUNDLE
    assert parts_shown(made, (POPCORN, COLA)) == "Popcorn, salted, Cola"


def test_a_deposit_has_no_tax() -> None:
    made = item_typed(replace(TYPED, kind=Kind.DEPOSIT), (), "INR")
    assert made is not None
    assert (made.deposit, made.tax_class, kind_of(made)) == (True, "", Kind.DEPOSIT)


@pytest.mark.parametrize(
    ("text", "currency", "minor"),
    [
        ("210", "INR", 21_000), (" 210.5 ", "INR", 21_050), ("0,05", "INR", 5),
        ("500", "JPY", 500), ("500.5", "JPY", None), ("1.005", "INR", None),
        ("", "INR", None), ("-3", "INR", None), ("free", "INR", None),
    ],
)  # fmt: skip
def test_a_price_is_read_to_the_smallest_coin(text: str, currency: str, minor: int | None) -> None:
    assert price_typed(text, currency) == minor
    if minor is not None:
        assert price_typed(price_shown(minor, currency), currency) == minor


@pytest.mark.parametrize(
    ("text", "change"),
    [("24", 24), ("+24", 24), ("-3", -3), ("−3", -3), ("0", None), ("x", None), ("", None)],
)
def test_stock_comes_and_goes_by_a_number(text: str, change: int | None) -> None:
    assert change_typed(text) == change


def test_a_changed_item_keeps_its_place_and_a_new_one_is_last() -> None:
    sale = terms(items=(POPCORN, COLA))
    dearer = replace(POPCORN, price_minor=25_000)
    assert with_item(sale, dearer).items == (dearer, COLA)
    tea = Item("tea", "Tea", 4_000)
    assert with_item(sale, tea).items == (POPCORN, COLA, tea)
