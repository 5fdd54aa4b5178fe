"""Where all seats of a drawing stand, as arrays that follow its changes."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from admin_designer.designer.document.change import Change
from admin_designer.designer.document.elements import SeatRow
from admin_designer.designer.document.row_shape import column, stand
from boxoffice.model.layout import SeatKind

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

#: The kinds of seats that stand in rows by number, as `Standing.kind` has them.
KINDS: tuple[SeatKind, ...] = tuple(kind for kind in SeatKind if kind is not SeatKind.STANDING)
_NUMBER_OF = {kind: number for number, kind in enumerate(KINDS)}


@dataclass(frozen=True, slots=True)
class _RowSeats:
    """The seats of one row, without its places that are out. `stood` has shape (3, n): x, y and
    angle; `facts` shape (4, n): width, depth, category and kind; `partners` are uids of seats and
    of those that they belong to."""

    row: SeatRow
    uids: tuple[str, ...]
    stood: Floats
    facts: NDArray[np.int32]
    partners: tuple[tuple[str, str], ...] = ()


class Standing:
    """Every seat's centre (millimetres), angle (hundredths of a degree), size, category and kind (a
    place in KINDS), row by row; `uids` names them in the same order, `starts` says where each row
    begins and `counts` how many seats it has.

    A change costs what it touches, and when seats come or go a copy of the arrays.
    """

    uids: list[str]
    starts: Ints
    counts: Ints
    x_mm: Floats
    y_mm: Floats
    angle_cdeg: Floats
    width_mm: NDArray[np.int32]
    depth_mm: NDArray[np.int32]
    category_id: NDArray[np.int32]
    kind: NDArray[np.int32]

    def __init__(self, rows: Iterable[SeatRow]) -> None:
        self._rows = {row.element_id: _read(row) for row in rows}
        self._join()

    @property
    def ordered(self) -> Iterator[SeatRow]:
        """The rows by their numbers."""
        return (one.row for one in self._ordered)

    def row(self, number: int) -> SeatRow:
        """The row of that number."""
        return self._ordered[number].row

    @cached_property
    def index_of(self) -> Mapping[str, int]:
        """Each seat's place in the arrays."""
        return {uid: at for at, uid in enumerate(self.uids)}

    @cached_property
    def row_of(self) -> Ints:
        """The number of each seat's row."""
        return np.repeat(np.arange(len(self._ordered)), self.counts)

    def indexes(self, uids: Iterable[str]) -> Ints:
        """The seats of these uids, ascending; ids of other things are passed over."""
        found = sorted(self.index_of[uid] for uid in uids if uid in self.index_of)
        return np.array(found, dtype=np.int64)

    @cached_property
    def partners(self) -> Ints:
        """Pairs of seats that belong together, each once; shape (n, 2)."""
        of = self.index_of
        pairs = (pair for one in self._ordered for pair in one.partners)
        known = {(of[one], of[other]) for one, other in pairs if one in of and other in of}
        each = sorted({(min(pair), max(pair)) for pair in known})
        return np.array(each, dtype=np.int64).reshape(-1, 2)

    def edges(self, seats: Ints | slice) -> Floats:
        """Left, back, right and front of the bodies of these seats, shape (4, n)."""
        turn = np.radians(self.angle_cdeg[seats] / 100)
        cosine, sine = np.abs(np.cos(turn)), np.abs(np.sin(turn))
        wide, deep = self.width_mm[seats] / 2, self.depth_mm[seats] / 2
        across, along = wide * cosine + deep * sine, wide * sine + deep * cosine
        x, y = self.x_mm[seats], self.y_mm[seats]
        return np.stack((x - across, y - along, x + across, y + along))

    def take(self, change: Change) -> bool:
        """Follow a change; whether seats came or went, so that indexes mean others now."""
        same = True
        touched = []
        for element_id in {**change.before, **change.after}:
            before = self._rows.get(element_id)
            row = change.after.get(element_id)
            if not isinstance(row, SeatRow):
                gone = self._rows.pop(element_id, None)
                same = same and gone is None
                continue
            after = self._rows[element_id] = _again(before, row)
            same = same and before is not None and before.uids == after.uids
            touched.append(element_id)
        if not same:
            self._join()
            return True
        self.__dict__.pop("partners", None)
        for element_id in touched:
            seats = self._rows[element_id]
            number = self._number[element_id]
            self._ordered[number] = seats
            start = int(self.starts[number])
            part = slice(start, start + len(seats.uids))
            self.stood[:, part], self.facts[:, part] = seats.stood, seats.facts
        return False

    def _join(self) -> None:
        self._ordered = list(self._rows.values())
        self._number = {one.row.element_id: at for at, one in enumerate(self._ordered)}
        self.uids = [uid for one in self._ordered for uid in one.uids]
        self.counts = np.array([len(one.uids) for one in self._ordered], dtype=np.int64)
        self.starts = np.cumsum(self.counts) - self.counts
        self.stood = np.concatenate([np.empty((3, 0)), *(o.stood for o in self._ordered)], axis=1)
        empty = np.empty((4, 0), dtype=np.int32)
        self.facts = np.concatenate([empty, *(one.facts for one in self._ordered)], axis=1)
        self.x_mm, self.y_mm, self.angle_cdeg = self.stood
        self.width_mm, self.depth_mm, self.category_id, self.kind = self.facts
        for name in ("index_of", "row_of", "partners"):
            self.__dict__.pop(name, None)


def _read(row: SeatRow) -> _RowSeats:
    if not row.places:
        return _RowSeats(row, (), np.empty((3, 0)), np.empty((4, 0), dtype=np.int32))
    places = [place for place in row.places if not place.out]
    stood = np.array(stand(row))
    if len(places) != len(row.places):
        stood = stood[:, [not place.out for place in row.places]]
    facts = np.empty((4, len(places)), dtype=np.int32)
    facts[0] = column([place.width_mm for place in places])
    facts[1] = column([place.depth_mm for place in places])
    facts[2] = column([place.category_id for place in places])
    kinds = [place.kind for place in places]
    # An enum's hash is slow, and rows of several kinds are few.
    alike = kinds[:1] * len(kinds) == kinds
    facts[3] = [_NUMBER_OF[kind] for kind in (kinds[:1] if alike else kinds)]
    uids = tuple([place.uid for place in places])
    partners = tuple([(one.uid, one.partner_uid) for one in places if one.partner_uid])
    return _RowSeats(row, uids, stood, facts, partners)


def _again(before: _RowSeats | None, row: SeatRow) -> _RowSeats:
    """A row as it is read, from what was read of it where it was only moved."""
    if before is None or before.row.places is not row.places or not _is_moved(before.row, row):
        return _read(row)
    by = np.array([[row.x_mm - before.row.x_mm], [row.y_mm - before.row.y_mm], [0]])
    return replace(before, row=row, stood=before.stood + by)


def _is_moved(before: SeatRow, row: SeatRow) -> bool:
    shapes = ((one.spacing_mm, one.angle_cdeg, one.radius_mm, one.turns) for one in (before, row))
    return next(shapes) == next(shapes)
