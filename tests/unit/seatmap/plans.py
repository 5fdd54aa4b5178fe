"""Plans to draw: the hall of 91 seats, a curved one, and halls of plain rows."""

import math
from collections.abc import Sequence
from dataclasses import replace

from boxoffice.model.layout import Category, Plan, Row, Run, Seat, SeatKind
from boxoffice.seatmap.hall import Hall, Seating

DIAMOND, PREMIUM, STANDARD = (
    Category(3, "Diamond", 3),
    Category(2, "Premium", 2),
    Category(1, "Standard", 1),
)
_PITCH_MM, _ROW_PITCH_MM = 550, 1100
_HALL_91 = (
    ("A", 18, {1, 2, 3, 10, 11}, DIAMOND),
    ("B", 20, {1, 11, 12}, PREMIUM),
    ("C", 20, {1, 11, 12}, PREMIUM),
    ("D", 24, {13, 14}, STANDARD),
    ("E", 24, {13, 14}, STANDARD),
)


def hall_91() -> Plan:
    """Audi 3: five rows with an aisle; wheelchair spaces with companions end row E."""
    rows = [
        (label, category, [c + (24 - columns) / 2 for c in range(1, columns + 1) if c not in gaps])
        for label, columns, gaps, category in _HALL_91
    ]
    plan = plan_of_rows(rows, width=24)
    partners = {
        "E1": (SeatKind.WHEELCHAIR, "uE2"),
        "E2": (SeatKind.COMPANION, "uE1"),
        "E21": (SeatKind.COMPANION, "uE22"),
        "E22": (SeatKind.WHEELCHAIR, "uE21"),
    }
    seats = tuple(
        replace(seat, kind=partners[seat.seat_id][0], partner_uid=partners[seat.seat_id][1])
        if seat.seat_id in partners
        else seat
        for seat in plan.seats
    )
    return replace(plan, seats=seats)


def plain_hall(rows: int, columns: int) -> Plan:
    """Full rows of one category."""
    return plan_of_rows(
        [(f"R{row}", STANDARD, list(range(1, columns + 1))) for row in range(rows)], width=columns
    )


def curved_hall(rows: int, columns: int, front_mm: int = 8000) -> Plan:
    """Rows on arcs about the screen, the front one `front_mm` from it, each seat turned to it."""
    plan = plain_hall(rows, columns)
    turned = []
    for seat in plan.seats:
        radius = front_mm + (rows * _ROW_PITCH_MM - seat.y_mm)
        angle = (seat.x_mm - plan.focal_x_mm) / radius
        turned.append(
            replace(
                seat,
                x_mm=plan.focal_x_mm + round(radius * math.sin(angle)),
                y_mm=seat.y_mm + round(radius * (1 - math.cos(angle))),
                angle_cdeg=round(math.degrees(angle) * 100),
            )
        )
    return replace(plan, seats=tuple(turned))


def in_pairs(plan: Plan) -> Plan:
    """The plan with every two seats beside each other as the halves of a sofa."""
    seats = list(plan.seats)
    for row in plan.rows:
        for run in row.runs:
            for one, other in zip(run.seats[::2], run.seats[1::2], strict=False):
                for seat, partner in ((one, other), (other, one)):
                    seats[seat] = replace(
                        seats[seat], kind=SeatKind.SOFA, partner_uid=seats[partner].uid
                    )
    return replace(plan, seats=tuple(seats))


def plan_of_rows(rows: Sequence[tuple[str, Category, Sequence[float]]], width: int) -> Plan:
    """Rows from back to front, each with the columns (from 1) that its seats stand in.

    A gap between columns is an aisle.
    """
    seats: list[Seat] = []
    plan_rows = []
    for depth, (label, category, columns) in enumerate(rows):
        runs: list[list[int]] = []
        for number, column in enumerate(columns, start=1):
            if number == 1 or column - columns[number - 2] > 1:
                runs.append([])
            runs[-1].append(len(seats))
            seats.append(
                Seat(
                    f"u{label}{number}",
                    f"{label}{number}",
                    label,
                    number,
                    category.category_id,
                    SeatKind.STANDARD,
                    round((column - 0.5) * _PITCH_MM),
                    round((depth + 0.5) * _ROW_PITCH_MM),
                )
            )
        plan_rows.append(Row(label, tuple(Run(tuple(run)) for run in runs)))
    categories = dict.fromkeys(category for _, category, _ in rows)
    return Plan(
        tuple(seats),
        tuple(categories),
        tuple(plan_rows),
        (),
        width * _PITCH_MM,
        len(rows) * _ROW_PITCH_MM + 1500,
        width * _PITCH_MM // 2,
        len(rows) * _ROW_PITCH_MM,
    )


def index_of(plan: Plan, seat_id: str) -> int:
    """Where a seat stands in the plan's order."""
    return next(i for i, seat in enumerate(plan.seats) if seat.seat_id == seat_id)


def lay_out(plan: Plan, *, screen_at_bottom: bool, depth: float = 1.0) -> Hall:
    """The plan ready to draw at one depth."""
    return Seating(plan, screen_at_bottom=screen_at_bottom).lay_out(depth)
