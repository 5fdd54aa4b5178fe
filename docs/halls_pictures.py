"""Draws the screenshots of a theatre's halls in docs/: the real window on a demo cinema."""

import os
import sys
import tempfile
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from admin_designer.halls.workspace import HallsWorkspace
from boxoffice.bootstrap.hands import in_a_turn_of_its_own
from boxoffice.bootstrap.shell import Shell
from boxoffice.qtkit import loop
from boxoffice.qtkit.tasks import Tasks
from boxoffice.settings import Settings
from docs.pictures import DOUBLED, PRIME_TIME, SMALL_HALL, StandingClock, Studio, show

Key = Qt.Key
CTRL, NONE = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier


class Admin:
    """The demo's admin at the theatre's halls."""

    def __init__(self, studio: Studio) -> None:
        self.studio = studio

    @property
    def halls(self) -> HallsWorkspace:
        workspaces = self.studio.counters.workspaces
        assert workspaces is not None
        assert workspaces.halls is not None
        return workspaces.halls

    async def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        """A key with others held, on whoever has the focus."""
        window = self.studio.shell.window
        await in_a_turn_of_its_own(
            partial(QTest.keyClick, window.focusWidget() or window, key, modifier)
        )

    async def sign_in(self) -> None:
        """Sign in, at the theatre that the page names, and go to its halls."""
        hands = self.studio.hands
        await hands.type("admin")
        await hands.press(Key.Key_Tab)
        await hands.type("admin-demo")
        await hands.press(Key.Key_Return)
        await hands.until("a counter is open", self._at_counter)
        await self.press(Key.Key_2, CTRL)
        await hands.until("the halls are read", lambda: bool(self.halls.home.rows))

    async def draw(self) -> None:
        """A draft of the small hall with seats taken out and others in another category."""
        halls = self.halls
        while (at := halls.home.entry) is None or at.hall.screen.name != SMALL_HALL:
            await self.press(Key.Key_Down)
        await self.studio.hands.type("N")
        await self.studio.hands.until("it is open", lambda: halls.page is halls.designer)
        board, editor = halls.designer.board, halls.designer.editor
        called = {name.seat_id: uid for uid, name in halls.designer.canvas.called.names.items()}
        board.select(called[seat_id] for seat_id in ("D1", "D2", "D3"))
        editor.put_into(board.document.hall.categories[1].category_id)
        board.select(called[seat_id] for seat_id in ("C9", "C10"))
        editor.remove()
        board.select(())
        await self.press(Key.Key_S, CTRL)
        await self.studio.hands.until(
            "it is saved", lambda: not halls.designer.filing.draft.unsaved
        )

    async def publish(self) -> None:
        """F9 compares, F9 publishes."""
        page, hands = self.halls.publishing, self.studio.hands
        await self.press(Key.Key_F9)
        await hands.until("it is compared", page.go.isEnabled)
        await self.studio.take("halls-compared")
        await self.press(Key.Key_F9)
        await hands.until("it is in sync", lambda: page.version is not None and bool(page.older))

    async def new_show(self) -> None:
        """Two shows of tomorrow on the screen that is chosen, not made yet."""
        sheet, hands = self.halls.shows, self.studio.hands
        await hands.type("S")
        await hands.until("it knows the movies", lambda: sheet.form.movie.found.count() > 0)
        await hands.until("it is read", lambda: bool(sheet.form.prices) and not sheet.is_working)
        await hands.type("mo")
        await hands.press(Key.Key_Return)
        sheet.form.day.selectAll()
        await hands.type("22/11")
        sheet.form.times.setFocus()
        await hands.type("10:00 13:15")

    async def move(self) -> None:
        """The dry run of one show with seats that are gone, on which the keyboard is."""
        moving, hands = self.halls.moving, self.studio.hands
        await hands.type("M")
        await hands.until("it is looked at", lambda: bool(moving.runs))
        for _ in range(2):
            # All, then none.
            await self.press(Key.Key_A, CTRL)
        await hands.click(moving.choice.shows[1][1])
        await hands.until("one is looked at", lambda: len(moving.runs) == 1)
        table = moving.result.table
        table.setFocus()
        table.selectRow(0)

    def has_reissues(self) -> bool:
        """Whether the sheet lists tickets to print anew."""
        workspaces = self.studio.counters.workspaces
        sheet = workspaces.reissuing.sheet if workspaces is not None else None
        return sheet is not None and bool(sheet.reissues)

    def _at_counter(self) -> bool:
        counter = self.studio.counters.workspace
        return counter is not None and counter.isVisible() and counter.sale.show is not None


async def whole_tour(studio: Studio) -> None:
    """Every picture at 100 %."""
    admin = Admin(studio)
    await admin.sign_in()
    await admin.draw()
    await admin.publish()
    await studio.take_each("halls-published", "dark", "light")
    await admin.new_show()
    await studio.take_each("halls-show", "dark", "light")
    await studio.hands.press(Key.Key_Escape)
    await admin.move()
    await studio.take_each("halls-moving", "dark", "light")
    await admin.press(Key.Key_F9)
    await studio.hands.until("it is moved", lambda: admin.halls.moving.result.reissue.isVisible())
    await studio.take("halls-moved")
    await admin.press(Key.Key_P, CTRL | Qt.KeyboardModifier.ShiftModifier)
    await studio.hands.until("the list is read", admin.has_reissues)
    await studio.take("halls-reissue")
    await studio.hands.press(Key.Key_Escape)
    await admin.press(Key.Key_Escape)
    await studio.take_each("halls", "dark", "light")


async def doubled_tour(studio: Studio) -> None:
    """The home on the same screen at 200 %."""
    admin = Admin(studio)
    await admin.sign_in()
    await admin.draw()
    await admin.press(Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    await studio.take("halls-200")
    await admin.new_show()
    await studio.take("halls-show-200")


def main() -> None:
    """Draw them, or with DOUBLED the one at 200 %."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    doubled = DOUBLED in sys.argv
    app = loop.make_app(sys.argv[:1])
    tasks = Tasks()
    clock = StandingClock(PRIME_TIME)
    with tempfile.TemporaryDirectory(prefix="boxoffice-pictures-") as data_dir:
        shell = Shell(app, tasks, Settings(data_dir=Path(data_dir), theme="light"), clock)
        loop.run(app, tasks, lambda: show(shell, clock, doubled_tour if doubled else whole_tour))


if __name__ == "__main__":
    main()
