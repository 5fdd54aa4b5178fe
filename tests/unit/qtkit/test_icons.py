"""Every icon draws, in the colour it is asked for."""

from importlib.resources import files

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from boxoffice.qtkit.icons import icon, icon_pixmap

NAMES = sorted(
    entry.name.removesuffix(".svg")
    for entry in files("boxoffice_resources").joinpath("icons").iterdir()
    if entry.name.endswith(".svg")
)


@pytest.mark.parametrize("name", NAMES)
def test_every_icon_draws_in_the_colour_asked_for(qapp: QApplication, name: str) -> None:
    picture = icon_pixmap(name, "#1a54ce", 24, 2.0).toImage()
    assert (picture.width(), picture.height(), picture.devicePixelRatio()) == (48, 48, 2.0)
    solid = {
        picture.pixelColor(x, y).name()
        for x in range(48)
        for y in range(48)
        if picture.pixelColor(x, y).alpha() == 255
    }
    assert "#1a54ce" in solid


def test_the_logos_holes_take_their_own_colour(qapp: QApplication) -> None:
    picture = icon_pixmap("logo", "#1a54ce", 24, hole="#c2187a").toImage()
    assert picture.pixelColor(12, 10) == QColor("#c2187a")


def test_an_icon_is_crisp_at_every_scaling(qapp: QApplication) -> None:
    sizes = {size.width() for size in icon("cash", "#000000", 16).availableSizes()}
    assert sizes == {16, 24, 32, 48}


def test_an_unknown_icon_is_refused(qapp: QApplication) -> None:
    with pytest.raises(FileNotFoundError):
        icon("unicorn", "#000000")
