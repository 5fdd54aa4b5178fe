"""Taking cash: the total, what was given, and the change due."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from boxoffice.counter.amounts import (
    FULL_CHANGE_MORE,
    GIVEN_HEIGHT,
    GIVEN_HEIGHT_LOW,
    ChangeDue,
    GivenAmount,
)
from boxoffice.counter.change import NOTES_OFFERED, QUICK_AMOUNTS, notes, piles, quick_amounts
from boxoffice.counter.hold_clock import WARN_SECONDS
from boxoffice.counter.page import (
    GAP,
    MARGIN,
    Page,
    PageHead,
    TotalLine,
    give_way,
    in_row,
    padded,
)
from boxoffice.counter.pay_words import paid_in_part
from boxoffice.counter.state import SaleState, Step
from boxoffice.counter.words import seat_span, translate, types_counted
from boxoffice.model.money import Money
from boxoffice.model.terms import SaleTerms
from boxoffice.qtkit.commands import Command
from boxoffice.qtkit.fonts import SEMIBOLD, Size
from boxoffice.qtkit.formats import Formats
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.tokens import HEIGHT_CASH, HEIGHT_FIELD, HEIGHT_OFFER
from boxoffice.qtkit.widgets import ElidedLabel, KeyButton, Panel, Role, Text, key_text

#: More kinds of notes than this are not spelt out.
PILES_NAMED = 4
NOTE_PILES = 2
NOTE_HEIGHT = 44
#: What the line of the total takes beside its letters.
TOTAL_LEADING = 14
NBSP = "\N{NO-BREAK SPACE}"


class CashPage(Page):
    """`given` carries minor units that were handed over, `added` those of one more note."""

    given = Signal(int)
    added = Signal(int)
    taken = Signal()
    back_asked = Signal()
    more_time_asked = Signal()

    def __init__(
        self, theme: Theme, formats: Formats, terms: SaleTerms, parent: QWidget | None = None
    ) -> None:
        super().__init__(PageHead(theme, "", back=True), parent)
        self._formats = formats
        self._terms = terms
        self._seats = ElidedLabel("", Size.BODY, SEMIBOLD)
        self._types = Text("", Size.BODY, ink="text_second")
        self._total = TotalLine(self.tr("Total"))
        self._amount = GivenAmount(theme)
        self._quick = tuple(_amount_button(theme, HEIGHT_OFFER) for _ in range(QUICK_AMOUNTS))
        self._notes = tuple(_amount_button(theme, NOTE_HEIGHT) for _ in range(NOTES_OFFERED))
        self._quick_row, self._note_row = in_row(self._quick), in_row(self._notes)
        self._sums = Panel("panel", "bottom")
        self._caption = QWidget()
        self._change = ChangeDue(theme)
        self._more_time = KeyButton(theme, self.tr("Keep the seats longer"), "E")
        self._more_time.hide()
        self._promise = Text("", Size.META, ink="text_second")
        self._promise.setWordWrap(True)
        self._take = KeyButton(
            theme, "", "Enter", role=Role.PRIMARY, icon="check", size=Size.TIME,
            height=HEIGHT_CASH,
        )  # fmt: skip
        self._hold_again = KeyButton(
            theme, self.tr("Hold them again"), "E", role=Role.PRIMARY, size=Size.TIME,
            height=HEIGHT_CASH,
        )  # fmt: skip
        self._hold_again.hide()
        self._amounts: tuple[Money, ...] = ()
        self._lay_out()
        for button in (self._more_time, self._take, self._hold_again):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        for place, button in enumerate(self._quick):
            button.clicked.connect(lambda _=False, at=place: self._give(at))
        for note, button in zip(notes(terms.currency), self._notes, strict=True):
            button.setText(f"+ {formats.short_money(note)}")
            button.clicked.connect(lambda _=False, minor=note.amount_minor: self.added.emit(minor))
        for number, button in enumerate((*self._quick, *self._notes), start=1):
            button.setToolTip(key_text(f"Alt+{number}"))
        self._take.clicked.connect(self.taken)
        for button in (self._more_time, self._hold_again):
            button.clicked.connect(self.more_time_asked)
        self.head.back.clicked.connect(self.back_asked)

    def show_sale(self, state: SaleState) -> None:
        """Show what is due, given and to be handed back."""
        due, given = state.due, state.given_money
        if due is None or given is None:
            return
        self.head.say(self.tr("Cash"), right=self.tr("Not held any more") if state.over else "")
        self._seats.setText(seat_span(state.seat_ids))
        self._types.setText(types_counted(state.choices, self._terms))
        word = self.tr("Still due") if state.parts or paid_in_part(state) else self.tr("Total")
        self._total.say(word, self._formats.money(due))
        exact = self._formats.number_typed(_digits(due))
        typed = self._formats.number_typed(state.given) if state.given else ""
        symbol = self._formats.symbol(due.currency).strip()
        self._amount.show_amount(symbol, typed, exact, frozen=state.unknown or state.over)
        self._show_quick(due, given, typed=bool(state.given))
        self._show_change(due, given)
        self.fit()
        self._promise.setText(
            self.tr("Then the tickets are made. A missed print never undoes the sale.")
        )
        self._show_take(state, due, given)
        for button in (*self._quick, *self._notes):
            button.setEnabled(not (state.unknown or state.over or state.step is Step.PAYING))

    def press(self, place: int) -> None:
        """Press an amount's button, counted as `amount_commands` does."""
        (*self._quick, *self._notes)[place].click()

    def show_time(self, text: str, seconds: float, share: float) -> None:
        """Show the hold's time; near its end also the key that keeps the seats longer."""
        self.head.show_time(text, seconds, share)
        more_time = bool(text) and seconds <= WARN_SECONDS
        if more_time == self._more_time.isHidden():
            self._more_time.setVisible(more_time)
            self.fit()

    def fit(self) -> None:
        """The change is always in sight: everything that helps to count it gives way first."""
        stays = self.head_height() + GIVEN_HEIGHT_LOW + GAP + self._change.low_height()
        stays += HEIGHT_CASH + MARGIN + (0 if self._more_time.isHidden() else HEIGHT_FIELD + GAP)
        promise = self._promise.heightForWidth(max(1, self.width() - 2 * MARGIN))
        larger = FULL_CHANGE_MORE + Size.TOTAL - Size.GIVEN + GIVEN_HEIGHT - GIVEN_HEIGHT_LOW
        give_way(
            self.height() - stays,
            (
                (promise + GAP, self._promise.setVisible),
                (NOTE_HEIGHT + GAP, self._note_row.setVisible),
                (HEIGHT_OFFER + GAP, self._quick_row.setVisible),
                (self._sums.sizeHint().height(), self._sums.setVisible),
                (self._caption.sizeHint().height(), self._caption.setVisible),
                (self._change.notes_height(), self._change.show_notes),
                (larger, self._set_large),
                (Size.GIVEN + TOTAL_LEADING, self._total.setVisible),
            ),
        )

    def _set_large(self, large: bool) -> None:
        self._total.set_size(Size.TOTAL if large else Size.GIVEN)
        self._amount.set_low(low=not large)
        self._change.set_low(low=not large)

    def _show_quick(self, due: Money, given: Money, *, typed: bool) -> None:
        self._amounts = quick_amounts(due)
        for place, button in enumerate(self._quick):
            button.setVisible(place < len(self._amounts))
            if place < len(self._amounts):
                amount = self._amounts[place]
                button.setText(self._formats.short_money(amount))
                button.set_note(self.tr("exact") if place == 0 else self._made_of(amount))
                button.set_chosen(chosen=typed and amount == given)

    def _show_take(self, state: SaleState, due: Money, given: Money) -> None:
        paying = state.step is Step.PAYING
        missing = given.amount_minor < due.amount_minor
        self._take.set_busy(paying)
        self._take.setEnabled(not paying and not missing)
        self._take.setVisible(not state.over)
        self._hold_again.setVisible(state.over)
        if state.unknown:
            self._take.setText(self.tr("Ask again"))
        elif missing:
            words = self.tr("{amount} missing")
            self._take.setText(words.format(amount=self._formats.short_money(due - given)))
        else:
            taken = self._formats.short_money(given)
            self._take.setText(self.tr("Take {amount}").format(amount=taken))

    def _show_change(self, due: Money, given: Money) -> None:
        if given.amount_minor < due.amount_minor:
            missing = self._formats.money(due - given)
            self._change.say(self.tr("Still missing"), missing, "", missing=True)
            return
        change = given - due
        self._change.say(
            self.tr("Change due"), self._formats.money(change), notes_named(change, self._formats)
        )

    def _made_of(self, amount: Money) -> str:
        made = piles(amount)
        if len(made) > NOTE_PILES:
            return ""
        parts = []
        for pile in made:
            value = self._formats.number_typed(_digits(pile.value))
            parts.append(value if pile.count == 1 else f"{pile.count} × {value}")
        return " + ".join(parts)

    def _give(self, place: int) -> None:
        self.given.emit(self._amounts[place].amount_minor)

    def _lay_out(self) -> None:
        words = QHBoxLayout(self._sums)
        words.setContentsMargins(14, 10, 14, 10)
        words.addWidget(self._seats, 1)
        words.addWidget(self._types)
        given = QHBoxLayout(self._caption)
        given.setContentsMargins(MARGIN + 2, 0, MARGIN + 2, 4)
        given.addWidget(Text(self.tr("Given"), Size.TITLE, SEMIBOLD), 1)
        given.addWidget(
            Text(self.tr("Type it, or press Enter for exact"), Size.META, ink="text_second")
        )
        body = self.scrolling()
        body.addWidget(self._sums)
        body.addLayout(padded(self._total, top=4, bottom=2))
        body.addWidget(self._caption)
        body.addLayout(padded(self._amount))
        body.addLayout(padded(self._quick_row, self._note_row, spacing=0))
        self.column.addLayout(padded(self._change, self._more_time, top=GAP))
        self.column.addStretch(1)
        self.column.addLayout(padded(self._promise, self._take, self._hold_again, bottom=MARGIN))
        self._more_time.setMinimumHeight(HEIGHT_FIELD)


def amount_commands(
    terms: SaleTerms,
    formats: Formats,
    possible: Callable[[], bool],
    press: Callable[[int], None],
) -> tuple[Command, ...]:
    """Alt and a digit for each amount button of the cash page, in their order on it."""
    more = translate("counter", "Given: {note} more")
    words = (
        translate("counter", "Given: exactly what is due"),
        translate("counter", "Given: the next round amount"),
        translate("counter", "Given: the round amount after it"),
        *(more.format(note=formats.short_money(note)) for note in notes(terms.currency)),
    )
    return tuple(
        Command(text, partial(press, place), f"Alt+{place + 1}", possible)
        for place, text in enumerate(words)
    )


def notes_named(change: Money, formats: Formats) -> str:
    """1 × ₹500 and 1 × ₹100; nothing where nobody would read it."""
    made = piles(change)
    if not made or len(made) > PILES_NAMED:
        return ""
    # A line breaks between two piles, never within one.
    times = f"{NBSP}×{NBSP}"
    parts = [f"{pile.count}{times}{formats.short_money(pile.value)}" for pile in made]
    if len(parts) == 1:
        return parts[0]
    return translate("counter", "{first} and {last}").format(
        first=", ".join(parts[:-1]), last=parts[-1]
    )


def _digits(money: Money) -> str:
    return f"{money.major():f}".rstrip("0").rstrip(".")


def _amount_button(theme: Theme, height: int) -> KeyButton:
    button = KeyButton(theme, "", size=Size.LIST, height=height)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button
