"""Seats drawn once per look, number and angle, kept as arrays that are pasted many times."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QColor, QFont, QImage, QPainter

from boxoffice.qtkit.tokens import Tokens
from boxoffice.seatmap.distinct import distinct
from boxoffice.seatmap.glyphs import (
    Glyph,
    NumberStyle,
    Shape,
    body_path,
    draw_number,
    draw_seat,
    number_style,
)
from boxoffice.seatmap.looks import SeatLook

Pixels = NDArray[np.uint32]
Mask = NDArray[np.uint8]
Keys = NDArray[np.int64]

#: Steps of the angle in which turned seats are drawn; half of one moves no edge by a pixel.
ANGLE_STEP_DEG = 1.0
#: Most memory one sheet's sprites take; past it the sheet starts anew with what is in view.
MOST_SPRITE_BYTES = 48_000_000

#: Pixels covered less, of 255, are left to the neighbours of a turned seat: with half or less no
#: pixel would belong to one seat alone, and pasting a seat anew would change its neighbour.
_LEAST_COVER = 127
_FIRST_SPRITES = 64
_ANGLE_BITS, _NUMBER_BITS = 9, 20
_HALF_TURN = 180


def sprite_keys(
    look: Keys, hue: Keys, kind: Keys, bar: Keys, angle_steps: Keys, number: Keys
) -> Keys:
    """One number per seat that says which sprite it needs; `number` is 0 for none."""
    key = ((look * 64 + hue) * 4 + kind) * 16 + bar
    key = (key << _ANGLE_BITS) | (angle_steps + _HALF_TURN)
    return (key << _NUMBER_BITS) | np.minimum(number, (1 << _NUMBER_BITS) - 1)


@dataclass(frozen=True, slots=True)
class Ink:
    """What every sprite is drawn with."""

    tokens: Tokens
    font: QFont


class SpriteSheet:
    """All sprites of one body shape. Upright bodies fill their box; turned ones have a mask.

    `height`, `width` is the box in device pixels; `pixels` has shape (sprites, height, width),
    RGB32; `masks` the same shape, true where a turned seat covers the ground.
    """

    def __init__(self, shape: Shape, ink: Ink, *, upright: bool) -> None:
        self._shape = shape
        self._ink = ink
        self.upright = upright
        across = math.ceil(math.hypot(shape.width, shape.depth)) + 2
        self.width = round(shape.width) if upright else across
        self.height = round(shape.depth) if upright else across
        self._count = 0
        self._slots: dict[int, int] = {}
        self._bases: dict[int, Pixels] = {}
        self._numbers: dict[tuple[int, int, NumberStyle], Mask] = {}
        self._covers: dict[int, NDArray[np.bool_]] = {}
        box = (_FIRST_SPRITES, self.height, self.width)
        self.pixels: Pixels = np.empty(box, dtype=np.uint32)
        self.masks: NDArray[np.bool_] = np.ones(box if not upright else (0, 0, 0), dtype=np.bool_)

    def slots(self, keys: Keys) -> NDArray[np.int64]:
        """Where each key's sprite lies in `pixels`, drawing those that are missing."""
        unique, inverse = distinct(keys)
        wanted = unique.tolist()
        missing = [key for key in wanted if key not in self._slots]
        if (self._count + len(missing)) * self.width * self.height * 4 > MOST_SPRITE_BYTES:
            self._forget()
            missing = wanted
        for key in missing:
            self._add(key)
        found = np.array([self._slots[key] for key in wanted], dtype=np.int64)
        return found[inverse]

    def _forget(self) -> None:
        self._slots.clear()
        self._bases.clear()
        self._numbers.clear()
        self._count = 0

    def _add(self, key: int) -> None:
        if self._count == len(self.pixels):
            self.pixels = np.concatenate((self.pixels, np.empty_like(self.pixels)))
            if not self.upright:
                self.masks = np.concatenate((self.masks, np.empty_like(self.masks)))
        angle = ((key >> _NUMBER_BITS) & ((1 << _ANGLE_BITS) - 1)) - _HALF_TURN
        self.pixels[self._count] = self._fused(key, angle)
        if not self.upright:
            self.masks[self._count] = self._cover(angle)
        self._slots[key] = self._count
        self._count += 1

    def _fused(self, key: int, angle: int) -> Pixels:
        """Body and sign from the base, with the number's mask laid on it."""
        base_key, number = key >> _NUMBER_BITS, key & ((1 << _NUMBER_BITS) - 1)
        rest = base_key >> _ANGLE_BITS
        bar, kind = rest % 16, rest // 16 % 4
        hue, look = rest // 64 % 64, SeatLook(rest // 4096)
        if base_key not in self._bases:
            glyph = Glyph(look, hue, kind, bar)
            self._bases[base_key] = self._base(glyph, angle)
        base = self._bases[base_key]
        style = number_style(look, kind, self._ink.tokens, self._shape)
        if style is None or number == 0 or not self._shape.numbered:
            return base
        number_key = (number, angle, style)
        if number_key not in self._numbers:
            self._numbers[number_key] = self._number(str(number), style, angle)
        return _inked(base, self._numbers[number_key], QColor(style.colour).rgb())

    def _base(self, glyph: Glyph, angle: int) -> Pixels:
        image = self._image(QColor(self._ink.tokens.ground))
        painter = self._painter(image, angle)
        draw_seat(painter, glyph, self._ink.tokens, self._shape)
        painter.end()
        return _pixels(image)

    def _number(self, text: str, style: NumberStyle, angle: int) -> Mask:
        image = self._image(QColor("black"))
        painter = self._painter(image, angle)
        white = NumberStyle("#FFFFFF", style.bold, style.small, style.at)
        draw_number(painter, text, white, self._ink.font, self._shape)
        painter.end()
        return _pixels(image).astype(np.uint8)

    def _cover(self, angle: int) -> NDArray[np.bool_]:
        """What a turned body covers, with the half-covered pixels around it.

        It is the same for every look, so that pasting one over another leaves nothing of it.
        """
        if angle not in self._covers:
            image = self._image(QColor("black"))
            painter = self._painter(image, angle)
            painter.fillPath(body_path(self._shape, 0.0), QColor("white"))
            painter.end()
            self._covers[angle] = _pixels(image).astype(np.uint8) > _LEAST_COVER
        return self._covers[angle]

    def _image(self, fill: QColor) -> QImage:
        image = QImage(self.width, self.height, QImage.Format.Format_RGB32)
        image.fill(fill)
        return image

    def _painter(self, image: QImage, angle: int) -> QPainter:
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(self.width / 2, self.height / 2)
        painter.rotate(angle * ANGLE_STEP_DEG)
        return painter


def _pixels(image: QImage) -> Pixels:
    flat = np.frombuffer(image.constBits(), dtype=np.uint32)
    return flat.reshape(image.height(), image.width()).copy()


def _inked(base: Pixels, mask: Mask, rgb: int) -> Pixels:
    """The base with a colour laid over it as thickly as the mask says."""
    inked = base.copy()
    covered = mask > 0
    ink = np.array([rgb & 0xFF, rgb >> 8 & 0xFF, rgb >> 16 & 0xFF, 0xFF], dtype=np.int32)
    below = base[covered].view(np.uint8).reshape(-1, 4).astype(np.int32)
    share = mask[covered].astype(np.int32)[:, None]
    mixed = (below + ((ink - below) * share + 127) // 255).astype(np.uint8)
    inked[covered] = mixed.view(np.uint32)[:, 0]
    return inked
