"""The buttons of what is in view: the overview, out, how large the map is, in, the whole hall."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from boxoffice.qtkit.fonts import SEMIBOLD, Size
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.tokens import HEIGHT_FIELD
from boxoffice.qtkit.widgets import KeyButton, Panel, Role, Text

OVERVIEW_KEY = "F5"


class ZoomBox(Panel):
    """Parts in a row; the keys F5 and + and - and 0 do the same."""

    overview = Signal()
    nearer = Signal()
    further = Signal()
    whole = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__("surface", "overlay", parent)
        self._percent = Text("", Size.BODY, SEMIBOLD)
        self._percent.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._percent.setFixedWidth(52)
        self._overview = KeyButton(
            theme, "", OVERVIEW_KEY, icon="overview", role=Role.QUIET, height=HEIGHT_FIELD - 2
        )
        self._overview.setAccessibleName(self.tr("Overview of the hall"))
        self._overview.setToolTip(self.tr("Show or hide the overview of the hall"))
        self._overview.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.enable_overview(needed=False)
        out = _button(theme, "minus", self.tr("Zoom out"))
        near = _button(theme, "plus", self.tr("Zoom in"))
        fit = KeyButton(
            theme, self.tr("Fit"), "0", icon="fit", role=Role.QUIET, height=HEIGHT_FIELD - 2
        )
        fit.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        row = QHBoxLayout(self)
        row.setContentsMargins(1, 1, 1, 1)
        row.setSpacing(0)
        for widget in (self._overview, out, self._percent, near, fit):
            row.addWidget(widget)
        self._overview.clicked.connect(self.overview)
        out.clicked.connect(self.further)
        near.clicked.connect(self.nearer)
        fit.clicked.connect(self.whole)

    def enable_overview(self, needed: bool) -> None:
        """Whether there is an overview to show or hide."""
        self._overview.setEnabled(needed)

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
