"""A field with its name over it, and beneath it what is wrong with what is typed."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from boxoffice.qtkit.fonts import SEMIBOLD, Size
from boxoffice.qtkit.widgets import Field, Text


class Labelled(QWidget):
    """A name over a field, and beneath it what is wrong with it, or else what it means."""

    def __init__(self, label: str, field: QWidget, line: Field | None = None) -> None:
        """`line` is what is typed in, where that is a part of `field`."""
        super().__init__()
        self.line = line or (field if isinstance(field, Field) else None)
        self.note = Text("", Size.META, ink="text_second")
        self.note.setWordWrap(True)
        self.note.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        for widget in (Text(label, Size.META, SEMIBOLD, ink="text_second"), field, self.note):
            column.addWidget(widget)
        column.addStretch(1)
        if self.line is not None:
            self.line.setAccessibleName(label)

    def say(self, words: str, *, wrong: bool = False) -> None:
        """Show these words beneath it, or none."""
        self.note.setText(words)
        self.note.set_ink("danger" if wrong else "text_second")
        self.note.setVisible(bool(words))
        if self.line is not None:
            self.line.set_wrong(wrong=wrong)
