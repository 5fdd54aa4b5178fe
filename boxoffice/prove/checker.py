"""The invariants of selling seats, tested on what a run lived through. Everything here is a pure
function of a History and the Books."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from math import inf

from boxoffice.model.booking import BookingState
from boxoffice.model.layout import SeatState
from boxoffice.prove.history import Act, Books, Call, Fault, History, KeptBooking, Outcome
from boxoffice.prove.linear import Search, Undecided
from boxoffice.prove.money import (
    acts_once,
    answered_is_kept,
    given_back_as_asked,
    money_adds_up,
)
from boxoffice.prove.sights import sights
from boxoffice.prove.steps import Seats, carried, last_moment, restarts
from boxoffice.rules.booking_states import ALLOWED

#: The code of an answer that says that the server has a bug.
BROKEN = "INTERNAL"
UNDECIDED = "has too long a history to be decided"
_OWNING = frozenset({BookingState.PENDING, BookingState.CONFIRMED})
_OWNERS_ACTS = frozenset({Act.AMEND, Act.EXTEND, Act.RELEASE, Act.PAY, Act.REFUND})
#: What is asked of a booking that may be long after its hold was over.
_ABOUT_BOOKINGS = frozenset({Act.PAY, Act.REFUND})


def check(history: History, books: Books) -> tuple[Fault, ...]:
    """Everything that should never have happened; nothing when the proof holds."""
    return tuple(fault for rule in RULES for fault in rule(history, books))


def one_owner(_history: History, books: Books) -> Iterator[Fault]:
    """Invariant 1: at most one active claim on a seat, and SQL's history of it agrees."""
    owners: defaultdict[tuple[int, str], list[str]] = defaultdict(list)
    for claim in books.claims:
        owners[claim.show_id, claim.seat_id].append(claim.booking_id)
    for seat, booking_ids in owners.items():
        if len(booking_ids) > 1:
            words = f"has {len(booking_ids)} owners: {', '.join(booking_ids)}"
            yield Fault("one owner", words, booking_ids[-1], seat)


def groups_whole(history: History, books: Books) -> Iterator[Fault]:
    """Invariant 4: seats are held, claimed and sold together, and those that the client was told
    of."""
    claimed: defaultdict[str, set[str]] = defaultdict(set)
    for claim in books.claims:
        claimed[claim.booking_id].add(claim.seat_id)
    for kept in books.bookings.values():
        wanted = set(kept.seats) if kept.state in _OWNING else set()
        if claimed[kept.booking_id] != wanted:
            words = f"owns {sorted(claimed[kept.booking_id])} of its {sorted(wanted)}"
            yield Fault("groups whole", words, kept.booking_id)
    for call in history.calls:
        if call.outcome is not Outcome.DONE:
            continue
        if call.act in (Act.HOLD, Act.AMEND) and set(call.held) != set(call.seats):
            words = f"asked for {sorted(call.seats)} and was given {sorted(call.held)}"
            yield Fault("groups whole", words, call.booking_id)
        booking = books.bookings.get(call.booking_id)
        had = set() if booking is None else {*booking.seats, *booking.given_back}
        # Asked again, it is told without what was given back meanwhile.
        is_whole = booking is None or set(booking.seats) <= set(call.held) <= had
        if call.act is Act.PAY and booking and not is_whole:
            words = f"was told {sorted(call.held)} and SQL has {sorted(booking.seats)}"
            yield Fault("groups whole", words, call.booking_id)


def nothing_breaks(history: History, _books: Books) -> Iterator[Fault]:
    """Whatever is asked, and whatever befalls the server, it answers with sense."""
    for call in history.calls:
        if call.code == BROKEN:
            words = f"{call.client} asked to {call.act} and something went wrong at the server"
            yield Fault("nothing breaks", words, call.booking_id)


def audit_agrees(history: History, books: Books) -> Iterator[Fault]:
    """Invariants 6 and 11: every change has one row of the audit, each an allowed step on from the
    one before, and together they lead to what is there."""
    states: dict[str, BookingState] = {}
    versions: Counter[str] = Counter()
    for step in books.steps:
        before = states.get(step.booking_id, BookingState.HELD)
        moved = step.new_state is not step.old_state
        if step.old_state is not before or (moved and step.new_state not in ALLOWED[before]):
            words = f"went from {before.name} to {step.new_state.name}"
            yield Fault("the audit agrees", words, step.booking_id)
        if moved and step.version != versions[step.booking_id] + 1:
            words = f"has version {step.version} after {versions[step.booking_id]}"
            yield Fault("the audit agrees", words, step.booking_id)
        states[step.booking_id] = step.new_state
        versions[step.booking_id] = step.version
    for booking_id in books.bookings.keys() | states.keys():
        booking: KeptBooking | None = books.bookings.get(booking_id)
        told = states.get(booking_id), versions[booking_id]
        if booking is None or told != (booking.state, booking.version):
            words = f"is {booking} and its audit says {told}"
            yield Fault("the audit agrees", words, booking_id)


def owner_alone(history: History, books: Books) -> Iterator[Fault]:
    """Invariant 7: only who was told the booking id does anything with it."""
    told = _told(history)
    paying: set[str] = set()
    for call in history.calls:
        if call.act not in _OWNERS_ACTS:
            continue
        if call.client in told[call.booking_id]:
            if call.act is Act.PAY:
                paying.add(call.booking_id)
        elif call.outcome is Outcome.DONE:
            words = f"{call.client} could {call.act} what it does not own"
            yield Fault("its owner alone", words, call.booking_id)
    for booking_id in books.bookings.keys() - paying:
        yield Fault("its owner alone", "was claimed, and its owner never paid", booking_id)


def _told(history: History) -> Mapping[str, set[str]]:
    """Who was told each booking id."""
    told: defaultdict[str, set[str]] = defaultdict(set)
    for call in history.calls:
        if call.act is Act.HOLD and call.booking_id:
            told[call.booking_id].add(call.client)
    return told


def _by_owners(history: History) -> History:
    """Without what strangers asked of others' holds: it has no effect, so it explains nothing."""
    told = _told(history)
    calls = tuple(
        call
        for call in history.calls
        if call.act not in _OWNERS_ACTS or call.client in told[call.booking_id]
    )
    return replace(history, calls=calls)


def over_is_over(history: History, books: Books) -> Iterator[Fault]:
    """Invariant 7: a hold past its time, or lost with its process, is worth nothing."""
    history = _by_owners(history)
    by_booking: defaultdict[str, list[Call]] = defaultdict(list)
    for call in history.calls:
        if call.booking_id:
            by_booking[call.booking_id].append(call)
    for booking_id, calls in by_booking.items():
        ends = -inf
        for call in sorted(calls, key=lambda call: call.asked_at):
            acted = call.act in _OWNERS_ACTS and call.outcome is Outcome.DONE
            # What was claimed waits for its money, and may be let go meanwhile.
            claimed = booking_id in books.bookings and call.act is Act.RELEASE
            about_hold = call.act not in _ABOUT_BOOKINGS
            if acted and call.asked_at > ends and about_hold and not claimed:
                words = f"could {call.act} {call.asked_at - ends:.3f} s after its time"
                yield Fault("over is over", words, booking_id)
            ends = max(ends, _ends(call, history))
    yield from _claimed_late(history, books, by_booking)


def _claimed_late(
    history: History, books: Books, by_booking: dict[str, list[Call]]
) -> Iterator[Fault]:
    """Payments that claimed seats of a hold that was over when the first of them was asked for.
    Only the first says something: once claimed, the seats wait for the others."""
    for booking_id in books.bookings:
        calls = by_booking.get(booking_id, [])
        pays = [call.asked_at for call in calls if call.act is Act.PAY]
        first = min(pays, default=inf)
        given = [_ends(call, history) for call in calls if call.act not in _ABOUT_BOOKINGS]
        if pays and first > max(given, default=-inf):
            yield Fault("over is over", "was paid when its hold was over", booking_id)


def _ends(call: Call, history: History) -> float:
    """By when the time is up that a call gave its hold."""
    if call.outcome is Outcome.REFUSED or call.act in _GIVES_NO_TIME:
        return -inf
    terms = history.terms
    seconds = terms.hold_seconds
    if call.act is Act.PAY:
        seconds = max(seconds, terms.claim_seconds)
    last = last_moment(call, history.outages)
    return carried(call.asked_at, last + seconds, restarts(history.outages))


_GIVES_NO_TIME = frozenset({Act.RELEASE, Act.LOOK, Act.AMEND, Act.REFUND})


def counts_right(history: History, books: Books) -> Iterator[Fault]:
    """Invariants 8 and 9: the counts always add up to the hall; at rest nothing is held any more,
    and what people are shown is what SQL owns, seat by seat."""
    for call in history.calls:
        told = sum(call.counts) if call.act is Act.COUNT else len(call.seen)
        due = len(history.terms.seats[call.show_id])
        counted = call.act in (Act.COUNT, Act.LOOK) and call.outcome is Outcome.DONE
        if counted and (told != due or min(call.counts, default=0) < 0):
            yield Fault("counts right", f"show {call.show_id} has {due} seats, told {told}")
    states = {(claim.show_id, claim.seat_id): claim.sold for claim in books.claims}
    for show_id, shown in books.shown.items():
        seats = history.terms.seats[show_id]
        if len(shown) != len(seats):
            words = f"show {show_id} has {len(seats)} seats and {len(shown)} are shown"
            yield Fault("counts right", words)
        for seat, state in zip(seats, shown, strict=False):
            sold = states.get((show_id, seat))
            wanted = SeatState.AVAILABLE
            if sold is not None:
                wanted = SeatState.BOOKED if sold else SeatState.LOCKED
            if state != wanted:
                words = f"is shown as {SeatState(state).name} and is {wanted.name}"
                yield Fault("counts right", words, seat=(show_id, seat))
    for show_id, counts in books.counted.items():
        owned = Counter(claim.sold for claim in books.claims if claim.show_id == show_id)
        free = len(history.terms.seats[show_id]) - owned.total()
        right = (free, 0, owned[False], owned[True], 0)
        if counts != right:
            words = f"show {show_id} has {right} seats of each kind, told {counts}"
            yield Fault("counts right", words)


def linearizable(history: History, books: Books) -> Iterator[Fault]:
    """Invariants 1, 6 and 7, seat by seat: what everybody heard can have happened in some order."""
    for seat, found in Seats(_by_owners(history), books).sorted().items():
        search = Search(found.steps, found.commits)
        try:
            if search.possible():
                continue
        except Undecided:
            yield Fault("linearizable", UNDECIDED, seat=seat)
            continue
        stuck = search.stuck
        words = "has a history that cannot have happened in any order"
        if stuck is not None:
            when = f"between {stuck.first:.3f} and {stuck.last:.3f}"
            words += f"; it fails where it {stuck.effect} by {stuck.owner or 'somebody'} {when}"
        yield Fault("linearizable", words, seat=seat)


#: In the order in which they are told of.
RULES = (
    nothing_breaks,
    one_owner,
    groups_whole,
    answered_is_kept,
    money_adds_up,
    given_back_as_asked,
    acts_once,
    audit_agrees,
    owner_alone,
    over_is_over,
    counts_right,
    sights,
    linearizable,
)
