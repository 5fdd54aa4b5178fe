"""What watchers saw without asking, tested against each other and against the holds' deadlines."""

import math
from bisect import bisect
from collections import defaultdict
from collections.abc import Iterator, Sequence

from boxoffice.prove.history import Act, Books, Call, Fault, History, Outcome, Sight
from boxoffice.prove.steps import carried, last_moment, restarts

#: A hold that is over is gone from everybody's sight within so many seconds of its deadline.
PROMPT_SECONDS = 3.0
#: A watcher whose server or line was gone looks again after at most so long, if nothing tells when.
RETURN_SECONDS = 8.0


def sights(history: History, books: Books) -> Iterator[Fault]:
    """Invariants 8 and 9: who sees the same version sees the same picture, which in the end is
    what everybody is shown; and the seats of a hold that is over are seen free, though nobody
    asked."""
    yield from _alike(history)
    yield from _true(history, books)
    yield from _prompt(history)


def _alike(history: History) -> Iterator[Fault]:
    pictures: dict[tuple[int, str, int], bytes] = {}
    for sight in history.sights:
        version = (sight.show_id, sight.epoch, sight.version)
        if pictures.setdefault(version, sight.states) != sight.states:
            words = f"two pictures of show {sight.show_id} have version {sight.version}"
            yield Fault("one picture", words)


def _true(history: History, books: Books) -> Iterator[Fault]:
    by_time = sorted(history.sights, key=lambda sight: sight.at)
    last = {(sight.client, sight.show_id): sight for sight in by_time}
    for (client, show_id), sight in last.items():
        shown = books.shown.get(show_id, sight.states)
        seats = history.terms.seats[show_id]
        for seat, seen, state in zip(seats, sight.states, shown, strict=True):
            if seen != state:
                words = f"was last seen by {client} as {seen} and is {state}"
                yield Fault("one picture", words, seat=(show_id, seat))


def _prompt(history: History) -> Iterator[Fault]:
    """Holds that only time can have ended."""
    last_seen = _last_seen(history)
    looked: defaultdict[tuple[str, int], list[float]] = defaultdict(list)
    for sight in sorted(history.sights, key=lambda sight: sight.at):
        looked[sight.client, sight.show_id].append(sight.at)
    touched = {
        call.booking_id
        for call in history.calls
        if call.act in (Act.EXTEND, Act.PAY, Act.RELEASE, Act.AMEND)
    }
    for call in history.calls:
        alone = call.act is Act.HOLD and call.booking_id not in touched
        if alone and call.outcome is Outcome.DONE:
            for client, at in last_seen.get(call.hold_id, {}).items():
                late = at - _due_gone(call, client, history, looked[client, call.show_id])
                if late > 0:
                    words = f"was still seen held by {client} {late:.1f} s after its time"
                    yield Fault("free again promptly", words, call.booking_id)


def _last_seen(history: History) -> dict[str, dict[str, float]]:
    """Until when each hold, by its public handle, was in each watcher's picture."""
    seen: defaultdict[str, dict[str, float]] = defaultdict(dict)
    pictures: dict[tuple[str, int], Sight] = {}
    for sight in sorted(history.sights, key=lambda sight: sight.at):
        watcher = sight.client, sight.show_id
        before = pictures.get(watcher)
        if before is not None:
            for hold_id in before.holds:
                seen[hold_id][sight.client] = sight.at
        pictures[watcher] = sight
    return seen


def _due_gone(hold: Call, client: str, history: History, looked: Sequence[float]) -> float:
    """By when a watcher must have seen a hold end, to whom pictures of its show came at the times
    `looked`, in their order. Trouble excuses it until it is seen to be back: two short ones would
    else excuse all that lies between them."""
    ends = last_moment(hold, history.outages) + history.terms.hold_seconds
    due = carried(hold.asked_at, ends, restarts(history.outages)) + PROMPT_SECONDS
    for outage in sorted(history.outages, key=lambda outage: outage.began_at):
        if outage.began_at <= due and outage.client in ("", client):
            back = next(iter(looked[bisect(looked, outage.ended_at) :]), math.inf)
            due = max(due, min(outage.ended_at + RETURN_SECONDS, back + PROMPT_SECONDS))
    return due
