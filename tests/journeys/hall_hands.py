"""What an admin does in the halls of the demo's theatre, by keys."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from admin_designer.halls.workspace import HallsWorkspace
from boxoffice.bootstrap.hands import in_a_turn_of_its_own
from tests.journeys.conftest import Clerk

Key = Qt.Key
NONE, CTRL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
THEATRE, MODEL, SCREEN = "PVRAH", "Audi 3", "Audi 9"


async def press(admin: Clerk, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
    """Press a key with others held, on whoever has the focus."""
    window = admin.shell.window
    await in_a_turn_of_its_own(
        partial(QTest.keyClick, window.focusWidget() or window, key, modifier)
    )


async def to_designer(admin: Clerk) -> HallsWorkspace:
    """Sign in, go to the theatre, and to its halls."""
    await admin.sign_in("admin")
    first = admin.counters.workspaces
    here = next(one for one in admin.shell.commands.on_screen() if one.text.endswith("PVR Andheri"))
    here.run()
    await admin.until(lambda: admin.counters.workspaces is not first and admin.at_counter())
    await press(admin, Key.Key_2, CTRL)
    workspaces = admin.counters.workspaces
    assert workspaces is not None
    assert workspaces.halls is not None
    halls = workspaces.halls
    await admin.until(lambda: bool(halls.home.rows))
    return halls


def titles(halls: HallsWorkspace) -> list[str]:
    return [row.words.title for _, row in halls.home.rows]


def states(halls: HallsWorkspace) -> list[str]:
    return [row.words.state for _, row in halls.home.rows]


def version_of(halls: HallsWorkspace) -> int:
    """How often the draft that is open was saved."""
    kept = halls.designer.filing.draft.kept
    return kept.version if kept is not None else 0


async def choose(admin: Clerk, halls: HallsWorkspace, title: str) -> None:
    """Go to a row of the home by the arrow keys."""
    for step in (Key.Key_Up, Key.Key_Down):
        for _ in halls.home.rows:
            entry = halls.home.entry
            if entry is not None and entry.hall.screen.name == title:
                return
            await press(admin, step)
    raise AssertionError(title)
