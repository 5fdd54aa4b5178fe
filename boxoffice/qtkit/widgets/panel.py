"""A plain area with a ground colour and, where it meets another, a hairline."""

from typing import Literal

from PySide6.QtWidgets import QFrame, QWidget

Ground = Literal["", "window", "panel", "surface", "ground"]
Edge = Literal["", "top", "bottom", "left", "right", "card", "overlay"]


class Panel(QFrame):
    """Filled with the token named `ground`; `edge` says on which side its line is."""

    def __init__(
        self, ground: Ground = "panel", edge: Edge = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("ground", ground)
        self.setProperty("edge", edge)
