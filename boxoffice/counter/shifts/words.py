"""Words of the till: tenders, figures of a shift, and what is not finished in it."""

from collections.abc import Sequence
from typing import TypeAlias

from PySide6.QtCore import QCoreApplication

from boxoffice.model.money import Money
from boxoffice.model.owed import Owed, OwedWhy
from boxoffice.model.payment import PaymentKind
from boxoffice.model.shift import (
    EntryKind,
    ShiftEntry,
    ShiftFigures,
    ShiftReport,
    Unfinished,
    UnfinishedKind,
)
from boxoffice.qtkit.formats import Formats
from boxoffice.rules.booking_number import spoken

_CONTEXT = "Shifts"
#: So much that is not finished is spelt out on the sheet; on paper all of it.
MOST_LINES = 4
Figure: TypeAlias = "Money | int | str"


def tr(text: str, count: int = -1) -> str:
    """In the clerk's language."""
    return QCoreApplication.translate(_CONTEXT, text, None, count)


def tender_name(kind: PaymentKind) -> str:
    """Cash; Card."""
    return {
        PaymentKind.CASH: tr("Cash"),
        PaymentKind.CARD_TERMINAL: tr("Card"),
        PaymentKind.UPI: tr("UPI"),
        PaymentKind.VOUCHER: tr("Voucher"),
        PaymentKind.ONLINE: tr("Online"),
    }[kind]


def entry_name(kind: EntryKind) -> str:
    """What happened at a till."""
    return {
        EntryKind.OPENED: tr("Opened"),
        EntryKind.TAKEN: tr("Taken"),
        EntryKind.RETURNED: tr("Given back"),
        EntryKind.PAID_IN: tr("Paid in"),
        EntryKind.PAID_OUT: tr("Paid out"),
        EntryKind.NO_SALE: tr("No sale"),
        EntryKind.CLOSED: tr("Counted"),
    }[kind]


def shift_button(report: ShiftReport | None, formats: Formats, *, known: bool) -> str:
    """Shift since 2:05 PM, cash ₹3,240; what a clerk counts blind is left out."""
    if report is None:
        return tr("No shift open") if known else tr("Shift")
    since = formats.time(report.shift.opened_at)
    cash = report.figures.expected_cash
    if cash is not None:
        words = tr("Shift since {time}, cash {amount}")
        return words.format(time=since, amount=formats.short_money(cash))
    words = tr("Shift since {time}, {sales}")
    return words.format(time=since, sales=sales_counted(report.figures.sales))


def sales_counted(count: int) -> str:
    """1 sale; 23 sales."""
    return tr("1 sale") if count == 1 else tr("%n sales", count)


def shift_name(report: ShiftReport, formats: Formats) -> str:
    """Z 12: Demo clerk, Till 1; X: Demo clerk, Till 1, since 2:05 PM."""
    shift = report.shift
    who = ", ".join(part for part in (shift.user_name or shift.user_id, shift.till) if part)
    if shift.z_number:
        return tr("Z {number}: {who}").format(number=shift.z_number, who=who)
    since = formats.time(shift.opened_at)
    return tr("X: {who}, since {time}").format(who=who, time=since)


def main_figure(report: ShiftReport) -> tuple[str, Figure]:
    """The largest figure, with its word: the difference once it was counted, before that the cash
    there must be or, for whoever must not know that, the sales."""
    if report.difference is not None:
        return difference_word(report.difference), _size(report.difference)
    if report.figures.expected_cash is not None:
        return tr("Cash in the drawer"), report.figures.expected_cash
    return tr("Sales"), report.figures.sales


def difference_word(difference: Money) -> str:
    """Missing; Too much; Exactly right."""
    if not difference.amount_minor:
        return tr("Difference")
    return tr("Too much") if difference.amount_minor > 0 else tr("Missing")


def figure_lines(report: ShiftReport, formats: Formats) -> list[tuple[str, Figure]]:
    """All other figures of a shift, each with its word."""
    figures, counted = report.figures, report.shift.counted
    lines: list[tuple[str, Figure]] = []
    if counted is not None:
        lines += [(tr("Counted"), counted), (tr("Expected"), figures.expected_cash or counted)]
    lines.append((tr("Float"), figures.opening_float))
    for one in figures.tenders:
        name = tender_name(one.tender)
        taken = tr("{tender} taken ({count})").format(tender=name, count=one.taken_count)
        lines.append((taken, one.taken))
        if one.returned_count:
            back = tr("{tender} given back ({count})")
            lines.append((back.format(tender=name, count=one.returned_count), one.returned))
    if counted is None and figures.expected_cash is None:
        lines.append((tr("Cash taken"), tr("told once it is counted")))
    lines += [
        (tr("Paid in"), figures.paid_in),
        (tr("Paid out"), figures.paid_out),
        (tr("Drawer opened without a sale"), figures.no_sales),
        (tr("Sales"), figures.sales),
    ]
    if figures.items_minor:
        items = Money(figures.items_minor, report.shift.currency)
        lines.append((tr("Items, in what was taken"), items))
    if figures.counted_sales:
        lines.append((tr("A sale, up to its payment"), per_sale(figures, formats)))
    return lines


def move_lines(moves: Sequence[ShiftEntry], formats: Formats) -> list[tuple[str, Figure]]:
    """What was done with the drawer beside selling, each with its time and reason."""
    return [
        (
            " ".join((formats.time(one.at), entry_name(one.kind), one.reason)).strip(),
            one.amount if one.amount.amount_minor else "",
        )
        for one in moves
    ]


def shown(figure: Figure, formats: Formats) -> str:
    """A figure as people read it."""
    if isinstance(figure, Money):
        return formats.money(figure)
    return formats.count(figure) if isinstance(figure, int) else figure


def per_sale(figures: ShiftFigures, formats: Formats) -> str:
    """3.9 keys, 6.8 s"""
    keys = figures.keys / figures.counted_sales
    seconds = figures.took_ms / 1000 / figures.counted_sales
    words = tr("{keys} keys, {seconds} s")
    return words.format(
        keys=formats.locale.toString(keys, "f", 1), seconds=formats.locale.toString(seconds, "f", 1)
    )


def owed_words(owed: Owed, formats: Formats) -> str:
    """₹400.00 cash for 4XPA VEAD"""
    words = {
        PaymentKind.CASH: tr("{amount} cash for {number}"),
        PaymentKind.CARD_TERMINAL: tr("{amount} by card for {number}"),
    }[owed.tender]
    number = spoken(owed.booking_number) if owed.booking_number else tr("a sale not begun")
    return words.format(amount=formats.money(owed.amount), number=number)


def owed_note(owed: Owed, formats: Formats) -> str:
    """Fri 20 Nov, 2:05 PM: the seats went before all was paid"""
    why = {
        OwedWhy.OUT_OF_TIME: tr("the seats went before all was paid"),
        OwedWhy.GIVEN_UP: tr("the sale was given up"),
        OwedWhy.PAID_OTHERWISE: tr("the booking did not need it"),
    }[owed.why]
    day = formats.day(formats.local(owed.taken_at).date())
    time = formats.time(owed.taken_at)
    return tr("{day}, {time}: {why}").format(day=day, time=time, why=why)


def unfinished_lines(
    unfinished: Sequence[Unfinished], formats: Formats, most: int | None = None
) -> str:
    """What is not finished, a line each; of more than `most` the rest are counted."""
    words = {
        UnfinishedKind.PENDING_BOOKING: tr("Booking {number} waits for its money."),
        UnfinishedKind.UNKNOWN_UPI: tr("UPI of {amount} for {number}: not known whether paid."),
        UnfinishedKind.REFUND_OWED: tr("{amount} are owed back for {number}."),
    }
    lines = [
        words[one.kind].format(
            number=spoken(one.booking_number) if one.booking_number else tr("a sale not begun"),
            amount=formats.money(one.amount),
        )
        for one in unfinished[:most]
    ]
    if len(lines) < len(unfinished):
        lines.append(tr("and %n more", len(unfinished) - len(lines)))
    return "\n".join(lines)


def _size(money: Money) -> Money:
    return Money(abs(money.amount_minor), money.currency)
