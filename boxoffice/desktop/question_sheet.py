"""One question before something that cannot be taken back, asked in the window and waited for."""

import asyncio

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from boxoffice.desktop.question import Question
from boxoffice.qtkit.commands import Commands
from boxoffice.qtkit.fonts import BOLD, Size
from boxoffice.qtkit.overlay import Overlay
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.tokens import HEIGHT_OFFER
from boxoffice.qtkit.widgets import KeyButton, Role, Text

WIDTH, HEIGHT = 560, 250


class QuestionSheet(Overlay):
    """Enter answers yes, Esc stays."""

    def __init__(self, theme: Theme, commands: Commands, window: QWidget) -> None:
        super().__init__(window, commands, WIDTH, HEIGHT)
        self._answer: asyncio.Future[bool | None] | None = None
        self._title = Text("", Size.TIME, BOLD)
        self._words = Text()
        for text in (self._title, self._words):
            text.setWordWrap(True)
        self._yes = KeyButton(theme, "", "Enter", role=Role.PRIMARY, height=HEIGHT_OFFER)
        self._no = KeyButton(theme, "", role=Role.PLAIN, height=HEIGHT_OFFER)
        self._stay = KeyButton(theme, "", "Esc", role=Role.PLAIN, height=HEIGHT_OFFER)
        row = QHBoxLayout()
        for button in (self._yes, self._no):
            row.addWidget(button, 1)
        column = QVBoxLayout(self.panel)
        column.setContentsMargins(20, 18, 20, 18)
        column.setSpacing(12)
        column.addWidget(self._title)
        column.addWidget(self._words)
        column.addStretch(1)
        column.addLayout(row)
        column.addWidget(self._stay)
        self.panel.setFocusProxy(self._yes)
        self._yes.clicked.connect(lambda: self._take(answer=True))
        self._no.clicked.connect(lambda: self._take(answer=False))
        self._stay.clicked.connect(self.close_it)
        self.closed.connect(lambda: self._take(answer=None))

    async def ask(self, question: Question) -> bool | None:
        """Ask and wait: True for yes, False for no, None to stay as things are."""
        self._answer = asyncio.get_running_loop().create_future()
        self._title.setText(question.title)
        self._words.setText(question.words)
        self._yes.setText(question.yes)
        self._no.setText(question.no)
        self._no.setVisible(bool(question.no))
        self._stay.setText(question.stay)
        self.open()
        return await self._answer

    def _take(self, *, answer: bool | None) -> None:
        if self._answer is not None and not self._answer.done():
            self._answer.set_result(answer)
        self.close_it()
