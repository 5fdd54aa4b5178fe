"""Items and stock for whoever sees to them, over a counter's window."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from boxoffice.bootstrap.shell import Shell
from boxoffice.client.api import BoxOffice
from boxoffice.counter.workspace import CounterWorkspace
from boxoffice.model.theatre import Theatre
from boxoffice.qtkit.commands import Command

if TYPE_CHECKING:
    from admin_designer.items.sheet import ItemSheet

STOCK_KEY = "Ctrl+Shift+I"


class CounterItems:
    """The sheet is made when it is first wanted: no clerk loads it."""

    def __init__(
        self,
        shell: Shell,
        box_office: BoxOffice,
        theatre: Theatre,
        counter: CounterWorkspace,
        *,
        changes_items: bool,
    ) -> None:
        self._shell, self._box_office, self._theatre = shell, box_office, theatre
        self._changes_items = changes_items
        self._sheet: ItemSheet | None = None
        words = QCoreApplication.translate("CounterItems", "Items and stock")
        command = Command(words, self.open, STOCK_KEY)
        shell.commands.add(counter, (command,))
        counter.item_desk.offer(command)
        self._counter = counter

    def open(self) -> None:
        """Show what is sold beside seats, and what there is of it."""
        if self._sheet is None:
            from admin_designer.items.sheet import ItemSheet  # noqa: PLC0415 (start-up time)

            shell = self._shell
            self._sheet = ItemSheet(
                self._box_office,
                self._theatre,
                shell.theme,
                shell.tasks,
                shell.commands,
                shell.window,
                changes_items=self._changes_items,
            )
            self._sheet.closed.connect(self._counter.item_desk.refresh)
        self._sheet.open_now()

    def close(self) -> None:
        """Take the sheet away."""
        if self._sheet is not None:
            self._sheet.close_it()
            self._sheet.deleteLater()
            self._sheet = None
