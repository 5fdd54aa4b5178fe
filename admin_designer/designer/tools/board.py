"""What every tool works on: a drawing, where its seats stand, what is selected, what is chosen."""

import math
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from secrets import token_hex
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from admin_designer.designer.document.bodies import Bodies, Box, bodies_of
from admin_designer.designer.document.change import Change
from admin_designer.designer.document.document import Document
from admin_designer.designer.document.elements import Area, Element, Fixture, SeatRow
from admin_designer.designer.document.pinning import kept
from admin_designer.designer.tools.pointer import Pointer
from admin_designer.designer.tools.standing import Standing

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Thing: TypeAlias = Fixture | Area


def fresh_id() -> str:
    """An id that no element and no seat has had before."""
    return token_hex(8)


@dataclass(slots=True)
class Choices:
    """What new things are made with; lengths are millimetres. `grid_mm` is what they snap to."""

    category_id: int = 1
    spacing_mm: int = 560
    pitch_mm: int = 1_100
    aisle_mm: int = 1_200
    radius_mm: int = 14_000
    grid_mm: int = 50
    snaps: bool = True


class Board:
    """A drawing on which something is selected: seats by uid, fixtures and areas by
    id."""

    def __init__(self, document: Document, new_id: Callable[[], str] = fresh_id) -> None:
        self.document = document
        self.new_id = new_id
        self.choices = Choices()
        self.standing = Standing(document.rows)
        self.selected: frozenset[str] = frozenset()
        self._seats: Ints | None = None
        #: Levels that are out of sight and out of reach.
        self.hidden: frozenset[str] = frozenset()
        self._listeners: list[Callable[[], None]] = []
        document.listen(self._follow)
        if document.hall.categories:
            self.choices.category_id = document.hall.categories[0].category_id

    def on_selection(self, listener: Callable[[], None]) -> Callable[[], None]:
        """Tell `listener` whenever something else is selected; answers what ends that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def select(self, ids: Iterable[str]) -> None:
        """Select just these."""
        chosen = frozenset(ids)
        if chosen != self.selected:
            self.selected, self._seats = chosen, None
            for listener in tuple(self._listeners):
                listener()

    def select_all(self) -> None:
        """Select every seat and fixture."""
        seats = (self.standing.uids[at] for at in np.flatnonzero(self.seen()).tolist())
        self.select((*seats, *(one.element_id for one in self.document.things)))

    def hide(self, levels: Iterable[str]) -> None:
        """Take just these levels out of sight, and out of the selection."""
        self.hidden = frozenset(levels)
        uids = self.standing.uids
        out = {uids[at] for at in np.flatnonzero(~self.seen()).tolist()}
        self.select(self.selected - out)

    def seen(self) -> NDArray[np.bool_]:
        """Which seats are in sight."""
        if not self.hidden:
            return np.ones(len(self.standing.uids), dtype=np.bool_)
        rows = np.array(
            [row.level not in self.hidden for row in self.standing.ordered], dtype=np.bool_
        )
        return rows[self.standing.row_of]

    def change(self, label: str, becomes: Mapping[str, Element | None], key: str = "") -> Change:
        """A change of the drawing as it is now, with the rows that must follow it."""
        return self.document.change(label, kept(self.document, dict(becomes)), key)

    def selected_rows(self) -> tuple[SeatRow, ...]:
        """The rows of which some seat is selected."""
        return self._rows(np.flatnonzero(self._selected_in_rows()))

    def whole_rows(self) -> tuple[SeatRow, ...]:
        """The rows all of whose seats are selected."""
        selected = self._selected_in_rows()
        return self._rows(np.flatnonzero((selected > 0) & (selected == self.standing.counts)))

    def _selected_in_rows(self) -> Ints:
        """How many seats of each row are selected."""
        rows = self.standing.row_of[self.selected_seats()]
        return np.bincount(rows, minlength=len(self.standing.counts))

    def _rows(self, numbers: Ints) -> tuple[SeatRow, ...]:
        return tuple(self.standing.row(number) for number in numbers.tolist())

    def selected_things(self) -> tuple[Thing, ...]:
        """The fixtures and areas that are selected."""
        return tuple(one for one in self.document.things if one.element_id in self.selected)

    def selected_seats(self) -> Ints:
        """The selected seats by their places in `standing`, ascending."""
        if self._seats is None:
            self._seats = self.standing.indexes(self.selected)
        return self._seats

    def uids_of(self, row: SeatRow) -> frozenset[str]:
        """The seats of a row."""
        return frozenset(place.uid for place in row.places if not place.out)

    def removed(self) -> tuple[tuple[SeatRow, int], ...]:
        """The places of the selected rows that are out, each with its row."""
        return tuple(
            (row, at)
            for row in self.selected_rows()
            for at, place in enumerate(row.places)
            if place.out
        )

    def thing_at(self, at: Pointer) -> str:
        """The seat or fixture under the pointer, or nothing."""
        seat = self.seat_at(at)
        if seat >= 0:
            return self.standing.uids[seat]
        for one in self.document.things:
            half_wide = max(one.width_mm / 2, at.reach_mm)
            half_deep = max(one.depth_mm / 2, at.reach_mm)
            if abs(at.x_mm - one.x_mm) <= half_wide and abs(at.y_mm - one.y_mm) <= half_deep:
                return one.element_id
        return ""

    def seat_at(self, at: Pointer) -> int:
        """The seat whose body is under the pointer, -1 for none."""
        standing = self.standing
        across, down = at.x_mm - standing.x_mm, at.y_mm - standing.y_mm
        reach = float(np.hypot(standing.width_mm, standing.depth_mm).max(initial=0.0)) / 2
        inside = (np.abs(across) <= reach) & (np.abs(down) <= reach)
        near = np.flatnonzero(inside & self.seen() if self.hidden else inside)
        turn = np.radians(standing.angle_cdeg[near] / 100)
        cosine, sine = np.cos(turn), np.sin(turn)
        along = np.abs(across[near] * cosine + down[near] * sine)
        deep = np.abs(down[near] * cosine - across[near] * sine)
        hit = (along <= standing.width_mm[near] / 2) & (deep <= standing.depth_mm[near] / 2)
        if not hit.any():
            return -1
        near = near[hit]
        return int(near[np.hypot(across[near], down[near]).argmin()])

    def things_in(self, box: Box) -> frozenset[str]:
        """The seats whose middle lies in a box, and the fixtures that lie wholly in it."""
        x, y = self.standing.x_mm, self.standing.y_mm
        inside = (x >= box.left) & (x <= box.right) & (y >= box.back) & (y <= box.front)
        inside &= self.seen()
        uids = self.standing.uids
        return frozenset(uids[at] for at in np.flatnonzero(inside).tolist()) | frozenset(
            one.element_id
            for one in self.document.things
            if box.left <= one.x_mm - one.width_mm / 2
            and one.x_mm + one.width_mm / 2 <= box.right
            and box.back <= one.y_mm - one.depth_mm / 2
            and one.y_mm + one.depth_mm / 2 <= box.front
        )

    def bounds_of(self, ids: Collection[str]) -> Box | None:
        """The box around the middles of these seats and fixtures; None around nothing."""
        return self._around(
            self._indexes(ids), [f for f in self.document.things if f.element_id in ids]
        )

    def bounds(self) -> Box | None:
        """The same around all that is drawn."""
        return self._around(slice(None), list(self.document.things))

    def edges(self, without: Collection[str] = ()) -> Floats:
        """Left, back, right and front of all bodies but these, and of the rows that none of them
        is in, shape (4, things)."""
        standing = self.standing
        seats = standing.edges(slice(None))
        still = np.ones(len(standing.uids), dtype=np.bool_)
        still[self._indexes(without)] = False
        rows = _of_rows(seats, still, standing.starts[standing.counts > 1])
        things = bodies_of(one for one in self.document.things if one.element_id not in without)
        return np.concatenate((seats[:, still], rows, things.edges), axis=1)

    def body_of(self, ids: Collection[str]) -> Box | None:
        """The box around the bodies of these; None around nothing."""
        things = bodies_of(one for one in self.document.things if one.element_id in ids)
        seats = self.standing.edges(self._indexes(ids))
        edges = np.concatenate((seats, things.edges), axis=1)
        return Bodies((), edges).around() if edges.size else None

    def _indexes(self, ids: Collection[str]) -> Ints:
        return self.selected_seats() if ids is self.selected else self.standing.indexes(ids)

    def _around(self, seats: Ints | slice, things: list[Thing]) -> Box | None:
        x = np.append(self.standing.x_mm[seats], [one.x_mm for one in things])
        y = np.append(self.standing.y_mm[seats], [one.y_mm for one in things])
        if not x.size:
            return None
        return Box(float(x.min()), float(y.min()), float(x.max()), float(y.max()))

    def _follow(self, change: Change) -> None:
        categories = self.document.hall.categories
        if categories and all(one.category_id != self.choices.category_id for one in categories):
            self.choices.category_id = categories[0].category_id
        came_or_went = self.standing.take(change)
        if came_or_went:
            self._seats = None
        if came_or_went or any(one not in change.after for one in change.before):
            known = self.standing.index_of
            things = {one.element_id for one in self.document.things}
            self.select(one for one in self.selected if one in known or one in things)


def on_grid(value: float, grid_mm: int) -> int:
    """The nearest multiple of the grid; the nearest millimetre where there is none."""
    return round(value / grid_mm) * grid_mm if grid_mm > 1 else math.floor(value + 0.5)


def _of_rows(seats: Floats, still: NDArray[np.bool_], starts: Ints) -> Floats:
    """The boxes around whole rows, from the boxes of their seats."""
    if not starts.size:
        return np.empty((4, 0))
    low = np.minimum.reduceat(seats[:2], starts, axis=1)
    high = np.maximum.reduceat(seats[2:], starts, axis=1)
    return np.concatenate((low, high))[:, np.logical_and.reduceat(still, starts)]
