"""Seats near enough to show their sign, pasted as sprites."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from boxoffice.seatmap.glyphs import Shape
from boxoffice.seatmap.hall import Hall
from boxoffice.seatmap.painting import Change, Origin, Pixels, Region, Shown, windows
from boxoffice.seatmap.projection import Bounds, shows_numbers
from boxoffice.seatmap.sprite_keys import sprite_keys
from boxoffice.seatmap.sprites import Sheets, SpriteSheet, box_of

Ints = NDArray[np.int64]

#: Steps of the angle that seats are turned by, in degrees: in a small seat larger ones, for what
#: counts is that half a step moves no corner by more than a part of a pixel.
_LEAST_STEP, _LARGEST_STEP = 1, 4
#: Turned seats pasted in one step; bounds the memory that their pixel addresses take.
_TURNED_AT_ONCE = 512
#: So few seats are pasted sooner one by one.
_FEW = 8


class NearPainting:
    """Pastes sprites at whole pixels; pasting a seat again repaints exactly that seat."""

    def __init__(self, hall: Hall, sheets: Sheets, zoom: float, ratio: float) -> None:
        self._hall = hall
        self._sheets = sheets
        self._scale = zoom * ratio
        self._numbered = shows_numbers(zoom, ratio)
        self._step = min(max(_LEAST_STEP, round(1 / self._scale)), _LARGEST_STEP)
        self._shapes = [
            Shape(
                max(2.0, round(width * self._scale)),
                max(2.0, round(depth * self._scale)),
                self._scale,
                ratio,
                hall.turned,
                self._numbered,
            )
            for width, depth in hall.sizes.tolist()
        ]
        self._upright, self._turned = (
            np.array([box_of(shape, angle) for shape in self._shapes]).reshape(-1, 2)
            for angle in (0, 1)
        )
        self.reach = int(self._turned.max(initial=0))
        self._ground = np.uint32(0xFF000000 | int(sheets.ink.tokens.ground[1:], 16))

    def fill(
        self,
        pixels: Pixels,
        origin: Origin,
        region: Region,
        shown: Shown,
        decorate: Callable[[], None],
        *,
        alone: bool,
    ) -> None:
        """Draw everything of a region anew; seats that reach out of it are drawn whole."""
        pixels[region.rows, region.columns] = self._ground
        # A seat pasted again later covers what reaches into it, so it covers that from the start.
        decorate()
        area = region.grown(self.reach // 2 + 2).moved(origin.left, origin.top)
        bounds = Bounds(area.left, area.top, area.right, area.bottom).scaled(1 / self._scale)
        self._paste(pixels, origin, self._hall.places.within(bounds), shown)

    def change(self, pixels: Pixels, origin: Origin, change: Change, shown: Shown) -> None:
        """Draw these seats anew, as far as they lie wholly inside the buffer."""
        self._paste(pixels, origin, change.seats, shown)

    def _paste(self, pixels: Pixels, origin: Origin, seats: Ints, shown: Shown) -> None:
        hall, scale = self._hall, self._scale
        turns = np.rint(hall.angle[seats] / self._step).astype(np.int64) * self._step % 360
        size = hall.size[seats]
        groups = size * 360 + turns
        boxes = np.where(turns[:, None] == 0, self._upright[size], self._turned[size])
        left = np.rint(hall.x[seats] * scale - boxes[:, 0] / 2).astype(np.int64) - origin.left
        top = np.rint(hall.y[seats] * scale - boxes[:, 1] / 2).astype(np.int64) - origin.top
        height, width = pixels.shape
        inside = (left >= 0) & (left <= width - boxes[:, 0])
        inside &= (top >= 0) & (top <= height - boxes[:, 1])
        # By group, and in the order of the plan within it.
        order = np.flatnonzero(inside)
        if not order.size:
            return
        order = order[np.argsort(groups[order], kind="stable")]
        seats, groups, left, top = seats[order], groups[order], left[order], top[order]
        keys = sprite_keys(
            shown.looks[seats].astype(np.int64),
            hall.hue[seats],
            hall.kind[seats],
            shown.bars[seats].astype(np.int64),
            hall.number[seats] if self._numbered else np.zeros_like(seats),
        )
        ends = (*(np.flatnonzero(groups[1:] != groups[:-1]) + 1).tolist(), len(groups))
        for start, end in zip((0, *ends), ends, strict=False):
            shape, turn = divmod(int(groups[start]), 360)
            sheet = self._sheets.sheet(self._shapes[shape], turn if turn < 180 else turn - 360)
            for first in range(start, end, sheet.most_at_once):
                piece = slice(first, min(first + sheet.most_at_once, end))
                slots = self._sheets.slots(sheet, keys[piece])
                _paste(pixels, left[piece], top[piece], sheet, slots)


def _paste(pixels: Pixels, left: Ints, top: Ints, sheet: SpriteSheet, slots: Ints) -> None:
    height, width = sheet.cover.shape
    if sheet.large or (sheet.upright and len(slots) <= _FEW):
        sprites = sheet.pixels.reshape(-1, height, width)
        for x, y, slot in zip(left.tolist(), top.tolist(), slots.tolist(), strict=True):
            box = pixels[y : y + height, x : x + width]
            if sheet.upright:
                box[...] = sprites[slot]
            else:
                np.copyto(box, sprites[slot], where=sheet.cover)
    elif sheet.upright:
        boxes = windows(pixels, height, width)
        boxes[top, left] = sheet.pixels.view(boxes.dtype)[slots]
    else:
        # Only what the bodies cover, since the boxes of turned neighbours overlap.
        offsets = sheet.offsets(pixels.shape[1])
        corners = top * pixels.shape[1] + left
        flat = pixels.reshape(-1)
        for start in range(0, len(slots), _TURNED_AT_ONCE):
            piece = slice(start, start + _TURNED_AT_ONCE)
            flat[corners[piece, None] + offsets] = sheet.pixels[slots[piece]]
