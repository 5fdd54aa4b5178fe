"""Exporting: into which kind of file, and what that cannot hold before it is written."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from admin_designer.designer.qt.exports import (
    EXPORTS,
    LARGEST_SCALE,
    USUAL_SCALE,
    Export,
    Outlook,
)
from admin_designer.designer.qt.form import Form, scrolled
from boxoffice.qtkit.commands import Command, Hint
from boxoffice.qtkit.fonts import BOLD, Size
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.widgets import Banner, KeyButton, Panel, Role, Text, Tone

EXPORT_KEY, WRITE_KEY = "Ctrl+E", "F9"
_SIDE, _BUTTON = 240, 40


class ExportPage(QWidget):
    """`looked_at` when another kind or scale is to be looked at, `wanted` when the file is to be
    written, `closed` when none is."""

    looked_at = Signal()
    wanted = Signal()
    closed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.export: Export = EXPORTS[0]
        self.scale = USUAL_SCALE
        self.kinds = [
            KeyButton(theme, _told(one.title), str(at), height=_BUTTON)
            for at, one in enumerate(EXPORTS, start=1)
        ]
        for at, button in enumerate(self.kinds):
            button.clicked.connect(partial(self.choose, at))
        self.write = KeyButton(
            theme, self.tr("Write the file…"), WRITE_KEY, role=Role.PRIMARY, height=32
        )
        self.write.clicked.connect(self._want)
        self._back = KeyButton(theme, self.tr("Go on drawing"), "Esc", height=32)
        self._back.clicked.connect(self.closed)
        self._title = Text("", Size.TITLE, BOLD)
        self._about = Text("", Size.BODY)
        self._about.setWordWrap(True)
        self._form = Form(theme)
        self._form.section("")
        self.scale_field = self._form.number(
            self.tr("Scale 1 :"), self._set_scale, unit="", lowest=1, highest=LARGEST_SCALE
        )
        self._pages = Text("", Size.BODY, ink="text_second")
        self.banner = Banner(theme)
        self._lost = Text("", Size.BODY)
        self._lost.setWordWrap(True)
        self._lay_out()
        self.choose(0)

    def commands(self) -> tuple[Command, ...]:
        """A digit chooses each kind."""
        return (
            *(
                Command(
                    self.tr("Export as {kind}").format(kind=_told(one.title)),
                    partial(self.choose, at),
                    str(at + 1),
                )
                for at, one in enumerate(EXPORTS)
            ),
            Command(self.tr("Write the file…"), self._want, WRITE_KEY),
        )

    def hints(self) -> tuple[Hint, ...]:
        """The keys of the page."""
        kinds = Hint(f"1–{len(EXPORTS)}", self.tr("kind of file"))
        return (kinds, Hint(WRITE_KEY, self.tr("write it")), Hint("Esc", self.tr("go on drawing")))

    def choose(self, at: int) -> None:
        """Look at another kind of file."""
        self.export = EXPORTS[at]
        for place, button in enumerate(self.kinds):
            button.set_chosen(chosen=place == at)
        self.setFocusProxy(self.kinds[at])
        if self.isVisible():
            self.kinds[at].setFocus()
        self._title.setText(_told(self.export.title) + f" ({self.export.suffix})")
        self._about.setText(_told(self.export.about))
        self._form.setVisible(self.export.has_scale)
        self.scale_field.show_values({self.scale})
        self.show_outlook(None)
        self.looked_at.emit()

    def show_outlook(self, outlook: Outlook | None) -> None:
        """Show what the file would not hold; None: that is still looked for."""
        self.write.setEnabled(outlook is not None and not outlook.refused)
        self.banner.setVisible(outlook is not None)
        self._lost.setText("")
        self._pages.setVisible(self.export.has_scale)
        self._pages.setText("")
        if outlook is None:
            return
        if outlook.refused:
            self.banner.tell(outlook.refused, Tone.DANGER)
        elif outlook.lost:
            self.banner.tell(self.tr("This file does not hold:"), Tone.WARN)
            self._lost.setText(_listed(outlook.lost))
        else:
            self.banner.tell(self.tr("This file holds all of the plan."), Tone.OK)
        if outlook.pages:
            pages = self.tr("%n pages A4", "", outlook.pages) if outlook.pages > 1 else ""
            self._pages.setText(pages or self.tr("1 page A4"))

    def words(self) -> str:
        """What it says of the kind that is looked at."""
        said = (self.banner.words(), self._lost.text(), self._pages.text())
        return "\n".join(filter(None, said))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _want(self) -> None:
        if self.write.isEnabled():
            self.wanted.emit()

    def _set_scale(self, scale: int) -> None:
        self.scale = scale
        self.show_outlook(None)
        self.looked_at.emit()

    def _lay_out(self) -> None:
        head = Panel("window", "bottom")
        line = QHBoxLayout(head)
        line.setContentsMargins(12, 6, 12, 7)
        line.setSpacing(8)
        line.addWidget(Text(self.tr("Export the plan"), Size.TIME, BOLD))
        line.addStretch(1)
        line.addWidget(self._back)
        line.addWidget(self.write)
        side = Panel("panel", "right")
        side.setFixedWidth(_SIDE)
        choices = QVBoxLayout(side)
        choices.setContentsMargins(12, 12, 12, 12)
        choices.setSpacing(6)
        for button in self.kinds:
            choices.addWidget(button)
        choices.addStretch(1)
        about = QVBoxLayout()
        about.setContentsMargins(20, 14, 20, 14)
        about.setSpacing(10)
        parts = (self._title, self._about, self._form, self._pages, self.banner, self._lost)
        for part in parts:
            about.addWidget(part)
        about.addStretch(1)
        body = QHBoxLayout()
        body.setSpacing(0)
        body.addWidget(side)
        body.addWidget(scrolled(about), 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addLayout(body, 1)


def _listed(lines: Sequence[str]) -> str:
    return "\n".join(f"•  {_told(line)}" for line in lines)


def _told(text: str) -> str:
    return QCoreApplication.translate("Exports", text)
