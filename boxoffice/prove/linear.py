"""Whether what was heard of one seat can have happened in some order (linearizability).

A seat is free, held until a deadline, or owned in SQL. Each step took effect at one moment between
two times. The search places the steps one after the other, earliest first, and goes back where a
step cannot be placed; it remembers where it has been (Wing and Gong's search with Lowe's memory).
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeAlias

from boxoffice.model.layout import SeatState

#: Steps placed for one seat before it is called undecided.
MOST_PLACINGS = 200_000
#: What is shown by who does not stand still may be so much behind the deadline of a hold.
LOOK_SECONDS = 3.0


class Effect(StrEnum):
    """What a step does to the seat. `owner` is the command that first held it."""

    GRANT = "was granted"
    ADD = "was added to its hold"
    EXTEND = "was held on"
    DROP = "was let go"
    TAKEN = "was refused as gone"
    LOOK = "was looked at"
    CLAIM = "was claimed"
    SELL = "was sold"
    END = "was freed"
    GIVE_BACK = "was given back"
    LOSE = "lost its hold with the process"


class Phase(StrEnum):
    FREE = "free"
    HELD = "held"
    PENDING = "pending"
    SOLD = "sold"


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happened to the seat at a moment from `first` to `last`; `must`: it did,
    else it may have. A hold that it makes ends at a moment from `ends_first` to `ends_last`. What
    is `seen` may be so many seconds `late` behind the deadline of a hold."""

    effect: Effect
    first: float
    last: float
    owner: str = ""
    must: bool = True
    booking_id: str = ""
    ends_first: float = math.inf
    ends_last: float = math.inf
    seen: int = 0
    late: float = 0.0


@dataclass(frozen=True, slots=True)
class Seat:
    """How the seat stands."""

    phase: Phase = Phase.FREE
    owner: str = ""
    booking_id: str = ""
    ends_first: float = math.inf
    ends_last: float = math.inf


FREE = Seat()


class Undecided(Exception):
    """There are too many orders to try them all."""


def after(seat: Seat, step: Step, now: float) -> Seat | None:
    """The seat after a step at `now` or somewhat later; None when the step is impossible then."""
    if now > seat.ends_last + step.late:
        # Its time is up: it must be free first.
        return None
    own = seat.owner == step.owner
    held = seat.phase is Phase.HELD
    match step.effect:
        case Effect.GRANT | Effect.ADD:
            return _granted(seat, step, own=own)
        case Effect.EXTEND if held and own:
            return replace(seat, ends_first=step.ends_first, ends_last=step.ends_last)
        case Effect.DROP | Effect.LOSE:
            return FREE if held and (own or step.effect is Effect.LOSE) else seat
        case Effect.TAKEN if seat.phase is not Phase.FREE and not (held and own):
            return seat
        case Effect.LOOK if _SHOWN[seat.phase] == step.seen:
            return seat
        case Effect.CLAIM if held and own:
            return Seat(Phase.PENDING, seat.owner)
        case Effect.SELL if seat.phase is Phase.FREE or (seat.phase is Phase.PENDING and own):
            return Seat(Phase.SOLD, step.owner)
        case Effect.END if seat.phase is Phase.PENDING and own:
            return FREE
        case Effect.GIVE_BACK if seat.phase is Phase.SOLD and own:
            return FREE
    return None


def _granted(seat: Seat, step: Step, *, own: bool) -> Seat | None:
    if seat.phase is Phase.FREE:
        return Seat(Phase.HELD, step.owner, step.booking_id, step.ends_first, step.ends_last)
    if not own or (seat.booking_id and step.booking_id not in ("", seat.booking_id)):
        return None
    # Asked again: the same hold, and its deadline stays.
    return replace(seat, booking_id=seat.booking_id or step.booking_id)


_SHOWN = {
    Phase.FREE: SeatState.AVAILABLE,
    Phase.HELD: SeatState.LOCKED,
    Phase.PENDING: SeatState.LOCKED,
    Phase.SOLD: SeatState.BOOKED,
}


@dataclass(frozen=True, slots=True)
class _Place:
    """How far a search has come: of the steps that must be, all before `first` and those in `done`
    (bits from `first` on), and of those in SQL so many."""

    seat: Seat = FREE
    first: int = 0
    done: int = 0
    committed: int = 0


_Move: TypeAlias = tuple[_Place, float]


class Search:
    """Places one seat's steps. `commits` are those of SQL, in the order of their commits. A step
    that only may have happened is taken to have, as often as it helps: of calls that nobody heard
    of only their times are known."""

    def __init__(self, steps: list[Step], commits: list[Step]) -> None:
        self._must = sorted((step for step in steps if step.must), key=lambda step: step.first)
        self._may = sorted((step for step in steps if not step.must), key=lambda step: step.first)
        self._commits = commits
        self.furthest = 0
        #: The step that could not be placed where the search came furthest.
        self.stuck: Step | None = None

    def possible(self) -> bool:
        """Whether all the steps can have happened in some order; Undecided."""
        start = _Place()
        if self._is_end(start):
            return True
        # Whoever comes to a place earlier can do all that one can who comes later.
        seen = {start: -math.inf}
        stack = [self._moves(start, -math.inf)]
        placings = 0
        while stack:
            move = next(stack[-1], None)
            if move is None:
                stack.pop()
                continue
            place, now = move
            if self._is_end(place):
                return True
            if now < seen.get(place, math.inf):
                placings += 1
                if placings > MOST_PLACINGS:
                    raise Undecided
                seen[place] = now
                stack.append(self._moves(place, now))
        return False

    def _is_end(self, place: _Place) -> bool:
        return place.first == len(self._must) and place.committed == len(self._commits)

    def _moves(self, place: _Place, now: float) -> Iterator[_Move]:
        """Where one more step leads and when, the likeliest first."""
        open_steps, by = self._open(place)
        led = {at: self._after(place, now, self._must[at]) for at in open_steps}
        idle = [at for at in open_steps if led[at] == place.seat]
        for at in idle:
            if self._must[at].first <= now:
                # It changes nothing, and no time passes: nothing can be lost by placing it.
                yield self._placed(place, at, place.seat), now
                return
        busy = sorted(led.keys() - idle, key=lambda at: self._must[at].last)
        for at in (*idle, *busy):
            seat = led[at]
            if seat is not None:
                yield self._placed(place, at, seat), max(now, self._must[at].first)
        yield from self._committed(place, now, by)
        if place.seat.phase is Phase.HELD:
            ended = max(now, place.seat.ends_first)
            if ended <= by:
                yield replace(place, seat=FREE), ended
        for step in self._may:
            if step.first > by:
                break
            seat = self._after(place, now, step)
            if seat is not None and seat != place.seat:
                yield replace(place, seat=seat), max(now, step.first)
        self._note(place, open_steps)

    def _open(self, place: _Place) -> tuple[list[int], float]:
        """The steps that may come next, and by when one of them must."""
        found: list[int] = []
        by = math.inf
        if place.committed < len(self._commits):
            by = self._commits[place.committed].last
        for at in range(place.first, len(self._must)):
            step = self._must[at]
            if step.first > by:
                break
            if not place.done >> (at - place.first) & 1:
                found.append(at)
                by = min(by, step.last)
        return [at for at in found if self._must[at].first <= by], by

    def _committed(self, place: _Place, now: float, by: float) -> Iterator[_Move]:
        for step in self._commits[place.committed : place.committed + 1]:
            seat = self._after(place, now, step)
            if step.first <= by and seat is not None:
                further = replace(place, seat=seat, committed=place.committed + 1)
                yield further, max(now, step.first)

    def _placed(self, place: _Place, at: int, seat: Seat) -> _Place:
        first, done = place.first, place.done | 1 << (at - place.first)
        while done & 1:
            first, done = first + 1, done >> 1
        return replace(place, seat=seat, first=first, done=done)

    def _after(self, place: _Place, now: float, step: Step) -> Seat | None:
        now = max(now, step.first)
        return after(place.seat, step, now) if now <= step.last else None

    def _note(self, place: _Place, open_steps: list[int]) -> None:
        """Remember where it went no further, to tell people."""
        far = place.first + place.done.bit_count() + place.committed
        if far >= self.furthest:
            self.furthest = far
            waiting = [self._must[at] for at in open_steps]
            waiting += self._commits[place.committed : place.committed + 1]
            self.stuck = min(waiting, key=lambda step: step.last, default=None)
