"""What comes after a sale at a counter: its button in the top bar, its key, its sheet."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt

from boxoffice.bootstrap.reservations import CounterReservations
from boxoffice.bootstrap.shell import Shell
from boxoffice.bootstrap.till import till_name
from boxoffice.client.api import BoxOffice
from boxoffice.counter.bar_button import BarButton
from boxoffice.counter.wishes import Choose, Key
from boxoffice.counter.workspace import CounterWorkspace
from boxoffice.model.theatre import Theatre
from boxoffice.model.user import StaffUser
from boxoffice.qtkit.commands import Command
from boxoffice.qtkit.widgets import Role

if TYPE_CHECKING:
    from boxoffice.counter.after.desk import Exchange
    from boxoffice.counter.after.scanner import Scanner
    from boxoffice.counter.after.sheet import AfterSheet

FIND_KEY = "F4"


class CounterAfter:
    """One counter's, while its workspace is open. The sheet is built when first wanted."""

    def __init__(
        self,
        shell: Shell,
        box_office: BoxOffice,
        theatre: Theatre,
        workspace: CounterWorkspace,
        folder: Path,
        *,
        supervises: bool,
        at_the_door: Callable[[str], bool] = lambda _scanned: False,
    ) -> None:
        """`supervises` is whether whoever is signed in gives money back without a supervisor;
        `at_the_door` takes what is scanned to check a ticket, and says whether it did."""
        self._shell, self._box_office, self._theatre = shell, box_office, theatre
        self._workspace = workspace
        self._folder, self._supervises = folder, supervises
        self._at_the_door = at_the_door
        self.button = BarButton(shell.theme, "search")
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.button.clicked.connect(lambda: self.open())
        self.sheet: AfterSheet | None = None
        #: The tickets that new seats are being chosen for.
        self._exchange: Exchange | None = None
        self._choose_for(None)
        self.reservations = CounterReservations(
            shell, box_office, theatre, workspace, supervises=supervises
        )
        self.scanner: Scanner | None = None
        shell.commands.add(workspace, (Command(self._tr("Find a booking"), self.open, FIND_KEY),))

    def open(self, scanned: str = "", way: Key = Key.CASH) -> None:
        """Find a booking; one whose ticket was scanned is opened. While new seats are chosen for an
        exchange, show what that comes to instead."""
        if self.sheet is None:
            self.sheet = self._made()
        held = self._workspace.sale.state.held
        if self._exchange is not None and held is not None and not scanned:
            self.sheet.open_exchange(self._exchange, held, way)
        else:
            self._choose_for(None)
            self.sheet.open_anew(scanned)

    def go_on(self) -> None:
        """Listen for scanned tickets, once the counter can sell."""
        from boxoffice.counter.after.scanner import Scanner  # noqa: PLC0415 (start-up time)

        handle = self._shell.window.windowHandle()
        if handle is not None:
            self.scanner = Scanner(handle, self._workspace.isVisible)
            self.scanner.scanned.connect(self._scanned)

    def close(self) -> None:
        """Take the sheet away; the button goes with the workspace's tools."""
        if self.scanner is not None:
            self.scanner.deleteLater()
            self.scanner = None
        self.reservations.close()
        if self.sheet is not None:
            self.sheet.close_it()
            self.sheet.deleteLater()
            self.sheet = None

    def _scanned(self, text: str) -> None:
        if not self._at_the_door(text):
            self.open(text)

    def _made(self) -> "AfterSheet":
        from boxoffice.counter.after.desk import AfterDesk  # noqa: PLC0415 (start-up time)
        from boxoffice.counter.after.sheet import AfterSheet  # noqa: PLC0415 (start-up time)
        from boxoffice.counter.ticket_desk import TicketDesk  # noqa: PLC0415 (start-up time)

        shell, theatre, office = self._shell, self._theatre, self._box_office
        tickets = TicketDesk(self._workspace.printing, self._folder, shell.tasks)
        desk = AfterDesk(office.after, office, theatre.theatre_id, till_name(shell), tickets)
        sheet = AfterSheet(
            shell.theme,
            shell.commands,
            shell.window,
            desk,
            theatre,
            shell.tasks,
            self._approvers,
            lambda: shell.option("printer"),
            lambda: self._workspace.sale.state.held,
            supervises=self._supervises,
        )
        sheet.pay_wanted.connect(self.reservations.take_up)
        sheet.exchanging.seats_wanted.connect(self._seats_wanted)
        sheet.exchanging.exchanged.connect(self._exchanged)
        sheet.exchanging.given_up.connect(lambda: self._choose_for(None))
        return sheet

    def _seats_wanted(self, exchange: "Exchange", elsewhere: bool) -> None:
        self._choose_for(exchange)
        if elsewhere:
            self._workspace.shows.filter()
        else:
            self._workspace.sale.press(Choose(exchange.account.listing))

    def _exchanged(self) -> None:
        self._choose_for(None)
        self._workspace.sale.press(Key.TAKEN_OVER)

    def _choose_for(self, exchange: "Exchange | None") -> None:
        """Remember what seats are chosen for, and say so for as long as they are."""
        self._exchange = exchange
        led = None if exchange is None else self._pay
        self._workspace.sale.lead_payment_to(led, self._given_up)
        if exchange is None:
            self.button.show_key(self._tr("Find a booking"), FIND_KEY)
            self.button.set_role(Role.QUIET)
        else:
            words = self._tr("Exchange {seats}").format(seats=exchange.seats)
            self.button.say(words, self._tr("Exchange"), FIND_KEY)
            self.button.set_role(Role.PRIMARY)

    def _given_up(self) -> None:
        if self._exchange is not None:
            self._choose_for(None)

    def _pay(self, way: Key) -> None:
        sale = self._workspace.sale
        if sale.state.reserved:
            # A reservation is somebody's who pays it; nothing is exchanged for it.
            self._choose_for(None)
            sale.press(way)
        else:
            self.open(way=way)

    async def _approvers(self) -> Sequence[StaffUser]:
        return await self._box_office.shifts.approvers(self._theatre.theatre_id)

    def _tr(self, text: str) -> str:
        return QCoreApplication.translate("CounterAfter", text)
