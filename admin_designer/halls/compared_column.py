"""What publishing changes and what forbids it, in words and counts."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from admin_designer.halls.comparing import Comparison
from admin_designer.halls.parts import Section, SignLine
from admin_designer.halls.words import difference_words, first_of, show_words, warnings_counted
from boxoffice.model.show import ShowListing
from boxoffice.qtkit.formats import Formats
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.widgets import Banner, KeyButton

WHOLE_KEY = "A"
MOST_SHOWS, MOST_PROBLEMS = 12, 20


class ComparedColumn(QWidget):
    """Names the first of each; `whole_button` is for all of it."""

    def __init__(self, theme: Theme, formats: Formats, banner: Banner) -> None:
        """`banner` stands over it."""
        super().__init__()
        self._theme, self._formats = theme, formats
        self.whole_button = KeyButton(theme, self.tr("See all of it"), WHOLE_KEY, height=32)
        self.forbids = Section(self.tr("Solve this first"))
        self.warns = Section("")
        self.differs = Section(self.tr("What changes"))
        self.shows = Section(self.tr("Shows to come on layouts before it"))
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        for widget in (banner, self.forbids, self.differs, self.warns, self.shows):
            column.addWidget(widget)
        row = QHBoxLayout()
        row.addWidget(self.whole_button)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)

    def clear(self) -> None:
        """Say nothing."""
        for section in (self.forbids, self.warns, self.differs, self.shows):
            section.show_lines(())

    def show_comparison(self, comparison: Comparison, *, stuck: bool) -> None:
        """Say what differs; `stuck` where nobody can sell from the newest layout."""
        self.warns.title.setText(warnings_counted(len(comparison.warns)))
        for section, problems, icon, ink in (
            (self.forbids, comparison.forbids, "error", "danger"),
            (self.warns, comparison.warns, "warning", "warn"),
        ):
            section.show_lines(
                SignLine(self._theme, words, icon, ink)
                for words in first_of(problems, MOST_PROBLEMS)
            )
        differs = difference_words(comparison, stuck=stuck)
        self.differs.show_lines(SignLine(self._theme, words) for words in differs)

    def show_shows(self, shows: Sequence[ShowListing]) -> None:
        """Name the shows to come on layouts before it."""
        named = first_of(self._named(shows), MOST_SHOWS)
        self.shows.show_lines(SignLine(self._theme, words) for words in named)

    def whole(self, comparison: Comparison, shows: Sequence[ShowListing]) -> list[str]:
        """Every seat, show and problem, under the headings of the column."""
        parts = (
            (self.forbids.title.text(), comparison.forbids),
            (warnings_counted(len(comparison.warns)), comparison.warns),
            (self.differs.title.text(), comparison.in_full),
            (self.shows.title.text(), self._named(shows)),
        )
        return [line for title, lines in parts if lines for line in (title.upper(), *lines, "")]

    def _named(self, shows: Sequence[ShowListing]) -> list[str]:
        return [show_words(one, self._formats) for one in shows]
