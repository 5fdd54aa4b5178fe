"""What is asked before a counter is left while something is in hand."""

from enum import StrEnum

from PySide6.QtCore import QCoreApplication

from boxoffice.counter.state import SaleState, Stage
from boxoffice.counter.words import seats_named
from boxoffice.desktop.question import Question


class Leaving(StrEnum):
    """Why the counter is left."""

    CLOSING = "closing"
    SIGNING_OUT = "signing_out"
    MOVING = "moving"


def question(state: SaleState, leaving: Leaving) -> Question | None:
    """What to ask about a sale that stands so; None where nothing would be lost."""
    if state.unknown:
        return Question(
            _tr("A payment has no answer yet"),
            _tr(
                "The sale of {seats} may be done or not. Keep the money until you have asked"
                " again (Enter at the counter)."
            ).format(seats=seats_named(state.seat_ids)),
            _all_the_same(leaving),
            _stay(leaving),
        )
    if state.stage is Stage.UPI:
        return Question(
            _tr("A UPI payment is open"),
            _tr(
                "The customer can still pay for {seats}. Whoever opens this counter next is told"
                " what became of it."
            ).format(seats=seats_named(state.seat_ids)),
            _all_the_same(leaving),
            _stay(leaving),
        )
    parked = [line.seat_id for one in state.parked for line in one.booking.seats]
    seat_ids = (*(state.seat_ids if state.held is not None and not state.reserved else ()), *parked)
    if not seat_ids:
        return None
    count = len(seat_ids)
    title = _tr("1 seat is held") if count == 1 else _tr("%n seats are held", count)
    words = _tr("{seats}: nothing is paid yet. Other counters can sell what you let go.")
    return Question(
        title,
        words.format(seats=seats_named(seat_ids)),
        _let_go(leaving, one=count == 1),
        _stay(leaving),
    )


def _let_go(leaving: Leaving, *, one: bool) -> str:
    match leaving:
        case Leaving.CLOSING:
            return _tr("Let it go and close") if one else _tr("Let them go and close")
        case Leaving.SIGNING_OUT:
            return _tr("Let it go and sign out") if one else _tr("Let them go and sign out")
    return _tr("Let it go and change") if one else _tr("Let them go and change")


def _all_the_same(leaving: Leaving) -> str:
    match leaving:
        case Leaving.CLOSING:
            return _tr("Close all the same")
        case Leaving.SIGNING_OUT:
            return _tr("Sign out all the same")
    return _tr("Change all the same")


def _stay(leaving: Leaving) -> str:
    match leaving:
        case Leaving.CLOSING:
            return _tr("Do not close")
        case Leaving.SIGNING_OUT:
            return _tr("Stay signed in")
    return _tr("Stay here")


def _tr(text: str, count: int = -1) -> str:
    return QCoreApplication.translate("Leaving", text, None, count)
