"""The categories, each with its band and its seats."""

from collections.abc import Collection

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QVBoxLayout, QWidget

from admin_designer.designer.document.areas import sold_places
from admin_designer.designer.tools.board import Board
from boxoffice.model.layout import Category
from boxoffice.qtkit.fonts import REGULAR, SEMIBOLD, Size, font
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.tokens import RADIUS_KEY
from boxoffice.qtkit.widgets.key_cap import key_cap_width, paint_key_cap
from boxoffice.qtkit.widgets.segmented import BAND_HEIGHT, BAND_LENGTH, paint_band

_HEIGHT, _PADDING = 28, 8
#: The keys 1 to 9 choose a category.
_KEYED = 9


class CategoryList(QWidget):
    """`picked` carries the id of the one that was pressed."""

    picked = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self._lines: list[_Line] = []

    def show_categories(self, board: Board, chosen: Collection[int]) -> None:
        """Show a drawing's categories and how many seats and places to stand are in each, and mark
        some."""
        categories = board.document.hall.categories
        while len(self._lines) > len(categories):
            self._lines.pop().deleteLater()
        while len(self._lines) < len(categories):
            line = _Line(self._theme)
            line.clicked.connect(lambda _checked=False, line=line: self._pick(line))
            self._lines.append(line)
            self._column.addWidget(line)
        standing = sold_places(board.document)
        seats = np.bincount(np.maximum(board.standing.category_id, 0), minlength=1)
        for at, (line, one) in enumerate(zip(self._lines, categories, strict=True)):
            count = int(seats[one.category_id]) if 0 <= one.category_id < len(seats) else 0
            count += standing[one.category_id]
            line.show_category(at + 1, one, count, chosen=one.category_id in chosen)

    def _pick(self, line: "_Line") -> None:
        self.picked.emit(line.category_id)


class _Line(QAbstractButton):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._category = Category(0, "", 1)
        self._count = 0
        self._chosen = False
        self._key = ""
        self.setFixedHeight(_HEIGHT)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    @property
    def category_id(self) -> int:
        return self._category.category_id

    def show_category(self, at: int, category: Category, count: int, *, chosen: bool) -> None:
        """Show the category at that place, from 1 on."""
        self._category, self._count, self._chosen = category, count, chosen
        self._key = str(at) if at <= _KEYED else ""
        self.setAccessibleName(
            self.tr("{name}, {count} seats").format(name=category.name, count=count)
        )
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(180, _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            tokens, box = self._theme.tokens, QRectF(self.rect())
            if self._chosen or self.underMouse():
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(tokens.accent_soft if self._chosen else tokens.hover))
                painter.drawRoundedRect(box, RADIUS_KEY, RADIUS_KEY)
            middle = box.center().y()
            band = QRectF(_PADDING, middle - BAND_HEIGHT / 2, BAND_LENGTH, BAND_HEIGHT)
            hue = self._category.hue
            paint_band(painter, band, hue, QColor(tokens.category(hue)))
            painter.setFont(font(Size.BODY, SEMIBOLD))
            painter.setPen(QColor(tokens.text))
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(
                box.adjusted(0, 0, -_PADDING, 0), right, self.locale().toString(self._count)
            )
            cap = key_cap_width(self._key)
            end = box.width() - _PADDING - 48 - cap
            if self._key:
                place = QRectF(end, middle - 9, cap, 18)
                paint_key_cap(
                    painter,
                    place,
                    self._key,
                    QColor(tokens.text_second),
                    QColor(tokens.line_strong),
                )
            letters = font(Size.BODY, REGULAR)
            painter.setFont(letters)
            painter.setPen(QColor(tokens.text))
            start = band.right() + _PADDING
            name = QFontMetricsF(letters).elidedText(
                self._category.name, Qt.TextElideMode.ElideRight, end - start - 4
            )
            painter.drawText(
                QRectF(start, 0, end - start, box.height()), Qt.AlignmentFlag.AlignVCenter, name
            )
