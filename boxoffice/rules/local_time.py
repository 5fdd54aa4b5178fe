"""Local days of a theatre: YYYYMMDD in its time zone."""

from datetime import date, datetime
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
