"""A plan's canonical form and digest, and what forbids publishing it."""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator

from boxoffice.model.errors import BadInput
from boxoffice.model.layout import LandmarkKind, Plan, Seat, SeatKind
from boxoffice.rules.numbering import split_seat_id
from boxoffice.rules.plain import from_plain, to_plain
from boxoffice.rules.standing import places_by_area

MAX_SEATS = 100_000
MAX_HALL_MM = 10_000_000
#: More would not fit into the columns that a map reads a plan in, nor mean anything. A row that is
#: turned and bent may turn its seats several times round.
MAX_SEAT_MM, MAX_ANGLE_CDEG, MAX_NUMBER = 20_000, 360_000, 999_999
MAX_CATEGORY_ID = 2**31 - 1
#: A ticket has room for a uid of this length.
MAX_UID_BYTES = 100
#: The longest names in a hall that is not numbered by letters from the back.
MAX_SEAT_ID, MAX_ROW_NAME = 20, 12
#: Errors beyond these are not listed.
MAX_ERRORS = 50

#: The numbering of a plan whose names are whatever its designer took.
OWN_NUMBERING = "own"

#: Half of a surrogate pair can be written in JSON, and kept nowhere.
_HALF_CHARACTER = re.compile(rb"\\u[dD][89a-fA-F]")

_PARTNER_OF = {
    SeatKind.SOFA: SeatKind.SOFA,
    SeatKind.WHEELCHAIR: SeatKind.COMPANION,
    SeatKind.COMPANION: SeatKind.WHEELCHAIR,
}


def canonical(plan: Plan) -> bytes:
    """The plan as JSON with sorted keys and no spaces, UTF-8: the same plan, the same bytes.

    Fields at their default are left out, so that a field added to the model later leaves the
    digests of what was published before as they are. No default may ever change.
    """
    return json.dumps(
        to_plain(plan, sparse=True), ensure_ascii=False, sort_keys=True, separators=(",", ":")
    ).encode()


def digest(canonical_form: bytes) -> str:
    """SHA-256 over a plan's canonical form, in hexadecimal."""
    return hashlib.sha256(canonical_form).hexdigest()


def plan_from(canonical_form: bytes) -> Plan:
    """The plan a canonical form was made of; BadInput when it is not one."""
    try:
        data = json.loads(canonical_form)
        if _HALF_CHARACTER.search(canonical_form):
            json.dumps(data, ensure_ascii=False).encode()
    except UnicodeEncodeError as error:
        raise BadInput("A name in the layout has characters that cannot be kept.") from error
    except (ValueError, RecursionError) as error:
        raise BadInput("This is not a layout.") from error
    return from_plain(Plan, data)


def check(plan: Plan) -> tuple[str, ...]:
    """What forbids publishing this plan, in words; empty when nothing does."""
    if not plan.seats:
        return ("The hall has no seat.",)
    if len(plan.seats) > MAX_SEATS:
        return (f"The hall has {len(plan.seats)} seats; {MAX_SEATS} is the most.",)
    errors: list[str] = []
    for found in (_categories, _names, _rows, _partners, _sizes, _landmarks, _areas, _grid):
        errors.extend(found(plan))
    return tuple(errors[:MAX_ERRORS])


def _names(plan: Plan) -> Iterator[str]:
    for seat in plan.seats:
        if not seat.uid:
            yield f"Seat {seat.seat_id} has no uid."
        if len(seat.uid.encode(errors="replace")) > MAX_UID_BYTES:
            yield f"Seat {seat.seat_id} has a uid of more than {MAX_UID_BYTES} bytes."
        yield from _own_name(seat) if plan.numbering == OWN_NUMBERING else _lettered_name(seat)
        if not 0 <= seat.number <= MAX_NUMBER:
            yield f"Seat {seat.seat_id} has a number that is not from 0 to {MAX_NUMBER}."
    for seat_id in _doubled(seat.seat_id for seat in plan.seats):
        yield f"There are two seats {seat_id}."
    for uid in _doubled(seat.uid for seat in plan.seats if seat.uid):
        yield f"Two seats have the uid {uid}."


def _lettered_name(seat: Seat) -> Iterator[str]:
    try:
        if split_seat_id(seat.seat_id) != (seat.row, seat.number):
            yield f"Seat {seat.seat_id} says row {seat.row}, number {seat.number}."
    except BadInput as error:
        yield str(error)


def _own_name(seat: Seat) -> Iterator[str]:
    """Anything that can be printed and read; but “-”, which is a gap in the contract's grid."""
    for what, name, most in (
        ("seat", seat.seat_id, MAX_SEAT_ID),
        ("row", seat.row, MAX_ROW_NAME),
    ):
        if not name.isprintable() or name != name.strip() or name in ("", "-"):
            yield f"“{name[:most]}” is not the name of a {what}."
        elif len(name) > most:
            yield f"“{name[:most]}…” is longer than the {most} characters of a {what}'s name."


def _categories(plan: Plan) -> Iterator[str]:
    if not plan.categories:
        yield "The hall has no category."
    for category in plan.categories:
        if category.category_id < 1 or category.hue < 1:
            yield f"Category {category.name} needs a number and a hue from 1 on."
        if max(category.category_id, category.hue) > MAX_CATEGORY_ID:
            yield f"Category {category.name} has a number or hue above {MAX_CATEGORY_ID}."
        if not category.name.strip():
            yield f"Category {category.category_id} has no name."
    for category_id in _doubled(category.category_id for category in plan.categories):
        yield f"There are two categories {category_id}."
    known = {category.category_id for category in plan.categories}
    for seat in plan.seats:
        if seat.category_id not in known:
            yield f"Seat {seat.seat_id} is in category {seat.category_id}, which there is not."


def _rows(plan: Plan) -> Iterator[str]:
    placed: Counter[int] = Counter()
    for row in plan.rows:
        if not row.runs or not all(run.seats for run in row.runs):
            yield f"Row {row.label} has an empty part."
        for run in row.runs:
            placed.update(run.seats)
    for index in placed.keys() - set(range(len(plan.seats))):
        yield f"A row names seat number {index}, which there is not."
    for index, seat in enumerate(plan.seats):
        if placed[index] != 1:
            yield f"Seat {seat.seat_id} is in {placed[index]} rows instead of one."


def _partners(plan: Plan) -> Iterator[str]:
    by_uid = {seat.uid: seat for seat in plan.seats}
    for seat in plan.seats:
        if not seat.partner_uid:
            continue
        partner = by_uid.get(seat.partner_uid)
        if partner is None or partner is seat or partner.partner_uid != seat.uid:
            yield f"Seat {seat.seat_id} has a partner that is not its own."
        elif _PARTNER_OF.get(seat.kind) is not partner.kind:
            yield f"Seats {seat.seat_id} and {partner.seat_id} cannot be partners."


def _sizes(plan: Plan) -> Iterator[str]:
    if plan.width_mm <= 0 or plan.depth_mm <= 0:
        yield "The hall has no size."
    if max(plan.width_mm, plan.depth_mm) > MAX_HALL_MM:
        yield f"The hall is longer than {MAX_HALL_MM // 1_000_000} km."
    if max(abs(plan.focal_x_mm), abs(plan.focal_y_mm)) > MAX_HALL_MM:
        yield "The middle of the best seats lies far outside the hall."
    for seat in plan.seats:
        if seat.width_mm <= 0 or seat.depth_mm <= 0:
            yield f"Seat {seat.seat_id} has no size."
        if max(seat.width_mm, seat.depth_mm) > MAX_SEAT_MM:
            yield f"Seat {seat.seat_id} is larger than {MAX_SEAT_MM // 1000} m."
        if abs(seat.angle_cdeg) > MAX_ANGLE_CDEG:
            yield f"Seat {seat.seat_id} is turned more than {MAX_ANGLE_CDEG // 36_000} times round."
        if not _inside(seat, plan):
            yield f"Seat {seat.seat_id} stands outside the hall."


def _landmarks(plan: Plan) -> Iterator[str]:
    for one in plan.landmarks:
        corners = (length for corner in one.corners for length in (corner.x_mm, corner.y_mm))
        lengths = (one.x_mm, one.y_mm, one.width_mm, one.depth_mm, *corners)
        if max(map(abs, lengths)) > MAX_HALL_MM:
            yield f"The {one.kind} {one.text} is larger or further away than any hall."
        if one.kind is LandmarkKind.AREA and len(one.corners) < 3:
            yield f"Area {one.text} has no outline."


def _areas(plan: Plan) -> Iterator[str]:
    """Standing places and the areas that they are in."""
    named = Counter(one.text for one in plan.landmarks if one.kind is LandmarkKind.AREA)
    for name in places_by_area(plan):
        if named[name] != 1:
            yield f"There are {named[name]} areas {name} for the standing places in it."
    for row in plan.rows:
        seats = [plan.seats[at] for run in row.runs for at in run.seats if at < len(plan.seats)]
        standing = [seat for seat in seats if seat.kind is SeatKind.STANDING]
        if standing and {(one.kind, one.row) for one in seats} != {(SeatKind.STANDING, row.label)}:
            yield f"Row {row.label} has seats and places of an area."


def _grid(plan: Plan) -> Iterator[str]:
    if not plan.grid:
        return
    cells: Counter[int] = Counter()
    for block in plan.grid:
        if block.columns < 1 or len(block.cells) % block.columns:
            yield f"The grid of category {block.category_id} is not whole rows."
        for index in block.cells:
            if index == -1:
                continue
            cells[index] += 1
            if not 0 <= index < len(plan.seats):
                yield f"The grid names seat number {index}, which there is not."
            elif plan.seats[index].category_id != block.category_id:
                yield f"Seat {plan.seats[index].seat_id} is in another category's grid."
    if [block.category_id for block in plan.grid] != [
        category.category_id for category in plan.categories
    ]:
        yield "The grid does not follow the categories."
    if any(cells[index] != 1 for index in range(len(plan.seats))):
        yield "The grid does not hold every seat once."


def _inside(seat: Seat, plan: Plan) -> bool:
    return 0 <= seat.x_mm <= plan.width_mm and 0 <= seat.y_mm <= plan.depth_mm


def _doubled(values: Iterable[object]) -> tuple[object, ...]:
    return tuple(value for value, times in Counter(values).items() if times > 1)
