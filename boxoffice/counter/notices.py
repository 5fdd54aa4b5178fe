"""What a notice says to the clerk: what happened, what was kept, and what to press."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from boxoffice.counter.state import PAYING, RECOVERY, Notice, NoticeKind, SaleState
from boxoffice.counter.words import seats_counted, seats_named
from boxoffice.model.money import Money
from boxoffice.qtkit.formats import Formats
from boxoffice.qtkit.widgets import Tone

translate = QCoreApplication.translate


def _marked(words: str) -> str:
    """Words that are translated where they are said."""
    return words


#: Why a key does nothing just now.
_NOT_NOW = {
    NoticeKind.NO_WAY_BACK: _marked("The basket is empty: there is nothing to go back from."),
    NoticeKind.NO_OFFERS: _marked("Press 1 to 9 for the best seats; B then goes to the next best."),
    NoticeKind.NOTHING_TO_KEEP: _marked("K keeps what is left when seats went to another counter."),
    NoticeKind.NOTHING_TYPED: _marked("Nothing is typed that could be taken back."),
    NoticeKind.TAKE_A_WAY_ON: _marked("First choose how to go on: Enter, B, K or Esc."),
    NoticeKind.CHOOSE_FIRST: _marked(
        "No seats yet: the keys 1 to 9 find the best ones, or point at seats."
    ),
    NoticeKind.SEATS_HELD: _marked("The seats are held. F9 takes cash for them."),
    NoticeKind.NO_CODE: _marked("No discount code is in the basket; F8 takes one."),
    NoticeKind.CASH_OPEN: _marked("Type what was given; Enter takes it, Esc goes back."),
    NoticeKind.CHOOSE_PART: _marked(
        "Type an amount, then F9 cash, F10 card, F11 UPI or F8 voucher; Esc gives the parts up."
    ),
    NoticeKind.NONE_PARKED: _marked("No basket is parked; F6 parks the one in hand."),
    NoticeKind.NOT_PARKED: _marked("A payment was begun for these seats; finish it first."),
    NoticeKind.PARKED_FULL: _marked("Five baskets are parked; F7 recalls one first."),
    NoticeKind.RESERVED: _marked(
        "These seats are reserved: F9 to F12 take the money, Esc twice puts them down again."
    ),
    NoticeKind.CODE_MISSING: _marked("Type the code first; then Enter takes it."),
    NoticeKind.UPI_ONCE: _marked("One part is paid by UPI already; F9, F10 or F8 pays the rest."),
    NoticeKind.UPI_OPEN: _marked(
        "A UPI payment is open for these seats. Esc, F9 or F10 closes it first."
    ),
    NoticeKind.VOUCHER_EMPTY: _marked("Nothing is left on this voucher, or its time is over."),
    NoticeKind.VOUCHER_TWICE: _marked("This voucher pays a part already."),
    NoticeKind.ALL_SOLD: _marked("This sale is done. Enter begins the next one, so do 1 to 9."),
}


@dataclass(frozen=True, slots=True)
class Message:
    """A title and a sentence, and how pressing they are."""

    title: str
    words: str
    tone: Tone


def message(notice: Notice, formats: Formats) -> Message:
    """The notice in words."""
    amount = formats.money(notice.amount) if isinstance(notice.amount, Money) else ""
    named = seats_named(notice.seat_ids)
    match notice.kind:
        case NoticeKind.TOLD:
            return Message("", notice.words, Tone.DANGER)
        case NoticeKind.NO_SHOW:
            return Message("", translate("counter", "Choose a show first: F2."), Tone.WARN)
        case NoticeKind.HELD_AGAIN:
            words = translate("counter", "The box office had lost your seats; they are held again.")
            return Message("", words, Tone.WARN)
        case NoticeKind.NONE_FREE:
            words = translate("counter", "Fewer than {seats} are free here. Nothing was held.")
            words = words.format(seats=seats_counted(notice.count))
            return Message("", words, Tone.WARN)
        case NoticeKind.NOT_FREE:
            words = translate("counter", "{seats} cannot be taken.")
            if notice.count:
                words = translate("counter", "{seats} cannot be taken. Your seats are unchanged.")
            return Message("", words.format(seats=named), Tone.WARN)
        case NoticeKind.BASKET_OPEN:
            words = translate(
                "counter", "Your seats are for this show. Esc twice lets them go for another."
            )
            return Message("", words, Tone.WARN)
        case NoticeKind.SWAPPING:
            words = translate(
                "counter", "Which seat instead of {seats}? Space or a click takes it; Esc keeps it."
            )
            return Message("", words.format(seats=named), Tone.INFO)
        case NoticeKind.ESC_AGAIN:
            return Message("", _esc_again(amount, reserved=bool(notice.count)), Tone.WARN)
        case NoticeKind.UNUSED_KEY:
            words = translate("counter", "{key} does nothing here. F1 lists the keys.")
            return Message("", words.format(key=notice.words), Tone.INFO)
        case _ if notice.kind in _NOT_NOW:
            return Message("", translate("counter", _NOT_NOW[notice.kind]), Tone.INFO)
        case _:
            return _about_money(notice, amount, formats)


def hold_over(state: SaleState, *, pressed: bool) -> Message:
    """The hold's time is up; with `pressed` in answer to a key that must wait until the seats are
    held again."""
    title = translate("counter", "Not held any more")
    if pressed:
        title = translate("counter", "First hold them again")
    if state.stage in PAYING:
        words = translate("counter", "E holds them; what is typed stays.")
    else:
        words = translate("counter", "Enter holds them; Esc twice lets go.")
    return Message(title, words, Tone.DANGER if pressed else Tone.WARN)


def _esc_again(amount: str, *, reserved: bool) -> str:
    if not amount and reserved:
        return translate("counter", "Esc again clears the basket; its seats stay reserved.")
    if not amount:
        return translate("counter", "Esc again clears the basket and lets the seats go.")
    words = translate("counter", "{amount} is paid. Esc again gives it back and lets the seats go.")
    return words.format(amount=amount)


def left_alone(state: SaleState) -> Message:
    """Seats chosen by hand leave others alone."""
    title = translate("counter", "{seats} would be left alone")
    words = translate("counter", "B finds other seats.")
    return Message(title.format(seats=seats_named(state.stranded)), words, Tone.WARN)


def _recovered(notice: Notice, amount: str) -> Message:
    """What is known of a sale that an earlier run of the program left."""
    match notice.kind:
        case NoticeKind.PARKED_GONE:
            words = translate(
                "counter", "A basket was parked when the program ended; {seats} went to others."
            )
            return Message("", words.format(seats=seats_named(notice.seat_ids)), Tone.WARN)
        case NoticeKind.RECOVERS:
            words = translate(
                "counter", "A sale was not finished when the program ended; it is asked for."
            )
            return Message("", words, Tone.WARN)
        case NoticeKind.RECOVERED:
            title = translate("counter", "This sale was not finished")
            words = translate(
                "counter",
                "Nothing was taken when the program ended. F9 goes on; Esc twice lets go.",
            )
            return Message(title, words, Tone.WARN)
        case NoticeKind.RECOVERED_PAID:
            title = translate("counter", "Sold when the program ended")
            words = translate("counter", "It was paid once; these are its tickets.")
            return Message(title, words, Tone.OK)
        case _:
            title = translate("counter", "The box office took no money")
            words = translate(
                "counter",
                "{amount} was being taken when the program ended. Give it back, or go on with it.",
            )
            return Message(title, words.format(amount=amount), Tone.DANGER)


def _hand_back(notice: Notice, amount: str, why: str, formats: Formats) -> Message:
    """The cash to hand back, and what to void at the terminal beside it."""
    if not amount:
        return Message("", why, Tone.INFO)
    title = translate("counter", "Give {amount} back").format(amount=amount)
    if notice.void is not None:
        words = translate("counter", "Void {amount} at the terminal, approval code {code}.")
        why += " " + words.format(amount=formats.money(notice.void), code=notice.words)
    return Message(title, why, Tone.DANGER)


def _about_money(notice: Notice, amount: str, formats: Formats) -> Message:
    if notice.kind in RECOVERY:
        return _recovered(notice, amount)
    match notice.kind:
        case NoticeKind.SHORT:
            words = translate("counter", "{amount} is missing. Nothing was taken.")
            return Message("", words.format(amount=amount), Tone.WARN)
        case NoticeKind.NEVER_OVER:
            words = translate("counter", "At most {amount}: only cash is given change for.")
            return Message("", words.format(amount=amount), Tone.WARN)
        case NoticeKind.UPI_UNKNOWN:
            title = translate("counter", "UPI may still be paid")
            words = translate(
                "counter",
                "Its provider does not say. Take no other money yet; the same key asks again.",
            )
            return Message(title, words, Tone.DANGER)
        case NoticeKind.UPI_UNDECIDED:
            title = translate("counter", "UPI may still be paid")
            words = translate(
                "counter",
                "Esc again gives the sale up all the same; late money goes back itself.",
            )
            return Message(title, words, Tone.DANGER)
        case NoticeKind.VOID_CARD:
            title = translate("counter", "Void {amount} at the terminal").format(amount=amount)
            words = translate("counter", "Approval code {code}: it pays for nothing here.")
            return Message(title, words.format(code=notice.words), Tone.DANGER)
        case NoticeKind.UNKNOWN_PAYMENT:
            title = translate("counter", "No answer to the payment yet")
            words = translate(
                "counter",
                "The sale may be done. Enter asks again; nothing is ever charged twice. "
                "Keep the money until then.",
            )
            return Message(title, words, Tone.DANGER)
        case NoticeKind.TOTAL_CHANGED:
            words = translate("counter", "The total is now {amount}. Nothing was taken.")
            return Message("", words.format(amount=amount), Tone.WARN)
        case NoticeKind.GIVE_BACK:
            why = translate("counter", "The seats went before the sale was done.")
            return _hand_back(notice, amount, why, formats)
        case NoticeKind.GIVEN_UP:
            why = translate("counter", "The sale is given up; its seats are free.")
            return _hand_back(notice, amount, why, formats)
        case NoticeKind.TOO_MANY_KEYS:
            words = translate("counter", "Too many keys at once; the last ones were left out.")
            return Message("", words, Tone.WARN)
        case _:
            title = translate("counter", "That step failed")
            words = translate(
                "counter", "Your seats are unchanged. Press the key again; the log has the fault."
            )
            return Message(title, words, Tone.DANGER)
