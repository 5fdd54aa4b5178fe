"""The day of business a moment belongs to: it ends when the theatre says, not at midnight."""

from datetime import date, datetime, time, timedelta

from boxoffice.rules.local_time import zone

#: Minutes after midnight, where a theatre says nothing else: 04:00.
DAY_ENDS_MINUTES = 240


def business_day(
    moment: datetime, time_zone: str, day_ends_minutes: int = DAY_ENDS_MINUTES
) -> date:
    """The local date that a day of business began on."""
    local = moment.astimezone(zone(time_zone)).replace(tzinfo=None)
    return (local - timedelta(minutes=day_ends_minutes)).date()


def business_day_span(
    day: date, time_zone: str, day_ends_minutes: int = DAY_ENDS_MINUTES
) -> tuple[datetime, datetime]:
    """The aware instants a day of business begins and ends at, the end not included."""
    begins = datetime.combine(day, time()) + timedelta(minutes=day_ends_minutes)
    here = zone(time_zone)
    return begins.replace(tzinfo=here), (begins + timedelta(days=1)).replace(tzinfo=here)
