"""What must hold of a run: all that the checker knows of, and what only a simulation can see."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterator

from boxoffice.model.errors import WrongState
from boxoffice.model.events import EventKind
from boxoffice.model.payment import PaymentState
from boxoffice.prove import checker, money
from boxoffice.prove.history import Act, Fault
from boxoffice.prove.simulation.run import Lived

#: What two processes that know nothing of each other's holds must keep all the same.
IN_SQL = (
    checker.one_owner,
    checker.groups_whole,
    money.answered_is_kept,
    money.money_adds_up,
    money.given_back_as_asked,
    money.acts_once,
    checker.audit_agrees,
    checker.owner_alone,
)


def faults(lived: Lived) -> tuple[Fault, ...]:
    """Everything that should never have happened; nothing when the proof holds."""
    rules = checker.RULES if lived.alone else IN_SQL
    judged = (fault for rule in rules for fault in rule(lived.history, lived.books))
    # One seat in some ten thousand; of all the others there is an answer.
    decided = (fault for fault in judged if fault.words != checker.UNDECIDED)
    own = (_provider_agrees, _paid_is_told, _told_once_committed, _at_rest)
    return (*decided, *(fault for rule in own for fault in rule(lived)))


def _provider_agrees(lived: Lived) -> Iterator[Fault]:
    """Invariant 3: what the provider keeps of a booking's money is what the books say it does."""
    for booking_id in lived.taken.keys() | lived.provided.keys():
        taken, provided = lived.taken.get(booking_id, 0), lived.provided.get(booking_id, 0)
        if taken != provided:
            words = f"the provider keeps {taken}, and the books say {provided}"
            yield Fault("the provider agrees", words, booking_id)


def _paid_is_told(lived: Lived) -> Iterator[Fault]:
    """Invariant 6: who paid at the counter is never told, under the same key, that somebody else
    has paid."""
    captured: Counter[str] = Counter()
    for payment in lived.books.payments:
        if payment.state is PaymentState.CAPTURED:
            captured[payment.booking_id] += payment.kept_minor
    refused: defaultdict[str, dict[str, bool]] = defaultdict(dict)
    for call in lived.history.calls:
        if call.act is Act.PAY and call.key:
            keys = refused[call.booking_id]
            keys[call.key] = keys.get(call.key, False) or call.code == WrongState.code
    for booking_id, minor in captured.items():
        if minor > lived.provided.get(booking_id, 0) and all(refused[booking_id].values()):
            words = "was paid at the counter, and whoever paid was told that somebody else did"
            yield Fault("who paid is told", words, booking_id)


def _told_once_committed(lived: Lived) -> Iterator[Fault]:
    """Invariant 10: each version of a booking was told of, in order, and no other."""
    told: defaultdict[str, dict[int, None]] = defaultdict(dict)
    for event in lived.told:
        if event.kind is EventKind.BOOKING_CHANGED:
            told[event.subject][json.loads(event.body)["version"]] = None
    for booking_id in told.keys() | lived.books.bookings.keys():
        booking = lived.books.bookings.get(booking_id)
        versions = list(range(1, booking.version + 1)) if booking else []
        if list(told[booking_id]) != versions:
            words = f"versions {versions} were committed and {list(told[booking_id])} told"
            yield Fault("told once committed", words, booking_id)


def _at_rest(lived: Lived) -> Iterator[Fault]:
    """Everything comes to an end, and nothing happens that nobody thought of."""
    for name, count in lived.unrest.items():
        yield Fault("comes to rest", f"{count} {name} long after everybody left")
    for bug in lived.bugs:
        yield Fault("nothing unforeseen", bug)
