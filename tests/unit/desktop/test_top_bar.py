"""The bar along the head of the window, where it is narrow."""

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from boxoffice.desktop.top_bar import TopBar
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.widgets import ElidedLabel
from tests.clock import FakeClock


@pytest.mark.parametrize(
    ("width", "commands", "user", "places"),
    [
        (1600, "Commands", "Demo clerk", ["PVR Andheri"]),
        (1366, "Commands", "", ["PVR Andheri"]),
        (1024, "Commands", "", []),
        (683, "", "", []),
    ],
)
def test_names_are_whole_or_left_out_and_commands_keep_their_key(
    theme: Theme, qtbot: QtBot, width: int, commands: str, user: str, places: list[str]
) -> None:
    bar = TopBar(theme, FakeClock())
    qtbot.addWidget(bar)
    tools = QWidget()
    tools.setMinimumWidth(340)
    bar.add_tools(tools)
    bar.set_user("Demo clerk")
    bar.set_place("PVR Andheri")
    bar.resize(width, bar.height())
    bar.show()
    assert (bar.commands_button.text(), bar.commands_button.key()) == (commands, "Ctrl+K")
    assert bar.commands_button.accessibleName() == "Commands"
    assert bar.user_button.text() == user
    shown = [one for one in bar.findChildren(ElidedLabel) if not one.isHidden()]
    assert [one.text() for one in shown] == places
