"""What a show's status reads as, and until when it is sold."""

from datetime import datetime, timedelta

from boxoffice.model.errors import NotOnSale
from boxoffice.model.show import Show, ShowAvailability, ShowStatus

#: More than this share of the seats gone reads as fast filling.
FAST_FILLING_PERCENT = 70
#: A show this long past its start is over, whatever its film's length.
OVER_AFTER = timedelta(hours=4)


def shown_status(
    stored: ShowStatus, publish_at: datetime, now: datetime, availability: ShowAvailability
) -> ShowStatus:
    """The status as people see it: FULL and FAST_FILLING come from the seats, never from `stored`,
    and an open show is PENDING until it is published."""
    if stored in (ShowStatus.PENDING, ShowStatus.CANCELLED, ShowStatus.CLOSED):
        return stored
    if now < publish_at:
        return ShowStatus.PENDING
    if availability.available == 0:
        return ShowStatus.FULL
    gone = availability.capacity - availability.available
    if gone * 100 > availability.capacity * FAST_FILLING_PERCENT:
        return ShowStatus.FAST_FILLING
    return ShowStatus.OPEN


def check_on_sale(show: Show, now: datetime) -> None:
    """NotOnSale, saying why, when no seat of the show can be sold now."""
    if show.status is ShowStatus.CANCELLED:
        raise NotOnSale("This show is cancelled.")
    if show.status is ShowStatus.CLOSED:
        raise NotOnSale("This show is closed for sale.")
    if show.status is ShowStatus.PENDING or now < show.publish_at:
        raise NotOnSale("This show is not yet on sale.")
    if now >= show.starts_at + OVER_AFTER:
        raise NotOnSale("This show is over.")
