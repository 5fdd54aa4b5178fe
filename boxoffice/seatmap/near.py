"""Seats near enough to show their sign, pasted as sprites."""

import numpy as np
from numpy.typing import NDArray

from boxoffice.seatmap.glyphs import Shape
from boxoffice.seatmap.hall import Hall
from boxoffice.seatmap.painting import Canvas, Change, Pixels, Region, Shown, windows
from boxoffice.seatmap.projection import Bounds, shows_numbers
from boxoffice.seatmap.sprite_keys import sprite_keys
from boxoffice.seatmap.sprites import Sheets, SpriteSheet, box_of

Ints = NDArray[np.int64]

#: Steps of the angle that seats are turned by, in degrees: in a small seat larger ones, for what
#: counts is that half a step moves no corner by more than a part of a pixel.
_LEAST_STEP, _LARGEST_STEP = 1, 4
#: Turned seats pasted in one step; bounds the memory that their pixel addresses take.
_TURNED_AT_ONCE = 512
#: Of a seat of which nobody has asked whether it is crowded.
_UNKNOWN = -1
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
        self._crowded = np.full(len(hall.x), _UNKNOWN, dtype=np.int8)

    def fill(self, canvas: Canvas, region: Region, shown: Shown) -> None:
        """Draw all seats of a region over what is there; those that reach out of it are drawn
        whole."""
        self._paste(
            canvas, self._around(region.moved(canvas.origin.left, canvas.origin.top)), shown
        )

    def change(self, canvas: Canvas, change: Change, shown: Shown) -> None:
        """Draw these seats anew, as far as they lie wholly inside the canvas."""
        self._paste(canvas, change.seats, shown)

    def crowded(self, seats: Ints) -> NDArray[np.bool_]:
        """Which of these seats share pixels with another; found once for each."""
        for seat in seats[self._crowded[seats] == _UNKNOWN].tolist():
            self._crowded[seat] = self._is_crowded(seat)
        crowded: NDArray[np.bool_] = self._crowded[seats] != 0
        return crowded

    def _is_crowded(self, seat: int) -> bool:
        (box,) = self._hall.boxes(np.array([seat]), self._scale, self.reach).tolist()
        others = self._around(Region(*box))
        groups, corners, sides = self._place(others)
        own = int(np.flatnonzero(others == seat)[0])
        covered = self._sheet(int(groups[own])).cover
        corners = corners - corners[own]
        meets = (corners < sides[own]).all(axis=1) & (corners + sides > 0).all(axis=1)
        meets[own] = False
        for at in np.flatnonzero(meets).tolist():
            x, y = corners[at].tolist()
            cover = self._sheet(int(groups[at])).cover
            beneath = covered[max(y, 0) : y + len(cover), max(x, 0) : x + cover.shape[1]]
            height, width = beneath.shape
            above = cover[max(-y, 0) :, max(-x, 0) :][:height, :width]
            if (beneath & above).any():
                return True
        return False

    def _around(self, area: Region) -> Ints:
        """The seats that may reach into an area of the map, device pixels."""
        area = area.grown(self.reach // 2 + 2)
        bounds = Bounds(area.left, area.top, area.right, area.bottom)
        return self._hall.places.within(bounds.scaled(1 / self._scale))

    def _place(self, seats: Ints) -> tuple[Ints, Ints, Ints]:
        """Each seat's group, by shape and angle, and its box on the map: left and top, width and
        height."""
        hall = self._hall
        turns = np.rint(hall.angle[seats] / self._step).astype(np.int64) * self._step % 360
        size = hall.size[seats]
        sides = np.where(turns[:, None] == 0, self._upright[size], self._turned[size])
        left = np.rint(hall.x[seats] * self._scale - sides[:, 0] / 2)
        top = np.rint(hall.y[seats] * self._scale - sides[:, 1] / 2)
        return size * 360 + turns, np.stack((left, top), axis=1).astype(np.int64), sides

    def _sheet(self, group: int) -> SpriteSheet:
        shape, turn = divmod(group, 360)
        return self._sheets.sheet(self._shapes[shape], turn if turn < 180 else turn - 360)

    def _paste(self, canvas: Canvas, seats: Ints, shown: Shown) -> None:
        hall, pixels = self._hall, canvas.pixels
        groups, corners, sides = self._place(seats)
        left, top = (corners - (canvas.origin.left, canvas.origin.top)).T
        height, width = pixels.shape
        inside = (left >= 0) & (left <= width - sides[:, 0])
        inside &= (top >= 0) & (top <= height - sides[:, 1])
        # By group, and in the order of the plan within it: wherever two bodies share a pixel, the
        # same one has it.
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
            sheet = self._sheet(int(groups[start]))
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
