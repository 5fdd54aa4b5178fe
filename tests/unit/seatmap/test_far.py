from dataclasses import replace

import numpy as np
import pytest

from boxoffice.qtkit.tokens import LIGHT
from boxoffice.seatmap.far import FarPainting
from boxoffice.seatmap.looks import SeatLook
from boxoffice.seatmap.painting import Canvas, Change, Origin, Pixels, Region, Shown
from tests.unit.seatmap.plans import lay_out, plain_hall


def draw(painting: FarPainting, pixels: Pixels, origin: Origin, states: Shown) -> None:
    """Draw the seats over all of `pixels`."""
    canvas, whole = Canvas(pixels, origin), Region(0, 0, pixels.shape[1], pixels.shape[0])
    beside, inside = canvas.beside(whole, painting.reach)
    painting.fill(beside, inside, states)
    canvas.take(whole, beside, inside)


def test_a_seat_covers_exactly_its_area() -> None:
    hall = lay_out(plain_hall(1, 1), screen_at_bottom=True)
    painting = FarPainting(hall, LIGHT, 0.1)
    pixels = np.empty((40, 40), dtype=np.uint32)
    looks = np.array([SeatLook.YOURS], dtype=np.uint8)
    states = Shown(looks, np.zeros(1, np.uint8))
    draw(painting, pixels, Origin(-10, -10), states)
    # Outside of the body lies ground; inside, its fill and its sign make one colour.
    ground, body = pixels[0, 0], pixels[12, 11]
    assert ground == 0xFF000000 | int(LIGHT.ground[1:], 16)
    red = (pixels >> 16 & 0xFF).astype(np.int64)
    share = (red - red[0, 0]).sum() / ((int(body) >> 16 & 0xFF) - red[0, 0])
    assert share == pytest.approx(2.6 * 4.3, abs=0.1)


def test_a_seat_beside_its_row_lies_across() -> None:
    plan = plain_hall(1, 1)
    across = replace(plan, seats=(replace(plan.seats[0], angle_cdeg=9_000),))
    painting = FarPainting(lay_out(across, screen_at_bottom=True), LIGHT, 0.2)
    pixels = np.empty((40, 40), dtype=np.uint32)
    states = Shown(np.full(1, SeatLook.SOLD, np.uint8), np.zeros(1, np.uint8))
    draw(painting, pixels, Origin(-10, -10), states)
    rows, columns = np.nonzero(pixels != pixels[0, 0])
    # A body of 26 x 43 at a fifth of its size: 8.6 x 5.2, on one pixel more at either end.
    assert (int(np.ptp(columns)) + 1, int(np.ptp(rows)) + 1) == (10, 7)


def test_seats_that_lie_on_one_another_keep_every_channel_in_its_place() -> None:
    plan = plain_hall(1, 2)
    hall = lay_out(plan, screen_at_bottom=True)
    hall.x[1] = hall.x[0] + 24
    painting = FarPainting(hall, LIGHT, 0.25)
    pixels = np.empty((40, 40), dtype=np.uint32)
    states = Shown(np.full(2, SeatLook.YOURS, np.uint8), np.zeros(2, np.uint8))
    draw(painting, pixels, Origin(-10, -10), states)
    assert (pixels >> 24 == 0xFF).all()
    red = pixels >> 16 & 0xFF
    assert red.max() <= 0xFF
    assert red.min() == 0


def test_seats_less_than_a_pixel_apart_all_count() -> None:
    hall = lay_out(plain_hall(4, 40), screen_at_bottom=True)
    painting = FarPainting(hall, LIGHT, 0.01)
    origin = Origin(-4, -4)
    free = Shown(np.zeros(160, np.uint8), np.zeros(160, np.uint8))
    sold = Shown(np.full(160, SeatLook.SOLD, np.uint8), free.bars)
    changed, anew = (np.empty((20, 20), dtype=np.uint32) for _ in range(2))
    draw(painting, changed, origin, free)
    painting.change(Canvas(changed, origin), Change(np.arange(160), free.looks), sold)
    draw(painting, anew, origin, sold)
    assert (changed == anew).all()
    ground, fill, dot = (
        int(colour[1:3], 16) for colour in (LIGHT.ground, LIGHT.sold, LIGHT.sold_sign)
    )
    covered = ((anew >> 16 & 0xFF).astype(np.int64) - ground).sum()
    assert covered / (fill + 0.4 * (dot - fill) - ground) == pytest.approx(
        160 * 0.26 * 0.43, rel=0.1
    )


@pytest.mark.parametrize("seats", [2, 3, 4, 7])
def test_any_number_of_seats_on_one_spot_is_told_from_one(seats: int) -> None:
    hall = lay_out(plain_hall(1, seats), screen_at_bottom=True)
    # On whole pixels: what three cover of each of them reads, in a byte, as less than all of it.
    hall.sizes[:] = (20.0, 30.0)
    hall.x[:], hall.y[:] = 20.0, 35.0
    painting = FarPainting(hall, LIGHT, 0.1)
    pixels = np.empty((40, 40), dtype=np.uint32)
    looks = np.full(seats, SeatLook.SOLD, np.uint8)
    draw(painting, pixels, Origin(-10, -10), Shown(looks, np.zeros(seats, np.uint8)))
    assert painting.crowded(np.arange(seats)).all()
    ground = int(LIGHT.ground[1:], 16)
    channels = pixels.view(np.uint8).reshape(40, 40, 4)[..., :3]
    assert (channels[12:15, 11:13] < [ground & 0xFF, ground >> 8 & 0xFF, ground >> 16]).all()
