import pytest
from PySide6.QtGui import QFont

from boxoffice.qtkit.tokens import LIGHT
from boxoffice.seatmap.sprites import Ink


@pytest.fixture
def ink(qapp: object) -> Ink:
    """Light colours and one font, whatever other tests have given the application."""
    return Ink(LIGHT, QFont("Sans Serif", 9))
