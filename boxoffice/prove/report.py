"""What a run did and what was checked, in words; and the story of a seat that went wrong."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from boxoffice.model.errors import HoldOver, SeatsGone
from boxoffice.prove.amount import Amount, amount_of
from boxoffice.prove.history import Act, Books, Call, Fault, History, Outcome, Sight, Trouble
from boxoffice.prove.nemesis import Sleep
from boxoffice.prove.plan import TroubleKind

#: Faults that are told of with the history of their seat.
STORIES = 3


@dataclass(frozen=True, slots=True)
class Deeds:
    """Counts that show that a run was worth checking."""

    troubles: Mapping[TroubleKind, int]
    clients: int
    calls: int
    unanswered: int
    amount: Amount
    refused_holds: int
    repeated: int
    late_payments_refused: int
    sleepers_refused: int
    strangers_refused: int
    idle_holds_seen_free: int
    seats: int
    pictures: int


def deeds_of(
    history: History,
    books: Books,
    troubles: Mapping[TroubleKind, int],
    sleeps: Sequence[Sleep] = (),
) -> Deeds:
    """Count them."""
    calls = history.calls
    told = {(call.client, call.booking_id) for call in calls if call.act is Act.HOLD}
    commands = Counter((call.act, call.key) for call in calls if call.key)
    refused = [call for call in calls if call.outcome is Outcome.REFUSED]
    seen_to_end = _seen_to_end(history.sights)
    touched = {call.booking_id for call in calls if call.act is not Act.HOLD}
    late = [
        call
        for call in refused
        if call.act is Act.PAY
        and call.code == HoldOver.code
        and (call.client, call.booking_id) in told
    ]
    return Deeds(
        troubles=troubles,
        clients=len({call.client for call in calls if call.act is Act.HOLD}),
        calls=len(calls),
        unanswered=sum(call.outcome is Outcome.UNKNOWN for call in calls),
        amount=amount_of(history),
        refused_holds=sum(call.act is Act.HOLD and call.code == SeatsGone.code for call in refused),
        repeated=sum(times > 1 for times in commands.values()),
        late_payments_refused=len(late),
        sleepers_refused=sum(_slept(call, calls, sleeps) for call in late),
        strangers_refused=sum(
            call.act is not Act.HOLD
            and call.booking_id != ""
            and (call.client, call.booking_id) not in told
            for call in refused
        ),
        idle_holds_seen_free=sum(
            call.act is Act.HOLD and call.hold_id in seen_to_end and call.booking_id not in touched
            for call in calls
        ),
        seats=len({(claim.show_id, claim.seat_id) for claim in books.claims}),
        pictures=_seen_by_two(history.sights),
    )


def _seen_by_two(sights: Sequence[Sight]) -> int:
    """How many versions of shows more than one watcher saw."""
    seen = {(sight.show_id, sight.epoch, sight.version, sight.client) for sight in sights}
    return sum(clients > 1 for clients in Counter(one[:-1] for one in seen).values())


def _seen_to_end(sights: Sequence[Sight]) -> set[str]:
    """The public handles of holds that were seen, and then by nobody any more."""
    by_time = sorted(sights, key=lambda sight: sight.at)
    last = {(sight.client, sight.show_id): sight.holds for sight in by_time}
    seen = {hold_id for sight in sights for hold_id in sight.holds}
    return seen.difference(*last.values())


def _slept(pay: Call, calls: Sequence[Call], sleeps: Sequence[Sleep]) -> bool:
    """Whether a till stood still between asking for its hold and this payment."""
    held_at = [
        call.asked_at
        for call in calls
        if call.act is Act.HOLD and call.booking_id == pay.booking_id
    ]
    return any(
        pay.client.startswith(f"{sleep.name}.") and min(held_at) < sleep.began_at < pay.asked_at
        for sleep in sleeps
    )


def summary(deeds: Deeds) -> Iterator[str]:
    """What was done, and what was checked."""
    yield "What was done"
    for kind, times in sorted(deeds.troubles.items()):
        yield f"  {times:6}  {kind}"
    anew = ", and those begun anew" if deeds.troubles.get(TroubleKind.KILL_TILLS) else ""
    who = f"{deeds.clients} clients, with one in each process that sells nothing{anew}"
    yield f"  {deeds.calls:6}  calls of {who}"
    yield f"  {deeds.unanswered:6}  of them without an answer"
    yield f"  {deeds.repeated:6}  commands asked for again"
    yield "What was checked"
    yield f"  {deeds.amount.sales:6}  answered confirmations are in the database, whole and paid"
    yield f"  {deeds.seats:6}  seats were sold, each once, and their histories can have happened"
    yield f"  {deeds.refused_holds:6}  holds were refused, each for seats that others had"
    yield f"  {deeds.late_payments_refused:6}  payments came too late and were refused"
    yield f"  {deeds.sleepers_refused:6}  of them of tills that had slept past their hold's time"
    yield f"  {deeds.strangers_refused:6}  commands of strangers were refused"
    yield f"  {deeds.idle_holds_seen_free:6}  abandoned holds were seen to end in time"
    yield f"  {deeds.pictures:6}  pictures were the same to two watchers"
    if missing := ", ".join(sorted(kind for kind, times in deeds.troubles.items() if not times)):
        yield f"Not every trouble was made in so short a time: {missing}."


def story(history: History, books: Books, faults: Iterable[Fault]) -> Iterator[str]:
    """Each fault, the first of them with everything that happened to its seats."""
    for number, fault in enumerate(faults):
        seats = _seats_of(fault, books)
        where = ", ".join(f"{seat} of show {show_id}" for show_id, seat in sorted(seats))
        about = " ".join(filter(None, (where, fault.booking_id and f"booking {fault.booking_id}")))
        yield f"{fault.rule}: {about} {fault.words}"
        if number < STORIES:
            for _, line in sorted(_lived(history, books, fault, seats)):
                yield f"    {line}"


def _seats_of(fault: Fault, books: Books) -> set[tuple[int, str]]:
    if fault.seat is not None:
        return {fault.seat}
    booking = books.bookings.get(fault.booking_id)
    return {(booking.show_id, seat) for seat in booking.seats} if booking else set()


def _lived(
    history: History, books: Books, fault: Fault, seats: set[tuple[int, str]]
) -> Iterator[tuple[float, str]]:
    """What happened to some seats, each with when it began."""
    about = {
        call.booking_id
        for call in history.calls
        if call.booking_id and any((call.show_id, seat) in seats for seat in call.seats)
    } | {fault.booking_id}
    for call in history.calls:
        touched = {(call.show_id, seat) for seat in (*call.seats, *call.gone)}
        seen = [f"{seat}={call.seen[seat]}" for _, seat in seats if seat in call.seen]
        if touched & seats or call.booking_id in about - {""} or (seen and _shows(call, seats)):
            yield call.asked_at, _told(call, seen)
    for outage in history.outages:
        if outage.trouble is not Trouble.PAUSED:
            yield outage.began_at, f"{outage.began_at:.3f}–{outage.ended_at:.3f} {outage.trouble}"
    for number, step in enumerate(books.steps):
        if step.booking_id in about:
            words = f"in SQL: {step.old_state.name} → {step.new_state.name} {step.booking_id[:6]}"
            yield float("inf"), f"{number:06} {words} {' '.join(step.seats)}"


def _shows(call: Call, seats: set[tuple[int, str]]) -> bool:
    return any(show_id == call.show_id for show_id, _ in seats)


def _told(call: Call, seen: list[str]) -> str:
    parts = (
        f"{call.asked_at:.3f}–{call.answered_at:.3f} {call.client} {call.act}",
        " ".join(call.seats),
        call.booking_id[:6],
        f"key {call.key[:6]}" if call.key else "",
        f"→ {call.outcome} {call.code}",
        " ".join(call.gone),
        " ".join(seen),
    )
    return " ".join(filter(None, parts))
