"""The admin's workspaces: a rail of pages at the left, and the one that is in front."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from boxoffice.qtkit.commands import Command, Commands, Hint
from boxoffice.qtkit.tasks import Tasks
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.widgets import KeyButton, Panel, Role

RAIL, NARROW_RAIL, BUTTON = 184, 56, 44
#: A narrower workspace has signs alone in its rail.
FOLD_BELOW = 1_000


class ManagePage(Protocol):
    """A page; it is a QWidget. `begin` is awaited when it is first shown, `look` each time after
    that, `finish` when the workspace is left for good."""

    hints_changed: SignalInstance
    told: SignalInstance

    def hints(self) -> tuple[Hint, ...]: ...

    async def begin(self) -> None: ...

    async def look(self) -> None: ...

    async def finish(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Entry:
    """One page of the rail: its name, the sign beside it, and what makes it when it is first
    wanted."""

    name: str
    icon: str
    make: Callable[[Tasks], ManagePage]


class ManageWorkspace(QWidget):
    """`hints_changed` carries the keys of the moment, `told` words about what was done, `failed`
    about what was refused."""

    hints_changed = Signal(object)
    told = Signal(str)
    failed = Signal(str)

    def __init__(self, theme: Theme, commands: Commands, entries: Sequence[Entry]) -> None:
        super().__init__()
        self._entries = entries
        # Its own, since what runs for it ends with it.
        self._tasks = Tasks()
        self._tasks.failed.connect(self.failed)
        self._pages: dict[int, ManagePage] = {}
        self._at = -1
        self._stack = QStackedWidget()
        self._buttons = [
            KeyButton(
                theme,
                one.name,
                key_of(at),
                icon=one.icon,
                role=Role.QUIET,
                height=BUTTON,
                spread=True,
            )
            for at, one in enumerate(entries)
        ]
        self._rail = Panel("panel", "right")
        column = QVBoxLayout(self._rail)
        column.setContentsMargins(8, 10, 8, 10)
        column.setSpacing(2)
        for at, button in enumerate(self._buttons):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(lambda _checked=False, at=at: self.go(at))
            column.addWidget(button)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(self._rail)
        self._area = area
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(area)
        whole.addWidget(self._stack, 1)
        commands.add(self, [self._command(at) for at in range(len(entries))])

    @property
    def page(self) -> ManagePage | None:
        """What is in front."""
        return self._pages.get(self._at)

    def hints(self) -> tuple[Hint, ...]:
        """The keys of the page in front."""
        return self.page.hints() if self.page is not None else ()

    def begin(self) -> None:
        """Show the first page, or look anew at the one that was there last."""
        self.go(max(self._at, 0))

    def go(self, at: int) -> None:
        """Bring a page to the front."""
        known = at in self._pages
        if not known:
            made = self._entries[at].make(self._tasks)
            made.hints_changed.connect(self._hint)
            made.told.connect(self.told)
            self._pages[at] = made
            assert isinstance(made, QWidget)
            self._stack.addWidget(made)
        page, self._at = self._pages[at], at
        assert isinstance(page, QWidget)
        self._stack.setCurrentWidget(page)
        self.setFocusProxy(page)
        for place, button in enumerate(self._buttons):
            button.set_chosen(chosen=place == at)
        page.setFocus()
        self._hint(self.hints())
        self._tasks.start(page.look() if known else page.begin())

    async def finish(self) -> None:
        """It is left for good."""
        for page in self._pages.values():
            await page.finish()
        await self._tasks.close()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < FOLD_BELOW
        self._area.setFixedWidth(NARROW_RAIL if narrow else RAIL)
        for at, (button, entry) in enumerate(zip(self._buttons, self._entries, strict=True)):
            button.setText("" if narrow else entry.name)
            button.set_key("" if narrow else key_of(at))
            button.setAccessibleName(entry.name)
            button.setToolTip(f"{entry.name} {key_of(at)}" if narrow else "")

    def _hint(self, hints: tuple[Hint, ...]) -> None:
        if self.isVisible():
            self.hints_changed.emit(hints)

    def _command(self, at: int) -> Command:
        return Command(self._entries[at].name, lambda: self.go(at), key_of(at))


def key_of(at: int) -> str:
    """The key of a page of the rail."""
    return f"Alt+{at + 1}"
