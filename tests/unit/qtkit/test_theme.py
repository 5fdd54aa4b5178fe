"""Light, dark, high contrast and what the desktop says."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from boxoffice.qtkit.fonts import BOLD, Size, font
from boxoffice.qtkit.theme import Mode, Theme, desktop_tokens
from boxoffice.qtkit.tokens import CONTRAST, DARK, LIGHT, Tokens
from boxoffice.qtkit.widgets import Text


@pytest.mark.parametrize(("mode", "tokens"), [("dark", DARK), ("contrast", CONTRAST)])
def test_what_is_chosen_gives_every_widget_its_colours(
    qapp: QApplication, qtbot: QtBot, theme: Theme, mode: str, tokens: Tokens
) -> None:
    label = Text("₹1,400.00", ink="danger")
    qtbot.addWidget(label)
    label.ensurePolished()
    with qtbot.waitSignal(theme.changed):
        theme.set_mode(mode)
    label.ensurePolished()
    assert theme.tokens is tokens
    assert qapp.palette().color(QPalette.ColorRole.Window) == QColor(tokens.window)
    assert label.palette().color(QPalette.ColorRole.WindowText) == QColor(tokens.danger)


@pytest.mark.parametrize(
    ("scheme", "contrast", "tokens"),
    [
        (Qt.ColorScheme.Light, Qt.ContrastPreference.NoPreference, LIGHT),
        (Qt.ColorScheme.Dark, Qt.ContrastPreference.NoPreference, DARK),
        (Qt.ColorScheme.Unknown, Qt.ContrastPreference.NoPreference, LIGHT),
        (Qt.ColorScheme.Light, Qt.ContrastPreference.HighContrast, CONTRAST),
        (Qt.ColorScheme.Dark, Qt.ContrastPreference.HighContrast, CONTRAST),
    ],
)
def test_who_asks_the_desktop_for_contrast_has_it(
    scheme: Qt.ColorScheme, contrast: Qt.ContrastPreference, tokens: Tokens
) -> None:
    assert desktop_tokens(scheme, contrast) is tokens


@pytest.mark.parametrize(("mode", "followed"), [("system", 1), ("light", 0)])
def test_the_desktops_contrast_is_followed_only_by_who_follows_the_desktop(
    qapp: QApplication, theme: Theme, mode: str, followed: int
) -> None:
    theme.set_mode(mode)
    told: list[str] = []
    theme.changed.connect(lambda: told.append(theme.tokens.name))
    preference = Qt.ContrastPreference.HighContrast
    qapp.styleHints().accessibility().contrastPreferenceChanged.emit(preference)
    assert len(told) == followed


def test_a_changed_ink_shows_at_once(qtbot: QtBot, theme: Theme) -> None:
    label = Text("4:36", ink="accent_text")
    qtbot.addWidget(label)
    label.set_ink("warn")
    assert label.palette().color(QPalette.ColorRole.WindowText) == QColor(LIGHT.warn)


def test_colours_that_there_are_not_are_refused(theme: Theme) -> None:
    with pytest.raises(ValueError, match="sepia"):
        theme.set_mode("sepia")
    assert theme.mode is Mode.LIGHT


def test_figures_of_money_stand_in_columns(theme: Theme) -> None:
    letters = font(Size.TOTAL, BOLD)
    assert letters.pixelSize() == 40
    assert letters.isFeatureSet(letters.Tag("tnum"))
