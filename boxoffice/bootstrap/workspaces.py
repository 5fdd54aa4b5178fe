"""One theatre's workspaces in the window: its counter, and for its admins the designer and the
pages they run it by."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QWidget

from boxoffice.bootstrap.after import CounterAfter
from boxoffice.bootstrap.doors import CounterDoor
from boxoffice.bootstrap.items import CounterItems
from boxoffice.bootstrap.reissuing import Reissuing
from boxoffice.bootstrap.shell import Shell
from boxoffice.bootstrap.till import CounterTill
from boxoffice.client.api import BoxOffice
from boxoffice.counter.bar_tools import BarTools
from boxoffice.counter.workspace import CounterWorkspace
from boxoffice.model.theatre import Theatre
from boxoffice.model.user import Grant
from boxoffice.qtkit.commands import Command, Hint
from boxoffice.qtkit.widgets import Segment, Segmented
from boxoffice.rules.rights import may_manage

if TYPE_CHECKING:
    from admin_designer.halls.workspace import HallsWorkspace
    from admin_designer.manage.workspace import ManageWorkspace

COUNTER_KEY, DESIGNER_KEY, MANAGE_KEY = "Ctrl+1", "Ctrl+2", "Ctrl+3"


class Workspaces:
    """Shows one of them. All but the counter are made when they are first wanted: no clerk loads
    them."""

    def __init__(
        self,
        shell: Shell,
        box_office: BoxOffice,
        theatre: Theatre,
        counter: CounterWorkspace,
        till: CounterTill,
        after: CounterAfter,
        door: CounterDoor,
        items: CounterItems | None,
        everywhere: tuple[Command, ...],
        reissuing: Reissuing,
        go: Callable[[Theatre], object],
        *,
        drawn: Sequence[Theatre],
        grants: Sequence[Grant],
        folder: Path,
    ) -> None:
        """`everywhere` are the commands of all, `drawn` the theatres whose halls whoever is signed
        in may draw, and `go` goes to the designer of another one of them; `grants` are theirs, and
        `folder` has what is kept on this computer for this cinema."""
        self.till, self.after, self.door, self._items = till, after, door, items
        self._shell, self._box_office, self._theatre = shell, box_office, theatre
        self._drawn, self._go = drawn, go
        self.counter, self.reissuing = counter, reissuing
        self._everywhere = everywhere
        self._grants, self._folder = grants, folder
        self.halls: HallsWorkspace | None = None
        self.manage: ManageWorkspace | None = None
        self.draws = theatre in drawn
        self._choices = [(self._tr("Counter"), COUNTER_KEY, self.show_counter)]
        if self.draws:
            self._choices.append((self._tr("Designer"), DESIGNER_KEY, self.show_designer))
        if may_manage(grants, theatre.theatre_id):
            self._choices.append((self._tr("Office"), MANAGE_KEY, self.show_manage))
        self._asked = False
        self._front: CounterWorkspace | HallsWorkspace | ManageWorkspace = counter
        counter.hints_changed.connect(lambda hints: self._hint(counter, hints))
        self._add(counter, COUNTER_KEY)

    def show(self) -> None:
        """Bring the one to the front that was there last."""
        self._asked = False
        self._shell.window.show_workspace(self._front)
        self._shell.window.set_hints(self._front.hints())

    def show_counter(self) -> None:
        """Sell."""
        self._front = self.counter
        self.show()

    def show_designer(self) -> None:
        """Draw."""
        is_first = self.halls is None
        if self.halls is None:
            from boxoffice.bootstrap.halls import make_halls  # noqa: PLC0415 (start-up time)

            self.halls = halls = make_halls(
                self._shell, self._box_office, self._theatre, self._drawn
            )
            halls.hints_changed.connect(lambda hints: self._hint(halls, hints))
            halls.theatre_wanted.connect(self._go)
            halls.reissue_wanted.connect(self.reissuing.open)
            halls.booking_wanted.connect(self._open_booking)
            self.reissuing.closed = halls.look
            self._add(halls, DESIGNER_KEY)
        self._front = self.halls
        self.show()
        if is_first:
            self._shell.tasks.start(self.halls.recover())

    def show_manage(self) -> None:
        """Run the theatre."""
        if self.manage is None:
            from boxoffice.bootstrap.manage import make_manage  # noqa: PLC0415 (start-up time)

            self.manage = manage = make_manage(
                self._shell, self._box_office, self._theatre, self._grants, self._folder
            )
            manage.hints_changed.connect(lambda hints: self._hint(manage, hints))
            self._add(manage, MANAGE_KEY)
        self._front = self.manage
        self.show()
        self.manage.begin()

    async def may_leave(self) -> bool:
        """Whether what is drawn may go; asks about what is not saved."""
        self._asked = self.halls is None or await self.halls.may_leave()
        return self._asked

    async def close(self) -> None:
        """Let go what is held and take both away."""
        self.reissuing.close()
        self.till.close()
        self.after.close()
        await self.door.close()
        if self._items is not None:
            self._items.close()
        await self.counter.finish()
        self._shell.window.remove_page(self.counter)
        if self.halls is not None:
            await self.halls.finish(keep=not self._asked)
            self._shell.window.remove_page(self.halls)
        if self.manage is not None:
            await self.manage.finish()
            self._shell.window.remove_page(self.manage)

    def _open_booking(self, number: str) -> None:
        """At the counter, where it can be refunded and exchanged."""
        self.show_counter()
        self.after.open(number)

    def _hint(self, of: QWidget, hints: tuple[Hint, ...]) -> None:
        if of is self._front:
            self._shell.window.set_hints(hints)

    def _add(self, workspace: QWidget, key: str) -> None:
        """Add one with the commands that all have, and those that lead to the others."""
        self._shell.window.add_workspace(workspace, tools=self._tools(key))
        others = [Command(name, show, at) for name, at, show in self._choices if at != key]
        self._shell.commands.add(workspace, (*self._everywhere, *others))

    def _tools(self, key: str) -> QWidget:
        """What stands in the top bar while one of them is in front: the choice between them for
        whoever has it, and the counter's own tools."""
        before = (self._switch(key),) if len(self._choices) > 1 else ()
        if key == COUNTER_KEY:
            beside = (self.door.button, self.after.button, self.till.button)
            return BarTools(before, self.counter.tools, beside)
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        for one in before:
            row.addWidget(one)
        row.addStretch(1)
        return holder

    def _switch(self, key: str) -> Segmented:
        """The choice, as it stands while the one of this key is in front."""
        segments = [Segment(name, spoken=f"{name}, {at}") for name, at, _ in self._choices]
        choice = Segmented(self._shell.theme, tuple(segments))
        keys = [at for _, at, _ in self._choices]
        choice.set_current(keys.index(key))
        choice.setToolTip(", ".join(f"{name} {at}" for name, at, _ in self._choices))

        def pick(wanted: int) -> None:
            choice.set_current(keys.index(key))
            self._choices[wanted][2]()

        choice.chosen.connect(pick)
        return choice

    def _tr(self, text: str) -> str:
        return QCoreApplication.translate("Workspaces", text)
