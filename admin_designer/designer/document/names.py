"""What every seat of a drawing is called, and in which line of the hall it stands."""

from bisect import bisect
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from admin_designer.designer.document.elements import SeatRow
from admin_designer.designer.document.naming import Naming, RowsFrom, seat_name
from admin_designer.designer.document.row_shape import Stood

#: Rows side by side whose middles differ by less in depth stand in one line.
LINE_MM = 450.0


@dataclass(frozen=True, slots=True)
class Part:
    """A row as it stands, one of those side by side in a line. `runs` are the places of seats
    beside each other, left to right; aisles and places that are out lie between them."""

    row: SeatRow
    stood: Stood
    runs: tuple[tuple[int, ...], ...]

    @property
    def left_mm(self) -> float:
        """Where it begins."""
        return float(self.stood.x_mm.min())

    @property
    def right_mm(self) -> float:
        """Where it ends."""
        return float(self.stood.x_mm.max())


#: Rows side by side, left to right.
Line = tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Name:
    """A seat's row, its number in it, and both together."""

    row: str
    number: str

    @property
    def seat_id(self) -> str:
        """What is printed on tickets."""
        return seat_name(self.row, self.number)


def lines_of(stood: Iterable[tuple[SeatRow, Stood]]) -> tuple[Line, ...]:
    """The lines from the back of the hall to the screen, level by level in the order in which
    levels begin."""
    parts = [Part(row, where, _runs(row, where)) for row, where in stood if row.places]
    first: dict[str, int] = {}
    for part in sorted(parts, key=lambda one: one.row.y_mm):
        first.setdefault(part.row.level, len(first))
    parts.sort(key=lambda one: (first[one.row.level], one.row.y_mm, one.left_mm))
    lines: list[list[Part]] = []
    # From where to where the newest line's rows reach, left to right.
    taken: list[tuple[float, float]] = []
    for part in parts:
        reach = (part.left_mm, part.right_mm)
        at = bisect(taken, reach)
        if (
            lines
            and _level_with(part, lines[-1][0])
            and _is_free(reach, taken[max(at - 1, 0) : at + 1])
        ):
            lines[-1].append(part)
        else:
            lines.append([part])
            at, taken = 0, []
        taken.insert(at, reach)
    return tuple(tuple(sorted(line, key=lambda one: one.left_mm)) for line in lines)


def names_of(lines: Iterable[Line], naming: Naming) -> Mapping[str, Name]:
    """The name of every seat by its uid. What a row or a place is called by itself comes first;
    it uses up the name it would have had, so that no other is renamed for it."""
    ordered = list(lines)
    if naming.rows_from is RowsFrom.FRONT:
        ordered.reverse()
    prefixes = dict(naming.prefixes)
    names: dict[str, Name] = {}
    for line, label in zip(ordered, naming.row_names(), strict=False):
        runs = [(part.row, run) for part in line for run in part.runs]
        numbers = iter(naming.seat_numbers([len(run) for _, run in runs]))
        for row, run in runs:
            called = row.label or prefixes.get(row.block, "") + label
            for at in run:
                number = str(next(numbers))
                names[row.places[at].uid] = Name(called, row.places[at].number or number)
    return names


def _runs(row: SeatRow, stood: Stood) -> tuple[tuple[int, ...], ...]:
    runs: list[tuple[int, ...]] = []
    run: list[int] = []
    for at, place in enumerate(row.places):
        if run and (place.out or place.gap_mm > 0):
            runs.append(tuple(run))
            run = []
        if not place.out:
            run.append(at)
    if run:
        runs.append(tuple(run))
    if stood.x_mm[0] > stood.x_mm[-1]:
        return tuple(one[::-1] for one in reversed(runs))
    return tuple(runs)


def _level_with(part: Part, other: Part) -> bool:
    return part.row.level == other.row.level and abs(part.row.y_mm - other.row.y_mm) < LINE_MM


def _is_free(reach: tuple[float, float], beside: Iterable[tuple[float, float]]) -> bool:
    return all(reach[0] > right or reach[1] < left for left, right in beside)
