"""The buttons that zoom the map: out, how large it is, in, and the whole hall."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from boxoffice.qtkit.fonts import SEMIBOLD, Size
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.tokens import HEIGHT_FIELD
from boxoffice.qtkit.widgets import KeyButton, Panel, Role, Text


class ZoomBox(Panel):
    """Four parts in a row; the keys + and - and 0 do the same."""

    nearer = Signal()
    further = Signal()
    whole = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__("surface", "overlay", parent)
        self._percent = Text("", Size.BODY, SEMIBOLD)
        self._percent.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._percent.setFixedWidth(52)
        out = _button(theme, "minus", self.tr("Zoom out"))
        near = _button(theme, "plus", self.tr("Zoom in"))
        fit = KeyButton(
            theme, self.tr("Fit"), "0", icon="fit", role=Role.QUIET, height=HEIGHT_FIELD - 2
        )
        fit.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        row = QHBoxLayout(self)
        row.setContentsMargins(1, 1, 1, 1)
        row.setSpacing(0)
        for widget in (out, self._percent, near, fit):
            row.addWidget(widget)
        out.clicked.connect(self.further)
        near.clicked.connect(self.nearer)
        fit.clicked.connect(self.whole)

    def show_percent(self, *, shown: bool) -> None:
        """Show how large the map is drawn, or leave it out where there is no room."""
        self._percent.setVisible(shown)

    def show_zoom(self, zoom: float) -> None:
        """Say how large the map is drawn."""
        self._percent.setText(self.tr("{percent} %").format(percent=round(zoom * 100)))


def _button(theme: Theme, icon: str, spoken: str) -> KeyButton:
    button = KeyButton(theme, "", icon=icon, role=Role.QUIET, height=HEIGHT_FIELD - 2)
    button.setAccessibleName(spoken)
    button.setToolTip(spoken)
    button.setFixedWidth(HEIGHT_FIELD)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button
