"""The sheets that ask and let choose, in the window and never in its way."""

import asyncio
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from boxoffice.desktop.place_row import PlaceRow
from boxoffice.desktop.printer_sheet import PrinterChoice, PrinterSheet
from boxoffice.desktop.question import Question
from boxoffice.desktop.question_sheet import QuestionSheet
from boxoffice.desktop.user_sheet import UserSheet
from boxoffice.qtkit.commands import Command, Commands
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.widgets import Banner, KeyButton

QUESTION = Question("2 seats are held", "C5 and C6", "Let them go", "Stay", no="Sell them")


@pytest.fixture
def window(qtbot: QtBot, theme: Theme) -> QWidget:
    made = QWidget()
    made.resize(1366, 688)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


@pytest.fixture
def commands(qapp: object) -> Commands:
    return Commands()


def press(key: Qt.Key) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key)


def button(sheet: QWidget, words: str) -> KeyButton:
    [found] = [one for one in sheet.findChildren(KeyButton) if one.text() == words]
    return found


async def test_a_question_is_answered_by_enter_by_a_button_or_not_at_all(
    window: QWidget, theme: Theme, commands: Commands
) -> None:
    sheet = QuestionSheet(theme, commands, window)
    ways: tuple[Callable[[], None], ...] = (
        lambda: press(Qt.Key.Key_Return),
        lambda: button(sheet, "Sell them").click(),
        lambda: press(Qt.Key.Key_Escape),
    )
    answers = []
    for way in ways:
        asked = asyncio.ensure_future(sheet.ask(QUESTION))
        await asyncio.sleep(0)
        way()
        answers.append(await asked)
        assert not sheet.isVisible()
    assert answers == [True, False, None]


def test_the_users_sheet_takes_one_step_after_it_closed(
    window: QWidget, theme: Theme, commands: Commands
) -> None:
    sheet = UserSheet(theme, commands, window)
    done: list[bool] = []
    steps = (
        Command("Counter of Rajdhani", lambda: done.append(False)),
        Command("Sign out", lambda: done.append(sheet.isVisible()), "Ctrl+Shift+L"),
    )
    sheet.open_for("Asha Kulkarni", "since 4:02 PM", steps)
    press(Qt.Key.Key_Return)
    assert done == [False]
    sheet.open_for("Asha Kulkarni", "", steps[:1])
    button(sheet, "Counter of Rajdhani").click()
    assert done == [False, False]


def test_a_printer_that_is_not_there_is_named_and_another_can_be_chosen(
    window: QWidget, theme: Theme, commands: Commands
) -> None:
    sheet = PrinterSheet(theme, commands, window)
    chosen: list[str] = []
    sheet.chosen.connect(chosen.append)
    printers = (PrinterChoice("Epson", "Epson"), PrinterChoice("Kitchen", "Kitchen"))
    sheet.open_with(printers, "Nope")
    [banner] = sheet.findChildren(Banner)
    assert banner.words() == "There is no printer called Nope on this computer."
    rows = [row.text() for row in sheet.findChildren(PlaceRow)]
    assert rows == ["Epson", "Kitchen", "PDF files only"]
    press(Qt.Key.Key_Return)
    sheet.open_with(printers, "")
    assert not banner.isVisible()
    press(Qt.Key.Key_Return)
    assert chosen == ["Epson", ""]
