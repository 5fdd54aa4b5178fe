"""Layouts, copies, shows and moves in words."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from admin_designer.halls.comparing import Comparison
from admin_designer.halls.dry_runs import price_changes
from boxoffice.model.layout import Plan
from boxoffice.model.moving import Match, SeatMove
from boxoffice.model.publishing import CopyHolder, CopyState, LayoutCopy, LayoutVersion
from boxoffice.model.show import ShowListing
from boxoffice.qtkit.formats import Formats
from boxoffice.rules.seat_moving import Proposal


def when(at: datetime, formats: Formats) -> str:
    """Sat 21 Nov, 7:15 PM"""
    return f"{formats.day(formats.local(at).date())}, {formats.time(at)}"


def show_words(listing: ShowListing, formats: Formats) -> str:
    """Sat 21 Nov, 7:15 PM: Title"""
    return f"{when(listing.show.starts_at, formats)}: {listing.title}"


def shows_counted(count: int) -> str:
    """1 show to come"""
    return _tr("1 show to come") if count == 1 else _tr("%n shows to come", count)


def seats_counted(count: int) -> str:
    """1 seat"""
    return _tr("1 seat") if count == 1 else _tr("%n seats", count)


def customers_counted(count: int) -> str:
    """1 customer"""
    return _tr("1 customer") if count == 1 else _tr("%n customers", count)


def tickets_counted(count: int) -> str:
    """1 ticket"""
    return _tr("1 ticket") if count == 1 else _tr("%n tickets", count)


def difference_words(comparison: Comparison, *, stuck: bool) -> list[str]:
    """What publishing changes, a sentence a line; `stuck` where nobody can sell from the newest
    layout."""
    after = comparison.after
    if not after:
        return [_tr("This is the first layout of the screen."), *_by_category(comparison.plan)]
    if stuck:
        words = _tr("It cannot be compared with layout {id}, of which there are two drawings.")
        return [words.format(id=after)]
    if comparison.is_same:
        return [_tr("Nothing: layout {id} is just this.").format(id=after)]
    unchanged = _tr("{seats} as in layout {id}.")
    return [
        *(comparison.differs or (_tr("No seat differs; what is drawn around them does."),)),
        unchanged.format(seats=seats_counted(comparison.unchanged), id=after),
    ]


def _by_category(plan: Plan) -> list[str]:
    counted = Counter(seat.category_id for seat in plan.seats)
    return [
        f"{one.name}: {seats_counted(counted[one.category_id])}."
        for one in plan.categories
        if counted[one.category_id]
    ]


def warnings_counted(count: int) -> str:
    """1 warning, which does not forbid publishing"""
    return (
        _tr("1 warning, which does not forbid publishing")
        if count == 1
        else _tr("%n warnings, which do not forbid publishing", count)
    )


def first_of(lines: Sequence[str], most: int) -> list[str]:
    """The first lines, and how many more there are."""
    more = len(lines) - most
    named = list(lines[:most])
    return [*named, _tr("and {count} more").format(count=more)] if more > 0 else named


def holder_words(holder: CopyHolder) -> str:
    """Who holds a copy, and for what."""
    match holder:
        case CopyHolder.SCREEN:
            return _tr("Screen, which keeps the drawing")
        case CopyHolder.BOOKING:
            return _tr("Booking, which sells its seats")
    return _tr("Display, which shows it to customers")


def copy_words(copy: LayoutCopy) -> str:
    """How a copy stands."""
    match copy.state:
        case CopyState.IN_SYNC:
            return _tr("has it")
        case CopyState.WAITING:
            return _tr("has not answered yet")
        case CopyState.DIFFERS:
            words = _tr("will not take it. {reason}")
            return words.format(reason=copy.reason)
    return _tr("failed; it is sent again. {reason}").format(reason=copy.reason).strip()


def sync_words(version: LayoutVersion) -> str:
    """Whether a layout can be sold from, and else who has not got it."""
    if version.in_sync:
        return _tr("in sync")
    if version.is_stuck:
        return _tr("cannot be sold from; publish it once more")
    late = (one for one in version.copies if one.state is not CopyState.IN_SYNC)
    names = ", ".join(_short(one.holder) for one in late)
    return _tr("still on its way to {names}").format(names=names)


def move_words(seat: SeatMove) -> str:
    """What becomes of one seat."""
    match seat.match:
        case Match.NONE:
            return _tr("without a place")
        case Match.PROPOSED:
            return _tr("put in a proposed seat")
    if not seat.is_changed:
        return _tr("unchanged")
    renumbered, recategorised = (
        seat.seat_id != seat.to_seat_id,
        seat.category_id != seat.to_category_id,
    )
    if renumbered and recategorised:
        return _tr("renumbered and in another category")
    if renumbered:
        return _tr("renumbered")
    return _tr("in another category") if recategorised else _tr("drawn anew")


def moves_summed(seats: Iterable[SeatMove]) -> str:
    """How many of each: “3 seats: 1 unchanged, 2 renumbered.”, or “1 seat: unchanged.”"""
    counted: dict[str, int] = {}
    for seat in seats:
        counted[move_words(seat)] = counted.get(move_words(seat), 0) + 1
    if not counted:
        return _tr("Nobody has a seat of it yet.")
    kinds = ", ".join(f"{count} {words}" for words, count in counted.items())
    if len(counted) == 1:
        (kinds,) = counted
    return f"{seats_counted(sum(counted.values()))}: {kinds}."


def price_words(seats: Iterable[SeatMove], formats: Formats) -> str:
    """Who sits cheaper or dearer than they paid, and by how much; empty for nobody."""
    cheaper, dearer = price_changes(seats)
    sentences = [
        words.format(who=customers_counted(one.customers), amount=formats.short_money(one.amount))
        for one, words in (
            (cheaper, _tr("In cheaper seats now: {who}, {amount} less in all.")),
            (dearer, _tr("In dearer seats now: {who}, {amount} more in all.")),
        )
        if one is not None
    ]
    if sentences:
        sentences.append(_tr("Moving gives no money back and asks for none."))
    return " ".join(sentences)


def chosen_words(proposal: Proposal, names: Mapping[int, str], lost: SeatMove) -> str:
    """Why somebody could want this seat: “Standard as before, 1.2 m from A1”"""
    category = names.get(proposal.seat.category_id, "")
    same = proposal.seat.category_id == lost.category_id
    words = (
        _tr("{category} as before, {metres} m from {seat}")
        if same
        else _tr("{category}, {metres} m from {seat}")
    )
    said = words.format(
        category=category, metres=f"{proposal.apart_mm / 1000:.1f}", seat=lost.seat_id
    )
    if proposal.beside:
        said += _tr(", beside the others")
    if proposal.instead_of:
        said += _tr("; proposed instead of {seat} so far").format(seat=proposal.instead_of)
    return said


def why_another(lost: SeatMove, found: Sequence[Proposal]) -> str:
    """Why somebody is to choose a seat instead of a lost one, and what there is to choose from."""
    gone = _tr("It is not in the new layout.")
    if any(not one.instead_of for one in found):
        return f"{gone} {_tr('What is proposed is the nearest that is free.')}"
    if not found:
        none = _tr("Nothing of its kind is free there.")
    elif lost.match is Match.NONE:
        none = _tr(
            "No seat is free for it there. Those listed are proposed to others: who gets one leaves"
            " somebody else without a seat."
        )
    else:
        none = _tr(
            "No seat is free there but the proposed one. Those listed are proposed to others, who"
            " would get what is left."
        )
    instead = _tr("The money can be given back, or the seat exchanged for another show.")
    return f"{gone} {none} {instead}" if lost.number else f"{gone} {none}"


def _short(holder: CopyHolder) -> str:
    match holder:
        case CopyHolder.SCREEN:
            return _tr("Screen")
        case CopyHolder.BOOKING:
            return _tr("Booking")
    return _tr("Display")


def _tr(text: str, count: int = -1) -> str:
    return QCoreApplication.translate("Halls", text, None, count)
