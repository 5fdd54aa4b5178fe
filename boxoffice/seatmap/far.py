"""Seats far away, drawn by the share of each pixel that they cover."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from boxoffice.qtkit.tokens import Tokens
from boxoffice.seatmap.blots import COVERED, HUES, Blots, FarInk, pack
from boxoffice.seatmap.hall import Hall
from boxoffice.seatmap.painting import Canvas, Change, Pixels, Region, Shown
from boxoffice.seatmap.projection import Bounds

Ints = NDArray[np.int64]

_OPAQUE = np.uint32(0xFF000000)
#: Seats of so many pixels are added at a time, and so many rows of pixels looked at: what that
#: takes stays in the processor's cache.
_PIXELS_AT_ONCE, _ROWS_AT_ONCE = 80_000, 64


@dataclass(frozen=True, slots=True)
class _Part:
    """Some seats of one size: their places between pixels, and the pixels of each one's box,
    shape (seats, pixels), counted from the canvas's row on that a region begins in."""

    seats: Ints
    blots: Blots
    place: Ints
    addresses: Ints


class FarPainting:
    """Adds to the ground what every seat makes of it.

    The sum does not depend on the order of the seats, neighbours share a pixel without a seam at
    any zoom, and a change adds just its difference. Channels are added as one number; they stay
    in their places because no pixel is covered more than wholly, but where seats lie on one
    another: there they are added one by one.
    """

    def __init__(self, hall: Hall, tokens: Tokens, scale: float) -> None:
        self._hall = hall
        self._scale = scale
        self._ink = _ink(tokens)
        self._sizes = hall.sizes * scale
        self._blots: dict[int, Blots] = {}
        self._crowded = np.zeros(len(hall.x), dtype=np.bool_)
        self.reach = math.ceil(self._sizes.max(initial=0.0)) + 1

    def fill(self, canvas: Canvas, region: Region, shown: Shown) -> None:
        """Draw the ground and all seats of a region anew."""
        around = region.grown(self.reach)
        rows = canvas.pixels[around.rows]
        rows.fill(pack(np.array([*self._ink.ground, 0])))
        self._add_seats(canvas, around, shown)
        np.bitwise_or(rows, _OPAQUE, out=rows)

    def change(self, canvas: Canvas, change: Change, shown: Shown) -> None:
        """Add the difference of these seats."""
        height, width = canvas.pixels.shape
        for one in self._parts(canvas, Region(0, 0, width, height), change.seats):
            before = change.looks[np.searchsorted(change.seats, one.seats)]
            added = self._added(one, shown.looks[one.seats]) - self._added(one, before)
            np.add.at(canvas.pixels.reshape(-1), one.addresses.reshape(-1), added)

    def crowded(self, seats: Ints) -> NDArray[np.bool_]:
        """Which of these seats cover a pixel more than wholly together with others."""
        return self._crowded[seats]

    def _add_seats(self, canvas: Canvas, region: Region, shown: Shown) -> None:
        """Every seat that lies wholly inside the region."""
        rows, covered = canvas.pixels[region.rows], 0
        for one in self._parts(canvas, region, self._within(canvas, region)):
            added = self._added(one, shown.looks[one.seats])
            np.add.at(rows.reshape(-1), one.addresses.reshape(-1), added)
            covered += one.blots.covers[one.place].sum()
        # Three seats on one spot may cover so much that it reads as little, but then some is lost.
        most, total = _shares(rows)
        if most > COVERED or total != covered:
            self._add_crowded(canvas, region, shown)

    def _within(self, canvas: Canvas, region: Region) -> Ints:
        """The seats whose middle lies in a region."""
        area = region.moved(canvas.origin.left, canvas.origin.top)
        bounds = Bounds(area.left, area.top, area.right, area.bottom)
        return self._hall.places.within(bounds.scaled(1 / self._scale))

    def _parts(self, canvas: Canvas, region: Region, seats: Ints) -> Iterator[_Part]:
        """Those of the seats that lie wholly inside the region."""
        hall, origin, stride = self._hall, canvas.origin, canvas.pixels.shape[1]
        for some, blots in self._by_size(seats):
            stand = blots.stand(hall.x[some] * self._scale, hall.y[some] * self._scale)
            left, top = stand.left - origin.left, stand.top - origin.top
            inside = (left >= region.left) & (left <= region.right - blots.width)
            inside &= (top >= region.top) & (top <= region.bottom - blots.height)
            corners = ((top - region.top) * stride + left)[inside]
            offsets = np.arange(blots.height)[:, None] * stride + np.arange(blots.width)
            addresses = corners[:, None] + offsets.reshape(-1)
            yield _Part(some[inside], blots, stand.place[inside], addresses)

    def _added(self, part: _Part, looks: NDArray[np.uint8]) -> Pixels:
        """What seats of these looks add to their pixels, one seat behind the other."""
        slots = self._slots(part, looks)
        return part.blots.packed.take(slots, axis=0).reshape(-1)

    def _slots(self, part: _Part, looks: NDArray[np.uint8]) -> Ints:
        return part.blots.slots(looks, self._hall.hue[part.seats] % HUES, part.place)

    def _add_crowded(self, canvas: Canvas, region: Region, shown: Shown) -> None:
        """Add channel by channel and clip the sums, which does not depend on any order either; and
        note the seats that this is due to."""
        rows = canvas.pixels[region.rows]
        sums = np.zeros((4, rows.size))
        parts = list(self._parts(canvas, region, self._within(canvas, region)))
        for one in parts:
            slots = self._slots(one, shown.looks[one.seats])
            channels = one.blots.channels[slots]
            for at, summed in enumerate(sums):
                weights = channels[..., at].reshape(-1)
                summed += np.bincount(one.addresses.reshape(-1), weights, rows.size)
        crowded = sums[3] > COVERED
        for one in parts:
            self._crowded[one.seats] |= crowded[one.addresses].any(axis=1)
        colours = (sums[:3].T + self._ink.ground).clip(0, 255).astype(np.uint32)
        rows[...] = (colours @ np.array([1, 1 << 8, 1 << 16], dtype=np.uint32)).reshape(rows.shape)

    def _by_size(self, seats: Ints) -> Iterator[tuple[Ints, Blots]]:
        """The seats by the size of their upright bodies, so many at a time."""
        hall = self._hall
        if len(hall.sizes) == 1 and hall.sideways is None:
            groups = {0: seats}
        else:
            sideways = 0 if hall.sideways is None else hall.sideways[seats]
            keys = hall.size[seats] * 2 + sideways
            groups = {key: seats[keys == key] for key in np.flatnonzero(np.bincount(keys)).tolist()}
        for key, group in groups.items():
            blots = self._blots_of(key)
            at_once = max(1, _PIXELS_AT_ONCE // (blots.width * blots.height))
            for start in range(0, len(group), at_once):
                yield group[start : start + at_once], blots

    def _blots_of(self, key: int) -> Blots:
        if key not in self._blots:
            width, depth = self._sizes[key // 2, :: -1 if key % 2 else 1]
            self._blots[key] = Blots(width, depth, self._ink, turned=self._hall.turned)
        return self._blots[key]


#: Of every theme, since every zoom needs it.
_ink = lru_cache(maxsize=3)(FarInk)


def _shares(rows: Pixels) -> tuple[int, int]:
    """The largest share in the fourth bytes, and the sum of all."""
    most = total = 0
    for start in range(0, len(rows), _ROWS_AT_ONCE):
        shares = rows[start : start + _ROWS_AT_ONCE] >> 24
        most = max(most, int(shares.max()))
        total += int(shares.sum(axis=0, dtype=np.uint32).sum())
    return most, total
