"""docs/clerk.md says of no key what the program does not: names and keys are the program's own."""

import re
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt

from boxoffice.counter.state import Stage
from boxoffice.qtkit.widgets import KeyButton
from tests.journeys.conftest import Clerk

GUIDE = Path(__file__).parents[2] / "docs" / "clerk.md"
TEXT = GUIDE.read_text(encoding="utf-8")
#: A line of a table that says what a key is.
ROW = re.compile(r"^\| `([^`]+)` \| \*\*(.+?)\*\* \|", re.MULTILINE)
KEY = re.compile(r"`([^`]+)`")
PICTURE = re.compile(r"!\[[^\]]*\]\(([^)]+)\)")
#: What lies over the window and has keys of its own, and a button that is there once it is read:
#: before the first sale, and after it.
BEFORE = {"Ctrl+T": "Open a shift"}
AFTER = {"F4": "Print anew", "Ctrl+T": "Pay in", "Ctrl+E": "Close", "Ctrl+J": "Close"}


def can_press(clerk: Clerk, words: str) -> bool:
    """Whether there is a button with these words that can be pressed."""
    buttons = clerk.shell.window.findChildren(KeyButton)
    return any(one.text() == words and one.isVisible() and one.isEnabled() for one in buttons)


async def named_keys(clerk: Clerk, sheets: Mapping[str, str]) -> set[tuple[str, str]]:
    """Every key of the counter and of these sheets with what the program calls it."""
    commands = clerk.shell.commands.on_screen()
    for key, button in sheets.items():
        next(one for one in commands if one.key == key).run()
        await clerk.until(partial(can_press, clerk, button))
        await clerk.hands.press(Qt.Key.Key_Escape)
    buttons = clerk.shell.window.findChildren(KeyButton)
    named = {(button.key(), button.text()) for button in buttons}
    return named | {(command.key, command.text) for command in commands}


async def test_the_clerks_guide_calls_every_key_what_the_program_calls_it(clerk: Clerk) -> None:
    await clerk.sign_in("supervisor")
    known = await named_keys(clerk, BEFORE)
    sale = clerk.workspace.sale
    await clerk.hands.press(Qt.Key.Key_1, Qt.Key.Key_F9, Qt.Key.Key_Return)
    await clerk.until(lambda: sale.state.stage is Stage.DONE)
    await clerk.hands.press(Qt.Key.Key_Return)
    known |= await named_keys(clerk, AFTER)
    said = ROW.findall(TEXT)
    assert len(said) > 30
    assert [row for row in said if row not in known] == []
    keys = {key for key, _ in known}
    assert [key for key in KEY.findall(TEXT) if key not in keys] == []


def test_the_clerks_guide_is_two_pages_with_pictures_that_exist() -> None:
    pictures = PICTURE.findall(TEXT)
    assert pictures
    for name in pictures:
        assert (GUIDE.parent / name).is_file(), name
    # More words and bars of tables than that do not fit on two printed sides.
    assert len(TEXT.split()) < 1_250


def test_the_clerks_guide_is_found_from_the_first_page() -> None:
    assert "(docs/clerk.md)" in (GUIDE.parents[1] / "README.md").read_text(encoding="utf-8")
