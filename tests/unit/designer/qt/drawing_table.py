"""The designer's workspace in a window of its own."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from admin_designer.designer.qt.workspace import DesignerWorkspace
from boxoffice.qtkit.commands import Commands
from boxoffice.qtkit.tasks import Tasks
from boxoffice.qtkit.theme import Theme
from tests.plan_hands import PlanHands


class DrawingTable(PlanHands):
    """`answers` are given to questions, in turn; `asked` are the titles of those asked."""

    def __init__(self, theme: Theme, folder: Path) -> None:
        window = QWidget()
        self.tasks = Tasks()
        self.answers: list[bool | None] = []
        self.asked: list[str] = []
        self.told: list[str] = []
        page = DesignerWorkspace(theme, self.tasks, Commands(), self.ask, folder)
        page.setParent(window)
        page.told.connect(self.told.append)
        self.done: list[str] = []
        page.done.connect(self.done.append)
        super().__init__(page, window)
        window.resize(1440, 820)
        page.setGeometry(window.rect())
        window.show()
        window.activateWindow()
        page.setFocus()

    async def ask(self, title: str, words: str, yes: str, stay: str, no: str = "") -> bool | None:
        """Give the next answer."""
        self.asked.append(title)
        return self.answers.pop(0)
