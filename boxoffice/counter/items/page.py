"""The page of items: by key, by search and by mouse, with how many of each the basket has."""

from collections.abc import Mapping, Sequence
from typing import cast

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from boxoffice.counter.items.keys import DEPOSIT_KEY, SEARCH_KEY
from boxoffice.counter.items.row import ItemRow, item_note
from boxoffice.counter.page import (
    LOW_BELOW,
    LOWEST_BELOW,
    MARGIN,
    Page,
    PageHead,
    TotalLine,
    padded,
)
from boxoffice.model.money import Money
from boxoffice.model.terms import Item
from boxoffice.qtkit.commands import Command
from boxoffice.qtkit.fonts import Size
from boxoffice.qtkit.formats import Formats
from boxoffice.qtkit.fuzzy import score
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.tokens import HEIGHT_FIELD, HEIGHT_PAY
from boxoffice.qtkit.widgets import Banner, Field, KeyButton, Role, Text, Tone

_PAYS = frozenset({Qt.Key.Key_F8, Qt.Key.Key_F9, Qt.Key.Key_F10, Qt.Key.Key_F11, Qt.Key.Key_F12})
_CLOSES = frozenset({Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_I})


class ItemsPage(Page):
    """`put` carries an item's code and how many pieces more, `emptied` one of which there are to be
    none, `digit` one and a digit of its count; `closed` when the clerk is done, `deposit_asked`
    when a deposit is to be given back."""

    put = Signal(str, int)
    emptied = Signal(str)
    digit = Signal(str, str)
    closed = Signal()
    deposit_asked = Signal()

    def __init__(
        self, theme: Theme, formats: Formats, currency: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(PageHead(theme, self.tr("Items"), back=True), parent)
        self._theme, self._formats, self._currency = theme, formats, currency
        self._items: tuple[Item, ...] = ()
        self._rows: dict[str, ItemRow] = {}
        self._chosen = ""
        self._lends = False
        self.search = Field(theme, self.tr("Search items"), icon="search", key=SEARCH_KEY)
        self.search.installEventFilter(self)
        self._banner = Banner(theme)
        self._none = Text("", Size.BODY, ink="text_second")
        self._none.setWordWrap(True)
        self._deposit = KeyButton(theme, self.tr("Give a deposit back"), DEPOSIT_KEY)
        self._deposit.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._total = TotalLine(self.tr("Total"))
        self._done = KeyButton(
            theme, self.tr("To the basket"), "Enter", role=Role.PRIMARY, height=HEIGHT_PAY
        )
        self._done.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Items"))
        self.column.addWidget(self._banner)
        self.column.addLayout(padded(self.search, top=8, bottom=8))
        body = self.scrolling()
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        body.addLayout(self._list)
        self._area = next(iter(self.findChildren(QScrollArea)))
        body.addLayout(padded(self._none, top=8))
        self.column.addStretch(1)
        self._change: KeyButton | None = None
        self._ways = padded(self._deposit, self._total, top=8, bottom=8)
        self.column.addLayout(self._ways)
        self.column.addLayout(padded(self._done, bottom=MARGIN))
        self.head.back.clicked.connect(self.closed)
        self._done.clicked.connect(self.closed)
        self._deposit.clicked.connect(self.deposit_asked)
        self.search.textEdited.connect(self._filter)

    def offer(self, change: Command) -> None:
        """Have a button for changing what there is."""
        button = KeyButton(self._theme, change.text, change.key, height=HEIGHT_FIELD)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda: change.run())
        self._ways.insertWidget(0, button)
        self._change = button

    def begin(self) -> None:
        """Take the keyboard, with nothing typed and nothing said."""
        self.search.clear()
        self.tell("")
        self._choose("")
        self._filter()
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_items(
        self,
        items: Sequence[Item],
        left: Mapping[str, int],
        counts: Mapping[str, int],
        total: Money | None,
    ) -> None:
        """Show these items with how many are `left`, where that is counted, and in the basket."""
        codes = [item.code for item in items]
        if codes != [item.code for item in self._items]:
            self._lay_rows(items)
        self._items = tuple(items)
        for item in items:
            count, there = counts.get(item.code, 0), left.get(item.code)
            out = there is not None and there <= 0
            price = self._formats.short_money(Money(item.price_minor, self._currency))
            self._rows[item.code].show_item(
                item.key.upper(), item.name, item_note(item, price, there), count, out=out
            )
        self._lends = any(item.deposit for item in items)
        self._total.say(self.tr("Total"), self._formats.money(total) if total else "")
        self._total.setVisible(total is not None)
        self._filter()
        self.fit()

    def fit(self) -> None:
        """In low windows the total is smaller; the lowest leave the room to the items, and what the
        buttons do to their keys."""
        lowest = self.height() < LOWEST_BELOW
        self._total.set_size(Size.HEADER if self.height() < LOW_BELOW else Size.GIVEN)
        self._deposit.setVisible(self._lends and not lowest)
        self._done.setVisible(not lowest)
        if self._change is not None:
            self._change.setVisible(not lowest)

    def tell(self, words: str) -> None:
        """Say why something was not done."""
        if words:
            self._banner.tell(words, Tone.WARN)
        else:
            self._banner.hide()

    @property
    def shown(self) -> tuple[Item, ...]:
        """The items that the search leaves."""
        text = self.search.text().strip()
        return tuple(one for one in self._items if not text or score(text, one.name) is not None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.modifiers() & ~(
            Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
        ):
            super().keyPressEvent(event)
            return
        key, text = Qt.Key(event.key()), event.text()
        if key in _CLOSES:
            self.closed.emit()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._step(1 if key == Qt.Key.Key_Down else -1)
        elif text in ("+", "-") and text:
            self._add(1 if text == "+" else -1)
        elif text and text in "0123456789":
            if code := self._chosen or self._first():
                self._choose(code)
                self.digit.emit(code, text)
        elif key == Qt.Key.Key_Delete and self._chosen:
            self.emptied.emit(self._chosen)
        elif text == SEARCH_KEY:
            self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif text.isalpha():
            self._letter(text.upper())
        else:
            if key in _PAYS:
                # The key is the sale's; what it opens takes this page's place.
                self.closed.emit()
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress:
            key = Qt.Key(cast(QKeyEvent, event).key())
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._add(1)
                self._leave_search()
                return True
            if key == Qt.Key.Key_Escape:
                self._leave_search()
                return True
            if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
                self._step(1 if key == Qt.Key.Key_Down else -1)
                return True
        return super().eventFilter(watched, event)

    def _leave_search(self) -> None:
        self.search.clear()
        self._filter()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _letter(self, letter: str) -> None:
        item = next((one for one in self._items if one.key.upper() == letter), None)
        if item is None:
            words = self.tr("No item has the key {key}; {search} looks for one by its name.")
            self.tell(words.format(key=letter, search=SEARCH_KEY))
            return
        self._choose(item.code)
        self._add(1)

    def _add(self, more: int) -> None:
        if code := self._chosen or self._first():
            self._choose(code)
            self.tell("")
            self.put.emit(code, more)

    def _first(self) -> str:
        return next((item.code for item in self.shown), "")

    def _step(self, step: int) -> None:
        codes = [item.code for item in self.shown]
        if codes:
            at = codes.index(self._chosen) if self._chosen in codes else -1 if step > 0 else 0
            self._choose(codes[(at + step) % len(codes)])

    def _choose(self, code: str) -> None:
        self._chosen = code
        for one, row in self._rows.items():
            row.set_chosen(chosen=one == code)
        if code:
            self._area.ensureWidgetVisible(self._rows[code], 0, 0)

    def _filter(self) -> None:
        shown = {item.code for item in self.shown}
        for code, row in self._rows.items():
            row.setVisible(code in shown)
        if self._chosen not in shown:
            self._choose(self._first() if self.search.text().strip() else "")
        self._none.setVisible(not shown)
        words = self.tr("No item is called so.") if self._items else self.tr("No items are sold.")
        self._none.setText(words)

    def _lay_rows(self, items: Sequence[Item]) -> None:
        for row in self._rows.values():
            self._list.removeWidget(row)
            row.deleteLater()
        self._rows = {item.code: self._row(item.code) for item in items}

    def _row(self, code: str) -> ItemRow:
        row = ItemRow(self._theme)
        row.wanted.connect(lambda more: self._clicked(code, more))
        self._list.addWidget(row)
        return row

    def _clicked(self, code: str, more: int) -> None:
        self._choose(code)
        self._add(more)
