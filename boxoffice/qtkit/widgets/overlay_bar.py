"""A scroll bar that lies over what it scrolls, so that rows reach from edge to edge."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QAbstractScrollArea, QScrollBar

WIDTH, THIN, LEAST_HEIGHT = 10, 6, 24


class OverlayBar(QScrollBar):
    """Stands for the vertical scroll bar of an area, which shows none of its own."""

    def __init__(self, area: QAbstractScrollArea) -> None:
        super().__init__(Qt.Orientation.Vertical, area)
        self._area = area
        self._own = area.verticalScrollBar()
        self._width = WIDTH
        area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.installEventFilter(self)
        self._own.rangeChanged.connect(self._follow)
        self._own.valueChanged.connect(self.setValue)
        self.valueChanged.connect(self._own.setValue)
        self._follow()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def set_thin(self, *, thin: bool) -> None:
        """Take less of a narrow area; it can still be seen how far it is scrolled."""
        self._width = THIN if thin else WIDTH
        self.setProperty("thin", thin)
        self.style().unpolish(self)
        self.style().polish(self)
        self._place()

    def _place(self) -> None:
        area = self._area
        self.setGeometry(area.width() - self._width, 0, self._width, area.height())

    def _follow(self) -> None:
        self.setRange(self._own.minimum(), self._own.maximum())
        self.setPageStep(self._own.pageStep())
        self.setSingleStep(self._own.singleStep())
        self.setValue(self._own.value())
        # In a sliver there is nothing to take hold of.
        high = self._area.height() >= LEAST_HEIGHT
        self.setVisible(self.maximum() > self.minimum() and high)
