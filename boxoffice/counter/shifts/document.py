"""A report as facts and tables, and as CSV for other programs: plain numbers, local times."""

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias

from boxoffice.model.money import Money, minor_digits

Cell: TypeAlias = "str | int | Money | datetime | date | None"

#: What a spreadsheet would take for a formula when somebody typed it as a reason or a title.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under named columns; the last `sums` rows are totals."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    sums: int = 0


@dataclass(frozen=True, slots=True)
class Document:
    """A report. `facts` are the words under its title, `headline` its one large figure with its
    word, `signatures` who signs at its foot."""

    title: str
    facts: tuple[tuple[str, Cell], ...]
    tables: tuple[Table, ...]
    signatures: tuple[str, ...] = ()
    headline: tuple[str, Cell] | None = None


def csv_of(document: Document, local: Callable[[datetime], datetime]) -> bytes:
    """The document as CSV, in UTF-8 with the mark by which spreadsheets know it. `local` puts an
    instant into the theatre's time."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([_cell(document.title, local)])
    headline = () if document.headline is None else (document.headline,)
    for word, value in (*document.facts, *headline):
        writer.writerow([_cell(word, local), _cell(value, local)])
    for table in document.tables:
        writer.writerow([])
        writer.writerow([_cell(table.name, local)])
        writer.writerow([_cell(name, local) for name in table.columns])
        writer.writerows(_cells(row, local) for row in table.rows)
    return text.getvalue().encode("utf-8-sig")


def _cells(row: Sequence[Cell], local: Callable[[datetime], datetime]) -> list[str]:
    return [_cell(value, local) for value in row]


def _cell(value: Cell, local: Callable[[datetime], datetime]) -> str:
    match value:
        case None:
            return ""
        case Money():
            return f"{value.major():.{minor_digits(value.currency)}f}"
        case datetime():
            return local(value).strftime("%Y-%m-%d %H:%M:%S")
        case str():
            return f"'{value}" if value.startswith(_FORMULA) else value
    return str(value)
