"""Items and stock, laid over the window: the list at the left, the chosen item at the right."""

import asyncio
from collections.abc import Coroutine
from typing import Any
from uuid import uuid4

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from admin_designer.halls.parts import scrolled
from admin_designer.items.form import NEW, ItemForm
from admin_designer.items.source import ItemSource
from admin_designer.items.table import ItemTable
from admin_designer.items.typed import change_typed, with_item
from boxoffice.model.errors import Outdated, Refusal, StoreUnusable, TryAgain
from boxoffice.model.terms import Item
from boxoffice.model.theatre import Theatre
from boxoffice.qtkit.commands import Commands
from boxoffice.qtkit.fonts import BOLD, Size
from boxoffice.qtkit.formats import Formats
from boxoffice.qtkit.overlay import Overlay
from boxoffice.qtkit.tasks import Tasks
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.widgets import Banner, Field, KeyButton, Role, Text, Tone
from boxoffice.rules.concessions import most_left, running_out
from boxoffice.rules.sale_terms import check_terms

WIDTH, HEIGHT, FORM_WIDTH = 980, 660, 400
#: In narrower windows the list says what there is of what, and nothing else.
NARROW_BELOW, NARROW_FORM = 900, 320
NEW_KEY, SAVE_KEY, STOCK_KEY = "Ctrl+N", "Ctrl+S", "Ctrl+Enter"
#: Items named as running out; the list has the rest.
MOST_NAMED = 5


class ItemSheet(Overlay):
    """A supervisor sees to the stock, an admin to the items too (`changes_items`). What is saved is
    one item in the terms that were read: whoever changed them meanwhile is not overwritten, and
    what is typed stays."""

    def __init__(
        self,
        source: ItemSource,
        theatre: Theatre,
        theme: Theme,
        tasks: Tasks,
        commands: Commands,
        window: QWidget,
        *,
        changes_items: bool,
    ) -> None:
        super().__init__(window, commands, WIDTH, HEIGHT)
        self._source, self._theatre, self._tasks = source, theatre, tasks
        self._changes_items = changes_items
        self._left: dict[str, int] = {}
        self._chosen = ""
        #: The change of stock that got no answer, and its key.
        self._asked: tuple[tuple[str, int, str], str] | None = None
        self._working: asyncio.Task[None] | None = None
        currency = theatre.terms.currency
        self.table = ItemTable(theme, Formats(theatre), currency)
        self.form = ItemForm(theme, currency)
        self.banner = Banner(theme)
        self.pieces = Field(theme, self.tr("Pieces: 24 delivered, -3 gone"))
        self.reason = Field(theme, self.tr("Why, such as spilt"))
        self.new = KeyButton(theme, self.tr("New item"), NEW_KEY)
        self.save = KeyButton(theme, self.tr("Save"), SAVE_KEY, role=Role.PRIMARY)
        self.count = KeyButton(theme, self.tr("Change the stock"), STOCK_KEY)
        self._close = KeyButton(theme, self.tr("Close"), "Esc", role=Role.QUIET, icon="cross")
        self._lay_out()
        theme.changed.connect(lambda: self._show(self._theatre, self._chosen))
        self.table.reached.connect(self._choose)
        self.form.done.connect(self.save_item)
        self.new.clicked.connect(self.begin_new)
        self.save.clicked.connect(self.save_item)
        self.count.clicked.connect(self.change_stock)
        self._close.clicked.connect(self.close_it)
        for field in (self.pieces, self.reason):
            field.returnPressed.connect(self.change_stock)

    def open_now(self) -> None:
        """Open with what there is now."""
        self.banner.hide()
        self.open()
        self.table.setFocus()
        self._start(self._read())

    def begin_new(self) -> None:
        """Empty the form for another item."""
        if self._changes_items:
            self.table.clearSelection()
            self._choose("")
            self.form.setFocus()

    def save_item(self) -> None:
        """Sell the item as it is typed from now on."""
        item = self.form.item() if self._changes_items else None
        if item is not None:
            self._start(self._save(item))

    def change_stock(self) -> None:
        """Count delivered pieces in, or take away those that are gone for a reason."""
        change, reason = change_typed(self.pieces.text()), self.reason.text().strip()
        self.pieces.set_wrong(wrong=change is None)
        self.reason.set_wrong(wrong=change is not None and change < 0 and not reason)
        if change is None:
            self.pieces.setFocus()
        elif change < 0 and not reason:
            self._tell(self.tr("Say why they are gone."), Tone.WARN)
            self.reason.setFocus()
        elif self._chosen:
            self._start(self._count((self._chosen, change, reason)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        acts = {
            Qt.Key.Key_N: self.new,
            Qt.Key.Key_S: self.save,
            Qt.Key.Key_Return: self.count,
            Qt.Key.Key_Enter: self.count,
        }
        button = acts.get(Qt.Key(event.key())) if control else None
        if button is None:
            super().keyPressEvent(event)
        elif button.isVisible() and button.isEnabled():
            button.click()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < NARROW_BELOW
        self.table.set_narrow(narrow=narrow)
        self._area.setFixedWidth(NARROW_FORM if narrow else FORM_WIDTH)

    async def _read(self) -> None:
        theatre_id = self._theatre.theatre_id
        theatre, stock = await asyncio.gather(
            self._source.theatre(theatre_id), self._source.prices.stock(theatre_id)
        )
        self._left = {one.item: one.pieces for one in stock}
        self._show(theatre, self._chosen or next((one.code for one in theatre.terms.items), ""))
        self._choose(self._chosen)
        self._say_running_out()

    async def _save(self, item: Item) -> None:
        theatre_id, prices = self._theatre.theatre_id, self._source.prices
        terms = with_item(self._theatre.terms, item)
        check_terms(terms)
        try:
            changed = await prices.set_terms(theatre_id, terms, self._theatre.terms_version)
        except Outdated:
            self._show(await self._source.theatre(theatre_id), self._chosen)
            self._tell(
                self.tr(
                    "Somebody else changed the prices meanwhile; the list has theirs now. What you"
                    " typed is still here: look at both, then save again."
                ),
                Tone.WARN,
            )
            return
        self._show(changed, item.code)
        self._choose(item.code)
        words = self.tr("{item} is saved; every counter sells it so from now on.")
        self._tell(words.format(item=item.name), Tone.OK)

    async def _count(self, wanted: tuple[str, int, str]) -> None:
        # The same wish after a lost answer is the same delivery.
        if self._asked is None or self._asked[0] != wanted:
            self._asked = (wanted, uuid4().hex)
        item, change, reason = wanted
        prices, theatre_id = self._source.prices, self._theatre.theatre_id
        try:
            stock = await prices.change_stock(theatre_id, item, change, self._asked[1], reason)
        except (TryAgain, StoreUnusable):
            raise
        except Refusal:
            self._asked = None
            raise
        self._asked = None
        self._left[item] = stock.pieces
        self.pieces.clear()
        self.reason.clear()
        self._show(self._theatre, self._chosen)
        self._tell(self.tr("{count} are there now.").format(count=stock.pieces), Tone.OK)

    def _show(self, theatre: Theatre, chosen: str) -> None:
        self._theatre, self._chosen = theatre, chosen
        items = {item.code: item for item in theatre.terms.items}
        left = {code: most_left(item, self._left, items) for code, item in items.items()}
        known = {code: count for code, count in left.items() if count is not None}
        self.table.show_items(theatre.terms.items, known, chosen)

    def _choose(self, code: str) -> None:
        self._chosen = code
        item = next((one for one in self._theatre.terms.items if one.code == code), NEW)
        self.form.show_item(item, self._theatre.terms)
        for part in (self.pieces, self.reason, self.count):
            part.setVisible(item.counted)

    def _say_running_out(self) -> None:
        low = running_out(self._theatre.terms, self._left)
        if low:
            named = ", ".join(f"{item.name} ({left})" for item, left in low[:MOST_NAMED])
            self._tell(self.tr("Running out: {items}.").format(items=named), Tone.WARN)

    def _start(self, coroutine: Coroutine[Any, Any, None]) -> None:
        if self._working is not None and not self._working.done():
            coroutine.close()
            return
        self._working = self._tasks.start(
            coroutine, lambda refusal: self._tell(str(refusal), Tone.DANGER)
        )

    def _tell(self, words: str, tone: Tone) -> None:
        self.banner.tell(words, tone)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(Text(self.tr("Items and stock"), Size.TIME, BOLD), 1)
        head.addWidget(self.new)
        head.addWidget(self._close)
        right = QWidget()
        form = QVBoxLayout(right)
        form.setContentsMargins(0, 0, 8, 0)
        form.setSpacing(10)
        form.addWidget(self.form)
        form.addWidget(self.save)
        form.addSpacing(8)
        for part in (self.pieces, self.reason, self.count):
            form.addWidget(part)
        form.addStretch(1)
        for admins in (self.form, self.save, self.new):
            admins.setVisible(self._changes_items)
        self._area = area = scrolled(right)
        middle = QHBoxLayout()
        middle.setSpacing(16)
        middle.addWidget(self.table, 1)
        middle.addWidget(area)
        column = QVBoxLayout(self.panel)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(self.banner)
        column.addLayout(middle, 1)
