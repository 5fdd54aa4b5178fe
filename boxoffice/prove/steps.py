"""The steps of each seat, taken from what clients heard, what died, and what SQL wrote down."""

import math
from collections import defaultdict
from collections.abc import Iterable, Set
from dataclasses import dataclass, replace

from boxoffice.model.booking import BookingState
from boxoffice.prove.history import Act, Books, Call, History, KeptStep, Outage, Outcome, Trouble
from boxoffice.prove.linear import LOOK_SECONDS, Effect, Step

SeatKey = tuple[int, str]

_COMMITTED = {
    BookingState.PENDING: Effect.CLAIM,
    BookingState.CONFIRMED: Effect.SELL,
    BookingState.CANCELLED: Effect.END,
    BookingState.EXPIRED: Effect.END,
}
_GIVES_TIME = frozenset({Effect.GRANT, Effect.ADD, Effect.EXTEND})
#: A hold that is carried into the next process may end so much later.
CARRY_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class SeatSteps:
    """What happened to one seat; `commits` in the order of their commits."""

    steps: list[Step]
    commits: list[Step]


def owner_of(hold: Call) -> str:
    """What a hold is known by before its booking id is heard: its token, or its own moment."""
    return hold.key or f"{hold.client}@{hold.asked_at}"


def last_moment(call: Call, outages: Iterable[Outage]) -> float:
    """By when a call took effect, if it did. One that was not answered may still lie somewhere
    until the process dies that might answer it."""
    if call.outcome is not Outcome.UNKNOWN:
        return call.answered_at
    deaths = (
        outage.ended_at
        for outage in outages
        if outage.began_at >= call.answered_at and outage.trouble is not Trouble.PAUSED
    )
    return min(deaths, default=math.inf)


def restarts(outages: Iterable[Outage]) -> list[Outage]:
    """Those in which a process was told to end, in their order."""
    ended = (outage for outage in outages if outage.trouble is Trouble.ENDED)
    return sorted(ended, key=lambda outage: outage.began_at)


def carried(begun: float, ends: float, restarted: Iterable[Outage]) -> float:
    """Until when time may last that would be up at `ends`. Only a restart that it can have lived
    through, not given before `begun`, adds to it."""
    for outage in restarted:
        if begun <= outage.ended_at and outage.began_at <= ends:
            ends += CARRY_SECONDS
    return ends


class Seats:
    """Sorts a run's events by seat."""

    def __init__(self, history: History, books: Books) -> None:
        self._history = history
        self._books = books
        self._steps: defaultdict[SeatKey, list[Step]] = defaultdict(list)
        self._commits: defaultdict[SeatKey, list[Step]] = defaultdict(list)
        self._owner: dict[str, str] = {}
        self._asked: defaultdict[str, set[SeatKey]] = defaultdict(set)
        self._first_asked: dict[str, float] = {}
        self._by_booking: defaultdict[str, list[Call]] = defaultdict(list)
        self._pays: defaultdict[str, list[Call]] = defaultdict(list)
        #: The seats that each booking has so far, as SQL wrote them down.
        self._owned: dict[str, set[str]] = {}
        self._restarts = restarts(history.outages)
        self._last = {id(call): last_moment(call, history.outages) for call in history.calls}

    def sorted(self) -> dict[SeatKey, SeatSteps]:
        """Every seat that something happened to, with what did."""
        for call in self._history.calls:
            if call.act is Act.HOLD and call.booking_id:
                self._owner[call.booking_id] = owner_of(call)
        for call in self._history.calls:
            owner = self._owner_of(call)
            self._asked[owner] |= {(call.show_id, seat) for seat in call.seats}
            if call.act is Act.HOLD:
                earlier = self._first_asked.get(owner, math.inf)
                self._first_asked[owner] = min(earlier, call.asked_at)
            if call.booking_id:
                self._by_booking[call.booking_id].append(call)
            if call.act is Act.PAY:
                self._pays[owner].append(call)
        for pays in self._pays.values():
            pays.sort(key=lambda pay: pay.asked_at)
        for call in self._history.calls:
            self._take(call)
        for kept in self._books.steps:
            self._commit(kept)
        for steps in self._steps.values():
            steps += self._losses(steps)
        keys = self._steps.keys() | self._commits.keys()
        return {
            key: SeatSteps(self._steps.get(key, []), _bounded(self._commits.get(key, [])))
            for key in sorted(keys)
        }

    def _take(self, call: Call) -> None:
        owner = self._owner_of(call)
        held, asked, gone = (
            {(call.show_id, seat) for seat in seats} for seats in (call.held, call.seats, call.gone)
        )
        match call.act:
            case Act.LOOK:
                self._looked(call)
            case _ if call.outcome is Outcome.REFUSED or call.act in (Act.PAY, Act.REFUND):
                self._add(gone, Effect.TAKEN, call, owner)
            case Act.HOLD:
                self._add(held or asked, Effect.GRANT, call, owner)
            case Act.AMEND:
                self._add(asked, Effect.ADD, call, owner)
                self._add(self._asked[owner] - asked, Effect.DROP, call, owner)
            case Act.EXTEND:
                self._add(held or self._asked[owner], Effect.EXTEND, call, owner)
            case Act.RELEASE if not self._is_cancelled(call.booking_id):
                self._add(self._asked[owner], Effect.DROP, call, owner)

    def _looked(self, call: Call) -> None:
        if call.outcome is Outcome.DONE:
            late = LOOK_SECONDS + sum(
                outage.ended_at - outage.began_at
                for outage in self._history.outages
                # Who stands still frees nothing, and may be asked before it has.
                if outage.trouble is Trouble.PAUSED
                and not outage.client
                and outage.began_at <= call.answered_at
                and outage.ended_at >= call.asked_at - LOOK_SECONDS
            )
            for seat, state in call.seen.items():
                step = Step(Effect.LOOK, call.asked_at, call.answered_at, seen=state, late=late)
                self._steps[call.show_id, seat].append(step)

    def _is_cancelled(self, booking_id: str) -> bool:
        """Whether SQL says so, by a step of its own."""
        kept = self._books.bookings.get(booking_id)
        return kept is not None and kept.state is BookingState.CANCELLED

    def _add(self, keys: Set[SeatKey], effect: Effect, call: Call, owner: str) -> None:
        last = self._last[id(call)]
        step = Step(
            effect,
            call.asked_at,
            last,
            owner,
            must=call.outcome is not Outcome.UNKNOWN,
            booking_id=call.booking_id if effect is Effect.GRANT else "",
        )
        if effect in _GIVES_TIME:
            ends_first, ends_last = self._ends(call, last)
            step = replace(step, ends_first=ends_first, ends_last=ends_last)
        for key in keys:
            self._steps[key].append(step)

    def _ends(self, call: Call, last: float) -> tuple[float, float]:
        """When the time of the seats is up that a call gave time to."""
        seconds, owner = self._history.terms.hold_seconds, self._owner_of(call)
        first, given = call.asked_at, [call]
        if call.act is Act.AMEND:
            given = [one for one in self._by_booking[call.booking_id] if _gives_time(one)]
            sure = [
                one.asked_at
                for one in given
                if one.act is Act.EXTEND
                and one.outcome is Outcome.DONE
                and one.answered_at <= call.asked_at
            ]
            first = max(sure, default=self._first_asked.get(owner, -math.inf))
        until = [
            carried(one.asked_at, self._last[id(one)] + seconds, self._restarts)
            for one in given
            if one.asked_at <= last
        ]
        return first + seconds, self._kept_until(owner, max(until, default=math.inf))

    def _kept_until(self, owner: str, ends: float) -> float:
        """How long a hold may last that `ends` then: it is kept for as long as a payment of it
        runs, and for its claim's time if nobody heard more of that."""
        terms = self._history.terms
        for pay in self._pays[owner]:
            if pay.asked_at > ends:
                break
            if pay.outcome is Outcome.REFUSED:
                ends += pay.answered_at - pay.asked_at
            else:
                claimed = self._last[id(pay)] + max(terms.hold_seconds, terms.claim_seconds)
                ends = max(ends, claimed)
        return ends

    def _commit(self, kept: KeptStep) -> None:
        self._given_back(kept)
        effect = _COMMITTED.get(kept.new_state)
        if effect is None or kept.old_state is kept.new_state:
            return
        calls = self._by_booking[kept.booking_id]
        pays = [call for call in calls if call.act is Act.PAY]
        cause = Act.RELEASE if kept.new_state is BookingState.CANCELLED else Act.PAY
        done = (
            call.answered_at for call in calls if call.act is cause and call.outcome is Outcome.DONE
        )
        last = math.inf if kept.new_state is BookingState.EXPIRED else min(done, default=math.inf)
        first = min((call.asked_at for call in pays), default=-math.inf)
        owner = self._owner.get(kept.booking_id, kept.booking_id)
        for seat in kept.seats:
            self._commits[kept.show_id, seat].append(Step(effect, first, last, owner))

    def _given_back(self, kept: KeptStep) -> None:
        """Seats that the booking has no more since this step."""
        gone = self._owned.get(kept.booking_id, set()) - set(kept.seats)
        self._owned[kept.booking_id] = set(kept.seats)
        owner = self._owner.get(kept.booking_id, kept.booking_id)
        refunds = [call for call in self._by_booking[kept.booking_id] if call.act is Act.REFUND]
        for seat in gone:
            asked = [call for call in refunds if seat in call.seats]
            done = (call.answered_at for call in asked if call.outcome is Outcome.DONE)
            first = min((call.asked_at for call in asked), default=-math.inf)
            step = Step(Effect.GIVE_BACK, first, min(done, default=math.inf), owner)
            self._commits[kept.show_id, seat].append(step)

    def _losses(self, steps: list[Step]) -> list[Step]:
        """A process that was killed lost its holds; one that was told to end may have. Of interest
        are those that may lie between a seat's first step and its last."""
        began, ended = min(step.first for step in steps), max(step.last for step in steps)
        return [
            Step(
                Effect.LOSE,
                outage.began_at,
                outage.ended_at,
                must=outage.trouble is Trouble.KILLED,
            )
            for outage in self._history.outages
            if outage.trouble is not Trouble.PAUSED
            and began <= outage.ended_at
            and outage.began_at <= ended
        ]

    def _owner_of(self, call: Call) -> str:
        if call.act is Act.HOLD:
            return owner_of(call)
        return self._owner.get(call.booking_id, call.booking_id)


def _gives_time(call: Call) -> bool:
    return call.act in (Act.HOLD, Act.EXTEND) and call.outcome is not Outcome.REFUSED


def _bounded(commits: list[Step]) -> list[Step]:
    """In SQL's order none took effect later than one after it."""
    last = math.inf
    bounded: list[Step] = []
    for step in reversed(commits):
        last = min(last, step.last)
        bounded.append(replace(step, last=last))
    return bounded[::-1]
