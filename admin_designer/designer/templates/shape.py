"""Halls written as rows of signs, and drawn from that."""

import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import accumulate

import numpy as np

from admin_designer.designer.document.elements import (
    Element,
    Fixture,
    Hall,
    Picture,
    Place,
    Rake,
    SeatRow,
)
from admin_designer.designer.document.row_shape import stand
from boxoffice.model.layout import Category, LandmarkKind, SeatKind

#: The best seats lie this far from the back row to the front one.
FOCAL_SHARE = 0.45
SCREEN_DEPTH_MM, STAGE_DEPTH_MM, WALL_MM = 120, 8_000, 1_000
DOOR_MM, DOOR_DEPTH_MM, DOOR_OFF_MM = 1_400, 300, 900

_SIGNS = re.compile(r"(\d*)([.|swcl])")
_KINDS = {"w": SeatKind.WHEELCHAIR, "c": SeatKind.COMPANION, "l": SeatKind.SOFA}
_PARTNER_OF = {"w": "c", "c": "w", "l": "l"}


@dataclass(frozen=True, slots=True)
class Part:
    """Rows of one category from the back to the front, each in the middle of the hall.

    A row is text, one sign a place; a number repeats what follows. `s` is a seat, `.` room for one,
    `|` an aisle before the next seat, `w` a wheelchair space beside its companion `c`, `l` half a
    sofa. `gap_mm` is room behind the part's first row on top of its pitch.
    """

    category: Category
    rows: tuple[str, ...]
    kind: SeatKind = SeatKind.STANDARD
    level: str = ""
    gap_mm: int = 0
    spacing_mm: int = 560
    pitch_mm: int = 1_100
    aisle_mm: int = 1_200
    seat_mm: tuple[int, int] = (500, 830)
    wheelchair_mm: tuple[int, int] = (900, 1_300)


@dataclass(frozen=True, slots=True)
class Shape:
    """A hall. `radius_mm` bends the front row, the others around the same point. The front row
    stands `to_screen_mm` from the picture, the back row `behind_mm` from the wall; `stage` draws
    a stage there instead of a screen."""

    title: str
    about: str
    width_mm: int
    picture: Picture
    parts: tuple[Part, ...]
    rakes: tuple[Rake, ...] = ()
    radius_mm: int = 0
    to_screen_mm: int = 6_000
    behind_mm: int = 1_500
    stage: bool = False
    pillars: tuple[tuple[int, int], ...] = ()


def drawn(shape: Shape, new_id: Callable[[], str]) -> tuple[Element, ...]:
    """The hall's elements; `new_id` makes the ids of seats, rows and blocks."""
    rows = list(_rows(shape, new_id))
    back_mm, front_mm = rows[0].y_mm, rows[-1].y_mm
    screen_mm = front_mm + shape.to_screen_mm
    middle_mm = shape.width_mm // 2
    kind, deep_mm = (
        (LandmarkKind.STAGE, STAGE_DEPTH_MM)
        if shape.stage
        else (LandmarkKind.SCREEN, SCREEN_DEPTH_MM)
    )
    depth_mm = screen_mm + deep_mm + WALL_MM
    hall = Hall(
        name=shape.title,
        width_mm=shape.width_mm,
        depth_mm=depth_mm,
        categories=tuple(dict.fromkeys(part.category for part in shape.parts)),
        focal_x_mm=middle_mm,
        focal_y_mm=round(back_mm + (front_mm - back_mm) * FOCAL_SHARE),
        picture=shape.picture,
        rakes=shape.rakes,
    )
    # The picture is on the side of the stage that faces the seats.
    front_y_mm = screen_mm + (deep_mm // 2 if shape.stage else 0)
    front = Fixture(new_id(), kind, middle_mm, front_y_mm, shape.picture.width_mm, deep_mm)
    doors = (
        Fixture(new_id(), LandmarkKind.DOOR, x_mm, depth_mm - WALL_MM, DOOR_MM, DOOR_DEPTH_MM)
        for x_mm in (DOOR_OFF_MM, shape.width_mm - DOOR_OFF_MM)
    )
    pillars = (
        Fixture(new_id(), LandmarkKind.PILLAR, middle_mm + off_mm, y_mm, 600, 600)
        for off_mm, y_mm in shape.pillars
    )
    return (hall, *rows, front, *doors, *pillars)


def _rows(shape: Shape, new_id: Callable[[], str]) -> Iterator[SeatRow]:
    rows: list[tuple[Part, SeatRow]] = []
    y_mm = shape.behind_mm
    for part in shape.parts:
        block = new_id()
        y_mm += part.gap_mm
        for text in part.rows:
            row = SeatRow(
                new_id(),
                shape.width_mm // 2,
                y_mm,
                tuple(_places(part, text, new_id)),
                part.spacing_mm,
                block=block,
                level=part.level,
            )
            rows.append((part, row))
            y_mm += part.pitch_mm
    front_mm = rows[-1][1].y_mm
    for part, row in rows:
        bent = shape.radius_mm and shape.radius_mm + front_mm - row.y_mm
        yield _with_room(part, replace(row, radius_mm=bent))


def _places(part: Part, text: str, new_id: Callable[[], str]) -> Iterator[Place]:
    signs = "".join(sign * int(times or 1) for times, sign in _SIGNS.findall(text))
    placed = signs.replace("|", "")
    uids = [new_id() for _ in placed]
    aisles = set(accumulate(len(run) for run in signs.split("|")[:-1]))
    partners: dict[int, int] = {}
    for right, sign in enumerate(placed[1:], start=1):
        left = right - 1
        if left not in partners and _PARTNER_OF.get(sign) == placed[left]:
            partners |= {left: right, right: left}
    for at, sign in enumerate(placed):
        width_mm, depth_mm = part.wheelchair_mm if sign == "w" else part.seat_mm
        yield Place(
            uids[at],
            part.category.category_id,
            _KINDS.get(sign, part.kind),
            out=sign == ".",
            gap_mm=part.aisle_mm if at in aisles else 0,
            width_mm=width_mm,
            depth_mm=depth_mm,
            partner_uid=uids[partners[at]] if at in partners else "",
        )


def _with_room(part: Part, row: SeatRow) -> SeatRow:
    """The row with its wheelchair spaces moved from their companions by what they are wider."""
    room_mm = (part.wheelchair_mm[0] + part.seat_mm[0]) / 2 - part.spacing_mm
    angles = np.radians(stand(row).angle_cdeg / 100).tolist()
    places = list(row.places)
    for at, place in enumerate(places):
        if place.kind is SeatKind.WHEELCHAIR and room_mm > 0:
            is_left = places[at + 1 : at + 2] and places[at + 1].uid == place.partner_uid
            shift_mm = -room_mm if is_left else room_mm
            places[at] = replace(
                place,
                shift_x_mm=round(shift_mm * math.cos(angles[at])),
                shift_y_mm=round(shift_mm * math.sin(angles[at])),
            )
    return replace(row, places=tuple(places))
