"""A movie, chosen by typing a part of its title."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from boxoffice.model.movie import MovieTitle
from boxoffice.qtkit.fuzzy import best_first
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.widgets import Field

MOST_ROWS, ROW = 4, 28
_MOVIE = int(Qt.ItemDataRole.UserRole)


class MovieField(QWidget):
    """Typing lists what fits, the arrows choose, Enter, Tab or a click takes it: `taken` carries
    the MovieTitle, or None when another is looked for. `done` for Enter where one is taken, or
    there is none to take."""

    taken = Signal(object)
    done = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.movie: MovieTitle | None = None
        self._movies: Sequence[MovieTitle] = ()
        self.field = _Line(theme, self.tr("Type a part of the title"))
        self.field.setAccessibleName(self.tr("Movie"))
        self.found = QListWidget()
        self.found.setAccessibleName(self.tr("Movies that fit"))
        # A click must not take the keyboard, or what was chosen before it would be taken.
        self.found.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.found.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.field)
        column.addWidget(self.found)
        self.setFocusProxy(self.field)
        self.field.textEdited.connect(self._look)
        self.field.stepped.connect(self._step)
        self.field.returnPressed.connect(self._enter)
        self.field.editingFinished.connect(self._take)
        self.found.itemClicked.connect(lambda _: self._take())

    def offer(self, movies: Sequence[MovieTitle]) -> None:
        """Choose among these; what was typed or taken stays so."""
        self._movies = movies
        if self.movie is None:
            self._look(self.field.text())

    def clear(self) -> None:
        """No movie."""
        self.field.clear()
        self._look("")

    def _look(self, text: str) -> None:
        self.movie = None
        fitting = best_first(text, [(movie.title, movie) for movie in self._movies])
        self.found.clear()
        for movie in fitting:
            details = filter(None, (movie.certificate, ", ".join(movie.languages)))
            item = QListWidgetItem(" \N{MIDDLE DOT} ".join((movie.title, *details)))
            item.setData(_MOVIE, movie)
            self.found.addItem(item)
        self.found.setCurrentRow(0 if text.strip() and fitting else -1)
        self.found.setFixedHeight(ROW * min(MOST_ROWS, len(fitting)) + 2)
        self.found.setVisible(bool(fitting))
        self.taken.emit(None)

    def _step(self, step: int) -> None:
        at = self.found.currentRow() + step
        if self.movie is None and 0 <= at < self.found.count():
            self.found.setCurrentRow(at)

    def _enter(self) -> None:
        if self.movie is not None or self.found.currentItem() is None:
            self.done.emit()

    def _take(self) -> None:
        item = self.found.currentItem()
        if self.movie is None and item is not None:
            movie: MovieTitle = item.data(_MOVIE)
            self.movie = movie
            self.field.setText(movie.title)
            self.found.hide()
            self.taken.emit(movie)


class _Line(Field):
    """`stepped` carries -1 or 1 for the arrow keys."""

    stepped = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.stepped.emit(step)
