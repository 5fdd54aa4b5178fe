"""A theatre's business day: it ends when the theatre says, some time after midnight."""

from datetime import UTC, date, datetime, time, timedelta

from boxoffice.model.terms import MINUTES_PER_DAY
from boxoffice.rules.local_time import zone


def business_day(at: datetime, time_zone: str, day_ends_minute: int) -> date:
    """The business day of an aware instant; it ends `day_ends_minute` minutes after midnight by
    the theatre's clocks."""
    day = at.astimezone(zone(time_zone)).date()
    begins, _ = business_day_span(day, time_zone, day_ends_minute)
    return day - timedelta(days=1) if at.astimezone(UTC) < begins.astimezone(UTC) else day


def business_minute(at: datetime, time_zone: str, day_ends_minute: int) -> int:
    """Minutes after the midnight that the business day began with, by the theatre's clocks; 1470
    is half past midnight at its end."""
    local = at.astimezone(zone(time_zone))
    minute = local.hour * 60 + local.minute
    early = business_day(at, time_zone, day_ends_minute) < local.date()
    return minute + MINUTES_PER_DAY if early else minute


def business_day_span(day: date, time_zone: str, day_ends_minute: int) -> tuple[datetime, datetime]:
    """The aware instants a business day begins and ends at, the end not included. An end that the
    clocks skip is as much later, one that they show twice is the first."""
    begins = datetime.combine(day, time()) + timedelta(minutes=day_ends_minute)
    here = zone(time_zone)
    return begins.replace(tzinfo=here), (begins + timedelta(days=1)).replace(tzinfo=here)
