"""The price of a whole basket: its tickets, what codes take off them, and fees."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date

from boxoffice.model.booking import ItemChoice, Line, LineKind
from boxoffice.model.errors import BadInput, PriceRefused
from boxoffice.model.layout import Seat
from boxoffice.model.money import Money
from boxoffice.model.terms import Fee, SaleTerms
from boxoffice.rules.concessions import item_lines
from boxoffice.rules.discounts import taken_off
from boxoffice.rules.pricing import ShowPrices, to_step
from boxoffice.rules.taxes import class_taxed, ticket_taxed


def price_basket(
    prices: ShowPrices,
    wanted: Sequence[tuple[Seat, str]],
    codes: Sequence[str],
    day: date,
    new_id: Callable[[], str],
    kept: Sequence[Line] = (),
    items: Sequence[ItemChoice] = (),
) -> tuple[Line, ...]:
    """The lines of these seats, each with its ticket type's code (empty: the first), and items,
    sold on this business day: first the seats in their order, then items, then fees.

    A line of `kept` for the same seat and type keeps its id and list price, and its fees, an item
    its price; the codes count anew. BadInput or PriceRefused names the seats whose type cannot be
    had.
    """
    check_types(prices, wanted)
    first = prices.terms.ticket_types[0].code
    before = {(line.seat_uid, line.ticket_type): line for line in kept if line.seat_uid}
    listed = []
    for seat, code in wanted:
        kind = code or first
        held = before.get((seat.uid, kind))
        line = _listed(prices, held, seat) if held else _new_line(prices, seat, kind, new_id())
        listed.append(line)
    taken = taken_off(prices, listed, codes, day)
    seats = [_reduced(prices, line, *taken.get(line.line_id, ("", 0))) for line in listed]
    beside = item_lines(prices, items, seats, new_id, kept)
    return (*seats, *beside, *_fees(prices, seats, new_id, kept))


def check_types(prices: ShowPrices, wanted: Sequence[tuple[Seat, str]]) -> None:
    """BadInput for a type that there is not or a category without a price; PriceRefused for a
    type that is not sold for these seats at this show, or not so often."""
    types = {each.code: each for each in prices.terms.ticket_types}
    by_type: defaultdict[str, list[str]] = defaultdict(list)
    for seat, code in wanted:
        if (seat.category_id, "") not in prices.seats:
            raise BadInput(
                f"Seat {seat.seat_id}: its category has no price at this show.",
                seat_ids=(seat.seat_id,),
            )
        if not code:
            continue
        if code not in types:
            raise BadInput(f"There is no ticket type “{code[:40]}” here.")
        if (seat.category_id, code) not in prices.seats:
            raise PriceRefused(
                f"Seat {seat.seat_id}: {types[code].name} is not sold for it at this show.",
                seat_ids=(seat.seat_id,),
            )
        by_type[code].append(seat.seat_id)
    for code, seat_ids in by_type.items():
        kind = types[code]
        if kind.most and len(seat_ids) > kind.most:
            raise PriceRefused(
                f"{kind.name}: at most {kind.most} in one booking.",
                seat_ids=tuple(seat_ids[kind.most :]),
            )


def check_unproven(terms: SaleTerms, codes: Iterable[str]) -> None:
    """PriceRefused for a type whose proof nobody looks at where it is asked for."""
    wanted = set(codes)
    for kind in terms.ticket_types:
        if kind.proof and kind.code in wanted:
            raise PriceRefused(f"{kind.name}: only at the box office, where the proof is seen.")


def _new_line(prices: ShowPrices, seat: Seat, code: str, line_id: str) -> Line:
    priced = prices.seats[seat.category_id, code]
    return Line(
        line_id, seat.uid, seat.seat_id, seat.category_id, code, priced.price, priced.net_minor,
        priced.tax,
    )  # fmt: skip


def _listed(prices: ShowPrices, line: Line, seat: Seat) -> Line:
    """A held seat's line at its list price; the seat may be called otherwise by now."""
    if (line.seat_id, line.category_id) != (seat.seat_id, seat.category_id):
        line = replace(line, seat_id=seat.seat_id, category_id=seat.category_id)
    return _reduced(prices, line, "", 0)


def _reduced(prices: ShowPrices, line: Line, code: str, off_minor: int) -> Line:
    """A line with this taken off its list price; the same one where nothing changes."""
    if (code, off_minor) == (line.discount, line.taken_off_minor):
        return line
    listed = line.list_price
    priced = ticket_taxed(Money(listed.amount_minor - off_minor, listed.currency), prices.table)
    return replace(
        line,
        price=priced.price,
        net_minor=priced.net_minor,
        tax=priced.tax,
        discount=code,
        taken_off_minor=off_minor,
    )


def _fees(
    prices: ShowPrices, seats: Sequence[Line], new_id: Callable[[], str], kept: Sequence[Line]
) -> tuple[Line, ...]:
    before = {(line.code, line.of_line): line for line in kept if line.kind is LineKind.FEE}
    return tuple(
        before.get((fee.code, of_line)) or _fee_line(prices, fee, of_line, new_id())
        for fee in prices.terms.fees
        for of_line in _charged_for(prices, fee, seats)
    )


def _charged_for(prices: ShowPrices, fee: Fee, seats: Sequence[Line]) -> tuple[str, ...]:
    """The lines that a fee is charged for; the empty id stands for the whole booking."""
    lines = tuple(
        line.line_id
        for line in seats
        if line.price.amount_minor and prices.holds(fee.window, line.category_id)
    )
    return ("",) if lines and fee.per_booking else lines


def _fee_line(prices: ShowPrices, fee: Fee, of_line: str, line_id: str) -> Line:
    price = Money(to_step(fee.price_minor, prices.terms), prices.currency)
    priced = class_taxed(price, fee.tax_class, prices.table)
    return Line(
        line_id, "", "", 0, "", priced.price, priced.net_minor, priced.tax,
        kind=LineKind.FEE, code=fee.code, name=fee.name, of_line=of_line,
    )  # fmt: skip
