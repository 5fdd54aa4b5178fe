"""Finds what is wrong with a drawing, or may be, and what would mend it."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

import numpy as np

from admin_designer.designer.document.area_checks import area_problems
from admin_designer.designer.document.document import Document
from admin_designer.designer.document.elements import Element, Place
from admin_designer.designer.document.names import Part, lines_of, names_of
from admin_designer.designer.document.overlaps import overlapping
from admin_designer.designer.document.problems import Fix, Kind, Problem, Rules, Severity
from admin_designer.designer.document.row_room import moved_apart, tight_lines
from admin_designer.designer.document.row_shape import stand
from boxoffice.model.layout import SeatKind

#: Seats named in one problem's words; the rest are counted.
MOST_NAMED = 6

#: Rows that are turned by more face a side of the hall.
_SIDEWAYS_CDEG = 4_500

#: A run of seats between aisles: its row, and the places of it from left to right.
_Run = tuple[Part, tuple[int, ...]]


def problems_in(document: Document, rules: Rules | None = None) -> tuple[Problem, ...]:
    """All that is wrong, errors first."""
    rules = rules or Rules()
    look = _Look(document, rules)
    checks = _CHECKS if look.seats else (_no_seats, _areas)
    found = [
        replace(problem, severity=rules.severities[problem.kind])
        for check in checks
        for problem in check(look)
        if rules.severities[problem.kind] is not Severity.OFF
    ]
    return tuple(sorted(found, key=lambda one: one.severity is not Severity.ERROR))


class _Look:
    """A drawing as its checks see it."""

    def __init__(self, document: Document, rules: Rules) -> None:
        self.document = document
        self.rules = rules
        self.parts = lines_of((row, stand(row)) for row in document.rows)
        self.names = names_of(self.parts, document.hall.naming)
        self.lines: tuple[tuple[_Run, ...], ...] = tuple(
            tuple((part, run) for part in line for run in part.runs) for line in self.parts
        )
        runs = [run for line in self.lines for run in line]
        self.seats = [part.row.places[at] for part, run in runs for at in run]
        self.x_mm, self.y_mm, self.angle_cdeg = (
            np.concatenate([getattr(part.stood, name)[list(run)] for part, run in runs])
            if runs
            else np.zeros(0)
            for name in ("x_mm", "y_mm", "angle_cdeg")
        )
        self.width_mm, self.depth_mm = (
            np.array([getattr(place, name) for place in self.seats], dtype=np.float64)
            for name in ("width_mm", "depth_mm")
        )

    def named(self, uids: Iterable[str]) -> str:
        """The first few by name, the others counted."""
        names = [self.names[uid].seat_id for uid in uids]
        more = len(names) - MOST_NAMED
        return ", ".join(names[:MOST_NAMED]) + (f" and {more} more" if more > 0 else "")

    def places(self, uids: Iterable[str], how: Callable[[Place], Place]) -> dict[str, Element]:
        """The rows of these seats as they are with the seats changed."""
        these = set(uids)
        return {
            row.element_id: replace(
                row, places=tuple(how(one) if one.uid in these else one for one in row.places)
            )
            for row in self.document.rows
            if any(place.uid in these for place in row.places)
        }


def _no_seats(look: _Look) -> Iterator[Problem]:
    if any(area.is_sold for area in look.document.areas):
        return
    yield Problem(Kind.NO_SEATS, "The hall has no seat yet.")


def _doubled_seats(look: _Look) -> Iterator[Problem]:
    times = Counter(place.uid for place in look.seats)
    if doubled := tuple(uid for uid, count in times.items() if count > 1):
        words = f"{look.named(doubled)}: in the drawing more than once."
        yield Problem(Kind.DOUBLED_SEAT, words, doubled)


def _doubled_names(look: _Look) -> Iterator[Problem]:
    by_name: dict[str, list[str]] = defaultdict(list)
    for uid, called in look.names.items():
        by_name[called.seat_id].append(uid)
    for name, uids in by_name.items():
        if len(uids) == 1:
            continue
        freed = look.places(uids, lambda place: replace(place, number=""))
        by_hand = any(place.number for place in look.seats if place.uid in set(uids))
        fix = Fix("Number them as the hall is", freed) if by_hand else None
        yield Problem(Kind.DOUBLED_NAME, f"{len(uids)} seats are called {name}.", tuple(uids), fix)


def _categories(look: _Look) -> Iterator[Problem]:
    categories = look.document.hall.categories
    known = {category.category_id for category in categories}
    lost = tuple(place.uid for place in look.seats if place.category_id not in known)
    if not lost:
        return
    fix = None
    if categories:
        first = categories[0]
        put = look.places(lost, lambda place: replace(place, category_id=first.category_id))
        fix = Fix(f"Put them into {first.name}", put)
    yield Problem(Kind.NO_CATEGORY, f"{look.named(lost)}: in no category.", lost, fix)


def _overlaps(look: _Look) -> Iterator[Problem]:
    pairs = overlapping(
        look.x_mm, look.y_mm, look.angle_cdeg, look.width_mm, look.depth_mm, look.rules.overlap_mm
    )
    uids = tuple(dict.fromkeys(look.seats[at].uid for at in pairs.ravel().tolist()))
    if uids:
        yield Problem(Kind.OVERLAP, f"{look.named(uids)}: seats over each other.", uids)


def _outside(look: _Look) -> Iterator[Problem]:
    hall = look.document.hall
    outside = (look.x_mm < 0) | (look.y_mm < 0)
    outside |= (look.x_mm > hall.width_mm) & (hall.width_mm > 0)
    outside |= (look.y_mm > hall.depth_mm) & (hall.depth_mm > 0)
    uids = tuple(look.seats[at].uid for at in np.flatnonzero(outside).tolist())
    if uids:
        yield Problem(Kind.OUTSIDE, f"{look.named(uids)}: outside the hall.", uids)


def _partners(look: _Look) -> Iterator[Problem]:
    known = {place.uid for place in look.seats}
    together = (SeatKind.WHEELCHAIR, SeatKind.COMPANION)
    lone = tuple(
        place.uid
        for place in look.seats
        if place.kind in together and place.partner_uid not in known
    )
    if lone:
        words = f"{look.named(lone)}: a wheelchair space and a companion's seat belong together."
        yield Problem(Kind.LONE_PARTNER, words, lone)


def _far_from_aisle(look: _Look) -> Iterator[Problem]:
    most = look.rules.seats_to_aisle
    for line in look.lines:
        # Beyond the ends of a line there is always a way out.
        far = tuple(
            part.row.places[at].uid for part, run in line for at in run[most + 1 : -most - 1]
        )
        if far:
            words = f"{look.named(far)}: more than {most} seats from the nearest aisle."
            yield Problem(Kind.FAR_FROM_AISLE, words, far)


def _stranding(look: _Look) -> Iterator[Problem]:
    short = tuple(
        part.row.places[at].uid
        for line in look.lines
        for part, run in line
        if len(run) in look.rules.stranding
        for at in run
        if not part.row.places[at].partner_uid
    )
    if short:
        words = f"{look.named(short)}: so few side by side that single seats stay unsold."
        yield Problem(Kind.STRANDING, words, short)


def _narrow_aisles(look: _Look) -> Iterator[Problem]:
    for line in look.lines:
        for (left, left_run), (right, right_run) in pairwise(line):
            ends = (left.row.places[left_run[-1]], right.row.places[right_run[0]])
            across = right.stood.x_mm[right_run[0]] - left.stood.x_mm[left_run[-1]]
            down = right.stood.y_mm[right_run[0]] - left.stood.y_mm[left_run[-1]]
            clear = float(np.hypot(across, down)) - sum(one.width_mm for one in ends) / 2
            if clear < look.rules.aisle_mm:
                uids = tuple(one.uid for one in ends)
                words = f"{look.named(uids)}: the aisle between is {clear:.0f} mm wide."
                yield Problem(Kind.NARROW_AISLE, words, uids)


def _areas(look: _Look) -> Iterator[Problem]:
    yield from area_problems(look.document, {name.row for name in look.names.values()})


def _narrow_rows(look: _Look) -> Iterator[Problem]:
    passage_mm = look.rules.passage_mm
    line = np.repeat(
        np.arange(len(look.lines)), [sum(len(run) for _, run in line) for line in look.lines]
    )
    # Behind a wheelchair nobody has to get past a seat.
    seats = np.flatnonzero([place.kind is not SeatKind.WHEELCHAIR for place in look.seats])
    stood = np.array((look.x_mm, look.y_mm, look.angle_cdeg, look.width_mm, look.depth_mm))
    tight = tight_lines(stood[:, seats], line[seats], passage_mm)
    if not tight:
        return
    becomes = moved_apart(look.document, look.parts, tight)
    for one in tight:
        uids = tuple(look.seats[at].uid for at in seats[list(one.seats)].tolist())
        words = f"{look.named(uids)}: {one.clear_mm} mm between the rows; a way needs {passage_mm}."
        # Rows that face the side are not helped by moving them to the screen.
        faces_front = np.abs(look.angle_cdeg[seats[list(one.seats)]]).max() < _SIDEWAYS_CDEG
        fix = Fix("Move rows apart", becomes) if faces_front else None
        yield Problem(Kind.NARROW_ROW, words, uids, fix)


def _focal_point(look: _Look) -> Iterator[Problem]:
    hall = look.document.hall
    if hall.focal_x_mm is not None and hall.focal_y_mm is not None:
        return
    at = replace(
        hall, focal_x_mm=round(float(look.x_mm.mean())), focal_y_mm=round(float(look.y_mm.mean()))
    )
    fix = Fix("Put it into the middle of the seats", {hall.element_id: at})
    yield Problem(Kind.NO_FOCAL_POINT, "Nothing says where the best seats are.", (), fix)


_CHECKS: tuple[Callable[[_Look], Iterator[Problem]], ...] = (
    _doubled_seats,
    _doubled_names,
    _categories,
    _overlaps,
    _outside,
    _partners,
    _far_from_aisle,
    _stranding,
    _narrow_aisles,
    _narrow_rows,
    _areas,
    _focal_point,
)
