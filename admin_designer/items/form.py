"""What is to be said of one item, and of a change of its stock."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from admin_designer.halls.labelled import Labelled
from admin_designer.items.typed import (
    Kind,
    Typed,
    item_typed,
    kind_of,
    parts_shown,
    parts_typed,
    price_shown,
    price_typed,
)
from boxoffice.model.terms import Item, SaleTerms
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.widgets import Field, Segment, Segmented
from boxoffice.rules.sale_terms import MAX_NAME_LENGTH

NEW = Item("", "", 0)
_KINDS = tuple(Kind)


class ItemForm(QWidget):
    """`done` for Enter in a field."""

    done = Signal()

    def __init__(self, theme: Theme, currency: str) -> None:
        super().__init__()
        self._currency = currency
        self._items: Sequence[Item] = ()
        self._classes: tuple[str, ...] = ("",)
        self._code = ""
        self.name, self.key = Field(theme), Field(theme)
        self.price, self.parts = Field(theme), Field(theme)
        self.name.setMaxLength(MAX_NAME_LENGTH)
        self.key.setMaxLength(1)
        self.kind = Segmented(
            theme,
            (
                Segment(self.tr("Single")),
                Segment(self.tr("Deposit")),
                Segment(self.tr("Bundle")),
            ),
        )
        self.tax = Segmented(theme, (Segment(self.tr("None")),))
        self.stock = Segmented(theme, (Segment(self.tr("Counted")), Segment(self.tr("Endless"))))
        self.sale = Segmented(theme, (Segment(self.tr("On")), Segment(self.tr("Off"))))
        self._price = Labelled(self.tr("Price, {currency}").format(currency=currency), self.price)
        self._parts = Labelled(self.tr("Made of (a comma between)"), self.parts)
        self._tax = Labelled(self.tr("Tax"), self.tax)
        self._stock = Labelled(self.tr("Stock"), self.stock)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.addWidget(Labelled(self.tr("Name"), self.name), 0, 0, 1, 2)
        grid.addWidget(self._price, 1, 0)
        grid.addWidget(Labelled(self.tr("Key at the counter"), self.key), 1, 1)
        grid.addWidget(Labelled(self.tr("Kind"), self.kind), 2, 0, 1, 2)
        grid.addWidget(self._parts, 3, 0, 1, 2)
        grid.addWidget(self._tax, 4, 0, 1, 2)
        grid.addWidget(self._stock, 5, 0)
        grid.addWidget(Labelled(self.tr("On sale"), self.sale), 5, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(grid)
        self.setFocusProxy(self.name)
        for choice, words in (
            (self.kind, self.tr("Kind")),
            (self.tax, self.tr("Tax")),
            (self.stock, self.tr("Stock")),
            (self.sale, self.tr("On sale")),
        ):
            choice.setAccessibleName(words)
        self.kind.chosen.connect(self._place)
        for field in (self.name, self.key, self.price, self.parts):
            field.returnPressed.connect(self.done)

    def show_item(self, item: Item, terms: SaleTerms) -> None:
        """Show an item, a new one for NEW, among those of these terms."""
        self._items, self._code = terms.items, item.code
        newest = max(terms.tax_tables, key=lambda table: table.valid_from, default=None)
        classes = newest.classes if newest is not None else ()
        self._classes = ("", *(one.code for one in classes))
        rates = (Segment(f"{one.code} {one.rate_bp / 100:g} %") for one in classes)
        self.tax.set_segments((Segment(self.tr("None")), *rates))
        self.name.setText(item.name)
        self.key.setText(item.key.upper())
        self.price.setText(price_shown(item.price_minor, self._currency) if item.code else "")
        self.parts.setText(parts_shown(item, terms.items))
        self.kind.set_current(_KINDS.index(kind_of(item)))
        known = item.tax_class in self._classes
        self.tax.set_current(self._classes.index(item.tax_class) if known else 0)
        self.stock.set_current(0 if item.counted or not item.code else 1)
        self.sale.set_current(0 if item.on_sale else 1)
        self._say()
        self._place()

    def item(self) -> Item | None:
        """The item that is typed; None, and said beneath its field, while it cannot be read."""
        typed = self.typed()
        self._say(
            price=price_typed(typed.price, self._currency) is None,
            parts=typed.kind is Kind.BUNDLE and parts_typed(typed.parts, self._items) is None,
        )
        return item_typed(typed, self._items, self._currency)

    def typed(self) -> Typed:
        """What the fields have."""
        return Typed(
            code=self._code,
            name=self.name.text(),
            key=self.key.text(),
            price=self.price.text(),
            kind=_KINDS[self.kind.current()],
            tax_class=self._classes[self.tax.current()],
            parts=self.parts.text(),
            counted=self.stock.current() == 0,
            on_sale=self.sale.current() == 0,
        )

    def _place(self) -> None:
        kind = _KINDS[self.kind.current()]
        self._parts.setVisible(kind is Kind.BUNDLE)
        self._tax.setVisible(kind is Kind.SINGLE)
        self._stock.setVisible(kind is not Kind.BUNDLE)

    def _say(self, *, price: bool = False, parts: bool = False) -> None:
        words = self.tr("An amount such as 210 or 210.50.") if price else ""
        self._price.say(words, wrong=price)
        words = self.tr("Each with a paid ticket, and taxed as that is.")
        if parts:
            words = self.tr("Names or keys of single items, such as Popcorn, Cola.")
        self._parts.say(words, wrong=parts)
