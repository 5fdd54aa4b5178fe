"""Light, dark and what the desktop says."""

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from boxoffice.qtkit.fonts import BOLD, Size, font
from boxoffice.qtkit.theme import Mode, Theme
from boxoffice.qtkit.tokens import DARK, LIGHT
from boxoffice.qtkit.widgets import Text


def test_choosing_dark_gives_every_widget_the_dark_tokens(
    qapp: QApplication, qtbot: QtBot, theme: Theme
) -> None:
    label = Text("₹1,400.00", ink="danger")
    qtbot.addWidget(label)
    label.ensurePolished()
    with qtbot.waitSignal(theme.changed):
        theme.set_mode("dark")
    label.ensurePolished()
    assert theme.tokens is DARK
    assert qapp.palette().color(QPalette.ColorRole.Window) == QColor(DARK.window)
    assert label.palette().color(QPalette.ColorRole.WindowText) == QColor(DARK.danger)


def test_a_changed_ink_shows_at_once(qtbot: QtBot, theme: Theme) -> None:
    label = Text("4:36", ink="accent_text")
    qtbot.addWidget(label)
    label.set_ink("warn")
    assert label.palette().color(QPalette.ColorRole.WindowText) == QColor(LIGHT.warn)


def test_there_is_no_third_pair_of_colours(theme: Theme) -> None:
    with pytest.raises(ValueError, match="sepia"):
        theme.set_mode("sepia")
    assert theme.mode is Mode.LIGHT


def test_figures_of_money_stand_in_columns(theme: Theme) -> None:
    letters = font(Size.TOTAL, BOLD)
    assert letters.pixelSize() == 40
    assert letters.isFeatureSet(letters.Tag("tnum"))
