"""A crash loses nothing that was drawn a moment before it."""

import os
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from admin_designer.designer.document.document import Document
from admin_designer.designer.formats.files import Format, load, write
from admin_designer.designer.qt.draft import Kept
from admin_designer.halls.drawings import Drawings
from boxoffice.qtkit.theme import Theme
from tests.unit.designer.qt.drawing_table import DrawingTable

ROOT = Path(__file__).parents[4]
#: Opens the real window on a file, draws four seats, and waits to be killed.
DRAWS = """
import asyncio, sys
from pathlib import Path
from boxoffice.bootstrap.designer import open_designer
from boxoffice.bootstrap.shell import Shell
from boxoffice.model.clock import SystemClock
from boxoffice.qtkit import loop
from boxoffice.qtkit.tasks import Tasks
from boxoffice.settings import Settings
from admin_designer.designer.tools.drawing import RowTool
from admin_designer.designer.tools.pointer import Pointer

data, file = map(Path, sys.argv[1:])

async def main():
    shell = Shell(app, tasks, Settings(data_dir=data), SystemClock())
    page = open_designer(shell)
    page.open(file)
    shell.window.appear()
    tool = RowTool(page.board)
    tool.press(Pointer(1000, 1000))
    page.canvas.take(tool.release(Pointer(2680, 1000)))
    while not [*(data / "plans").glob("*.layout")]:
        await asyncio.sleep(0.02)
    print("kept", flush=True)
    await asyncio.sleep(60)

app, tasks = loop.make_app(["designer"]), Tasks()
loop.run(app, tasks, main)
"""


#: Copies a seat, and ends as a window does that is closed.
COPIES = """
from PySide6.QtWidgets import QApplication
from admin_designer.designer.qt.draft import Draft
from admin_designer.designer.qt.editor import Editor
from admin_designer.designer.templates.halls import STUDIO
from admin_designer.designer.templates.shape import drawn
from admin_designer.designer.tools.board import fresh_id

app = QApplication([])
draft = Draft(drawn(STUDIO, fresh_id))
editor = Editor(draft, app)
draft.board.select_all()
editor.copy()
editor.finish()
"""


def designer(data: Path, file: Path) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-c", DRAWS, str(data), str(file)],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        cwd=ROOT,
        stdout=subprocess.PIPE,
    )


@pytest.mark.skipif(sys.platform == "win32", reason="a process is killed by a signal")
async def test_a_plan_whose_designer_was_killed_is_gone_on_with(
    table: DrawingTable, tmp_path: Path
) -> None:
    file = tmp_path / "hall.layout"
    file.write_bytes(write(Document(), Format.LAYOUT))
    with designer(tmp_path, file) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"kept\n"
        # While it lives its copy is its own.
        await table.page.recover()
        process.kill()
    assert table.asked == []
    table.answers.append(True)
    await table.page.recover()
    assert table.asked == ["A plan was not saved when the designer ended"]
    assert table.spots() == {(1_000 + 560 * at, 1_000) for at in range(4)}
    draft = table.page.filing.draft
    assert (draft.path, draft.unsaved) == (file, True)
    assert len(load(file).elements) == 1
    # It was taken up; nobody is asked again.
    await table.page.recover()
    assert len(table.asked) == 1


async def test_what_was_saved_leaves_no_copy(table: DrawingTable, tmp_path: Path) -> None:
    folder = tmp_path / "plans"
    await table.press(Qt.Key.Key_B)
    await table.click((3_000, 3_000))
    await table.until("a copy is kept", lambda: bool([*folder.glob("*.layout")]))
    await table.page.filing._save(tmp_path / "hall.layout")
    assert [*folder.glob("*.layout")] == []


def test_a_designer_in_which_something_was_copied_ends_in_peace() -> None:
    ended = subprocess.run(
        [sys.executable, "-c", COPIES],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        cwd=ROOT,
        check=False,
    )
    assert ended.returncode == 0


async def test_a_draft_of_the_cinema_that_nobody_was_asked_about_is_offered_to_the_next(
    table: DrawingTable, tmp_path: Path, theme: Theme, qtbot: QtBot
) -> None:
    kept = Kept("d1", "PVRAH-3", "Audi 3, wider", "100003", 4)
    table.page.filing.draft.keep(kept, whole=True)
    await table.press(Qt.Key.Key_B)
    await table.drag((1_000, 2_000), (2_680, 2_000))
    await table.until("a copy is kept", lambda: bool([*(tmp_path / "plans").glob("*.layout")]))
    table.page.finish(keep=True)
    after = DrawingTable(theme, tmp_path / "plans")
    qtbot.addWidget(after.window)
    after.answers.append(True)
    await after.page.recover()
    draft = after.page.filing.draft
    assert (draft.kept, draft.unsaved) == (kept, True)
    assert after.spots() == table.spots()
    after.page.finish()
    await after.tasks.close()


async def left_behind(table: DrawingTable, folder: Path) -> None:
    """Draw a row, and end with its copy still there."""
    await table.press(Qt.Key.Key_B)
    await table.drag((1_000, 2_000), (2_680, 2_000))
    await table.until("a copy is kept", lambda: bool([*folder.glob("*.layout")]))
    table.page.finish(keep=True)


async def test_a_second_crash_right_after_the_first_loses_nothing_either(
    table: DrawingTable, tmp_path: Path, theme: Theme, qtbot: QtBot
) -> None:
    folder = tmp_path / "plans"
    await left_behind(table, folder)
    after = DrawingTable(theme, folder)
    qtbot.addWidget(after.window)
    drawings = Drawings(after.page.filing, folder, after.tasks, after.ask, after.page.setFocus)
    (todo,) = drawings.todos()
    todo.act()
    await after.until("it is open", lambda: after.spots() == table.spots())
    # Nothing was written anew yet; and nobody else may take it up.
    (copy,) = folder.glob("*.layout")
    assert len(load(copy).elements) == len(after.page.filing.draft.document.elements)
    assert [one.key[0] for one in drawings.todos()] == ["open"]
    after.page.finish()
    assert [*folder.iterdir()] == []
    await after.tasks.close()


async def test_a_copy_that_cannot_be_read_is_thrown_away_when_somebody_says_so(
    table: DrawingTable, tmp_path: Path
) -> None:
    folder = tmp_path / "plans"
    folder.mkdir(exist_ok=True)
    (folder / "half.layout").write_bytes(b"{")
    page = table.page
    drawings = Drawings(page.filing, folder, table.tasks, table.ask, page.setFocus)
    (todo,) = drawings.todos()
    told: list[bool] = []

    def has_told(times: int) -> bool:
        return len(told) == times

    drawings.changed.connect(lambda: told.append((folder / "half.layout").exists()))
    for times, answer in enumerate((None, True), start=1):
        table.answers.append(answer)
        todo.act()
        await table.until("it was answered", partial(has_told, times))
    assert told == [True, False]
    assert table.asked == ["The copy of the plan cannot be read"] * 2
