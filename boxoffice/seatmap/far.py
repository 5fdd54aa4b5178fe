"""Seats far away, drawn by the share of each pixel that they cover."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from boxoffice.qtkit.tokens import Tokens
from boxoffice.seatmap.blots import COVERED, HUES, Blots, FarInk, Stand, pack
from boxoffice.seatmap.hall import Hall
from boxoffice.seatmap.painting import Canvas, Change, Pixels, Region, Shown, blocks, windows
from boxoffice.seatmap.projection import Bounds

Ints = NDArray[np.int64]

_OPAQUE = np.uint32(0xFF000000)
#: Bodies of at most so many pixels on either side are added pixel by pixel, so many at a time.
_SMALLEST, _AT_ONCE = 5.0, 4_096


@dataclass(frozen=True, slots=True)
class _Part:
    """Seats of one size: the first pixel of each one's box in a region, and where its blot lies."""

    seats: Ints
    blots: Blots
    left: Ints
    top: Ints
    slots: Ints

    def addresses(self, stride: int) -> Ints:
        """The pixels of every seat, counted in rows of `stride`: shape (seats, pixels)."""
        offsets = np.arange(self.blots.height)[:, None] * stride + np.arange(self.blots.width)
        return (self.top * stride + self.left)[:, None] + offsets.reshape(-1)


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
        # No two bodies side by side begin in one cell of this size.
        self._cell = max(1, math.floor(self._sizes.min(initial=self.reach)))

    def fill(self, canvas: Canvas, region: Region, shown: Shown) -> None:
        """Draw the ground and all seats of a region anew."""
        around = region.grown(self.reach)
        self._add_seats(canvas, around, shown)
        part = canvas.pixels[around.rows, around.columns]
        np.bitwise_or(part, _OPAQUE, out=part)

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
        """Ground, and every seat that lies wholly inside the region."""
        hall, origin = self._hall, canvas.origin
        part = canvas.pixels[region.rows, region.columns]
        area = region.moved(origin.left, origin.top)
        bounds = Bounds(area.left, area.top, area.right, area.bottom)
        parts = []
        for seats, blots in self._by_size(hall.places.within(bounds.scaled(1 / self._scale))):
            stand = self._stand(seats, blots)
            slots = blots.slots(shown.looks[seats], hall.hue[seats] % HUES, stand.place)
            left, top = stand.left - area.left, stand.top - area.top
            inside = (left >= 0) & (left <= region.width - blots.width)
            inside &= (top >= 0) & (top <= region.height - blots.height)
            parts.append(_Part(seats[inside], blots, left[inside], top[inside], slots[inside]))
        part[...] = pack(np.array([*self._ink.ground, 0]))
        at_once = self._sizes.max(initial=0.0) <= _SMALLEST
        added = (
            _add_at_once(canvas.pixels, region, one)
            if at_once
            else _add_in_turns(canvas.pixels, region, one, self._cell)
            for one in parts
        )
        if not all(added) or (at_once and part.max(initial=0) >> 24 > COVERED):
            self._add_crowded(part, parts)

    def _add_crowded(self, pixels: Pixels, parts: Sequence[_Part]) -> None:
        """Add channel by channel and clip the sums, which does not depend on any order either; and
        note the seats that this is due to."""
        sums = np.zeros((4, pixels.size))
        for one in parts:
            addresses, channels = one.addresses(pixels.shape[1]), one.blots.channels[one.slots]
            for at, summed in enumerate(sums):
                weights = channels[..., at].reshape(-1)
                summed += np.bincount(addresses.reshape(-1), weights, pixels.size)
        crowded = sums[3] > COVERED
        for one in parts:
            self._crowded[one.seats] |= crowded[one.addresses(pixels.shape[1])].any(axis=1)
        colours = (sums[:3].T + self._ink.ground).clip(0, 255).astype(np.uint32)
        pixels[...] = (colours @ np.array([1, 1 << 8, 1 << 16], dtype=np.uint32)).reshape(
            pixels.shape
        )

    def _by_size(self, seats: Ints) -> Iterator[tuple[Ints, Blots]]:
        """The seats by the size of their upright bodies."""
        hall = self._hall
        if len(hall.sizes) == 1 and hall.sideways is None:
            yield seats, self._blots_of(0)
            return
        sideways = 0 if hall.sideways is None else hall.sideways[seats]
        keys = hall.size[seats] * 2 + sideways
        for key in np.flatnonzero(np.bincount(keys)).tolist():
            yield seats[keys == key], self._blots_of(key)

    def _blots_of(self, key: int) -> Blots:
        if key not in self._blots:
            width, depth = self._sizes[key // 2, :: -1 if key % 2 else 1]
            self._blots[key] = Blots(width, depth, self._ink, turned=self._hall.turned)
        return self._blots[key]

    def _stand(self, seats: Ints, blots: Blots) -> Stand:
        return blots.stand(self._hall.x[seats] * self._scale, self._hall.y[seats] * self._scale)


def _add_at_once(pixels: Pixels, region: Region, part: _Part) -> bool:
    """Add pixel by pixel, which is right unless a pixel is covered more than wholly."""
    blots, flat, stride = part.blots, pixels.reshape(-1), pixels.shape[1]
    offsets = np.arange(blots.height)[:, None] * stride + np.arange(blots.width)
    corners = (part.top + region.top) * stride + part.left + region.left
    for start in range(0, len(corners), _AT_ONCE):
        piece = slice(start, start + _AT_ONCE)
        addresses = corners[piece, None] + offsets.reshape(-1)
        added = blots.packed[part.slots[piece]]
        np.add.at(flat, addresses.reshape(-1), added.reshape(-1))
    return True


def _add_in_turns(pixels: Pixels, region: Region, part: _Part, cell: int) -> bool:
    """Add box by box, which is quicker for larger ones; False as soon as a pixel is covered more
    than wholly."""
    blots = part.blots
    boxes = windows(pixels, blots.height, blots.width)
    for seats in _turns(part, cell):
        at = part.top[seats] + region.top, part.left[seats] + region.left
        after = blocks(boxes[at], blots.height, blots.width) + blots.packed[part.slots[seats]]
        if after.max() >> 24 > COVERED:
            return False
        boxes[at] = after.view(boxes.dtype)[..., 0]
    return True


def _turns(part: _Part, cell: int) -> Iterator[Ints]:
    """The seats in turns, none of which has two whose boxes share a pixel."""
    across, down = (1 + math.ceil(side / cell) for side in (part.blots.width, part.blots.height))
    column, row = part.left // cell, part.top // cell
    turn = row % down * across + column % across
    place = turn << 48 | row << 24 | column
    order = np.argsort(place)
    turn, place = turn[order], place[order]
    new = np.ones(len(place), dtype=np.bool_)
    new[1:] = place[1:] != place[:-1]
    if not new.all():
        # Bodies less than a pixel apart, or on one another, begin in one cell.
        steps = np.arange(len(place))
        turn = turn + (steps - np.maximum.accumulate(np.where(new, steps, 0))) * across * down
        order = order[np.argsort(turn, kind="stable")]
        turn = np.sort(turn)
    starts = np.flatnonzero(np.diff(turn, prepend=-1)).tolist()
    for start, end in zip(starts, (*starts, len(turn))[1:], strict=True):
        yield order[start:end]
