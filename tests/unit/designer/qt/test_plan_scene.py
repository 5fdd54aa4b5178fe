from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtGui import QFont, QImage

from admin_designer.designer.document.elements import Hall as Room
from admin_designer.designer.document.elements import Traced
from admin_designer.designer.qt.backdrop import Backdrop
from admin_designer.designer.qt.plan_scene import PlanScene
from boxoffice.qtkit.tokens import CONTRAST, DARK, LIGHT, Tokens
from boxoffice.seatmap.buffer import MapBuffer
from boxoffice.seatmap.looks import SeatLook
from boxoffice.seatmap.painting import Change, Shown
from boxoffice.seatmap.projection import Projection
from boxoffice.seatmap.sprites import Ink
from tests.unit.qtkit.test_tokens import contrast
from tests.unit.seatmap.plans import lay_out, plain_hall

WIDTH, HEIGHT = 200, 160
VIEW = Projection(0.2, 1.0, -20, -20)


def picture(buffer: MapBuffer, shown: Shown) -> NDArray[np.uint32]:
    part = buffer.show(VIEW, WIDTH, HEIGHT, shown)
    return buffer._plate.pixels[
        part.top() : part.bottom() + 1, part.left() : part.right() + 1
    ].copy()


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize("traced", [False, True])
def test_seats_under_a_wall_or_a_traced_picture_change_beneath_it(
    qapp: object, *, traced: bool, turned: bool
) -> None:
    hall = replace(lay_out(plain_hall(8, 20), screen_at_bottom=not turned), fixtures=())
    image = QImage(120, 90, QImage.Format.Format_RGB32)
    image.fill(0x30A050)
    backdrop = Backdrop(image, Traced(b"", 1_000.0, 500.0, 50.0)) if traced else None
    # Its front wall runs through the seats.
    room = Room(width_mm=8_000, depth_mm=4_000)
    if turned:
        hall.x[:] -= hall.x.max()
        hall.y[:] -= hall.y.max()
    scene = PlanScene(hall, Ink(LIGHT, QFont("Sans Serif", 9)), {}, room, backdrop=backdrop)
    shown = Shown(np.zeros(160, np.uint8), np.zeros(160, np.uint8))
    patched = MapBuffer(scene, VIEW)
    picture(patched, shown)
    for seats in np.arange(160).reshape(-1, 8):
        shown.looks[seats] = SeatLook.YOURS
        patched.change(Change(seats, np.zeros(8, np.uint8)), shown)
    assert np.array_equal(picture(patched, shown), picture(MapBuffer(scene, VIEW), shown))


@pytest.mark.parametrize("tokens", [DARK, CONTRAST], ids=lambda one: one.name)
def test_words_are_readable_on_white_paper_that_is_traced_on_a_dark_floor(
    qapp: object, tokens: Tokens
) -> None:
    paper = QImage(400, 400, QImage.Format.Format_RGB32)
    paper.fill(0xFFFFFF)
    hall = replace(lay_out(plain_hall(1, 1), screen_at_bottom=True), letters=(), fixtures=())
    ink = Ink(replace(tokens, ground=tokens.window), QFont("Sans Serif", 9))
    backdrop = Backdrop(paper, Traced(b"", -2_000.0, -2_000.0, 100.0))
    buffer = MapBuffer(PlanScene(hall, ink, {}, Room(), backdrop=backdrop), VIEW)
    shown = Shown(np.zeros(1, np.uint8), np.zeros(1, np.uint8))
    floor = f"#{int(picture(buffer, shown)[HEIGHT - 1, WIDTH - 1]) & 0xFFFFFF:06X}"
    assert floor != tokens.window.upper()
    assert contrast(tokens.text_second, floor) >= 4.5
