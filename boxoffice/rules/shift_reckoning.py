"""What a shift's entries come to: figures by tender, the cash there must be, and the difference."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from boxoffice.model.errors import BadInput
from boxoffice.model.money import Money
from boxoffice.model.payment import MAX_AMOUNT_MINOR, PaymentKind
from boxoffice.model.shift import (
    EntryKind,
    Pile,
    ShiftEntry,
    ShiftFigures,
    ShiftReport,
    TenderFigures,
)

MAX_PILES = 40
#: Of one value; more than any drawer holds.
MAX_PILE_COUNT = 100_000

MOVES = (EntryKind.PAID_IN, EntryKind.PAID_OUT, EntryKind.NO_SALE)


@dataclass(frozen=True, slots=True)
class Effort:
    """How many sales a shift made, what those of them took whose keys were counted, and what of
    all of them was for items."""

    sales: int = 0
    counted_sales: int = 0
    keys: int = 0
    took_ms: int = 0
    items_minor: int = 0


def reckon(entries: Sequence[ShiftEntry], effort: Effort, currency: str) -> ShiftFigures:
    """The figures of a shift from everything that happened in it, in any order."""
    opening = _sum(entries, EntryKind.OPENED, currency)
    paid_in = _sum(entries, EntryKind.PAID_IN, currency)
    paid_out = _sum(entries, EntryKind.PAID_OUT, currency)
    tenders = tuple(
        tender
        for kind in PaymentKind
        if (tender := _of_tender(entries, kind, currency)).taken_count or tender.returned_count
    )
    cash = _of_tender(entries, PaymentKind.CASH, currency)
    return ShiftFigures(
        tenders=tenders,
        opening_float=opening,
        paid_in=paid_in,
        paid_out=paid_out,
        no_sales=sum(entry.kind is EntryKind.NO_SALE for entry in entries),
        sales=effort.sales,
        counted_sales=effort.counted_sales,
        keys=effort.keys,
        took_ms=effort.took_ms,
        items_minor=effort.items_minor,
        expected_cash=opening + cash.taken - cash.returned + paid_in - paid_out,
    )


def blinded(report: ShiftReport) -> ShiftReport:
    """The report without anything that tells how much cash there must be in the drawer. A closed
    shift was counted, so that there is nothing left to hide."""
    if report.shift.closed_at is not None:
        return report
    others = tuple(one for one in report.figures.tenders if one.tender is not PaymentKind.CASH)
    figures = replace(report.figures, tenders=others, expected_cash=None, items_minor=0)
    return replace(report, figures=figures)


def counted(piles: Iterable[Pile], currency: str) -> Money:
    """What counted notes and coins come to; BadInput for a count that cannot be."""
    known = tuple(piles)
    values = {pile.value_minor for pile in known}
    if len(known) > MAX_PILES or len(values) < len(known):
        raise BadInput("Count each kind of note or coin once.")
    for pile in known:
        if pile.value_minor <= 0 or not 0 <= pile.count <= MAX_PILE_COUNT:
            raise BadInput("Nobody has that many of one note or coin.")
    total = sum(pile.value_minor * pile.count for pile in known)
    if total > MAX_AMOUNT_MINOR:
        raise BadInput("The drawer cannot hold that much.")
    return Money(total, currency)


def _sum(entries: Iterable[ShiftEntry], kind: EntryKind, currency: str) -> Money:
    return Money(sum(one.amount.amount_minor for one in entries if one.kind is kind), currency)


def _of_tender(entries: Iterable[ShiftEntry], tender: PaymentKind, currency: str) -> TenderFigures:
    mine = [one for one in entries if one.tender is tender]
    return TenderFigures(
        tender,
        sum(one.kind is EntryKind.TAKEN for one in mine),
        _sum(mine, EntryKind.TAKEN, currency),
        sum(one.kind is EntryKind.RETURNED for one in mine),
        _sum(mine, EntryKind.RETURNED, currency),
    )
