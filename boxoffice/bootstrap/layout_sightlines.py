"""What is said about how a hall is seen."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from admin_designer.designer.document.document import Document
from admin_designer.designer.document.elements import Picture, Rake
from admin_designer.designer.document.sightlines import (
    MOST_SIDEWAYS_DEG,
    MOST_VERTICAL_DEG,
    Sightlines,
    sightlines,
)
from boxoffice.bootstrap.layout_told import Told, in_columns
from boxoffice.model.errors import BadInput

#: The longest length that is taken for one of a hall, metres.
MOST_METRES = 1_000.0


def given(
    document: Document, picture: Sequence[float] | None, rakes: Iterable[Sequence[str]]
) -> None:
    """Put a picture (width, height, lower edge) and rakes (level, floor, rise) into a drawing, in
    metres; BadInput for what are none."""
    hall = document.hall
    if picture is not None:
        width_mm, height_mm, bottom_mm = map(_mm, picture)
        if min(width_mm, height_mm) <= 0:
            raise BadInput("A picture is wider and higher than nothing.")
        hall = replace(hall, picture=Picture(width_mm, height_mm, bottom_mm))
    by_level = {rake.level: rake for rake in hall.rakes}
    for level, floor, rise in rakes:
        by_level[level] = Rake(level, _mm(floor), _mm(rise))
    hall = replace(hall, rakes=tuple(by_level.values()))
    document.apply(document.change("See", {hall.element_id: hall}))


def told_sightlines(document: Document) -> Told:
    """A row a line and the seats that are outside; BadInput as `sightlines`."""
    sight = sightlines(document)
    picture = sight.picture
    heads = ("row", "seats", "outside", "distance m", "up °", "aside °", "picture °")
    table: list[tuple[str, ...]] = [heads]
    table += [
        (
            one.row,
            str(one.seats),
            str(one.outside),
            f"{one.distance_mm / 1_000:.1f}",
            *(f"{angle:.1f}" for angle in (one.vertical_deg, one.sideways_deg, one.picture_deg)),
        )
        for one in sight.by_row()
    ]
    lines = (
        f"The picture is {picture.width_mm / 1_000:g} m wide and {picture.height_mm / 1_000:g} m"
        f" high, and begins {picture.bottom_mm / 1_000:g} m above the floor.",
        *in_columns(table),
        f"More than {MOST_VERTICAL_DEG:g}° up: {_named(sight, sight.too_steep)}.",
        f"More than {MOST_SIDEWAYS_DEG:g}° aside: {_named(sight, sight.too_far_aside)}.",
    )
    facts = {
        "picture": {
            "width_mm": picture.width_mm,
            "height_mm": picture.height_mm,
            "bottom_mm": picture.bottom_mm,
        },
        "sightlines": [
            {"uid": uid, "seat": sight.seat_ids[at], **_angles(sight, at)}
            for at, uid in enumerate(sight.uids)
        ],
        "outside": [
            sight.uids[at] for at in np.flatnonzero(sight.too_steep | sight.too_far_aside).tolist()
        ],
    }
    return Told(lines, facts)


def _angles(sight: Sightlines, at: int) -> dict[str, float]:
    return {
        "distance_mm": round(float(sight.distance_mm[at])),
        "vertical_deg": round(float(sight.vertical_deg[at]), 2),
        "sideways_deg": round(float(sight.sideways_deg[at]), 2),
        "picture_deg": round(float(sight.picture_deg[at]), 2),
    }


def _named(sight: Sightlines, which: NDArray[np.bool_]) -> str:
    seats = [sight.seat_ids[at] for at in np.flatnonzero(which).tolist()]
    return f"{len(seats):,} ({', '.join(seats)})" if seats else "none"


def _mm(metres: float | str) -> int:
    try:
        length = float(metres)
    except ValueError as error:
        raise BadInput(f"“{metres}” is no length in metres.") from error
    if not math.isfinite(length) or abs(length) > MOST_METRES:
        raise BadInput(f"A hall has no length of {metres} m.")
    return round(length * 1_000)
