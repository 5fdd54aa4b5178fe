"""Writes a drawing as a seating plan of pretix, by the letter of its schema."""

import json
from typing import Any
from uuid import UUID, uuid5

from admin_designer.designer.document.document import Document
from admin_designer.designer.document.elements import Source
from admin_designer.designer.formats.categories import PALETTE
from admin_designer.designer.formats.guids import told_apart
from admin_designer.designer.formats.named import NamedPlan, NamedSeat
from admin_designer.designer.formats.pretix_areas import TEXT_SIZE, WORDS
from boxoffice.model.errors import BadInput
from boxoffice.model.layout import Corner, Landmark, LandmarkKind

#: What the unit of a plan measures that came from no file: neighbours then stand 28 apart.
UNIT_MM = 20.0
TEXT_COLOUR, AREA_COLOUR, BORDER_COLOUR = "#333333", "#eeeeee", "#888888"
#: The parts of a plan get the same uuid each time it is written.
_UUIDS = UUID("5d3ef0a4-6f0e-4c40-9b6e-0b5d0f1e7c11")
_MOST_DECIMALS = 4
#: Half a millimetre may be rounded to either side.
_LESS_THAN_HALF = 0.49999


def write_pretix(document: Document) -> bytes:
    """The drawing with its front at the top, or as the file it came from had it. BadInput for one
    without seats, as such a plan could not be read."""
    return json.dumps(_Writing(document).plan(), ensure_ascii=False).encode()


class _Writing:
    def __init__(self, document: Document) -> None:
        self._named = NamedPlan(document)
        self._plan = self._named.plan
        if not self._plan.seats:
            raise BadInput("The hall has no seat.")
        self._name = document.hall.name or "Hall"
        self._source = document.hall.source or Source(
            self._plan.width_mm, self._plan.depth_mm, -UNIT_MM
        )

    def plan(self) -> dict[str, Any]:
        colours = dict(self._source.colours)
        near, far = self._spot(0, 0), self._spot(self._plan.width_mm, self._plan.depth_mm)
        return {
            "name": self._name,
            "categories": [
                {
                    "name": one.name,
                    "color": colours.get(one.name, PALETTE[(one.hue - 1) % len(PALETTE)]),
                }
                for one in self._plan.categories
            ],
            "zones": self._zones(),
            "size": {
                "width": max(1, round(max(near[0], far[0]))),
                "height": max(1, round(max(near[1], far[1]))),
            },
        }

    def _zones(self) -> list[dict[str, Any]]:
        zones: dict[str, list[list[NamedSeat]]] = {}
        for row in self._plan.rows:
            for run in self._named.runs(row):
                zones.setdefault(run[0].block or self._name, []).append(run)
        places = (
            (one.seat.uid, f"{zone}.{row}.{seat}")
            for zone, runs in enumerate(zones.values(), start=1)
            for row, run in enumerate(runs, start=1)
            for seat, one in enumerate(run, start=1)
        )
        guids = told_apart(places)
        areas = [self._area(one, at) for at, one in enumerate(self._plan.landmarks)]
        return [
            {
                "name": name,
                "zone_id": name,
                "uuid": _uuid("zone", name),
                "position": {"x": 0, "y": 0},
                "rows": [self._row(run, [next(guids) for _ in run]) for run in runs],
                # Areas belong to a zone; which one makes no difference to where they are.
                "areas": areas if at == 0 else [],
            }
            for at, (name, runs) in enumerate(zones.items())
        ]

    def _row(self, run: list[NamedSeat], guids: list[str]) -> dict[str, Any]:
        x, y = self._spot(run[0].seat.x_mm, run[0].seat.y_mm)
        return {
            "row_number": run[0].name.row,
            "row_number_position": "both",
            "uuid": _uuid("row", guids[0]),
            "position": {"x": x, "y": y},
            "seats": [self._seat(one, guid, x, y) for one, guid in zip(run, guids, strict=True)],
        }

    def _seat(self, one: NamedSeat, guid: str, row_x: float, row_y: float) -> dict[str, Any]:
        x, y = self._spot(one.seat.x_mm, one.seat.y_mm)
        unit_mm = abs(self._source.unit_mm)
        return {
            "seat_guid": guid,
            "seat_number": one.name.number,
            "uuid": _uuid("seat", guid),
            "position": _position(x - row_x, y - row_y),
            "category": self._named.categories.get(one.seat.category_id, ""),
            "radius": _shortest(one.seat.width_mm, 0, 2 * unit_mm),
        }

    def _area(self, landmark: Landmark, at: int) -> dict[str, Any]:
        x, y = self._spot(landmark.x_mm, landmark.y_mm)
        unit_mm = abs(self._source.unit_mm)
        width, height = landmark.width_mm / unit_mm, landmark.depth_mm / unit_mm
        # How far its own position is from its middle.
        off_x, off_y = 0.0, 0.0
        match landmark.kind:
            case LandmarkKind.AREA:
                shape: dict[str, Any] = {
                    "shape": "polygon",
                    "polygon": {
                        "points": [self._corner(landmark, corner) for corner in landmark.corners]
                    },
                }
            case LandmarkKind.TEXT:
                shape = {"shape": "text"}
            case _:
                off_x, off_y = width / 2, height / 2
                box = {"width": _plain(width), "height": _plain(height)}
                shape = {"shape": "rectangle", "rectangle": box}
        text = landmark.text or WORDS.get(landmark.kind, "")
        words = {
            "text": text,
            "position": _position(off_x, off_y),
            "color": TEXT_COLOUR,
            "size": int(TEXT_SIZE),
        }
        return {
            **shape,
            "color": AREA_COLOUR,
            "border_color": BORDER_COLOUR,
            "rotation": 0,
            "uuid": _uuid("area", str(at)),
            "position": _position(x - off_x, y - off_y),
            **({"text": words} if text else {}),
        }

    def _corner(self, landmark: Landmark, one: Corner) -> dict[str, float]:
        """A corner of an area from the area's own position."""
        middle = self._spot(landmark.x_mm, landmark.y_mm)
        corner = self._spot(landmark.x_mm + one.x_mm, landmark.y_mm + one.y_mm)
        return _position(corner[0] - middle[0], corner[1] - middle[1])

    def _spot(self, x_mm: int, y_mm: int) -> tuple[float, float]:
        source = self._source
        return (
            _shortest(x_mm, source.x_mm, source.unit_mm),
            _shortest(y_mm, source.y_mm, source.unit_mm),
        )


def _position(x: float, y: float) -> dict[str, float]:
    return {"x": _plain(x), "y": _plain(y)}


def _shortest(length_mm: int, from_mm: int, unit_mm: float) -> float:
    """The number of fewest decimals that reads as these millimetres: what was a whole number in
    the file it came from is one again."""
    exact = (length_mm - from_mm) / unit_mm
    for decimals in range(_MOST_DECIMALS):
        value = round(exact, decimals)
        if abs(value - exact) * abs(unit_mm) < _LESS_THAN_HALF:
            return _plain(value)
    return _plain(exact)


def _plain(value: float) -> float:
    """Without the last bits of sums, and whole where it is whole."""
    near = round(value, _MOST_DECIMALS)
    return int(near) if near == int(near) else near


def _uuid(kind: str, name: str) -> str:
    return str(uuid5(_UUIDS, f"{kind} {name}"))
