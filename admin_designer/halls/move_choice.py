"""Which shows are to move, and what is to be paid in the categories that they do not have yet."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from admin_designer.halls.parts import scrolled
from admin_designer.halls.words import show_words
from boxoffice.model.errors import BadInput
from boxoffice.model.layout import Category
from boxoffice.model.money import Money
from boxoffice.model.show import ShowListing
from boxoffice.qtkit.fonts import BOLD, Size
from boxoffice.qtkit.formats import Formats
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.tokens import HEIGHT_SMALL
from boxoffice.qtkit.widgets import CheckBox, ElidedLabel, Field, KeyButton, Panel, Text

SIDE, NOTE_INDENT, ALL_KEY = 340, 28, "Ctrl+A"
#: Who moves a show that begins sooner means to: no customer can be told in time.
SOON = timedelta(minutes=30)


class MoveChoice(Panel):
    """`changed` when another choice was made, `priced` when another price was typed."""

    changed = Signal()
    priced = Signal()

    def __init__(self, theme: Theme, formats: Formats, currency: str) -> None:
        super().__init__("panel", "right")
        self._theme, self._formats, self._currency = theme, formats, currency
        self.shows: list[tuple[ShowListing, CheckBox]] = []
        self._rows: list[QWidget] = []
        #: By category.
        self.prices: dict[int, Field] = {}
        self._column = QVBoxLayout()
        self._lay_out()

    @property
    def chosen(self) -> list[ShowListing]:
        """The shows that are ticked."""
        return [listing for listing, box in self.shows if box.isChecked()]

    def offer(self, listings: Iterable[ShowListing], now: datetime) -> None:
        """List shows: what was ticked or not stays so, others are ticked unless they begin soon."""
        before = {one.show.show_id: box.isChecked() for one, box in self.shows}
        for row in self._rows:
            self._column.removeWidget(row)
            row.deleteLater()
        self.shows, self._rows = [], []
        for listing in listings:
            begins_in = listing.show.starts_at - now
            box = CheckBox(self._theme, show_words(listing, self._formats))
            box.setChecked(before.get(listing.show.show_id, begins_in > SOON))
            box.toggled.connect(self.changed)
            self.shows.append((listing, box))
            self._rows.append(box)
            if begins_in <= SOON:
                self._rows.append(self._soon_note(begins_in))
        for at, row in enumerate(self._rows):
            self._column.insertWidget(1 + at, row)
        if self.shows:
            self.setFocusProxy(self.shows[0][1])

    def _soon_note(self, begins_in: timedelta) -> Text:
        words = self.tr("Begins in {minutes} min: its customers are on their way by now.")
        minutes = max(0, round(begins_in.total_seconds() / 60))
        note = Text(words.format(minutes=minutes), Size.META, ink="warn")
        note.setWordWrap(True)
        note.setContentsMargins(NOTE_INDENT, 0, 0, 4)
        return note

    def choose_all(self) -> None:
        """Tick all shows, or none where all are."""
        wanted = len(self.chosen) < len(self.shows)
        for _, box in self.shows:
            with QSignalBlocker(box):
                box.setChecked(wanted)
            box.update()
        self.changed.emit()

    def ask_prices(self, categories: Iterable[Category]) -> None:
        """Ask what an adult pays in each of these."""
        wanted = {category.category_id: category for category in categories}
        for category_id in self.prices.keys() - wanted.keys():
            field = self.prices.pop(category_id)
            self._column.removeWidget(field)
            field.deleteLater()
        for category_id, category in wanted.items():
            if category_id not in self.prices:
                words = self.tr("Price in {category}, {currency}").format(
                    category=category.name, currency=self._currency
                )
                field = Field(self._theme, words)
                field.textChanged.connect(self.priced)
                self.prices[category_id] = field
                self._column.insertWidget(self._column.count() - 1, field)

    def amounts(self) -> dict[int, int] | None:
        """The prices that are typed, minor units by category; None while one is missing."""
        amounts: dict[int, int] = {}
        for category_id, field in self.prices.items():
            typed = field.text().strip()
            try:
                amount = Money.from_major(typed, self._currency).amount_minor
            except BadInput:
                amount = -1
            field.set_wrong(wrong=bool(typed) and amount < 0)
            amounts[category_id] = amount
        return None if any(amount < 0 for amount in amounts.values()) else amounts

    def _lay_out(self) -> None:
        all_or_none = KeyButton(self._theme, self.tr("All or none"), ALL_KEY, height=HEIGHT_SMALL)
        all_or_none.clicked.connect(self.choose_all)
        head = QHBoxLayout()
        head.addWidget(ElidedLabel(self.tr("Shows to move"), Size.TITLE, BOLD), 1)
        head.addWidget(all_or_none)
        self._column.setContentsMargins(16, 12, 16, 12)
        self._column.setSpacing(8)
        self._column.addLayout(head)
        self._column.addStretch(1)
        inner = QWidget()
        inner.setLayout(self._column)
        self.setFixedWidth(SIDE)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 1, 0)
        around.addWidget(scrolled(inner))
