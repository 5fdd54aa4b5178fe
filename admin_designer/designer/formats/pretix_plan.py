"""What a seating plan of pretix says, read as real files are written."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from admin_designer.designer.formats.categories import Categories
from admin_designer.designer.formats.placing import Point
from admin_designer.designer.formats.pretix_areas import PretixArea, number, point, read_area
from admin_designer.designer.formats.reading import MAX_ROWS, Mended, listed
from boxoffice.model.errors import BadInput
from boxoffice.rules.layouts import MAX_SEATS

#: How far a seat without a place is put from the one before it, and a radius that is not stated.
USUAL_STEP, USUAL_RADIUS = 25.0, 10.0


@dataclass(frozen=True, slots=True)
class PretixSeat:
    """A seat in the plan's own unit; `place` is its zone, row and seat in the file, from 1."""

    guid: str
    number: str
    category_id: int
    radius: float
    place: str
    at: Point


@dataclass(frozen=True, slots=True)
class PretixRow:
    """A row and the name of its zone."""

    label: str
    zone: str
    seats: tuple[PretixSeat, ...]

    @property
    def points(self) -> list[Point]:
        """Where its seats stand."""
        return [seat.at for seat in self.seats]


@dataclass(frozen=True, slots=True)
class PretixPlan:
    """A plan with at least one seat. `size` is width and height, 0 where they are not stated."""

    name: str
    size: Point
    rows: tuple[PretixRow, ...]
    areas: tuple[PretixArea, ...]
    categories: Categories


class PlanReader:
    """Reads one plan and notes what it mends."""

    def __init__(self, plan: Mapping[str, Any], mended: Mended) -> None:
        self._plan = plan
        self._mended = mended
        self._categories = Categories(listed(plan, "categories", "The plan"), mended)

    def read(self) -> PretixPlan:
        """The plan; BadInput for what is none."""
        zones = listed(self._plan, "zones", "The plan")
        names = list(self._names(zones))
        rows: list[PretixRow] = []
        areas: list[PretixArea] = []
        for at, (zone, name) in enumerate(zip(zones, names, strict=True), start=1):
            found = list(self._rows(zone, name, at))
            if not found:
                note = "A zone without seats is left out, and its areas go to the hall"
                self._mended.note(note, f"zone {at}")
            rows.extend(found)
            areas.extend(self._areas(zone, at))
        seats = sum(len(row.seats) for row in rows)
        if not seats:
            raise BadInput("The plan has no seat.")
        if seats > MAX_SEATS or len(rows) + len(areas) > MAX_ROWS:
            raise BadInput(
                f"The plan has more than {MAX_SEATS:,} seats, or {MAX_ROWS:,} rows and areas."
            )
        stated = self._plan.get("size")
        size = stated if isinstance(stated, Mapping) else {}
        width, height = (max(number(size.get(side)) or 0.0, 0.0) for side in ("width", "height"))
        name = self._mended.name(self._plan.get("name"), "The name of the plan", "its name")
        return PretixPlan(name, (width, height), tuple(rows), tuple(areas), self._categories)

    def _names(self, zones: Sequence[Mapping[str, Any]]) -> Iterator[str]:
        """A name of its own for each zone: it becomes the block that its rows belong to."""
        taken: set[str] = set()
        for at, zone in enumerate(zones, start=1):
            where = f"zone {at}"
            name = self._mended.name(zone.get("name"), "The name of a zone", where)
            if not name or name in taken:
                self._mended.note("A zone without a name of its own is told by its number", where)
                name = f"{name or 'Zone'} {at}"
            taken.add(name)
            yield name

    def _rows(self, zone: Mapping[str, Any], name: str, at: int) -> Iterator[PretixRow]:
        begin = self._position(zone, (0.0, 0.0), f"zone {at}")
        for row_at, row in enumerate(listed(zone, "rows", f"Zone {at}"), start=1):
            where = f"zone {at}, row {row_at}"
            listed_seats = listed(row, "seats", where.capitalize())
            if not listed_seats:
                self._mended.note("A row without seats is left out", where)
                continue
            label = self._mended.name(row.get("row_number"), "The name of a row", where)
            if not label:
                self._mended.note("A row without a name is called by where it stands", where)
            origin = self._position(row, begin, where) if "position" in row else begin
            seats: list[PretixSeat] = []
            for seat_at, seat in enumerate(listed_seats, start=1):
                last = seats[-1].at if seats else (origin[0] - USUAL_STEP, origin[1])
                place = f"{at}.{row_at}.{seat_at}"
                seats.append(self._seat(seat, origin, last, place))
            yield PretixRow(label, name, tuple(seats))

    def _seat(self, seat: Mapping[str, Any], origin: Point, last: Point, place: str) -> PretixSeat:
        where = f"seat {place}"
        note, name = self._mended.note, self._mended.name
        at = point(seat.get("position"))
        if at is None:
            note("A seat without a place that is two numbers stands beside the last one", where)
        called = name(seat.get("seat_number"), "The number of a seat", where)
        if not called:
            note("A seat without a number is numbered by where it stands", where)
        radius = number(seat.get("radius", USUAL_RADIUS))
        if radius is None or radius <= 0:
            note("A seat whose radius is no length gets the usual one", where)
            radius = USUAL_RADIUS
        return PretixSeat(
            guid=name(seat.get("seat_guid"), "The guid of a seat", where),
            number=called,
            category_id=self._categories.of(seat.get("category"), where),
            radius=radius,
            place=place,
            at=(last[0] + USUAL_STEP, last[1]) if at is None else _sum(origin, at),
        )

    def _position(self, thing: Mapping[str, Any], origin: Point, where: str) -> Point:
        at = point(thing.get("position"))
        if at is None:
            self._mended.note("A place that is not two numbers is taken for 0, 0", where)
            return origin
        return _sum(origin, at)

    def _areas(self, zone: Mapping[str, Any], at: int) -> Iterator[PretixArea]:
        origin = point(zone.get("position")) or (0.0, 0.0)
        for area_at, area in enumerate(listed(zone, "areas", f"Zone {at}"), start=1):
            read = read_area(area, origin, f"zone {at}, area {area_at}", self._mended)
            if read is not None:
                yield read


def _sum(one: Point, other: Point) -> Point:
    return one[0] + other[0], one[1] + other[1]
