from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, QRect

from boxoffice.model.layout import Corner, Landmark, LandmarkKind, Plan
from boxoffice.seatmap import buffer as buffer_module
from boxoffice.seatmap import sprites
from boxoffice.seatmap.buffer import MapBuffer, Scene
from boxoffice.seatmap.looks import SeatLook
from boxoffice.seatmap.painting import Change, Shown
from boxoffice.seatmap.projection import Bounds, Projection
from boxoffice.seatmap.sprites import Ink
from boxoffice.seatmap.view import MapView
from tests.unit.seatmap.plans import curved_hall, hall_91, in_pairs, lay_out, plain_hall

WIDTH, HEIGHT = 300, 200
#: A zoom for each way of drawing: far without and with sign dots, signs only, with numbers.
ZOOMS = [0.07, 0.25, 0.5, 1.0]
#: Before the seats of a curved hall lies an area.
AREA = Landmark(
    LandmarkKind.AREA,
    5_000,
    9_500,
    3_000,
    2_000,
    "Box",
    9,
    (Corner(-1_500, -999), Corner(1_500, 0), Corner(7, 1_000)),
)
HALLS = {
    "straight": hall_91(),
    "curved": replace(curved_hall(6, 20), landmarks=(AREA,)),
}
rerun_without_fixtures = settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def shown(plan: Plan, seed: int = 1) -> Shown:
    looks = np.random.default_rng(seed).integers(0, len(SeatLook), len(plan.seats))
    return Shown(looks.astype(np.uint8), np.full(len(plan.seats), 6, dtype=np.uint8))


def scene(plan: Plan, ink: Ink) -> Scene:
    return Scene(lay_out(plan, screen_at_bottom=True), ink, {1: "₹220"})


def view_pixels(buffer: MapBuffer, part: QRect) -> NDArray[np.uint32]:
    """A copy of what the view shows."""
    image = buffer.image.copy(part)
    return np.frombuffer(image.constBits(), dtype=np.uint32).reshape(part.height(), -1).copy()


def fresh(
    plan: Plan, ink: Ink, projection: Projection, states: Shown, times: int = 1
) -> NDArray[np.uint32]:
    """A new picture, so many times as large as the others."""
    buffer = MapBuffer(scene(plan, ink), projection)
    part = buffer.show(projection, times * WIDTH, times * HEIGHT, states)
    return view_pixels(buffer, part)


@pytest.mark.parametrize("zoom", ZOOMS)
@pytest.mark.parametrize("hall", HALLS)
@given(moves=st.lists(st.tuples(st.integers(-400, 400), st.integers(-400, 400)), max_size=4))
# Half a step of Qt's grid: the middle of the curved hall's heading at half size.
@example(moves=[(-18, -5)])
# A row's letter touches the seat at the end of its row.
@example(moves=[(0, 121), (0, -97)])
# Past the end of the memory that the picture moves in, and past its beginning.
@example(moves=[(9, 150)] * 6)
@example(moves=[(-9, -150)] * 6)
@example(moves=[(150, 9)] * 6)
@example(moves=[(-150, -9)] * 6)
@rerun_without_fixtures
def test_a_moved_map_shows_what_a_new_picture_would(
    ink: Ink, hall: str, zoom: float, moves: list[tuple[int, int]]
) -> None:
    plan = HALLS[hall]
    states = shown(plan)
    projection = Projection(zoom, 1.0, 0, 0)
    buffer = MapBuffer(scene(plan, ink), projection)
    buffer.show(projection, WIDTH, HEIGHT, states)
    for across, down in moves:
        projection = projection.moved(across, down)
        part = buffer.show(projection, WIDTH, HEIGHT, states)
        assert np.array_equal(view_pixels(buffer, part), fresh(plan, ink, projection, states))


@pytest.mark.parametrize("hall", HALLS)
def test_a_map_zoomed_there_and_back_shows_what_a_new_picture_would(ink: Ink, hall: str) -> None:
    plan, states = HALLS[hall], shown(HALLS[hall])
    buffer = MapBuffer(scene(plan, ink), Projection(1.0, 1.0, 0, 0))
    for zoom in (*ZOOMS, *reversed(ZOOMS)):
        projection = Projection(zoom, 1.0, -20, -20)
        part = buffer.show(projection, WIDTH, HEIGHT, states)
        assert np.array_equal(view_pixels(buffer, part), fresh(plan, ink, projection, states))


def test_sprites_that_take_too_much_memory_are_drawn_again(
    ink: Ink, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan, projection = HALLS["curved"], Projection(1.0, 1.0, 0, 0)
    whole = fresh(plan, ink, projection, shown(plan))
    monkeypatch.setattr(sprites, "MOST_SPRITE_BYTES", 20_000)
    hall = scene(plan, ink)
    for _ in range(2):
        buffer = MapBuffer(hall, projection)
        part = buffer.show(projection, WIDTH, HEIGHT, shown(plan))
        assert np.array_equal(view_pixels(buffer, part), whole)
        assert 0 < sum(sheet.bytes for sheet in hall.sheets._sheets.values()) <= 20_000


def test_sprites_and_their_masks_never_take_more_memory_than_they_may(
    ink: Ink, monkeypatch: pytest.MonkeyPatch
) -> None:
    most = 3_000_000
    monkeypatch.setattr(sprites, "MOST_SPRITE_BYTES", most)
    plan, ratio = plain_hall(12, 40), 2.0
    hall = scene(plan, ink)
    states = shown(plan)
    for zoom in (1.0, 1.5):
        projection = Projection(zoom, ratio, 0, 0)
        buffer = MapBuffer(hall, projection)
        for _ in range(8):
            projection = projection.moved(240, 70)
            buffer.show(projection, WIDTH, HEIGHT, states)
            sheets = hall.sheets._sheets.values()
            held = [sheet.pixels.nbytes for sheet in sheets]
            for sheet in sheets:
                held += [mask.nbytes for masks in sheet._numbers.values() for mask in masks]
            assert sum(held) <= most


def test_many_changed_seats_show_what_a_new_picture_would(
    ink: Ink, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(buffer_module, "MOST_PATCHES", 5)
    plan = HALLS["curved"]
    before, after = shown(plan), shown(plan, 2)
    for zoom in ZOOMS:
        projection = Projection(zoom, 1.0, 0, 0)
        buffer = MapBuffer(scene(plan, ink), projection)
        part = buffer.show(projection, WIDTH, HEIGHT, before)
        buffer.change(Change(np.arange(len(plan.seats)), before.looks), after)
        assert np.array_equal(view_pixels(buffer, part), fresh(plan, ink, projection, after))


def test_a_wheelchair_space_keeps_its_bar_when_the_map_moves_under_a_large_zoom(ink: Ink) -> None:
    plan = HALLS["straight"]
    states = shown(plan)
    before, after = Projection(2.0, 2.0, -330, 1186), Projection(2.0, 2.0, -90, 1186)
    buffer = MapBuffer(scene(plan, ink), before)
    buffer.show(before, WIDTH, HEIGHT, states)
    part = buffer.show(after, WIDTH, HEIGHT, states)
    assert np.array_equal(view_pixels(buffer, part), fresh(plan, ink, after, states))


@pytest.mark.parametrize(("hall", "ratio"), [("straight", 1.25), ("curved", 1.5)])
def test_far_seats_look_the_same_wherever_the_picture_lies(
    ink: Ink, hall: str, ratio: float
) -> None:
    plan = HALLS[hall]
    here, there = (Projection(0.25, ratio, at, at) for at in (0, -60))
    one, other = (fresh(plan, ink, projection, shown(plan)) for projection in (here, there))
    assert np.array_equal(one[:-60, :-60], other[60:, 60:])


@pytest.mark.parametrize("zoom", ZOOMS)
@pytest.mark.parametrize("hall", HALLS)
@given(seed=st.integers(2, 1000), first=st.integers(0, 80))
# The letter of the first row touches its last seat in the curved hall at half size.
@example(seed=2, first=10)
@rerun_without_fixtures
def test_changed_seats_show_what_a_new_picture_would(
    ink: Ink, hall: str, zoom: float, seed: int, first: int
) -> None:
    plan = HALLS[hall]
    before, after = shown(plan), shown(plan)
    changed = np.arange(first, first + 10)
    after.looks[changed] = shown(plan, seed).looks[changed]
    projection = Projection(zoom, 1.0, 0, 0)
    buffer = MapBuffer(scene(plan, ink), projection)
    part = buffer.show(projection, WIDTH, HEIGHT, before)
    buffer.change(Change(changed, before.looks[changed]), after)
    assert np.array_equal(view_pixels(buffer, part), fresh(plan, ink, projection, after))


@pytest.mark.parametrize("zoom", ZOOMS)
def test_ten_changed_seats_touch_no_pixel_beside_them(ink: Ink, zoom: float) -> None:
    plan = plain_hall(30, 40)
    before = Shown(np.zeros(1200, np.uint8), np.zeros(1200, np.uint8))
    after = Shown(before.looks.copy(), before.bars)
    changed = np.arange(0, 10)
    after.looks[changed] = SeatLook.SOLD
    projection = Projection(zoom, 1.0, 0, 0)
    buffer = MapBuffer(scene(plan, ink), projection)
    part = buffer.show(projection, WIDTH, HEIGHT, before)
    old = view_pixels(buffer, part)
    buffer.change(Change(changed, before.looks[changed]), after)
    rows, columns = np.nonzero(view_pixels(buffer, part) != old)
    # Ten seats of 30 x 55 map pixels in the back row.
    assert rows.size > 0
    assert rows.max() <= 55 * zoom + 1
    assert columns.max() <= 300 * zoom + 1
    assert np.count_nonzero(view_pixels(buffer, part) != old) <= 10 * 26 * 43 * zoom**2 * 1.6 + 60


def test_twice_the_pixels_draw_a_seat_as_finely_as_twice_the_zoom(ink: Ink) -> None:
    plan = plain_hall(6, 10)
    seats = QRect(60, 140, 200, 40)
    pictures = []
    for zoom, ratio in ((1.0, 2.0), (2.0, 1.0)):
        projection = Projection(zoom, ratio, 0, 0)
        buffer = MapBuffer(scene(plan, ink), projection)
        part = buffer.show(projection, WIDTH, HEIGHT, shown(plan))
        pictures.append(buffer.image.copy(seats.translated(part.topLeft())))
    assert pictures[0] == pictures[1]


def test_ten_seats_far_apart_do_not_renew_the_hall_between_them(ink: Ink) -> None:
    view = MapView(lay_out(plain_hall(50, 100), screen_at_bottom=True), Bounds(0, 0, 1600, 1000), 1)
    region = view.changed_region(np.arange(0, 5000, 500))
    assert region.rectCount() == 10
    assert not region.contains(view.rect(2250).center().toPoint())


@pytest.mark.parametrize("ratio", [1.0, 2.0])
@pytest.mark.parametrize("apart_mm", [400, 550, 800, 1080])
def test_a_bar_between_partners_is_renewed_with_either_of_them(
    ink: Ink, apart_mm: int, ratio: float
) -> None:
    plan = in_pairs(plain_hall(2, 2))
    seats = (replace(seat, x_mm=500 + apart_mm * (seat.number - 1)) for seat in plan.seats)
    plan = replace(plan, seats=tuple(seats))
    view = MapView(lay_out(plan, screen_at_bottom=True), Bounds(0, 0, WIDTH, HEIGHT), ratio)
    before = Shown(np.zeros(4, np.uint8), np.zeros(4, np.uint8))
    after = Shown(np.array([SeatLook.SOLD, 0, 0, 0], np.uint8), before.bars)
    one, other = (
        fresh(plan, ink, view.projection, states, round(ratio)) for states in (before, after)
    )
    region = view.changed_region(np.array([0]))
    rows, columns = np.nonzero(one != other)
    assert rows.size
    for y, x in zip((rows // ratio).tolist(), (columns // ratio).tolist(), strict=True):
        assert region.contains(QPoint(int(x), int(y)))
