import itertools

import pytest
from PySide6.QtGui import QFont, QImage

from boxoffice.qtkit.tokens import CONTRAST, DARK, LIGHT, Tokens
from boxoffice.seatmap.glyphs import Shape, glyph_pixmap, number_style
from boxoffice.seatmap.hall import KIND_COMPANION, KIND_SEAT, KIND_WHEELCHAIR
from boxoffice.seatmap.looks import BANDED, SeatLook


def grey_picture(look: SeatLook, tokens: Tokens, kind: int = KIND_SEAT, hue: int = 1) -> bytes:
    """A glyph at 100 % without any colour and without its number."""
    pixmap = glyph_pixmap(look, tokens, 26, 1.0, kind=kind, hue=hue, number="")
    image = pixmap.toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    return bytes(image.constBits())


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
        for kind in (KIND_SEAT, KIND_WHEELCHAIR, KIND_COMPANION)
        for hue in ((1, 2, 3, 4, 5, 6) if kind == KIND_SEAT else (1,))
    }
    assert len(pictures) == 8


def test_a_glyph_is_as_crisp_as_the_screen(qapp: object) -> None:
    pixmap = glyph_pixmap(SeatLook.YOURS, LIGHT, 26, 3.0)
    assert (pixmap.width(), pixmap.height(), pixmap.devicePixelRatio()) == (78, 129, 3.0)


@pytest.mark.parametrize(
    ("depth", "numbered"),
    [
        (43, {*BANDED, SeatLook.YOURS, SeatLook.TAKEN, SeatLook.ASKING}),
        (22, set(BANDED)),
    ],
)
def test_a_shallow_seat_has_a_number_only_where_its_sign_is_the_band(
    depth: int, numbered: set[SeatLook]
) -> None:
    shape = Shape(26, depth, 1.0)
    shown = {look for look in SeatLook if number_style(look, KIND_SEAT, LIGHT, shape) is not None}
    assert shown == numbered


def test_a_number_is_never_too_small_to_read(qapp: object) -> None:
    style = number_style(SeatLook.FREE, KIND_SEAT, LIGHT, Shape(17, 14, 0.66))
    assert style is not None
    assert style.font(QFont(), Shape(17, 14, 0.66)).pixelSize() == 10
    assert style.font(QFont(), Shape(34, 28, 1.32, 2.0)).pixelSize() == 20
