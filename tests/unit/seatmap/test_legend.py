from pytestqt.qtbot import QtBot

from boxoffice.qtkit.tokens import LIGHT
from boxoffice.seatmap.legend import Legend


def test_the_legend_names_everything_a_seat_can_lastingly_be(qtbot: QtBot) -> None:
    legend = Legend(LIGHT)
    qtbot.addWidget(legend)
    assert legend.accessibleDescription() == (
        "Free, Yours, Held, Sold, Blocked, Broken, Wheelchair, Companion"
    )


def test_a_narrow_legend_keeps_its_glyphs(qtbot: QtBot) -> None:
    legend = Legend(LIGHT)
    qtbot.addWidget(legend)
    assert legend.minimumSizeHint().width() < legend.sizeHint().width() / 2
