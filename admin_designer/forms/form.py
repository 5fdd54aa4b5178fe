"""A form: fields with a name above each and, beneath it, what is wrong there or what it means."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from admin_designer.forms.entries import AreaEntry, ChoiceEntry, LineEntry
from admin_designer.forms.merging import Texts
from boxoffice.model.errors import BadInput
from boxoffice.qtkit.fonts import SEMIBOLD, Size
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.widgets import KeyButton, Role, Text

Entry: TypeAlias = LineEntry | AreaEntry | ChoiceEntry
BUTTON = 28


@dataclass(frozen=True, slots=True)
class Line:
    """One field. `read` makes of its text what is to be saved, or raises BadInput with words that
    are put beside it. With `options` (what is read, and how it is called) it is a choice; with
    `lines` more than 1 it is that high. One that is `half` as wide shares its row."""

    key: str
    label: str
    read: Callable[[str], object] = str.strip
    options: tuple[tuple[str, str], ...] = ()
    hint: str = ""
    placeholder: str = ""
    lines: int = 1
    half: bool = False


class Form(QWidget):
    """`changed` when somebody typed or chose something. Enter goes on to the next field, since
    what is half typed is not to be saved."""

    changed = Signal()

    def __init__(self, theme: Theme, lines: Sequence[Line]) -> None:
        super().__init__()
        self._places = {line.key: _Place(theme, line) for line in lines}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(10)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        row, column = 0, 0
        for line in lines:
            if not line.half and column:
                row, column = row + 1, 0
            place = self._places[line.key]
            grid.addWidget(place, row, column, 1, 1 if line.half else 2)
            row, column = (row, 1) if line.half and not column else (row + 1, 0)
            place.entry.edited.connect(self.changed)
            if isinstance(place.entry, LineEntry):
                place.entry.returnPressed.connect(self.focusNextChild)
        grid.setRowStretch(row + 1, 1)
        first = next(iter(self._places.values()))
        self.setFocusProxy(first.entry)

    def entry(self, key: str) -> Entry:
        """The widget of a field."""
        return self._places[key].entry

    def note(self, key: str) -> str:
        """What stands beneath a field."""
        return self._places[key].note.text()

    def texts(self) -> Texts:
        """What stands in each field."""
        return {key: place.entry.text() for key, place in self._places.items()}

    def show_texts(self, texts: Texts) -> None:
        """Put this in the fields; nothing is wrong with any of them so far."""
        for key, place in self._places.items():
            place.entry.set_text(texts.get(key, ""))
            place.settle()

    def read(self) -> Mapping[str, object] | None:
        """What is to be saved, or None with what is wrong said beside each field; the first of
        them has the keyboard then."""
        values: dict[str, object] = {}
        wrong: list[_Place] = []
        for key, place in self._places.items():
            try:
                values[key] = place.line.read(place.entry.text())
                place.say_hint()
            except BadInput as refusal:
                place.say(str(refusal), wrong=True)
                wrong.append(place)
        if wrong:
            wrong[0].entry.setFocus()
            return None
        return values

    def show_clashes(self, theirs: Texts, said: Mapping[str, str]) -> None:
        """Beside each field that both changed: what the other one put there (`said`, as people read
        it), and a button that takes it."""
        for key, text in theirs.items():
            self._places[key].show_clash(text, said[key])

    def clashes(self) -> tuple[str, ...]:
        """The fields beside which somebody else's text is offered."""
        return tuple(key for key, place in self._places.items() if place.is_clashing)

    def say(self, key: str, words: str) -> None:
        """Say beneath a field what is wrong with it, and go there."""
        self._places[key].say(words, wrong=True)
        self._places[key].entry.setFocus()

    def set_enabled(self, *, enabled: bool) -> None:
        """Whether anything can be changed."""
        for place in self._places.values():
            place.entry.setEnabled(enabled)

    def as_read(self, key: str, text: str) -> str:
        """A field's text as people read it."""
        options = dict(self._places[key].line.options)
        return options.get(text, text)


class _Place(QWidget):
    """A field with its name and note, and somebody else's text beside it."""

    def __init__(self, theme: Theme, line: Line) -> None:
        super().__init__()
        self.line = line
        self.entry: Entry
        if line.options:
            self.entry = ChoiceEntry(theme, line.options)
        elif line.lines > 1:
            self.entry = AreaEntry(line.lines, line.placeholder)
        else:
            self.entry = LineEntry(theme, line.placeholder)
        self.entry.setAccessibleName(line.label)
        self.note = Text("", Size.META, ink="text_second")
        self.note.setWordWrap(True)
        self._theirs = ""
        self._take = KeyButton(theme, self.tr("Take theirs"), role=Role.PLAIN, height=BUTTON)
        self._take.setAccessibleName(self.tr("{field}: take theirs").format(field=line.label))
        self._take.clicked.connect(self._take_theirs)
        beneath = QHBoxLayout()
        beneath.setSpacing(8)
        beneath.addWidget(self.note, 1)
        beneath.addWidget(self._take)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addWidget(Text(line.label, Size.META, SEMIBOLD, ink="text_second"))
        column.addWidget(self.entry)
        column.addLayout(beneath)
        column.addStretch(1)
        self.entry.edited.connect(self.settle)
        self.settle()

    @property
    def is_clashing(self) -> bool:
        return not self._take.isHidden()

    def settle(self) -> None:
        """Nothing is wrong so far, and nobody's text is offered."""
        self._take.hide()
        self.say_hint()

    def say_hint(self) -> None:
        self.say(self.line.hint)

    def say(self, words: str, *, wrong: bool = False) -> None:
        self.note.setText(words)
        self.note.set_ink("danger" if wrong else "text_second")
        self.note.setVisible(bool(words))
        self.entry.setAccessibleDescription(words)
        if isinstance(self.entry, LineEntry):
            self.entry.set_wrong(wrong=wrong)

    def show_clash(self, theirs: str, said: str) -> None:
        self._theirs = theirs
        words = self.tr("They put: {text}") if said.strip() else self.tr("They emptied it.")
        self.say(words.format(text=said), wrong=True)
        self._take.show()

    def _take_theirs(self) -> None:
        self.entry.set_text(self._theirs)
        self.settle()
        self.entry.edited.emit()
        self.entry.setFocus()
