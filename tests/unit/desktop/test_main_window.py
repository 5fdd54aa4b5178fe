"""The window around the workspaces."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from boxoffice.desktop.clock_label import ClockLabel
from boxoffice.desktop.main_window import MainWindow
from boxoffice.desktop.status_bar import StatusBar
from boxoffice.qtkit.commands import Command, Commands, Hint
from boxoffice.qtkit.help import KeyHelp
from boxoffice.qtkit.palette import CommandPalette
from boxoffice.qtkit.tasks import Tasks
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.widgets import KeyCap
from tests.clock import FakeClock


@pytest.fixture
def tasks(qapp: object) -> Tasks:
    return Tasks()


@pytest.fixture
def commands(qapp: object) -> Commands:
    return Commands()


@pytest.fixture
def window(qtbot: QtBot, theme: Theme, tasks: Tasks, commands: Commands) -> MainWindow:
    made = MainWindow(theme, tasks, commands, FakeClock())
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def visible_words(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]


def test_closing_asks_main_and_keeps_the_window_until_it_has_let_the_seats_go(
    window: MainWindow,
) -> None:
    assert not window.closed.is_set()
    window.close()
    assert window.closed.is_set()
    assert window.isVisible()


def test_a_workspace_brings_its_tools_and_its_keys(window: MainWindow, commands: Commands) -> None:
    page, sale, line = QWidget(), QWidget(), QLabel("7pm 2a1c F")
    window.show_sign_in(page)
    done: list[str] = []
    window.add_workspace(sale, tools=line)
    commands.add(sale, [Command("Cash", lambda: done.append("cash"), "F9")])
    QTest.keyClick(window, Qt.Key.Key_F9)
    window.show_workspace(sale)
    QTest.keyClick(window, Qt.Key.Key_F9)
    assert done == ["cash"]
    assert line.isVisible()
    window.show_sign_in(page)
    assert not line.isVisible()


def test_a_removed_workspace_leaves_nothing_behind(window: MainWindow, commands: Commands) -> None:
    sale = QWidget()
    window.add_workspace(sale, tools=QLabel("line"))
    commands.add(sale, [Command("Cash", lambda: None, "F9")])
    window.show_workspace(sale)
    window.remove_page(sale)
    assert "Cash" not in [command.text for command in commands.on_screen()]


def test_ctrl_k_opens_the_palette_and_f1_the_keys(window: MainWindow) -> None:
    QTest.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    [palette] = window.findChildren(CommandPalette)
    assert palette.isVisible()
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, Qt.Key.Key_Escape)
    window.set_hints([Hint("↑↓←→", "Seat")])
    QTest.keyClick(window, Qt.Key.Key_F1)
    [page] = window.findChildren(KeyHelp)
    assert page.isVisible()
    assert page.listed()[0] == Hint("↑↓←→", "Seat")


def test_a_failure_is_told_in_the_window_until_it_is_closed(
    window: MainWindow, tasks: Tasks
) -> None:
    tasks.failed.emit("The printer has no paper. The tickets are kept.")
    assert window.failure() == "The printer has no paper. The tickets are kept."
    QTest.keyClick(window, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    assert window.failure() == ""


def test_it_fits_the_smallest_screen_at_the_largest_scaling(window: MainWindow) -> None:
    window.show_sign_in(QWidget())
    window.set_hints([Hint("F9", "Cash"), Hint("Esc", "Back")])
    assert window.minimumSizeHint().width() <= 683
    assert window.minimumSize().height() <= 384


class TestStatusBar:
    @pytest.fixture
    def bar(self, qtbot: QtBot, theme: Theme) -> StatusBar:
        made = StatusBar(theme)
        qtbot.addWidget(made)
        made.resize(1366, 28)
        made.show()
        return made

    def test_it_says_how_things_stand(self, bar: StatusBar) -> None:
        bar.set_connection("Connected", good=True)
        bar.set_seats_age(0.21)
        bar.set_user("Asha Kulkarni", "Shift since 4:02 PM")
        bar.set_printer("Printer ready")
        assert visible_words(bar) == [
            "Connected",
            "Seats live",
            "Asha Kulkarni",
            "Shift since 4:02 PM",
            "Printer ready",
        ]

    def test_old_seats_are_no_longer_called_live(self, bar: StatusBar) -> None:
        bar.set_seats_age(12.0)
        assert visible_words(bar) == ["Seats are 12 s old"]
        bar.set_seats_age(None)
        assert visible_words(bar) == []

    def test_help_stays_when_there_is_no_room_for_all_keys(self, bar: StatusBar) -> None:
        bar.resize(240, 28)
        bar.set_hints(
            [Hint(f"F{n}", "Something to do") for n in range(2, 9)] + [Hint("F1", "Help")]
        )
        shown = [cap.accessibleName() for cap in bar.findChildren(KeyCap) if cap.isVisible()]
        assert shown == ["F2", "F1"]


def test_the_clock_shows_the_theatres_time(qtbot: QtBot, theme: Theme) -> None:
    clock = FakeClock()
    label = ClockLabel(clock)
    qtbot.addWidget(label)
    label.set_zone("Asia/Kolkata")
    assert label.text() == "5:30\N{NO-BREAK SPACE}PM"
    clock.advance(60)
    label.show_time()
    assert label.text() == "5:31\N{NO-BREAK SPACE}PM"
