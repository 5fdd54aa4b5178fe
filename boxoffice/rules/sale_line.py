"""The sale line: `7pm 2a1c F` is that show, two adults, one child, the category that begins so."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

MOST_SEATS = 99
_TIME = re.compile(r"(\d{1,2})(?:[:.](\d{2})(am|pm)?|(\d{2})?(am|pm))", re.IGNORECASE)
_PARTY = re.compile(r"(?:\d{1,3}[^\W\d_])+")
_GROUP = re.compile(r"(\d{1,3})([^\W\d_])")
_HALF_DAY = 12 * 60


class LineProblem(StrEnum):
    """Why a line cannot be carried out as it stands; `about` names what it is about."""

    NO_SHOW_THEN = "no_show_then"
    NO_SHOW_CALLED = "no_show_called"
    SEVERAL_SHOWS = "several_shows"
    NO_SHOW_OPEN = "no_show_open"
    NO_SUCH_TYPE = "no_such_type"
    NO_SUCH_CATEGORY = "no_such_category"
    SEVERAL_CATEGORIES = "several_categories"
    NOBODY = "nobody"
    TOO_MANY = "too_many"
    NOT_READ = "not_read"


@dataclass(frozen=True, slots=True)
class LineShow:
    """A show that a line may name: its local day and minute of the day, and its categories'
    names by id."""

    show_id: int
    day: str
    minute: int
    title: str
    categories: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class SaleLine:
    """What a line means so far: a show (0: none yet), seats by ticket type, a category (0: any).

    `completed` is the line with its last word written out, empty where there is nothing to add.
    """

    show_id: int = 0
    party: tuple[tuple[str, int], ...] = ()
    category_id: int = 0
    problem: LineProblem | None = None
    about: str = ""
    completed: str = ""

    @property
    def types(self) -> tuple[str, ...]:
        """A ticket type's code a seat."""
        return tuple(code for code, count in self.party for _ in range(count))


class _Unreadable(Exception):
    def __init__(self, problem: LineProblem, about: str = "") -> None:
        super().__init__(problem)
        self.problem, self.about = problem, about


def read_sale_line(
    text: str, shows: Sequence[LineShow], types: Mapping[str, str], open_show_id: int = 0
) -> SaleLine:
    """Read a line. `shows` can be sold, the soonest first; `types` are codes by their letters, the
    first the default. Without a show in it a line is about the one that is open."""
    words = text.split()
    at = next((place for place, word in enumerate(words) if _is_party(word)), len(words))
    show: LineShow | None = None
    party: tuple[tuple[str, int], ...] = ()
    try:
        show = _show(words[:at], shows, open_show_id)
        rest = at
        while rest < len(words) and _is_party(words[rest]):
            rest += 1
        party = _party(words[at:rest], types)
        category_id = _category(words[rest:], show)
        if not party:
            raise _Unreadable(LineProblem.NOBODY)
    except _Unreadable as problem:
        return SaleLine(
            show.show_id if show else 0,
            party,
            0,
            problem.problem,
            problem.about,
            _completed(text, words, at, shows, show),
        )
    completed = _completed(text, words, at, shows, show)
    return SaleLine(show.show_id, party, category_id, completed=completed)


def _is_party(word: str) -> bool:
    """Whether a word says how many; one that begins with a figure and is no time means to."""
    return word[0].isdigit() and _TIME.fullmatch(word) is None


def _show(words: Sequence[str], shows: Sequence[LineShow], open_show_id: int) -> LineShow:
    times = [word for word in words if _TIME.fullmatch(word)]
    title = [word.casefold() for word in words if word not in times]
    if not words:
        found = [show for show in shows if show.show_id == open_show_id]
        if not found:
            raise _Unreadable(LineProblem.NO_SHOW_OPEN)
        return found[0]
    found = [show for show in shows if _called(show, title)]
    if not found:
        raise _Unreadable(LineProblem.NO_SHOW_CALLED, " ".join(title))
    for time in times:
        found = _at(time, found)
        if not found:
            raise _Unreadable(LineProblem.NO_SHOW_THEN, time)
    # Tomorrow's are meant only where today has none; of one title the soonest is.
    found = [show for show in found if show.day == found[0].day]
    if times and len(found) > 1:
        listed = ", ".join(f"{clock(show.minute)} {show.title}" for show in found)
        raise _Unreadable(LineProblem.SEVERAL_SHOWS, listed)
    return found[0]


def _called(show: LineShow, title: Iterable[str]) -> bool:
    names = show.title.casefold().split()
    return all(any(name.startswith(word) for name in names) for word in title)


def _at(time: str, shows: Sequence[LineShow]) -> list[LineShow]:
    """Shows at this time; an hour alone means the full hour, or else any time in it."""
    read = _TIME.fullmatch(time)
    assert read is not None
    hour, minutes = int(read[1]), read[2] or read[4]
    half = (read[3] or read[5] or "").lower()
    begins = hour * 60 + int(minutes or 0)
    if half:
        begins = begins % _HALF_DAY + _HALF_DAY * (half == "pm")
    # 7:15 without am or pm is either.
    wanted = {begins} if half or hour > 12 else {begins % _HALF_DAY, begins % _HALF_DAY + _HALF_DAY}
    exact = [show for show in shows if show.minute in wanted]
    if exact or minutes:
        return exact
    return [show for show in shows if show.minute - show.minute % 60 in wanted]


def _party(words: Iterable[str], types: Mapping[str, str]) -> tuple[tuple[str, int], ...]:
    by_letter = {letter.casefold(): code for letter, code in types.items()}
    party: dict[str, int] = {}
    for word in words:
        if word.isdecimal():
            groups = [(word, next(iter(by_letter)))]
        elif _PARTY.fullmatch(word):
            groups = _GROUP.findall(word)
        else:
            raise _Unreadable(LineProblem.NOT_READ, word)
        for count, letter in groups:
            code = by_letter.get(letter.casefold())
            if code is None:
                raise _Unreadable(LineProblem.NO_SUCH_TYPE, letter.upper())
            party[code] = party.get(code, 0) + int(count)
    if sum(party.values()) > MOST_SEATS:
        raise _Unreadable(LineProblem.TOO_MANY, str(sum(party.values())))
    return tuple((code, count) for code, count in party.items() if count)


def _category(words: Sequence[str], show: LineShow) -> int:
    if not words:
        return 0
    wanted = " ".join(words)
    found = _categories(wanted, show)
    if len(found) != 1:
        problem = LineProblem.SEVERAL_CATEGORIES if found else LineProblem.NO_SUCH_CATEGORY
        raise _Unreadable(problem, wanted)
    return found[0]


def _categories(wanted: str, show: LineShow) -> list[int]:
    begin = wanted.casefold()
    return [key for key, name in show.categories.items() if name.casefold().startswith(begin)]


def _completed(
    text: str,
    words: Sequence[str],
    at: int,
    shows: Sequence[LineShow],
    show: LineShow | None,
) -> str:
    """The line with its last word written out: a title's, a time, or a category."""
    if not words or text[-1:].isspace():
        return ""
    last = words[-1]
    options: list[str] = []
    if len(words) > at + 1 and show is not None:
        options = [show.categories[key] for key in _categories(last, show)]
    elif at < len(words):
        options = [clock(one.minute) for one in shows] if len(words) == 1 else []
    else:
        options = [clock(one.minute) for one in shows]
        options += [word.casefold() for one in shows for word in one.title.split()]
    begin = last.casefold()
    found = next((one for one in options if one.casefold().startswith(begin)), "")
    return text[: -len(last)] + found if found and found.casefold() != begin else ""


def clock(minute: int) -> str:
    """7:15pm, as it is typed."""
    hour, rest = divmod(minute, 60)
    half = "pm" if hour >= 12 else "am"
    return f"{(hour - 1) % 12 + 1}:{rest:02d}{half}"
