"""What a file does not hold of a drawing: found by reading back what would be written."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise
from statistics import median

from admin_designer.designer.document.baking import bake
from admin_designer.designer.document.document import Document
from boxoffice.model.layout import Plan, Seat

#: Nearer than this is the same place, as files round.
_SAME_MM = 2

#: A seat by its name, and which of those of that name it is: no two should have one, but may.
_Key = tuple[str, int]


def losses(drawn: Document, written: Document) -> tuple[str, ...]:
    """What differs between a drawing and what is read of its file, one line each. Seats are matched
    by their names, which every file holds."""
    before, after = bake(drawn), bake(written)
    return (*_of_seats(before, after), *_of_hall(drawn, written, before, after))


def _of_seats(before: Plan, after: Plan) -> Iterator[str]:
    there = _by_name(after)
    pairs = [(seat, there.get(key)) for key, seat in _by_name(before).items()]
    if gone := sum(other is None for _, other in pairs):
        yield f"{gone:,} seats are not there, or are called otherwise."
    kept = [(seat, other) for seat, other in pairs if other is not None]
    categories = [
        {one.category_id: one.name for one in plan.categories} for plan in (before, after)
    ]
    facts: tuple[tuple[str, Callable[[Seat, Mapping[int, str]], object]], ...] = (
        ("their own ids, by which bookings follow them", lambda seat, _: seat.uid),
        ("their category", lambda seat, names: names.get(seat.category_id)),
        ("what kind of seat they are", lambda seat, _: seat.kind),
        ("which seat they belong together with", lambda seat, _: bool(seat.partner_uid)),
        ("that their view is restricted", lambda seat, _: seat.restricted_view),
        ("their angle", lambda seat, _: seat.angle_cdeg),
        ("their size", lambda seat, _: (seat.width_mm, seat.depth_mm)),
    )
    for words, fact in facts:
        lost = sum(fact(one, categories[0]) != fact(two, categories[1]) for one, two in kept)
        if lost:
            yield f"{lost:,} seats lose {words}."
    away = _away(kept)
    if moved := sum(mm > _SAME_MM for mm in away):
        yield f"{moved:,} seats stand elsewhere among the others, up to {max(away):,.0f} mm away."
    beside, beside_after = _neighbours(before), _neighbours(after)
    if parted := beside - beside_after:
        yield f"{len(parted):,} pairs of neighbours have an aisle between them."
    if joined := beside_after - beside:
        yield f"{len(joined):,} pairs of seats lose the aisle between them."


def _of_hall(drawn: Document, written: Document, before: Plan, after: Plan) -> Iterator[str]:
    hues = [{one.name: one.hue for one in plan.categories} for plan in (before, after)]
    if lost := sum(hues[1].get(name) != hue for name, hue in hues[0].items()):
        yield f"{lost:,} categories lose their colour, or are not there."
    landmarks = [
        Counter((one.kind, one.text) for one in plan.landmarks) for plan in (before, after)
    ]
    if lost := (landmarks[0] - landmarks[1]).total():
        yield f"{lost:,} things that are no seats (screen, doors, texts) are lost or change."
    levels, kept = ({row.level for row in plan.rows if row.level} for plan in (before, after))
    if levels - kept:
        yield f"{len(levels - kept):,} levels lose their names."
    if drawn.hall.focal_x_mm is not None and written.hall.focal_x_mm is None:
        yield "The point that the best seats are near to is worked out anew."
    if drawn.hall.name != written.hall.name:
        yield (
            f"The hall is called “{written.hall.name}”."
            if written.hall.name
            else ("The hall loses its name.")
        )
    shapes = sum(bool(row.radius_mm or row.turns) for row in drawn.rows)
    if shapes:
        yield f"{shapes:,} curved or bent rows become seats that are placed one by one."


def _by_name(plan: Plan) -> dict[_Key, Seat]:
    times: dict[str, int] = defaultdict(int)
    named = {}
    for seat in plan.seats:
        times[seat.seat_id] += 1
        named[seat.seat_id, times[seat.seat_id]] = seat
    return named


def _away(pairs: Sequence[tuple[Seat, Seat]]) -> list[float]:
    """How far each seat moves among the others; where the hall's corner is makes no difference."""
    across = [two.x_mm - one.x_mm for one, two in pairs]
    down = [two.y_mm - one.y_mm for one, two in pairs]
    x_mm, y_mm = median(across or [0]), median(down or [0])
    return [max(abs(x - x_mm), abs(y - y_mm)) for x, y in zip(across, down, strict=True)]


def _neighbours(plan: Plan) -> set[frozenset[str]]:
    return {
        frozenset((plan.seats[left].seat_id, plan.seats[right].seat_id))
        for row in plan.rows
        for run in row.runs
        for left, right in pairwise(run.seats)
    }
