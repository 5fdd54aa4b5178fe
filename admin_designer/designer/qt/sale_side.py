"""A plan that is sold, beside another or alone."""

from dataclasses import dataclass

from PySide6.QtWidgets import QVBoxLayout

from boxoffice.model.layout import Plan
from boxoffice.qtkit.fonts import BOLD, Size
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.widgets import ElidedLabel, Panel
from boxoffice.seatmap.display import HallDisplay


@dataclass(frozen=True, slots=True)
class Subject:
    """A plan that is sold, and what it is called."""

    name: str
    plan: Plan


class Side(Panel):
    """A plan that is sold, as the counter shows it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__("panel")
        self._theme = theme
        self.name = ElidedLabel("", Size.LIST, BOLD)
        self.map = HallDisplay(theme.tokens)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.addWidget(self.name)
        column.addWidget(self.map, 1)
        self.name.setContentsMargins(12, 0, 12, 0)
        theme.changed.connect(self._take_theme)

    def _take_theme(self) -> None:
        self.map.set_tokens(self._theme.tokens)

    def show_subject(self, subject: Subject | None) -> None:
        """Show this one; None: nothing."""
        self.setVisible(subject is not None)
        if subject is not None:
            self.name.setText(subject.name)
            self.map.show_plan(subject.plan, {})
