"""Small halls that the rules' tests sell from."""

from collections.abc import Sequence
from dataclasses import replace

from admin_designer.designer.document.areas import rectangle
from boxoffice.model.layout import Landmark, LandmarkKind, Plan, Row, Run, Seat, SeatKind
from boxoffice.rules.grid import GAP_ID, GridCategory, GridSeat, from_grid
from boxoffice.rules.layouts import OWN_NUMBERING
from boxoffice.rules.numbering import row_letters

#: The 91-seat hall of PVR Andheri: category, name, columns and the columns that are gaps, by row.
NINETY_ONE = (
    (3, "Diamond", 18, ((1, 2, 3, 10, 11),)),
    (2, "Premium", 20, ((1, 11, 12), (1, 11, 12))),
    (1, "Standard", 24, ((13, 14), (13, 14))),
)


def ninety_one() -> tuple[GridCategory, ...]:
    """The 91-seat hall as the contract's grid."""
    categories = []
    row = 0
    for category_id, name, columns, gaps_by_row in NINETY_ONE:
        cells: list[GridSeat] = []
        for gaps in gaps_by_row:
            cells += _row(row_letters(row), category_id, columns, gaps)
            row += 1
        categories.append(GridCategory(category_id, name, len(gaps_by_row), columns, tuple(cells)))
    return tuple(categories)


def hall(*rows: str) -> Plan:
    """A hall of one category, its rows given as text: `s` a seat, `.` a gap."""
    columns = max(len(row) for row in rows)
    cells: list[GridSeat] = []
    for index, row in enumerate(rows):
        gaps = [at for at, sign in enumerate(row.ljust(columns, "."), start=1) if sign == "."]
        cells += _row(row_letters(index), 1, columns, gaps)
    grid = GridCategory(1, "Standard", len(rows), columns, tuple(cells))
    return from_grid((grid,), seat_ids((grid,)))


def without(plan: Plan, *gone: str) -> Plan:
    """The plan after these seats were taken out of it."""
    kept = [at for at, seat in enumerate(plan.seats) if seat.seat_id not in gone]
    now = {at: index for index, at in enumerate(kept)}
    rows = []
    for row in plan.rows:
        runs = (Run(tuple(now[at] for at in run.seats if at in now)) for run in row.runs)
        if left := tuple(run for run in runs if run.seats):
            rows.append(replace(row, runs=left))
    seats = tuple(plan.seats[at] for at in kept)
    return replace(plan, seats=seats, rows=tuple(rows), grid=(), numbering=OWN_NUMBERING)


def with_area(plan: Plan, places: int, name: str = "Pit") -> Plan:
    """The plan with an area of so many places in two rows."""
    first = len(plan.seats)
    standing = tuple(
        Seat(f"pit/{at}", f"{name} {at}", name, at, 1, SeatKind.STANDING, 500 * at, 4_000)
        for at in range(1, places + 1)
    )
    half = places // 2
    rows = (range(first, first + half), range(first + half, first + places))
    area = Landmark(
        LandmarkKind.AREA, 2_000, 4_000, 2_000, 2_000, name, places, rectangle(2_000, 2_000)
    )
    return replace(
        plan,
        seats=plan.seats + standing,
        rows=plan.rows + tuple(Row(name, (Run(tuple(row)),)) for row in rows),
        landmarks=(area, *plan.landmarks),
        grid=(),
        numbering=OWN_NUMBERING,
        width_mm=60_000,
    )


def renumbered(plan: Plan, **names: str) -> Plan:
    """The plan with seats called otherwise: A1="A2" calls A1 A2."""
    seats = (replace(seat, seat_id=names.get(seat.seat_id, seat.seat_id)) for seat in plan.seats)
    return replace(plan, seats=tuple(seats), numbering=OWN_NUMBERING)


def seat_ids(categories: Sequence[GridCategory]) -> tuple[str, ...]:
    """The seat ids of a grid in its order."""
    return tuple(cell.seat_id for each in categories for cell in each.seats if cell.type)


def _row(letters: str, seat_type: int, columns: int, gaps: Sequence[int]) -> list[GridSeat]:
    number = 0
    cells = []
    for column in range(1, columns + 1):
        if column in gaps:
            cells.append(GridSeat(0, GAP_ID))
        else:
            number += 1
            cells.append(GridSeat(seat_type, f"{letters}{number}"))
    return cells
