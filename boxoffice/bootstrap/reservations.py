"""Who the basket is for, and reservations, at a counter: their keys, buttons and sheet."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from boxoffice.bootstrap.shell import Shell
from boxoffice.client.api import BoxOffice
from boxoffice.counter.later_row import CUSTOMER_KEY, LATER_KEY
from boxoffice.counter.state import Stage
from boxoffice.counter.wishes import Key, TakeUp
from boxoffice.counter.workspace import CounterWorkspace
from boxoffice.model.booking import Booking, BookingState
from boxoffice.model.show import ShowListing
from boxoffice.model.theatre import Theatre
from boxoffice.model.user import StaffUser
from boxoffice.qtkit.commands import Command

if TYPE_CHECKING:
    from boxoffice.counter.reserving.sheet import ReservationSheet


class CounterReservations:
    """One counter's, while its workspace is open. The sheet is built when first wanted."""

    def __init__(
        self,
        shell: Shell,
        box_office: BoxOffice,
        theatre: Theatre,
        workspace: CounterWorkspace,
        *,
        supervises: bool,
    ) -> None:
        """`supervises` is whether whoever is signed in keeps seats as long as they like."""
        self._shell, self._box_office, self._theatre = shell, box_office, theatre
        self._workspace, self._supervises = workspace, supervises
        self.sheet: ReservationSheet | None = None
        workspace.side.customer_asked.connect(self.open_customer)
        workspace.side.later_asked.connect(self.open)
        holds = self._tr("no seats are held.")
        shell.commands.add(
            workspace,
            (
                Command(
                    self._tr("Name the customer"),
                    self.open_customer,
                    CUSTOMER_KEY,
                    lambda: self._held() is not None,
                    why=holds,
                ),
                Command(
                    self._tr("Reserve, pay later; reservations of the show"),
                    self.open,
                    LATER_KEY,
                    lambda: workspace.sale.state.listing is not None,
                    why=self._tr("no show is open."),
                ),
            ),
        )

    def open(self) -> None:
        """Reserve what is held; without seats in hand list what is reserved for the show."""
        state, held = self._workspace.sale.state, self._held()
        listing = state.listing
        if listing is None:
            return
        is_basket = state.stage is Stage.BASKET
        if held is not None and held.seats and held.state is BookingState.HELD and is_basket:
            self._made().open_for(listing, held)
        else:
            self._made().open_list(listing)

    def open_customer(self) -> None:
        """Ask who the seats in hand are for."""
        listing, held = self._workspace.sale.state.listing, self._held()
        if listing is not None and held is not None:
            self._made().open_customer(listing, held)

    def close(self) -> None:
        """Take the sheet away."""
        if self.sheet is not None:
            self.sheet.close_it()
            self.sheet.deleteLater()
            self.sheet = None

    def _held(self) -> Booking | None:
        state = self._workspace.sale.state
        return None if state.unknown else state.held

    def _made(self) -> "ReservationSheet":
        if self.sheet is not None:
            return self.sheet
        from boxoffice.counter.reserving.desk import ReservationDesk  # noqa: PLC0415 (start-up)
        from boxoffice.counter.reserving.sheet import ReservationSheet  # noqa: PLC0415 (start-up)

        shell, office = self._shell, self._box_office
        self.sheet = sheet = ReservationSheet(
            shell.theme,
            shell.commands,
            shell.window,
            ReservationDesk(office.reservations, office.after, office),
            self._theatre,
            shell.clock,
            shell.tasks,
            self._approvers,
            supervises=self._supervises,
        )
        sheet.taken.connect(self.take_up)
        sheet.named.connect(self.take_up)
        sheet.reserved.connect(lambda: self._workspace.sale.press(Key.TAKEN_OVER))
        return sheet

    def take_up(self, booking: Booking, listing: ShowListing) -> None:
        """Have a reservation in hand, to be paid; or what is in hand, as it is by now."""
        self._workspace.sale.press(TakeUp(booking, listing))

    async def _approvers(self) -> Sequence[StaffUser]:
        return await self._box_office.shifts.approvers(self._theatre.theatre_id)

    def _tr(self, text: str) -> str:
        return QCoreApplication.translate("CounterReservations", text)
