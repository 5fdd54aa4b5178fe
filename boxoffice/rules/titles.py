"""What a title must keep to, how long it is, and where it stands in its life."""

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from boxoffice.model.errors import BadInput
from boxoffice.model.movie import Movie, Title, TitleFacts, TitleStage

MOST_ENTRIES, LONGEST_ENTRY = 100, 200
#: Nothing that people sit through is longer.
MOST_MINUTES = 24 * 60
#: No clock is further behind.
_LAST_TO_END = timedelta(hours=-12)
_DURATION = re.compile(r"(?:(\d{1,2})\s*h)?\s*(?:(\d{1,4})\s*(?:m|min)?)?", re.IGNORECASE)


def day_said(text: str, what: str) -> date | None:
    """The day that YYYY-MM-DD says, None for nothing; BadInput."""
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadInput(f"{what} is not a day such as 2026-11-21.") from None


def minutes_of(duration: str) -> int:
    """“144”, “144 min” and “2h 24m” in minutes; BadInput."""
    found = _DURATION.fullmatch(duration.strip())
    hours, minutes = found.groups() if found is not None else (None, None)
    total = int(hours or 0) * 60 + int(minutes or 0)
    if not 0 < total <= MOST_MINUTES:
        raise BadInput("The duration is minutes, such as 144, or 2h 24m.")
    return total


def check_facts(movie: Movie, facts: TitleFacts) -> None:
    """BadInput for dates that cannot be, and for lists that are too long."""
    released = day_said(movie.release_date, "The release date")
    last = day_said(facts.last_date, "The last day")
    if released is not None and last is not None and last < released:
        raise BadInput("The last day is before the release.")
    if movie.duration:
        minutes_of(movie.duration)
    for entries, what in (
        (movie.genres, "genres"),
        (movie.languages, "languages"),
        (facts.cast, "people of the cast"),
        (facts.crew, "people of the crew"),
        (facts.formats, "formats"),
    ):
        if len(entries) > MOST_ENTRIES:
            raise BadInput(f"There are more than {MOST_ENTRIES} {what}.")
        for entry in entries:
            if not entry.strip() or not entry.isprintable() or len(entry) > LONGEST_ENTRY:
                raise BadInput(f"Among the {what} is one that is empty or cannot be printed.")


def stage_of(title: Title, today: date) -> TitleStage:
    """Where a title stands: as somebody said, else by its dates; one without a release is a
    draft."""
    if title.facts.stage is not None:
        return title.facts.stage
    try:
        released = day_said(title.movie.release_date, "")
        last = day_said(title.facts.last_date, "")
    except BadInput:
        # The platform takes any text for a date; such a title is neither ahead nor over.
        return TitleStage.NOW_SHOWING
    if last is not None and last < today:
        return TitleStage.ENDED
    if released is None:
        return TitleStage.DRAFT
    return TitleStage.COMING_SOON if today < released else TitleStage.NOW_SHOWING


def on_offer(titles: Iterable[Title], now: datetime) -> tuple[Movie, ...]:
    """The movies that shows can be made of: none that ended everywhere, and no draft."""
    today = (now + _LAST_TO_END).date()
    out = (TitleStage.ENDED, TitleStage.DRAFT)
    return tuple(one.movie for one in titles if stage_of(one, today) not in out)
