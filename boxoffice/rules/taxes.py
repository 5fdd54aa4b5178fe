"""The tax in a price: slabs go by the price before tax, prices include it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from boxoffice.model.booking import TaxPart
from boxoffice.model.money import Money
from boxoffice.model.terms import TaxSlab, TaxTable

WHOLE_BP = 10_000


@dataclass(frozen=True, slots=True)
class Priced:
    """A price with the tax in it; `net_minor` and the tax parts add up to it."""

    price: Money
    net_minor: int
    tax: tuple[TaxPart, ...]


def table_on(tables: Iterable[TaxTable], day: date) -> TaxTable:
    """The tax table that holds on `day`; one without slabs when none does."""
    holding = [table for table in tables if table.valid_from <= day]
    if not holding:
        return TaxTable(valid_from=day, slabs=(), parts=())
    return max(holding, key=lambda table: table.valid_from)


def ticket_taxed(price: Money, table: TaxTable) -> Priced:
    """A ticket's price with the tax of its slab."""
    # A price too dear before tax for one slab and too cheap for the next takes the higher rate.
    slab = next((slab for slab in table.slabs if _reaches(slab, price.amount_minor)), None)
    return _taxed(price, slab.rate_bp if slab else None, table.parts)


def class_taxed(price: Money, tax_class: str, table: TaxTable) -> Priced:
    """The price of something else with the tax of its class; none for a class without a rate."""
    rates = (each.rate_bp for each in table.classes if each.code == tax_class)
    return _taxed(price, next(rates, None), table.parts)


def taxed_as(price: Money, tax: Sequence[TaxPart]) -> Priced:
    """A price with the same taxes in it, at the same rates."""
    rate_bp = sum(part.rate_bp for part in tax) if tax else None
    return _taxed(price, rate_bp, tuple(part.name for part in tax))


def rounded(numerator: int, denominator: int) -> int:
    """The quotient; half a unit goes up."""
    return (2 * numerator + denominator) // (2 * denominator)


def _taxed(price: Money, rate_bp: int | None, names: tuple[str, ...]) -> Priced:
    """Equal rates give equal parts; the paisa that does not divide stays in the net."""
    if rate_bp is None:
        return Priced(price, price.amount_minor, ())
    parts = tuple(
        TaxPart(name, part_bp, rounded(price.amount_minor * part_bp, WHOLE_BP + rate_bp))
        for name, part_bp in zip(names, _shares(rate_bp, len(names)), strict=True)
    )
    return Priced(price, price.amount_minor - sum(part.amount_minor for part in parts), parts)


def _reaches(slab: TaxSlab, price_minor: int) -> bool:
    """Whether the price before this slab's tax is not above its upper end."""
    if slab.up_to_minor == 0:
        return True
    return price_minor * WHOLE_BP <= slab.up_to_minor * (WHOLE_BP + slab.rate_bp)


def _shares(rate_bp: int, count: int) -> tuple[int, ...]:
    if count == 0:
        return ()
    share, rest = divmod(rate_bp, count)
    return tuple(share + (1 if index < rest else 0) for index in range(count))
