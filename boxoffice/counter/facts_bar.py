"""What there is to know about the seat under the pointer, or else the cursor, in a fixed bar that
covers no seat."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from boxoffice.counter.open_show import OpenShow
from boxoffice.counter.state import SaleState
from boxoffice.counter.words import reason_name, seats_named, translate
from boxoffice.model.layout import Seat, SeatFact, SeatKind, SeatState
from boxoffice.qtkit.fonts import BOLD, REGULAR, Size, font
from boxoffice.qtkit.formats import Formats
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.tokens import HEIGHT_FIELD, HEIGHT_KEY, RADIUS_BUTTON
from boxoffice.qtkit.widgets.key_cap import key_cap_width, paint_key_cap

PADDING, GAP = 12, 12
#: Of a seat's facts, its category and its state come first.
STATED = 2


@dataclass(frozen=True, slots=True)
class Facts:
    """A title, some short facts, and what the key Space does, if anything."""

    title: str
    parts: tuple[str, ...] = ()
    space: str = ""

    def spoken(self) -> str:
        """The same in one line, for a screen reader."""
        return ", ".join((self.title, *self.parts))


class FactsBar(QWidget):
    """Light on dark, or dark on light: the one thing over the map that is read."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._facts = Facts("")
        self.setFixedHeight(HEIGHT_FIELD)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def tell(self, facts: Facts) -> None:
        """Show these facts; an empty title shows nothing."""
        if facts != self._facts:
            self._facts = facts
            self.setAccessibleName(facts.spoken())
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        facts = self._facts
        if not facts.title:
            return QSize(0, HEIGHT_FIELD)
        width = self._width_of(facts.parts)
        if facts.space:
            space = key_cap_width(translate("counter", "Space"))
            plain = QFontMetricsF(font(Size.BODY, REGULAR))
            width += GAP + space + 8 + plain.horizontalAdvance(facts.space)
        return QSize(round(width + 2), HEIGHT_FIELD)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, HEIGHT_FIELD)

    def paintEvent(self, event: QPaintEvent) -> None:
        facts = self._facts
        if not facts.title:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("text"))
        body = QRectF(self.rect())
        painter.drawRoundedRect(body, RADIUS_BUTTON, RADIUS_BUTTON)
        ink = self._theme.colour("window")
        x = float(PADDING)
        words = [(facts.title, font(Size.LIST, BOLD))]
        words += [(part, font(Size.BODY, REGULAR)) for part in self._fitting()]
        for text, letters in words:
            x = _write(painter, body, x, text, letters, ink) + GAP
        if facts.space and self.width() >= self.sizeHint().width():
            name = translate("counter", "Space")
            cap = QRectF(x, (body.height() - HEIGHT_KEY) / 2, key_cap_width(name), HEIGHT_KEY)
            paint_key_cap(painter, cap, name, ink, ink)
            _write(painter, body, cap.right() + 8, facts.space, font(Size.BODY, REGULAR), ink)

    def _fitting(self) -> tuple[str, ...]:
        """The parts there is room for: what a seat has goes first, then what it costs, and whether
        it is free last."""
        parts = self._facts.parts
        while len(parts) > 1 and self._width_of(parts) > self.width():
            parts = parts[:-1] if len(parts) > STATED else parts[1:]
        return parts

    def _width_of(self, parts: tuple[str, ...]) -> float:
        title = QFontMetricsF(font(Size.LIST, BOLD)).horizontalAdvance(self._facts.title)
        plain = QFontMetricsF(font(Size.BODY, REGULAR))
        return title + sum(plain.horizontalAdvance(part) + GAP for part in parts) + 2 * PADDING


def seat_facts(show: OpenShow, index: int, state: SaleState, formats: Formats) -> Facts:
    """The facts about one seat."""
    seat = show.layout.plan.seats[index]
    names = {one.category_id: one.name for one in show.layout.plan.categories}
    price = show.prices.whole.get(seat.category_id)
    category = names.get(seat.category_id, "")
    if price is not None:
        category = f"{category} {formats.short_money(price)}".strip()
    yours = state.held is not None and seat.seat_id in state.seat_ids
    if seat.kind is SeatKind.STANDING and not yours:
        return _area_facts(show, seat, category)
    word, space = _state_words(show.live.states[index], yours=yours)
    block = show.off_sale.get(seat.seat_id)
    if block is not None and show.live.states[index] == SeatState.BLOCKED:
        word = " · ".join(part for part in (reason_name(block.reason), block.note) if part)
        space = translate("counter", "takes it") if show.free(seat.seat_id) else ""
    elif not yours and show.live.states[index] == SeatState.LOCKED and _is_parked(seat, state):
        word = translate("counter", "Parked here; F7 recalls it")
    return Facts(seat.seat_id, (category, word, *told_of(seat)), space)


def _is_parked(seat: Seat, state: SaleState) -> bool:
    return any(line.seat_uid == seat.uid for one in state.parked for line in one.booking.seats)


def _area_facts(show: OpenShow, place: Seat, category: str) -> Facts:
    """One place of an area is as good as another: how many are free is what counts."""
    free, places = show.free_places(place.row)
    words = translate("counter", "{free} of {all} free").format(free=free, all=places)
    space = translate("counter", "takes one") if free else ""
    return Facts(place.row, (category, words), space)


def told_of(seat: Seat) -> tuple[str, ...]:
    """What there is to say about a seat itself."""
    words = {
        SeatFact.LIFT_UP_ARMREST: translate("counter", "Lift-up armrest"),
        SeatFact.HEARING_LOOP: translate("counter", "Hearing loop"),
        SeatFact.NEAR_AISLE: translate("counter", "Near the aisle"),
    }
    kind = _kind_words(seat)
    return (*((kind,) if kind else ()), *(words[fact] for fact in seat.facts))


def lost_facts(show: OpenShow, state: SaleState, formats: Formats) -> Facts | None:
    """After a refusal: who has the seats that went, and until when at most."""
    if state.refused is None or not state.refused.gone:
        return None
    gone = {show.index_of[one] for one in state.refused.gone if one in show.index_of}
    until = [
        hold.expires_at for hold in show.live.holds.values() if gone.intersection(hold.indexes)
    ]
    named = seats_named(state.refused.gone)
    if not until:
        return Facts(named, (translate("counter", "Taken by another counter"),))
    words = translate("counter", "Held by another counter, free again at the latest at {time}")
    return Facts(named, (words.format(time=formats.time(max(until))),))


def _state_words(state: int, *, yours: bool) -> tuple[str, str]:
    if yours:
        return translate("counter", "Yours"), translate("counter", "gives it back")
    words = {
        SeatState.AVAILABLE: translate("counter", "Free"),
        SeatState.LOCKED: translate("counter", "Held by another counter"),
        SeatState.BOOKED: translate("counter", "Sold"),
        SeatState.BLOCKED: translate("counter", "Not for sale"),
    }
    space = translate("counter", "takes it") if state == SeatState.AVAILABLE else ""
    return words.get(SeatState(state), ""), space


def _kind_words(seat: Seat) -> str:
    if seat.restricted_view:
        return translate("counter", "Restricted view")
    return {
        SeatKind.WHEELCHAIR: translate("counter", "Wheelchair space"),
        SeatKind.COMPANION: translate("counter", "Companion of a wheelchair space"),
        SeatKind.SOFA: translate("counter", "Half of a sofa"),
        SeatKind.RECLINER: translate("counter", "Recliner"),
    }.get(seat.kind, "")


def _write(
    painter: QPainter, body: QRectF, x: float, text: str, letters: QFont, ink: QColor
) -> float:
    """Write one part, shortened where the bar ends; answers where it ends."""
    painter.setFont(letters)
    painter.setPen(ink)
    metrics = QFontMetricsF(letters)
    place = QRectF(x, 0, max(0.0, body.width() - PADDING - x), body.height())
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, place.width())
    painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, shown)
    return x + metrics.horizontalAdvance(shown)
