"""Who a booking is for: name, phone and mail, none of them asked of anybody, and whether the
tickets wait for them."""

from PySide6.QtCore import Signal

from boxoffice.counter.shifts.page import TillPage
from boxoffice.model.booking import Customer
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.tokens import HEIGHT_OFFER
from boxoffice.qtkit.widgets import CheckBox, Field, Role


class CustomerPage(TillPage):
    """`kept` carries a Customer. Enter goes to the next line, and keeps from the last one."""

    kept = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.title = self.tr("Name and phone")
        self._fields = tuple(
            Field(theme, words, height=HEIGHT_OFFER)
            for words in (self.tr("Name"), self.tr("Phone"), self.tr("Mail"))
        )
        keep = self.add_button(self.tr("Keep"), "Enter", self._keep, Role.PRIMARY)
        for place, field in enumerate(self._fields):
            self.body.addWidget(field)
            last = place == len(self._fields) - 1
            following = self._keep if last else self._fields[place + 1].setFocus
            field.returnPressed.connect(following)
        self._collects = CheckBox(theme, self.tr("Tickets are collected later; none are printed"))
        self.body.addWidget(self._collects)
        self.body.addStretch(1)
        self.foot.addWidget(keep)

    def ask(self, customer: Customer) -> None:
        """Ask who it is, as far as that is not known."""
        self.banner.hide()
        known = (customer.name, customer.phone, customer.mail)
        for field, text in zip(self._fields, known, strict=True):
            field.setText(text)
        self._collects.setChecked(customer.collects)

    def begin(self) -> None:
        self._fields[0].setFocus()

    def take(self, key: str) -> bool:
        # A line hands Enter on after it has acted on it.
        return any(field.hasFocus() for field in self._fields) or super().take(key)

    def _keep(self) -> None:
        name, phone, mail = (field.text().strip() for field in self._fields)
        self.kept.emit(Customer(name, phone, mail, self._collects.isChecked()))
