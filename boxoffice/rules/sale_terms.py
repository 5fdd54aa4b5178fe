"""What terms of sale must keep to before anybody sells by them."""

import re
from collections.abc import Iterable, Sequence

from boxoffice.model.errors import BadInput
from boxoffice.model.terms import (
    ALWAYS,
    LAST_MINUTE,
    DiscountCode,
    Fee,
    Item,
    SaleTerms,
    TaxTable,
    TicketType,
    Window,
)
from boxoffice.rules.discounts import MAX_CODE_LENGTH, read_code
from boxoffice.rules.invoices import MAX_PREFIX_LENGTH
from boxoffice.rules.taxes import WHOLE_BP

MAX_TYPES, MAX_FEES, MAX_ITEMS, MAX_DISCOUNTS = 40, 20, 200, 200
MAX_RULES, MAX_PARTS, MAX_TABLES = 40, 10, 40
MAX_NAME_LENGTH, MAX_PROOF_LENGTH = 40, 120
MAX_PRICE_MINOR = 10_000_000
MAX_STEP_MINOR = 10_000
LATEST_SALES_END = 240
MOST_RESERVED, EARLIEST_RESERVED_END = 200, 30 * 24 * 60
LATEST_DAY_END = 12 * 60
#: Letters that mean something else at the counter, and on its page of items.
TAKEN_KEYS = frozenset("BEHIKTW")
TAKEN_ITEM_KEYS = frozenset("I")

_CODE = re.compile(r"[a-z][a-z0-9_-]{0,39}")


def check_terms(terms: SaleTerms) -> None:
    """BadInput, naming what is wrong, for terms that nobody could sell by."""
    _check_count("ticket types", terms.ticket_types, MAX_TYPES)
    _check_count("fees", terms.fees, MAX_FEES)
    _check_count("items", terms.items, MAX_ITEMS)
    _check_count("discount codes", terms.discounts, MAX_DISCOUNTS)
    _check_count("tax tables", terms.tax_tables, MAX_TABLES)
    _check_types(terms.ticket_types)
    for table in terms.tax_tables:
        _check_table(table)
    _check_distinct("fee", (fee.code for fee in terms.fees))
    classes = {each.code for table in terms.tax_tables for each in table.classes}
    for fee in terms.fees:
        _check_fee(fee, classes)
    _check_distinct("item", (item.code for item in terms.items))
    _check_distinct("item's key", (item.key.upper() for item in terms.items if item.key))
    pieces = {item.code for item in terms.items if not item.parts}
    for item in terms.items:
        _check_item(item, classes, pieces)
    _check_distinct("discount code", (each.code for each in terms.discounts))
    known = {kind.code for kind in terms.ticket_types}
    for discount in terms.discounts:
        _check_discount(discount, known)
    _check(0 < terms.round_to_minor <= MAX_STEP_MINOR, "Prices cannot be rounded like that.")
    prefix = terms.invoice_prefix
    _check(
        len(prefix) <= MAX_PREFIX_LENGTH
        and (not prefix or (prefix.isascii() and prefix.isalnum())),
        f"Invoices are marked by at most {MAX_PREFIX_LENGTH} letters and digits.",
    )
    _check(1 <= terms.fiscal_year_month <= 12, "A fiscal year begins in one of twelve months.")
    currency = terms.currency
    _check(
        len(currency) == 3 and currency.isascii() and currency.isupper(),
        f"“{currency[:40]}” is not a currency code such as INR.",
    )
    _check(0 <= terms.day_ends_minute <= LATEST_DAY_END, "The business day ends before noon.")
    _check(
        0 <= terms.sales_end_minutes <= LATEST_SALES_END,
        f"A show is sold for at most {LATEST_SALES_END} minutes after it began.",
    )
    rule = terms.reservations
    _check(
        0 <= rule.most_seats <= MOST_RESERVED,
        f"A reservation has at most {MOST_RESERVED} seats.",
    )
    _check(
        0 <= rule.ends_minutes <= EARLIEST_RESERVED_END,
        "Reservations end at most 30 days before the show.",
    )


def _check_types(types: Sequence[TicketType]) -> None:
    _check(bool(types), "A theatre needs at least one ticket type.")
    _check_distinct("ticket type", (kind.code for kind in types))
    _check_distinct("key", (kind.key.upper() for kind in types if kind.key))
    first = types[0]
    _check(
        first.window == ALWAYS and not first.most and not first.proof,
        f"{first.name[:40]}: the first ticket type is sold to everybody, without limits.",
    )
    for kind in types:
        _check_code(kind.code)
        _check_text(kind.name, MAX_NAME_LENGTH)
        _check_key(kind.name, kind.key, TAKEN_KEYS)
        _check(kind.most >= 0, f"{kind.name}: it needs a limit of 0 or more.")
        _check(
            len(kind.proof) <= MAX_PROOF_LENGTH and (not kind.proof or kind.proof.isprintable()),
            f"{kind.name}: say the proof in at most {MAX_PROOF_LENGTH} characters.",
        )
        _check_window(kind.name, kind.window)
        _check_count(f"prices of {kind.name}", kind.prices, MAX_RULES)
        _check_share(kind.name, kind.price_bp)
        for rule in kind.prices:
            _check_window(kind.name, rule.window)
            _check_share(kind.name, rule.price_bp)
            _check_price(kind.name, rule.price_minor or 0)


def _check_fee(fee: Fee, classes: set[str]) -> None:
    _check_code(fee.code)
    _check_text(fee.name, MAX_NAME_LENGTH)
    _check_price(fee.name, fee.price_minor)
    _check(fee.price_minor > 0, f"{fee.name}: a fee costs more than nothing.")
    _check_window(fee.name, fee.window)
    known = not fee.tax_class or fee.tax_class in classes
    _check(known, f"{fee.name}: there is no tax class {fee.tax_class[:40]}.")


def _check_item(item: Item, classes: set[str], pieces: set[str]) -> None:
    _check_code(item.code)
    _check_text(item.name, MAX_NAME_LENGTH)
    _check_price(item.name, item.price_minor)
    _check_key(item.name, item.key, TAKEN_ITEM_KEYS)
    known = not item.tax_class or item.tax_class in classes
    _check(known, f"{item.name}: there is no tax class {item.tax_class[:40]}.")
    _check_count(f"parts of {item.name}", item.parts, MAX_PARTS)
    unknown = sorted(set(item.parts) - pieces)
    _check(not unknown, f"{item.name}: there is no single item {', '.join(unknown)[:40]}.")
    _check(
        not (item.parts and item.counted),
        f"{item.name}: of a bundle the parts are counted.",
    )
    _check(
        not (item.with_ticket and item.tax_class),
        f"{item.name}: with a ticket it is taxed as that is.",
    )
    _check(
        not item.deposit or (bool(item.price_minor) and not (item.tax_class or item.parts)),
        f"{item.name}: a deposit is an amount without tax, for a single thing.",
    )
    _check(
        not (item.deposit and item.with_ticket),
        f"{item.name}: a deposit does not go with a ticket.",
    )


def _check_discount(discount: DiscountCode, types: set[str]) -> None:
    code = discount.code
    short = 0 < len(code) <= MAX_CODE_LENGTH and code == read_code(code)
    _check(
        short and code.isprintable(),
        f"A discount code has 1 to {MAX_CODE_LENGTH} capitals and digits, not “{code[:40]}”.",
    )
    _check_text(discount.name, MAX_NAME_LENGTH)
    _check(
        0 <= discount.off_bp <= WHOLE_BP and bool(discount.off_bp) != bool(discount.off_minor),
        f"{code}: it takes off a part of the price, or an amount.",
    )
    _check_price(code, discount.off_minor)
    unknown = sorted(set(discount.ticket_types) - types)
    _check(not unknown, f"{code}: there is no ticket type {', '.join(unknown)[:40]}.")
    _check(min(discount.most_tickets, discount.most_uses) >= 0, f"{code}: limits are 0 or more.")
    begins, ends = discount.valid_from, discount.valid_until
    _check(begins is None or ends is None or begins <= ends, f"{code}: it ends before it begins.")
    _check_window(code, discount.window)


def _check_table(table: TaxTable) -> None:
    since = f"Taxes from {table.valid_from:%d %B %Y}"
    rates = [slab.rate_bp for slab in table.slabs] + [each.rate_bp for each in table.classes]
    _check(not rates or bool(table.parts), f"{since}: they need a name.")
    _check(all(0 <= rate <= WHOLE_BP for rate in rates), f"{since}: a rate is 0 to 100 %.")
    ends = [slab.up_to_minor for slab in table.slabs]
    in_turn = ends[:-1] == sorted(set(ends[:-1])) and all(end > 0 for end in ends[:-1])
    _check(
        not ends or (ends[-1] == 0 and in_turn),
        f"{since}: slabs rise, and the last one has no end.",
    )
    for name in table.parts:
        _check_text(name, MAX_NAME_LENGTH)
    _check_count(f"slabs {since.lower()}", table.slabs, MAX_RULES)
    _check_count(f"names {since.lower()}", table.parts, MAX_PARTS)
    _check_count(f"classes {since.lower()}", table.classes, MAX_RULES)
    _check_distinct("tax class", (each.code for each in table.classes))
    for each in table.classes:
        _check_code(each.code)


def _check_window(what: str, window: Window) -> None:
    for names in (window.categories, window.formats):
        _check_count(f"names in a window of {what}", names, MAX_RULES)
        for name in names:
            _check_text(name, MAX_NAME_LENGTH)
    _check_count(f"weekdays of {what}", window.weekdays, MAX_RULES)
    _check(all(1 <= day <= 7 for day in window.weekdays), f"{what}: weekdays are 1 to 7.")
    _check(
        0 <= window.from_minute < window.until_minute <= LAST_MINUTE,
        f"{what}: its time begins before it ends.",
    )


def _check_key(what: str, key: str, taken: frozenset[str]) -> None:
    letter = len(key) == 1 and key.isascii() and key.isalpha()
    _check(not key or letter, f"{what}: its key is one letter.")
    _check(key.upper() not in taken, f"{what}: {key} is taken.")


def _check_share(what: str, share_bp: int) -> None:
    _check(0 <= share_bp <= 10 * WHOLE_BP, f"{what}: it cannot cost such a share.")


def _check_price(what: str, price_minor: int) -> None:
    _check(0 <= price_minor <= MAX_PRICE_MINOR, f"{what}: it cannot cost that much.")


def _check_code(code: str) -> None:
    _check(
        _CODE.fullmatch(code) is not None,
        f"“{code[:40]}” is not a short name of small letters and digits, such as adult.",
    )


def _check_text(text: str, most: int) -> None:
    _check(0 < len(text) <= most and text.isprintable(), f"“{text[:40]}” is not a name.")


def _check_count(what: str, items: Sequence[object], most: int) -> None:
    _check(len(items) <= most, f"At most {most} {what} can be set.")


def _check_distinct(what: str, names: Iterable[str]) -> None:
    seen: set[str] = set()
    for name in names:
        _check(name not in seen, f"The {what} {name[:40]} is there twice.")
        seen.add(name)


def _check(holds: bool, otherwise: str) -> None:
    if not holds:
        raise BadInput(otherwise)
