"""One theatre's workspaces in the window: its counter, and for its admins the designer."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QWidget

from boxoffice.bootstrap.after import CounterAfter
from boxoffice.bootstrap.reissuing import Reissuing
from boxoffice.bootstrap.shell import Shell
from boxoffice.bootstrap.till import CounterTill
from boxoffice.client.api import BoxOffice
from boxoffice.counter.bar_tools import BarTools
from boxoffice.counter.workspace import CounterWorkspace
from boxoffice.model.theatre import Theatre
from boxoffice.qtkit.commands import Command, Hint
from boxoffice.qtkit.widgets import Segment, Segmented

if TYPE_CHECKING:
    from admin_designer.halls.workspace import HallsWorkspace

COUNTER_KEY, DESIGNER_KEY = "Ctrl+1", "Ctrl+2"
_COUNTER, _DESIGNER = 0, 1


class Workspaces:
    """Shows one of them. The designer is made when it is first wanted: no clerk loads it."""

    def __init__(
        self,
        shell: Shell,
        box_office: BoxOffice,
        theatre: Theatre,
        counter: CounterWorkspace,
        till: CounterTill,
        after: CounterAfter,
        everywhere: tuple[Command, ...],
        reissuing: Reissuing,
        go: Callable[[Theatre], object],
        *,
        drawn: Sequence[Theatre],
    ) -> None:
        """`everywhere` are the commands of both, `drawn` the theatres whose halls whoever is signed
        in may draw, and `go` goes to the designer of another one of them."""
        self.till, self.after = till, after
        self._shell, self._box_office, self._theatre = shell, box_office, theatre
        self._drawn, self._go = drawn, go
        self.counter, self.reissuing = counter, reissuing
        self._everywhere = everywhere
        self.halls: HallsWorkspace | None = None
        self.draws = draws = theatre in drawn
        self._asked = False
        self._front: CounterWorkspace | HallsWorkspace = counter
        counter.hints_changed.connect(lambda hints: self._hint(counter, hints))
        shell.commands.add(counter, everywhere)
        shell.window.add_workspace(counter, tools=self._tools(_COUNTER))
        if draws:
            designer = Command(self._tr("Designer"), self.show_designer, DESIGNER_KEY)
            shell.commands.add(counter, (designer,))

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
            self.reissuing.closed = halls.look
            self._shell.window.add_workspace(halls, tools=self._tools(_DESIGNER))
            counter = Command(self._tr("Counter"), self.show_counter, COUNTER_KEY)
            self._shell.commands.add(halls, (*self._everywhere, counter))
        self._front = self.halls
        self.show()
        if is_first:
            self._shell.tasks.start(self.halls.recover())

    async def may_leave(self) -> bool:
        """Whether what is drawn may go; asks about what is not saved."""
        self._asked = self.halls is None or await self.halls.may_leave()
        return self._asked

    async def close(self) -> None:
        """Let go what is held and take both away."""
        self.reissuing.close()
        self.till.close()
        self.after.close()
        await self.counter.finish()
        self._shell.window.remove_page(self.counter)
        if self.halls is not None:
            await self.halls.finish(keep=not self._asked)
            self._shell.window.remove_page(self.halls)

    def _hint(self, of: QWidget, hints: tuple[Hint, ...]) -> None:
        if of is self._front:
            self._shell.window.set_hints(hints)

    def _tools(self, at: int) -> QWidget:
        """What stands in the top bar while one of them is in front: the choice between them for
        whoever has it, and the counter's own tools."""
        before = (self._switch(at),) if self.draws else ()
        if at == _COUNTER:
            return BarTools(before, self.counter.tools, (self.after.button, self.till.button))
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        for one in before:
            row.addWidget(one)
        row.addStretch(1)
        return holder

    def _switch(self, at: int) -> Segmented:
        """The choice, as it stands while one of them is in front."""
        names = (self._tr("Counter"), self._tr("Designer"))
        keys = (COUNTER_KEY, DESIGNER_KEY)
        choice = Segmented(
            self._shell.theme,
            tuple(
                Segment(name, spoken=f"{name}, {key}")
                for name, key in zip(names, keys, strict=True)
            ),
        )
        choice.set_current(at)
        choice.setToolTip(", ".join(f"{name} {key}" for name, key in zip(names, keys, strict=True)))
        acts: tuple[Callable[[], None], ...] = (self.show_counter, self.show_designer)

        def pick(wanted: int) -> None:
            choice.set_current(at)
            acts[wanted]()

        choice.chosen.connect(pick)
        return choice

    def _tr(self, text: str) -> str:
        return QCoreApplication.translate("Workspaces", text)
