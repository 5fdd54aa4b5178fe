"""Drawing the demo cinema's halls in millimetres from rows written as text."""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from boxoffice.model.layout import (
    Category,
    Landmark,
    LandmarkKind,
    Plan,
    Row,
    Run,
    Seat,
    SeatKind,
)
from boxoffice.rules.numbering import row_letters

MARGIN_MM = 1500
DOOR_MM = (1400, 300)
DOOR_X_MM = 900
#: The screen's share of the hall's width, and how thick it is drawn.
SCREEN_SHARE = 0.6
SCREEN_DEPTH_MM = 120
#: The best seats lie this far from the back row towards the front one.
FOCAL_SHARE = 0.45
SEAT_DEPTH_MM = 830
#: Between two seats' bodies there is an armrest.
ARMREST_MM = 60

_TOKEN = re.compile(r"(\d*)(\[\]|[.srvwc])")
_BASIC_KINDS = (SeatKind.STANDARD, SeatKind.PREMIUM, SeatKind.DIAMOND)


@dataclass(frozen=True, slots=True)
class HallPart:
    """Rows of one category, from the back to the front.

    A row is text, one sign a place: `s` seat, `v` seat with a restricted view, `r` recliner, `[]`
    sofa, `w` wheelchair space beside its companion `c`, `.` no seat; a number repeats what follows.
    Each row is centred in the hall. `gap_mm` is added before the part's first row.
    """

    category: str
    hue: int
    rows: tuple[str, ...]
    level: str = ""
    gap_mm: int = 0
    seat_pitch_mm: int = 560
    row_pitch_mm: int = 1100


@dataclass(frozen=True, slots=True)
class HallShape:
    """A hall. `bend_mm` is the front row's radius (0: straight rows) with the other rows around
    the same point; `staggered` moves every second row by half a seat. `pillars` are places from
    the hall's centre line and its back wall."""

    parts: tuple[HallPart, ...]
    bend_mm: int = 0
    staggered: bool = False
    screen_distance_mm: int = 4000
    pillars: tuple[tuple[int, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class _Line:
    """One row before it is bent: how far each sign stands from the row's middle, by run."""

    part: HallPart
    label: str
    y_mm: int
    runs: tuple[tuple[tuple[str, float], ...], ...]


def draw(hall: HallShape) -> Plan:
    """The hall as a plan, numbered by default; a category's number is its hue."""
    lines = tuple(_lines(hall))
    centre_mm = round(_reach_mm(lines)) + MARGIN_MM
    bend_y_mm = lines[-1].y_mm + hall.bend_mm if hall.bend_mm else 0
    seats: list[Seat] = []
    rows: list[Row] = []
    for line in lines:
        first = len(seats)
        runs = []
        for run in line.runs:
            start = len(seats)
            for sign, along_mm in run:
                seat = _seat(line, sign, len(seats) - first + 1)
                seats.append(_placed(seat, along_mm, centre_mm, bend_y_mm))
            runs.append(Run(tuple(range(start, len(seats)))))
        rows.append(Row(line.label, tuple(runs), line.part.level))
    return _framed(hall, tuple(_partnered(seats)), tuple(rows), centre_mm)


def _lines(hall: HallShape) -> Iterator[_Line]:
    y_mm = MARGIN_MM
    index = 0
    for part in hall.parts:
        y_mm += part.gap_mm
        for text in part.rows:
            shift = 0.25 * (-1) ** index if hall.staggered else 0.0
            runs = tuple(_runs(text, part.seat_pitch_mm, shift))
            yield _Line(part, row_letters(index), y_mm, runs)
            y_mm += part.row_pitch_mm
            index += 1


def _runs(text: str, pitch_mm: int, shift: float) -> Iterator[tuple[tuple[str, float], ...]]:
    signs = "".join(sign * int(times or 1) for times, sign in _TOKEN.findall(text))
    middle = (len(signs) - 1) / 2 - shift
    for run in re.finditer(r"[^.]+", signs):
        yield tuple(
            (sign, (at - middle) * pitch_mm) for at, sign in enumerate(run[0], start=run.start())
        )


def _reach_mm(lines: tuple[_Line, ...]) -> float:
    return max(abs(along_mm) for line in lines for run in line.runs for _, along_mm in run)


def _seat(line: _Line, sign: str, number: int) -> Seat:
    part = line.part
    return Seat(
        uid=f"{line.label.lower()}-{number:02}",
        seat_id=f"{line.label}{number}",
        row=line.label,
        number=number,
        category_id=part.hue,
        kind=_KINDS.get(sign, _BASIC_KINDS[part.hue - 1]),
        x_mm=0,
        y_mm=line.y_mm,
        width_mm=part.seat_pitch_mm - ARMREST_MM,
        depth_mm=SEAT_DEPTH_MM,
        restricted_view=sign == "v",
    )


def _placed(seat: Seat, along_mm: float, centre_mm: int, bend_y_mm: int) -> Seat:
    """The seat so far along its row, on the row's arc where rows bend around the stage."""
    if not bend_y_mm:
        return replace(seat, x_mm=round(centre_mm + along_mm))
    radius_mm = bend_y_mm - seat.y_mm
    angle = along_mm / radius_mm
    return replace(
        seat,
        x_mm=round(centre_mm + radius_mm * math.sin(angle)),
        y_mm=round(bend_y_mm - radius_mm * math.cos(angle)),
        angle_cdeg=round(math.degrees(angle) * 100),
    )


def _partnered(seats: list[Seat]) -> Iterator[Seat]:
    """Sofa halves and wheelchair spaces with the companion's seat beside them, joined in pairs."""
    waiting: dict[SeatKind, int] = {}
    partner_of: dict[int, int] = {}
    for index, seat in enumerate(seats):
        wanted = _PARTNERS.get(seat.kind)
        if wanted is None:
            continue
        if wanted in waiting:
            other = waiting.pop(wanted)
            partner_of |= {index: other, other: index}
        else:
            waiting[seat.kind] = index
    for index, seat in enumerate(seats):
        partner = partner_of.get(index)
        yield seat if partner is None else replace(seat, partner_uid=seats[partner].uid)


def _framed(
    hall: HallShape, seats: tuple[Seat, ...], rows: tuple[Row, ...], centre_mm: int
) -> Plan:
    back_mm = min(seat.y_mm for seat in seats)
    front_mm = max(seat.y_mm for seat in seats)
    width_mm = 2 * centre_mm
    screen_y_mm = front_mm + hall.screen_distance_mm
    door_width_mm, door_depth_mm = DOOR_MM
    landmarks = [
        Landmark(
            LandmarkKind.SCREEN,
            centre_mm,
            screen_y_mm,
            round(width_mm * SCREEN_SHARE),
            SCREEN_DEPTH_MM,
        )
    ]
    for x_mm in (DOOR_X_MM, width_mm - DOOR_X_MM):
        y_mm = screen_y_mm
        landmarks.append(Landmark(LandmarkKind.DOOR, x_mm, y_mm, door_width_mm, door_depth_mm))
    for off_mm, y_mm, size_mm in hall.pillars:
        landmarks.append(Landmark(LandmarkKind.PILLAR, centre_mm + off_mm, y_mm, size_mm, size_mm))
    return Plan(
        seats=seats,
        categories=tuple(Category(part.hue, part.category, part.hue) for part in hall.parts),
        rows=rows,
        landmarks=tuple(landmarks),
        width_mm=width_mm,
        depth_mm=screen_y_mm + MARGIN_MM,
        focal_x_mm=centre_mm,
        focal_y_mm=round(back_mm + (front_mm - back_mm) * FOCAL_SHARE),
    )


_KINDS = {
    "r": SeatKind.RECLINER,
    "[": SeatKind.SOFA,
    "]": SeatKind.SOFA,
    "w": SeatKind.WHEELCHAIR,
    "c": SeatKind.COMPANION,
}
_PARTNERS = {
    SeatKind.SOFA: SeatKind.SOFA,
    SeatKind.WHEELCHAIR: SeatKind.COMPANION,
    SeatKind.COMPANION: SeatKind.WHEELCHAIR,
}
