"""A theatre's cancelled shows in the window, for those who supervise there."""

from typing import TYPE_CHECKING

from boxoffice.bootstrap.after import CounterAfter
from boxoffice.bootstrap.shell import Shell
from boxoffice.bootstrap.till import till_name
from boxoffice.client.api import BoxOffice
from boxoffice.counter.workspace import CounterWorkspace
from boxoffice.model.clock import Clock
from boxoffice.model.theatre import Theatre

if TYPE_CHECKING:
    from boxoffice.counter.cancelled.sheet import CancelledSheet

CANCELLED_KEY = "Ctrl+Shift+C"


class CounterCancelled:
    """One theatre's sheet, made when it is first opened."""

    def __init__(
        self,
        shell: Shell,
        box_office: BoxOffice,
        theatre: Theatre,
        workspace: CounterWorkspace,
        after: CounterAfter,
        clock: Clock,
    ) -> None:
        self._shell, self._box_office, self._theatre = shell, box_office, theatre
        self._workspace, self._after, self._clock = workspace, after, clock
        self.sheet: CancelledSheet | None = None

    def open(self) -> None:
        """Lay the list over the window."""
        if self.sheet is None:
            self.sheet = self._made()
        self.sheet.open_anew()

    def close(self) -> None:
        """Take the sheet away."""
        if self.sheet is not None:
            self.sheet.close_it()
            self.sheet.deleteLater()
            self.sheet = None

    def _made(self) -> "CancelledSheet":
        from boxoffice.counter.cancelled.desk import CancelledDesk  # noqa: PLC0415 (start-up time)
        from boxoffice.counter.cancelled.sheet import (  # noqa: PLC0415 (start-up time)
            CancelledSheet,
        )

        shell, office, theatre = self._shell, self._box_office, self._theatre
        desk = CancelledDesk(office.cancelled, office, theatre, self._clock, till_name(shell))
        sheet = CancelledSheet(
            shell.theme,
            shell.commands,
            shell.window,
            desk,
            theatre,
            shell.tasks,
            lambda: self._workspace.sale.state.listing,
        )
        sheet.counter_wanted.connect(self._after.open)
        return sheet
