"""The window around the workspaces."""

import asyncio

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from boxoffice.desktop.clock_label import ClockLabel
from boxoffice.desktop.main_window import MainWindow
from boxoffice.desktop.status_bar import StatusBar
from boxoffice.qtkit.commands import Command, Commands, Hint
from boxoffice.qtkit.help import KeyHelp
from boxoffice.qtkit.palette import CommandPalette
from boxoffice.qtkit.tasks import Tasks
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.widgets import KeyCap, Tone
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


@pytest.mark.parametrize(("answer", "closes"), [(True, True), (False, False)])
async def test_whoever_is_to_be_asked_decides_whether_the_window_closes(
    window: MainWindow, tasks: Tasks, answer: bool, closes: bool
) -> None:
    asked: list[str] = []

    async def seats() -> bool:
        asked.append("seats")
        return answer

    async def sharing() -> bool:
        asked.append("sharing")
        return True

    window.ask_before_closing += [seats, sharing]
    window.close()
    window.close()
    for _ in range(4):
        await asyncio.sleep(0)
    window.ask_before_closing.clear()
    assert window.closed.is_set() is closes
    assert asked == (["seats", "sharing"] if closes else ["seats"])


@pytest.mark.parametrize(
    ("room", "fits", "size"),
    [
        (QSize(1920, 1040), True, (1366, 768)),
        (QSize(1366, 768), False, (1350, 728)),
        (QSize(683, 384), False, (667, 344)),
        (QSize(640, 320), False, (640, 300)),
    ],
)
def test_it_opens_no_larger_than_its_screen(
    window: MainWindow, room: QSize, fits: bool, size: tuple[int, int]
) -> None:
    assert window.fit(room) is fits
    assert (window.width(), window.height()) == size


def test_a_hint_with_a_command_is_a_button_for_its_key(
    window: MainWindow, commands: Commands
) -> None:
    page, done = QWidget(), list[str]()
    window.show_sign_in(page)
    commands.add(page, [Command("Cash", lambda: done.append("cash"), "F9", bound=False)])
    window.set_hints([Hint("F9", "Cash"), Hint("↑↓←→", "Seat")])
    by_name = {one.accessibleName(): one for one in window.findChildren(QAbstractButton)}
    QTest.mouseClick(by_name["F9 Cash"], Qt.MouseButton.LeftButton)
    assert done == ["cash"]
    QTest.mouseClick(by_name["F1 Help"], Qt.MouseButton.LeftButton)
    assert window.findChildren(KeyHelp)[0].isVisible()
    mute = Qt.WidgetAttribute.WA_TransparentForMouseEvents
    assert by_name["↑↓←→ Seat"].testAttribute(mute)


def test_whoever_is_signed_in_is_a_button_in_both_bars(window: MainWindow, qtbot: QtBot) -> None:
    sale = QWidget()
    window.add_workspace(sale)
    window.show_workspace(sale)
    window.set_user("Asha Kulkarni", "since 4:02 PM")
    names = {"Asha Kulkarni", "Signed in: Asha Kulkarni"}
    buttons = [
        one
        for one in window.findChildren(QAbstractButton)
        if one.isVisible() and one.accessibleName() in names
    ]
    assert len(buttons) == 2
    for button in buttons:
        with qtbot.waitSignal(window.user_pressed):
            QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    window.set_user("")
    assert not any(button.isVisible() for button in buttons)


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
    gesture = Hint("Drag", "Several seats at once", for_help=True)
    window.set_hints([Hint("↑↓←→", "Seat"), gesture])
    assert "Drag Several seats at once" not in {
        one.accessibleName() for one in window.findChildren(QAbstractButton)
    }
    QTest.keyClick(window, Qt.Key.Key_F1)
    [page] = window.findChildren(KeyHelp)
    assert page.isVisible()
    assert page.listed()[:2] == (Hint("↑↓←→", "Seat"), gesture)


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
    # Less a title bar.
    assert window.minimumSize().height() <= 344


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

    def test_seats_are_not_called_live_while_the_line_is_gone(self, bar: StatusBar) -> None:
        bar.set_connection("Connected", good=True)
        bar.set_seats_age(0.0)
        bar.set_connection("Reconnecting…", good=False)
        assert visible_words(bar) == ["Reconnecting…", "Seats not live"]
        bar.set_seats_age(7.0)
        assert visible_words(bar) == ["Reconnecting…", "Seats are 7 s old"]
        bar.set_seats_age(0.0)
        bar.set_connection("Connected", good=True)
        assert visible_words(bar) == ["Connected", "Seats live"]

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


def test_words_that_something_was_done_go_by_themselves_and_others_stay(
    qtbot: QtBot, window: MainWindow
) -> None:
    window._done_timer.setInterval(1)
    window.tell("Saved.", Tone.OK)
    assert window.failure() == "Saved."
    qtbot.waitUntil(lambda: not window.failure())
    window.tell("Saved.", Tone.OK)
    window.tell_failure("The line is cut.")
    assert not window._done_timer.isActive()
    assert window.failure() == "The line is cut."
