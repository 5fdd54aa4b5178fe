"""Where a workspace's tools stand in the top bar, and which of them gives way to the others."""

from collections.abc import Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from boxoffice.counter.bar_button import BarButton
from boxoffice.counter.tool_row import ToolRow


class BarTools(QWidget):
    """The `row` of buttons between what stands `before` it and `beside` it. Where not all fit, the
    words of the last one go first, then the buttons of the row."""

    def __init__(
        self, before: Sequence[QWidget], row: ToolRow, beside: Sequence[BarButton]
    ) -> None:
        super().__init__()
        self._row, self._last = row, beside[-1]
        self._fixed = (*before, *beside[:-1])
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        for one in before:
            line.addWidget(one)
        line.addWidget(row, 1)
        for one in beside:
            line.addWidget(one)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        layout = self.layout()
        assert layout is not None
        gaps = layout.spacing() * (len(self._fixed) + 1)
        taken = sum(one.sizeHint().width() for one in self._fixed) + self._row.whole_width()
        self._last.give_way(self.width() - taken - gaps)
        layout.activate()
