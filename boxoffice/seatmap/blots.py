"""What a small seat adds to the ground beneath it, at every place between two pixels."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from boxoffice.qtkit.tokens import Tokens
from boxoffice.seatmap.looks import SeatLook
from boxoffice.seatmap.painting import Pixels

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

#: Places between two pixels, along either axis, that a seat is drawn at: more for bodies narrower
#: than so many pixels, whose gaps would differ visibly.
_PLACES, _SMALL_PLACES, _SMALL = 4, 8, 4.0
#: The share of a pixel that is covered wholly. Twice as much still fits into a byte.
COVERED = 127
#: What rounding may add to a channel where four seats meet.
_ROUNDED = 2
#: Colours of the palette.
HUES = 64
#: The sign dot, as shares of the body: its width and where its middle lies from the back.
_DOT_SIZE, _DOT_AT = 0.5, 0.34
#: Bodies narrower than this in device pixels take the mean of fill and dot.
_DOT_FROM = 3.0
#: How much of that mean is the dot's.
_DOT_SHARE = 0.4
#: How much of its category's colour a free seat's fill takes, so that it stays the brighter.
_FREE_TINT = 0.3
#: The same of a shaded seat, which is there to show its colour.
_SHADE = 0.75


class FarInk:
    """Fill and dot of every look and hue: shape (looks, HUES, 3), blue first, and the ground."""

    def __init__(self, tokens: Tokens) -> None:
        self.ground = channels_of(tokens.ground)
        self.fills = np.zeros((len(SeatLook), HUES, 3))
        self.dots = np.zeros_like(self.fills)
        plain = {
            SeatLook.YOURS: (tokens.accent, tokens.on_accent),
            SeatLook.HELD: (tokens.held_hatch, tokens.held),
            SeatLook.SOLD: (tokens.sold, tokens.sold_sign),
            SeatLook.BLOCKED: (tokens.ground, tokens.held),
            SeatLook.BROKEN: (tokens.ground, tokens.held),
            SeatLook.OFFERED: (tokens.accent_soft, tokens.accent),
            SeatLook.TAKEN: (tokens.danger_soft, tokens.danger),
            SeatLook.ASKING: (tokens.accent_soft, tokens.accent),
            SeatLook.CHOSEN: (tokens.accent, tokens.accent),
        }
        for look, (fill, dot) in plain.items():
            self.fills[look], self.dots[look] = channels_of(fill), channels_of(dot)
        surface = channels_of(tokens.surface)
        for hue in range(HUES):
            category = channels_of(tokens.category(max(hue, 1)))
            self.fills[SeatLook.FREE, hue] = surface + (category - surface) * _FREE_TINT
            self.dots[SeatLook.FREE, hue] = category
            self.fills[SeatLook.SHADED, hue] = surface + (category - surface) * _SHADE
            self.dots[SeatLook.SHADED, hue] = category
        # Differences are rounded, and four that meet in a pixel must not leave its bounds by that.
        for table in (self.fills, self.dots):
            np.clip(table, _ROUNDED, 255 - _ROUNDED, out=table)


@dataclass(frozen=True, slots=True)
class Stand:
    """Where seats are drawn: the first pixel of each one's box, and the place between pixels,
    by number, at which its body begins after it."""

    left: Ints
    top: Ints
    place: Ints


class Blots:
    """Bodies of one size, device pixels, in every colour that was asked for.

    `packed` has shape (colours x places, height, width): what a seat adds to RGB32 pixels, with
    its share of the pixel (of COVERED) in the fourth byte; `channels` has a further axis of four
    and says the same channel by channel; `covers` has the sum of the shares by place. Shares are
    rounded down, so that those of seats beside each other never add up to more than the pixel.
    """

    def __init__(self, width: float, depth: float, ink: FarInk, *, turned: bool) -> None:
        self._body = (width, depth)
        self._places = _SMALL_PLACES if width < _SMALL else _PLACES
        self._ink = ink
        self.width, self.height = math.ceil(width) + 1, math.ceil(depth) + 1
        dot = width * _DOT_SIZE if width >= _DOT_FROM else 0.0
        dot_at = depth * (1 - _DOT_AT if turned else _DOT_AT)
        across, down = self._covered(self.width, width), self._covered(self.height, depth)
        self._shares = _product(down, across)
        self.covers: Ints = self._shares.sum(axis=(1, 2))
        across = self._covered(self.width, dot, (width - dot) / 2)
        down = self._covered(self.height, dot, dot_at - dot / 2)
        # What of each pixel is the body's and what the dot's, behind it an axis for channels. Small
        # floats are exact: whole numbers stay whole until they are divided, which leaves no half.
        dotted = _product(down, across).astype(np.float32)[..., None]
        self._plain = self._shares.astype(np.float32)[..., None] - dotted
        self._dotted = dotted
        self._mixed = 0.0 if dot else _DOT_SHARE
        self._slots = np.full(len(SeatLook) * HUES, -1, dtype=np.int64)
        box = (0, self.height, self.width)
        self.packed: Pixels = np.empty(box, dtype=np.uint32)
        self.channels: NDArray[np.int16] = np.empty((*box, 4), dtype=np.int16)

    def stand(self, x: Floats, y: Floats) -> Stand:
        """Where bodies with these centres, in device pixels, are drawn."""
        left, top = x - self._body[0] / 2, y - self._body[1] / 2
        first_left, first_top = np.floor(left), np.floor(top)
        across = ((left - first_left) * self._places).astype(np.int64)
        down = ((top - first_top) * self._places).astype(np.int64)
        return Stand(
            first_left.astype(np.int64), first_top.astype(np.int64), down * self._places + across
        )

    def slots(self, looks: NDArray[np.uint8], hues: NDArray[np.uint8], place: Ints) -> Ints:
        """Where in `packed` each seat's blot lies."""
        colours = looks.astype(np.int64) * HUES + hues
        slots: Ints = self._slots[colours]
        if slots.min(initial=0) < 0:
            self._add(np.flatnonzero(np.bincount(colours[slots < 0])))
            slots = self._slots[colours]
        return slots + place

    def _add(self, colours: Ints) -> None:
        channels = np.concatenate([self._drawn_in(colour) for colour in colours.tolist()])
        self._slots[colours] = len(self.packed) + len(self._shares) * np.arange(len(colours))
        self.packed = np.concatenate((self.packed, pack(channels)))
        self.channels = np.concatenate((self.channels, channels))

    def _drawn_in(self, colour: int) -> NDArray[np.int16]:
        """Its channels at every place."""
        fill, dot = (table.reshape(-1, 3)[colour] for table in (self._ink.fills, self._ink.dots))
        ground = self._ink.ground
        body = np.rint(fill + (dot - fill) * self._mixed) - ground
        added = self._plain * body.astype(np.float32)
        added += self._dotted * (dot - ground).astype(np.float32)
        added /= COVERED
        channels = np.empty((*self._shares.shape, 4), dtype=np.int16)
        channels[..., :3], channels[..., 3] = np.rint(added, out=added), self._shares
        return channels

    def _covered(self, pixels: int, length: float, after: float = 0.0) -> Floats:
        """The share of each pixel that a span covers, by its place: shape (places, pixels)."""
        start = ((np.arange(self._places) + 0.5) / self._places + after)[:, None]
        pixel = np.arange(pixels)
        covered: Floats = np.minimum(start + length, pixel + 1) - np.maximum(start, pixel)
        return covered.clip(0, 1)


def channels_of(colour: str) -> Ints:
    """Blue, green and red of "#rrggbb"."""
    value = int(colour[1:], 16)
    return np.array([value & 0xFF, value >> 8 & 0xFF, value >> 16])


def pack(channels: NDArray[np.int16] | Ints) -> Pixels:
    """Four channels, also negative ones, as what they add to a pixel as a whole number."""
    return (channels.astype(np.int64) @ (1 << 8 * np.arange(4))).astype(np.uint32)


def _product(down: Floats, across: Floats) -> Ints:
    """Shares of whole pixels, in steps of COVERED: shape (places, height, width)."""
    shares = down[:, None, :, None] * across[None, :, None, :] * COVERED
    return shares.astype(np.int64).reshape(-1, down.shape[1], across.shape[1])
