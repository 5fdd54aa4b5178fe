"""A button that shows its key, in its place, always the same place."""

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Slot
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from boxoffice.qtkit.fonts import REGULAR, SEMIBOLD, Size, font
from boxoffice.qtkit.icons import draw_icon
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.tokens import HEIGHT_FIELD, HEIGHT_KEY, RADIUS_BUTTON
from boxoffice.qtkit.widgets.key_cap import key_cap_width, paint_key_cap

PADDING = 12
GAP = 8
BUSY_STEP_MS = 40
BUSY_STEPS = 50
HOVER_FACTOR, PRESS_FACTOR = 108, 116


class Role(StrEnum):
    """How much a button asks for attention; one primary button at most is on screen."""

    PRIMARY = "primary"
    PLAIN = "plain"
    QUIET = "quiet"
    DANGER = "danger"


@dataclass(frozen=True, slots=True)
class _Looks:
    ground: QColor | None
    line: QColor | None
    ink: QColor
    second: QColor
    line_width: float = 1.0


class KeyButton(QAbstractButton):
    """Icon, words and key in one row, centred; `note` is a second, smaller line of words.

    The key is only shown: a Command binds it. `size` is the letters' height in pixels.
    """

    def __init__(
        self,
        theme: Theme,
        text: str,
        key: str = "",
        *,
        role: Role = Role.PLAIN,
        icon: str = "",
        note: str = "",
        size: int = Size.BODY,
        weight: QFont.Weight = SEMIBOLD,
        height: int = HEIGHT_FIELD,
        spread: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """`spread` has the words at the left and the key at the right, as in a list."""
        super().__init__(parent)
        self._theme, self._spread = theme, spread
        self._key, self._role, self._icon, self._note = key, role, icon, note
        self._letters = font(size, weight)
        self._note_letters = font(Size.META, REGULAR)
        self._busy = QTimer(self)
        self._busy.setInterval(BUSY_STEP_MS)
        self._busy.timeout.connect(self._step)
        self._busy_step = 0
        self._chosen = False
        self.setText(text)
        self.setMinimumHeight(height)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.toggled.connect(self.update)

    def key(self) -> str:
        """The key it shows."""
        return self._key

    def set_key(self, key: str) -> None:
        """Show another key, or none for an empty text."""
        self._key = key
        self._changed()

    def set_note(self, note: str) -> None:
        """Change the second line."""
        self._note = note
        self._changed()

    def set_icon(self, icon: str) -> None:
        """Change the icon, or take it away for an empty name."""
        self._icon = icon
        self._changed()

    def set_role(self, role: Role) -> None:
        """Change how much it asks for attention."""
        self._role = role
        self.update()

    def set_chosen(self, *, chosen: bool) -> None:
        """Mark it as what is in force now, such as the amount that was given."""
        if chosen != self._chosen:
            self._chosen = chosen
            self.update()

    def set_busy(self, busy: bool) -> None:
        """Run a bar along the lower edge and take no clicks while something is under way."""
        self.setEnabled(not busy)
        if busy:
            self._busy_step = 0
            self._busy.start()
        else:
            self._busy.stop()
        self.update()

    def sizeHint(self) -> QSize:
        width = self.width_for(self.text(), self._key)
        note = QFontMetricsF(self._note_letters).horizontalAdvance(self._note) + 2 * PADDING
        return QSize(round(max(width, note) + 0.5), self.minimumHeight())

    def width_for(self, text: str, key: str) -> float:
        """What the icon takes with these words and this key, in pixels."""
        words = QFontMetricsF(self._letters).horizontalAdvance(text)
        parts = [part for part in (self._icon_size(), words, key_cap_width(key)) if part]
        return sum(parts) + GAP * max(0, len(parts) - 1) + 2 * PADDING

    def minimumSizeHint(self) -> QSize:
        return QSize(self.minimumHeight(), self.minimumHeight())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Not every platform has Qt press a button by Enter.
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            looks = self._looks()
            body = QRectF(self.rect())
            _paint_body(painter, body, looks)
            if self._busy.isActive():
                self._paint_progress(painter, body, looks.ink)
            row = QRectF(body)
            if self._note:
                middle = body.center().y()
                line = QFontMetricsF(self._letters).height()
                row = QRectF(body.x(), middle - line, body.width(), line)
                painter.setFont(self._note_letters)
                painter.setPen(looks.second)
                below = QRectF(body.x(), middle, body.width(), line)
                painter.drawText(below, Qt.AlignmentFlag.AlignCenter, self._note)
            self._paint_row(painter, row, looks)

    @Slot()
    def _step(self) -> None:
        self._busy_step = (self._busy_step + 1) % BUSY_STEPS
        self.update()

    def _changed(self) -> None:
        self.updateGeometry()
        self.update()

    def _icon_size(self) -> float:
        return 0.0 if not self._icon else self._letters.pixelSize() + 3.0

    def _paint_row(self, painter: QPainter, row: QRectF, looks: _Looks) -> None:
        metrics = QFontMetricsF(self._letters)
        cap, sign = key_cap_width(self._key), self._icon_size()
        room = row.width() - 2 * PADDING
        if cap and self.width_for(self.text(), self._key) > row.width() + PADDING:
            # The words come first: the key is in the palette, in the help and on the keyboard.
            cap = 0.0
        for_text = room - (sign + GAP if sign else 0) - (cap + GAP if cap else 0)
        text = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, for_text + PADDING)
        text_width = metrics.horizontalAdvance(text)
        parts = [part for part in (sign, text_width, cap) if part]
        over = row.width() - sum(parts) - GAP * max(0, len(parts) - 1)
        spread = self._spread and bool(text)
        x = row.x() + (PADDING if spread else over / 2)
        middle = row.center().y()
        if sign:
            place = QRectF(x, middle - sign / 2, sign, sign)
            draw_icon(painter, self._icon, looks.ink.name(), place)
            x += sign + GAP
        painter.setFont(self._letters)
        painter.setPen(looks.ink)
        place = QRectF(x, row.y(), text_width + 1, row.height())
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, text)
        if cap:
            x += text_width + GAP if text else 0
            if spread:
                x = row.right() - PADDING - cap
            place = QRectF(x, middle - HEIGHT_KEY / 2, cap, HEIGHT_KEY)
            line = looks.ink if self._role in (Role.PRIMARY, Role.DANGER) else looks.second
            paint_key_cap(painter, place, self._key, looks.ink, line)

    def _paint_progress(self, painter: QPainter, body: QRectF, ink: QColor) -> None:
        share = self._busy_step / BUSY_STEPS
        width = body.width() / 4
        left = body.x() - width + share * (body.width() + width)
        painter.setClipRect(body.adjusted(4, 0, -4, 0))
        painter.fillRect(QRectF(left, body.bottom() - 5, width, 3), ink)
        painter.setClipping(False)

    def _looks(self) -> _Looks:
        colour = self._theme.colour
        solid = {
            Role.PRIMARY: ("accent", "on_accent"),
            Role.DANGER: ("danger", "on_danger"),
        }.get(self._role)
        if solid is not None and (self.isEnabled() or self._busy.isActive()):
            ground, ink = colour(solid[0]), colour(solid[1])
            if self.isDown():
                ground = ground.darker(PRESS_FACTOR)
            elif self.underMouse():
                ground = ground.lighter(HOVER_FACTOR)
            return _Looks(ground, None, ink, ink)
        if not self.isEnabled():
            ink = colour("text_third")
            ground_off = None if self._role is Role.QUIET else colour("hover")
            return _Looks(ground_off, None, ink, ink)
        if self._chosen:
            return _Looks(
                colour("accent_soft"), colour("accent"), colour("text"), colour("text_second"), 2.0
            )
        quiet = self._role is Role.QUIET
        ground_plain = None if quiet else colour("surface")
        if self.isDown():
            ground_plain = colour("track")
        elif self.underMouse():
            ground_plain = colour("hover")
        line = None if quiet else colour("line_strong")
        return _Looks(ground_plain, line, colour("text"), colour("text_second"))


def _paint_body(painter: QPainter, body: QRectF, looks: _Looks) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush if looks.ground is None else looks.ground)
    if looks.line is None:
        painter.setPen(Qt.PenStyle.NoPen)
        inner = body
    else:
        painter.setPen(QPen(looks.line, looks.line_width))
        half = looks.line_width / 2
        inner = body.adjusted(half, half, -half, -half)
    painter.drawRoundedRect(inner, RADIUS_BUTTON, RADIUS_BUTTON)
