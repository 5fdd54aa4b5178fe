"""X and Z on paper: the figures, largest first, what moved without a sale, what was counted."""

from boxoffice.counter.shifts.document import Cell, Document, Table
from boxoffice.counter.shifts.words import (
    entry_name,
    figure_lines,
    main_figure,
    shift_name,
    tr,
    unfinished_lines,
)
from boxoffice.model.money import Money
from boxoffice.model.shift import ShiftReport
from boxoffice.model.theatre import Theatre
from boxoffice.qtkit.formats import Formats


def shift_document(report: ShiftReport, theatre: Theatre, formats: Formats) -> Document:
    """X of an open shift, Z of a closed one."""
    shift = report.shift
    facts: list[tuple[str, Cell]] = [
        (tr("Theatre"), theatre.name),
        (tr("GSTIN"), theatre.gstin),
        (tr("Opened"), shift.opened_at),
    ]
    if shift.closed_at is not None:
        facts.append((tr("Closed"), shift.closed_at))
    if shift.opened_by_sale:
        facts.append((tr("Float"), tr("none: the first sale opened this shift")))
    if shift.approved_by:
        facts.append((tr("Closed unfinished by"), shift.approved_name))
    if shift.countersigned_by:
        facts.append((tr("Countersigned by"), shift.countersigned_name))
        facts.append((tr("Countersigned"), shift.countersigned_at))
    tables = [_figures(report, formats)]
    if report.moves:
        tables.append(_moves(report))
    if shift.piles:
        tables.append(_piles(report))
    if report.unfinished:
        lines = unfinished_lines(report.unfinished, formats).split("\n")
        tables.append(Table(tr("Not finished"), ("",), tuple((line,) for line in lines)))
    signatures = (tr("Clerk"), tr("Supervisor")) if shift.closed_at is not None else ()
    title, headline = shift_name(report, formats), main_figure(report)
    return Document(title, tuple(facts), tuple(tables), signatures, headline)


def _figures(report: ShiftReport, formats: Formats) -> Table:
    return Table(tr("Figures"), ("", ""), tuple(figure_lines(report, formats)))


def _moves(report: ShiftReport) -> Table:
    rows = tuple(
        (move.at, entry_name(move.kind), move.amount, move.reason) for move in report.moves
    )
    return Table(tr("Without a sale"), (tr("Time"), "", tr("Amount"), tr("Reason")), rows)


def _piles(report: ShiftReport) -> Table:
    currency = report.shift.currency
    rows = tuple(
        (
            Money(pile.value_minor, currency),
            pile.count,
            Money(pile.value_minor * pile.count, currency),
        )
        for pile in report.shift.piles
        if pile.count
    )
    return Table(tr("Counted"), (tr("Value"), tr("Number"), tr("Amount")), rows)
