"""How long a movie is, from the contract's text."""

import re

#: Longer than any film shown; a larger figure is a mistake.
MAX_MINUTES = 24 * 60

_MINUTES = re.compile(r"(?:pt)?\s*(\d{1,4})\s*(?:m|min|mins|minutes)?", re.ASCII)
_HOURS = re.compile(
    r"(?:pt)?\s*(\d{1,2})\s*(?:h|hr|hrs|hours?)(?:\s*(\d{1,2})\s*(?:m|min|mins|minutes)?)?",
    re.ASCII,
)
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::\d{2})?", re.ASCII)


def minutes(text: str) -> int:
    """Minutes in “144”, “144 min”, “2h 24m”, “2:24” or “PT2H24M”; 0 when it says nothing."""
    plain = text.strip().lower()
    if match := _MINUTES.fullmatch(plain):
        length = int(match[1])
    elif match := (_HOURS.fullmatch(plain) or _CLOCK.fullmatch(plain)):
        length = int(match[1]) * 60 + int(match[2] or 0)
    else:
        return 0
    return length if length <= MAX_MINUTES else 0
