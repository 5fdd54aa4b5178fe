"""One line of the basket: seat, ticket type, category and price."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from boxoffice.qtkit.fonts import BOLD, REGULAR, SEMIBOLD, Size, font
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.tokens import HEIGHT_LINE, HEIGHT_SMALL, RADIUS_FIELD
from boxoffice.qtkit.widgets import ElidedLabel, Text
from boxoffice.qtkit.widgets.segmented import BAND_HEIGHT, BAND_LENGTH, paint_band

HEIGHT_LOW, HEIGHT_LOWEST = 40, 36
CAP, PADDING, GAP = 18, 7, 6
LEAST_WIDTH = 78


class TypePill(QAbstractButton):
    """The ticket type with the letter that chooses it; a click takes the next type."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._key = ""
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_type(self, name: str, key: str) -> None:
        """Show a ticket type."""
        self._key = key
        self.setText(name)
        self.setAccessibleName(self.tr("Ticket type {name}").format(name=name))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        name = QFontMetricsF(font(Size.BODY, SEMIBOLD)).horizontalAdvance(self.text())
        width = round(PADDING + CAP + GAP + name + PADDING + 1)
        return QSize(max(width, LEAST_WIDTH), HEIGHT_SMALL)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = self._theme.colour
        painter.setPen(QPen(colour("line_strong"), 1))
        painter.setBrush(colour("hover" if self.underMouse() else "surface"))
        body = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(body, RADIUS_FIELD, RADIUS_FIELD)
        cap = QRectF(PADDING, (self.height() - CAP) / 2, CAP, CAP)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("ground"))
        painter.drawRoundedRect(cap, RADIUS_FIELD - 1, RADIUS_FIELD - 1)
        painter.setFont(font(Size.KEY, SEMIBOLD))
        painter.setPen(colour("text"))
        painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, self._key)
        painter.setFont(font(Size.BODY, SEMIBOLD))
        name = body.adjusted(PADDING + CAP + GAP, 0, 0, 0)
        painter.drawText(name, Qt.AlignmentFlag.AlignVCenter, self.text())


class CategoryMark(QWidget):
    """The category's name, or where it does not fit its band, as the hall has it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._name, self._hue = "", 0
        self.setMinimumWidth(BAND_LENGTH)

    def show_category(self, name: str, hue: int) -> None:
        """Show another category."""
        self._name, self._hue = name, hue
        self.setToolTip(name)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        letters = font(Size.META, REGULAR)
        if QFontMetricsF(letters).horizontalAdvance(self._name) <= self.width():
            painter.setFont(letters)
            painter.setPen(self._theme.colour("text_second"))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, self._name)
        elif self._hue:
            place = QRectF(0, (self.height() - BAND_HEIGHT) / 2, BAND_LENGTH, BAND_HEIGHT)
            paint_band(painter, place, self._hue, QColor(self._theme.tokens.category(self._hue)))


class BasketLine(QWidget):
    """`chosen` when the line is clicked, `type_asked` when its pill is."""

    chosen = Signal()
    type_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._chosen = False
        self._seat = ElidedLabel("", Size.TITLE, BOLD)
        self._seat.setMinimumWidth(42)
        self.pill = TypePill(theme)
        self._category = CategoryMark(theme)
        self._price = Text("", Size.LIST, SEMIBOLD)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 0, 14, 0)
        row.setSpacing(8)
        row.addWidget(self._seat)
        row.addWidget(self.pill)
        row.addWidget(self._category, 1)
        row.addWidget(self._price)
        self.setFixedHeight(HEIGHT_LINE)
        self.pill.clicked.connect(self.type_asked)

    def show_line(self, seat_id: str, category: str, hue: int, price: str, *, held: bool) -> None:
        """Show a seat; one that is not held any more is grey."""
        self._seat.setText(seat_id)
        self._category.show_category(category, hue)
        self._price.setText(price)
        for text in (self._seat, self._price):
            text.set_ink("text" if held else "text_third")
        self.setAccessibleName(f"{seat_id}, {category}, {price}")

    def set_chosen(self, *, chosen: bool) -> None:
        """Mark the line that letters act on."""
        if chosen != self._chosen:
            self._chosen = chosen
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.chosen.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._chosen:
            painter.fillRect(self.rect(), self._theme.colour("accent_soft"))
        hairline = QRectF(0, self.height() - 1, self.width(), 1)
        painter.fillRect(hairline, self._theme.colour("line"))
