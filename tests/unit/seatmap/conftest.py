import pytest
from PySide6.QtGui import QFont

from boxoffice.qtkit.tokens import LIGHT
from boxoffice.seatmap.sprites import Ink


@pytest.fixture
def ink(qapp: object) -> Ink:
    """Light colours and the program's font; needs a running application for its fonts."""
    return Ink(LIGHT, QFont())
