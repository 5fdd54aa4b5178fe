"""Each invariant is missed when it is broken, and a run without fault has none."""

from dataclasses import replace

import pytest

from boxoffice.model.booking import BookingState
from boxoffice.model.payment import PaymentState
from boxoffice.prove.checker import check
from boxoffice.prove.history import (
    Act,
    Books,
    Call,
    History,
    KeptBooking,
    KeptClaim,
    KeptPayment,
    KeptStep,
    Outage,
    Outcome,
    Sight,
    Terms,
    Trouble,
)
from boxoffice.prove.report import story

SHOW = 10_001
SEATS = ("A1", "A2", "A3")
PAIR = ("A1", "A2")
TERMS = Terms(10.0, 20.0, {SHOW: SEATS})

HOLD = Call("ann", Act.HOLD, SHOW, 1, 2, Outcome.DONE, "token", "b1", "h1", PAIR, PAIR)
PAY = Call("ann", Act.PAY, SHOW, 3, 4, Outcome.DONE, "key", "b1", held=PAIR)
REFUSED = Call("bob", Act.HOLD, SHOW, 5, 6, Outcome.REFUSED, "other", seats=("A2",), gone=("A2",))
LOOK = Call("bob", Act.LOOK, SHOW, 7, 8, Outcome.DONE, seen={"A1": 2, "A2": 2, "A3": 0})
COUNT = Call("bob", Act.COUNT, SHOW, 7, 8, Outcome.DONE, counts=(1, 0, 0, 2, 0))
ABANDONED = Call("cat", Act.HOLD, SHOW, 9, 10, Outcome.DONE, "third", "b3", "h3", ("A3",), ("A3",))
SEEN = Sight("eve", SHOW, 10.1, "e", 3, bytes([2, 2, 1]), frozenset({"h3"}))
GONE = Sight("eve", SHOW, 20.1, "e", 4, bytes([2, 2, 0]), frozenset())
FAY_GONE = replace(GONE, client="fay")

CLAIMED = KeptStep("b1", SHOW, BookingState.HELD, BookingState.PENDING, 1, PAIR)
CONFIRMED = KeptStep("b1", SHOW, BookingState.PENDING, BookingState.CONFIRMED, 2, PAIR)
BOOKING = KeptBooking("b1", SHOW, BookingState.CONFIRMED, PAIR, (200, 200), "INR", 400, 400, 2)
CLAIMS = tuple(KeptClaim(SHOW, seat, "b1", sold=True) for seat in PAIR)
PAYMENT = KeptPayment("p1", "b1", "key", 400, "INR", PaymentState.CAPTURED)

RUN = History(TERMS, (HOLD, PAY, REFUSED, LOOK, COUNT, ABANDONED), sights=(SEEN, GONE))
BOOKS = Books(
    {"b1": BOOKING},
    CLAIMS,
    (CLAIMED, CONFIRMED),
    (PAYMENT,),
    {SHOW: bytes([2, 2, 0])},
    {SHOW: (1, 0, 0, 2, 0)},
)


#: Ann held A1 and A2 and then wanted A2 and A3; nothing was sold yet.
AMEND = Call("ann", Act.AMEND, SHOW, 3, 4, Outcome.DONE, "", "b1", "h1", ("A2", "A3"), ("A2", "A3"))
EXTEND = Call("ann", Act.EXTEND, SHOW, 8, 9, Outcome.DONE, booking_id="b1", held=PAIR)
UNSOLD = Books({}, (), (), ())
#: Seconds after Ann's hold must have ended.
LATE_LOOK = replace(LOOK, asked_at=18.0, answered_at=19.1, seen={"A1": 1, "A2": 1, "A3": 0})


def bob(outcome: Outcome, seat: str, at: float) -> Call:
    """What Bob heard who wanted a seat."""
    gone, held = ((), (seat,)) if outcome is Outcome.DONE else ((seat,), ())
    return Call("bob", Act.HOLD, SHOW, at, at + 1, outcome, "other", "", "", (seat,), held, gone)


def unsold(*calls: Call, outages: tuple[Outage, ...] = ()) -> History:
    """A run in which Ann holds A1 and A2, and nobody pays."""
    return History(TERMS, (HOLD, *calls), outages)


def lived(*more: Call, without: tuple[Call, ...] = (), **changed: object) -> History:
    """The run with other calls."""
    calls = tuple(call for call in RUN.calls if call not in without)
    return replace(RUN, calls=(*calls, *more), **changed)  # type: ignore[arg-type]


def kept(**changed: object) -> Books:
    """The books with something else in them."""
    return replace(BOOKS, **changed)  # type: ignore[arg-type]


def booked(booking: KeptBooking) -> Books:
    return kept(bookings={"b1": booking})


PLANTED: dict[str, tuple[str, History, Books]] = {
    "a seat has two owners": (
        "one owner",
        RUN,
        kept(claims=(*CLAIMS, KeptClaim(SHOW, "A1", "b2", sold=True))),
    ),
    "a booking owns only a part of its group": ("groups whole", RUN, kept(claims=CLAIMS[:1])),
    "a part of a group is held": (
        "groups whole",
        lived(replace(ABANDONED, seats=PAIR), without=(ABANDONED,)),
        BOOKS,
    ),
    "an answered confirmation is lost": (
        "an answered confirmation is kept",
        RUN,
        kept(bookings={}, claims=(), steps=(), payments=()),
    ),
    "an answered confirmation is only claimed": (
        "an answered confirmation is kept",
        RUN,
        booked(replace(BOOKING, state=BookingState.PENDING)),
    ),
    "money is taken twice": (
        "money adds up",
        RUN,
        kept(payments=(PAYMENT, replace(PAYMENT, payment_id="p2"))),
    ),
    "money is kept for an expired booking": (
        "money adds up",
        lived(without=(PAY,)),
        booked(replace(BOOKING, state=BookingState.EXPIRED, paid_minor=0)),
    ),
    "a booking costs what its lines do not": (
        "money adds up",
        RUN,
        booked(replace(BOOKING, prices_minor=(200, 150))),
    ),
    "a booking is paid in another currency": (
        "money adds up",
        RUN,
        kept(payments=(replace(PAYMENT, currency="USD"),)),
    ),
    "one key pays two bookings": (
        "a command acts once",
        RUN,
        kept(payments=(PAYMENT, replace(PAYMENT, payment_id="p2", booking_id="b2"))),
    ),
    "who was told that they paid is refused under the same key": (
        "a command acts once",
        lived(replace(PAY, asked_at=5, answered_at=6, outcome=Outcome.REFUSED, held=())),
        BOOKS,
    ),
    "a change has no row in the audit": ("the audit agrees", RUN, kept(steps=(CLAIMED,))),
    "a step is taken twice": (
        "the audit agrees",
        RUN,
        kept(steps=(CLAIMED, CONFIRMED, replace(CONFIRMED, version=3))),
    ),
    "a stranger lets a hold go": (
        "its owner alone",
        lived(Call("bob", Act.RELEASE, SHOW, 2.5, 2.6, Outcome.DONE, booking_id="b1")),
        BOOKS,
    ),
    "a booking is claimed that nobody paid": ("its owner alone", lived(without=(PAY,)), BOOKS),
    "a hold is extended after its time": (
        "over is over",
        lived(Call("cat", Act.EXTEND, SHOW, 21, 22, Outcome.DONE, booking_id="b3")),
        BOOKS,
    ),
    "a sleeping owner pays": (
        "over is over",
        lived(replace(PAY, asked_at=13, answered_at=14), without=(PAY, LOOK, REFUSED, ABANDONED)),
        BOOKS,
    ),
    "a sleeping owner pays, and a stranger had tried to": (
        "over is over",
        lived(
            replace(PAY, asked_at=13, answered_at=14),
            Call("bob", Act.PAY, SHOW, 2.5, 2.6, Outcome.REFUSED, "own", booking_id="b1"),
            without=(PAY, LOOK, REFUSED, ABANDONED),
        ),
        BOOKS,
    ),
    "a hold is amended after its time": (
        "over is over",
        unsold(replace(AMEND, asked_at=13, answered_at=14)),
        UNSOLD,
    ),
    "a stranger amends a hold": ("its owner alone", unsold(replace(AMEND, client="bob")), UNSOLD),
    "a stranger extends a hold": ("its owner alone", unsold(replace(EXTEND, client="bob")), UNSOLD),
    "an amendment gives a part of what was asked for": (
        "groups whole",
        unsold(replace(AMEND, held=("A2",))),
        UNSOLD,
    ),
    "a seat that an amendment let go is refused": (
        "linearizable",
        unsold(AMEND, bob(Outcome.REFUSED, "A1", 5)),
        UNSOLD,
    ),
    "a seat that an amendment added is given to another": (
        "linearizable",
        unsold(AMEND, bob(Outcome.DONE, "A3", 5)),
        UNSOLD,
    ),
    "an amendment adds a seat that another holds": (
        "linearizable",
        unsold(bob(Outcome.DONE, "A3", 1), AMEND),
        UNSOLD,
    ),
    "an amendment makes a hold last longer": (
        "linearizable",
        unsold(AMEND, bob(Outcome.REFUSED, "A2", 13)),
        UNSOLD,
    ),
    "a hold that was extended is given away before its new time": (
        "linearizable",
        unsold(EXTEND, bob(Outcome.DONE, "A1", 15)),
        UNSOLD,
    ),
    "a hold that was extended outlives its new time": (
        "linearizable",
        unsold(EXTEND, bob(Outcome.REFUSED, "A1", 20)),
        UNSOLD,
    ),
    "a sold seat is shown as free": ("counts right", RUN, kept(shown={SHOW: bytes([2, 0, 0])})),
    "the counts do not add up": (
        "counts right",
        lived(replace(COUNT, counts=(1, 1, 0, 2, 0))),
        BOOKS,
    ),
    "the counts are not those of what is owned": (
        "counts right",
        RUN,
        kept(counted={SHOW: (2, 0, 0, 1, 0)}),
    ),
    "a seat is counted as held for ever": (
        "counts right",
        RUN,
        kept(counted={SHOW: (0, 1, 0, 2, 0)}),
    ),
    "two pictures have one version": (
        "one picture",
        lived(sights=(SEEN, GONE, replace(SEEN, client="fay", states=bytes([2, 2, 2])), FAY_GONE)),
        BOOKS,
    ),
    "a watcher missed the last change": (
        "one picture",
        lived(sights=(SEEN, replace(GONE, states=SEEN.states))),
        BOOKS,
    ),
    "one of two watchers missed the last change": (
        "one picture",
        lived(sights=(SEEN, replace(FAY_GONE, version=3, states=SEEN.states), GONE)),
        BOOKS,
    ),
    "an abandoned hold stays in sight of one watcher while another's line is cut": (
        "free again promptly",
        lived(
            sights=(SEEN, replace(GONE, at=30.0)),
            outages=(Outage(Trouble.PAUSED, 20.0, 29.0, "fay"),),
        ),
        BOOKS,
    ),
    "an abandoned hold stays in sight": (
        "free again promptly",
        lived(sights=(SEEN, replace(GONE, at=30.0))),
        BOOKS,
    ),
    "an abandoned hold stays in sight between two short troubles": (
        "free again promptly",
        lived(
            sights=(SEEN, replace(SEEN, at=22.0, version=4), replace(GONE, at=31.0, version=5)),
            outages=(
                Outage(Trouble.PAUSED, 20.0, 20.5, "eve"),
                Outage(Trouble.PAUSED, 28.0, 28.5, "eve"),
            ),
        ),
        BOOKS,
    ),
    "a hold lasts longer, and long after it the process was restarted": (
        "linearizable",
        unsold(bob(Outcome.REFUSED, "A2", 12.5), outages=(Outage(Trouble.ENDED, 40.0, 41.0),)),
        UNSOLD,
    ),
    "a hold lasts longer that was made after a restart": (
        "linearizable",
        unsold(bob(Outcome.REFUSED, "A2", 12.5), outages=(Outage(Trouble.ENDED, 0.1, 0.9),)),
        UNSOLD,
    ),
    "a hold is extended after its time, and long after it the process was restarted": (
        "over is over",
        lived(
            Call("cat", Act.EXTEND, SHOW, 20.5, 22, Outcome.DONE, booking_id="b3"),
            outages=(Outage(Trouble.ENDED, 40.0, 41.0),),
        ),
        BOOKS,
    ),
    "a seat is shown as held after its time while another's line is slow": (
        "linearizable",
        unsold(LATE_LOOK, outages=(Outage(Trouble.PAUSED, 9.0, 19.0, "eve"),)),
        UNSOLD,
    ),
    "a seat is held twice at one time": (
        "linearizable",
        lived(replace(ABANDONED, client="dan", key="fourth", booking_id="b4", hold_id="h4")),
        BOOKS,
    ),
    "a seat is held twice at one time, and a stranger asked to let it go between": (
        "linearizable",
        lived(
            replace(ABANDONED, client="dan", key="fourth", booking_id="b4", hold_id="h4"),
            Call("bob", Act.RELEASE, SHOW, 9.5, booking_id="b3"),
        ),
        BOOKS,
    ),
    "a free seat is refused": (
        "linearizable",
        lived(replace(REFUSED, asked_at=0.1, answered_at=0.2)),
        BOOKS,
    ),
    "a hold outlives the process": (
        "linearizable",
        lived(
            replace(REFUSED, asked_at=12, answered_at=13, seats=("A3",), gone=("A3",)),
            outages=(Outage(Trouble.KILLED, 10.5, 11),),
        ),
        BOOKS,
    ),
    "the server has a bug": (
        "nothing breaks",
        lived(replace(REFUSED, code="INTERNAL")),
        BOOKS,
    ),
}


def test_a_run_in_which_all_went_well_has_no_fault() -> None:
    assert check(RUN, BOOKS) == ()


def test_what_an_amendment_lets_go_is_free_and_what_it_adds_is_not() -> None:
    run = unsold(AMEND, bob(Outcome.DONE, "A1", 5), bob(Outcome.REFUSED, "A3", 7))
    assert check(run, UNSOLD) == ()


def test_a_hold_that_was_extended_lasts_until_its_new_time() -> None:
    run = unsold(EXTEND, bob(Outcome.REFUSED, "A1", 15), bob(Outcome.DONE, "A1", 20))
    assert check(run, UNSOLD) == ()


def test_a_payment_that_nobody_heard_of_may_have_confirmed_its_booking() -> None:
    unheard = replace(PAY, outcome=Outcome.UNKNOWN, held=(), answered_at=9.0)
    assert check(lived(unheard, without=(PAY,)), BOOKS) == ()


def test_who_was_cut_off_sees_a_hold_end_later() -> None:
    cut = Outage(Trouble.PAUSED, 20.0, 29.0, "eve")
    assert check(lived(sights=(SEEN, replace(GONE, at=30.0)), outages=(cut,)), BOOKS) == ()


def test_who_stood_still_may_show_a_hold_a_moment_longer() -> None:
    still = Outage(Trouble.PAUSED, 9.0, 19.0)
    assert check(unsold(LATE_LOOK, outages=(still,)), UNSOLD) == ()
    assert check(unsold(LATE_LOOK), UNSOLD) != ()


def test_a_hold_that_lived_through_a_restart_may_last_a_moment_longer() -> None:
    late = bob(Outcome.REFUSED, "A2", 12.5)
    assert check(unsold(late, outages=(Outage(Trouble.ENDED, 6.0, 7.0),)), UNSOLD) == ()
    assert check(unsold(late), UNSOLD) != ()


def test_who_is_cut_off_again_before_it_is_back_sees_a_hold_end_later() -> None:
    cuts = tuple(Outage(Trouble.PAUSED, at, at + 0.5, "eve") for at in (20.0, 28.0))
    assert check(lived(sights=(SEEN, replace(GONE, at=31.0)), outages=cuts), BOOKS) == ()


def test_a_seat_lost_with_its_process_is_free_for_who_had_asked_before() -> None:
    asked = replace(bob(Outcome.DONE, "A1", 4.0), answered_at=9.0)
    killed = Outage(Trouble.KILLED, 6.0, 8.0)
    assert check(History(TERMS, (HOLD, asked), (killed,)), UNSOLD) == ()
    assert check(History(TERMS, (HOLD, asked)), UNSOLD) != ()


def test_a_payment_keeps_its_hold_while_it_runs() -> None:
    slow = replace(PAY, asked_at=11.5, answered_at=14.0)
    look = replace(LOOK, asked_at=12.5, answered_at=13.0, seen={"A1": 1, "A2": 1, "A3": 0})
    run = History(TERMS, (HOLD, slow, replace(REFUSED, asked_at=13.5, answered_at=13.8), look))
    assert check(run, BOOKS) == ()


@pytest.mark.parametrize("name", PLANTED)
def test_a_broken_invariant_is_found(name: str) -> None:
    rule, history, books = PLANTED[name]
    assert rule in {fault.rule for fault in check(history, books)}


def test_a_fault_is_told_with_the_history_of_its_seat() -> None:
    _, history, books = PLANTED["a seat is held twice at one time"]
    told = list(story(history, books, check(history, books)))
    assert told[0].startswith("linearizable: A3 of show 10001 has a history that cannot")
    assert [line.split()[1:3] for line in told[1:] if " hold " in line] == [
        ["cat", "hold"],
        ["dan", "hold"],
    ]
