"""The small widgets: what they show, say and take."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from boxoffice.qtkit.focus import FocusRing
from boxoffice.qtkit.fonts import Size
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.widgets import (
    Banner,
    CheckBox,
    ElidedLabel,
    Field,
    KeyButton,
    Role,
    Segment,
    Segmented,
    Tone,
    key_text,
)


def test_keys_read_as_on_the_keyboard() -> None:
    keys = ["Ctrl+K", "F9", "Space", "1–9", "A–Z, 0–9", "↑↓←→"]
    assert [key_text(key) for key in keys] == keys


def test_a_button_is_as_wide_as_its_words_and_its_key(qtbot: QtBot, theme: Theme) -> None:
    plain, keyed = KeyButton(theme, "Cash"), KeyButton(theme, "Cash", "F9")
    qtbot.addWidget(plain)
    qtbot.addWidget(keyed)
    assert keyed.sizeHint().width() > plain.sizeHint().width() + 18
    assert keyed.sizeHint().height() == 34


def test_a_busy_button_takes_no_second_click(qtbot: QtBot, theme: Theme) -> None:
    button = KeyButton(theme, "Sign in", "Enter", role=Role.PRIMARY)
    qtbot.addWidget(button)
    clicks: list[str] = []
    button.clicked.connect(lambda: clicks.append("sign in"))
    button.set_busy(True)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    button.set_busy(False)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert clicks == ["sign in"]


def test_the_number_of_seats_is_chosen_by_click_and_arrows(qtbot: QtBot, theme: Theme) -> None:
    numbers = Segmented(theme, tuple(Segment(str(n)) for n in range(1, 7)))
    qtbot.addWidget(numbers)
    numbers.resize(numbers.sizeHint())
    chosen: list[int] = []
    numbers.chosen.connect(chosen.append)
    place = numbers.segment_rect(3).center().toPoint()
    QTest.mouseClick(numbers, Qt.MouseButton.LeftButton, pos=place)
    QTest.keyClick(numbers, Qt.Key.Key_Right)
    QTest.keyClick(numbers, Qt.Key.Key_Left)
    assert chosen == [3, 4, 3]
    assert numbers.accessibleDescription() == "4"


def test_a_choice_set_by_the_program_is_not_announced_as_the_clerks(
    qtbot: QtBot, theme: Theme
) -> None:
    numbers = Segmented(theme, (Segment("1"), Segment("2")))
    qtbot.addWidget(numbers)
    with qtbot.assertNotEmitted(numbers.chosen):
        numbers.set_current(1)
    assert numbers.current() == 1
    with pytest.raises(IndexError):
        numbers.set_current(2)


def test_a_title_too_long_ends_in_an_ellipsis_and_is_read_out_whole(
    qtbot: QtBot, theme: Theme
) -> None:
    label = ElidedLabel("The Last Ferry to Diu and back again")
    qtbot.addWidget(label)
    label.resize(120, 20)
    label.show()
    assert label.text().endswith("…")
    assert label.accessibleName() == "The Last Ferry to Diu and back again"
    assert label.toolTip() == "The Last Ferry to Diu and back again"


@pytest.mark.parametrize("size", list(Size))
def test_letters_that_hang_below_the_line_are_drawn_whole(
    qtbot: QtBot, theme: Theme, size: Size
) -> None:
    label = ElidedLabel("gpyqj", size)
    qtbot.addWidget(label)
    heights = []
    for spare in (0, 40):
        label.resize(label.sizeHint().width(), label.sizeHint().height() + spare)
        image = label.grab().toImage()
        rows = [
            y
            for y in range(image.height())
            if any(image.pixelColor(x, y) != image.pixelColor(0, 0) for x in range(image.width()))
        ]
        heights.append(rows[-1] - rows[0])
    assert heights[0] == heights[1]


def test_a_banner_is_read_out_and_closes(qtbot: QtBot, theme: Theme) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    banner = Banner(theme, closable=True)
    QVBoxLayout(page).addWidget(banner)
    banner.tell("Two child tickets: a parent goes in with them.", Tone.WARN, title="UA 13+.")
    assert banner.accessibleName() == "UA 13+. Two child tickets: a parent goes in with them."
    with qtbot.waitSignal(banner.closed):
        banner.close_it()
    assert banner.isHidden()


def test_typed_text_stays_clear_of_the_key_only_while_it_is_shown(
    qtbot: QtBot, theme: Theme
) -> None:
    field = Field(theme, "Filter shows", icon="search", key="F2")
    qtbot.addWidget(field)
    assert field.textMargins().right() >= 18
    field.setText("monsoon")
    assert field.textMargins().right() == 0


def test_space_ticks_a_box(qtbot: QtBot, theme: Theme) -> None:
    box = CheckBox(theme, "Remember me on this computer")
    qtbot.addWidget(box)
    QTest.keyClick(box, Qt.Key.Key_Space)
    assert box.isChecked()


def test_the_ring_lies_around_what_has_the_focus(
    qapp: QApplication, qtbot: QtBot, theme: Theme
) -> None:
    window = QWidget()
    window.resize(400, 300)
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    first, second = QPushButton("Cash"), QPushButton("Card")
    field = Field(theme, "Filter shows")
    for widget in (first, second, field):
        column.addWidget(widget)
    ring = FocusRing(theme, qapp, window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    first.setFocus()
    assert ring.geometry() == first.geometry().adjusted(-4, -4, 4, 4)
    second.setFocus()
    assert ring.around() is second
    second.move(second.x(), second.y() + 5)
    assert ring.geometry() == second.geometry().adjusted(-4, -4, 4, 4)
    field.setFocus()
    assert ring.isHidden()


def test_enter_presses_the_button_that_has_the_focus(qtbot: QtBot, theme: Theme) -> None:
    button = KeyButton(theme, "Sign out")
    qtbot.addWidget(button)
    with qtbot.waitSignal(button.clicked):
        QTest.keyClick(button, Qt.Key.Key_Return)
