"""What is sold beside tickets: the lines of items and bundles, and the stock that they take."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence

from boxoffice.model.booking import ItemChoice, Line, LineKind, LineState
from boxoffice.model.errors import BadInput, PriceRefused
from boxoffice.model.money import Money
from boxoffice.model.terms import Item, SaleTerms
from boxoffice.rules.pricing import ShowPrices, to_step
from boxoffice.rules.taxes import class_taxed, taxed_as

MAX_ITEMS_PER_BOOKING = 100
#: So few pieces that somebody should see to more.
FEW_LEFT = 10


def item_lines(
    prices: ShowPrices,
    wanted: Sequence[ItemChoice],
    seats: Sequence[Line],
    new_id: Callable[[], str],
    kept: Sequence[Line] = (),
) -> tuple[Line, ...]:
    """A line for each piece, in the order of the theatre's items. A line of `kept` keeps its id
    and price. A bundle belongs to a ticket, the dearest ones first, and is taxed as that one is.

    BadInput for an item that there is not, PriceRefused for one that is off sale and for more
    bundles than paid tickets.
    """
    counts = _counts(prices.terms, wanted)
    before: defaultdict[str, list[Line]] = defaultdict(list)
    for line in kept:
        if line.kind is LineKind.ITEM:
            before[line.code].append(line)
    tickets = sorted(
        (line for line in seats if line.price.amount_minor),
        key=lambda line: (-line.price.amount_minor, line.seat_id),
    )
    lines: list[Line] = []
    for item in prices.terms.items:
        for _ in range(counts[item.code]):
            held = before[item.code].pop(0) if before[item.code] else None
            if held is None and not item.on_sale:
                raise PriceRefused(f"{item.name} is not sold just now.")
            if not item.with_ticket:
                lines.append(held or _line(prices, item, new_id()))
            elif tickets:
                ticket = tickets.pop(0)
                lines.append(_bundled(prices, item, ticket, held, new_id))
            else:
                raise PriceRefused(f"{item.name}: one for each ticket that is paid for.")
    return tuple(lines)


def items_of(lines: Sequence[Line]) -> tuple[ItemChoice, ...]:
    """The items that lines are for, as they would be asked for."""
    counts = Counter(line.code for line in lines if line.kind is LineKind.ITEM)
    return tuple(ItemChoice(code, count) for code, count in counts.items())


def items_cost(lines: Sequence[Line]) -> int:
    """What the items among active lines cost, in minor units."""
    beside = (one for one in lines if one.kind is LineKind.ITEM and one.state is LineState.ACTIVE)
    return sum(line.price.amount_minor for line in beside)


def stock_needed(terms: SaleTerms, lines: Sequence[Line]) -> Mapping[Item, int]:
    """Pieces of each counted item that active lines take, those in bundles included."""
    items = {item.code: item for item in terms.items}
    needed: Counter[str] = Counter()
    for line in lines:
        item = items.get(line.code) if line.kind is LineKind.ITEM else None
        if item is not None and line.state is LineState.ACTIVE:
            needed.update(item.parts or (item.code,))
    return {items[code]: count for code, count in needed.items() if items[code].counted}


def most_left(item: Item, stock: Mapping[str, int], items: Mapping[str, Item]) -> int | None:
    """How many pieces of an item the stock has, by what its parts have; None if nobody counts."""
    parts = Counter(item.parts or (item.code,))
    lefts = [stock.get(code, 0) // each for code, each in parts.items() if items[code].counted]
    return min(lefts, default=None)


def running_out(terms: SaleTerms, stock: Mapping[str, int]) -> tuple[tuple[Item, int], ...]:
    """The counted items of which few are left, with how many; the fewest first."""
    low = [
        (item, stock.get(item.code, 0))
        for item in terms.items
        if item.counted and item.on_sale and stock.get(item.code, 0) <= FEW_LEFT
    ]
    return tuple(sorted(low, key=lambda pair: pair[1]))


def only_deposits(terms: SaleTerms, lines: Sequence[Line]) -> bool:
    """Whether these lines are deposits and nothing else."""
    deposits = {item.code for item in terms.items if item.deposit}
    return bool(lines) and all(
        line.kind is LineKind.ITEM and line.code in deposits for line in lines
    )


def _counts(terms: SaleTerms, wanted: Sequence[ItemChoice]) -> Counter[str]:
    known = {item.code for item in terms.items}
    counts: Counter[str] = Counter()
    for choice in wanted:
        if choice.code not in known:
            raise BadInput(f"There is no item “{choice.code[:40]}” here.")
        if choice.count < 0:
            raise BadInput("Nobody buys less than nothing.")
        counts[choice.code] += choice.count
    if counts.total() > MAX_ITEMS_PER_BOOKING:
        raise BadInput(f"One booking has at most {MAX_ITEMS_PER_BOOKING} items.")
    return counts


def _line(prices: ShowPrices, item: Item, line_id: str) -> Line:
    priced = class_taxed(_price(prices, item), item.tax_class, prices.table)
    return Line(
        line_id, "", "", 0, "", priced.price, priced.net_minor, priced.tax,
        kind=LineKind.ITEM, code=item.code, name=item.name,
    )  # fmt: skip


def _bundled(
    prices: ShowPrices, item: Item, ticket: Line, held: Line | None, new_id: Callable[[], str]
) -> Line:
    price = held.price if held else _price(prices, item)
    priced = taxed_as(price, ticket.tax)
    return Line(
        held.line_id if held else new_id(), "", "", 0, "",
        priced.price, priced.net_minor, priced.tax,
        kind=LineKind.ITEM, code=item.code, name=item.name, of_line=ticket.line_id,
    )  # fmt: skip


def _price(prices: ShowPrices, item: Item) -> Money:
    return Money(to_step(item.price_minor, prices.terms), prices.currency)
