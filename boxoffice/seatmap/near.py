"""Seats near enough to show their sign, pasted as sprites."""

from collections.abc import Callable

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from boxoffice.seatmap.distinct import distinct
from boxoffice.seatmap.glyphs import Shape
from boxoffice.seatmap.hall import Hall
from boxoffice.seatmap.painting import Origin, Region, Shown
from boxoffice.seatmap.projection import shows_numbers
from boxoffice.seatmap.sprites import ANGLE_STEP_DEG, Ink, Pixels, SpriteSheet, sprite_keys

Ints = NDArray[np.int64]

#: Turned seats pasted in one step; bounds the memory that their pixel addresses take.
_TURNED_AT_ONCE = 512


class NearPainting:
    """Pastes sprites at whole pixels; pasting a seat again repaints exactly that seat."""

    def __init__(self, hall: Hall, ink: Ink, zoom: float, ratio: float) -> None:
        scale = zoom * ratio
        self._hall = hall
        numbered = shows_numbers(zoom, ratio)
        self._numbers = hall.number if numbered else np.zeros_like(hall.number)
        turns = np.rint(hall.angle / ANGLE_STEP_DEG).astype(np.int64)
        self._angles = (turns + 180) % 360 - 180
        self._sheet_of = hall.size * 2 + (self._angles == 0)
        self._sheets: dict[int, SpriteSheet] = {}
        self._left = np.empty(len(hall.x), dtype=np.int64)
        self._top = np.empty(len(hall.x), dtype=np.int64)
        for number in distinct(self._sheet_of)[0].tolist():
            width, depth = (max(2.0, round(side * scale)) for side in hall.sizes[number // 2])
            shape = Shape(width, depth, scale, ratio, hall.turned, numbered)
            sheet = SpriteSheet(shape, ink, upright=bool(number % 2))
            seats = self._sheet_of == number
            self._left[seats] = np.rint(hall.x[seats] * scale - sheet.width / 2)
            self._top[seats] = np.rint(hall.y[seats] * scale - sheet.height / 2)
            self._sheets[number] = sheet
        self.reach = max((max(s.width, s.height) for s in self._sheets.values()), default=0)
        self._ground = np.uint32(_rgb32(ink.tokens.ground))

    def fill(
        self,
        pixels: Pixels,
        origin: Origin,
        region: Region,
        shown: Shown,
        decorate: Callable[[], None],
    ) -> None:
        """Draw everything of a region anew; seats that reach out of it are drawn whole."""
        pixels[region.top : region.bottom, region.left : region.right] = self._ground
        # A seat pasted again later covers what reaches into it, so it covers that from the start.
        decorate()
        left, top = self._left - origin.left, self._top - origin.top
        inside = (
            (left > region.left - self.reach)
            & (left < region.right)
            & (top > region.top - self.reach)
            & (top < region.bottom)
        )
        self.change(pixels, origin, np.flatnonzero(inside), shown, shown)

    def change(
        self, pixels: Pixels, origin: Origin, seats: Ints, _before: Shown, shown: Shown
    ) -> None:
        """Draw these seats anew, as far as they lie wholly inside the buffer."""
        sheets = self._sheet_of[seats]
        for number in distinct(sheets)[0].tolist():
            self._paste(pixels, origin, seats[sheets == number], self._sheets[number], shown)

    def moved(self, across: int, down: int) -> None:
        """Nothing is kept beside the buffer, so there is nothing to move."""

    def _paste(
        self, pixels: Pixels, origin: Origin, seats: Ints, sheet: SpriteSheet, shown: Shown
    ) -> None:
        left, top = self._left[seats] - origin.left, self._top[seats] - origin.top
        height, width = pixels.shape
        inside = (
            (left >= 0)
            & (top >= 0)
            & (left <= width - sheet.width)
            & (top <= height - sheet.height)
        )
        seats, left, top = seats[inside], left[inside], top[inside]
        if not seats.size:
            return
        keys = sprite_keys(
            shown.looks[seats].astype(np.int64),
            self._hall.hue[seats],
            self._hall.kind[seats],
            shown.bars[seats].astype(np.int64),
            self._angles[seats],
            self._numbers[seats],
        )
        slots = sheet.slots(keys)
        if sheet.upright:
            windows = sliding_window_view(pixels, (sheet.height, sheet.width), writeable=True)
            windows[top, left] = sheet.pixels[slots]
            return
        for start in range(0, len(slots), _TURNED_AT_ONCE):
            piece = slice(start, start + _TURNED_AT_ONCE)
            _paste_turned(pixels, top[piece] * width + left[piece], sheet, slots[piece])


def _paste_turned(pixels: Pixels, corners: Ints, sheet: SpriteSheet, slots: Ints) -> None:
    """Paste only what the bodies cover, since the boxes of turned neighbours overlap."""
    rows, columns = np.divmod(np.arange(sheet.height * sheet.width), sheet.width)
    offsets = rows * pixels.shape[1] + columns
    covered = sheet.masks[slots].reshape(len(slots), -1)
    addresses = (corners[:, None] + offsets)[covered]
    pixels.reshape(-1)[addresses] = sheet.pixels[slots].reshape(len(slots), -1)[covered]


def _rgb32(colour: str) -> int:
    return 0xFF000000 | int(colour[1:], 16)
