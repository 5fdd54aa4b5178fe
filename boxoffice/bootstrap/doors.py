"""Checking tickets at a counter: its button in the top bar, its key, its sheet, and its list."""

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt

from boxoffice.bootstrap.shell import Shell
from boxoffice.client.api import BoxOffice
from boxoffice.counter.bar_button import BarButton
from boxoffice.counter.doors.keeper import DoorKeeper, KeptFile
from boxoffice.counter.workspace import CounterWorkspace
from boxoffice.model.clock import Clock
from boxoffice.model.theatre import Theatre
from boxoffice.qtkit.commands import Command

if TYPE_CHECKING:
    from boxoffice.counter.doors.sheet import DoorSheet

DOOR_KEY = "Ctrl+E"
#: Where door lists are, a file for each theatre.
LISTS_FOLDER = "door-lists"


class CounterDoor:
    """One counter's, while its workspace is open. The sheet is built when first wanted."""

    def __init__(
        self,
        shell: Shell,
        box_office: BoxOffice,
        theatre: Theatre,
        workspace: CounterWorkspace,
        clock: Clock,
        folder: Path,
    ) -> None:
        """`folder` has what is kept on this computer for this cinema."""
        self._shell, self._theatre, self._workspace = shell, theatre, workspace
        self._clock = clock
        file = KeptFile(folder / LISTS_FOLDER / f"{theatre.theatre_id}.json")
        self.keeper = DoorKeeper(box_office.doors, theatre.theatre_id, file, clock)
        self.button = BarButton(shell.theme, "scan")
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.button.show_key(self._tr("Check tickets"), DOOR_KEY)
        self.button.clicked.connect(lambda: self.open())
        self.sheet: DoorSheet | None = None
        self._running: asyncio.Task[None] | None = None
        command = Command(self._tr("Check tickets"), self.open, DOOR_KEY)
        shell.commands.add(workspace, (command,))

    def go_on(self) -> None:
        """Keep the list from now on, once the counter can sell."""
        self._running = self._shell.tasks.start(self.keeper.run())

    def open(self) -> None:
        """Check tickets."""
        if self.sheet is None:
            from boxoffice.counter.doors.sheet import DoorSheet  # noqa: PLC0415 (start-up time)

            shell, workspace = self._shell, self._workspace
            self.sheet = DoorSheet(
                shell.theme,
                shell.commands,
                shell.window,
                self._theatre,
                self._clock,
                shell.tasks,
                self.keeper,
                lambda: workspace.listings,
                lambda: workspace.sale.show,
            )
        self.sheet.open_anew()

    def take(self, scanned: str) -> bool:
        """Check a scanned ticket where tickets are being checked, or the box office is away and
        cannot find its booking; otherwise it is somebody else's."""
        is_open = self.sheet is not None and self.sheet.isVisible()
        if not is_open and not self.keeper.is_away:
            return False
        if not is_open:
            self.open()
        assert self.sheet is not None
        self.sheet.scan(scanned)
        return True

    async def close(self) -> None:
        """Take the sheet away and read no more; the button goes with the workspace's tools."""
        if self._running is not None:
            self._running.cancel()
        await self.keeper.close()
        if self.sheet is not None:
            self.sheet.close_it()
            self.sheet.deleteLater()
            self.sheet = None

    def _tr(self, text: str) -> str:
        return QCoreApplication.translate("CounterDoor", text)
