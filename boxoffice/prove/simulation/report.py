"""A run in words, for whoever wants to know how it came to that."""

from collections.abc import Iterator

from boxoffice.model.layout import SeatState
from boxoffice.prove.history import Act, Call, Fault
from boxoffice.prove.simulation.run import Lived

_SIGNS = {
    SeatState.AVAILABLE: ".",
    SeatState.LOCKED: "h",
    SeatState.BOOKED: "x",
}


def tell(lived: Lived, faults: tuple[Fault, ...]) -> Iterator[str]:
    """The run's lines in the order of its time, what SQL says in the end, and the faults."""
    names = _names(lived)
    served = "one process" if lived.alone else "two processes"
    yield f"Seed {lived.seed}, {served}: {len(lived.history.calls)} calls."
    events = [(call.asked_at, _call(call, names)) for call in lived.history.calls]
    for outage in lived.history.outages:
        words = f"the process was {outage.trouble.value} until {outage.ended_at:.3f}"
        events.append((outage.began_at, words))
    for at, words in sorted(events):
        yield f"{at:9.3f}  {words}"
    yield "In the database:"
    for step in lived.books.steps:
        name = names.get(step.booking_id, step.booking_id)
        yield (
            f"  {name}: {step.old_state.name} to {step.new_state.name}, version {step.version},"
            f" {' '.join(step.seats)}"
        )
    for payment in lived.books.payments:
        name = names.get(payment.booking_id, payment.booking_id)
        yield f"  {name}: a payment of {payment.amount_minor}, {payment.state.value}"
    for fault in faults:
        seat = f" seat {fault.seat[1]}" if fault.seat else ""
        about = names.get(fault.booking_id, fault.booking_id)
        yield f"FAULT {fault.rule}:{seat} {about} {fault.words}"


def _names(lived: Lived) -> dict[str, str]:
    """Bookings by whose they are and a number, since an id says nothing."""
    names: dict[str, str] = {}
    for call in lived.history.calls:
        if call.act is Act.HOLD and call.booking_id:
            names.setdefault(call.booking_id, f"“{call.key}”")
    return names


def _call(call: Call, names: dict[str, str]) -> str:
    about = call.key if call.act is Act.HOLD else names.get(call.booking_id, call.booking_id)
    words = [call.client, call.act.value, about, *call.seats]
    words.append(f"-> {call.answered_at:.3f} {call.outcome.value}")
    words += [call.code] if call.code else []
    if call.gone:
        words += ["gone", *call.gone]
    if call.held and call.held != call.seats:
        words += ["sold" if call.act is Act.PAY else "held", *call.held]
    if call.seen:
        words.append("".join(_SIGNS.get(SeatState(state), "?") for state in call.seen.values()))
    return " ".join(filter(None, words))
