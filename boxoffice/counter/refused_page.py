"""After a refusal: which seats went, what is kept, and the keys that go on."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from boxoffice.counter.hold_clock import WARN_SECONDS
from boxoffice.counter.page import (
    LOWEST_BELOW,
    MARGIN,
    Page,
    PageHead,
    TotalLine,
    give_way,
    grouped,
    padded,
)
from boxoffice.counter.state import SaleState
from boxoffice.counter.words import offer_reason, seat_span, seats_named, tickets_counted
from boxoffice.qtkit.fonts import BOLD, REGULAR, Size, font
from boxoffice.qtkit.formats import Formats
from boxoffice.qtkit.icons import draw_icon
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.tokens import HEIGHT_CASH, HEIGHT_SMALL, RADIUS_BUTTON
from boxoffice.qtkit.widgets import KeyButton, Panel, Role, Text
from boxoffice.qtkit.widgets.key_cap import key_text

CARD_HEIGHT, LOW_CARD_HEIGHT, CAP_WIDTH, CAP_HEIGHT = 62, 38, 46, 28
EDGE, TOLD_SIDES, GAP = 4, 56, 8


class WayOn(QAbstractButton):
    """One way to go on: its key at the left, seats and price, and a reason below."""

    def __init__(self, theme: Theme, key: str, *, first: bool = False) -> None:
        super().__init__()
        self._theme, self._key, self._first = theme, key, first
        self._price = self._reason = ""
        self.setFixedHeight(CARD_HEIGHT)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def say(self, title: str, reason: str, price: str = "") -> None:
        """Show the way."""
        self.setText(title)
        self._reason, self._price = reason, price
        self.setAccessibleName(f"{title}, {price}, {reason}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(280, CARD_HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = self._theme.colour
        width = 2.0 if self._first else 1.0
        ground = "accent_soft" if self._first else "hover" if self.underMouse() else "surface"
        painter.setPen(QPen(colour("accent" if self._first else "line_strong"), width))
        painter.setBrush(colour(ground))
        half = width / 2
        body = QRectF(self.rect()).adjusted(half, half, -half, -half)
        painter.drawRoundedRect(body, RADIUS_BUTTON, RADIUS_BUTTON)
        self._paint_key(painter)
        self._paint_words(painter)

    def _paint_key(self, painter: QPainter) -> None:
        colour = self._theme.colour
        cap = QRectF(10, (self.height() - CAP_HEIGHT) / 2, CAP_WIDTH, CAP_HEIGHT)
        painter.setFont(font(Size.BODY, BOLD))
        if self._first:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour("accent"))
        else:
            painter.setPen(QPen(colour("line_strong"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(cap, 4, 4)
        painter.setPen(colour("on_accent" if self._first else "text_second"))
        painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, key_text(self._key))

    def _paint_words(self, painter: QPainter) -> None:
        colour = self._theme.colour
        left, right = 10 + CAP_WIDTH + 10, self.width() - 12
        low = self.height() < CARD_HEIGHT
        top = QRectF(left, 0, right - left, self.height())
        if not low:
            top = QRectF(left, 9, right - left, 22)
        price_letters = font(Size.LIST, BOLD)
        painter.setFont(price_letters)
        painter.setPen(colour("text"))
        painter.drawText(
            top, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self._price
        )
        top.setRight(right - QFontMetricsF(price_letters).horizontalAdvance(self._price) - 8)
        below = QRectF(left, 31, right - left, 0 if low else 20)
        for rect, text, letters, ink in (
            (top, self.text(), font(Size.TITLE, BOLD), "text"),
            (below, "" if low else self._reason, font(Size.META, REGULAR), "text_second"),
        ):
            painter.setFont(letters)
            painter.setPen(colour(ink))
            shown = QFontMetricsF(letters).elidedText(
                text, Qt.TextElideMode.ElideRight, rect.width()
            )
            painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, shown)


class RefusedPage(Page):
    """`offer_chosen` carries the place of an alternative."""

    offer_chosen = Signal(int)
    keep_asked = Signal()
    back_asked = Signal()
    more_time_asked = Signal()

    def __init__(self, theme: Theme, formats: Formats, parent: QWidget | None = None) -> None:
        super().__init__(PageHead(theme, ""), parent)
        self._formats = formats
        self._has_offers = False
        self._told = _Told(theme)
        self._first = WayOn(theme, "Enter", first=True)
        self._second = WayOn(theme, "B")
        self._keep = WayOn(theme, "K")
        self._choose = WayOn(theme, "Esc")
        self._total = TotalLine("", Size.GIVEN)
        self._take = KeyButton(
            theme, "", "Enter", role=Role.PRIMARY, size=Size.TIME, height=HEIGHT_CASH
        )
        self._take.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._more_time = KeyButton(
            theme, self.tr("Keep them longer"), "E", size=Size.META, height=HEIGHT_SMALL
        )
        self._more_time.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        body = self.scrolling()
        body.addWidget(self._told)
        self._more_time.hide()
        self._longer_row = padded(top=GAP)
        self._longer = QWidget()
        self._longer.setLayout(self._longer_row)
        body.addWidget(self._longer)
        self._caption = grouped(Text(self.tr("One key goes on"), Size.BODY, BOLD), top=GAP)
        self._ways = (self._first, self._second, self._keep, self._choose)
        body.addWidget(self._caption)
        for way in self._ways:
            body.addLayout(padded(way, top=GAP))
        self._foot = grouped(self._total, self._take, top=8)
        self._foot.setContentsMargins(0, 0, 0, MARGIN)
        self.column.addStretch(1)
        self.column.addWidget(self._foot)
        self._first.clicked.connect(lambda: self.offer_chosen.emit(0))
        self._take.clicked.connect(lambda: self.offer_chosen.emit(0))
        self._second.clicked.connect(lambda: self.offer_chosen.emit(1))
        self._keep.clicked.connect(self.keep_asked)
        self._choose.clicked.connect(self.back_asked)
        self._more_time.clicked.connect(self.more_time_asked)

    def show_time(self, text: str, seconds: float, share: float) -> None:
        """Show the time of the hold that still stands; near its end also the key for more."""
        self.head.show_time(text, seconds, share)
        near = bool(text) and seconds <= WARN_SECONDS
        if near == self._more_time.isHidden():
            self._more_time.setVisible(near)
            self.fit()

    def fit(self) -> None:
        """All ways on are in sight; the first of them stands for the button at the foot. In the
        lowest windows the head takes in the key for more time."""
        ways = [way for way in self._ways if not way.isHidden()]
        stays = self.head_height() + self._told.low_height(self.width() - 1)
        stays += len(ways) * (LOW_CARD_HEIGHT + GAP)
        lowest, near = self.height() < LOWEST_BELOW, not self._more_time.isHidden()
        if lowest:
            self.head.take_in(self._more_time)
        elif self._more_time.parent() is not self._longer:
            self._longer_row.addWidget(self._more_time)
        self._longer.setVisible(near and not lowest)
        if near and not lowest:
            stays += self._longer.sizeHint().height()
        foot = self._foot.sizeHint().height() if self._has_offers else 0
        give_way(
            self.height() - stays,
            (
                (self._told.words_height(self.width() - 1), self._told.show_words),
                (self._caption.sizeHint().height(), self._caption.setVisible),
                (foot, lambda shown: self._foot.setVisible(shown and self._has_offers)),
                (len(ways) * (CARD_HEIGHT - LOW_CARD_HEIGHT), self._set_high),
            ),
        )

    def _set_high(self, high: bool) -> None:
        for way in self._ways:
            way.setFixedHeight(CARD_HEIGHT if high else LOW_CARD_HEIGHT)

    def show_sale(self, state: SaleState) -> None:
        """Show what was refused and what can be had instead."""
        refused = state.refused
        if refused is None:
            return
        count = len(refused.gone) + len(refused.left)
        right = "" if refused.standing else self.tr("Not held yet")
        self.head.say(self.tr("Basket"), tickets_counted(count), right)
        self._told.say(self._title(refused.gone), self._kept(state))
        self._show_offers(state)
        self._keep.setVisible(bool(refused.left))
        self._keep.say(
            seat_span(refused.left),
            self.tr("Keep these only"),
            self._formats.money(refused.left_total),
        )
        self._choose.say(self.tr("Choose"), self.tr("Back to the map, ticket types kept"))
        self.fit()

    def _show_offers(self, state: SaleState) -> None:
        offers = state.offers
        for place, way in enumerate((self._first, self._second)):
            way.setVisible(place < len(offers))
            if place < len(offers):
                way.say(
                    seat_span(offers[place].seat_ids),
                    offer_reason(offers[place], offers[0]),
                    self._formats.money(offers[place].total),
                )
        self._has_offers = bool(offers)
        if offers:
            seats = seat_span(offers[0].seat_ids)
            self._total.say(
                self.tr("With {seats}").format(seats=seats), self._formats.money(offers[0].total)
            )
            self._take.setText(self.tr("Take {seats}").format(seats=seats))

    def _title(self, gone: tuple[str, ...]) -> str:
        return self.tr("{seats} went to another counter").format(seats=seats_named(gone))

    def _kept(self, state: SaleState) -> str:
        refused = state.refused
        assert refused is not None
        parts = []
        if refused.standing:
            parts.append(self.tr("The seats you had are still held."))
        elif len(refused.left) == 1:
            parts.append(self.tr("{seats} is still free.").format(seats=refused.left[0]))
        elif refused.left:
            named = seats_named(refused.left)
            parts.append(self.tr("{seats} are still free.").format(seats=named))
        parts.append(self.tr("Nothing was charged. Your ticket types are kept."))
        return " ".join(parts)


class _Told(Panel):
    """The refusal itself, on its own ground with a bar at its edge."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._title = Text("", Size.TIME, BOLD)
        self._words = Text("", Size.BODY)
        for text in (self._title, self._words):
            text.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(EDGE + 42, 12, 14, 12)
        column.setSpacing(6)
        column.addWidget(self._title)
        column.addWidget(self._words)

    def low_height(self, width: int) -> int:
        return self._title.heightForWidth(width - EDGE - TOLD_SIDES) + 24

    def words_height(self, width: int) -> int:
        return self._words.heightForWidth(width - EDGE - TOLD_SIDES) + 6

    def show_words(self, shown: bool) -> None:
        self._words.setVisible(shown)

    def say(self, title: str, words: str) -> None:
        self._title.setText(title)
        self._words.setText(words)
        self.setAccessibleName(f"{title}. {words}")

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        danger = self._theme.colour("danger")
        painter.fillRect(self.rect(), self._theme.colour("danger_soft"))
        painter.fillRect(QRectF(0, 0, EDGE, self.height()), danger)
        middle = self._title.y() + self._title.fontMetrics().height() / 2
        draw_icon(painter, "warning", danger.name(), QRectF(EDGE + 12, middle - 10, 20, 20))
