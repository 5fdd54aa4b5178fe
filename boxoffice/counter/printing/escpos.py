"""Slips as ESC/POS: text in the printer's own letters, and as pictures where it has none for it."""

import textwrap
from collections.abc import Iterator

from boxoffice.counter.printing.address import CODE_PAGES, Thermal
from boxoffice.counter.printing.blocks import Block, Code, Logo, Pair, Rule, Slip, Words
from boxoffice.counter.printing.raster import Raster

ESC, GS = b"\x1b", b"\x1d"
BEGIN = ESC + b"@"
CUT = GS + b"V\x42\x00"
FEED = ESC + b"d\x03"
#: Dots of a letter; 48 of them are the 576 of 80 mm paper.
LETTER_WIDTH = 12
QR_DOTS, QR_LEVEL_M = 6, 49
#: What no code page has, written as people would without it.
_PLAIN = str.maketrans(
    {"–": "-", "—": "-", "’": "'", "‘": "'", "“": '"', "”": '"', "…": "...", "→": ">",
     "\N{NO-BREAK SPACE}": " ", "\N{NARROW NO-BREAK SPACE}": " ", "\N{NON-BREAKING HYPHEN}": "-"}
)  # fmt: skip
_PULSES = {2: ESC + b"p\x00\x19\xfa", 5: ESC + b"p\x01\x19\xfa"}


def pulse(drawer_pin: int) -> bytes:
    """What opens the drawer on a pin: 50 ms on, 500 ms off. KeyError where none hangs there."""
    return _PULSES[drawer_pin]


def page(slip: Slip, printer: Thermal, raster: Raster) -> bytes:
    """One slip from the printer's waking to the cut. May run in any thread."""
    begin = BEGIN + ESC + b"t" + bytes((CODE_PAGES[printer.code_page],))
    writer = _Writer(printer, raster)
    return begin + b"".join(part for block in slip for part in writer.block(block)) + FEED + CUT


class _Writer:
    def __init__(self, printer: Thermal, raster: Raster) -> None:
        self._columns = printer.columns
        self._code_page = printer.code_page
        self._raster = raster

    def block(self, block: Block) -> Iterator[bytes]:
        match block:
            case Words(text, size, bold, centred):
                yield from self._words(text, size, bold=bold, centred=centred)
            case Pair(left, right, bold, size):
                yield from self._pair(left, right, size, bold=bold)
            case Rule():
                yield b"-" * self._columns + b"\n"
            case Code(text):
                yield _centred(_qr(text))
            case Logo(png):
                yield _image(*self._raster.picture(png, self._dots))

    @property
    def _dots(self) -> int:
        return self._columns * LETTER_WIDTH

    def _words(self, text: str, size: int, *, bold: bool, centred: bool) -> Iterator[bytes]:
        text = text.translate(_PLAIN)
        if self._encoded(text) is None:
            yield _image(*self._raster.text(text, self._dots, size, bold=bold, centred=centred))
            return
        for line in textwrap.wrap(text, self._columns // size) or [""]:
            written = self._line(line, size, bold=bold)
            yield _centred(written) if centred else written

    def _pair(self, left: str, right: str, size: int, *, bold: bool) -> Iterator[bytes]:
        left, right = left.translate(_PLAIN), right.translate(_PLAIN)
        if self._encoded(left + right) is None:
            yield _image(*self._raster.pair(left, right, self._dots, size, bold=bold))
            return
        width = self._columns // size
        room = max(8, width - len(right) - 1)
        *above, last = textwrap.wrap(left, room) or [""]
        for line in above:
            yield self._line(line, size, bold=bold)
        yield self._line(last + right.rjust(width - len(last)), size, bold=bold)

    def _line(self, text: str, size: int, *, bold: bool) -> bytes:
        encoded = self._encoded(text)
        assert encoded is not None
        large = GS + b"!" + bytes(((size - 1) << 4 | (size - 1),))
        heavy = ESC + b"E" + bytes((bold,))
        return large + heavy + encoded + b"\n" + GS + b"!\x00" + ESC + b"E\x00"

    def _encoded(self, text: str) -> bytes | None:
        """The text in the printer's letters, None where it lacks one."""
        if not text.isprintable():
            # Nothing that somebody is called may give the printer orders.
            text = "".join(letter if letter.isprintable() else " " for letter in text)
        try:
            return text.encode(self._code_page)
        except UnicodeEncodeError:
            return None


def _centred(written: bytes) -> bytes:
    return ESC + b"a\x01" + written + ESC + b"a\x00"


def _qr(text: str) -> bytes:
    orders = (
        b"1A2\x00",
        b"1C" + bytes((QR_DOTS,)),
        b"1E" + bytes((QR_LEVEL_M,)),
        b"1P0" + text.encode(),
        b"1Q0",
    )
    parts = (GS + b"(k" + len(order).to_bytes(2, "little") + order for order in orders)
    return b"".join(parts) + b"\n"


def _image(width_bytes: int, height: int, bits: bytes) -> bytes:
    size = width_bytes.to_bytes(2, "little") + height.to_bytes(2, "little")
    return GS + b"v0\x00" + size + bits
