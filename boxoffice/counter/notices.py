"""What a notice says to the clerk: what happened, what was kept, and what to press."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from boxoffice.counter.formats import Formats
from boxoffice.counter.state import Notice, NoticeKind
from boxoffice.counter.words import seats_counted, seats_named
from boxoffice.model.money import Money
from boxoffice.qtkit.widgets import Tone

translate = QCoreApplication.translate


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
        case NoticeKind.NONE_FREE:
            words = translate("counter", "Fewer than {seats} are free here. Nothing was held.")
            words = words.format(seats=seats_counted(notice.count))
            return Message("", words, Tone.WARN)
        case NoticeKind.NOT_FREE:
            words = translate("counter", "{seats} cannot be taken. Your seats are unchanged.")
            return Message("", words.format(seats=named), Tone.WARN)
        case NoticeKind.CHOOSE_FIRST:
            words = translate("counter", "No seats yet: press 1 to 9, or point at seats.")
            return Message("", words, Tone.INFO)
        case NoticeKind.BASKET_OPEN:
            words = translate(
                "counter", "Your seats are for this show. Esc twice lets them go for another."
            )
            return Message("", words, Tone.WARN)
        case NoticeKind.ESC_AGAIN:
            words = translate("counter", "Esc again clears the basket and lets the seats go.")
            return Message("", words, Tone.WARN)
        case _:
            return _about_money(notice, amount)


def _about_money(notice: Notice, amount: str) -> Message:
    match notice.kind:
        case NoticeKind.SHORT:
            words = translate("counter", "{amount} is missing. Nothing was taken.")
            return Message("", words.format(amount=amount), Tone.WARN)
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
            title = translate("counter", "Give {amount} back").format(amount=amount)
            words = translate("counter", "The seats went before the sale was done.")
            return Message(title, words, Tone.DANGER)
        case NoticeKind.TOO_MANY_KEYS:
            words = translate("counter", "Too many keys at once; the last ones were left out.")
            return Message("", words, Tone.WARN)
        case _:
            title = translate("counter", "That step failed")
            words = translate(
                "counter", "Your seats are unchanged. Press the key again; the log has the fault."
            )
            return Message(title, words, Tone.DANGER)
