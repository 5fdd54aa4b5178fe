"""Asks for a name, and where there are several for the screen that something is of."""

import asyncio
from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from admin_designer.designer.qt.fields import Choice
from boxoffice.qtkit.commands import Commands
from boxoffice.qtkit.fonts import BOLD, Size
from boxoffice.qtkit.overlay import Overlay
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.tokens import HEIGHT_FIELD, HEIGHT_OFFER
from boxoffice.qtkit.widgets import Field, KeyButton, Role, Text

WIDTH, HEIGHT, CHOICE_MORE = 460, 190, 46


class NameSheet(Overlay):
    """Enter takes the name, Esc nothing."""

    def __init__(self, theme: Theme, commands: Commands, window: QWidget) -> None:
        super().__init__(window, commands, WIDTH, HEIGHT)
        self._answer: asyncio.Future[tuple[str, int] | None] | None = None
        self._title = Text("", Size.TIME, BOLD)
        self.name = Field(theme, self.tr("Name"))
        self.screens = Choice(theme, self.tr("Screen"), ())
        self.screens.setFixedHeight(HEIGHT_FIELD)
        self.screens.setPlaceholderText(self.tr("Of which screen?"))
        self._yes = KeyButton(theme, "", "Enter", role=Role.PRIMARY, height=HEIGHT_OFFER)
        stay = KeyButton(theme, self.tr("Cancel"), "Esc", height=HEIGHT_OFFER)
        row = QHBoxLayout()
        row.addWidget(self._yes, 1)
        row.addWidget(stay, 1)
        column = QVBoxLayout(self.panel)
        column.setContentsMargins(20, 18, 20, 18)
        column.setSpacing(12)
        column.addWidget(self._title)
        column.addWidget(self.screens)
        column.addWidget(self.name)
        column.addStretch(1)
        column.addLayout(row)
        self.panel.setFocusProxy(self.name)
        self.name.returnPressed.connect(self._take)
        self._yes.clicked.connect(self._take)
        stay.clicked.connect(self.close_it)
        self.closed.connect(lambda: self._finish(None))

    async def ask(
        self, title: str, yes: str, name: str = "", screens: Sequence[str] = (), at: int = -1
    ) -> tuple[str, int] | None:
        """The name that is typed and which of the screens; None for neither. With -1 no screen is
        chosen at first, and nothing is taken until one is."""
        self._answer = asyncio.get_running_loop().create_future()
        self._title.setText(title)
        self._yes.setText(yes)
        self.screens.clear()
        self.screens.addItems(list(screens))
        self.screens.setCurrentIndex(at)
        self.screens.setVisible(bool(screens))
        self.set_height(HEIGHT + (CHOICE_MORE if screens else 0))
        self.name.setText(name)
        self.name.selectAll()
        self.open()
        if screens and at < 0:
            self.screens.setFocus()
        return await self._answer

    def _take(self) -> None:
        name = self.name.text().strip()
        self.name.set_wrong(wrong=not name)
        if self.screens.count() and self.screens.currentIndex() < 0:
            self.screens.setFocus()
        elif name:
            self._finish((name, self.screens.currentIndex()))
            self.close_it()

    def _finish(self, answer: tuple[str, int] | None) -> None:
        if self._answer is not None and not self._answer.done():
            self._answer.set_result(answer)
