"""What differs between two layouts of a screen, seat by seat, and in words and counts."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from boxoffice.model.layout import Plan, Seat
from boxoffice.rules.seat_matching import match_seats

#: Seats named in one line; the rest are counted.
MAX_NAMED = 8
RENUMBERED = "renumbered"


@dataclass(frozen=True, slots=True)
class SeatPair:
    """One seat as it was and as it is."""

    old: Seat
    new: Seat


@dataclass(frozen=True, slots=True)
class LayoutDifference:
    """Seats in the order of their plans; one that changed in several ways is in several lists.

    `moved` stand elsewhere or are turned. `unchanged` counts those that are in no list.
    """

    added: tuple[Seat, ...]
    removed: tuple[Seat, ...]
    renumbered: tuple[SeatPair, ...]
    recategorised: tuple[SeatPair, ...]
    moved: tuple[SeatPair, ...]
    unchanged: int


def difference(old: Plan, new: Plan) -> LayoutDifference:
    """What became of each seat; who is who is said by `match_seats`."""
    found = match_seats(old, new)
    pairs = [SeatPair(old.seats[was], new.seats[found[was][0]]) for was in sorted(found)]
    kept = {at for at, _ in found.values()}
    renumbered = [pair for pair in pairs if pair.old.seat_id != pair.new.seat_id]
    recategorised = [pair for pair in pairs if pair.old.category_id != pair.new.category_id]
    moved = [pair for pair in pairs if _stand(pair.old) != _stand(pair.new)]
    return LayoutDifference(
        added=tuple(seat for at, seat in enumerate(new.seats) if at not in kept),
        removed=tuple(seat for at, seat in enumerate(old.seats) if at not in found),
        renumbered=tuple(renumbered),
        recategorised=tuple(recategorised),
        moved=tuple(moved),
        unchanged=len(pairs) - len({*renumbered, *recategorised, *moved}),
    )


def in_words(differs: LayoutDifference, old: Plan, new: Plan) -> tuple[str, ...]:
    """One line for each kind of difference: “2 seats removed: A9, A10.” Rows that are renumbered as
    a whole are named by row. Empty when no seat differs."""
    return tuple(
        f"{_counted(kind, names)}: "
        f"{_listed(_by_row(differs.renumbered, old) if kind == RENUMBERED else names)}."
        for kind, names in _kinds(differs, old, new)
    )


def in_full(differs: LayoutDifference, old: Plan, new: Plan) -> tuple[str, ...]:
    """The same with every seat in a line of its own; an empty line between two kinds."""
    lines: list[str] = []
    for kind, names in _kinds(differs, old, new):
        lines += [*([""] if lines else []), f"{_counted(kind, names)}:", *names]
    return tuple(lines)


def _kinds(differs: LayoutDifference, old: Plan, new: Plan) -> Iterator[tuple[str, Sequence[str]]]:
    """Each kind of difference that there is, and what is to be said of its seats."""
    was = {category.category_id: category.name for category in old.categories}
    now = {category.category_id: category.name for category in new.categories}
    kinds = (
        ("added", [seat.seat_id for seat in differs.added]),
        ("removed", [seat.seat_id for seat in differs.removed]),
        (RENUMBERED, [_renamed(pair) for pair in differs.renumbered]),
        (
            "in another category",
            [
                f"{p.new.seat_id} from {was[p.old.category_id]} to {now[p.new.category_id]}"
                for p in differs.recategorised
            ],
        ),
        ("moved", [pair.new.seat_id for pair in differs.moved]),
    )
    return ((kind, names) for kind, names in kinds if names)


def _by_row(pairs: Sequence[SeatPair], old: Plan) -> list[str]:
    """“row I is now row A (18 seats)” for whole rows, seat by seat for the others."""
    sizes = Counter(seat.row for seat in old.seats)
    by_row: dict[str, list[SeatPair]] = {}
    for pair in pairs:
        by_row.setdefault(pair.old.row, []).append(pair)
    names: list[str] = []
    for row, its in by_row.items():
        now = its[0].new.row
        if len(its) == 1 or len(its) < sizes[row] or any(pair.new.row != now for pair in its):
            names += map(_renamed, its)
            continue
        what = f"is now row {now}" if now != row else "is numbered anew"
        anew = any(pair.old.number != pair.new.number for pair in its)
        such = f", {_renamed(its[0])}" if anew else ""
        names.append(f"row {row} {what} ({len(its):,} seats{such})")
    return names


def _renamed(pair: SeatPair) -> str:
    return f"{pair.old.seat_id} is now {pair.new.seat_id}"


def _counted(kind: str, names: Sequence[str]) -> str:
    return f"{len(names):,} {'seat' if len(names) == 1 else 'seats'} {kind}"


def _listed(names: Sequence[str]) -> str:
    shown: Iterable[str] = names[:MAX_NAMED]
    more = len(names) - MAX_NAMED
    return ", ".join(shown) + (f" and {more:,} more" if more > 0 else "")


def _stand(seat: Seat) -> tuple[int, int, int]:
    return seat.x_mm, seat.y_mm, seat.angle_cdeg
