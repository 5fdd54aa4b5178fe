"""How well a few typed letters fit a command's words; no Qt."""

from collections.abc import Callable, Iterable
from typing import TypeVar

_T = TypeVar("_T")

_START_OF_WORD, _FOLLOWS, _ANYWHERE = 8, 9, 1


def score(typed: str, words: str) -> int | None:
    """The fit of `typed` to `words`, higher is better, or None where the letters are not in order.

    Spaces in `typed` are left out. Runs of letters and letters at the start of a word count most,
    so that "fb" finds "Find booking" before "Off-peak board", and "cash" finds "Cash" before
    "Colours as the system has them".
    """
    wanted = [letter for letter in typed.casefold() if not letter.isspace()]
    text = words.casefold()
    places = _places(wanted, text, _next) or _places(wanted, text, _first)
    return None if places is None else sum(_worth(text, places, at) for at in range(len(places)))


def best_first(typed: str, pairs: Iterable[tuple[str, _T]]) -> list[_T]:
    """The second of those pairs whose words fit, best first; equal ones keep their order."""
    scored = [(score(typed, words), item) for words, item in pairs]
    fitting = [(fit, item) for fit, item in scored if fit is not None]
    return [item for _, item in sorted(fitting, key=lambda pair: -pair[0])]


def _places(wanted: list[str], text: str, take: Callable[[str, str, int], int]) -> list[int] | None:
    places: list[int] = []
    for letter in wanted:
        found = take(text, letter, places[-1] + 1 if places else 0)
        if found < 0:
            return None
        places.append(found)
    return places


def _first(text: str, letter: str, at: int) -> int:
    return text.find(letter, at)


def _next(text: str, letter: str, at: int) -> int:
    """Where `letter` fits best from `at` on: right there, else at a word's start, else first."""
    first = found = text.find(letter, at)
    if found == at:
        return at
    while found >= 0:
        if _starts_word(text, found):
            return found
        found = text.find(letter, found + 1)
    return first


def _worth(text: str, places: list[int], number: int) -> int:
    at = places[number]
    if number and at == places[number - 1] + 1:
        return _FOLLOWS
    return _START_OF_WORD if _starts_word(text, at) else _ANYWHERE


def _starts_word(text: str, at: int) -> bool:
    return at == 0 or not text[at - 1].isalnum()
