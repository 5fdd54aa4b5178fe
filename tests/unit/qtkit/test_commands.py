"""Keys act where they are shown, and nowhere else."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from boxoffice.qtkit.commands import Command, Commands


class Counter(QStackedWidget):
    """A window with two pages; the first has a field."""

    def __init__(self) -> None:
        super().__init__()
        self.sale, self.basket = QWidget(), QWidget()
        self.field = QLineEdit()
        QVBoxLayout(self.sale).addWidget(self.field)
        self.basket.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.addWidget(self.sale)
        self.addWidget(self.basket)


@pytest.fixture
def window(qtbot: QtBot) -> Counter:
    made = Counter()
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    with qtbot.waitActive(made):
        made.activateWindow()
    return made


@pytest.fixture
def done() -> list[str]:
    return []


def test_a_key_acts_while_its_page_is_shown(qtbot: QtBot, window: Counter, done: list[str]) -> None:
    commands = Commands()
    commands.add(window.sale, [Command("Cash", lambda: done.append("cash"), "F9")])
    QTest.keyClick(window, Qt.Key.Key_F9)
    window.setCurrentWidget(window.basket)
    QTest.keyClick(window, Qt.Key.Key_F9)
    assert done == ["cash"]
    assert commands.on_screen() == ()


def test_a_letter_goes_into_a_field_and_is_a_key_elsewhere(
    qtbot: QtBot, window: Counter, done: list[str]
) -> None:
    commands = Commands()
    commands.add(window, [Command("Next best offer", lambda: done.append("offer"), "B")])
    window.field.setFocus()
    QTest.keyClick(window.field, Qt.Key.Key_B)
    window.setCurrentWidget(window.basket)
    window.basket.setFocus()
    QTest.keyClick(window.basket, Qt.Key.Key_B)
    assert (window.field.text(), done) == ("b", ["offer"])


def test_a_local_key_acts_only_with_the_focus_inside(
    qtbot: QtBot, window: Counter, done: list[str]
) -> None:
    commands = Commands()
    commands.add(window.basket, [Command("Child", lambda: done.append("C"), "C", local=True)])
    QTest.keyClick(window, Qt.Key.Key_C)
    window.setCurrentWidget(window.basket)
    window.basket.setFocus()
    QTest.keyClick(window.basket, Qt.Key.Key_C)
    assert done == ["C"]


def test_a_key_does_nothing_while_its_command_may_not_run(
    qtbot: QtBot, window: Counter, done: list[str]
) -> None:
    commands = Commands()
    cash = Command("Cash", lambda: done.append("cash"), "F9", enabled=lambda: False)
    commands.add(window, [cash])
    QTest.keyClick(window, Qt.Key.Key_F9)
    assert done == []
    assert commands.on_screen() == (cash,)


def test_silenced_keys_act_again_afterwards(qtbot: QtBot, window: Counter, done: list[str]) -> None:
    commands = Commands()
    commands.add(window, [Command("Cash", lambda: done.append("cash"), "F9")])
    commands.set_keys_live(False)
    QTest.keyClick(window, Qt.Key.Key_F9)
    commands.set_keys_live(True)
    QTest.keyClick(window, Qt.Key.Key_F9)
    assert done == ["cash"]


def test_commands_go_with_their_page(qtbot: QtBot, window: Counter, done: list[str]) -> None:
    commands = Commands()
    commands.add(window.basket, [Command("Cash", lambda: done.append("cash"), "F9")])
    with qtbot.waitSignals([window.basket.destroyed, commands.changed]):
        window.basket.deleteLater()
    QTest.keyClick(window, Qt.Key.Key_F9)
    assert (commands.on_screen(), done) == ((), [])


def test_commands_taken_away_leave_their_key_free(
    qtbot: QtBot, window: Counter, done: list[str]
) -> None:
    commands = Commands()
    commands.add(window, [Command("Cash", lambda: done.append("cash"), "F9")])
    commands.remove(window)
    commands.add(window, [Command("Card", lambda: done.append("card"), "F9")])
    QTest.keyClick(window, Qt.Key.Key_F9)
    assert done == ["card"]
