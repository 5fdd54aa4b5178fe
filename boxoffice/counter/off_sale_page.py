"""Seats that are off sale at the open show: taking some off for a reason, putting them back."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from boxoffice.counter.page import LOW_BELOW, MARGIN, Page, PageHead, padded
from boxoffice.counter.refused_page import CARD_HEIGHT, LOW_CARD_HEIGHT, WayOn
from boxoffice.counter.words import reason_name, seat_span, seats_counted
from boxoffice.model.blocks import Block, BlockReason
from boxoffice.qtkit.fonts import BOLD, Size
from boxoffice.qtkit.formats import Formats
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.tokens import HEIGHT_SMALL
from boxoffice.qtkit.widgets import Banner, ElidedLabel, KeyButton, Role, Text, Tone

#: The key of each reason on the page.
REASON_KEYS = {BlockReason.BROKEN: "1", BlockReason.HOUSE: "2", BlockReason.CAMERA: "3"}
BACK_KEY = "U"


class OffSalePage(Page):
    """`reason_asked` carries a BlockReason for the marked seats, `back_asked` seat ids to put back
    on sale; `closed` when the clerk is done."""

    reason_asked = Signal(object)
    back_asked = Signal(object)
    closed = Signal()

    def __init__(
        self,
        theme: Theme,
        formats: Formats,
        may: Sequence[BlockReason],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(PageHead(theme, self.tr("Off sale"), back=True), parent)
        self._theme, self._formats, self._may = theme, formats, may
        self._banner = Banner(theme)
        self._marked = Text("", Size.TITLE, BOLD)
        self._marked.setWordWrap(True)
        self._ways = {reason: WayOn(theme, REASON_KEYS[reason]) for reason in may}
        self._back = KeyButton(theme, self.tr("Put back on sale"), BACK_KEY, height=44)
        self._none = Text(self.tr("No seat is off sale at this show."), ink="text_second")
        self._list = QVBoxLayout()
        self._list.setSpacing(4)
        self._lines: list[QWidget] = []
        self._seats: tuple[str, ...] = ()
        self.head.back.clicked.connect(self.closed)
        self._back.clicked.connect(lambda: self.back_asked.emit(self._seats))
        for reason, way in self._ways.items():
            way.clicked.connect(lambda _=False, why=reason: self.reason_asked.emit(why))
        self.column.addWidget(self._banner)
        body = self.scrolling()
        body.addLayout(padded(self._marked, *self._ways.values(), self._back, top=12, bottom=12))
        listed = padded(self._none, bottom=12)
        listed.addLayout(self._list)
        body.addLayout(listed)
        self.column.addStretch(1)

    def fit(self) -> None:
        """In low windows the ways leave out what they mean, so that all are in sight."""
        low = self.height() < LOW_BELOW
        for way in self._ways.values():
            way.setFixedHeight(LOW_CARD_HEIGHT if low else CARD_HEIGHT)

    def show_marked(self, seat_ids: Sequence[str], *, off_sale: bool) -> None:
        """Show which seats are meant: they are off sale, or can be taken off it."""
        self._seats = tuple(seat_ids)
        named = seat_span(seat_ids)
        words = self.tr("Why not sell {seats} tonight?")
        if off_sale:
            words = self.tr("{seats} is off sale.")
        self._marked.setText(
            words.format(seats=named)
            if seat_ids
            else self.tr("Put the cursor on a seat, or take several into the basket.")
        )
        for reason, way in self._ways.items():
            way.say(reason_name(reason), self._meaning(reason))
            way.setVisible(bool(seat_ids) and not off_sale)
        self._back.setVisible(off_sale)

    def show_blocks(self, blocks: Sequence[Block]) -> None:
        """List what is off sale."""
        for line in self._lines:
            self._list.removeWidget(line)
            line.deleteLater()
        self._lines = [self._line(block) for block in blocks]
        for line in self._lines:
            self._list.addWidget(line)
        self._none.setVisible(not blocks)
        self.head.say(self.tr("Off sale"), seats_counted(len(blocks)) if blocks else "")

    def tell(self, words: str) -> None:
        """Say why something was not done; nothing takes the words away."""
        if words:
            self._banner.tell(words, Tone.DANGER)
        else:
            self._banner.hide()

    def _line(self, block: Block) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        seat = Text(block.seat_id, Size.LIST, BOLD)
        seat.setMinimumWidth(MARGIN * 3)
        said = (reason_name(block.reason), block.note, self._formats.time(block.at))
        row.addWidget(seat)
        row.addWidget(ElidedLabel(" · ".join(part for part in said if part), Size.BODY), 1)
        if block.reason in self._may:
            back = KeyButton(self._theme, self.tr("Put back"), role=Role.QUIET, height=HEIGHT_SMALL)
            back.setAccessibleName(self.tr("Put {seat} back on sale").format(seat=block.seat_id))
            back.clicked.connect(lambda: self.back_asked.emit((block.seat_id,)))
            row.addWidget(back)
        return line

    def _meaning(self, reason: BlockReason) -> str:
        return {
            BlockReason.BROKEN: self.tr("Nobody sits there until it is put back"),
            BlockReason.HOUSE: self.tr("Kept; supervisors may still sell it"),
            BlockReason.CAMERA: self.tr("Equipment stands there, or before it"),
        }[reason]
