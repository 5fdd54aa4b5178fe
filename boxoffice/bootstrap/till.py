"""The till at a counter: its button in the top bar, its sheet, and what it says of a first sale."""

import asyncio
import platform
from collections.abc import Coroutine
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, Qt

from boxoffice.bootstrap.shell import Shell
from boxoffice.client.api import BoxOffice
from boxoffice.counter.bar_button import BarButton
from boxoffice.counter.shifts.desk import ShiftDesk
from boxoffice.counter.shifts.words import shift_button
from boxoffice.counter.state import SaleState, Sold
from boxoffice.counter.workspace import CounterWorkspace
from boxoffice.model.clock import Clock
from boxoffice.model.errors import Refusal
from boxoffice.model.owed import Owed
from boxoffice.model.payment import PaymentKind
from boxoffice.model.shift import CashMove
from boxoffice.model.theatre import Theatre
from boxoffice.qtkit.commands import Command
from boxoffice.qtkit.formats import Formats

if TYPE_CHECKING:
    from boxoffice.counter.shifts.sheet import ShiftSheet

TILL_KEY, NO_SALE_KEY = "Ctrl+T", "Ctrl+D"
#: How this computer keeps what its counter is called.
TILL_CHOICE = "till"


def till_name(shell: Shell) -> str:
    """What this counter is called: as was chosen, else as the computer is."""
    return shell.choice(TILL_CHOICE, platform.node())


class CounterTill:
    """One counter's shift while its workspace is open. The sheet is built when first wanted."""

    def __init__(
        self,
        shell: Shell,
        box_office: BoxOffice,
        theatre: Theatre,
        workspace: CounterWorkspace,
        clock: Clock,
        folder: Path,
        *,
        supervises: bool,
    ) -> None:
        """`supervises` is whether whoever is signed in may see the cash and read reports."""
        self._shell, self._workspace, self._clock = shell, workspace, clock
        self._folder, self._supervises = folder, supervises
        self._formats = Formats(theatre)
        self.desk = ShiftDesk(box_office.shifts, theatre, till_name(shell))
        self.button = BarButton(shell.theme, "cash")
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.button.clicked.connect(lambda: self.open())
        self.sheet: ShiftSheet | None = None
        self._sold: Sold | None = None
        self.desk.changed.connect(self._say)
        self.desk.moved.connect(lambda _move: workspace.papers.open_drawer())
        self.desk.handed_back.connect(self._handed_back)
        self._unwatch = workspace.sale.on_change(self._sale_changed)
        self._asking: set[asyncio.Task[None]] = set()
        shell.commands.add(workspace, self._commands())
        self._say()

    def go_on(self) -> None:
        """Ask how the shift stands, once the counter can sell."""
        self._ask(self._refresh())

    def open(self, move: CashMove | None = None, *, owed: bool = False) -> None:
        """Show the till, or do one thing with its drawer, such as giving back what is `owed`."""
        if self.sheet is None:
            from boxoffice.counter.shifts.sheet import ShiftSheet  # noqa: PLC0415 (start-up time)

            shell = self._shell
            self.sheet = ShiftSheet(
                shell.theme,
                shell.commands,
                shell.window,
                self.desk,
                self._clock,
                shell.tasks,
                self._folder,
                supervises=self._supervises,
            )
        self.sheet.open_for(move, owed=owed)

    def close(self) -> None:
        """Take the sheet away and ask no more; the button goes with the workspace's tools."""
        self._unwatch()
        self.desk.changed.disconnect(self._say)
        for task in self._asking:
            task.cancel()
        if self.sheet is not None:
            self.sheet.close_it()
            self.sheet.deleteLater()
            self.sheet = None

    def _commands(self) -> tuple[Command, ...]:
        return (
            Command(self._tr("Shift and till"), self.open, TILL_KEY),
            Command(
                self._tr("No sale: open the drawer"),
                lambda: self.open(CashMove.NO_SALE),
                NO_SALE_KEY,
            ),
            Command(self._tr("Pay cash in"), lambda: self.open(CashMove.PAY_IN)),
            Command(self._tr("Pay cash out"), lambda: self.open(CashMove.PAY_OUT)),
            Command(self._tr("Give back what is owed"), lambda: self.open(owed=True)),
        )

    def _handed_back(self, owed: Owed) -> None:
        if owed.tender is PaymentKind.CASH:
            self._workspace.papers.open_drawer()

    def _sale_changed(self, state: SaleState) -> None:
        if state.sold is not None and state.sold is not self._sold:
            self._ask(self._refresh_after_sale())
        self._sold = state.sold

    def _ask(self, asking: Coroutine[Any, Any, None]) -> None:
        task = self._shell.tasks.start(asking)
        self._asking.add(task)
        task.add_done_callback(self._asking.discard)

    async def _refresh_after_sale(self) -> None:
        before = self.desk.report
        await self._refresh()
        report = self.desk.report
        if before is None and report is not None and report.shift.opened_by_sale:
            words = self._tr("This sale opened a shift without a float; {key} shows it.")
            self._workspace.side.remark(words.format(key=TILL_KEY))

    async def _refresh(self) -> None:
        try:
            await self.desk.refresh()
        except Refusal:
            # The button says what was last known; the line's own sign says that it is down.
            return

    def _say(self) -> None:
        words = shift_button(self.desk.report, self._formats, known=self.desk.known)
        self.button.say(words, self._tr("Shift"), TILL_KEY)

    def _tr(self, text: str) -> str:
        return QCoreApplication.translate("CounterTill", text)
