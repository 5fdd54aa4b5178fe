"""What discount codes take off a basket: each ticket has the one that takes most off it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from boxoffice.model.booking import Line, LineState
from boxoffice.model.errors import PriceRefused
from boxoffice.model.terms import DiscountCode, SaleTerms
from boxoffice.rules.pricing import ShowPrices, to_step
from boxoffice.rules.taxes import WHOLE_BP, rounded

MAX_CODES_PER_BOOKING = 3
MAX_CODE_LENGTH = 20


@dataclass(frozen=True, slots=True)
class CodeUse:
    """So many uses of a code that has `most` in all (0: no end)."""

    code: str
    uses: int
    most: int


def read_code(text: str) -> str:
    """A code however it was typed: capitals, without spaces."""
    return "".join(text.split()).upper()


def find_discount(terms: SaleTerms, code: str) -> DiscountCode | None:
    """The theatre's discount of this code."""
    return next((each for each in terms.discounts if each.code == code), None)


def is_on(discount: DiscountCode, day: date) -> bool:
    """Whether it holds for what is sold on this business day."""
    return (discount.valid_from is None or discount.valid_from <= day) and (
        discount.valid_until is None or day <= discount.valid_until
    )


def taken_off(
    prices: ShowPrices, lines: Sequence[Line], codes: Sequence[str], day: date
) -> Mapping[str, tuple[str, int]]:
    """The code of each seat line, by its id, and the minor units that it takes off.

    Where a code does not reach for all tickets the dearest reduction counts first, whatever the
    order of the lines.
    """
    found = [find_discount(prices.terms, code) for code in dict.fromkeys(codes)]
    valid = [discount for discount in found if discount is not None and is_on(discount, day)]
    ranked = sorted(
        (-off, discount.code, line.seat_id, line.line_id, discount.most_tickets)
        for discount in valid
        for line in lines
        if (off := _off(prices, discount, line)) > 0
    )
    taken: dict[str, tuple[str, int]] = {}
    used: Counter[str] = Counter()
    for less, code, _, line_id, most in ranked:
        if line_id not in taken and (not most or used[code] < most):
            taken[line_id] = code, -less
            used[code] += 1
    return taken


def check_new_codes(
    prices: ShowPrices, lines: Sequence[Line], codes: Sequence[str], day: date
) -> None:
    """PriceRefused, saying why, for a code that there is not or that takes nothing off."""
    helping = {line.discount for line in lines}
    for code in codes:
        discount = find_discount(prices.terms, code)
        shown = code[:MAX_CODE_LENGTH]
        if discount is None:
            raise PriceRefused(f"There is no code {shown} here.")
        if discount.valid_until is not None and day > discount.valid_until:
            raise PriceRefused(f"The code {shown} ended on {discount.valid_until:%d %B %Y}.")
        if discount.valid_from is not None and day < discount.valid_from:
            raise PriceRefused(f"The code {shown} begins on {discount.valid_from:%d %B %Y}.")
        if not prices.is_within(discount.window):
            raise PriceRefused(f"The code {shown} is not for this show.")
        if code not in helping:
            raise PriceRefused(f"The code {shown} takes nothing off these tickets.")


def uses_of(discounts: Sequence[DiscountCode], lines: Sequence[Line]) -> tuple[CodeUse, ...]:
    """How often active lines use each code, by code; one that is not among these has no end."""
    most = {each.code: each.most_uses for each in discounts}
    used = Counter(
        line.discount for line in lines if line.discount and line.state is LineState.ACTIVE
    )
    return tuple(CodeUse(code, used[code], most.get(code, 0)) for code in sorted(used))


def _off(prices: ShowPrices, discount: DiscountCode, line: Line) -> int:
    """Minor units off this line's list price, as far as the theatre's step allows."""
    if discount.ticket_types and line.ticket_type not in discount.ticket_types:
        return 0
    if not prices.holds(discount.window, line.category_id):
        return 0
    listed = line.list_price.amount_minor
    off = discount.off_minor or rounded(listed * discount.off_bp, WHOLE_BP)
    return listed - to_step(max(0, listed - off), prices.terms)
