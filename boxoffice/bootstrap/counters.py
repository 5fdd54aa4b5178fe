"""The people at one counter: reception lets them in, then the workspace is theirs."""

import asyncio
import logging
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from boxoffice.bootstrap.after import CounterAfter
from boxoffice.bootstrap.cancelling import CANCELLED_KEY, CounterCancelled
from boxoffice.bootstrap.counter_sheets import CounterSheets
from boxoffice.bootstrap.demo_accounts import DEMO_ACCOUNTS
from boxoffice.bootstrap.doors import CounterDoor
from boxoffice.bootstrap.items import CounterItems
from boxoffice.bootstrap.leaving import Leaving, question
from boxoffice.bootstrap.reissuing import REISSUE_KEY, Reissuing
from boxoffice.bootstrap.shell import THEATRE_CHOICE, USER_CHOICE, Shell
from boxoffice.bootstrap.till import CounterTill, till_name
from boxoffice.bootstrap.workspaces import Workspaces
from boxoffice.client.api import BoxOffice
from boxoffice.counter.journal import FileJournal, Journal, NoJournal
from boxoffice.counter.own_folder import OwnFolder
from boxoffice.counter.workspace import CounterWorkspace
from boxoffice.desktop.reception import Reception
from boxoffice.desktop.secrets import RememberedSession
from boxoffice.desktop.user_tile import KnownUser
from boxoffice.model.clock import Clock
from boxoffice.model.errors import NotAllowed
from boxoffice.model.theatre import Theatre
from boxoffice.model.user import Session
from boxoffice.qtkit.commands import Command
from boxoffice.qtkit.first_paint import painted
from boxoffice.qtkit.formats import Formats
from boxoffice.qtkit.widgets import Tone
from boxoffice.rules.rights import may_draw, may_supervise

SIGN_OUT_KEY = "Ctrl+Shift+L"
#: How this computer keeps whether a hall that is partly out of view has an overview.
OVERVIEW_CHOICE, SHOWN, HIDDEN = "overview", "shown", "hidden"
#: Where sales are that a crash must not forget, a folder for each theatre.
SALES_FOLDER = "sales"

#: Where the data directory keeps what is not printed yet.
PRINT_JOBS = "print-jobs"

_log = logging.getLogger(__name__)


class Counters:
    """Lets a clerk in and opens the counter of a theatre they work at.

    `clock` is the one that the deadlines of holds are read by; `demo` offers the demo's people;
    `folder` has what is kept on this computer for this cinema.
    """

    def __init__(
        self,
        shell: Shell,
        box_office: BoxOffice,
        remembered: RememberedSession,
        *,
        demo: bool,
        clock: Clock | None = None,
        folder: Path | None = None,
    ) -> None:
        self._shell = shell
        self._clock = clock or shell.clock
        self._folder = folder or shell.settings.data_dir
        self._box_office = box_office
        self._demo = demo
        self._reception = Reception(box_office, shell.sign_in, remembered, self._enter)
        self._sheets = CounterSheets(shell)
        self._sales: OwnFolder | None = None
        self._session: Session | None = None
        self._since = ""
        self.workspaces: Workspaces | None = None
        self.cancelled: CounterCancelled | None = None
        #: Set once the cinema lets people in, and called then.
        self.asking = asyncio.Event()
        self.begun: Callable[[], None] = lambda: None

    @property
    def workspace(self) -> CounterWorkspace | None:
        """The counter that is open."""
        return self.workspaces.counter if self.workspaces is not None else None

    async def run(self) -> None:
        """Stay until the window is closed or another place is chosen; seats in hand are let go."""
        renewing = self._shell.tasks.start(self._reception.keep_renewed())
        self._box_office.on_session(self._session_changed)
        window = self._shell.window
        window.ask_before_closing.insert(0, self._may_close)
        if not self._demo:
            self._shell.sign_in.prefill(self._shell.choice(USER_CHOICE, ""))
        try:
            if self._demo:
                users = tuple(KnownUser(a.username, a.display_name) for a in DEMO_ACCOUNTS)
                await self._reception.begin(users, self._demo_note())
            else:
                await self._reception.begin()
            self.asking.set()
            self.begun()
            _log.info("reception is open")
            await self._shell.left()
        finally:
            window.ask_before_closing.remove(self._may_close)
            renewing.cancel()
            await self._leave()
            self._sheets.close()
            if self._sales is not None:
                self._sales.close()
                self._sales = None

    async def _enter(self, session: Session) -> None:
        if self.workspace is not None and self._session is not None:
            if session.user.user_id == self._session.user.user_id:
                # The same clerk again: the basket is where it was.
                self._show(session)
                return
            await self._leave()
        theatres = await self._box_office.my_theatres()
        if not theatres:
            await self._box_office.sign_out()
            raise NotAllowed(self._tr("This user works at no theatre yet; ask the manager."))
        last = self._shell.choice(THEATRE_CHOICE, self._shell.named_theatre)
        theatre = next((one for one in theatres if one.theatre_id == last), theatres[0])
        await self._open(session, theatre, theatres)

    def _journal(self, theatre: Theatre) -> Journal:
        """Where a theatre's sales are kept that a crash must not forget: another program on this
        data directory is in the middle of its own."""
        try:
            self._sales = self._sales or OwnFolder(self._folder / SALES_FOLDER)
        except OSError:
            _log.exception("an unfinished sale is forgotten when this program ends")
            return NoJournal()
        return FileJournal(self._sales.path / theatre.theatre_id)

    async def _open(
        self, session: Session, theatre: Theatre, theatres: tuple[Theatre, ...]
    ) -> None:
        shell = self._shell
        folder = Path(shell.settings.tickets_dir or shell.settings.data_dir / "tickets")
        workspace = CounterWorkspace(
            self._box_office,
            self._clock,
            shell.theme,
            shell.tasks,
            shell.commands,
            theatre,
            folder,
            shell.settings.data_dir / PRINT_JOBS,
            shell.option("printer"),
            till=till_name(shell),
            journal=self._journal(theatre),
            overview=shell.choice(OVERVIEW_CHOICE, SHOWN) == SHOWN,
        )
        window = shell.window
        workspace.seats_aged.connect(window.status.set_seats_age)
        workspace.overview_wanted.connect(
            lambda wanted: shell.choose(OVERVIEW_CHOICE, SHOWN if wanted else HIDDEN)
        )
        self._sheets.serve(workspace)
        self._sheets.set_steps(self._steps(session, theatre, theatres))
        grants = session.user.grants
        supervises = may_supervise(grants, theatre.theatre_id)
        till = CounterTill(
            shell,
            self._box_office,
            theatre,
            workspace,
            self._clock,
            folder,
            supervises=supervises,
        )
        door = CounterDoor(shell, self._box_office, theatre, workspace, self._clock, self._folder)
        items = (
            CounterItems(
                shell, self._box_office, theatre, workspace,
                changes_items=may_draw(grants, theatre.theatre_id),
            )
            if supervises
            else None
        )  # fmt: skip
        after = CounterAfter(
            shell,
            self._box_office,
            theatre,
            workspace,
            folder,
            supervises=supervises,
            at_the_door=door.take,
        )
        self.cancelled = CounterCancelled(
            shell, self._box_office, theatre, workspace, after, self._clock
        )
        self.workspaces = Workspaces(
            shell,
            self._box_office,
            theatre,
            workspace,
            till,
            after,
            door,
            items,
            self._sheets.user_commands(),
            Reissuing(shell, self._box_office, workspace.printing, folder),
            lambda there: shell.tasks.start(self._draw_at(session, there, theatres)),
            drawn=[one for one in theatres if may_draw(grants, one.theatre_id)],
            grants=grants,
            folder=self._folder,
        )
        shell.commands.add(workspace, self._sheets.commands())
        window.set_place(theatre.name, theatre.time_zone)
        shell.choose(THEATRE_CHOICE, theatre.theatre_id)
        _log.info("%s opens the counter of %s", session.user.username, theatre.theatre_id)
        now = Formats(theatre).time(self._clock.now())
        self._since = self._tr("since {time}").format(time=now)
        await workspace.start()
        self._show(session)
        if shell.opens_designer:
            self._open_designer()
        elif await painted(workspace.hall.map):
            _log.info("seat map live")
        # Whoever left meanwhile took the workspace along.
        if self.workspace is workspace:
            workspace.go_on()
            till.go_on()
            after.go_on()
            door.go_on()

    def _show(self, session: Session) -> None:
        self._session = session
        shell = self._shell
        name = session.user.display_name
        shell.choose(USER_CHOICE, session.user.username)
        shell.window.set_user(name, self._since)
        self._sheets.set_user(name, self._since)
        if self.workspaces is not None:
            self.workspaces.show()

    def _open_designer(self) -> None:
        self._shell.opens_designer = False
        if self.workspaces is not None and self.workspaces.draws:
            self.workspaces.show_designer()
        else:
            words = self._tr("Only an admin of this theatre draws its halls.")
            self._shell.window.tell(words, Tone.WARN)

    async def _leave(self) -> None:
        workspaces, self.workspaces = self.workspaces, None
        cancelled, self.cancelled = self.cancelled, None
        if cancelled is not None:
            cancelled.close()
        if workspaces is not None:
            await workspaces.close()
        self._shell.window.set_user("")
        status = self._shell.window.status
        status.set_printer("")
        status.set_seats_age(None)

    async def _may_close(self) -> bool:
        return await self._may_leave(Leaving.CLOSING)

    async def _may_leave(self, leaving: Leaving) -> bool:
        """Ask whoever has seats in hand, a payment without an answer, or a drawing that is not
        saved, whether to go on."""
        workspaces = self.workspaces
        if workspaces is None:
            return True
        asked = question(workspaces.counter.sale.state, leaving)
        if asked is not None and not await self._shell.ask(asked):
            return False
        return await workspaces.may_leave()

    async def _sign_out(self) -> None:
        if not await self._may_leave(Leaving.SIGNING_OUT):
            return
        _log.info("%s signs out", self._session.user.username if self._session else "somebody")
        await self._leave()
        self._session = None
        await self._reception.sign_out()

    async def _change_theatre(
        self, session: Session, theatre: Theatre, theatres: tuple[Theatre, ...]
    ) -> None:
        if await self._may_leave(Leaving.MOVING):
            await self._leave()
            await self._open(session, theatre, theatres)

    async def _draw_at(
        self, session: Session, theatre: Theatre, theatres: tuple[Theatre, ...]
    ) -> None:
        """Go to the designer of another theatre, or stay where somebody must be asked first."""
        self._shell.opens_designer = True
        try:
            await self._change_theatre(session, theatre, theatres)
        finally:
            self._shell.opens_designer = False

    def _session_changed(self, session: Session | None) -> None:
        if session is None:
            self._shell.show_sign_in()

    def _steps(
        self, session: Session, here: Theatre, theatres: tuple[Theatre, ...]
    ) -> tuple[Command, ...]:
        start = self._shell.tasks.start

        def move(theatre: Theatre) -> Callable[[], object]:
            return lambda: start(self._change_theatre(session, theatre, theatres))

        others = (theatre for theatre in theatres if theatre != here)
        cancelled = Command(self._tr("Cancelled shows"), self._open_cancelled, CANCELLED_KEY)
        return (
            *(Command(self._tr("Counter of {0}").format(o.name), move(o)) for o in others),
            *([cancelled] if may_supervise(session.user.grants, here.theatre_id) else ()),
            Command(self._tr("Tickets to print anew"), self._reissue, REISSUE_KEY),
            Command(self._tr("Sign out"), lambda: start(self._sign_out()), SIGN_OUT_KEY),
        )

    def _reissue(self) -> None:
        if self.workspaces is not None:
            self.workspaces.reissuing.open()

    def _open_cancelled(self) -> None:
        if self.cancelled is not None:
            self.cancelled.open()

    def _demo_note(self) -> str:
        # Name and password stay on one line.
        space = "\N{NO-BREAK SPACE}"
        accounts = ", ".join(
            f"{a.username}{space}/{space}{a.password}{pin}".replace("-", "\N{NON-BREAKING HYPHEN}")
            for a in DEMO_ACCOUNTS
            for pin in [f"{space}(PIN{space}{a.pin})" if a.pin else ""]
        )
        return self._tr("Demo cinema. Sign in with one of: {0}").format(accounts)

    def _tr(self, text: str) -> str:
        return QCoreApplication.translate("Counters", text)
