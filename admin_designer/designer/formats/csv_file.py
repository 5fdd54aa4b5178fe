"""A hall as a table: row, seat, x and y in millimetres from the back left corner, category."""

import csv
import io
from collections.abc import Iterator, Sequence
from hashlib import sha256
from itertools import islice

from admin_designer.designer.document.document import Document
from admin_designer.designer.document.elements import Element, Hall, Place
from admin_designer.designer.document.placed import Spot
from admin_designer.designer.formats.categories import Categories
from admin_designer.designer.formats.named import NamedPlan
from admin_designer.designer.formats.placing import PlacedRow, drawn_rows
from admin_designer.designer.formats.pretix_areas import number
from admin_designer.designer.formats.reading import MAX_HALL_MM, MAX_ROWS, NO_PLAN, Mended, counted
from boxoffice.model.errors import BadInput
from boxoffice.rules.layouts import MAX_SEATS

COLUMNS = ("row", "seat", "x", "y", "category")
_SEPARATORS = (";", "\t", ",")


def read_csv(data: bytes) -> tuple[tuple[Element, ...], tuple[str, ...]]:
    """The elements of the hall that a table describes; BadInput for what is no such table.

    The same table gives the same uids, and another one never gives one of them again.
    """
    mended = Mended()
    lines = list(islice(_lines(data, _encoding(data, mended)), MAX_SEATS + 1))
    if not lines:
        raise BadInput("The table has no seat.")
    if len(lines) > MAX_SEATS:
        raise BadInput(f"The table has more than {MAX_SEATS:,} seats.")
    stem = sha256(data).hexdigest()[:12]
    categories = Categories(None, mended)
    rows: dict[str, list[Spot]] = {}
    for at, (where, cells) in enumerate(lines, start=1):
        spot = _spot(cells, f"{stem}.{at}", categories, where, mended)
        label = mended.name(cells[0], "The name of a row", where)
        if not label:
            raise BadInput(f"{where.capitalize()} of the table names no row.")
        rows.setdefault(label, []).append(spot)
    if len(rows) > MAX_ROWS:
        raise BadInput(f"The table has more than {MAX_ROWS:,} rows.")
    placed = [PlacedRow(label, "", tuple(spots)) for label, spots in rows.items()]
    hall = Hall(categories=categories.in_order(placed))
    told = f"Read: {counted(len(lines), 'seat')} in {counted(len(rows), 'row')}."
    return (hall, *drawn_rows(placed)), (told, *mended.lines())


def write_csv(document: Document) -> bytes:
    """The table with its header, UTF-8; BadInput for a hall without seats."""
    named = NamedPlan(document)
    if not named.plan.seats:
        raise BadInput("The hall has no seat.")
    text = io.StringIO(newline="")
    table = csv.writer(text, lineterminator="\r\n")
    table.writerow(COLUMNS)
    for row in named.plan.rows:
        for run in named.runs(row):
            for one in run:
                category = named.categories.get(one.seat.category_id, "")
                seat = one.seat
                table.writerow((one.name.row, one.name.number, seat.x_mm, seat.y_mm, category))
    return text.getvalue().encode()


def _encoding(data: bytes, mended: Mended) -> str:
    try:
        data.decode()
    except UnicodeDecodeError as at:
        where = f"byte {at.start:,}"
    else:
        return "utf-8"
    try:
        data.decode("cp1252")
    except UnicodeDecodeError as error:
        raise BadInput(NO_PLAN) from error
    mended.note("The table is not UTF-8; it is read as Windows' Western letters", where)
    return "cp1252"


def _lines(data: bytes, encoding: str) -> Iterator[tuple[str, list[str]]]:
    """Each line with what to call it, without the header and without lines of nothing."""
    head = data.partition(b"\n")[0].decode(encoding)
    separator = next((one for one in _SEPARATORS if head.count(one) >= len(COLUMNS) - 1), None)
    if separator is None:
        raise BadInput(NO_PLAN)
    order = list(range(len(COLUMNS)))
    text = io.TextIOWrapper(io.BytesIO(data), encoding, newline="")
    table = csv.reader(text, delimiter=separator, strict=True)
    try:
        for at, cells in enumerate(table, start=1):
            if at == 1 and (named := _header(cells)):
                order = named
            elif any(cell.strip() for cell in cells):
                if len(cells) <= max(order):
                    raise BadInput(f"Line {at} of the table has {len(cells)} cells, too few.")
                yield f"line {at}", [cells[column] for column in order]
    except csv.Error as error:
        raise BadInput("The table is cut off, or its quotes do not match.") from error


def _header(cells: Sequence[str]) -> list[int] | None:
    """Where the columns are, if the first line names them."""
    names = [cell.strip().casefold() for cell in cells]
    return [names.index(name) for name in COLUMNS] if set(COLUMNS) <= set(names) else None


def _spot(
    cells: Sequence[str], uid: str, categories: Categories, where: str, mended: Mended
) -> Spot:
    place = Place(
        uid,
        categories.of(cells[4], where),
        number=mended.name(cells[1], "The number of a seat", where),
    )
    x, y = (number(cell.strip().replace(",", ".")) for cell in cells[2:4])
    if x is None or y is None or max(abs(x), abs(y)) > MAX_HALL_MM:
        raise BadInput(f"{where.capitalize()} of the table has no place in millimetres.")
    return Spot(place, round(x), round(y))
