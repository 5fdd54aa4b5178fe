"""How the picture is seen from each seat.

The model, in the hall's own directions: the screen is a flat upright picture across the hall that
faces its back, an eye is EYE_MM above the floor of its seat, and floors rise as the hall's rakes
say. Heads in front are not looked at.

- Vertical: from the horizontal up to the middle of the picture's upper edge. More than 30° is
  found tiring; the first row is put by it (De Chiara and Crosbie, Time-Saver Standards for Building
  Types).
- Sideways: between the way straight out of the picture's middle and the way to the seat. Beyond 45°
  the picture is distorted and most screens are dim.
- Picture: how wide the picture is seen. SMPTE EG 18-1994 asks for 30° in the last row.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from admin_designer.designer.document.document import Document
from admin_designer.designer.document.elements import Fixture, Picture, Rake
from admin_designer.designer.document.names import lines_of, names_of
from admin_designer.designer.document.row_shape import stand
from boxoffice.model.errors import BadInput
from boxoffice.model.layout import LandmarkKind

Floats = NDArray[np.float64]

EYE_MM = 1_200
MOST_VERTICAL_DEG, MOST_SIDEWAYS_DEG = 30.0, 45.0
#: Taken for a picture that the hall says nothing about: its shape, and its lower edge.
USUAL_ASPECT, USUAL_BOTTOM_MM = 1.85, 1_000


class RowSight(NamedTuple):
    """One row: how many seats it has, and of them outside, and its largest angles and distance."""

    row: str
    seats: int
    outside: int
    distance_mm: float
    vertical_deg: float
    sideways_deg: float
    picture_deg: float


@dataclass(frozen=True, slots=True)
class Sightlines:
    """All seats in the order of rows from the back, left to right: one value each a seat.

    `distance_mm` is from the eye to the picture's middle; `picture_deg` how wide it is seen.
    """

    picture: Picture
    uids: tuple[str, ...]
    seat_ids: tuple[str, ...]
    rows: tuple[str, ...]
    distance_mm: Floats
    vertical_deg: Floats
    sideways_deg: Floats
    picture_deg: Floats

    @property
    def too_steep(self) -> NDArray[np.bool_]:
        """Which look up further than MOST_VERTICAL_DEG."""
        return self.vertical_deg > MOST_VERTICAL_DEG

    @property
    def too_far_aside(self) -> NDArray[np.bool_]:
        """Which are further than MOST_SIDEWAYS_DEG from straight ahead."""
        return self.sideways_deg > MOST_SIDEWAYS_DEG

    def by_row(self) -> tuple[RowSight, ...]:
        """A line a row, from the back."""
        of: dict[str, list[int]] = {}
        for at, row in enumerate(self.rows):
            of.setdefault(row, []).append(at)
        outside = self.too_steep | self.too_far_aside
        figures = (self.distance_mm, self.vertical_deg, self.sideways_deg, self.picture_deg)
        return tuple(
            RowSight(
                row, len(at), int(outside[at].sum()), *(float(one[at].max()) for one in figures)
            )
            for row, at in of.items()
        )


def sightlines(document: Document) -> Sightlines:
    """What is seen from each seat; BadInput for a hall without seats, screen or stage."""
    screen = _screen(document)
    picture = document.hall.picture or _usual(screen)
    lines = lines_of((row, stand(row)) for row in document.rows)
    names = names_of(lines, document.hall.naming)
    seats = [(part, at) for line in lines for part in line for run in part.runs for at in run]
    if not seats:
        raise BadInput("The hall has no seat.")
    uids = tuple(part.row.places[at].uid for part, at in seats)
    x_mm = np.array([float(part.stood.x_mm[at]) for part, at in seats])
    y_mm = np.array([float(part.stood.y_mm[at]) for part, at in seats])
    levels = np.array([part.row.level for part, _ in seats])
    eye_mm = EYE_MM + _floors_mm(y_mm, levels, document.hall.rakes)
    across, away = x_mm - screen.x_mm, screen.y_mm - y_mm
    ground = np.hypot(across, away)
    middle_mm = picture.bottom_mm + picture.height_mm / 2
    top_mm = picture.bottom_mm + picture.height_mm
    half = picture.width_mm / 2
    seen = np.arctan2(across + half, away) - np.arctan2(across - half, away)
    return Sightlines(
        picture,
        uids,
        tuple(names[uid].seat_id for uid in uids),
        tuple(names[uid].row for uid in uids),
        np.hypot(ground, middle_mm - eye_mm),
        np.degrees(np.arctan2(top_mm - eye_mm, ground)),
        np.degrees(np.arctan2(np.abs(across), away)),
        # From behind the picture nothing of it is seen.
        np.where(away > 0, np.degrees(seen), 0.0),
    )


def _screen(document: Document) -> Fixture:
    for kind in (LandmarkKind.SCREEN, LandmarkKind.STAGE):
        for one in document.fixtures:
            if one.kind is kind:
                return one
    raise BadInput("The hall has no screen that could be seen.")


def _usual(screen: Fixture) -> Picture:
    return Picture(screen.width_mm, round(screen.width_mm / USUAL_ASPECT), USUAL_BOTTOM_MM)


def _floors_mm(y_mm: Floats, levels: NDArray[np.str_], rakes: tuple[Rake, ...]) -> Floats:
    """The floor beneath each seat above the one beneath the screen."""
    floors = np.zeros(len(y_mm))
    for rake in rakes:
        on = levels == rake.level
        if on.any():
            floors[on] = rake.floor_mm + (y_mm[on].max() - y_mm[on]) / 1_000 * rake.rise_mm
    return floors
