"""The sale line above the hall: typed, understood while it is typed, and held by Enter."""

from collections.abc import Iterable
from typing import cast

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from boxoffice.counter.wishes import ByLine
from boxoffice.counter.words import translate, types_counted
from boxoffice.model.booking import SeatChoice
from boxoffice.model.show import ShowListing
from boxoffice.model.terms import SaleTerms
from boxoffice.qtkit.commands import Hint
from boxoffice.qtkit.fonts import SEMIBOLD, Size
from boxoffice.qtkit.formats import Formats
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.widgets import ElidedLabel, Field, KeyButton, Panel
from boxoffice.rules.sale_line import LineProblem, LineShow, SaleLine, read_sale_line

LINE_KEY = "/"
#: A hall narrower than this leaves the line its room.
BUTTON_WORDS_FROM = 480


class SaleLinePanel(Panel):
    """Lies over the lower part of `over`, so that nothing moves when it opens. `wished` carries a
    ByLine, `closed` says that the clerk is done with the line."""

    wished = Signal(object)
    closed = Signal()

    def __init__(self, theme: Theme, formats: Formats, terms: SaleTerms, over: QWidget) -> None:
        super().__init__("window", "bottom", over)
        self._over = over
        self._formats, self._terms = formats, terms
        self._types = {one.key: one.code for one in terms.ticket_types if one.key}
        self._listings: dict[int, ListingAndShow] = {}
        self._open_id = 0
        self._read = SaleLine()
        self._field = Field(theme, self.tr("Sale line, e.g. 7pm 2a1c F"), icon="arrow-right")
        self._hold = KeyButton(theme, self.tr("Hold"), "Enter")
        self._close = KeyButton(theme, self.tr("Close"), "Esc")
        self._meaning = ElidedLabel("", Size.BODY, SEMIBOLD)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._field, 1)
        row.addWidget(self._hold)
        row.addWidget(self._close)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 6, 16, 6)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self._meaning)
        for button in (self._hold, self._close):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setAccessibleName(button.text())
        self._field.textChanged.connect(self._understand)
        self._field.installEventFilter(self)
        over.installEventFilter(self)
        self._hold.clicked.connect(self._submit)
        self._close.clicked.connect(self._leave)
        self.hide()

    def open_with(self, listings: Iterable[ShowListing], open_id: int) -> None:
        """Take a line: it may name these shows, the soonest first, or mean the one that is open."""
        self._listings = {one.show.show_id: (one, self._line_show(one)) for one in listings}
        self._open_id = open_id
        self._field.clear()
        self._understand()
        self._place()
        self.show()
        self.raise_()
        self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def typing(self) -> bool:
        """Whether the keyboard is in the line."""
        return self._field.hasFocus()

    def meaning(self) -> str:
        """What is said of the line."""
        return self._field.accessibleDescription()

    def hints(self) -> tuple[Hint, ...]:
        """The keys of the moment."""
        return (
            Hint("Enter", self.tr("Holds the seats")),
            Hint("Tab", self.tr("Writes the word out")),
            Hint("Esc", self.tr("Back to the hall")),
        )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter, Tab and Esc of the field; anything else is typed."""
        if watched is self._over and event.type() is QEvent.Type.Resize:
            self._place()
        if watched is not self._field or event.type() is not QEvent.Type.KeyPress:
            return False
        key = Qt.Key(cast("QKeyEvent", event).key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._submit()
        elif key == Qt.Key.Key_Escape:
            self._leave()
        elif key == Qt.Key.Key_Tab and self._read.completed:
            self._field.setText(self._read.completed)
        else:
            return False
        return True

    def _place(self) -> None:
        over, height = self._over, self.sizeHint().height()
        self.setGeometry(0, max(0, over.height() - height), over.width(), height)
        # In a narrow window the line has the room, and the buttons their keys.
        wide = over.width() >= BUTTON_WORDS_FROM
        self._hold.setText(self.tr("Hold") if wide else "")
        self._close.setText(self.tr("Close") if wide else "")

    def _understand(self) -> None:
        text = self._field.text()
        shows = [line_show for _, line_show in self._listings.values()]
        self._read = read_sale_line(text, shows, self._types, self._open_id)
        # Who has not yet said how many has made no mistake.
        wrong = bool(text) and self._read.problem not in (None, LineProblem.NOBODY)
        self._field.set_wrong(wrong=wrong)
        self._meaning.set_ink("danger" if wrong else "text_second")
        words = self._words()
        self._meaning.setText(words)
        self._field.setAccessibleDescription(words)
        self._hold.setEnabled(self._read.problem is None)

    def _submit(self) -> None:
        line = self._read
        if line.problem is not None:
            self._meaning.set_ink("danger")
            return
        listing, _ = self._listings[line.show_id]
        self._leave()
        self.wished.emit(ByLine(listing, line.types, line.category_id))

    def _leave(self) -> None:
        self.hide()
        self.closed.emit()

    def _words(self) -> str:
        """What the line means, or why it means nothing."""
        line = self._read
        if line.problem is not None and line.problem is not LineProblem.NOBODY:
            return _problem_words(line)
        said = []
        if line.show_id:
            listing, line_show = self._listings[line.show_id]
            said.append(f"{self._formats.time(listing.show.starts_at)} {listing.title}")
            choices = (SeatChoice("", code) for code in line.types)
            said.append(types_counted(choices, self._terms))
            said.append(line_show.categories.get(line.category_id, ""))
        if line.problem is LineProblem.NOBODY:
            letters = ", ".join(f"{one.key} {one.name}" for one in self._terms.ticket_types)
            said.append(self.tr("how many? {letters}").format(letters=letters))
        words = " · ".join(part for part in said if part)
        if line.completed:
            return self.tr("{words}   Tab: {completed}").format(
                words=words, completed=line.completed
            )
        return words

    def _line_show(self, listing: ShowListing) -> LineShow:
        show = listing.show
        local = self._formats.local(show.starts_at)
        return LineShow(
            show.show_id,
            listing.local_date,
            local.hour * 60 + local.minute,
            listing.title,
            {one.category_id: one.name for one in show.prices},
        )


#: A listing, and what a line may call it by.
ListingAndShow = tuple[ShowListing, LineShow]


def _problem_words(line: SaleLine) -> str:
    words = {
        LineProblem.NO_SHOW_THEN: translate("counter", "No show at {about}."),
        LineProblem.NO_SHOW_CALLED: translate("counter", "No show has “{about}”."),
        LineProblem.SEVERAL_SHOWS: translate("counter", "Which one: {about}?"),
        LineProblem.NO_SHOW_OPEN: translate("counter", "Say which show: its time or its title."),
        LineProblem.NO_SUCH_TYPE: translate("counter", "{about} is no ticket type here."),
        LineProblem.NO_SUCH_CATEGORY: translate("counter", "No category begins with “{about}”."),
        LineProblem.SEVERAL_CATEGORIES: translate(
            "counter", "Several categories begin with “{about}”: type more of it."
        ),
        LineProblem.TOO_MANY: translate("counter", "{about} seats are too many for one sale."),
        LineProblem.NOT_READ: translate(
            "counter", "“{about}” says nothing: 2a1c is two adults and a child."
        ),
    }
    problem = line.problem
    return words[problem].format(about=line.about) if problem in words else ""
