"""One seat drawn with a painter: its body, its sign and where its number stands."""

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QFontMetricsF,
    QPainter,
    QPainterPath,
    QPen,
    QPixmap,
)

from boxoffice.qtkit.tokens import Tokens, mixed
from boxoffice.seatmap import signs
from boxoffice.seatmap.hall import (
    KIND_COMPANION,
    KIND_DIAMOND,
    KIND_PREMIUM,
    KIND_RECLINER,
    KIND_SEAT,
    KIND_SOFA,
    KIND_WHEELCHAIR,
)
from boxoffice.seatmap.looks import BANDED, BAR_STEPS, NUMBERED, SeatLook
from boxoffice.seatmap.projection import STANDARD_DEPTH, STANDARD_WIDTH

RADIUS = 5.5
_LINE, _OFFERED_LINE, _TAKEN_LINE = 1.5, 1.9, 2.4
#: A sold seat is that much smaller on each side.
_SOLD_INSET = 2.0
_NUMBER_PX, _SMALL_NUMBER_PX = 12.0, 10.0
#: What a number needs to be read at all, logical pixels.
_LEAST_NUMBER_PX = 10.0
#: The largest glyphs that Qt draws once and keeps, device pixels.
_LARGEST_KEPT_PX = 64
_MOST_OUTLINES = 1_000
#: Sign and number stand above each other in a body of this depth, map pixels; in one that is
#: shallower signs shrink and stand alone, but for the band, whose number moves to the middle, and
#: the tick, which is made smaller still.
_STACKED_DEPTH = 28.0
_SHALLOW_NUMBER_UP = 0.06
_SMALL_TICK = 0.66
#: The wheelchair is the largest sign; a number below it needs a body this deep, logical pixels.
_WHEELCHAIR_DEPTH = 30.0
#: How much of its hue a shaded body takes, so that its number can be read on it.
SHADE = 0.4
#: Heights in the body, as shares of its depth from the back edge.
_BAND_AT, _SIGN_AT, _HELD_SIGN_AT, _WHEELCHAIR_AT, _MIDDLE = 0.148, 0.2, 0.42, 0.41, 0.5
_NUMBER_AT, _BOLD_NUMBER_AT, _SMALL_NUMBER_AT, _BAR_AT = 0.71, 0.745, 0.82, 0.87
_BAR_INSET, _BAR_DEPTH = 4.0, 3.0
#: A wheelchair space has no seat in it, which its square corners say; sofas are round.
_CORNERS = {KIND_WHEELCHAIR: 0.5, KIND_SOFA: 12.0}
#: What is cut off a diamond's corners, and where armrests and footrest lie, map pixels and shares.
_CUT = 6.5
_ARMREST_INSET, _ARMREST_FROM, _ARMREST_TO = 3.4, 0.36, 0.86
_FOOTREST_INSET, _FOOTREST_AT = 5.0, 0.9
_TICKED = (SeatLook.YOURS, SeatLook.ASKING)


@dataclass(frozen=True, slots=True)
class Glyph:
    """What is drawn of a seat: `hue` and `kind` as in Hall, `bar` of BAR_STEPS are left."""

    look: SeatLook
    hue: int = 1
    kind: int = KIND_SEAT
    bar: int = BAR_STEPS


@dataclass(frozen=True, slots=True)
class Shape:
    """A body in device pixels, and how many of them a map pixel is (`unit`) and a logical one
    (`ratio`).

    `turned` puts the back edge at the bottom; `numbered` leaves room for the number.
    """

    width: float
    depth: float
    unit: float
    ratio: float = 1.0
    turned: bool = False
    numbered: bool = True

    @property
    def sign_unit(self) -> float:
        """Device pixels of a map pixel inside signs, which shrink in a narrow or shallow body."""
        return min(self.unit, self.width / STANDARD_WIDTH, self.depth / _STACKED_DEPTH)

    @property
    def shallow(self) -> bool:
        """Whether it is not deep enough for a sign and a number above each other."""
        return self.depth < _STACKED_DEPTH * self.unit

    def height(self, share: float) -> float:
        """Where a share of the depth, counted from the back edge, lies from the middle."""
        return (0.5 - share if self.turned else share - 0.5) * self.depth


@dataclass(frozen=True, slots=True)
class NumberStyle:
    """How a number is written into a seat: `at` is its middle as a share of the depth."""

    colour: str
    bold: bool
    small: bool
    at: float

    def font(self, base: QFont, shape: Shape) -> QFont:
        """The font in a body of this shape, with figures of one width."""
        font = QFont(base)
        wanted = (_SMALL_NUMBER_PX if self.small else _NUMBER_PX) * shape.sign_unit
        font.setPixelSize(round(max(wanted, _LEAST_NUMBER_PX * shape.ratio)))
        font.setWeight(QFont.Weight.Bold if self.bold else QFont.Weight.DemiBold)
        font.setFeature(QFont.Tag("tnum"), 1)
        return font


def number_style(look: SeatLook, kind: int, tokens: Tokens, shape: Shape) -> NumberStyle | None:
    """How the seat's number is written, or None where its look hides it or its sign fills it."""
    if look not in NUMBERED or _sign_fills(look, kind, shape):
        return None
    colour, bold = {
        SeatLook.YOURS: (tokens.on_accent, True),
        SeatLook.TAKEN: (tokens.danger, True),
        SeatLook.ASKING: (tokens.accent_text, True),
    }.get(look, (tokens.text, False))
    if kind == KIND_WHEELCHAIR:
        return NumberStyle(colour, bold, small=True, at=_SMALL_NUMBER_AT)
    low = bold and not shape.shallow
    return NumberStyle(colour, bold, small=False, at=_BOLD_NUMBER_AT if low else _NUMBER_AT)


def draw_seat(painter: QPainter, glyph: Glyph, tokens: Tokens, shape: Shape) -> None:
    """Draw a seat around the origin, without its number."""
    ground = QColor(tokens.ground)
    _draw_body(painter, glyph, tokens, shape)
    if glyph.look is SeatLook.HELD and shape.numbered:
        _draw_bar(painter, glyph.bar, QColor(tokens.held), shape)
    painter.save()
    painter.translate(0.0, shape.height(_sign_height(glyph, shape)))
    small = shape.numbered and _has_small_tick(glyph.look, glyph.kind, shape)
    unit = shape.sign_unit * (_SMALL_TICK if small else 1.0)
    painter.scale(unit, unit)
    _draw_sign(painter, glyph, tokens)
    painter.restore()
    if glyph.look is SeatLook.BROKEN:
        painter.save()
        painter.scale(shape.unit, shape.unit)
        signs.crack(painter, QColor(tokens.held), ground, shape.depth / shape.unit)
        painter.restore()


def number_font(digits: int, style: NumberStyle, base: QFont, shape: Shape) -> QFont:
    """The font of a number of so many digits, smaller where the body is too narrow for it."""
    font = style.font(base, shape)
    room = shape.width - 4.0 * shape.unit
    # One size for a whole row, though only its later numbers need it to be the smaller one.
    needed = QFontMetrics(font).horizontalAdvance("8" * max(digits, 2))
    if needed > room:
        font.setPixelSize(max(1, int(font.pixelSize() * room / needed)))
    return font


def draw_number(
    painter: QPainter, text: str, style: NumberStyle, font: QFont, shape: Shape
) -> None:
    """Write a number in its `number_font` into a seat around the origin."""
    middle = shape.height(style.at - (_SHALLOW_NUMBER_UP if shape.shallow else 0.0))
    if font.pixelSize() > _LARGEST_KEPT_PX:
        painter.fillPath(
            _outlines(text, font.toString()).translated(0.0, middle), QColor(style.colour)
        )
        return
    painter.setFont(font)
    tall = 2.0 * font.pixelSize()
    painter.setPen(QColor(style.colour))
    box = QRectF(-shape.width, middle - tall / 2, 2 * shape.width, tall)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


@lru_cache(maxsize=_MOST_OUTLINES)
def _outlines(text: str, font: str) -> QPainterPath:
    """The outlines of a number around the origin.

    Qt keeps no larger glyphs than _LARGEST_KEPT_PX: it asks FreeType for their outlines each time,
    which hints them in a state that is left from other sizes, so that the same number differs by a
    shade from one time to the next. These are asked for once.
    """
    letters = QFont()
    letters.fromString(font)
    metrics = QFontMetricsF(letters)
    left = -metrics.horizontalAdvance(text) / 2
    path = QPainterPath()
    path.addText(QPointF(left, metrics.ascent() - metrics.height() / 2), letters, text)
    return path


def body_path(shape: Shape, radius: float, inset: float = 0.0) -> QPainterPath:
    """The outline of a body around the origin, `inset` device pixels inside its edge."""
    width, depth = shape.width - 2 * inset, shape.depth - 2 * inset
    path = QPainterPath()
    path.addRoundedRect(QRectF(-width / 2, -depth / 2, width, depth), radius, radius)
    return path


def glyph_pixmap(
    look: SeatLook,
    tokens: Tokens,
    size: float,
    dpr: float,
    *,
    kind: int = KIND_SEAT,
    hue: int = 1,
    number: str = "7",
    font: QFont | None = None,
) -> QPixmap:
    """A seat as a picture on clear ground, `size` logical pixels wide, for legends and keys."""
    unit = size / STANDARD_WIDTH * dpr
    shape = Shape(round(size * dpr), round(STANDARD_DEPTH * unit), unit, dpr)
    pixmap = QPixmap(int(shape.width), int(shape.depth))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(QPointF(shape.width / 2, shape.depth / 2))
    draw_seat(painter, Glyph(look, hue, kind, BAR_STEPS // 2), tokens, shape)
    style = number_style(look, kind, tokens, shape)
    if style is not None:
        fitted = number_font(len(number), style, font or QFont(), shape)
        draw_number(painter, number, style, fitted, shape)
    painter.end()
    pixmap.setDevicePixelRatio(dpr)
    return pixmap


def _draw_body(painter: QPainter, glyph: Glyph, tokens: Tokens, shape: Shape) -> None:
    category = QColor(tokens.category(glyph.hue))
    held = QColor(tokens.held)
    shade = mixed(tokens.surface, tokens.category(glyph.hue), SHADE)
    fill, line, width = {
        SeatLook.FREE: (tokens.surface, category, _LINE),
        SeatLook.YOURS: (tokens.accent, None, 0.0),
        SeatLook.HELD: (tokens.ground, held, _LINE),
        SeatLook.SOLD: (tokens.sold, None, 0.0),
        SeatLook.BLOCKED: (tokens.ground, held, _LINE),
        SeatLook.BROKEN: (tokens.ground, held, _LINE),
        SeatLook.OFFERED: (tokens.accent_soft, QColor(tokens.accent), _OFFERED_LINE),
        SeatLook.TAKEN: (tokens.danger_soft, QColor(tokens.danger), _TAKEN_LINE),
        SeatLook.ASKING: (tokens.accent_soft, QColor(tokens.accent), _OFFERED_LINE),
        SeatLook.CHOSEN: (tokens.accent_soft, QColor(tokens.accent), _OFFERED_LINE),
        SeatLook.SHADED: (shade, category, _LINE),
    }[glyph.look]
    weight = max(1.0, width * shape.unit) if line is not None else 0.0
    inset = _SOLD_INSET * shape.unit if glyph.look is SeatLook.SOLD else weight / 2
    path = _outline(glyph.kind, shape, inset)
    painter.fillPath(path, QColor(fill))
    if glyph.look is SeatLook.HELD:
        _draw_hatch(painter, path, QColor(tokens.held_hatch), shape)
    if line is not None:
        pen = QPen(line, weight)
        if glyph.look in (SeatLook.HELD, SeatLook.OFFERED):
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            pen.setDashPattern([3.4 * shape.unit / weight, 2.2 * shape.unit / weight])
        painter.strokePath(path, pen)
        if glyph.look in BANDED:
            _draw_rests(painter, glyph.kind, QPen(line, weight), shape)


def _outline(kind: int, shape: Shape, inset: float) -> QPainterPath:
    """The outline that a kind of seat has."""
    if kind != KIND_DIAMOND:
        corner = _CORNERS.get(kind, RADIUS) * shape.unit
        return body_path(shape, max(corner - inset, 0.0), inset)
    wide, deep = shape.width / 2 - inset, shape.depth / 2 - inset
    cut = max(_CUT * shape.unit - inset, 0.0)
    corners = ((wide - cut, -deep), (wide, cut - deep), (wide, deep - cut), (wide - cut, deep))
    path = QPainterPath()
    whole = (*corners, *((-x, y) for x, y in corners[::-1]))
    path.addPolygon([QPointF(x, y) for x, y in whole])
    path.closeSubpath()
    return path


def _draw_rests(painter: QPainter, kind: int, pen: QPen, shape: Shape) -> None:
    """The armrests of a premium seat, the footrest of a recliner."""
    painter.setPen(pen)
    if kind == KIND_PREMIUM:
        x = shape.width / 2 - _ARMREST_INSET * shape.sign_unit
        ends = shape.height(_ARMREST_FROM), shape.height(_ARMREST_TO)
        for side in (-x, x):
            painter.drawLine(QPointF(side, ends[0]), QPointF(side, ends[1]))
    elif kind == KIND_RECLINER:
        x, y = shape.width / 2 - _FOOTREST_INSET * shape.sign_unit, shape.height(_FOOTREST_AT)
        painter.drawLine(QPointF(-x, y), QPointF(x, y))


def _draw_hatch(painter: QPainter, path: QPainterPath, colour: QColor, shape: Shape) -> None:
    painter.save()
    painter.setClipPath(path)
    painter.scale(shape.unit, shape.unit)
    width, depth = shape.width / shape.unit, shape.depth / shape.unit
    signs.hatch(painter, colour, QRectF(-width / 2, -depth / 2, width, depth))
    painter.restore()


def _draw_bar(painter: QPainter, steps: int, colour: QColor, shape: Shape) -> None:
    """What is left of a hold, at the front edge; it drains to the left."""
    unit = shape.sign_unit
    whole = shape.width - 2 * _BAR_INSET * unit
    deep = _BAR_DEPTH * unit
    piece = QRectF(-whole / 2, shape.height(_BAR_AT) - deep / 2, whole * steps / BAR_STEPS, deep)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawRoundedRect(piece, deep / 2, deep / 2)


def _sign_height(glyph: Glyph, shape: Shape) -> float:
    if glyph.look in (SeatLook.SOLD, SeatLook.BLOCKED):
        return _MIDDLE
    if glyph.look is SeatLook.HELD:
        return _HELD_SIGN_AT if shape.numbered else _MIDDLE
    if _has_band(glyph.look, glyph.kind):
        return _BAND_AT
    if not shape.numbered or _sign_fills(glyph.look, glyph.kind, shape):
        return _MIDDLE
    if glyph.kind == KIND_WHEELCHAIR and glyph.look in BANDED:
        return _WHEELCHAIR_AT
    return _SIGN_AT


def _sign_fills(look: SeatLook, kind: int, shape: Shape) -> bool:
    """Whether the sign stands alone: in a shallow body only band and tick leave room."""
    if kind == KIND_WHEELCHAIR and shape.depth < _WHEELCHAIR_DEPTH * shape.ratio:
        return True
    stacked = _has_band(look, kind) or _has_small_tick(look, kind, shape)
    return shape.shallow and not stacked


def _has_small_tick(look: SeatLook, kind: int, shape: Shape) -> bool:
    """Whether there is a tick above a number in a shallow body."""
    return shape.shallow and look in _TICKED and kind != KIND_WHEELCHAIR


def _has_band(look: SeatLook, kind: int) -> bool:
    return look in BANDED and kind not in (KIND_WHEELCHAIR, KIND_COMPANION)


def _draw_sign(painter: QPainter, glyph: Glyph, tokens: Tokens) -> None:
    look = glyph.look
    if look is SeatLook.YOURS:
        signs.tick(painter, QColor(tokens.on_accent))
    elif look is SeatLook.ASKING:
        signs.tick(painter, QColor(tokens.accent_text), 1.4)
    elif look is SeatLook.TAKEN:
        signs.cross(painter, QColor(tokens.danger))
    elif look is SeatLook.HELD:
        signs.clock(painter, QColor(tokens.held), QColor(tokens.ground))
    elif look is SeatLook.SOLD:
        signs.person(painter, QColor(tokens.sold_sign))
    elif look is SeatLook.BLOCKED:
        signs.padlock(painter, QColor(tokens.held))
    elif look in BANDED:
        _draw_kind(painter, glyph, tokens)


def _draw_kind(painter: QPainter, glyph: Glyph, tokens: Tokens) -> None:
    if glyph.kind == KIND_WHEELCHAIR:
        signs.wheelchair(painter, QColor(tokens.text))
    elif glyph.kind == KIND_COMPANION:
        signs.person_and_plus(painter, QColor(tokens.text))
    else:
        signs.band(painter, glyph.hue, QColor(tokens.category(glyph.hue)))
