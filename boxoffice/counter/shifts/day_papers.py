"""A day's papers: its cash register, and the distributors' daily collection report."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from boxoffice.counter.shifts.document import Cell, Document, Table
from boxoffice.counter.shifts.words import difference_word, entry_name, tender_name, tr
from boxoffice.model.booking import TaxPart
from boxoffice.model.money import Money
from boxoffice.model.payment import PaymentKind
from boxoffice.model.reports import CollectionReport, CollectionRow, DayRegister, RegisterTicket
from boxoffice.model.shift import EntryKind, ShiftReport
from boxoffice.model.theatre import Theatre
from boxoffice.qtkit.formats import Formats
from boxoffice.rules.booking_number import spoken
from boxoffice.rules.day_reports import summed_tax


def register_document(register: DayRegister, theatre: Theatre, formats: Formats) -> Document:
    """A day's register: takings by tender, the shifts, all money by time, every ticket's tax."""
    names = {one.code: one.name for one in theatre.terms.ticket_types}
    taxes = list(dict.fromkeys(part.name for one in register.tickets for part in one.tax))
    tables = (
        _takings(register, theatre.terms.currency),
        _shifts(register.shifts),
        _money(register),
        _tickets(register.tickets, names, taxes, theatre.terms.currency),
    )
    facts: tuple[tuple[str, Cell], ...] = (
        (tr("Theatre"), register.theatre_name),
        (tr("GSTIN"), theatre.gstin),
        (tr("Day of business"), register.day),
    )
    title = tr("Cash register, {day}").format(day=formats.day_and_year(register.day))
    return Document(title, facts, tables, (tr("Cashier"), tr("Manager")))


def collection_document(report: CollectionReport, theatre: Theatre, formats: Formats) -> Document:
    """The distributors' daily collection report, a table for each film."""
    taxes = list(dict.fromkeys(part.name for row in report.rows for part in row.tax))
    films: defaultdict[str, list[CollectionRow]] = defaultdict(list)
    for row in report.rows:
        films[row.title].append(row)
    tables = [_film(title, rows, taxes) for title, rows in films.items()]
    if len(films) > 1:
        tables.append(_film(tr("All films"), report.rows, taxes, only_sum=True))
    facts: tuple[tuple[str, Cell], ...] = (
        (tr("Theatre"), report.theatre_name),
        (tr("GSTIN"), theatre.gstin),
        (tr("Day of business"), report.day),
    )
    title = tr("Daily collection report, {day}").format(day=formats.day_and_year(report.day))
    return Document(title, facts, tuple(tables), (tr("Manager"),))


def _takings(register: DayRegister, currency: str) -> Table:
    rows: list[tuple[Cell, ...]] = []
    whole = [0, 0]
    for tender in PaymentKind:
        taken, back = (
            sum(
                row.amount.amount_minor
                for row in register.rows
                if row.tender is tender and row.kind is kind
            )
            for kind in (EntryKind.TAKEN, EntryKind.RETURNED)
        )
        if taken or back:
            whole[0] += taken
            whole[1] += back
            rows.append((tender_name(tender), *_in(currency, taken, back, taken - back)))
    rows.append((tr("Total"), *_in(currency, *whole, whole[0] - whole[1])))
    columns = (tr("Paid by"), tr("Taken"), tr("Given back"), tr("Net"))
    return Table(tr("Takings"), columns, tuple(rows), sums=1)


def _shifts(shifts: Sequence[ShiftReport]) -> Table:
    rows = tuple(
        (
            f"Z {one.shift.z_number}" if one.shift.z_number else tr("open"),
            one.shift.user_name,
            one.shift.till,
            one.shift.opened_at,
            one.shift.closed_at,
            one.figures.expected_cash,
            one.shift.counted,
            one.difference,
            "" if one.difference is None else difference_word(one.difference),
            one.shift.countersigned_name,
            _average(one.figures.keys, one.figures.counted_sales),
            _average(one.figures.took_ms / 1000, one.figures.counted_sales),
        )
        for one in shifts
    )
    columns = (
        tr("Shift"), tr("Clerk"), tr("Counter"), tr("Opened"), tr("Closed"), tr("Expected"),
        tr("Counted"), tr("Difference"), "", tr("Countersigned"), tr("Keys a sale"),
        tr("Seconds a sale"),
    )  # fmt: skip
    return Table(tr("Shifts"), columns, rows)


def _average(total: float, count: int) -> str:
    return f"{total / count:.1f}" if count else ""


def _money(register: DayRegister) -> Table:
    rows = tuple(
        (
            row.at,
            entry_name(row.kind),
            tender_name(row.tender),
            row.amount,
            spoken(row.booking_number) if row.booking_number else "",
            row.till or tr("online"),
            row.who,
            row.reason,
        )
        for row in register.rows
    )
    columns = (
        tr("Time"), "", tr("Paid by"), tr("Amount"), tr("Booking"), tr("Counter"), tr("By"),
        tr("Reason"),
    )  # fmt: skip
    return Table(tr("All money"), columns, rows)


def _tickets(
    tickets: Sequence[RegisterTicket],
    names: dict[str, str],
    taxes: Sequence[str],
    currency: str,
) -> Table:
    rows: list[tuple[Cell, ...]] = [
        (
            one.at,
            spoken(one.booking_number),
            # Nothing was paid for what was exchanged evenly, at whichever counter.
            one.till or (tr("online") if one.tenders else tr("exchanged")),
            " + ".join(tender_name(kind) for kind in one.tenders),
            one.title,
            one.starts_at,
            one.seat_id,
            names.get(one.ticket_type, one.ticket_type),
            one.gross,
            *_taxes(one.tax, taxes, one.gross.currency),
            Money(one.net_minor, one.gross.currency),
            tr("given back") if one.given_back else "",
        )
        for one in tickets
    ]
    kept = [one for one in tickets if not one.given_back]
    gross = sum(one.gross.amount_minor for one in kept)
    tax = summed_tax(part for one in kept for part in one.tax)
    net = sum(one.net_minor for one in kept)
    seats = sum(bool(one.seat_id) for one in kept)
    blanks = ("", "", "", "", None, tr("%n tickets", seats), "")
    rows.append(
        (
            tr("Total"),
            *blanks,
            Money(gross, currency),
            *_taxes(tax, taxes, currency),
            Money(net, currency),
            "",
        )
    )
    columns = (
        tr("Time"), tr("Booking"), tr("Counter"), tr("Paid by"), tr("Film"), tr("Show"),
        tr("Seat"), tr("Type"), tr("Price"), *taxes, tr("Before tax"), "",
    )  # fmt: skip
    return Table(tr("Tickets"), columns, tuple(rows), sums=1)


def _film(
    title: str, rows: Sequence[CollectionRow], taxes: Sequence[str], *, only_sum: bool = False
) -> Table:
    currency = rows[0].gross.currency
    lines: list[tuple[Cell, ...]] = [
        (
            row.starts_at,
            row.screen_name,
            row.category,
            row.tickets,
            row.gross,
            *_taxes(row.tax, taxes, row.gross.currency),
            Money(row.net_minor, row.gross.currency),
        )
        for row in (() if only_sum else rows)
    ]
    mine = [row for row in rows if row.gross.currency == currency]
    tax = summed_tax(part for row in mine for part in row.tax)
    lines.append(
        (
            tr("Total"),
            "",
            "",
            sum(row.tickets for row in mine),
            Money(sum(row.gross.amount_minor for row in mine), currency),
            *_taxes(tax, taxes, currency),
            Money(sum(row.net_minor for row in mine), currency),
        )
    )
    columns = (
        tr("Show"), tr("Screen"), tr("Category"), tr("Tickets"), tr("Gross"), *taxes, tr("Net"),
    )  # fmt: skip
    return Table(title, columns, tuple(lines), sums=1)


def _taxes(parts: Iterable[TaxPart], names: Sequence[str], currency: str) -> tuple[Money, ...]:
    sums: defaultdict[str, int] = defaultdict(int)
    for part in parts:
        sums[part.name] += part.amount_minor
    return _in(currency, *(sums[name] for name in names))


def _in(currency: str, *amounts: int) -> tuple[Money, ...]:
    return tuple(Money(amount, currency) for amount in amounts)
