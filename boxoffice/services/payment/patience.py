"""When an open payment is asked after, how long to wait after something failed, and when a person
is told."""

from datetime import datetime, timedelta

#: How often an open payment is asked after.
ASK_AFTER = timedelta(seconds=15)

FIRST_PAUSE_SECONDS = 5.0
LONGEST_PAUSE_SECONDS = 300.0
#: After so many looks in vain, about five minutes, staff are told.
LOOKS_UNTIL_TOLD = 7
_MOST_DOUBLINGS = 10


def pause_after(looks: int) -> timedelta:
    """The pause after that many looks in vain before this one."""
    seconds = FIRST_PAUSE_SECONDS * 2.0 ** min(looks, _MOST_DOUBLINGS)
    return timedelta(seconds=min(seconds, LONGEST_PAUSE_SECONDS))


def next_look(now: datetime, deadline: datetime | None) -> datetime:
    """When to ask after an open payment next: soon, and at its booking's deadline."""
    soon = now + ASK_AFTER
    return min(soon, deadline or soon)
