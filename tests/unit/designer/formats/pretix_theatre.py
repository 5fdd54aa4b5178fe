"""A pretix plan as theatres have them: 1,100 seats on arcs, and the faults of real files."""

import math
from collections.abc import Callable, Iterator
from typing import Any

Json = dict[str, Any]

STEP, ROW_STEP, AISLE = 25.0, 28.0, 60.0
CENTRE = (600.0, -460.0)
#: Zone, its rows, the radius of the first one, and seats in the three parts of each row.
ZONES = (("Parkett", 20, 700.0, (9, 18, 9)), ("Balkon", 10, 1320.0, (10, 18, 10)))
SEATS = 20 * 36 + 10 * 38


def theatre() -> Json:
    """A sound plan: zones with their stage at the top, rows bent around it and cut by two aisles,
    each part of a row a row of its own under the same name."""
    return {
        "name": "Stadttheater",
        "categories": [
            {"name": "Kategorie I", "color": "#b33636"},
            {"name": "Kategorie II", "color": "#36b372"},
            {"name": "Loge", "color": "#3653b3"},
        ],
        "zones": [_zone(number, *zone) for number, zone in enumerate(ZONES, start=1)],
        "size": {"width": 1200, "height": 1300},
    }


def seats_of(plan: Json) -> Iterator[Json]:
    """All seats in the order of the file."""
    for zone in plan["zones"]:
        for row in zone["rows"]:
            yield from row["seats"]


def one_guid(plan: Json) -> None:
    """Hundreds of seats under one guid."""
    for seat in list(seats_of(plan))[:400]:
        seat["seat_guid"] = "00000000-0000-4000-8000-000000000000"


def guids_twice(plan: Json) -> None:
    """A row that was copied with its guids."""
    first, second = (plan["zones"][0]["rows"][at]["seats"] for at in (0, 3))
    for seat, other in zip(first, second, strict=True):
        other["seat_guid"] = seat["seat_guid"]


def broken_numbers(plan: Json) -> None:
    """Fractions where whole numbers are due, and numbers as text and text as numbers."""
    plan["size"] = {"width": 1200.5, "height": "1300.25"}
    for at, seat in enumerate(seats_of(plan)):
        if at % 7 == 0:
            seat["seat_number"] = int(seat["seat_number"])
        if at % 11 == 0:
            seat["position"]["x"] = str(seat["position"]["x"])


def nulls(plan: Json) -> None:
    """What may be nothing is nothing."""
    for zone in plan["zones"]:
        for row in zone["rows"]:
            row["row_number_position"] = None
            for seat in row["seats"]:
                seat["start_direction"] = None


def no_categories(plan: Json) -> None:
    """Categories that only seats name."""
    plan["categories"] = []


def one_area_uuid(plan: Json) -> None:
    """One uuid for all areas."""
    for zone in plan["zones"]:
        for area in zone["areas"]:
            area["uuid"] = "a"


def unknown_keys(plan: Json) -> None:
    """Keys that the schema forbids."""
    plan["background"] = {"url": "https://theatre.example/plan.png"}
    for seat in seats_of(plan):
        seat["wheelchair"] = False


def no_row_positions(plan: Json) -> None:
    """Rows without a place of their own, their seats placed from the zone."""
    for zone in plan["zones"]:
        for row in zone["rows"]:
            x, y = row.pop("position").values()
            for seat in row["seats"]:
                seat["position"]["x"] = round(seat["position"]["x"] + x, 2)
                seat["position"]["y"] = round(seat["position"]["y"] + y, 2)


FAULTS: tuple[Callable[[Json], None], ...] = (
    no_row_positions,
    one_guid,
    guids_twice,
    broken_numbers,
    nulls,
    no_categories,
    one_area_uuid,
    unknown_keys,
)


def _zone(number: int, name: str, rows: int, radius: float, parts: tuple[int, ...]) -> Json:
    return {
        "name": name,
        "zone_id": f"z{number}",
        "uuid": f"zone-{number}",
        "position": {"x": 0, "y": 0},
        "rows": [
            part for row in range(rows) for part in _row(name, row, radius + row * ROW_STEP, parts)
        ],
        "areas": [_stage(), _floor()] if number == 1 else [_exit()],
    }


def _row(zone: str, row: int, radius: float, parts: tuple[int, ...]) -> Iterator[Json]:
    along = -(sum(parts) - 1) * STEP / 2 - (len(parts) - 1) * (AISLE - STEP) / 2
    number = 0
    for part, count in enumerate(parts):
        points = []
        for _ in range(count):
            angle = along / radius
            points.append(
                (
                    round(CENTRE[0] + radius * math.sin(angle), 1),
                    round(CENTRE[1] + radius * math.cos(angle), 1),
                )
            )
            along += STEP
        along += AISLE - STEP
        x, y = points[0]
        yield {
            "row_number": str(row + 1),
            "row_number_position": ("start", None, "end")[part],
            "uuid": f"{zone}-{row}-{part}",
            "position": {"x": x, "y": y},
            "seats": [
                {
                    "seat_guid": f"{zone}-{row + 1}-{number + at}",
                    "seat_number": str(number + at),
                    "position": {"x": round(px - x, 1), "y": round(py - y, 1)},
                    "category": _category(zone, row),
                    "uuid": f"{zone}-{row}-{part}-{at}",
                    "radius": 10,
                }
                for at, (px, py) in enumerate(points, start=1)
            ],
        }
        number += count


def _category(zone: str, row: int) -> str:
    if zone == "Balkon":
        return "Loge"
    return "Kategorie I" if row < 10 else "Kategorie II"


def _stage() -> Json:
    return {
        "shape": "rectangle",
        "color": "#dddddd",
        "border_color": "#000000",
        "rotation": 0,
        "uuid": "area-stage",
        "position": {"x": 400, "y": 20},
        "rectangle": {"width": 400, "height": 80},
        "text": {"text": "Bühne", "position": {"x": 200, "y": 40}, "color": "#333", "size": 16},
    }


def _floor() -> Json:
    points = [{"x": 0, "y": 0}, {"x": 1200, "y": 0}, {"x": 1200, "y": 900}, {"x": 0, "y": 900}]
    return {
        "shape": "polygon",
        "color": "#f8f8f8",
        "border_color": "#cccccc",
        "rotation": 0,
        "uuid": "area-floor",
        "position": {"x": 0, "y": 0},
        "polygon": {"points": points},
    }


def _exit() -> Json:
    return {
        "shape": "text",
        "uuid": "area-exit",
        "position": {"x": 80, "y": 1250},
        "text": {"text": "Notausgang", "position": {"x": 0, "y": 0}, "color": "#333", "size": 16},
    }
