"""The designer's own files: a drawing's elements as they are, one a line."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from admin_designer.designer.document.document import Document
from admin_designer.designer.document.elements import (
    HALL_ID,
    Area,
    Element,
    Fixture,
    Hall,
    Place,
    SeatRow,
    Traced,
)
from admin_designer.designer.formats.reading import (
    MAX_CAPACITY,
    MAX_CATEGORIES,
    MAX_CORNERS,
    MAX_HALL_MM,
    MAX_ROWS,
    MAX_SEAT_MM,
    MAX_TRACED_BYTES,
    shown,
)
from boxoffice.model.errors import BadInput
from boxoffice.model.layout import SeatKind
from boxoffice.rules.layouts import MAX_SEATS
from boxoffice.rules.plain import from_plain, to_plain

#: How a file says what it is. What has its default value is left out of it, so a default that
#: changes makes a new version.
FORMAT, VERSION = "boxoffice-layout", 1


@dataclass(frozen=True, slots=True)
class _Drawing:
    hall: Hall
    rows: tuple[SeatRow, ...] = ()
    fixtures: tuple[Fixture, ...] = ()
    areas: tuple[Area, ...] = ()


def read_own(content: Mapping[str, Any]) -> tuple[tuple[Element, ...], tuple[str, ...]]:
    """The elements of a drawing, of which nothing is ever mended; BadInput names the field."""
    version = content.get("version")
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise BadInput("The layout does not say its version.")
    if version > VERSION:
        raise BadInput(
            f"The layout was made by a newer Box Office: its version is {version}, and this one"
            f" reads up to {VERSION}."
        )
    drawn = {key: value for key, value in content.items() if key not in ("format", "version")}
    drawing = from_plain(_Drawing, drawn)
    for fault in _faults(drawing):
        raise BadInput(fault)
    return (drawing.hall, *drawing.rows, *drawing.fixtures, *drawing.areas), ()


def write_own(document: Document) -> bytes:
    """The whole drawing; nothing is lost."""
    head = json.dumps({"format": FORMAT, "version": VERSION})[:-1]
    hall = _line(document.hall)
    rows, fixtures, areas = (
        ",\n".join(map(_line, of)) for of in (document.rows, document.fixtures, document.areas)
    )
    return (
        f'{head},\n"hall": {hall},\n"rows": [\n{rows}\n],\n"fixtures": [\n{fixtures}\n],\n'
        f'"areas": [\n{areas}\n]}}\n'
    ).encode()


def _line(element: Element) -> str:
    return json.dumps(to_plain(element, sparse=True), ensure_ascii=False)


def _faults(drawing: _Drawing) -> Iterator[str]:
    """What no drawing has, whoever wrote the file."""
    hall, rows = drawing.hall, drawing.rows
    things: tuple[SeatRow | Fixture | Area, ...] = (*rows, *drawing.fixtures, *drawing.areas)
    if hall.element_id != HALL_ID or any(one.element_id in ("", HALL_ID) for one in things):
        yield "The layout has an element without an id of its own."
    for element_id, times in Counter(one.element_id for one in things).items():
        if times > 1:
            yield f"The layout has two elements “{shown(element_id)}”."
    if len(things) > MAX_ROWS:
        yield f"The layout has more than {MAX_ROWS:,} rows, fixtures and areas."
    yield from _faults_of_places([place for row in rows for place in row.places])
    if len(hall.categories) > MAX_CATEGORIES:
        yield f"The layout has more than {MAX_CATEGORIES} categories."
    if hall.naming.first_row < 1 or any(len(pair) != 2 for pair in hall.naming.prefixes):
        yield "The layout numbers its rows in a way that there is not."
    source = hall.source
    if source is not None and (
        not 1e-6 < abs(source.unit_mm) < MAX_HALL_MM
        or any(len(pair) != 2 for pair in source.colours)
    ):
        yield "The layout says wrongly how the file that it came from counts."
    if not _is_seen(hall):
        yield "The layout's picture or rake has lengths that no hall has."
    if hall.traced is not None and not _is_traceable(hall.traced):
        yield "The layout's picture to trace is too large, or lies nowhere."
    for thing in things:
        if not _is_drawn(thing):
            yield f"“{shown(thing.element_id)}” cannot be drawn with the lengths that it has."


def _faults_of_places(places: Sequence[Place]) -> Iterator[str]:
    if len(places) > 2 * MAX_SEATS:
        yield f"The layout has more than {2 * MAX_SEATS:,} places."
    if any(place.kind is SeatKind.STANDING for place in places):
        yield "The layout has places to stand in a row of seats."


def _is_seen(hall: Hall) -> bool:
    picture = hall.picture
    rises = [length for rake in hall.rakes for length in (rake.floor_mm, rake.rise_mm)]
    if picture is not None:
        if min(picture.width_mm, picture.height_mm) <= 0:
            return False
        rises += [picture.width_mm, picture.height_mm, picture.bottom_mm]
    return max(map(abs, rises), default=0) <= MAX_HALL_MM


def _is_traceable(traced: Traced) -> bool:
    return (
        len(traced.image) <= MAX_TRACED_BYTES
        and max(abs(traced.x_mm), abs(traced.y_mm)) <= MAX_HALL_MM
        and 1e-3 <= traced.mm_per_px <= MAX_SEAT_MM
        and abs(traced.angle_cdeg) <= 18_000
        and 0 <= traced.opacity_pct <= 100
    )


def _is_drawn(thing: SeatRow | Fixture | Area) -> bool:
    if isinstance(thing, Area):
        return _is_area(thing)
    return _is_row(thing) if isinstance(thing, SeatRow) else _is_fixture(thing)


def _is_area(area: Area) -> bool:
    sides = (side for corner in area.corners for side in (corner.x_mm, corner.y_mm))
    return (
        3 <= len(area.corners) <= MAX_CORNERS
        and max(map(abs, (area.x_mm, area.y_mm, *sides))) <= MAX_HALL_MM
        and 0 <= area.capacity <= MAX_CAPACITY
        and area.category_id >= 0
    )


def _is_fixture(thing: Fixture) -> bool:
    return max(map(abs, (thing.x_mm, thing.y_mm, thing.width_mm, thing.depth_mm))) <= MAX_HALL_MM


def _is_row(row: SeatRow) -> bool:
    # Few rows have seats of more than a few sorts.
    sorts = {
        (place.gap_mm, place.shift_x_mm, place.shift_y_mm, place.width_mm, place.depth_mm)
        for place in row.places
    }
    return (
        max(abs(row.x_mm), abs(row.y_mm), row.spacing_mm * len(row.places)) <= MAX_HALL_MM
        and row.spacing_mm > 0
        and all(0 <= turn.at <= len(row.places) for turn in row.turns)
        and all(
            0 <= gap_mm <= MAX_HALL_MM
            and max(abs(x_mm), abs(y_mm)) <= MAX_HALL_MM
            and min(sides) > 0
            and max(sides) <= MAX_SEAT_MM
            for gap_mm, x_mm, y_mm, *sides in sorts
        )
    )
