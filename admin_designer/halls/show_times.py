"""Days and times of shows as they are typed, and shows that are on one screen at once."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication

from boxoffice.model.errors import BadInput
from boxoffice.model.show import ShowListing, ShowStatus
from boxoffice.qtkit.formats import Formats
from boxoffice.rules.duration import minutes

#: How long a movie is taken to be that does not say it.
USUAL_MINUTES = 120
_ISO_DAY = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})", re.ASCII)
_DAY = re.compile(r"(?P<day>\d{1,2})[./-](?P<month>\d{1,2})(?:[./-](?P<year>\d{4})?)?", re.ASCII)
_TIME = re.compile(r"(\d{1,2})(?:[:.]?(\d{2}))?(am|pm)?", re.ASCII)
_NOON = 12


def day_typed(text: str, today: date) -> date:
    """The day meant by 2026-11-21, 21/11/2026 or 21.11, without a year the next such one; BadInput
    for a day that is over."""
    match = _ISO_DAY.fullmatch(text.strip()) or _DAY.fullmatch(text.strip())
    if match is None:
        raise BadInput(_tr("A day such as 2026-11-21 or 21/11."))
    month, day = int(match["month"]), int(match["day"])
    try:
        found = date(int(match["year"] or today.year), month, day)
        if not match["year"] and found < today:
            found = found.replace(year=today.year + 1)
    except ValueError as error:
        raise BadInput(_tr("There is no such day.")) from error
    if found < today:
        raise BadInput(_tr("That day is over."))
    return found


def times_typed(text: str, day: date, zone: ZoneInfo) -> tuple[datetime, ...]:
    """The instants of “10:00 13:15 7:30 pm” on a local day, in their order; BadInput."""
    joined = re.sub(r"(?<=\d)\s+(?=[ap]m)", "", text.strip().casefold())
    words = [word for word in re.split(r"[\s,;]+", joined) if word]
    if not words:
        raise BadInput(_tr("When does it begin? Several times can be typed: 10:00 13:15 19:30."))
    return tuple(sorted({_instant(word, day, zone) for word in words}))


def moment_typed(text: str, today: date, zone: ZoneInfo) -> datetime:
    """The instant meant by “2026-11-21 10:00”; BadInput."""
    day, _, time = text.strip().partition(" ")
    found = times_typed(time, day_typed(day, today), zone) if time.strip() else ()
    if len(found) != 1:
        raise BadInput(_tr("A day and a time such as 2026-11-21 10:00."))
    return found[0]


def overlaps(
    starts: Sequence[datetime], duration: str, others: Iterable[ShowListing], formats: Formats
) -> list[str]:
    """What is on the screen while these shows would be, in words; cancelled ones left out."""
    length = _length(duration)
    words = _tr("{time} overlaps {title}, {start} to {end}.")
    told = [
        words.format(
            time=formats.time(start),
            title=other.title,
            start=formats.time(other.show.starts_at),
            end=formats.time(other.show.starts_at + _length(other.duration)),
        )
        for start in starts
        for other in others
        if other.status is not ShowStatus.CANCELLED
        and start < other.show.starts_at + _length(other.duration)
        and other.show.starts_at < start + length
    ]
    return told + list(_own_overlaps(starts, length, formats))


def _own_overlaps(starts: Sequence[datetime], length: timedelta, formats: Formats) -> Iterator[str]:
    for before, after in pairwise(starts):
        if after < before + length:
            yield _tr("{after} begins before {before} is over.").format(
                after=formats.time(after), before=formats.time(before)
            )


def _length(duration: str) -> timedelta:
    return timedelta(minutes=minutes(duration) or USUAL_MINUTES)


def _instant(word: str, day: date, zone: ZoneInfo) -> datetime:
    match = _TIME.fullmatch(word)
    if match is None or not (match[2] or match[3]):
        raise _no_time(word)
    hour = int(match[1])
    if match[3]:
        if not 1 <= hour <= _NOON:
            raise _no_time(word)
        hour = hour % _NOON + (_NOON if match[3] == "pm" else 0)
    try:
        local = datetime(day.year, day.month, day.day, hour, int(match[2] or 0), tzinfo=zone)
    except ValueError as error:
        raise _no_time(word) from error
    at = local.astimezone(UTC)
    if at.astimezone(zone).hour != hour:
        raise BadInput(_tr("The clocks go forward that day: there is no {time}.").format(time=word))
    return at


def _no_time(word: str) -> BadInput:
    return BadInput(_tr("“{time}” is not a time such as 19:30.").format(time=word[:20]))


def _tr(text: str) -> str:
    return QCoreApplication.translate("Halls", text)
