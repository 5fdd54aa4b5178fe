"""How one show is drawn in the list: three lines and a bar of the seats left."""

from typing import cast

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from boxoffice.counter.show_rows import ON_SALE, DayRow, ShowRows, sellable
from boxoffice.counter.words import adults_only, details, length, starts_in, translate
from boxoffice.model.show import ShowListing, ShowStatus
from boxoffice.qtkit.fonts import BOLD, REGULAR, SEMIBOLD, Size, font
from boxoffice.qtkit.formats import Formats
from boxoffice.qtkit.icons import draw_icon
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.tokens import HEIGHT_SHOW
from boxoffice.qtkit.widgets.labels import paint_badge
from boxoffice.rules.local_time import parse_local_date

HEIGHT_COMPACT, HEIGHT_DAY = 62, 30
MARGIN, MARK_WIDTH = 12, 4
BAR_WIDTH, BAR_HEIGHT = 40, 5
FEW_LEFT = 10
#: A list narrower than this is a rail.
RAIL_BELOW = 120
#: Room that words on a rail leave for its scroll bar, and the height of their lines.
RAIL_BAR, RAIL_LINE = 7, 17
NBSP = "\N{NO-BREAK SPACE}"

_AnyIndex = QModelIndex | QPersistentModelIndex
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class ShowDelegate(QStyledItemDelegate):
    """Draws ShowRows; `compact` rows are lower, for low windows."""

    def __init__(self, theme: Theme, formats: Formats, view: QListView) -> None:
        super().__init__(view)
        self.compact = False
        self._theme = theme
        self._formats = formats

    def sizeHint(self, option: QStyleOptionViewItem, index: _AnyIndex) -> QSize:
        rows = cast(ShowRows, index.model())
        if isinstance(rows.row(index), DayRow):
            return QSize(0, HEIGHT_DAY)
        return QSize(0, HEIGHT_COMPACT if self.compact else HEIGHT_SHOW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _AnyIndex) -> None:
        rows = cast(ShowRows, index.model())
        row = rows.row(index)
        rect = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(row, DayRow):
            self._paint_day(painter, rect, row)
        else:
            chosen = row.show.show_id == rows.chosen_id
            self._paint_ground(painter, rect, option.state, chosen=chosen)
            if rect.width() < RAIL_BELOW:
                self._paint_on_rail(painter, rect, row, rows)
            else:
                self._paint_show(painter, rect, row, rows, chosen=chosen)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        painter.fillRect(
            QRectF(rect.x(), rect.bottom() - 1, rect.width(), 1), self._theme.colour("line")
        )
        painter.restore()

    def _paint_day(self, painter: QPainter, rect: QRectF, row: DayRow) -> None:
        painter.setFont(font(Size.META, SEMIBOLD))
        painter.setPen(self._theme.colour("text_second"))
        day = parse_local_date(row.local_date)
        if rect.width() < RAIL_BELOW:
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, self._formats.short_day(day))
        else:
            painter.drawText(rect.adjusted(MARGIN, 0, 0, 0), _LEFT, self._formats.day(day))

    def _paint_ground(
        self, painter: QPainter, rect: QRectF, state: QStyle.StateFlag, *, chosen: bool
    ) -> None:
        colour = self._theme.colour
        if chosen:
            painter.fillRect(rect, colour("accent_soft"))
            painter.fillRect(
                QRectF(rect.x(), rect.y(), MARK_WIDTH, rect.height()), colour("accent")
            )
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, colour("hover"))
        if state & QStyle.StateFlag.State_Selected:
            painter.setPen(QPen(colour("focus"), 2))
            painter.drawRect(rect.adjusted(2, 2, -2, -3))

    def _paint_show(
        self, painter: QPainter, rect: QRectF, listing: ShowListing, rows: ShowRows, *, chosen: bool
    ) -> None:
        bright = sellable(listing, rows.now) or (chosen and not rows.over(listing))
        ink = self._theme.colour("text" if bright else "text_third")
        second = self._theme.colour("text_second" if bright else "text_third")
        left, right = rect.x() + MARGIN, rect.right() - MARGIN
        spare = rect.height() - 58
        top = rect.y() + spare / 2

        line = QRectF(left, top, right - left, 22)
        time_end = _write(painter, line, self._formats.time(listing.show.starts_at), Size.TIME, ink)
        available = rows.available(listing)
        left_words, left_ink = self._seats_left(listing, available, ink)
        letters = font(Size.META, SEMIBOLD)
        words_width = QFontMetricsF(letters).horizontalAdvance(left_words)
        painter.setFont(letters)
        painter.setPen(left_ink)
        painter.drawText(line, _RIGHT, left_words)
        left_edge = right - words_width
        if left_ink == self._theme.colour("warn"):
            sign = QRectF(left_edge - 16, line.center().y() - 6.5, 13, 13)
            draw_icon(painter, "warning", left_ink.name(), sign)
            left_edge -= 18
        painter.setFont(font(Size.META, REGULAR))
        painter.setPen(second)
        middle = QRectF(time_end + 8, line.y() + 1, left_edge - time_end - 12, line.height())
        _elided(painter, middle, self._starts_words(listing, rows, middle.width()))

        painter.setFont(font(Size.LIST, BOLD))
        painter.setPen(ink)
        _elided(painter, QRectF(left, top + 22, right - left, 18), listing.title)

        foot = QRectF(left, top + 40, right - left, 18)
        self._paint_foot(painter, foot, listing, second)
        bar = QRectF(right - BAR_WIDTH, foot.center().y() - BAR_HEIGHT / 2, BAR_WIDTH, BAR_HEIGHT)
        self._paint_bar(painter, bar, available, listing.availability.capacity, chosen=chosen)

    def _paint_on_rail(
        self, painter: QPainter, rect: QRectF, listing: ShowListing, rows: ShowRows
    ) -> None:
        """Only the time, and how many seats are left, in as many lines as they need."""
        ink = self._theme.colour("text" if sellable(listing, rows.now) else "text_third")
        room = rect.adjusted(MARK_WIDTH + 1, 4, -RAIL_BAR, -4)
        words, left_ink = self._seats_left(listing, rows.available(listing), ink)
        time = self._formats.time(listing.show.starts_at)
        lines = [
            *((line, font(Size.META, BOLD), ink) for line in broken(time, BOLD, room.width())),
            *(
                (line, font(Size.META, REGULAR), left_ink)
                for line in broken(words, REGULAR, room.width())
            ),
        ]
        line_height = min(RAIL_LINE, room.height() / len(lines))
        top = room.center().y() - line_height * len(lines) / 2
        for text, letters, colour in lines:
            painter.setFont(letters)
            painter.setPen(colour)
            place = QRectF(room.x(), top, room.width(), line_height)
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)
            top += line_height

    def _paint_foot(
        self, painter: QPainter, rect: QRectF, listing: ShowListing, ink: QColor
    ) -> None:
        metrics = QFontMetricsF(font(Size.KEY, SEMIBOLD))
        x = rect.x()
        if listing.certificate:
            width = metrics.horizontalAdvance(listing.certificate) + 10
            solid = adults_only(listing.certificate)
            badge = QRectF(x, rect.y(), width, 18)
            paint_badge(painter, badge, listing.certificate, self._theme, solid=solid)
            x += width + 6
        painter.setFont(font(Size.META, REGULAR))
        painter.setPen(ink)
        room = rect.right() - BAR_WIDTH - 8 - x
        _elided(painter, QRectF(x, rect.y(), room, rect.height()), details(listing))

    def _paint_bar(
        self, painter: QPainter, rect: QRectF, available: int, capacity: int, *, chosen: bool
    ) -> None:
        share = available / capacity if capacity else 0.0
        few = 0 < available < FEW_LEFT
        fill = "accent" if chosen else "warn" if few else "text_second"
        painter.setPen(Qt.PenStyle.NoPen)
        radius = BAR_HEIGHT / 2
        painter.setBrush(self._theme.colour("surface" if chosen else "track"))
        painter.drawRoundedRect(rect, radius, radius)
        if share > 0:
            painter.setBrush(self._theme.colour(fill))
            full = QRectF(rect.topLeft(), QPointF(0, rect.bottom()))
            full.setWidth(max(rect.width() * share, BAR_HEIGHT))
            painter.drawRoundedRect(full, radius, radius)

    def _starts_words(self, listing: ShowListing, rows: ShowRows, room: float) -> str:
        """How long the show still has; of one that began only how long ago where room is short."""
        words = starts_in(listing.show.starts_at, rows.now, self._formats)
        if QFontMetricsF(font(Size.META, REGULAR)).horizontalAdvance(words) <= room:
            return words
        past = (rows.now - listing.show.starts_at).total_seconds()
        ago = translate("counter", "{time} ago").format(time=length(int(past // 60)))
        return ago if past > 0 else words

    def _seats_left(self, listing: ShowListing, available: int, ink: QColor) -> tuple[str, QColor]:
        third = self._theme.colour("text_third")
        match listing.status:
            case ShowStatus.CANCELLED:
                return translate("counter", "Cancelled"), self._theme.colour("danger")
            case ShowStatus.CLOSED:
                return translate("counter", "Closed"), third
            case ShowStatus.PENDING:
                return translate("counter", "Not yet on sale"), third
            case _ if available == 0:
                return translate("counter", "Full"), third
        words = translate("counter", "%n left", None, available)
        few = available < FEW_LEFT and listing.status in ON_SALE
        return words, self._theme.colour("warn") if few else ink


def broken(text: str, weight: QFont.Weight, room: float) -> list[str]:
    """The text in one line where there is room for it, else broken at its spaces; a single word
    that is still too long is shortened."""
    metrics = QFontMetricsF(font(Size.META, weight))
    lines: list[str] = []
    # No-break spaces too, as between a time and its AM: a rail is narrower than they know.
    for word in text.replace("\N{NARROW NO-BREAK SPACE}", " ").replace(NBSP, " ").split(" "):
        together = f"{lines[-1]} {word}" if lines else word
        if lines and metrics.horizontalAdvance(together) <= room:
            lines[-1] = together
        else:
            lines.append(word)
    return [metrics.elidedText(line, Qt.TextElideMode.ElideRight, room) for line in lines]


def _write(painter: QPainter, rect: QRectF, text: str, size: int, ink: QColor) -> float:
    """Write in bold at the left; answers where the text ends."""
    letters = font(size, BOLD)
    painter.setFont(letters)
    painter.setPen(ink)
    painter.drawText(rect, _LEFT, text)
    return rect.x() + QFontMetricsF(letters).horizontalAdvance(text)


def _elided(painter: QPainter, rect: QRectF, text: str) -> None:
    """Write at the left in the painter's font, shortened to fit.

    Every script stands on the line that Latin letters stand on, with its marks above it whole.
    """
    metrics = QFontMetricsF(painter.font())
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    line = rect.center().y() + (metrics.ascent() - metrics.descent()) / 2
    painter.drawText(QPointF(rect.x(), line), shown)
