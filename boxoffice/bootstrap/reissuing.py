"""Printing tickets anew after shows were moved, from wherever somebody is in the window."""

import asyncio
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import TYPE_CHECKING, Any

from boxoffice.bootstrap.shell import Shell
from boxoffice.client.api import BoxOffice
from boxoffice.counter.printing.printing import Printing
from boxoffice.model.errors import Refusal
from boxoffice.qtkit.formats import Formats

if TYPE_CHECKING:
    from boxoffice.counter.reissue_sheet import ReissueSheet
    from boxoffice.counter.reissues import Reissue, Reissues

REISSUE_KEY = "Ctrl+Shift+P"


class Reissuing:
    """One theatre's sheet, made when it is first opened."""

    def __init__(
        self, shell: Shell, box_office: BoxOffice, printing: Printing, tickets_folder: Path
    ) -> None:
        self._shell, self._box_office, self._paper = shell, box_office, printing
        self._folder = tickets_folder
        #: Called when the sheet is closed, since something may be off the list.
        self.closed: Callable[[], None] = lambda: None
        self.sheet: ReissueSheet | None = None
        self._reissues: Reissues | None = None
        self._printing: asyncio.Task[None] | None = None

    def open(self) -> None:
        """Lay the list over the window."""
        sheet = self._made()
        sheet.show_list(())
        sheet.open_anew()
        self._start(self._read(sheet))

    def close(self) -> None:
        """Take the sheet away."""
        if self.sheet is not None:
            self.closed = lambda: None
            self.sheet.close_it()
            self.sheet.deleteLater()
            self.sheet = None

    def _made(self) -> "ReissueSheet":
        if self.sheet is not None:
            return self.sheet
        from boxoffice.counter.reissue_sheet import ReissueSheet  # noqa: PLC0415 (start-up time)
        from boxoffice.counter.reissues import Reissues  # noqa: PLC0415 (start-up time)
        from boxoffice.counter.ticket_desk import TicketDesk  # noqa: PLC0415 (start-up time)

        shell, theatre = self._shell, self._paper.orders.theatre
        desk = TicketDesk(self._paper, self._folder, shell.tasks)
        self._reissues = Reissues(self._box_office, theatre.theatre_id, desk)
        self.sheet = sheet = ReissueSheet(
            shell.theme, shell.commands, shell.window, Formats(theatre)
        )
        sheet.closed.connect(lambda: self.closed())
        sheet.print_wanted.connect(lambda one: self._print(sheet, one))
        return sheet

    async def _read(self, sheet: "ReissueSheet") -> None:
        assert self._reissues is not None
        reissues = await self._reissues.listed()
        # Whoever left meanwhile took the sheet along.
        if self.sheet is sheet:
            sheet.show_list(reissues)

    def _print(self, sheet: "ReissueSheet", one: "Reissue") -> None:
        # A second print at the same moment would make the first one void.
        if self._printing is None or self._printing.done():
            sheet.begin()
            self._printing = self._start(self._print_anew(sheet, one))

    async def _print_anew(self, sheet: "ReissueSheet", one: "Reissue") -> None:
        assert self._reissues is not None
        job = await self._reissues.print_anew(one, self._shell.option("printer"))
        if self.sheet is sheet:
            sheet.told(job)
            await self._read(sheet)

    def _start(self, work: Coroutine[Any, Any, None]) -> "asyncio.Task[None]":
        return self._shell.tasks.start(work, self._refused)

    def _refused(self, refusal: Refusal) -> None:
        if self.sheet is not None:
            self.sheet.refused(str(refusal))
