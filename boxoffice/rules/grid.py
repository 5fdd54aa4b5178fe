"""The contract's seat grid: a category as rows and columns of seats and gaps, and plans from it."""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from boxoffice.model.errors import BadInput
from boxoffice.model.layout import (
    Category,
    GridBlock,
    Landmark,
    LandmarkKind,
    Plan,
    Row,
    Run,
    Seat,
    SeatKind,
)
from boxoffice.rules.layouts import MAX_SEATS, check
from boxoffice.rules.numbering import split_seat_id

GAP_TYPE = 0
GAP_ID = "-"
#: A grid may have more cells than a hall seats, but not without end.
MAX_CELLS = 4 * MAX_SEATS

SEAT_PITCH_MM = 560
ROW_PITCH_MM = 1100
CATEGORY_GAP_MM = 700
MARGIN_MM = 1200
SCREEN_DISTANCE_MM = 3000

#: A half, and what tells one from the last bit of a sum.
_HALF = 0.5 + 1e-6

_KIND_OF_TYPE = {1: SeatKind.STANDARD, 2: SeatKind.PREMIUM, 3: SeatKind.DIAMOND}
_TYPE_OF_KIND = {kind: number for number, kind in _KIND_OF_TYPE.items()}


@dataclass(frozen=True, slots=True)
class GridSeat:
    """One cell: type 0 is a gap (its id is "-"), 1 standard, 2 premium, 3 diamond."""

    type: int
    seat_id: str


@dataclass(frozen=True, slots=True)
class GridCategory:
    """One category; `seats` is row by row, rows x columns long."""

    category_id: int
    name: str
    rows: int
    columns: int
    seats: tuple[GridSeat, ...]


def to_grid(plan: Plan) -> tuple[GridCategory, ...]:
    """The plan as the contract's grid, back to front: the grid it was made from, or one laid over
    the drawing. There a category is as wide as it must be to stay centred in the hall."""
    names = {category.category_id: category.name for category in plan.categories}
    types = {category.category_id: min(category.hue, 3) for category in plan.categories}
    return tuple(
        GridCategory(
            block.category_id,
            names[block.category_id],
            len(block.cells) // block.columns,
            block.columns,
            tuple(_cell(plan.seats[at] if at >= 0 else None, types) for at in block.cells),
        )
        for block in plan.grid or _laid_over(plan)
    )


def from_grid(categories: Sequence[GridCategory], seat_ids: Sequence[str]) -> Plan:
    """A plan drawn from a grid, its seats in the order of `seat_ids`; BadInput when the grid is
    not whole, names a seat twice or names other seats than `seat_ids`."""
    for category in categories:
        _check_category(category)
    if sum(len(category.seats) for category in categories) > MAX_CELLS:
        raise BadInput(f"A hall has at most {MAX_CELLS} places in its grid.")
    in_grid = [cell.seat_id for category in categories for cell in category.seats if cell.type]
    _check_seat_ids(in_grid, seat_ids)
    plan = _drawn(categories, {seat_id: index for index, seat_id in enumerate(seat_ids)})
    if errors := check(plan):
        raise BadInput(errors[0])
    return plan


def _cell(seat: Seat | None, types: dict[int, int]) -> GridSeat:
    if seat is None:
        return GridSeat(GAP_TYPE, GAP_ID)
    return GridSeat(_TYPE_OF_KIND.get(seat.kind, types[seat.category_id]), seat.seat_id)


def _laid_over(plan: Plan) -> Iterator[GridBlock]:
    for category in plan.categories:
        rows = [
            runs for row in plan.rows if (runs := tuple(_runs_of(plan, row, category.category_id)))
        ]
        yield _block(plan, category.category_id, rows)


def _runs_of(plan: Plan, row: Row, category_id: int) -> Iterator[tuple[int, ...]]:
    for run in row.runs:
        if seats := tuple(at for at in run.seats if plan.seats[at].category_id == category_id):
            yield seats


def _block(plan: Plan, category_id: int, rows: Sequence[Sequence[tuple[int, ...]]]) -> GridBlock:
    """Rows laid into columns one seat wide, as few as keep the hall's centre line in the middle."""
    pitch_mm = _pitch_mm(plan, rows)
    places = {
        at: (plan.seats[at].x_mm - plan.width_mm / 2) / pitch_mm
        for runs in rows
        for run in runs
        for at in run
    }
    # With an even number of columns the centre line runs between two of them.
    shift = min(
        (0.0, 0.5),
        key=lambda by: sum(abs(place - by - round(place - by)) for place in places.values()),
    )
    columns = _columns(rows, {at: place - shift for at, place in places.items()})
    reach = max((abs(2 * (column + shift)) for column in columns.values()), default=0)
    width = int(reach) + 1
    first = -int(reach / 2 + shift)
    cells = [-1] * (width * len(rows))
    for line, runs in enumerate(rows):
        for run in runs:
            for at in run:
                cells[line * width + columns[at] - first] = at
    return GridBlock(category_id, width, tuple(cells))


def _columns(
    rows: Iterable[Iterable[tuple[int, ...]]], places: Mapping[int, float]
) -> dict[int, int]:
    """Column of each seat: the nearest to its place, an aisle keeping at least one free."""
    columns: dict[int, int] = {}
    for runs in rows:
        last: int | None = None
        for run in runs:
            for at in run:
                # Half-way between two columns all go to the same side, or neighbours would part.
                column = math.floor(places[at] + _HALF)
                columns[at] = column if last is None else max(column, last + 1)
                last = columns[at]
            last = columns[run[-1]] + 1
    return columns


def _pitch_mm(plan: Plan, rows: Iterable[Iterable[tuple[int, ...]]]) -> float:
    steps = [
        plan.seats[right].x_mm - plan.seats[left].x_mm
        for runs in rows
        for run in runs
        for left, right in pairwise(run)
    ]
    return max(1.0, median(steps)) if steps else float(SEAT_PITCH_MM)


def _check_category(category: GridCategory) -> None:
    if category.category_id < 1:
        raise BadInput("Category numbers start at 1.")
    if category.rows < 1 or category.columns < 1:
        raise BadInput(f"Category {category.name} needs at least one row and one column.")
    if len(category.seats) != category.rows * category.columns:
        raise BadInput(
            f"Category {category.name} has {len(category.seats)} places; "
            f"{category.rows} rows of {category.columns} make {category.rows * category.columns}."
        )
    for cell in category.seats:
        if cell.type != GAP_TYPE and cell.type not in _KIND_OF_TYPE:
            raise BadInput(f"There is no seat type {cell.type}.")
        if cell.type == GAP_TYPE and cell.seat_id not in (GAP_ID, ""):
            raise BadInput(f"{cell.seat_id[:20]} is a gap; a gap's seat id is “-”.")


def _check_seat_ids(in_grid: Sequence[str], seat_ids: Sequence[str]) -> None:
    if len(set(seat_ids)) != len(seat_ids):
        raise BadInput("A seat is listed twice.")
    if len(set(in_grid)) != len(in_grid):
        raise BadInput("A seat stands twice in the grid.")
    if differing := sorted(set(in_grid) ^ set(seat_ids)):
        raise BadInput(
            f"The list of seats and the grid differ at {', '.join(differing[:5])}.",
            seat_ids=tuple(differing),
        )


def _drawn(categories: Sequence[GridCategory], index_of: dict[str, int]) -> Plan:
    columns = max((category.columns for category in categories), default=1)
    width_mm = 2 * MARGIN_MM + columns * SEAT_PITCH_MM
    seats: dict[int, Seat] = {}
    rows: list[Row] = []
    blocks: list[GridBlock] = []
    y_mm = MARGIN_MM
    for category in categories:
        left_mm = (width_mm - (category.columns - 1) * SEAT_PITCH_MM) // 2
        cells = [index_of[cell.seat_id] if cell.type else -1 for cell in category.seats]
        blocks.append(GridBlock(category.category_id, category.columns, tuple(cells)))
        for line in range(category.rows):
            start = line * category.columns
            row = cells[start : start + category.columns]
            for column, at in enumerate(row):
                if at >= 0:
                    place = (left_mm + column * SEAT_PITCH_MM, y_mm)
                    seats[at] = _seat(category, start + column, place)
            if any(at >= 0 for at in row):
                label = seats[next(at for at in row if at >= 0)].row
                rows.append(Row(label, tuple(_runs(row))))
            y_mm += ROW_PITCH_MM
        y_mm += CATEGORY_GAP_MM
    last_mm = y_mm - CATEGORY_GAP_MM - ROW_PITCH_MM
    screen_mm = last_mm + SCREEN_DISTANCE_MM
    return Plan(
        seats=tuple(seats[index] for index in range(len(index_of))),
        categories=tuple(Category(c.category_id, c.name, c.category_id) for c in categories),
        rows=tuple(rows),
        landmarks=(
            Landmark(LandmarkKind.SCREEN, width_mm // 2, screen_mm, width_mm * 3 // 4, 120),
        ),
        width_mm=width_mm,
        depth_mm=screen_mm + MARGIN_MM,
        focal_x_mm=width_mm // 2,
        focal_y_mm=MARGIN_MM + (last_mm - MARGIN_MM) * 2 // 5,
        grid=tuple(blocks),
    )


def _seat(category: GridCategory, cell: int, place: tuple[int, int]) -> Seat:
    seat_id = category.seats[cell].seat_id
    letters, number = split_seat_id(seat_id)
    return Seat(
        uid=f"g{category.category_id}.{cell}",
        seat_id=seat_id,
        row=letters,
        number=number,
        category_id=category.category_id,
        kind=_KIND_OF_TYPE[category.seats[cell].type],
        x_mm=place[0],
        y_mm=place[1],
    )


def _runs(row: Sequence[int]) -> Iterator[Run]:
    run: list[int] = []
    for at in (*row, -1):
        if at >= 0:
            run.append(at)
        elif run:
            yield Run(tuple(run))
            run = []
