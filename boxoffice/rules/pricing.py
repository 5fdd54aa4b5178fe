"""What a seat costs and the tax in it: slabs go by the price before tax, prices include it."""

from collections.abc import Iterable
from datetime import date

from boxoffice.model.booking import TaxPart
from boxoffice.model.money import Money
from boxoffice.model.show import TaxSlab, TaxTable, TicketType

WHOLE_BP = 10_000


def table_on(tables: Iterable[TaxTable], day: date) -> TaxTable:
    """The tax table that holds on `day`; one without slabs when none does."""
    holding = [table for table in tables if table.valid_from <= day]
    if not holding:
        return TaxTable(valid_from=day, slabs=(), parts=())
    return max(holding, key=lambda table: table.valid_from)


def line_price(
    category_price: Money, ticket_type: TicketType, table: TaxTable
) -> tuple[Money, int, tuple[TaxPart, ...]]:
    """Price with tax, net in minor units, and the tax parts; net and parts add up to the price.

    Equal rates give equal parts; the paisa that does not divide stays in the net.
    """
    price_minor = _rounded(category_price.amount_minor * ticket_type.price_bp, WHOLE_BP)
    slab = _slab(price_minor, table)
    if slab is None:
        parts: tuple[TaxPart, ...] = ()
    else:
        rates = zip(table.parts, _shares(slab.rate_bp, len(table.parts)), strict=True)
        parts = tuple(
            TaxPart(name, rate_bp, _rounded(price_minor * rate_bp, WHOLE_BP + slab.rate_bp))
            for name, rate_bp in rates
        )
    net_minor = price_minor - sum(part.amount_minor for part in parts)
    return Money(price_minor, category_price.currency), net_minor, parts


def _slab(price_minor: int, table: TaxTable) -> TaxSlab | None:
    # A price too dear before tax for one slab and too cheap for the next takes the higher rate.
    return next((slab for slab in table.slabs if _reaches(slab, price_minor)), None)


def _reaches(slab: TaxSlab, price_minor: int) -> bool:
    """Whether the price before this slab's tax is not above its upper end."""
    if slab.up_to_minor == 0:
        return True
    return price_minor * WHOLE_BP <= slab.up_to_minor * (WHOLE_BP + slab.rate_bp)


def _shares(rate_bp: int, count: int) -> tuple[int, ...]:
    share, rest = divmod(rate_bp, count)
    return tuple(share + (1 if index < rest else 0) for index in range(count))


def _rounded(numerator: int, denominator: int) -> int:
    """Half a minor unit goes up."""
    return (2 * numerator + denominator) // (2 * denominator)
