"""The counter's keyboard: which key is which wish, and the words for the palette and the help."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from boxoffice.counter.pay_words import pay_hints
from boxoffice.counter.sale import Sale
from boxoffice.counter.state import PAYING, SaleState, Stage
from boxoffice.counter.wishes import Digit, Key, SetType, Typed, Unused, Wish
from boxoffice.counter.words import translate
from boxoffice.model.clock import Clock
from boxoffice.model.terms import SaleTerms
from boxoffice.qtkit.commands import Command, Hint

#: Modifiers that make a key somebody else's; Shift and the number pad do not.
FOREIGN = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)

WISH_OF_KEY = {
    Qt.Key.Key_Return: Key.GO,
    Qt.Key.Key_Enter: Key.GO,
    Qt.Key.Key_Escape: Key.BACK,
    Qt.Key.Key_F6: Key.PARK,
    Qt.Key.Key_F7: Key.RECALL,
    Qt.Key.Key_F9: Key.CASH,
    Qt.Key.Key_F10: Key.CARD,
    Qt.Key.Key_F11: Key.UPI,
    Qt.Key.Key_F12: Key.SPLIT,
    Qt.Key.Key_Backspace: Key.ERASE,
    Qt.Key.Key_B: Key.NEXT_OFFER,
    Qt.Key.Key_K: Key.KEEP,
    Qt.Key.Key_E: Key.EXTEND,
    Qt.Key.Key_T: Key.CYCLE_TYPE,
    Qt.Key.Key_W: Key.SWAP,
    Qt.Key.Key_F8: Key.CODE,
    Qt.Key.Key_Delete: Key.DROP_CODE,
}


class Keyboard:
    """Turns key presses into wishes. `others` are keys that are not the sale's."""

    def __init__(
        self,
        sale: Sale,
        terms: SaleTerms,
        clock: Clock,
        others: dict[Qt.Key, Callable[[], None]],
        fit: Callable[[], None],
    ) -> None:
        self._sale = sale
        self._clock = clock
        self._others = others
        self._fit = fit
        self._types = {one.key.upper(): one.code for one in terms.ticket_types if one.key}

    def take(self, event: QKeyEvent) -> bool:
        """Act on a key press; False when the key means nothing here."""
        if event.modifiers() & FOREIGN:
            return False
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_0 and not self._sale.takes_zero():
            self._fit()
            return True
        lettered = event.text().isalpha() and self._sale.takes_letters()
        if key in self._others and not lettered:
            self._others[key]()
            return True
        wish = self._wish(key, event.text())
        if wish is None:
            printed = _printed(key)
            if not printed:
                return False
            wish = Unused(printed)
        # A key held down is one key press, except where it moves through digits and back.
        if not event.isAutoRepeat() or wish is Key.ERASE:
            self._sale.press(wish)
        return True

    def _wish(self, key: Qt.Key, text: str) -> Wish | None:
        if text.isalpha() and self._sale.takes_letters():
            return Typed(text)
        if key in WISH_OF_KEY:
            return WISH_OF_KEY[key]
        if text and text in "0123456789":
            return Digit(text, self._clock.steady())
        if text in (".", ","):
            return Digit(".", self._clock.steady())
        code = self._types.get(text.upper())
        return None if code is None else SetType(code)


def sale_commands(sale: Sale, terms: SaleTerms) -> tuple[Command, ...]:
    """What the sale can do, for the palette and the help; the keys are taken by Keyboard."""

    def command(
        words: str, key: str, wish: Wish, possible: Callable[[SaleState], bool], why: str = ""
    ) -> Command:
        return Command(
            words, lambda: sale.press(wish), key, lambda: possible(sale.state), bound=False, why=why
        )

    no_seats = translate("counter", "there are no seats in the basket.")

    def with_seats(state: SaleState) -> bool:
        return state.booking is not None and state.stage is Stage.BASKET

    def to_pay(state: SaleState) -> bool:
        return state.held is not None and state.stage in (Stage.BASKET, *PAYING)

    def with_time(state: SaleState) -> bool:
        stages = (Stage.BASKET, Stage.REFUSED, Stage.CASH)
        return state.booking is not None and state.stage in stages

    return (
        command(
            translate("counter", "Cash"), "F9", Key.CASH, to_pay,
            translate("counter", "no seats are held."),
        ),
        *(
            command(words, key, way, to_pay, translate("counter", "no seats are held."))
            for words, key, way in (
                (translate("counter", "Card terminal"), "F10", Key.CARD),
                (translate("counter", "UPI"), "F11", Key.UPI),
                (translate("counter", "Split payment"), "F12", Key.SPLIT),
            )
        ),
        command(translate("counter", "Take, or go on"), "Enter", Key.GO, _goes_on),
        command(
            translate("counter", "Next best seats"), "B", Key.NEXT_OFFER, _has_offers,
            translate("counter", "no other seats are offered; a digit asks for the best ones."),
        ),
        command(
            translate("counter", "Keep the seats that are left"), "K", Key.KEEP,
            lambda state: state.refused is not None and bool(state.refused.left),
            translate("counter", "no seats went to another counter."),
        ),
        command(
            translate("counter", "Keep the seats longer"), "E", Key.EXTEND, with_time, no_seats
        ),
        command(
            translate("counter", "Swap the chosen seat for another"), "W", Key.SWAP, to_pay,
            no_seats,
        ),
        command(
            translate("counter", "Leave a single seat"), "Enter", Key.GO,
            lambda state: bool(state.stranded),
            translate("counter", "no seat is left alone."),
        ),
        command(
            translate("counter", "Next ticket type"), "T", Key.CYCLE_TYPE, with_seats, no_seats
        ),
        *(
            command(
                translate("counter", "Ticket type: {name}").format(name=one.name), one.key,
                SetType(one.code), with_seats, no_seats,
            )
            for one in terms.ticket_types
        ),
        command(translate("counter", "Park the basket"), "F6", Key.PARK, with_seats, no_seats),
        command(
            translate("counter", "Recall a parked basket"), "F7", Key.RECALL,
            lambda state: bool(state.parked), translate("counter", "no basket is parked."),
        ),
        command(translate("counter", "Discount code"), "F8", Key.CODE, with_seats, no_seats),
        command(
            translate("counter", "Remove the discount code"), "Del", Key.DROP_CODE,
            lambda state: bool(state.codes) and state.stage is Stage.BASKET,
            translate("counter", "no discount code is in the basket."),
        ),
        command(
            translate("counter", "One step back; twice clears the basket"), "Esc", Key.BACK,
            lambda state: state.stage is not Stage.DONE,
        ),
    )  # fmt: skip


def filter_hints() -> tuple[Hint, ...]:
    """The keys of the list of shows while its field has the keyboard."""
    return (
        Hint("↑↓", translate("counter", "Show")),
        Hint("Enter", translate("counter", "Opens it")),
        Hint("Esc", translate("counter", "Back to the hall")),
    )


def form_hints() -> tuple[Hint, ...]:
    """The keys of a page beside the sale that something is typed into."""
    return (
        Hint("Enter", translate("counter", "Goes on")),
        Hint("Esc", translate("counter", "Back to basket")),
    )


def hints(state: SaleState) -> tuple[Hint, ...]:
    """The keys of the moment, for the status bar."""
    back = Hint("Esc", translate("counter", "Back"))
    if state.over and state.stage in PAYING:
        return (
            Hint("E", translate("counter", "Hold them again")),
            Hint("Esc", translate("counter", "Back to basket")),
        )
    if state.over and state.stage is Stage.BASKET:
        return (
            Hint("Enter", translate("counter", "Hold them again")),
            Hint("Esc", translate("counter", "twice: let them go")),
        )
    match state.stage:
        case Stage.CASH:
            return (
                Hint("0–9", translate("counter", "Amount given")),
                Hint("Enter", translate("counter", "Take cash")),
                Hint("Esc", translate("counter", "Back to basket")),
            )
        case Stage.CARD | Stage.VOUCHER | Stage.SPLIT | Stage.UPI:
            return pay_hints(state.stage)
        case Stage.DONE:
            return (
                Hint("Enter", translate("counter", "Next sale")),
                Hint("1–9", translate("counter", "Next customer's seats")),
                Hint("E", translate("counter", "Send the tickets")),
            )
        case Stage.REFUSED:
            return (
                Hint("Enter", translate("counter", "Take the first")),
                Hint("B", translate("counter", "Next best")),
                Hint("K", translate("counter", "Keep what is left")),
                Hint("Esc", translate("counter", "Choose by hand")),
            )
    seats = (
        Hint("↑↓←→", translate("counter", "Seat")),
        Hint("Space", translate("counter", "Take")),
        Hint("1–9", translate("counter", "Best seats")),
    )
    if state.booking is None:
        return (*seats, Hint("F2", translate("counter", "Shows")), back, *_gestures())
    types = Hint("T", translate("counter", "Ticket type"))
    if len(state.offers) > 1:
        next_best = Hint("B", translate("counter", "Next best"))
        return (*seats, next_best, types, back, *_gestures())
    return (*seats, types, back, *_gestures())


def _gestures() -> tuple[Hint, ...]:
    """What can be done on the map beside single keys."""
    several = translate("counter", "Several seats at once")
    return (
        Hint(translate("counter", "Shift ↑↓←→"), several, for_help=True),
        Hint(translate("counter", "Drag"), several, for_help=True),
        Hint(translate("counter", "Wheel"), translate("counter", "Zooms"), for_help=True),
        Hint(
            translate("counter", "Middle drag"),
            translate("counter", "Moves the hall"),
            for_help=True,
        ),
    )


def _printed(key: Qt.Key) -> str:
    """What stands on a key that a person presses for what it does; empty for others, as Shift."""
    letter = Qt.Key.Key_A <= key <= Qt.Key.Key_Z
    function = Qt.Key.Key_F1 <= key <= Qt.Key.Key_F12
    return QKeySequence(key).toString() if letter or function else ""


def _goes_on(state: SaleState) -> bool:
    if state.stage in PAYING:
        return not state.over
    return bool(state.typed or state.over) or state.stage in (Stage.REFUSED, Stage.DONE)


def _has_offers(state: SaleState) -> bool:
    return bool(state.offers) and not state.over and state.stage in (Stage.BASKET, Stage.REFUSED)
