"""Draws the hall that a seating plan of pretix describes.

The plan's unit is what its author took, so it is measured by how far neighbours stand apart. Its
front may be at the top, which a drawing's never is.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from admin_designer.designer.document.areas import area_through
from admin_designer.designer.document.elements import Area, Element, Fixture, Hall, Place, Source
from admin_designer.designer.document.placed import USUAL_SPACING_MM, Spot
from admin_designer.designer.formats.guids import told_apart
from admin_designer.designer.formats.placing import (
    PlacedRow,
    Point,
    drawn_rows,
    order_of,
    usual_step,
)
from admin_designer.designer.formats.pretix_areas import PretixArea
from admin_designer.designer.formats.pretix_left_out import about_left_out
from admin_designer.designer.formats.pretix_plan import (
    USUAL_STEP,
    PlanReader,
    PretixPlan,
    PretixRow,
)
from admin_designer.designer.formats.reading import MAX_HALL_MM, MAX_SEAT_MM, Mended, counted, shown
from boxoffice.model.errors import BadInput
from boxoffice.model.layout import LandmarkKind

#: A usual distance so near to a whole or a half one is taken for it: positions are rounded.
_NEARLY = 0.001
_FRONTS = (LandmarkKind.SCREEN, LandmarkKind.STAGE)


def read_pretix(content: Mapping[str, Any]) -> tuple[tuple[Element, ...], tuple[str, ...]]:
    """The elements of a plan and what is to be told about it; BadInput for what is no plan."""
    mended = Mended()
    plan = PlanReader(content, mended).read()
    turned, about_front = _is_turned(plan)
    unit_mm, about_unit = _unit_mm(plan)
    hall = _hall(plan, -unit_mm if turned else unit_mm, mended)
    uids = told_apart((seat.guid, seat.place) for row in plan.rows for seat in row.seats)
    placed = [_placed(row, uids, hall, mended) for row in plan.rows]
    hall = replace(hall, categories=plan.categories.in_order(placed))
    things = tuple(_things(plan.areas, hall, mended))
    rows = drawn_rows(placed)
    seats = sum(len(row.seats) for row in plan.rows)
    told = (
        f"Read: {counted(seats, 'seat')} in {counted(len(rows), 'row')}.",
        about_unit,
        about_front,
        *_about_guids(plan.rows, placed),
        *mended.lines(),
        *about_left_out(content),
    )
    return (hall, *rows, *things), told


def _is_turned(plan: PretixPlan) -> tuple[bool, str]:
    """Whether the plan's front is at its top, and how that is known."""
    front = next((area for area in plan.areas if area.kind in _FRONTS), None)
    if front is None:
        return True, "Nothing says where the front is; it is taken to be at the top."
    depths = [y for row in plan.rows for _, y in row.points]
    name = shown(front.text or front.kind.value)
    if front.y < sum(depths) / len(depths):
        return True, f"The front is at the top, where “{name}” is."
    return False, f"The front is at the bottom, where “{name}” is."


def _unit_mm(plan: PretixPlan) -> tuple[float, str]:
    """What the plan's unit measures, and in words."""
    rows = (row.points for row in plan.rows)
    step = usual_step([points[at] for at in order_of(points)] for points in rows)
    step = step or USUAL_STEP
    even = round(2 * step) / 2
    if abs(even - step) < _NEARLY * step:
        step = even
    unit_mm = USUAL_SPACING_MM / step
    return unit_mm, (
        f"The plan has no millimetres: the usual {step:.4g} between neighbours are taken for"
        f" {USUAL_SPACING_MM} mm, so that 1 is {unit_mm:.4g} mm."
    )


def _hall(plan: PretixPlan, unit_mm: float, mended: Mended) -> Hall:
    """The hall, large enough for all seats. `unit_mm` is less than 0 where the plan is turned."""
    room = USUAL_SPACING_MM / abs(unit_mm)
    sides = []
    for axis, side in enumerate(("its width", "its depth")):
        along = [at[axis] for row in plan.rows for at in row.points]
        low, high = min(along), max(along)
        start = low - room if low < 0 else 0.0
        end = high + room if high > plan.size[axis] else plan.size[axis]
        if (start, end) != (0.0, plan.size[axis]):
            mended.note("The hall is made larger, as seats stand outside of it", side)
        sides.append((start, end))
    (left, right), (top, bottom) = sides
    width_mm, depth_mm = abs(unit_mm) * (right - left), abs(unit_mm) * (bottom - top)
    if max(width_mm, depth_mm) > MAX_HALL_MM:
        raise BadInput("The seats stand more than 100 km apart, so this is no hall.")
    corner = (left, top) if unit_mm > 0 else (right, bottom)
    source = Source(
        round(-unit_mm * corner[0]), round(-unit_mm * corner[1]), unit_mm, plan.categories.colours
    )
    return Hall(name=plan.name, width_mm=round(width_mm), depth_mm=round(depth_mm), source=source)


def _placed(row: PretixRow, uids: Iterator[str], hall: Hall, mended: Mended) -> PlacedRow:
    spots = []
    for seat in row.seats:
        wide_mm = _length_mm(2 * seat.radius, hall)
        if wide_mm > MAX_SEAT_MM:
            mended.note(
                f"A seat of more than {MAX_SEAT_MM // 1000} m is less", f"seat {seat.place}"
            )
            wide_mm = MAX_SEAT_MM
        place = Place(
            uid=next(uids),
            category_id=seat.category_id,
            width_mm=wide_mm,
            depth_mm=wide_mm,
            number=seat.number,
        )
        spots.append(Spot(place, *_spot_mm(seat.at, hall)))
    return PlacedRow(row.label, row.zone, tuple(spots))


def _things(areas: Iterable[PretixArea], hall: Hall, mended: Mended) -> Iterator[Fixture | Area]:
    for at, area in enumerate(areas):
        thing = _thing(area, f"f{at}", hall)
        sides = (abs(thing.x_mm), abs(thing.y_mm), thing.width_mm, thing.depth_mm)
        if max(sides) <= MAX_HALL_MM:
            yield thing
        else:
            mended.note("An area that reaches further than any hall is left out", f"area {at + 1}")


def _thing(area: PretixArea, element_id: str, hall: Hall) -> Fixture | Area:
    if area.outline:
        return area_through((_spot_mm(at, hall) for at in area.outline), element_id, area.text)
    width_mm, depth_mm = _length_mm(area.width, hall), _length_mm(area.height, hall)
    x_mm, y_mm = _spot_mm((area.x, area.y), hall)
    return Fixture(element_id, area.kind, x_mm, y_mm, width_mm, depth_mm, area.text)


def _spot_mm(at: Point, hall: Hall) -> tuple[int, int]:
    source = hall.source
    assert source is not None
    return round(source.x_mm + source.unit_mm * at[0]), round(source.y_mm + source.unit_mm * at[1])


def _length_mm(length: float, hall: Hall) -> int:
    assert hall.source is not None
    return min(max(1, round(abs(hall.source.unit_mm) * length)), MAX_HALL_MM)


def _about_guids(rows: Sequence[PretixRow], placed: Sequence[PlacedRow]) -> Iterator[str]:
    pairs = [
        (seat.guid, spot.place.uid)
        for row, there in zip(rows, placed, strict=True)
        for seat, spot in zip(row.seats, there.spots, strict=True)
    ]
    if apart := [uid for guid, uid in pairs if guid != uid]:
        yield (
            f"{counted(len(apart), 'seat')} without a guid, with a very long one, or with one that"
            " others have too: told apart by their place in the file, as in"
            f" “{shown(apart[0])}”."
        )
