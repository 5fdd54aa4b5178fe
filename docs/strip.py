"""A film strip of seat maps: what several people see of the same seats, step by step."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QPointF, QRect
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap

from boxoffice.qtkit.fonts import BOLD, SEMIBOLD, Size, font
from boxoffice.qtkit.tokens import LIGHT
from boxoffice.seatmap.display import HallDisplay

#: Room left of, above, right of and below the seats, and the strip's own measures, pixels.
AROUND = (184, 30, 66, 84)
EDGE, GAP, HEAD, CAPTION = 20, 12, 30, 40


class Strip:
    """Frames below one another: in each the same seats as several maps show them."""

    def __init__(self, maps: Mapping[str, HallDisplay], seats: Sequence[int]) -> None:
        """`maps` by whose they are; `seats` are what is looked at, as indexes in the plan."""
        self._maps = maps
        self._seats = seats
        self._frames: list[tuple[str, list[QPixmap]]] = []

    def take(self, caption: str) -> None:
        """Add what is to be seen now."""
        words = f"{len(self._frames) + 1}.  {caption}"
        self._frames.append((words, [self._part(one) for one in self._maps.values()]))

    def save(self, file: Path) -> None:
        """Draw all frames below one another."""
        part = self._frames[0][1][0].size()
        width = 2 * EDGE + len(self._maps) * part.width() + (len(self._maps) - 1) * GAP
        step = CAPTION + part.height()
        whole = QImage(
            width, EDGE + HEAD + len(self._frames) * step + EDGE, QImage.Format.Format_RGB32
        )
        whole.fill(QColor(LIGHT.window))
        painter = QPainter(whole)
        painter.setPen(QColor(LIGHT.text))
        lefts = [EDGE + at * (part.width() + GAP) for at in range(len(self._maps))]
        painter.setFont(font(Size.TITLE, BOLD))
        for left, name in zip(lefts, self._maps, strict=True):
            painter.drawText(QPointF(left, EDGE + 14), name)
        for at, (words, pictures) in enumerate(self._frames):
            top = EDGE + HEAD + at * step
            painter.setFont(font(Size.LIST, SEMIBOLD))
            painter.drawText(QPointF(EDGE, top + CAPTION - 14), words)
            for left, picture in zip(lefts, pictures, strict=True):
                painter.drawPixmap(left, top + CAPTION, picture)
        painter.end()
        whole.save(str(file))

    def _part(self, display: HallDisplay) -> QPixmap:
        area = QRect()
        for seat in self._seats:
            area = area.united(display.seat_rect(seat))
        left, top, right, bottom = AROUND
        return display.grab(area.adjusted(-left, -top, right, bottom))
