"""The lines of the home's list, and what each says."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from admin_designer.halls.hall_row import RowWords
from admin_designer.halls.state import HallState, Site
from admin_designer.halls.words import shows_counted, sync_words, tickets_counted, when
from boxoffice.model.moving import MovedTicket
from boxoffice.model.publishing import Draft
from boxoffice.qtkit.formats import Formats

#: The key of the row for what is open in the designer.
OPEN_KEY = ("open", "")


@dataclass(frozen=True, slots=True)
class Todo:
    """A row for what somebody is to see to: `act` does it."""

    key: tuple[str, str]
    words: RowWords
    icon: str
    act: Callable[[], object]


@dataclass(frozen=True, slots=True)
class Entry:
    """What a row stands for: a screen, one of its drafts, or (`layout_id`) an older layout."""

    hall: HallState
    draft: Draft | None = None
    layout_id: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """What stays the same when it is looked again."""
        inner = self.draft.draft_id if self.draft is not None else self.layout_id
        return self.hall.screen.screen_id, inner

    @property
    def icon(self) -> str:
        """The sign of its row."""
        if self.draft is not None:
            return "measure"
        return "calendar" if self.layout_id else "screen"


def entries_of(site: Site) -> list[Entry]:
    """Each screen, then its older layouts that have shows to come, then its drafts."""
    entries = []
    for hall in site.halls:
        entries.append(Entry(hall))
        older = dict.fromkeys(one.show.layout_id for one in hall.older)
        entries += [Entry(hall, layout_id=layout_id) for layout_id in older]
        entries += [Entry(hall, draft) for draft in hall.drafts]
    return entries


def row_words(entry: Entry, people: Mapping[str, str], formats: Formats) -> RowWords:
    """What its row says; `people` are the names of the theatre's staff by their ids."""

    def who(user_id: str) -> str:
        return people.get(user_id, _tr("somebody else"))

    hall = entry.hall
    if entry.draft is not None:
        note = _tr("Draft, changed {when} by {who}").format(
            when=when(entry.draft.changed_at, formats),
            who=who(entry.draft.changed_by),
        )
        return RowWords(entry.draft.name, note)
    if entry.layout_id:
        shows = [one for one in hall.shows if one.show.layout_id == entry.layout_id]
        last = when(shows[-1].show.starts_at, formats)
        note = _tr("{shows}, the last {when}").format(shows=shows_counted(len(shows)), when=last)
        title = _tr("Older layout {id}").format(id=entry.layout_id)
        return RowWords(title, note, _tr("M moves them"), "warn", "warning")
    newest = hall.newest
    if newest is None:
        return RowWords(hall.screen.name, _tr("Nothing is published of it yet."))
    note = _tr("Layout {id}, published {when} by {who}; {shows} on it").format(
        id=newest.layout_id,
        when=when(newest.published_at, formats),
        who=who(newest.published_by),
        shows=shows_counted(len(hall.current)),
    )
    sign, ink = ("error", "danger") if newest.is_stuck else ("clock", "warn")
    if newest.in_sync:
        sign, ink = "check", "ok"
    return RowWords(hall.screen.name, note, sync_words(newest), ink, sign)


def open_drawing(name: str, act: Callable[[], object], *, saved: bool) -> Todo:
    """The drawing that is open in the designer and no draft of the cinema; `saved` in a file."""
    note, name = _tr("Open in the designer: go on drawing"), name or _tr("New plan")
    if saved:
        return Todo(OPEN_KEY, RowWords(name, note), "measure", act)
    return Todo(
        OPEN_KEY, RowWords(name, note, _tr("not saved yet"), "warn", "warning"), "measure", act
    )


def left_drawing(name: str, copy: str, act: Callable[[], object]) -> Todo:
    """A drawing that was not saved when its designer ended; `copy` tells it from others."""
    note = _tr("Was not saved when the designer ended: go on drawing")
    words = RowWords(
        name or _tr("A plan without a file"), note, _tr("not saved"), "warn", "warning"
    )
    return Todo(("left", copy), words, "measure", act)


def reissue_todo(tickets: Sequence[MovedTicket], act: Callable[[], object]) -> Todo:
    """Tickets that are to be printed anew."""
    bookings = len({ticket.booking_id for ticket in tickets})
    shows = len({ticket.show_id for ticket in tickets})
    note = _tr("{tickets} of {bookings} in {shows} whose seats read otherwise now").format(
        tickets=tickets_counted(len(tickets)),
        bookings=_tr("1 booking") if bookings == 1 else _tr("%n bookings", bookings),
        shows=_tr("1 show") if shows == 1 else _tr("%n shows", shows),
    )
    words = RowWords(
        _tr("Tickets to print anew"), note, _tr("still to be printed"), "warn", "printer"
    )
    return Todo(("reissue", ""), words, "printer", act)


def _tr(text: str, count: int = -1) -> str:
    return QCoreApplication.translate("Halls", text, None, count)
