"""What is sold in a simulated sale, and with which plan it is compared."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from admin_designer.designer.qt.fields import NumberField
from admin_designer.designer.qt.form import Form
from admin_designer.designer.qt.sale_run import Sale
from boxoffice.model.money import minor_digits
from boxoffice.qtkit.theme import Theme
from boxoffice.rules.simulated_sale import MOST_SHOWS

#: Places of the choices of what to compare with.
NOTHING, BEFORE, FILE = range(3)
_USUAL_SHOWS, _MOST_PEOPLE = 200, 1_000
_HIGHEST_MINOR = 100_000_000


class SaleForm(QWidget):
    """`compared` carries NOTHING, BEFORE or FILE when it was chosen. Prices are in `currency`, an
    ISO code or nothing."""

    compared = Signal(int)

    def __init__(self, theme: Theme, currency: str) -> None:
        super().__init__()
        self._theme = theme
        self.currency = currency
        self._shows, self._people = _USUAL_SHOWS, 100
        self._minor: dict[str, int] = {}
        form = Form(theme)
        form.section(self.tr("Sale"))
        self.shows = form.number(
            self.tr("Shows"), self._take_shows, unit="", lowest=1, highest=MOST_SHOWS
        )
        self.people = form.number(
            self.tr("People come for"),
            self._take_people,
            unit=self.tr("% of seats"),
            lowest=1,
            highest=_MOST_PEOPLE,
        )
        form.section(self.tr("Compare"))
        words = (self.tr("Nothing"), self.tr("As it was opened"), self.tr("A file…"))
        self.beside = form.choice(self.tr("With"), words, self.compared.emit)
        self.beside.show_values({NOTHING})
        self.prices: dict[str, NumberField] = {}
        self._prices = Form(theme)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(form)
        self._column.addWidget(self._prices)
        self._take_shows(self._shows)
        self._take_people(self._people)

    def sale(self) -> Sale:
        """What was typed."""
        return Sale(
            self._shows, self._people, {name: self._minor.get(name, 0) for name in self.prices}
        )

    def wrong(self) -> str:
        """What was typed that cannot be taken, as a sentence; nothing where there is none."""
        for field in (self.shows, self.people, *self.prices.values()):
            if field.wrong:
                words = self.tr("{name}: “{text}” cannot be taken.")
                return words.format(name=field.accessibleName(), text=field.text())
        return ""

    def show_currency(self, currency: str) -> None:
        """Ask for prices in another one."""
        self.currency = currency
        names, self.prices = [*self.prices], {}
        self.show_categories(names)

    def show_categories(self, names: Sequence[str]) -> None:
        """Ask for a price of each of these."""
        if [*self.prices] == [*names]:
            return
        self._column.removeWidget(self._prices)
        self._prices.deleteLater()
        self._prices = Form(self._theme)
        if names:
            self._prices.section(self.tr("Prices"))
        self.prices = {name: self._price(name) for name in names}
        self._column.addWidget(self._prices)

    def _price(self, name: str) -> NumberField:
        def take(value: int) -> None:
            self._minor[name] = value
            field.show_values({value})

        field = self._prices.number(
            name,
            take,
            unit=self.currency,
            lowest=0,
            highest=_HIGHEST_MINOR,
            digits=minor_digits(self.currency),
        )
        if name in self._minor:
            field.show_values({self._minor[name]})
        else:
            field.show_text("", self.tr("none"))
        return field

    def _take_shows(self, value: int) -> None:
        self._shows = value
        self.shows.show_values({value})

    def _take_people(self, value: int) -> None:
        self._people = value
        self.people.show_values({value})
