"""From a drawing to the plan that is published, and back from a plan to a drawing."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import count, groupby
from secrets import token_hex
from typing import TypeVar

from admin_designer.designer.document.areas import area_id_of, places_of
from admin_designer.designer.document.document import Document
from admin_designer.designer.document.elements import Area, Element, Fixture, Hall, Place, SeatRow
from admin_designer.designer.document.names import Line, Name, Part, lines_of, names_of
from admin_designer.designer.document.naming import Naming, number_in
from admin_designer.designer.document.placed import Spot, row_through
from admin_designer.designer.document.row_shape import stand
from boxoffice.model.layout import Landmark, LandmarkKind, Plan, Row, Run, Seat, SeatFact, SeatKind
from boxoffice.rules.layouts import MAX_SEATS, OWN_NUMBERING
from boxoffice.rules.standing import places_by_area

_Thing = TypeVar("_Thing", Fixture, Area)

#: The naming that the contract's clients derive by themselves.
DEFAULT_NAMING = "letters-back"
#: Room between the outermost things and the edge of a hall that states no size.
MARGIN_MM = 1_200
#: The best seats lie this far from the back row to the front one where nothing else is said.
FOCAL_SHARE = 0.45
AREA_ID_BYTES = 8


def bake(document: Document) -> Plan:
    """The drawing as a plan: seats in the order of lines from the back, left to right in each.

    What cannot be published (`boxoffice.rules.layouts.check`) is in it as it was drawn.
    """
    hall = document.hall
    lines = lines_of((row, stand(row)) for row in document.rows)
    names = names_of(lines, hall.naming)
    seats: list[Seat] = []
    rows: list[Row] = []
    for line in lines:
        rows.extend(_rows(line, names, seats))
    for area in _ordered(document.areas):
        rows.extend(_standing(area, lines, seats))
    # Areas first: what stands on one is drawn over it.
    landmarks = (
        *map(landmark_of, _ordered(document.areas)),
        *map(landmark_of, _ordered(document.fixtures)),
    )
    depths = [seat.y_mm for seat in seats]
    back, front = min(depths, default=0), max(depths, default=0)
    things: tuple[Seat | Landmark, ...] = (*seats, *landmarks)
    width_mm = hall.width_mm or max(map(_right, things), default=0) + MARGIN_MM
    depth_mm = hall.depth_mm or max(map(_front, things), default=0) + MARGIN_MM
    return Plan(
        seats=tuple(seats),
        categories=hall.categories,
        rows=tuple(rows),
        landmarks=landmarks,
        width_mm=width_mm,
        depth_mm=depth_mm,
        focal_x_mm=width_mm // 2 if hall.focal_x_mm is None else hall.focal_x_mm,
        focal_y_mm=(
            round(back + (front - back) * FOCAL_SHARE)
            if hall.focal_y_mm is None
            else hall.focal_y_mm
        ),
        numbering=DEFAULT_NAMING if _is_default(document) else OWN_NUMBERING,
    )


def drawn(plan: Plan, name: str = "") -> tuple[Element, ...]:
    """A plan's elements: one row each, in which every seat stands where it stood and is called
    what it was. Where the usual naming gives the same names it is left to give them."""
    hall = Hall(
        name=name,
        width_mm=plan.width_mm,
        depth_mm=plan.depth_mm,
        categories=plan.categories,
        focal_x_mm=plan.focal_x_mm,
        focal_y_mm=plan.focal_y_mm,
    )
    places = {name: plan.seats[at[0]] for name, at in places_by_area(plan).items()}
    seated = [row for row in plan.rows if not _is_standing(plan, row)]
    rows = [_drawn_row(plan, row, f"r{at}") for at, row in enumerate(seated)]
    names = names_of(lines_of((row, stand(row)) for row in rows), hall.naming)
    seat_ids = {seat.uid: seat.seat_id for seat in plan.seats}
    if any(name.seat_id != seat_ids[uid] for uid, name in names.items()):
        rows = [_called(plan, row, drawn) for row, drawn in zip(seated, rows, strict=True)]
    return (hall, *rows, *_things(plan.landmarks, places))


def _ordered(things: Iterable[_Thing]) -> list[_Thing]:
    return sorted(things, key=lambda one: (one.y_mm, one.x_mm, one.element_id))


def landmark_of(one: Fixture | Area) -> Landmark:
    """A thing that is no seat as it is published."""
    if isinstance(one, Fixture):
        return Landmark(one.kind, one.x_mm, one.y_mm, one.width_mm, one.depth_mm, one.text)
    return Landmark(
        LandmarkKind.AREA,
        one.x_mm,
        one.y_mm,
        one.width_mm,
        one.depth_mm,
        one.text,
        one.capacity,
        one.corners,
    )


def _things(landmarks: Iterable[Landmark], places: Mapping[str, Seat]) -> Iterator[Fixture | Area]:
    """Fixtures and areas; one that is sold has the id by which its places go on being its own, and
    any other one that none had before: its places would be taken for those of another drawing."""
    taken = {area_id_of(place) for place in places.values()}
    fresh = (name for at in count() if (name := f"f{at}") not in taken)
    for one in landmarks:
        if one.kind is not LandmarkKind.AREA:
            yield _thing(one, next(fresh), 0)
        elif place := places.get(one.text):
            yield _thing(one, area_id_of(place), place.category_id)
        else:
            yield _thing(one, token_hex(AREA_ID_BYTES), 0)


def _thing(one: Landmark, element_id: str, category_id: int) -> Fixture | Area:
    x_mm, y_mm = one.x_mm, one.y_mm
    if one.kind is LandmarkKind.AREA:
        return Area(element_id, x_mm, y_mm, one.corners, one.text, one.capacity, category_id)
    return Fixture(element_id, one.kind, x_mm, y_mm, one.width_mm, one.depth_mm, one.text)


def _rows(line: Line, names: Mapping[str, Name], seats: list[Seat]) -> Iterator[Row]:
    """The plan's rows of one line; what is called alike is one row, whatever aisles are in it."""
    for label, parts in groupby(line, key=lambda part: _label(part, names)):
        runs = []
        levels = []
        for part in parts:
            levels.append(part.row.level)
            for run in part.runs:
                runs.append(Run(tuple(range(len(seats), len(seats) + len(run)))))
                seats.extend(_seat(part, at, names) for at in run)
        if runs:
            yield Row(label, tuple(runs), levels[0])


def _standing(area: Area, lines: Iterable[Line], seats: list[Seat]) -> Iterator[Row]:
    """The rows of an area's places: they are on the level of the seats next to it."""
    near = min(
        (part.row for line in lines for part in line),
        key=lambda row: abs(row.y_mm - area.y_mm),
        default=None,
    )
    # Of more than any hall has one more is enough to say so.
    for places in places_of(area, MAX_SEATS + 1 - len(seats)):
        run = Run(tuple(range(len(seats), len(seats) + len(places))))
        seats.extend(places)
        yield Row(area.text, (run,), near.level if near is not None else "")


def _is_standing(plan: Plan, row: Row) -> bool:
    return plan.seats[row.runs[0].seats[0]].kind is SeatKind.STANDING


def _label(part: Part, names: Mapping[str, Name]) -> str:
    return next((names[part.row.places[at].uid].row for run in part.runs for at in run), "")


def _seat(part: Part, at: int, names: Mapping[str, Name]) -> Seat:
    place, stood = part.row.places[at], part.stood
    name = names[place.uid]
    return Seat(
        uid=place.uid,
        seat_id=name.seat_id,
        row=name.row,
        number=number_in(name.number),
        category_id=place.category_id,
        kind=place.kind,
        x_mm=round(float(stood.x_mm[at])),
        y_mm=round(float(stood.y_mm[at])),
        width_mm=place.width_mm,
        depth_mm=place.depth_mm,
        angle_cdeg=round(float(stood.angle_cdeg[at])),
        partner_uid=place.partner_uid,
        restricted_view=place.restricted_view,
        facts=tuple(fact for fact in SeatFact if fact in place.facts) if place.facts else (),
    )


def _drawn_row(plan: Plan, row: Row, element_id: str) -> SeatRow:
    runs = [[_spot(plan.seats[index]) for index in run.seats] for run in row.runs]
    return row_through(element_id, runs, level=row.level)


def _spot(seat: Seat) -> Spot:
    place = Place(
        uid=seat.uid,
        category_id=seat.category_id,
        kind=seat.kind,
        width_mm=seat.width_mm,
        depth_mm=seat.depth_mm,
        turn_cdeg=seat.angle_cdeg,
        partner_uid=seat.partner_uid,
        restricted_view=seat.restricted_view,
        facts=seat.facts,
    )
    return Spot(place, seat.x_mm, seat.y_mm)


def _called(plan: Plan, row: Row, drawn_row: SeatRow) -> SeatRow:
    seats = (plan.seats[index] for run in row.runs for index in run.seats)
    places = (
        replace(place, number=_number_of(seat))
        for place, seat in zip(drawn_row.places, seats, strict=True)
    )
    return replace(drawn_row, label=row.label, places=tuple(places))


def _number_of(seat: Seat) -> str:
    """What stands behind the row in a seat's name."""
    return seat.seat_id.removeprefix(seat.row).removeprefix("-") or str(seat.number)


def _is_default(document: Document) -> bool:
    return (
        document.hall.naming == Naming()
        and not any(row.label or any(one.number for one in row.places) for row in document.rows)
        and not any(area.is_sold for area in document.areas)
    )


def _right(thing: Seat | Landmark) -> int:
    return thing.x_mm + thing.width_mm // 2


def _front(thing: Seat | Landmark) -> int:
    return thing.y_mm + thing.depth_mm // 2
