"""The type scale: the platform's interface font at the sizes and weights of the looks."""

from enum import IntEnum

from PySide6.QtGui import QFont, QFontInfo
from PySide6.QtWidgets import QApplication


class Size(IntEnum):
    """Letter sizes in pixels, named for what they are for."""

    KEY = 11
    META = 12
    BODY = 13
    LIST = 14
    TITLE = 15
    TIME = 17
    HEADER = 20
    SIGN_IN = 24
    GIVEN = 32
    TOTAL = 40
    CHANGE = 64


REGULAR = QFont.Weight.Normal
MEDIUM = QFont.Weight.Medium
SEMIBOLD = QFont.Weight.DemiBold
BOLD = QFont.Weight.Bold

#: DejaVu and its ancestor are a sixth wider than every other interface font, and a machine that
#: answers with them usually has no other; their condensed cut has the usual width.
WIDE_FAMILIES = frozenset({"DejaVu Sans", "Bitstream Vera Sans", "Verdana"})
CONDENSED_PERCENT = 90


def font(size: int, weight: QFont.Weight = REGULAR) -> QFont:
    """The interface font at `size` pixels with tabular figures."""
    made = QFont(QApplication.font())
    made.setPixelSize(size)
    made.setWeight(weight)
    made.setFeature(QFont.Tag("tnum"), 1)
    return made


def set_interface_font(app: QApplication) -> None:
    """Set the application's font to the platform's own at body size."""
    base = QFont(app.font())
    if QFontInfo(base).family() in WIDE_FAMILIES:
        base.setStretch(CONDENSED_PERCENT)
    base.setPixelSize(Size.BODY)
    app.setFont(base)
