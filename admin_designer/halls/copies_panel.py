"""Who has a new layout, as each answers, and moving shows to it."""

from PySide6.QtWidgets import QVBoxLayout

from admin_designer.halls.parts import Section, SignLine
from admin_designer.halls.words import copy_words, holder_words
from boxoffice.model.publishing import CopyState, LayoutVersion
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.widgets import KeyButton, Panel

MOVE_KEY, SHOW_KEY, SIDE = "M", "S", 340
_SIGNS = {
    CopyState.IN_SYNC: ("check", "ok"),
    CopyState.WAITING: ("clock", "warn"),
    CopyState.DIFFERS: ("error", "danger"),
    CopyState.FAILED: ("error", "danger"),
}


class CopiesPanel(Panel):
    """At the right of the publishing page."""

    def __init__(self, theme: Theme) -> None:
        super().__init__("panel", "left")
        self._theme = theme
        self.copies = Section(self.tr("Who has the new layout"))
        self.move_button = KeyButton(theme, self.tr("Move shows to it"), MOVE_KEY, height=32)
        self.show_button = KeyButton(theme, self.tr("New show on it"), SHOW_KEY, height=32)
        self.setFixedWidth(SIDE)
        side = QVBoxLayout(self)
        side.setContentsMargins(16, 12, 16, 12)
        side.addWidget(self.copies)
        side.addWidget(self.show_button)
        side.addWidget(self.move_button)
        side.addStretch(1)
        self.hide()

    def show_version(self, version: LayoutVersion | None) -> None:
        """Show how each copy stands; for None it is not there."""
        self.setVisible(version is not None)
        self.copies.show_lines(
            SignLine(
                self._theme,
                f"{holder_words(copy.holder)}: {copy_words(copy)}",
                *_SIGNS[copy.state],
            )
            for copy in (version.copies if version is not None else ())
        )
