"""The shows a counter can sell for, as rows: today's soonest first, then day by day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from boxoffice.counter.words import details, starts_in, translate
from boxoffice.model.show import ShowListing, ShowStatus
from boxoffice.model.terms import SaleTerms
from boxoffice.qtkit.formats import Formats
from boxoffice.rules.local_time import parse_local_date

AnyIndex = QModelIndex | QPersistentModelIndex

_MINUTE = timedelta(minutes=1)
ON_SALE = frozenset({ShowStatus.OPEN, ShowStatus.FAST_FILLING})


@dataclass(frozen=True, slots=True)
class DayRow:
    """The heading of one day's shows."""

    local_date: str


Row = ShowListing | DayRow


def sellable(listing: ShowListing, now: datetime) -> bool:
    """Whether a clerk would sell for it unasked: open, not begun, and seats left."""
    return (
        listing.status in ON_SALE
        and listing.show.starts_at >= now
        and listing.availability.available > 0
    )


def next_sellable(listings: Iterable[ShowListing], now: datetime) -> ShowListing | None:
    """The soonest sellable show."""
    good = (one for one in listings if sellable(one, now))
    return min(good, key=lambda one: (one.show.starts_at, one.show.show_id), default=None)


class ShowRows(QAbstractListModel):
    """Rows for a QListView; the heading of the theatre's local day is left out."""

    def __init__(
        self, formats: Formats, terms: SaleTerms, now: datetime, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._sold_after_start = timedelta(minutes=terms.sales_end_minutes)
        self.now = now
        self.chosen_id = 0
        self._left: dict[int, int] = {}
        self._formats = formats
        self._rows: list[Row] = []
        self._good_until = now
        self._listings: tuple[ShowListing, ...] = ()
        self._filter = ""

    def show_listings(self, listings: Iterable[ShowListing], now: datetime) -> None:
        """Take a newer list."""
        self.now = now
        self._listings = tuple(
            sorted(listings, key=lambda one: (one.show.starts_at, one.show.show_id))
        )
        self._make_rows()

    def set_filter(self, text: str) -> None:
        """List only shows that have all words of `text` in time, title, screen or language;
        those that can be sold stand first, since Enter takes the first."""
        self._filter = text.casefold()
        self._make_rows()

    def set_now(self, now: datetime) -> None:
        """Time has passed; rows are made anew only where that can be seen."""
        before, self.now = self.now, now
        if now >= self._good_until or now < before:
            self._make_rows()

    def set_chosen(self, show_id: int) -> None:
        """Mark the show that is sold for."""
        if show_id != self.chosen_id:
            self.chosen_id = show_id
            self._make_rows()

    def set_left(self, show_id: int, available: int) -> None:
        """The open show's seats left are known sooner than the list's."""
        if self._left != {show_id: available}:
            self._left = {show_id: available}
            self._make_rows()

    def over(self, listing: ShowListing) -> bool:
        """Whether the box office sells it no more; it is listed while it is the chosen one."""
        return listing.show.starts_at + self._sold_after_start < self.now

    def available(self, listing: ShowListing) -> int:
        """The newest known number of seats left."""
        return self._left.get(listing.show.show_id, listing.availability.available)

    def row(self, index: AnyIndex | int) -> Row:
        """The row at an index."""
        return self._rows[index if isinstance(index, int) else index.row()]

    def place_of(self, show_id: int) -> int:
        """The row of a show; -1 when it is not listed."""
        for place, row in enumerate(self._rows):
            if isinstance(row, ShowListing) and row.show.show_id == show_id:
                return place
        return -1

    def rowCount(self, parent: AnyIndex | None = None) -> int:
        return len(self._rows)

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        if isinstance(self.row(index), DayRow):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._spoken(self.row(index))
        return None

    def _make_rows(self) -> None:
        self._good_until = self.now + self._next_minute()
        rows: list[Row] = []
        day = self._formats.local(self.now).strftime("%Y%m%d")
        listed = filter(self._listed, self._listings)
        for listing in sorted(listed, key=self._is_second) if self._filter else listed:
            if listing.local_date != day:
                day = listing.local_date
                rows.append(DayRow(day))
            rows.append(listing)
        if [_key(row) for row in rows] == [_key(row) for row in self._rows]:
            # The same shows with newer counts: the view keeps its place.
            self._rows = rows
            if rows:
                self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def _next_minute(self) -> timedelta:
        """When a row may say something else: on the minute, by the clock or since a show began."""
        whole = self.now.replace(second=0, microsecond=0)
        moments = (whole, *(listing.show.starts_at for listing in self._listings))
        return min((moment - self.now) % _MINUTE for moment in moments)

    def _listed(self, listing: ShowListing) -> bool:
        if self._filter:
            text = self._spoken(listing).casefold()
            return all(word in text for word in self._filter.split())
        if listing.show.show_id == self.chosen_id:
            return True
        return not self.over(listing)

    def _is_second(self, listing: ShowListing) -> bool:
        return not sellable(listing, self.now)

    def _spoken(self, row: Row) -> str:
        if isinstance(row, DayRow):
            return self._formats.day(parse_local_date(row.local_date))
        left = translate("counter", "%n left", None, self.available(row))
        return ", ".join(
            (
                self._formats.time(row.show.starts_at),
                row.title,
                row.certificate,
                details(row),
                left,
                starts_in(row.show.starts_at, self.now, self._formats),
            )
        )


def _key(row: Row) -> object:
    return row if isinstance(row, DayRow) else row.show.show_id
