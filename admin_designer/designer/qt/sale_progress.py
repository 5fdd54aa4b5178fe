"""How far a simulated sale is, and the buttons that begin and stop it."""

from collections.abc import Sequence

from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from admin_designer.designer.qt.form import beside
from boxoffice.qtkit.fonts import Size
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.widgets import KeyButton, Role, Text
from boxoffice.rules.sale_figures import SaleFigures

SELL_KEY = "Ctrl+Return"


class SaleProgress(QWidget):
    """Words, a bar, and the two buttons."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.words = Text("", Size.META, ink="text_second")
        self.words.setWordWrap(True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.sell = KeyButton(theme, self.tr("Sell"), SELL_KEY, role=Role.PRIMARY)
        self.stop = KeyButton(theme, self.tr("Stop"), "Esc")
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 0, 12, 0)
        column.addWidget(self.words)
        column.addWidget(self.bar)
        column.addLayout(beside(self.sell, self.stop))

    def begin(self, shows: int) -> None:
        """So many shows are to be sold; the first of a large hall takes seconds."""
        self.bar.setRange(0, shows)
        self.bar.setValue(0)
        self.words.setText(self.tr("The first show is being sold…"))

    def clear(self, words: str) -> None:
        """Nothing is sold; say why nothing can be, or nothing."""
        self.bar.setValue(0)
        self.words.setText(words)

    def show_figures(self, figures: Sequence[SaleFigures]) -> None:
        """Show how far the sale is."""
        number = self.locale().toString
        self.bar.setValue(figures[0].shows)
        words = self.tr("{shows} of {all} shows, {groups} groups")
        self.words.setText(
            words.format(
                shows=number(figures[0].shows),
                all=number(self.bar.maximum()),
                groups=number(sum(one.groups + one.turned_away for one in figures)),
            )
        )

    def set_running(self, *, runs: bool, can_sell: bool) -> None:
        """Whether something is sold now, and whether anything could be."""
        self.sell.setEnabled(can_sell and not runs)
        self.stop.setEnabled(runs)
