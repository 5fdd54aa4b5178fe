"""Seats drawn once per look, number and angle, kept as arrays that are pasted many times."""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QColor, QFont, QImage, QPainter

from boxoffice.qtkit.tokens import Tokens
from boxoffice.seatmap.glyphs import (
    NumberStyle,
    Shape,
    body_path,
    draw_number,
    draw_seat,
    number_font,
    number_style,
)
from boxoffice.seatmap.painting import Pixels
from boxoffice.seatmap.sprite_keys import NUMBER_MASK, glyph_of

Ints = NDArray[np.int64]
#: The font of so many digits.
NumberFont = Callable[[int, NumberStyle, Shape], QFont]

#: Most memory that sprites and the masks of their numbers take. Past it the sheets used longest ago
#: go; and one sheet starts anew with what is in view where its sprites take more than half of it,
#: or its masks more than an eighth.
MOST_SPRITE_BYTES = 48_000_000
_SPRITES_PART, _MASKS_PART = 2, 8

#: Pixels covered less, of 255, are left to the neighbours of a turned seat: with half or less no
#: pixel would belong to one seat alone, and pasting a seat anew would change its neighbour.
_LEAST_COVER = 127
#: Bodies of so many pixels are pasted one by one, smaller ones all at once.
_LARGE_PIXELS = 4_000


@dataclass(frozen=True, slots=True)
class Ink:
    """What every sprite is drawn with."""

    tokens: Tokens
    font: QFont


class SpriteSheet:
    """All sprites of one body shape at one angle, in degrees.

    `height`, `width` is their box in device pixels; `pixels` has shape (sprites, pixels), RGB32.
    An upright body fills its box, `cover` says what a turned one covers of it. Of a turned one
    that is not `large` just those pixels are kept.
    """

    def __init__(self, shape: Shape, angle: int, ink: Ink, font: NumberFont) -> None:
        """`font` knows the fonts of numbers, which sheets share: making one takes long."""
        self._shape = shape
        self._ink = ink
        self._font = font
        self._angle = angle
        self.width, self.height = box_of(shape, angle)
        self._offsets, self._stride = np.empty(0, dtype=np.int64), 0
        self._slots: dict[int, int] = {}
        self._numbers: dict[tuple[int, NumberStyle], tuple[Ints, NDArray[np.int32]]] = {}
        self._styles: dict[int, NumberStyle | None] = {}
        self.large = shape.width * shape.depth >= _LARGE_PIXELS
        self.cover = self._cover() if angle else np.ones((self.height, self.width), dtype=np.bool_)
        kept = np.ones_like(self.cover) if self.large else self.cover
        self._kept = np.flatnonzero(kept)
        self.pixels: Pixels = np.empty((0, len(self._kept)), dtype=np.uint32)
        self._used = self._mask_bytes = 0
        #: It has room for so many sprites, and for those of so many different seats at once, each
        #: of which may need a base beside its own.
        self._most = max(2, MOST_SPRITE_BYTES // _SPRITES_PART // (4 * len(self._kept)))
        self.most_at_once = self._most // 2

    @property
    def upright(self) -> bool:
        return not self._angle

    def offsets(self, stride: int) -> Ints:
        """Where the pixels it covers lie after the first one of its box, in rows of `stride`."""
        if self._stride != stride:
            rows, columns = np.nonzero(self.cover)
            self._offsets, self._stride = rows * stride + columns, stride
        return self._offsets

    def slots(self, keys: Ints) -> Ints:
        """Where the sprite of each key lies in `pixels`, drawing those that are missing; of
        `most_at_once` keys at most."""
        wanted = keys.tolist()
        missing = [key for key in dict.fromkeys(wanted) if key not in self._slots]
        full = self._used + 2 * len(missing) > self._most
        if missing and (full or self._mask_bytes > MOST_SPRITE_BYTES // _MASKS_PART):
            self._slots.clear()
            self._numbers.clear()
            self._used = self._mask_bytes = 0
            missing = list(dict.fromkeys(wanted))
        if missing:
            self._draw(missing)
        return np.array([self._slots[key] for key in wanted], dtype=np.int64)

    @property
    def bytes(self) -> int:
        """The memory it takes, but for a little."""
        return self.pixels.nbytes + self._mask_bytes

    def _draw(self, keys: Sequence[int]) -> None:
        numbered = {key: (key & NUMBER_MASK, style) for key in keys if (style := self._style(key))}
        bases = dict.fromkeys(key & ~NUMBER_MASK for key in numbered)
        new = dict.fromkeys((*(key for key in keys if key not in numbered), *bases))
        self._draw_bases([base for base in new if base not in self._slots])
        wanted = dict.fromkeys(numbered.values())
        self._draw_numbers([one for one in wanted if one not in self._numbers])
        if numbered:
            first = self._append([self.pixels[self._slots[key & ~NUMBER_MASK]] for key in numbered])
            self._write(first, list(numbered.values()))
            self._slots.update({key: slot for slot, key in enumerate(numbered, first)})

    def _append(self, sprites: Sequence[Pixels]) -> int:
        """Keep more sprites; the slot of the first one."""
        first, self._used = self._used, self._used + len(sprites)
        if self._used > len(self.pixels):
            # By doubling, so that a few sprites more do not copy all others each time.
            room = max(self._used, min(2 * len(self.pixels), self._most))
            larger: Pixels = np.empty((room, self.pixels.shape[1]), dtype=np.uint32)
            larger[:first] = self.pixels[:first]
            self.pixels = larger
        self.pixels[first : self._used] = sprites
        return first

    def _draw_bases(self, keys: Sequence[int]) -> None:
        """Draw seats without a number."""

        def draw(painter: QPainter, at: int) -> None:
            draw_seat(painter, glyph_of(keys[at]), self._ink.tokens, self._shape)

        if keys:
            drawings = self._drawings(len(keys), self._ink.tokens.ground, draw)
            first = self._append(list(drawings))
            self._slots.update({key: slot for slot, key in enumerate(keys, first)})

    def _draw_numbers(self, numbers: Sequence[tuple[int, NumberStyle]]) -> None:
        """Keep where each number covers its sprite, and how thickly (of 255)."""

        def draw(painter: QPainter, at: int) -> None:
            number, style = numbers[at]
            text = str(number)
            font = self._font(len(text), style, self._shape)
            draw_number(painter, text, replace(style, colour="#FFFFFF"), font, self._shape)

        drawings = self._drawings(len(numbers), "black", draw)
        for one, drawn in zip(numbers, drawings, strict=True):
            shares = drawn & 0xFF
            pixels = np.flatnonzero(shares)
            cover = shares[pixels].astype(np.int32)
            self._numbers[one] = pixels, cover
            self._mask_bytes += pixels.nbytes + cover.nbytes

    def _write(self, first: int, numbers: Sequence[tuple[int, NumberStyle]]) -> None:
        """Lay numbers over the sprites from slot `first` on, all at once."""
        masks = [self._numbers[one] for one in numbers]
        size = self.pixels.shape[1]
        where = np.concatenate(
            [slot * size + pixels for slot, (pixels, _) in enumerate(masks, first)]
        )
        share = np.concatenate([shares for _, shares in masks])[:, None]
        inks = np.array([QColor(style.colour).rgb() for _, style in numbers], dtype=np.uint32)
        above = np.repeat(inks, [len(pixels) for pixels, _ in masks]).view(np.uint8).reshape(-1, 4)
        flat = self.pixels.reshape(-1)
        below = flat[where].view(np.uint8).reshape(-1, 4).astype(np.int32)
        mixed = below + ((above - below) * share + 127) // 255
        flat[where] = mixed.astype(np.uint8).view(np.uint32)[:, 0]

    def _style(self, key: int) -> NumberStyle | None:
        """How the number of a key is written; None where it has none."""
        base = key & ~NUMBER_MASK
        if base not in self._styles:
            glyph = glyph_of(base)
            style = number_style(glyph.look, glyph.kind, self._ink.tokens, self._shape)
            self._styles[base] = style
        return self._styles[base] if key != base else None

    def _cover(self) -> NDArray[np.bool_]:
        """What of its box a turned body covers, with the half-covered pixels around it.

        It is the same for every look, so that pasting one over another leaves nothing of it.
        """

        def draw(painter: QPainter, _at: int) -> None:
            painter.fillPath(body_path(self._shape, 0.0), QColor("white"))

        self._kept = np.arange(self.height * self.width)
        (drawn,) = self._drawings(1, "black", draw)
        return (drawn & 0xFF).reshape(self.height, self.width) > _LEAST_COVER

    def _drawings(
        self, count: int, ground: str, draw: Callable[[QPainter, int], None]
    ) -> Iterator[Pixels]:
        """So many drawings on that ground, each of shape (pixels,)."""
        # One painter for all, for making one takes as long as drawing a seat. All are drawn at
        # the same place, since Qt rounds a little differently elsewhere.
        box: Pixels = np.empty((self.height, self.width), dtype=np.uint32)
        image = QImage(
            box.data, self.width, self.height, 4 * self.width, QImage.Format.Format_RGB32
        )
        clear = QColor(ground).rgb()
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(self.width / 2, self.height / 2)
        painter.rotate(self._angle)
        for at in range(count):
            box.fill(clear)
            painter.save()
            draw(painter, at)
            painter.restore()
            yield box.reshape(-1).take(self._kept)
        painter.end()


class Sheets:
    """The sheets of one ink, kept from one zoom to the next, within MOST_SPRITE_BYTES."""

    def __init__(self, ink: Ink) -> None:
        self.ink = ink
        self._sheets: dict[tuple[Shape, int], SpriteSheet] = {}
        self._bytes = 0
        self._fonts: dict[tuple[int, NumberStyle, Shape], QFont] = {}

    def sheet(self, shape: Shape, angle: int) -> SpriteSheet:
        """The sheet of a body's shape, turned by whole degrees."""
        found = self._sheets.pop((shape, angle), None)
        if found is None:
            found = SpriteSheet(shape, angle, self.ink, self._font)
        self._sheets[shape, angle] = found
        return found

    def slots(self, sheet: SpriteSheet, keys: Ints) -> Ints:
        """As the sheet's own, which was asked for last; others go where it takes their room."""
        before = sheet.bytes
        slots = sheet.slots(keys)
        self._bytes += sheet.bytes - before
        if self._bytes > MOST_SPRITE_BYTES:
            self._trim()
        return slots

    def _trim(self) -> None:
        """Forget what was used longest ago."""
        for key in [*self._sheets][:-1]:
            self._bytes -= self._sheets.pop(key).bytes
            if self._bytes <= MOST_SPRITE_BYTES // 2:
                return

    def _font(self, digits: int, style: NumberStyle, shape: Shape) -> QFont:
        key = (digits, style, shape)
        if key not in self._fonts:
            self._fonts[key] = number_font(digits, style, self.ink.font, shape)
        return self._fonts[key]


def box_of(shape: Shape, angle: int) -> tuple[int, int]:
    """Width and height of the box around a body at that angle, device pixels."""
    if not angle:
        return round(shape.width), round(shape.depth)
    across = math.ceil(math.hypot(shape.width, shape.depth)) + 2
    return across, across
