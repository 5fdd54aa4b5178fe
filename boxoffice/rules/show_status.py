"""What a show's status reads as."""

from datetime import datetime

from boxoffice.model.show import ShowAvailability, ShowStatus

#: More than this share of the seats gone reads as fast filling.
FAST_FILLING_PERCENT = 70


def shown_status(
    stored: ShowStatus, publish_at: datetime, now: datetime, availability: ShowAvailability | None
) -> ShowStatus:
    """The status as people see it: FULL and FAST_FILLING come from the seats, never from `stored`,
    and an open show is PENDING until it is published and Booking counts its seats."""
    if stored in (ShowStatus.PENDING, ShowStatus.CANCELLED, ShowStatus.CLOSED):
        return stored
    if now < publish_at or availability is None:
        return ShowStatus.PENDING
    if availability.available == 0:
        return ShowStatus.FULL
    gone = availability.capacity - availability.available
    if gone * 100 > availability.capacity * FAST_FILLING_PERCENT:
        return ShowStatus.FAST_FILLING
    return ShowStatus.OPEN
