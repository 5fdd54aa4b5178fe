"""Local days of a theatre: YYYYMMDD in its time zone, and when they begin and end."""

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from boxoffice.model.errors import BadInput


@cache
def zone(time_zone: str) -> ZoneInfo:
    """The zone of this IANA name; BadInput when there is none."""
    try:
        return ZoneInfo(time_zone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise BadInput(f"“{time_zone[:40]}” is not a time zone such as Asia/Kolkata.") from error


def local_date(at: datetime, time_zone: str) -> str:
    """The local day, YYYYMMDD, of an aware instant."""
    return at.astimezone(zone(time_zone)).strftime("%Y%m%d")


def parse_local_date(text: str) -> date:
    """The date that YYYYMMDD means; BadInput."""
    if len(text) == 8 and text.isascii() and text.isdigit():
        try:
            return date(int(text[:4]), int(text[4:6]), int(text[6:]))
        except ValueError as error:
            raise BadInput(f"There is no day {text}.") from error
    raise BadInput(f"“{text[:20]}” is not a day such as 20260131.")


def day_bounds(local_day: str, time_zone: str) -> tuple[datetime, datetime]:
    """When the local day YYYYMMDD begins, and when the next one does, in UTC."""
    day = parse_local_date(local_day)
    where = zone(time_zone)
    try:
        begins = datetime.combine(day, time.min, tzinfo=where)
        ends = datetime.combine(day + timedelta(days=1), time.min, tzinfo=where)
        return begins.astimezone(UTC), ends.astimezone(UTC)
    except OverflowError as error:
        raise BadInput(f"There is no day {local_day}.") from error
