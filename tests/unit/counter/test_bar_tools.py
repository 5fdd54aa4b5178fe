"""The counter's tools in the top bar: what gives way where it is narrow."""

import pytest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from boxoffice.counter.bar_button import BarButton
from boxoffice.counter.bar_tools import BarTools
from boxoffice.counter.tool_row import ToolRow
from boxoffice.qtkit.commands import Command
from boxoffice.qtkit.theme import Theme

LONG = "Shift since 7:03 PM, 1 sale"


@pytest.mark.parametrize(
    ("room", "said", "tools"),
    [(2.0, LONG, ["Sale line", "Seat history"]), (0.0, "Shift", ["Sale line", "Seat history"]),
     (-0.5, "Shift", ["Sale line"])],
)  # fmt: skip
def test_the_words_of_the_shift_go_before_the_buttons_and_every_key_stays(
    theme: Theme, qtbot: QtBot, room: float, said: str, tools: list[str]
) -> None:
    commands = [Command(name, print, "H") for name in ("Sale line", "Seat history")]
    row, find, shift = (
        ToolRow(theme, commands),
        BarButton(theme, "search"),
        BarButton(theme, "cash"),
    )
    bar = BarTools((), row, (find, shift))
    qtbot.addWidget(bar)
    find.show_key("Find a booking", "F4")
    shift.say(LONG, "Shift", "Ctrl+T")
    brief = row.whole_width() + find.sizeHint().width() + shift.width_for("Shift", "Ctrl+T") + 40
    bar.resize(round(brief + room * 160), 44)
    bar.show()
    assert (shift.text(), shift.accessibleName()) == (said, f"{LONG}, Ctrl+T")
    assert [one.text() for one in row.findChildren(QAbstractButton) if one.isVisible()] == tools
