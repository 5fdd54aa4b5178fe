"""The desktop in front of a cinema that does not open: told, tried again, or left."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel

from boxoffice.bootstrap.desktop import REFUSED, LogFile, main
from boxoffice.bootstrap.hands import Hands
from boxoffice.bootstrap.shell import Shell
from boxoffice.desktop.secrets import NotRemembered
from boxoffice.model.clock import SystemClock
from boxoffice.qtkit import loop
from boxoffice.qtkit.tasks import Tasks
from boxoffice.settings import Settings, read
from boxoffice.stores.file_lock import FileLock


@dataclass
class Opening:
    """A desktop on a data directory that another process uses, until `elsewhere` lets it go."""

    shell: Shell
    whole: "asyncio.Task[int]"
    elsewhere: FileLock

    @property
    def hands(self) -> Hands:
        return Hands(self.shell.window)

    def sees(self, words: str) -> Callable[[], bool]:
        """Whether words that begin so are on screen."""
        page = self.shell.sign_in
        return lambda: any(
            one.isVisible() and one.text().startswith(words)
            for one in [*page.findChildren(QLabel), *page.findChildren(QAbstractButton)]
            if isinstance(one, QLabel | QAbstractButton)
        )


@pytest.fixture
async def opening(
    tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Opening]:
    """Somebody in front of it: without that, it would end at once."""
    monkeypatch.setattr(loop, "UNSEEN", frozenset())
    elsewhere = FileLock(tmp_path / "cinema.db")
    tasks = Tasks()
    shell = Shell(
        qapp,
        tasks,
        Settings(data_dir=tmp_path, theme="light"),
        SystemClock(),
        lambda folder, cinema: NotRemembered(),
    )
    log = LogFile()
    log.is_open = True
    whole = asyncio.ensure_future(main(shell, log, demo=False, gateway=None))
    made = Opening(shell, whole, elsewhere)
    await made.hands.until("it is told", made.sees("The cinema is not open"))
    yield made
    shell.window.closed.set()
    await whole
    await tasks.close()


async def test_closing_it_then_is_a_failure(opening: Opening) -> None:
    opening.shell.window.close()
    assert await opening.whole == REFUSED
    opening.elsewhere.release()


async def test_trying_again_opens_it_once_the_other_process_has_ended(opening: Opening) -> None:
    await opening.hands.press(Qt.Key.Key_Return)
    await opening.hands.until("it is told again", opening.sees("Try again"))
    opening.elsewhere.release()
    await opening.hands.press(Qt.Key.Key_Return)
    await opening.hands.until("it is open, with nobody in it", opening.sees("A new cinema"))
    assert opening.sees("boxoffice admin create --data")()
    assert not opening.sees("Try the demo cinema")()
    opening.shell.window.close()
    assert await opening.whole == 0


@pytest.mark.parametrize(
    ("environment", "theme"), [({"BOXOFFICE_THEME": "dark"}, "dark"), ({}, "light")]
)
def test_what_the_environment_says_wins_over_what_was_clicked(
    tmp_path: Path, qapp: QApplication, environment: dict[str, str], theme: str
) -> None:
    def started() -> Shell:
        return Shell(qapp, Tasks(), read(tmp_path, environment), SystemClock())

    shell = started()
    shell.theme.set_mode("light")
    assert shell.option("theme") == "light"
    shell.close()
    again = started()
    assert again.theme.mode == theme
    again.close()
