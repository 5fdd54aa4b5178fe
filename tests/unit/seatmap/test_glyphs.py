import itertools
from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtGui import QColor, QFont, QImage, QPainter

from boxoffice.qtkit.tokens import CONTRAST, DARK, LIGHT, Tokens
from boxoffice.seatmap.glyphs import (
    Glyph,
    Shape,
    draw_number,
    draw_seat,
    glyph_pixmap,
    number_font,
    number_style,
)
from boxoffice.seatmap.hall import DRAWN_KINDS, KIND_COMPANION, KIND_SEAT, KIND_WHEELCHAIR
from boxoffice.seatmap.looks import BANDED, SeatLook

TICKED = Glyph(SeatLook.YOURS)


def grey_picture(look: SeatLook, tokens: Tokens, kind: int = KIND_SEAT, hue: int = 1) -> bytes:
    """A glyph at 100 % without any colour and without its number."""
    pixmap = glyph_pixmap(look, tokens, 26, 1.0, kind=kind, hue=hue, number="")
    image = pixmap.toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    lines = bytes(image.constBits())
    # What fills up each line of an image is anything.
    starts = range(0, len(lines), image.bytesPerLine())
    return b"".join(lines[start : start + image.width()] for start in starts)


@pytest.mark.parametrize("tokens", [LIGHT, DARK, CONTRAST], ids=lambda tokens: tokens.name)
def test_every_look_is_told_apart_without_colour(qapp: object, tokens: Tokens) -> None:
    pictures = {look: grey_picture(look, tokens) for look in SeatLook}
    for one, other in itertools.combinations(SeatLook, 2):
        differing = sum(
            abs(a - b) > 24 for a, b in zip(pictures[one], pictures[other], strict=True)
        )
        assert differing > 40, f"{one.name} and {other.name} look alike"


def test_categories_and_kinds_of_seat_are_told_apart_without_colour(qapp: object) -> None:
    pictures = {
        grey_picture(SeatLook.FREE, LIGHT, kind, hue)
        for kind in DRAWN_KINDS.tolist()
        for hue in ((1,) if kind in (KIND_WHEELCHAIR, KIND_COMPANION) else (1, 2, 3, 4, 5, 6))
    }
    assert len(pictures) == 5 * 6 + 2


@pytest.mark.parametrize("look", [SeatLook.FREE, SeatLook.CHOSEN, SeatLook.SHADED])
def test_kinds_of_seat_of_one_category_are_told_apart_by_their_shape(
    qapp: object, look: SeatLook
) -> None:
    kinds = sorted({*DRAWN_KINDS.tolist()})
    pictures = {kind: grey_picture(look, LIGHT, kind) for kind in kinds}
    for one, other in itertools.combinations(kinds, 2):
        differing = sum(
            abs(a - b) > 24 for a, b in zip(pictures[one], pictures[other], strict=True)
        )
        assert differing > 16, f"{one} and {other} look alike"


def test_a_glyph_is_as_crisp_as_the_screen(qapp: object) -> None:
    pixmap = glyph_pixmap(SeatLook.YOURS, LIGHT, 26, 3.0)
    assert (pixmap.width(), pixmap.height(), pixmap.devicePixelRatio()) == (78, 129, 3.0)


@pytest.mark.parametrize(
    ("depth", "numbered"),
    [
        (43, {*BANDED, SeatLook.YOURS, SeatLook.TAKEN, SeatLook.ASKING}),
        (22, {*BANDED, SeatLook.YOURS, SeatLook.ASKING}),
    ],
)
def test_a_shallow_seat_has_a_number_where_its_sign_leaves_room_for_it(
    depth: int, numbered: set[SeatLook]
) -> None:
    shape = Shape(26, depth, 1.0)
    shown = {look for look in SeatLook if number_style(look, KIND_SEAT, LIGHT, shape) is not None}
    assert shown == numbered


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize("shape", [Shape(26, 22, 1.0), Shape(18, 15, 0.69), Shape(52, 44, 2.0, 2)])
def test_tick_and_number_of_a_shallow_seat_of_yours_stand_apart(
    qapp: object, shape: Shape, *, turned: bool
) -> None:
    shape = replace(shape, turned=turned)
    style = number_style(SeatLook.YOURS, KIND_SEAT, LIGHT, shape)
    assert style is not None
    font = number_font(2, style, QFont(), shape)
    ground = QColor(LIGHT.accent)
    tick = inked(shape, ground, lambda painter: draw_seat(painter, TICKED, LIGHT, shape))
    number = inked(shape, ground, lambda painter: draw_number(painter, "17", style, font, shape))
    upper, lower = (number, tick) if turned else (tick, number)
    assert max(upper) < min(lower)
    assert max(lower) <= shape.depth - 2


def inked(shape: Shape, ground: QColor, draw: Callable[[QPainter], None]) -> list[int]:
    """The lines of a body in whose middle part something is drawn on its ground."""
    picture = QImage(int(shape.width), int(shape.depth), QImage.Format.Format_RGB32)
    picture.fill(ground)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(shape.width / 2, shape.depth / 2)
    draw(painter)
    painter.end()
    middle = range(picture.width() // 4, 3 * picture.width() // 4)
    return [
        y
        for y in range(picture.height())
        if any(picture.pixelColor(x, y).lightness() > ground.lightness() + 60 for x in middle)
    ]


def test_a_number_is_never_too_small_to_read(qapp: object) -> None:
    style = number_style(SeatLook.FREE, KIND_SEAT, LIGHT, Shape(17, 14, 0.66))
    assert style is not None
    assert style.font(QFont(), Shape(17, 14, 0.66)).pixelSize() == 10
    assert style.font(QFont(), Shape(34, 28, 1.32, 2.0)).pixelSize() == 20


def test_a_large_number_is_the_same_drawing_whatever_was_written_before(qapp: object) -> None:
    shape = Shape(156.0, 258.0, 6.0, 2.0)
    style = number_style(SeatLook.FREE, KIND_SEAT, LIGHT, shape)
    assert style is not None
    base = QFont("Sans Serif", 9)
    font = number_font(2, style, base, shape)
    assert font.pixelSize() > 64
    image = QImage(200, 300, QImage.Format.Format_RGB32)

    def drawn() -> bytes:
        image.fill(QColor(LIGHT.surface))
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(100, 150)
        draw_number(painter, "35", style, font, shape)
        painter.end()
        return bytes(image.constBits())

    def write(pixels: int) -> None:
        other = QFont(base)
        other.setPixelSize(pixels)
        other.setWeight(font.weight())
        painter = QPainter(image)
        painter.setFont(other)
        painter.drawText(0, 100, f"{pixels} to 0123456789")
        painter.end()

    before = drawn()
    assert any(image.pixelColor(x, 225).lightness() < 60 for x in range(200)), "it is there"
    for pixels in range(5, 40):
        write(pixels)
        assert drawn() == before
