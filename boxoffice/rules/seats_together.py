"""The best seats side by side, found in a few passes over all seats of a hall at once.

A place is where seats stand in the plan's rows, one row after another; a window of `count` places
is named by its first one.
"""

import math
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache
from statistics import fmean
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from boxoffice.model.layout import Plan, SeatKind, SeatState
from boxoffice.rules.standing import places_by_area

#: How much further from the focal point a seat seems that should rather be left to others.
COMPANION_MM = 6000
RESTRICTED_VIEW_MM = 4000
#: Party sizes whose windows are kept in the order of their distance.
ORDERS_KEPT = 12
#: Windows looked at in one go for the nearest: mostly it is among the first.
CHUNK = 4_096
#: A window leaves a single seat on either side and cuts a sofa on either side at most.
MOST_STRANDED = 4

_Bits: TypeAlias = npt.NDArray[np.uint8]
_Places: TypeAlias = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Window:
    """Seats (indexes into the plan) side by side in a run of a row, or places in an area; how many
    they strand, and how far off they are in all."""

    row: int
    run: int
    seats: tuple[int, ...]
    stranded: int
    off_mm: int


def distances_mm(plan: Plan, near: Collection[int] = ()) -> list[int]:
    """How far each seat seems from the focal point, or from the middle of the seats of `near`."""
    x_mm, y_mm = plan.focal_x_mm, plan.focal_y_mm
    if near:
        x_mm = round(fmean(plan.seats[seat].x_mm for seat in near))
        y_mm = round(fmean(plan.seats[seat].y_mm for seat in near))
    return [
        round(math.hypot(seat.x_mm - x_mm, seat.y_mm - y_mm))
        + COMPANION_MM * (seat.kind is SeatKind.COMPANION)
        + RESTRICTED_VIEW_MM * seat.restricted_view
        for seat in plan.seats
    ]


class SeatsTogether:
    """What is known of a plan once and for all, so that only the states are looked at anew."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        columns = plan.columns
        self._seat_at = np.array(columns.row_by_row, dtype=np.int32)
        #: Seats in the plan's order need not be put in the rows' first.
        self._in_order = bool((self._seat_at == np.arange(len(plan.seats))).all()) and len(
            self._seat_at
        ) == len(plan.seats)
        self._category = np.array(columns.category_id, dtype=np.int32)[self._seat_at]
        kinds = [plan.seats[seat].kind for seat in self._seat_at.tolist()]
        self._is_companion = _bits(kind is SeatKind.COMPANION for kind in kinds)
        self._is_wheelchair = _bits(kind is SeatKind.WHEELCHAIR for kind in kinds)
        self._has_seat = _bits(kind is not SeatKind.STANDING for kind in kinds)
        self._areas = places_by_area(plan)
        self._runs = [
            (row_at, run_at, len(run.seats))
            for row_at, row in enumerate(plan.rows)
            for run_at, run in enumerate(row.runs)
        ]
        lengths = np.array([length for _, _, length in self._runs], dtype=np.int32)
        self._starts = np.concatenate(([0], np.cumsum(lengths))).astype(np.int32)
        self._run_of = np.repeat(np.arange(len(lengths), dtype=np.int32), lengths)
        self._beside_left = np.ones(len(self._seat_at), dtype=np.uint8)
        self._beside_left[self._starts[:-1][lengths > 0]] = 0
        self._room = self._rooms()
        self._sofa_left, self._sofa_right = self._sofas(kinds)
        self._focal = np.array(distances_mm(plan), dtype=np.int64)[self._seat_at]
        self._focal_order = lru_cache(ORDERS_KEPT)(lambda count: _order(self._focal, count))
        self._wanted = lru_cache(ORDERS_KEPT)(
            lambda ids: np.isin(self._category, ids).astype(np.uint8)
        )

    def best(
        self,
        states: bytes,
        categories: Collection[int],
        count: int,
        limit: int,
        reserved: Collection[SeatKind] = (SeatKind.WHEELCHAIR,),
        near: Collection[int] = (),
    ) -> list[Window]:
        """The best windows of `count` free seats of one of these categories, those first that
        strand the fewest and then the nearest; each clearly different from the others.

        Another row or the other side of an aisle is clearly different; only a hall that has no
        such places gets two windows out of one run. Seats of the `reserved` kinds are not free.
        """
        distances = self._focal
        if near:
            by_seat = np.array(distances_mm(self._plan, near), dtype=np.int64)
            distances = by_seat[self._seat_at]
        order = _order(distances, count) if near else self._focal_order(count)
        found = self._seated(states, categories, count, limit, reserved, order)
        windows = [self._window(place, count, level, distances) for place, level in found]
        windows += self._standing(states, categories, count, distances)
        return sorted(windows, key=lambda one: (one.stranded, one.off_mm))[:limit]

    def _seated(
        self,
        states: bytes,
        categories: Collection[int],
        count: int,
        limit: int,
        reserved: Collection[SeatKind],
        order: _Places,
    ) -> list[tuple[int, int]]:
        """The best windows by their first places, and how many each strands."""
        windows = len(self._seat_at) - count + 1
        if windows < 1:
            return []
        free = self._free(states, reserved)
        free &= self._has_seat
        wanted = self._wanted(tuple(sorted(categories)))
        possible = _all_of(free, count)
        possible &= self._room[:windows] >= count
        possible &= wanted[:windows]
        if not possible.any():
            return []
        stranded = self._stranded(free, count)
        chosen = self._chosen(possible, stranded, order, count, limit)
        return [(place, int(stranded[place])) for place in chosen]

    def _standing(
        self,
        states: bytes,
        categories: Collection[int],
        count: int,
        distances: npt.NDArray[np.int64],
    ) -> list[Window]:
        """Places for all of them in each area that has room; one is as good as another there."""
        windows = []
        for name, places in self._areas.items():
            free = [place for place in places if states[place] == SeatState.AVAILABLE]
            category_id = self._plan.seats[places[0]].category_id
            if len(free) >= count and category_id in categories:
                row = next(at for at, row in enumerate(self._plan.rows) if row.label == name)
                chosen = tuple(free[:count])
                off_mm = distances[np.isin(self._seat_at, chosen)].sum()
                windows.append(Window(row, 0, chosen, 0, int(off_mm)))
        return windows

    def count_free(
        self, states: bytes, categories: Collection[int], reserved: Collection[SeatKind]
    ) -> int:
        """How many seats of these categories are free."""
        wanted = self._wanted(tuple(sorted(categories)))
        return int(np.count_nonzero(self._free(states, reserved) & wanted))

    def _chosen(
        self, possible: _Bits, stranded: _Bits, order: _Places, count: int, limit: int
    ) -> list[int]:
        chosen: list[int] = []
        left = possible.copy()
        for same_run_is_fine in (False, True):
            if same_run_is_fine:
                left = possible.copy()
                for place in chosen:
                    left[max(0, place - count + 1) : place + count] = 0
            while len(chosen) < limit:
                place = _nearest(left, stranded, order)
                if place < 0:
                    break
                chosen.append(place)
                if same_run_is_fine:
                    left[max(0, place - count + 1) : place + count] = 0
                else:
                    run = self._run_of[place]
                    left[self._starts[run] : self._starts[run + 1]] = 0
        return chosen

    def _free(self, states: bytes, reserved: Collection[SeatKind]) -> _Bits:
        found = np.frombuffer(states, dtype=np.uint8)
        if not self._in_order:
            found = found[self._seat_at]
        free: _Bits = (found == SeatState.AVAILABLE).view(np.uint8)
        for kind, is_kind in (
            (SeatKind.WHEELCHAIR, self._is_wheelchair),
            (SeatKind.COMPANION, self._is_companion),
        ):
            if kind in reserved:
                free &= is_kind ^ 1
        return free

    def _stranded(self, free: _Bits, count: int) -> _Bits:
        """How many seats each window leaves alone, and how many sofas it cuts. A companion's seat
        beside its wheelchair space is not alone."""
        windows = len(free) - count + 1
        sells_left, sells_right = np.zeros_like(free), np.zeros_like(free)
        sells_left[1:] = free[:-1] & self._beside_left[1:]
        sells_right[:-1] = free[1:] & self._beside_left[1:]
        lonely = self._is_companion ^ 1
        alone_left, alone_right = sells_left.copy(), sells_right.copy()
        alone_left[1:] &= (sells_left[:-1] ^ 1) & lonely[:-1]
        alone_right[:-1] &= (sells_right[1:] ^ 1) & lonely[1:]
        alone_left += sells_left & self._sofa_left
        alone_right += sells_right & self._sofa_right
        return alone_left[:windows] + alone_right[count - 1 :]

    def _window(
        self, place: int, count: int, stranded: int, distances: npt.NDArray[np.int64]
    ) -> Window:
        row, run, _ = self._runs[self._run_of[place]]
        seats = tuple(self._seat_at[place : place + count].tolist())
        return Window(row, run, seats, stranded, int(distances[place : place + count].sum()))

    def _rooms(self) -> _Places:
        """How many seats of one category stand beside each other from each place on."""
        same = self._beside_left.astype(bool)
        same[1:] &= self._category[1:] == self._category[:-1]
        begins = np.flatnonzero(~same)
        ends = np.append(begins[1:], len(same))
        lengths = ends - begins
        return (np.repeat(ends, lengths) - np.arange(len(same))).astype(np.int32)

    def _sofas(self, kinds: list[SeatKind]) -> tuple[_Bits, _Bits]:
        """Which seats are half of a sofa with the one at their left, and at their right."""
        left, right = np.zeros(len(kinds), np.uint8), np.zeros(len(kinds), np.uint8)
        seats = self._plan.seats
        for place in (at for at, kind in enumerate(kinds) if kind is SeatKind.SOFA):
            partner = seats[self._seat_at[place]].partner_uid
            if place and partner == seats[self._seat_at[place - 1]].uid:
                left[place] = 1
            if place + 1 < len(kinds) and partner == seats[self._seat_at[place + 1]].uid:
                right[place] = 1
        return left, right


def _bits(facts: Iterator[bool]) -> _Bits:
    return np.fromiter(facts, dtype=np.uint8)


def _all_of(free: _Bits, count: int) -> _Bits:
    """Whether all of a window are free, by doubling how many are looked at."""
    found, have = free, 1
    while have < count:
        step = min(have, count - have)
        found = found[:-step] & found[step:]
        have += step
    return found if have > 1 else free.copy()


def _order(distances: npt.NDArray[np.int64], count: int) -> _Places:
    """Windows by their distance, in the rows' order where it is the same."""
    if len(distances) < count:
        return np.zeros(0, dtype=np.int32)
    sums = np.concatenate(([0], np.cumsum(distances)))
    return np.argsort(sums[count:] - sums[:-count], kind="stable").astype(np.int32)


def _nearest(left: _Bits, stranded: _Bits, order: _Places) -> int:
    """The first window in this order among those that strand the fewest; -1 for none."""
    if not left.any():
        return -1
    for level in range(MOST_STRANDED + 1):
        fits = left & (stranded == level)
        if not fits.any():
            continue
        for start in range(0, len(order), CHUNK):
            some = fits[order[start : start + CHUNK]]
            at = int(some.argmax())
            if some[at]:
                return int(order[start + at])
    return -1
