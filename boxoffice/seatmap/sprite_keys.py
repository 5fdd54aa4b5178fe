"""Which sprite a seat needs, as one number."""

import numpy as np
from numpy.typing import NDArray

from boxoffice.seatmap.glyphs import Glyph
from boxoffice.seatmap.looks import BANDED, NUMBERED, SeatLook

Ints = NDArray[np.int64]

_NUMBER_BITS = 20
#: What of a key is the seat's number.
NUMBER_MASK = (1 << _NUMBER_BITS) - 1
#: Looks whose drawing depends on the category.
_HUED = np.isin(np.arange(len(SeatLook)), BANDED)
_NUMBERED = np.isin(np.arange(len(SeatLook)), NUMBERED)


def sprite_keys(look: Ints, hue: NDArray[np.uint8], kind: Ints, bar: Ints, number: Ints) -> Ints:
    """One number per seat that says which sprite it needs; `number` is 0 for none."""
    key = ((look * 64 + np.where(_HUED[look], hue, 1)) * 8 + kind) * 16 + bar
    number = np.minimum(number, NUMBER_MASK)
    return (key << _NUMBER_BITS) | np.where(_NUMBERED[look], number, 0)


def glyph_of(key: int) -> Glyph:
    """What a key says of the drawing, but for its number."""
    rest, bar = divmod(key >> _NUMBER_BITS, 16)
    rest, kind = divmod(rest, 8)
    look, hue = divmod(rest, 64)
    return Glyph(SeatLook(look), hue, kind, bar)
