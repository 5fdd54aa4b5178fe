"""Where seats, words and bars lie over one another, a patched map is the same as a new one."""

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from boxoffice.model.layout import Plan
from boxoffice.seatmap.buffer import MapBuffer, Scene
from boxoffice.seatmap.hall import Hall
from boxoffice.seatmap.looks import SeatLook
from boxoffice.seatmap.painting import Change, Shown
from boxoffice.seatmap.projection import Projection
from boxoffice.seatmap.sprites import Ink
from tests.unit.seatmap.plans import curved_hall, hall_91, in_pairs, lay_out, plain_hall

WIDTH, HEIGHT = 300, 200


def tight(plan: Plan, across: float, down: float) -> Plan:
    """The plan with its seats nearer to one another."""
    seats = (
        replace(seat, x_mm=round(seat.x_mm * across), y_mm=round(seat.y_mm * down))
        for seat in plan.seats
    )
    return replace(plan, seats=tuple(seats))


HALLS = {
    "words over seats": (hall_91(), 1.0, (0.26, 0.28, 0.3, 0.31)),
    "partners in curved rows": (in_pairs(curved_hall(6, 20)), 1.0, (0.35, 0.8, 1.0, 2.0)),
    "rows nearer than seats are deep": (tight(plain_hall(8, 24), 1.0, 0.77), 1.0, (0.2, 1.0, 1.5)),
    "seats side by side": (tight(plain_hall(8, 24), 0.9, 1.0), 1.0, (0.12, 0.31, 0.9)),
    "a fan past 45 degrees": (curved_hall(10, 24, 7_000), 1.0, (0.1, 0.14, 0.2, 0.25, 0.5)),
    "a steep fan drawn shallow": (curved_hall(10, 24, 7_000), 0.5, (0.2, 0.4, 0.7, 1.0)),
}


class Map:
    """One map over time, and what a new one would show."""

    def __init__(self, hall: Hall, ink: Ink, zoom: float, ratio: float) -> None:
        left, top = round(hall.bounds.left * zoom * ratio), round(hall.bounds.top * zoom * ratio)
        self.scene = Scene(hall, ink, {1: "₹220"})
        self.view = Projection(zoom, ratio, left, top)
        self.states = Shown(np.zeros(len(hall.x), np.uint8), np.zeros(len(hall.x), np.uint8))
        self.buffer = MapBuffer(self.scene, self.view)
        self.buffer.show(self.view, WIDTH, HEIGHT, self.states)

    def change(self, seats: NDArray[np.int64], looks: NDArray[np.uint8]) -> None:
        before = self.states.looks[seats]
        self.states.looks[seats] = looks
        self.buffer.change(Change(seats, before), self.states)

    def assert_like_new(self) -> None:
        shown, new = (self._pixels(buffer) for buffer in (self.buffer, self._new()))
        assert np.array_equal(shown, new)

    def _new(self) -> MapBuffer:
        return MapBuffer(self.scene, self.view)

    def _pixels(self, buffer: MapBuffer) -> NDArray[np.uint32]:
        part = buffer.show(self.view, WIDTH, HEIGHT, self.states)
        rows = slice(part.top(), part.top() + HEIGHT)
        return buffer._plate.pixels[rows, part.left() : part.left() + WIDTH]


@pytest.mark.parametrize("ratio", [1.0, 1.5])
@pytest.mark.parametrize("name", HALLS)
def test_changed_and_moved_maps_are_like_new_ones(ink: Ink, name: str, ratio: float) -> None:
    plan, depth, zooms = HALLS[name]
    hall = lay_out(plan, screen_at_bottom=True, depth=depth)
    chance = np.random.default_rng(3)
    seats = len(plan.seats)
    for zoom in zooms:
        shown = Map(hall, ink, zoom, ratio)
        for few in (9, 40):
            changed = np.sort(chance.choice(seats, few, replace=False))
            shown.change(changed, chance.integers(0, len(SeatLook), few).astype(np.uint8))
            shown.assert_like_new()
            shown.view = shown.view.moved(*chance.integers(-60, 90, 2).tolist())
            shown.assert_like_new()


@pytest.mark.parametrize("zoom", [0.1, 0.14, 0.2, 0.25, 0.28])
def test_seats_sold_and_given_back_leave_nothing_behind(ink: Ink, zoom: float) -> None:
    for name in ("words over seats", "a fan past 45 degrees"):
        plan, _, _ = HALLS[name]
        shown = Map(lay_out(plan, screen_at_bottom=True), ink, zoom, 1.0)
        before = shown._pixels(shown.buffer).copy()
        every = np.arange(len(plan.seats))
        for some in (every[:40], every[40:80], every):
            for look in (SeatLook.SOLD, SeatLook.YOURS, SeatLook.FREE):
                shown.change(some, np.full(len(some), look, np.uint8))
        assert np.array_equal(shown._pixels(shown.buffer), before)


def test_seats_with_room_between_them_are_changed_without_their_neighbours(ink: Ink) -> None:
    for zoom in (0.1, 0.25, 0.5, 1.0):
        shown = Map(lay_out(plain_hall(8, 20), screen_at_bottom=True), ink, zoom, 1.0)
        assert not shown.buffer._painting.crowded(np.arange(160)).any()
