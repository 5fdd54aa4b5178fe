"""Seats far away, drawn by the share of each pixel that they cover."""

import math
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from boxoffice.qtkit.tokens import Tokens
from boxoffice.seatmap.hall import Hall
from boxoffice.seatmap.looks import SeatLook
from boxoffice.seatmap.painting import Origin, Region, Shown
from boxoffice.seatmap.sprites import Pixels

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

#: Shares of a pixel are counted in these steps; channels then take 14 of a field's 16 bits.
_SHARES = 64
#: Keeps a field from running over where seats lie on one another.
_BIAS = 24_576
#: The sign dot, as shares of the body: its width and where its middle lies from the back.
_DOT_SIZE, _DOT_AT = 0.5, 0.34
#: Bodies narrower than this in device pixels take the mean of fill and dot.
_DOT_FROM = 3.0
#: How much of that mean is the dot's.
_DOT_SHARE = 0.4
#: How much of its category's colour a free seat's fill takes, so that it stays the brighter.
_FREE_TINT = 0.3


class FarPainting:
    """Adds every seat to a sum per pixel, three channels packed into one whole number.

    Sums do not depend on the order of the seats, neighbours share a pixel without a seam at any
    zoom, and a change adds just its difference.
    """

    def __init__(self, hall: Hall, tokens: Tokens, scale: float) -> None:
        width, depth = (hall.sizes[hall.size] * scale).T
        self._x, self._y = hall.x * scale - width / 2, hall.y * scale - depth / 2
        self._width, self._depth = width, depth
        self._hue = hall.hue % 64
        self._dotted = bool(width.max(initial=0.0) >= _DOT_FROM)
        self._dot_at = 1 - _DOT_AT if hall.turned else _DOT_AT
        self.reach = math.ceil(max(width.max(initial=0.0), depth.max(initial=0.0))) + 1
        fills, dots = _colour_tables(tokens)
        ground = _packed(tokens.ground)
        self._empty = ground * _SHARES + _packed_bias()
        mixed = np.rint(fills + (dots - fills) * _DOT_SHARE)
        self._fill_delta = _pack(fills if self._dotted else mixed) - ground
        self._dot_delta = _pack(dots) - _pack(fills)
        self._levels = _channel_levels()
        self._sums: Ints = np.empty((0, 0), dtype=np.int64)

    def fill(
        self,
        pixels: Pixels,
        origin: Origin,
        region: Region,
        shown: Shown,
        decorate: Callable[[], None],
    ) -> None:
        """Draw everything of a region anew."""
        if self._sums.shape != pixels.shape:
            self._sums = np.empty(pixels.shape, dtype=np.int64)
        rows, columns = slice(region.top, region.bottom), slice(region.left, region.right)
        self._sums[rows, columns] = self._empty
        left, top = self._x - origin.left, self._y - origin.top
        seats = np.flatnonzero(
            (left > region.left - self.reach)
            & (left < region.right)
            & (top > region.top - self.reach)
            & (top < region.bottom)
        )
        looks, hues = shown.looks[seats], self._hue[seats]
        dot_delta = self._dot_delta[looks, hues]
        self._add(seats, origin, region, self._fill_delta[looks, hues], dot_delta)
        sums = self._sums[rows, columns].view(np.uint16)
        channels = pixels[rows, columns].view(np.uint8)
        for channel in range(3):
            channels[:, channel::4] = self._levels[sums[:, channel::4]]
        channels[:, 3::4] = 0xFF
        decorate()

    def change(
        self, pixels: Pixels, origin: Origin, seats: Ints, before: Shown, shown: Shown
    ) -> None:
        """Add the difference of these seats, and bring just their pixels up to date."""
        hues, old, new = self._hue[seats], before.looks[seats], shown.looks[seats]
        height, width = pixels.shape
        touched = self._add(
            seats,
            origin,
            Region(0, 0, width, height),
            self._fill_delta[new, hues] - self._fill_delta[old, hues],
            self._dot_delta[new, hues] - self._dot_delta[old, hues],
        )
        sums = self._sums.reshape(-1)[touched].view(np.uint16).reshape(-1, 4)
        levels = self._levels[sums[:, :3]].astype(np.uint32)
        pixels.reshape(-1)[touched] = (
            levels[:, 0] | levels[:, 1] << 8 | levels[:, 2] << 16 | np.uint32(0xFF000000)
        )

    def moved(self, across: int, down: int) -> None:
        """Move the sums as the buffer was moved."""
        move_content(self._sums, across, down)

    def _add(
        self, seats: Ints, origin: Origin, region: Region, fill_delta: Ints, dot_delta: Ints
    ) -> Ints:
        """Add bodies and dots to the sums inside a region; the addresses of the pixels touched."""
        left, top = self._x[seats], self._y[seats]
        width, depth = self._width[seats], self._depth[seats]
        touched = self._add_rectangles(left, top, width, depth, origin, region, fill_delta)
        if self._dotted:
            size = width * _DOT_SIZE
            left, top = left + (width - size) / 2, top + depth * self._dot_at - size / 2
            self._add_rectangles(left, top, size, size, origin, region, dot_delta)
        return touched

    def _add_rectangles(
        self,
        left: Floats,
        top: Floats,
        width: Floats,
        depth: Floats,
        origin: Origin,
        region: Region,
        delta: Ints,
    ) -> Ints:
        """Add `delta` times the share that each rectangle covers of each pixel it touches."""
        first_row, rows = _shares(top, depth)
        first_column, columns = _shares(left, width)
        # Only whole numbers are moved, for a share must not depend on where the buffer lies.
        first_row, first_column = first_row - origin.top, first_column - origin.left
        stride = self._sums.shape[1]
        sums = self._sums.reshape(-1)
        touched = []
        for row, down in enumerate(rows):
            at_row = first_row + row
            row_inside = (at_row >= region.top) & (at_row < region.bottom)
            for column, across in enumerate(columns):
                at_column = first_column + column
                shares = np.rint(down * across).astype(np.int64)
                inside = row_inside & (shares > 0)
                inside &= (at_column >= region.left) & (at_column < region.right)
                address = (at_row * stride + at_column)[inside]
                # Where seats are less than a pixel apart an address comes more than once.
                np.add.at(sums, address, (delta * shares)[inside])
                touched.append(address)
        return np.concatenate(touched) if touched else np.empty(0, dtype=np.int64)


def move_content(array: NDArray[np.generic], across: int, down: int) -> None:
    """Move a two-dimensional array's content in place; what comes in is left as it was."""
    height, width = array.shape
    rows = slice(max(down, 0), height + min(down, 0))
    columns = slice(max(across, 0), width + min(across, 0))
    from_rows = slice(max(-down, 0), height + min(-down, 0))
    from_columns = slice(max(-across, 0), width + min(-across, 0))
    array[rows, columns] = array[from_rows, from_columns]


def _shares(start: Floats, length: Floats) -> tuple[Ints, list[Floats]]:
    """The first pixel each span touches, and its share of that and of the following pixels.

    Shares are between 0 and the root of _SHARES, so that the product of two counts in _SHARES.
    """
    first = np.floor(start).astype(np.int64)
    into = start - first
    count = math.ceil(float(length.max(initial=0.0))) + 1
    unit = math.sqrt(_SHARES)
    spans = [
        np.clip(np.minimum(into + length, pixel + 1) - np.maximum(into, pixel), 0, 1) * unit
        for pixel in range(count)
    ]
    return first, spans


def _colour_tables(tokens: Tokens) -> tuple[Floats, Floats]:
    """Fill and dot of every look and hue: shape (looks, 64, 3), blue first."""
    fills = np.zeros((len(SeatLook), 64, 3))
    dots = np.zeros_like(fills)
    plain = {
        SeatLook.YOURS: (tokens.accent, tokens.on_accent),
        SeatLook.HELD: (tokens.held_hatch, tokens.held),
        SeatLook.SOLD: (tokens.sold, tokens.sold_sign),
        SeatLook.BLOCKED: (tokens.ground, tokens.held),
        SeatLook.BROKEN: (tokens.ground, tokens.held),
        SeatLook.OFFERED: (tokens.accent_soft, tokens.accent),
        SeatLook.TAKEN: (tokens.danger_soft, tokens.danger),
        SeatLook.ASKING: (tokens.accent_soft, tokens.accent),
    }
    for look, (fill, dot) in plain.items():
        fills[look], dots[look] = _channels(fill), _channels(dot)
    for hue in range(64):
        surface, category = (
            np.array(_channels(tokens.surface)),
            np.array(_channels(tokens.category(max(hue, 1)))),
        )
        fills[SeatLook.FREE, hue] = np.rint(surface + (category - surface) * _FREE_TINT)
        dots[SeatLook.FREE, hue] = category
    return fills, dots


def _channels(colour: str) -> tuple[int, int, int]:
    value = int(colour[1:], 16)
    return value & 0xFF, value >> 8 & 0xFF, value >> 16


def _pack(channels: Floats) -> Ints:
    """Three channels in fields of 16 bits."""
    return channels.astype(np.int64) @ np.array([1, 1 << 16, 1 << 32], dtype=np.int64)


def _packed(colour: str) -> int:
    blue, green, red = _channels(colour)
    return blue | green << 16 | red << 32


def _packed_bias() -> int:
    return _BIAS | _BIAS << 16 | _BIAS << 32


def _channel_levels() -> NDArray[np.uint8]:
    """The level of a channel by the value of its field."""
    sums = np.arange(1 << 16) - _BIAS
    return np.clip(np.rint(sums / _SHARES), 0, 255).astype(np.uint8)
