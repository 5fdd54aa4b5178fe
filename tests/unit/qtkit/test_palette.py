"""The command palette and the page of keys."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from boxoffice.qtkit.commands import Command, Commands, Hint
from boxoffice.qtkit.help import KeyHelp
from boxoffice.qtkit.palette import CommandPalette
from boxoffice.qtkit.theme import Theme


@pytest.fixture
def window(qtbot: QtBot, theme: Theme) -> QWidget:
    made = QWidget()
    made.resize(1366, 688)
    QVBoxLayout(made).addWidget(QLineEdit())
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


@pytest.fixture
def done() -> list[str]:
    return []


@pytest.fixture
def commands(window: QWidget, done: list[str]) -> Commands:
    made = Commands()
    made.add(
        window,
        [
            Command("Find booking", lambda: done.append("find"), "F4"),
            Command(
                "Park the basket", lambda: done.append("park"), "F6", lambda: False,
                why="the basket is empty.",
            ),
            Command("The best seat", lambda: done.append("one"), "1", bound=False),
            Command("Cash", lambda: done.append("cash"), "F9"),
            Command("Dark colours", lambda: done.append("dark")),
            Command("Show all commands", lambda: done.append("all"), "Ctrl+K"),
        ],
    )  # fmt: skip
    return made


@pytest.fixture
def palette(window: QWidget, theme: Theme, commands: Commands) -> CommandPalette:
    return CommandPalette(theme, commands, window, "Ctrl+K")


def type_into_focus(qtbot: QtBot, text: str) -> None:
    QTest.keyClicks(focused(), text)


def press(qtbot: QtBot, key: Qt.Key) -> None:
    QTest.keyClick(focused(), key)


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def test_what_can_be_done_comes_first_and_the_palette_is_not_in_itself(
    palette: CommandPalette,
) -> None:
    palette.open()
    assert palette.texts() == (
        "Find booking",
        "Cash",
        "Dark colours",
        "The best seat",
        "Park the basket",
    )


def test_what_is_around_every_page_comes_after_the_page(
    window: QWidget, palette: CommandPalette, commands: Commands
) -> None:
    page = QWidget(window)
    page.show()
    commands.add(window, [], general=True)
    commands.add(page, [Command("Sell", lambda: None)])
    palette.open()
    assert palette.texts()[:2] == ("Sell", "Find booking")


def test_letters_and_enter_run_a_command_after_it_closed(
    qtbot: QtBot, palette: CommandPalette, done: list[str]
) -> None:
    palette.open()
    type_into_focus(qtbot, "dc")
    press(qtbot, Qt.Key.Key_Return)
    assert done == ["dark"]
    assert not palette.isVisible()


def test_arrows_choose(qtbot: QtBot, palette: CommandPalette, done: list[str]) -> None:
    palette.open()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up):
        press(qtbot, key)
    press(qtbot, Qt.Key.Key_Return)
    assert done == ["cash"]


def test_what_may_not_run_says_why_and_the_palette_stays(
    qtbot: QtBot, palette: CommandPalette, done: list[str]
) -> None:
    palette.open()
    assert palette.why() == ""
    type_into_focus(qtbot, "park")
    press(qtbot, Qt.Key.Key_Return)
    assert done == []
    assert palette.isVisible()
    assert palette.why() == "Not now: the basket is empty."


def test_esc_gives_the_keyboard_back_to_who_had_it(
    qtbot: QtBot, window: QWidget, palette: CommandPalette
) -> None:
    field = window.findChild(QLineEdit)
    assert field is not None
    field.setFocus()
    palette.open()
    assert focused() is not field
    press(qtbot, Qt.Key.Key_Escape)
    assert focused() is field
    assert not palette.isVisible()


def test_no_other_key_acts_while_it_is_open(
    qtbot: QtBot, palette: CommandPalette, done: list[str]
) -> None:
    palette.open()
    press(qtbot, Qt.Key.Key_F9)
    assert done == []
    press(qtbot, Qt.Key.Key_Escape)
    press(qtbot, Qt.Key.Key_F9)
    assert done == ["cash"]


def test_a_click_beside_it_closes_it(qtbot: QtBot, palette: CommandPalette) -> None:
    palette.open()
    QTest.mouseClick(palette, Qt.MouseButton.LeftButton, pos=QPoint(4, 4))
    assert not palette.isVisible()


def test_help_lists_each_key_once_and_what_does_nothing_now_last_in_grey(
    qtbot: QtBot, window: QWidget, theme: Theme, commands: Commands
) -> None:
    commands.add(
        window,
        [
            Command("Senior", lambda: None, "S", lambda: False, bound=False),
            Command("Save the tickets", lambda: None, "S", bound=False, key_acts=lambda: False),
        ],
    )
    page = KeyHelp(theme, commands, window)
    page.open_with([Hint("1–9", "Best seats"), Hint("F9", "Take cash")])
    assert page.listed() == (
        Hint("1–9", "Best seats"),
        Hint("F9", "Take cash"),
        Hint("F4", "Find booking"),
        Hint("Ctrl+K", "Show all commands"),
        Hint("F6", "Park the basket"),
        Hint("S", "Senior"),
    )
    assert page.idle() == ("F6", "S")
    press(qtbot, Qt.Key.Key_F1)
    assert not page.isVisible()


def test_keys_stay_silent_until_the_last_sheet_is_closed(
    qtbot: QtBot, window: QWidget, palette: CommandPalette, theme: Theme, commands: Commands,
    done: list[str],
) -> None:  # fmt: skip
    palette.open()
    page = KeyHelp(theme, commands, window)
    page.open_with([])
    page.close_it()
    press(qtbot, Qt.Key.Key_F9)
    assert done == []
    palette.close_it()
    press(qtbot, Qt.Key.Key_F9)
    assert done == ["cash"]
