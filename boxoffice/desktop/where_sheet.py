"""Where this counter works: this computer's own cinema, or a gateway, known or added here."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QDate, QLocale, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from boxoffice.client.address import Address, PlainText, readable
from boxoffice.desktop.place_row import PlaceRow
from boxoffice.desktop.places import KnownGateway, Places
from boxoffice.model.errors import Refusal
from boxoffice.qtkit.commands import Commands
from boxoffice.qtkit.fonts import BOLD, SEMIBOLD, Size
from boxoffice.qtkit.overlay import Overlay
from boxoffice.qtkit.tasks import Tasks
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.tokens import HEIGHT_OFFER, HEIGHT_SMALL
from boxoffice.qtkit.widgets import Banner, Field, KeyButton, Panel, Role, Text, Tone

WIDTH, HEIGHT = 560, 600
ROW_GAP = 6
#: What stands above and below the list, without and with an answer or a question; and rows that
#: are always shown.
REST_HEIGHT, ANSWER_HEIGHT, QUESTION_HEIGHT, FEWEST_ROWS = 200, 80, 190, 2


@dataclass(frozen=True, slots=True)
class Typed:
    """An address or pairing code as typed. `plain_allowed`: it may go unencrypted, somebody said;
    `fingerprint`: the certificate that somebody compared and trusts."""

    text: str
    plain_allowed: bool = False
    fingerprint: str = ""


#: Looks whether a gateway is there; answers its address, raises refusals in words.
Check = Callable[[Typed], Awaitable[Address]]


class WhereSheet(Overlay):
    """`chosen` carries a KnownGateway, or None for this computer's own cinema."""

    chosen = Signal(object)

    def __init__(
        self,
        theme: Theme,
        tasks: Tasks,
        commands: Commands,
        window: QWidget,
        places: Places,
        check: Check,
    ) -> None:
        super().__init__(window, commands, WIDTH, HEIGHT)
        self._theme, self._tasks, self._places, self._check = theme, tasks, places, check
        self._typed = Typed("")
        self._rows = Panel("panel")
        self._list = QVBoxLayout(self._rows)
        self._list.setContentsMargins(4, 4, 12, 4)
        self._list.setSpacing(ROW_GAP)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._address = Field(theme, self.tr("Address or pairing code"))
        self._name = Field(theme, self.tr("What you call it (optional)"))
        self._add = KeyButton(theme, self.tr("Check and add"), "Enter", role=Role.PRIMARY)
        self._banner = Banner(theme)
        self._all_the_same = KeyButton(theme, "", role=Role.PLAIN)
        self._lay_out()
        for field in (self._address, self._name):
            field.returnPressed.connect(self.add_typed)
            field.textEdited.connect(self._start_over)
        self._add.clicked.connect(self.add_typed)
        self._all_the_same.clicked.connect(self._insist)
        places.on_change(self._show_places)
        self._show_places()

    def open(self) -> None:
        self._show_places()
        self._start_over()
        super().open()
        rows = self._rows.findChildren(PlaceRow)
        next((row for row in rows if row.is_chosen), rows[0]).setFocus()

    def add_typed(self) -> None:
        """Check what is typed and, when a gateway answers there, know it from now on."""
        text = self._address.text().strip()
        if not text:
            self._address.setFocus()
        elif self._add.isEnabled():
            self._try(replace(self._typed, text=text))

    def _insist(self) -> None:
        self._try(self._typed)

    def _try(self, typed: Typed) -> None:
        self._typed = typed
        self._banner.hide()
        self._all_the_same.hide()
        self._add.setText(self.tr("Asking…"))
        # Otherwise Qt moves the keyboard on, to what lies behind the sheet.
        self._address.setFocus()
        self._add.set_busy(True)
        self._tasks.start(self._checked(typed), on_refusal=self._refused)

    async def _checked(self, typed: Typed) -> None:
        try:
            address = await self._check(typed)
        finally:
            self._add.set_busy(False)
            self._add.setText(self.tr("Check and add"))
        self._places.add(KnownGateway(self._name.text().strip() or address.host, address))
        self._address.clear()
        self._name.clear()
        self._typed = Typed("")
        self._banner.tell(self.tr("Found and added. Press Enter to work there."), Tone.OK)
        self._fit()
        self._rows.findChildren(PlaceRow)[1].setFocus()

    def _refused(self, refusal: Refusal) -> None:
        fingerprint = getattr(refusal, "fingerprint", "")
        if isinstance(refusal, PlainText):
            self._banner.tell(str(refusal), Tone.WARN)
            self._offer(self.tr("Connect without encryption all the same"))
            self._typed = replace(self._typed, plain_allowed=True)
        elif fingerprint and not self._typed.fingerprint:
            words = self.tr(
                "Compare this fingerprint with the one that the other machine shows. Trust it only"
                " if every group is the same:\n{fingerprint}"
            )
            self._banner.tell(
                words.format(fingerprint=readable(fingerprint)), Tone.WARN, title=str(refusal)
            )
            self._offer(self.tr("All the same: trust this certificate"))
            self._typed = replace(self._typed, fingerprint=fingerprint)
        else:
            self._banner.tell(str(refusal), Tone.DANGER)
            self._address.setFocus()
            self._address.selectAll()
        self._fit()

    def _offer(self, words: str) -> None:
        self._all_the_same.setText(words)
        self._all_the_same.show()
        self._all_the_same.setFocus()

    def _start_over(self) -> None:
        self._typed = Typed("")
        self._banner.hide()
        self._all_the_same.hide()
        self._fit()

    def _show_places(self) -> None:
        while (item := self._list.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.setParent(None)
                widget.deleteLater()
        here = self._places.here
        own = PlaceRow(
            self._theme,
            self.tr("This computer's cinema"),
            self.tr("Its data is on this computer; works without a network"),
            icon="desktop",
            chosen=here is None,
        )
        own.clicked.connect(partial(self._choose, None))
        self._list.addWidget(own)
        listed = self._places.listed
        for gateway in listed:
            self._list.addWidget(self._row(gateway, chosen=self._places.is_here(gateway)))
        self._list.addStretch(1)
        self._area.setMinimumHeight(FEWEST_ROWS * (HEIGHT_OFFER + ROW_GAP) + 8)
        self._fit()

    def _fit(self) -> None:
        """Be as high as what is shown."""
        rows = max(1 + len(self._places.listed), FEWEST_ROWS)
        height = REST_HEIGHT + rows * (HEIGHT_OFFER + ROW_GAP)
        if self._all_the_same.isVisibleTo(self.panel):
            height += QUESTION_HEIGHT
        elif self._banner.isVisibleTo(self.panel):
            height += ANSWER_HEIGHT
        self.set_height(min(HEIGHT, height))

    def _row(self, gateway: KnownGateway, *, chosen: bool) -> QWidget:
        note = gateway.address.url.removeprefix("https://")
        if gateway.used is not None:
            used = gateway.used.astimezone()
            day = QLocale().toString(QDate(used.year, used.month, used.day))
            note = self.tr("{address}, last used {day}").format(address=note, day=day)
        if not gateway.address.is_secure:
            note = self.tr("{address}, not encrypted").format(address=note)
        row = PlaceRow(self._theme, gateway.name, note, icon="theatre", chosen=chosen)
        remove = KeyButton(self._theme, "", role=Role.QUIET, icon="trash", height=HEIGHT_SMALL + 16)
        remove.setAccessibleName(self.tr("Remove {name}").format(name=gateway.name))
        remove.setToolTip(self.tr("Remove (Del)"))
        # Its room is kept, so that the rows stay as wide as each other.
        room = remove.sizePolicy()
        room.setRetainSizeWhenHidden(True)
        remove.setSizePolicy(room)
        if chosen:
            remove.hide()
        row.clicked.connect(partial(self._choose, gateway))
        for signal in (row.removed, remove.clicked):
            signal.connect(partial(self._remove, gateway))
        pair = QWidget()
        line = QHBoxLayout(pair)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(4)
        line.addWidget(row, 1)
        line.addWidget(remove)
        return pair

    def _choose(self, gateway: KnownGateway | None, _checked: bool = False) -> None:
        self.close_it()
        self.chosen.emit(gateway)

    def _remove(self, gateway: KnownGateway, _checked: bool = False) -> None:
        self._start_over()
        self._places.remove(gateway)
        self._rows.findChildren(PlaceRow)[0].setFocus()

    def _lay_out(self) -> None:
        close = KeyButton(
            self._theme, self.tr("Close"), "Esc", role=Role.QUIET, height=HEIGHT_SMALL, icon="cross"
        )
        close.clicked.connect(self.close_it)
        head = QHBoxLayout()
        head.addWidget(Text(self.tr("Where does this counter work?"), Size.TIME, BOLD), 1)
        head.addWidget(close)
        self._area.setWidget(self._rows)
        inner = Panel("panel")
        form = QVBoxLayout(inner)
        form.setContentsMargins(4, 0, 12, 0)
        form.setSpacing(6)
        form.addWidget(Text(self.tr("Add a gateway"), Size.BODY, SEMIBOLD))
        form.addWidget(self._address)
        last = QHBoxLayout()
        last.addWidget(self._name, 1)
        last.addWidget(self._add)
        form.addLayout(last)
        form.addWidget(self._banner)
        form.addWidget(self._all_the_same)
        self._all_the_same.hide()
        column = QVBoxLayout(self.panel)
        column.setContentsMargins(16, 14, 8, 14)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(self._area, 1)
        column.addWidget(inner)
