"""What is typed about an item and its stock, read without Qt."""

import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from boxoffice.model.money import minor_digits
from boxoffice.model.terms import Item, SaleTerms

_LONGEST_CODE = 30


class Kind(StrEnum):
    """A single thing, one that is lent for a deposit, or a bundle that goes with a ticket."""

    SINGLE = "single"
    DEPOSIT = "deposit"
    BUNDLE = "bundle"


@dataclass(frozen=True, slots=True)
class Typed:
    """An item as its fields have it; `code` is empty for a new one."""

    code: str
    name: str
    key: str
    price: str
    kind: Kind
    tax_class: str
    parts: str
    counted: bool
    on_sale: bool


def kind_of(item: Item) -> Kind:
    """What kind of item it is."""
    if item.deposit:
        return Kind.DEPOSIT
    return Kind.BUNDLE if item.parts else Kind.SINGLE


def price_typed(text: str, currency: str) -> int | None:
    """An amount in minor units; None for what is none, or finer than the currency."""
    digits = minor_digits(currency)
    found = re.fullmatch(rf"(\d{{1,9}})(?:[.,](\d{{1,{max(1, digits)}}}))?", text.strip())
    if found is None or (found[2] and not digits):
        return None
    minor: int = int(found[1]) * 10**digits
    return minor + int((found[2] or "").ljust(digits, "0") or "0")


def price_shown(minor: int, currency: str) -> str:
    """210, or 210.50 where there is a part."""
    digits = minor_digits(currency)
    whole, part = divmod(minor, 10**digits)
    return f"{whole}.{part:0{digits}d}" if part else str(whole)


def parts_typed(text: str, items: Sequence[Item]) -> tuple[str, ...] | None:
    """Codes of single items named or keyed with a comma between; None where one is not known."""
    by_word = {word.casefold(): one.code for one in items for word in (one.key, one.name) if word}
    words = [word.strip().casefold() for word in text.split(",") if word.strip()]
    if not words or not set(words) <= by_word.keys():
        return None
    return tuple(by_word[word] for word in words)


def parts_shown(item: Item, items: Sequence[Item]) -> str:
    """Popcorn, Cola"""
    names = {one.code: one.name for one in items}
    return ", ".join(names.get(code, code) for code in item.parts)


def item_typed(typed: Typed, items: Sequence[Item], currency: str) -> Item | None:
    """The item that these fields make; None while price or parts cannot be read."""
    price_minor = price_typed(typed.price, currency)
    bundle = typed.kind is Kind.BUNDLE
    parts = parts_typed(typed.parts, items) if bundle else ()
    if price_minor is None or parts is None:
        return None
    return Item(
        code=typed.code or new_code(typed.name, [one.code for one in items]),
        name=typed.name.strip(),
        price_minor=price_minor,
        tax_class=typed.tax_class if typed.kind is Kind.SINGLE else "",
        parts=parts,
        with_ticket=bundle,
        counted=typed.counted and not bundle,
        key=typed.key.strip().upper(),
        deposit=typed.kind is Kind.DEPOSIT,
        on_sale=typed.on_sale,
    )


def with_item(terms: SaleTerms, item: Item) -> SaleTerms:
    """The terms with this item in the place of the one of its code, or after all others."""
    if all(one.code != item.code for one in terms.items):
        return replace(terms, items=(*terms.items, item))
    items = tuple(item if one.code == item.code else one for one in terms.items)
    return replace(terms, items=items)


def new_code(name: str, taken: Collection[str]) -> str:
    """A short name for the books, such as popcorn-salted, that no other item has."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    base = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_LONGEST_CODE]
    if not base[:1].isalpha():
        base = f"item-{base}".strip("-")
    number, code = 1, base
    while code in taken:
        number += 1
        code = f"{base}-{number}"
    return code


def change_typed(text: str) -> int | None:
    """24, +24 or -3 pieces; None for what is no number or none."""
    found = re.fullmatch(r"([+\-−]?)(\d{1,7})", text.strip())
    if found is None or not int(found[2]):
        return None
    return -int(found[2]) if found[1] in ("-", "−") else int(found[2])
