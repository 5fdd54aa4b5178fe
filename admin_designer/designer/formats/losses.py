"""What a file does not hold of a drawing: found by reading back what would be written."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from statistics import median

from admin_designer.designer.document.areas import unsold
from admin_designer.designer.document.baking import bake
from admin_designer.designer.document.document import Document
from admin_designer.designer.formats.reading import counted
from boxoffice.model.layout import Plan, Seat

#: Nearer than this is the same, as files round: lengths, and by what share all of them may grow.
_SAME_MM, _SAME_SHARE = 2, 0.002

#: A seat by its name, and which of those of that name it is: no two should have one, but may.
_Key = tuple[str, int]

#: What else is compared of a seat, by what is said where it differs.
_FACTS: tuple[tuple[str, Callable[[Seat], object]], ...] = (
    ("The id of {}, by which bookings follow it.", lambda seat: seat.uid),
    ("The kind of {}.", lambda seat: seat.kind),
    ("The partner of {}.", lambda seat: bool(seat.partner_uid)),
    ("The restricted view of {}.", lambda seat: seat.restricted_view),
    ("The armrests, hearing loops and nearness to an aisle of {}.", lambda seat: seat.facts),
    ("The angle of {}.", lambda seat: seat.angle_cdeg),
)


def losses(drawn: Document, written: Document) -> tuple[str, ...]:
    """What a drawing has and what is read of its file has not, one line each. Seats are matched by
    their names, which every file holds."""
    before, after = bake(unsold(drawn)), bake(unsold(written))
    return (*_of_seats(before, after), *_of_hall(drawn, written, before, after))


def _of_seats(before: Plan, after: Plan) -> Iterator[str]:
    there = _by_name(after)
    pairs = [(seat, there.get(key)) for key, seat in _by_name(before).items()]
    if gone := sum(other is None for _, other in pairs):
        yield f"The name of {counted(gone, 'seat')}."
    kept = [(seat, other) for seat, other in pairs if other is not None]
    names, names_after = (
        {one.category_id: one.name for one in plan.categories} for plan in (before, after)
    )
    if lost := sum(
        names.get(one.category_id) != names_after.get(two.category_id) for one, two in kept
    ):
        yield f"The category of {counted(lost, 'seat')}."
    for words, fact in _FACTS:
        if lost := sum(fact(one) != fact(two) for one, two in kept):
            yield words.format(counted(lost, "seat"))
    if lost := sum(_is_resized(one, two) for one, two in kept):
        yield f"The size of {counted(lost, 'seat')}."
    if away := [mm for mm, most in _away(kept) if mm > most]:
        seats = counted(len(away), "seat")
        yield f"The place of {seats} among the others, by up to {max(away):,.0f} mm."
    beside, beside_after = _neighbours(before), _neighbours(after)
    if parted := len(beside - beside_after):
        yield f"That {counted(parted, 'pair')} of neighbours have no aisle between them."
    if joined := len(beside_after - beside):
        yield f"The aisle between {counted(joined, 'pair')} of seats."


def _of_hall(drawn: Document, written: Document, before: Plan, after: Plan) -> Iterator[str]:
    hues, hues_after = ({one.name: one.hue for one in plan.categories} for plan in (before, after))
    if lost := sum(hues_after.get(name) != hue for name, hue in hues.items()):
        yield f"The colour of {counted(lost, 'category')}."
    things, things_after = (
        Counter((one.kind, one.text) for one in plan.landmarks) for plan in (before, after)
    )
    if lost := (things - things_after).total():
        yield f"What {counted(lost, 'thing')} beside the seats are (screen, door, text)."
    room, room_after = (sum(one.capacity for one in plan.landmarks) for plan in (before, after))
    if room != room_after:
        yield f"That areas have room for {room - room_after:,} people."
    sold, sold_after = (
        sum(one.capacity for one in hall.areas if one.is_sold) for hall in (drawn, written)
    )
    if sold > sold_after:
        yield f"That {counted(sold - sold_after, 'place')} in areas are sold."
    levels, levels_after = (
        {row.level for row in plan.rows if row.level} for plan in (before, after)
    )
    if lost := len(levels - levels_after):
        yield f"The name of {counted(lost, 'level')}."
    if drawn.hall.focal_x_mm is not None and written.hall.focal_x_mm is None:
        yield "The point that the best seats are near to."
    if drawn.hall.pins != written.hall.pins:
        yield f"Which seat stands before which, pinned for {counted(len(drawn.hall.pins), 'row')}."
    if (drawn.hall.picture, drawn.hall.rakes) != (written.hall.picture, written.hall.rakes):
        yield "How high the picture and the floors are."
    if drawn.hall.traced != written.hall.traced:
        yield "The picture that is traced."
    if drawn.hall.name not in ("", written.hall.name):
        yield "The name of the hall."
    if shaped := sum(bool(row.radius_mm or row.turns) for row in drawn.rows):
        yield f"The curve or bend of {counted(shaped, 'row')}, whose seats stand one by one."


def _by_name(plan: Plan) -> dict[_Key, Seat]:
    times: dict[str, int] = defaultdict(int)
    named = {}
    for seat in plan.seats:
        times[seat.seat_id] += 1
        named[seat.seat_id, times[seat.seat_id]] = seat
    return named


def _is_resized(one: Seat, two: Seat) -> bool:
    away = max(abs(one.width_mm - two.width_mm), abs(one.depth_mm - two.depth_mm))
    return away > _SAME_MM


def _away(pairs: Sequence[tuple[Seat, Seat]]) -> Iterator[tuple[float, float]]:
    """How far each seat moves among the others and how far it may; where the hall's corner is makes
    no difference."""
    across = [two.x_mm - one.x_mm for one, two in pairs]
    down = [two.y_mm - one.y_mm for one, two in pairs]
    x_mm, y_mm = median(across or [0]), median(down or [0])
    wide_mm = median([one.x_mm for one, _ in pairs] or [0])
    deep_mm = median([one.y_mm for one, _ in pairs] or [0])
    for (one, _), x, y in zip(pairs, across, down, strict=True):
        out_mm = max(abs(one.x_mm - wide_mm), abs(one.y_mm - deep_mm))
        yield max(abs(x - x_mm), abs(y - y_mm)), _SAME_MM + _SAME_SHARE * out_mm


def _neighbours(plan: Plan) -> set[frozenset[str]]:
    return {
        frozenset((plan.seats[left].seat_id, plan.seats[right].seat_id))
        for row in plan.rows
        for run in row.runs
        for left, right in pairwise(run.seats)
    }
