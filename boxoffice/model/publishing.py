"""Drafts of a screen, and its published layouts on their way to all who need a copy."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class CopyHolder(StrEnum):
    """Who holds a layout: Screen froze it, Booking sells from its copy, Display shows its own."""

    SCREEN = "screen"
    BOOKING = "booking"
    DISPLAY = "display"


class CopyState(StrEnum):
    """How a holder's copy stands. What waits or failed is sent again and again."""

    WAITING = "waiting"
    IN_SYNC = "in_sync"
    #: The holder has a layout of this id with another digest, and will not take this one.
    DIFFERS = "differs"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class LayoutCopy:
    """One holder's copy of a layout; `reason` says in words what it failed on or differs in."""

    holder: CopyHolder
    state: CopyState
    reason: str = ""


@dataclass(frozen=True, slots=True)
class LayoutVersion:
    """A published layout without its drawing. It can be sold from once all copies are in sync."""

    layout_id: str
    screen_id: str
    theatre_id: str
    digest: str
    published_at: datetime
    published_by: str
    copies: tuple[LayoutCopy, ...]

    @property
    def in_sync(self) -> bool:
        """Whether every holder has the same digest."""
        return all(copy.state is CopyState.IN_SYNC for copy in self.copies)

    @property
    def is_stuck(self) -> bool:
        """Whether it will never be in sync; the drawing can be published once more."""
        return any(copy.state is CopyState.DIFFERS for copy in self.copies)


@dataclass(frozen=True, slots=True)
class Draft:
    """A drawing that is worked on. `version` counts its saves from 1.

    `based_on` is the layout that it was begun from, empty for none.
    """

    draft_id: str
    screen_id: str
    theatre_id: str
    name: str
    based_on: str
    version: int
    changed_at: datetime
    changed_by: str


@dataclass(frozen=True, slots=True)
class DraftDocument:
    """A draft with its document: the designer's `.layout` text, packed (see rules.packed_text)."""

    draft: Draft
    packed: str


@dataclass(frozen=True, slots=True)
class DraftEdit:
    """A draft as somebody saves it. `draft_id` is chosen by who makes it, up to 64 letters, digits
    and dashes that nobody guesses. `version` is the one that was read and changed; 0 for a new
    one."""

    draft_id: str
    screen_id: str
    name: str
    based_on: str
    version: int
    packed: str
