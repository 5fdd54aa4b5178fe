"""Seats far away, drawn by the share of each pixel that they cover."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from boxoffice.qtkit.tokens import Tokens
from boxoffice.seatmap.blots import COVERED, HUES, Blots, FarInk, Stand, pack
from boxoffice.seatmap.hall import Hall
from boxoffice.seatmap.painting import Canvas, Change, Region, Shown
from boxoffice.seatmap.projection import Bounds

Ints = NDArray[np.int64]

_OPAQUE = np.uint32(0xFF000000)
#: So many seats are added at a time: what they take stays in the processor's cache.
_AT_ONCE = 8_192


@dataclass(frozen=True, slots=True)
class _Part:
    """Some seats of one size in a region: the pixels of each one's box, shape (seats, pixels),
    counted from the canvas's row on that the region begins in, and where its blot lies; and what
    all of them cover, in shares of COVERED."""

    seats: Ints
    blots: Blots
    addresses: Ints
    slots: Ints
    covered: int


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
        self._ink = FarInk(tokens)
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
        channels = canvas.pixels.view(np.uint8).reshape(height, width, 4)
        for seats, blots in self._by_size(change.seats):
            before = change.looks[np.searchsorted(change.seats, seats)]
            stand, hues = self._stand(seats, blots), self._hall.hue[seats] % HUES
            old, new = (
                blots.slots(looks, hues, stand.place) for looks in (before, shown.looks[seats])
            )
            difference = blots.channels[new] - blots.channels[old]
            lefts = (stand.left - canvas.origin.left).tolist()
            tops = (stand.top - canvas.origin.top).tolist()
            for left, top, add in zip(lefts, tops, difference, strict=True):
                if 0 <= left <= width - blots.width and 0 <= top <= height - blots.height:
                    box = channels[top : top + blots.height, left : left + blots.width]
                    box[..., :3] = (box[..., :3] + add[..., :3]).clip(0, 255)

    def crowded(self, seats: Ints) -> NDArray[np.bool_]:
        """Which of these seats cover a pixel more than wholly together with others."""
        return self._crowded[seats]

    def _add_seats(self, canvas: Canvas, region: Region, shown: Shown) -> None:
        """Every seat that lies wholly inside the region."""
        rows, covered = canvas.pixels[region.rows], 0
        for one in self._parts(canvas, region, shown):
            added = one.blots.packed.take(one.slots, axis=0)
            np.add.at(rows.reshape(-1), one.addresses.reshape(-1), added.reshape(-1))
            covered += one.covered
        # Three seats on one spot may cover so much that it reads as little, but then some is lost.
        shares = rows >> 24
        columns = shares.sum(axis=0, dtype=np.uint32)
        if shares.max(initial=0) > COVERED or columns.sum() != covered:
            self._add_crowded(canvas, region, shown)

    def _parts(self, canvas: Canvas, region: Region, shown: Shown) -> Iterator[_Part]:
        """The seats that lie wholly inside the region."""
        hall, stride = self._hall, canvas.pixels.shape[1]
        area = region.moved(canvas.origin.left, canvas.origin.top)
        bounds = Bounds(area.left, area.top, area.right, area.bottom)
        for seats, blots in self._by_size(hall.places.within(bounds.scaled(1 / self._scale))):
            stand = self._stand(seats, blots)
            left, top = stand.left - area.left, stand.top - area.top
            inside = (left >= 0) & (left <= region.width - blots.width)
            inside &= (top >= 0) & (top <= region.height - blots.height)
            seats, place = seats[inside], stand.place[inside]
            offsets = np.arange(blots.height)[:, None] * stride + np.arange(blots.width)
            addresses = (top * stride + left + region.left)[inside, None] + offsets.reshape(-1)
            slots = blots.slots(shown.looks[seats], hall.hue[seats] % HUES, place)
            yield _Part(seats, blots, addresses, slots, int(blots.covers[place].sum()))

    def _add_crowded(self, canvas: Canvas, region: Region, shown: Shown) -> None:
        """Add channel by channel and clip the sums, which does not depend on any order either; and
        note the seats that this is due to."""
        rows = canvas.pixels[region.rows]
        sums = np.zeros((4, rows.size))
        parts = list(self._parts(canvas, region, shown))
        for one in parts:
            channels = one.blots.channels[one.slots]
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
            for start in range(0, len(group), _AT_ONCE):
                yield group[start : start + _AT_ONCE], self._blots_of(key)

    def _blots_of(self, key: int) -> Blots:
        if key not in self._blots:
            width, depth = self._sizes[key // 2, :: -1 if key % 2 else 1]
            self._blots[key] = Blots(width, depth, self._ink, turned=self._hall.turned)
        return self._blots[key]

    def _stand(self, seats: Ints, blots: Blots) -> Stand:
        return blots.stand(self._hall.x[seats] * self._scale, self._hall.y[seats] * self._scale)
