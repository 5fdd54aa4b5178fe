"""Five plans as people make them in pretix's editor, each with what such plans have that halls have
not, and what is told about it."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True)
class Made:
    """A plan, and the whole report about it but for how large its unit is."""

    plan: Json
    told: tuple[str, ...]


def _seats(
    prefix: str, numbers: Iterable[int | str], category: str, at: Iterable[tuple[float, float]]
) -> list[Json]:
    return [
        {
            "seat_guid": f"{prefix}-{number}",
            "uuid": f"u-{prefix}-{number}",
            "seat_number": str(number),
            "position": {"x": x, "y": y},
            "category": category,
        }
        for number, (x, y) in zip(numbers, at, strict=False)
    ]


def _along(count: int, step: float = 25.0) -> list[tuple[float, float]]:
    return [(at * step, 0.0) for at in range(count)]


def _plan(name: str, categories: list[Json], zones: list[Json], size: tuple[int, int]) -> Json:
    width, height = size
    return {
        "name": name,
        "categories": categories,
        "zones": zones,
        "size": {"width": width, "height": height},
    }


def town_hall() -> Made:
    """Tables for eight around an ellipse, none of whose rows has a name."""
    tables: list[Json] = []
    areas: list[Json] = [
        {
            "shape": "rectangle",
            "position": {"x": 200, "y": 0},
            "rotation": 0,
            "rectangle": {"width": 300, "height": 60},
            "text": {"text": "Bühne", "position": {"x": 150, "y": 30}, "color": "#000000"},
            "color": "#eeeeee",
        }
    ]
    for table in range(4):
        x, y = 120 + table * 160, 200
        around = [
            (60 * math.cos(math.tau * at / 8), 45 * math.sin(math.tau * at / 8)) for at in range(8)
        ]
        spots = [(round(across, 2), round(down, 2)) for across, down in around]
        tables.append(
            {
                "row_number": "",
                "position": {"x": x, "y": y},
                "seats": _seats(f"T{table}", range(1, 9), "Tisch", spots),
            }
        )
        areas.append(
            {
                "shape": "ellipse",
                "position": {"x": x, "y": y},
                "rotation": 15,
                "ellipse": {"radius": {"x": 40, "y": 25}},
                "text": {"text": f"Tisch {table + 1}", "position": {"x": 0, "y": 0}},
            }
        )
    zones = [{"name": "Saal", "position": {"x": 0, "y": 0}, "rows": tables, "areas": areas}]
    plan = _plan("Stadthalle", [{"name": "Tisch", "color": "#0b6e67"}], zones, (800, 400))
    return Made(
        plan,
        (
            "Read: 32 seats in 4 rows.",
            "The front is at the top, where “Bühne” is.",
            "A row without a name is called by where it stands: 4 times, first zone 1, row 1.",
            "Left out, as a hall has nothing like it: “uuid” of 32 seats, “color” of 1 area,"
            " “color” of 1 text.",
        ),
    )


def open_air() -> Made:
    """Two blocks whose seats stand at an angle, as a turned zone is written, with a polygon to
    stand in; the zones also say by how much they were turned, which no plan does."""
    zones: list[Json] = []
    for name, x, degrees in (("Links", 100, 20), ("Rechts", 700, -20)):
        by = math.radians(degrees)
        rows = [
            {
                "row_number": str(row + 1),
                "row_number_position": "both",
                "position": {
                    "x": round(-40 * row * math.sin(by), 3),
                    "y": round(40 * row * math.cos(by), 3),
                },
                "seats": _seats(
                    f"{name}-{row + 1}",
                    range(1, 13),
                    "Block",
                    [
                        (round(25 * at * math.cos(by), 3), round(25 * at * math.sin(by), 3))
                        for at in range(12)
                    ],
                ),
            }
            for row in range(5)
        ]
        zones.append(
            {
                "name": name,
                "zone_id": name.lower(),
                "position": {"x": x, "y": 300 if degrees > 0 else 400},
                "rotation": degrees,
                "rows": rows,
            }
        )
    points = [{"x": 0, "y": 0}, {"x": 300, "y": 0}, {"x": 250, "y": 120}, {"x": 50, "y": 120}]
    zones[0]["areas"] = [
        {
            "shape": "polygon",
            "position": {"x": 250, "y": -200},
            "rotation": 0,
            "polygon": {"points": points},
            "border_color": "#ff0000",
            "text": {"text": "Stehplätze", "position": {"x": 150, "y": 60}},
        },
        {
            "shape": "polygon",
            "position": {"x": 250, "y": -290},
            "polygon": {"points": [{"x": 0, "y": 0}, {"x": 300, "y": 0}, {"x": 150, "y": 60}]},
            "text": {"text": "Stage", "position": {"x": 150, "y": 20}},
        },
    ]
    plan = _plan("Freilichtbühne", [{"name": "Block", "color": "red"}], zones, (1100, 800))
    return Made(
        plan,
        (
            "Read: 120 seats in 10 rows.",
            "The front is at the top, where “stage” is.",
            "The colour of a category that is not #rrggbb is left out: category 1.",
            "A screen, stage, door or pillar of another outline becomes the box around it:"
            " zone 1, area 2.",
            "Left out, as a hall has nothing like it: “uuid” of 120 seats, “row_number_position” of"
            " 10 rows, “zone_id” of 2 zones, “rotation” of 2 zones, “border_color” of 1 area.",
        ),
    )


def church() -> Made:
    """Pews whose seats have no guid and sometimes no category, round pillars, and a zone of
    nothing but words."""
    pews = [
        {
            "row_number": str(row + 1),
            "position": {"x": side * 320, "y": 40 * row},
            "seats": [
                {
                    "seat_guid": "",
                    "seat_number": str(seat + 1 + side * 8),
                    "position": {"x": seat * 25, "y": 0},
                    "category": "" if row == 9 else "Schiff",
                }
                for seat in range(8)
            ],
        }
        for row in range(10)
        for side in (0, 1)
    ]
    zones: list[Json] = [
        {
            "name": "Schiff",
            "position": {"x": 60, "y": 160},
            "rows": pews,
            "areas": [
                {
                    "shape": "circle",
                    "position": {"x": 250, "y": 120 * at},
                    "circle": {"radius": 15},
                    "text": {"text": "Säule", "position": {"x": 0, "y": 0}},
                }
                for at in range(3)
            ],
        },
        {
            "name": "Altar",
            "position": {"x": 250, "y": 40},
            "rows": [],
            "areas": [
                {
                    "shape": "text",
                    "position": {"x": 60, "y": 20},
                    "text": {
                        "text": "Podium",
                        "position": {"x": 0, "y": 0},
                        "color": "#333333",
                        "size": 20,
                    },
                }
            ],
        },
    ]
    return Made(
        _plan("Marienkirche", [{"name": "Schiff"}], zones, (640, 620)),
        (
            "Read: 160 seats in 10 rows.",
            "The front is at the top, where “Podium” is.",
            "160 seats without a guid, with a very long one, or with one that others have too: told"
            " apart by their place in the file, as in “seat@1.1.1”.",
            "A seat without a category is put into “Standard”: 16 times, first seat 1.19.1.",
            "A screen, stage, door or pillar of another outline becomes the box around it:"
            " 3 times, first zone 1, area 1.",
            "A zone without seats is left out, and its areas go to the hall: zone 2.",
            "Left out, as a hall has nothing like it: “color” of 1 text.",
        ),
    )


def studio() -> Made:
    """Made from a spreadsheet: numbers that are no text, words around them, seats twice, a seat
    for a wheelchair as its maker's own programme says it, and a row that was emptied."""
    rows: list[Json] = [
        {
            "row_number": 1 + row,
            "row_label": "Reihe %s",
            "seat_label": "Platz %s",
            "position": {"x": 0, "y": 35 * row},
            "seats": _seats(f"s{row}", range(1, 11), "Normal", _along(10)),
        }
        for row in range(6)
    ]
    for seat in rows[0]["seats"]:
        seat["seat_number"] = int(seat["seat_number"])
        seat["start_direction"] = ">"
    rows[1]["seats"][9]["wheelchair"] = True
    rows[2]["seats"][0]["seat_guid"] = rows[2]["seats"][1]["seat_guid"]
    # One seat was laid on another, number and all.
    rows[3]["seats"].append({**rows[3]["seats"][4], "seat_guid": "s3-5-copy"})
    rows[4]["seats"][2]["category"] = "Sperrsitz"
    rows.append({"row_number": "7", "position": {"x": 0, "y": 210}, "seats": []})
    zones = [{"name": "", "position": {"x": 40, "y": 80}, "rows": rows}]
    categories = [{"name": "Normal", "color": "#8A2BA3"}, {"name": "Normal", "color": "#000000"}]
    return Made(
        _plan("Studio", categories, zones, (320, 320)),
        (
            "Read: 61 seats in 6 rows.",
            "Nothing says where the front is; it is taken to be at the top.",
            "2 seats without a guid, with a very long one, or with one that others have too: told"
            " apart by their place in the file, as in “s2-2@1.3.1”.",
            "A category without a name of its own is left out: category 2.",
            "A zone without a name of its own is told by its number: zone 1.",
            "The name of a row that was written as a number is read as text: 6 times, first zone 1,"
            " row 1.",
            "The number of a seat that was written as a number is read as text: 10 times, first"
            " seat 1.1.1.",
            "A category that the plan does not list is added: seat 1.5.3.",
            "A row without seats is left out: zone 1, row 7.",
            "Left out, as a hall has nothing like it: “uuid” of 61 seats, “start_direction” of 10"
            " seats, “row_label” of 6 rows, “seat_label” of 6 rows, “wheelchair” of 1 seat.",
        ),
    )


def arena() -> Made:
    """Four sides around a stage in the middle, the zones of two sides called alike."""
    zones: list[Json] = []
    for at, name in enumerate(("Nord", "Ost", "Tribüne", "Tribüne")):
        by = math.radians(90 * at)
        rows = []
        for row in range(4):
            spots = []
            for seat in range(10):
                across, out = 25 * seat - 112.5, 130 + 30 * row
                spots.append(
                    (
                        round(across * math.cos(by) + out * math.sin(by), 2),
                        round(across * math.sin(by) - out * math.cos(by), 2),
                    )
                )
            seats = _seats(f"{at}{row}", range(1, 11), name, spots)
            rows.append({"row_number": "ABCD"[row], "seats": seats})
        zones.append({"name": name, "position": {"x": 400, "y": 400}, "rows": rows})
    zones[0]["areas"] = [
        {
            "shape": "rectangle",
            "position": {"x": 0, "y": -80},
            "rotation": 45,
            "rectangle": {"width": 113.1, "height": 113.1},
            "text": {"text": "Ring-Podium", "position": {"x": 56, "y": 56}},
        }
    ]
    names = ("Nord", "Ost", "Tribüne")
    return Made(
        _plan("Arena", [{"name": name} for name in names], zones, (800, 800)),
        (
            "Read: 160 seats in 16 rows.",
            "The front is at the top, where “Ring-Podium” is.",
            "A zone without a name of its own is told by its number: zone 4.",
            "A screen, stage, door or pillar of another outline becomes the box around it:"
            " zone 1, area 1.",
            "Left out, as a hall has nothing like it: “uuid” of 160 seats.",
        ),
    )


PLANS = (town_hall, open_air, church, studio, arena)
