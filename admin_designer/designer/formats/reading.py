"""What every reader of a plan's file has in common: limits, texts, and a list of what it mended."""

import json
import re
from collections import Counter
from collections.abc import Mapping
from typing import Any

from boxoffice.model.errors import BadInput

#: A hall of the most seats is 50 MB as a pretix plan that was written with much room.
MAX_FILE_BYTES = 64_000_000
#: The most values in a file: what is read takes up to a hundred times the room of its text.
MAX_VALUES = 4_000_000
MAX_ROWS = 10_000
MAX_CATEGORIES = 200
#: An outline of more corners is drawn through so many of them.
MAX_CORNERS = 500
MAX_CAPACITY = 1_000_000
#: A picture to trace that is larger does not go with a draft to the cinema (`packed_text`).
MAX_TRACED_BYTES = 1_500_000
#: Nothing stands further from a hall's corner: what is read is kept, and larger numbers are none.
MAX_HALL_MM = 100_000_000
#: A place for a car is 6 m long.
MAX_SEAT_MM = 10_000
#: Longer names are cut. What may be published is shorter still (`boxoffice.rules.layouts`).
MAX_NAME = 60

NO_PLAN = "The file is no plan: no layout, no pretix plan, no category grid and no table of seats."

#: Whole numbers of more digits are no lengths, and computing with them has no end.
_MOST_DIGITS = 9
_HALF_CHARACTER = re.compile(rb"\\u[dD][89a-fA-F]")


def parse(data: bytes) -> Any:
    """What JSON says, its long whole numbers as floats; BadInput for what is cut off, nests without
    end, or holds more values than any hall."""
    values = sum(map(data.count, (b",", b"[", b"{")))
    if values > MAX_VALUES:
        raise BadInput(f"The file holds more than {MAX_VALUES:,} values, which no hall needs.")
    try:
        content = json.loads(data.decode(), parse_int=_whole)
        if _HALF_CHARACTER.search(data):
            json.dumps(content, ensure_ascii=False).encode()
    except UnicodeEncodeError as error:
        raise BadInput("A name in the file has characters that cannot be kept.") from error
    except RecursionError as error:
        raise BadInput("The file nests too deeply to be a plan.") from error
    except ValueError as error:
        raise BadInput("The file is cut off, or is no JSON in UTF-8.") from error
    return content


def listed(content: Mapping[str, Any], key: str, where: str) -> list[dict[str, Any]]:
    """The objects under a key; none where it is missing. BadInput for anything else."""
    found = content.get(key)
    if found is None:
        return []
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise BadInput(f"{where}: “{key}” should be a list of objects.")
    return found


def counted(number: int, what: str) -> str:
    """So many of something."""
    many = f"{what[:-1]}ies" if what.endswith("y") else f"{what}s"
    return f"{number:,} {what if number == 1 else many}"


def shown(text: object) -> str:
    """A foreign text as it may stand in a sentence."""
    return printable(str(text))[0]


def printable(text: str, limit: int = MAX_NAME) -> tuple[str, bool]:
    """A text in one line, without what cannot be seen and no longer than `limit`; whether that is
    another text."""
    # More than enough is looked at: what is left out may be most of it.
    spaced = " ".join(text[: limit * 10].split())
    clean = "".join(sign for sign in spaced if sign.isprintable())[:limit].strip()
    return clean, clean != text


class Mended:
    """Counts what was mended and remembers where it was first."""

    def __init__(self) -> None:
        self._times: Counter[str] = Counter()
        self._first: dict[str, str] = {}

    def note(self, what: str, where: str) -> None:
        """One more of these."""
        self._times[what] += 1
        self._first.setdefault(what, where)

    def name(self, text: object, what: str, where: str) -> str:
        """A name as text without what cannot be seen; empty where there is none."""
        if text is None:
            return ""
        if isinstance(text, bool | list | dict):
            self.note(f"{what} that is no text is left out", where)
            return ""
        if not isinstance(text, str):
            self.note(f"{what} that was written as a number is read as text", where)
            return f"{text:g}" if isinstance(text, float) else str(text)
        clean, changed = printable(text)
        if changed:
            self.note(f"{what} is cut, or freed of what cannot be seen", where)
        return clean

    def lines(self) -> tuple[str, ...]:
        """In words, one line each."""
        return tuple(
            f"{what}: {self._first[what]}."
            if times == 1
            else f"{what}: {times:,} times, first {self._first[what]}."
            for what, times in self._times.items()
        )


def _whole(digits: str) -> int | float:
    return int(digits) if len(digits) <= _MOST_DIGITS else float(digits)
