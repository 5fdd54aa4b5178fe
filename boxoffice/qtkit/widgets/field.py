"""A line to type in, with an icon before it and the key that reaches it behind."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from boxoffice.qtkit.fonts import Size, font
from boxoffice.qtkit.icons import draw_icon
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.tokens import HEIGHT_FIELD, HEIGHT_KEY
from boxoffice.qtkit.widgets.key_cap import key_cap_width, paint_key_cap

MARGIN = 10


class Field(QLineEdit):
    """A QLineEdit of the program's looks; the cap hides while something is typed."""

    def __init__(
        self,
        theme: Theme,
        placeholder: str = "",
        *,
        icon: str = "",
        key: str = "",
        size: int = Size.BODY,
        height: int = HEIGHT_FIELD,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icon, self._key = icon, key
        self.setFont(font(size))
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self.setFixedHeight(height)
        self._set_margins()
        self.textChanged.connect(self._set_margins)

    def set_wrong(self, *, wrong: bool) -> None:
        """Draw the field's line in the colour of an error, or no more."""
        self.setProperty("wrong", wrong)
        self.style().unpolish(self)
        self.style().polish(self)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        with QPainter(self) as painter:
            middle = self.height() / 2
            if self._icon:
                ink = self._theme.tokens.text_second
                draw_icon(painter, self._icon, ink, QRectF(MARGIN, middle - 7.5, 15, 15))
            if self._key and not self.text():
                width = key_cap_width(self._key)
                place = QRectF(
                    self.width() - width - MARGIN + 2, middle - HEIGHT_KEY / 2, width, HEIGHT_KEY
                )
                colour = self._theme.colour
                paint_key_cap(
                    painter, place, self._key, colour("text_second"), colour("line_strong")
                )

    def room_at_end(self) -> int:
        """Pixels at the end that typed text stays clear of."""
        return round(key_cap_width(self._key)) if self._key and not self.text() else 0

    def _set_margins(self) -> None:
        self.setTextMargins(22 if self._icon else 0, 0, self.room_at_end(), 0)
