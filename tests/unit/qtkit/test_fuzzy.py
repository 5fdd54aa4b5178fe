"""Finding a command by a few of its letters."""

from hypothesis import given
from hypothesis import strategies as st

from boxoffice.qtkit.fuzzy import best_first, score

WORDS = ("Find booking", "Park the basket", "Recall the parked basket", "Off-peak board", "Cash")


def found(typed: str) -> list[str]:
    return best_first(typed, [(words, words) for words in WORDS])


def test_nothing_typed_lists_everything_in_its_order() -> None:
    assert found("") == list(WORDS)


def test_first_letters_of_words_find_the_command() -> None:
    assert found("fb")[0] == "Find booking"
    assert found("PB")[0] == "Park the basket"


def test_a_word_typed_whole_beats_scattered_letters() -> None:
    assert found("park") == ["Park the basket", "Recall the parked basket"]
    pairs = [(words, words) for words in ("Colours as the system has them", "Cash")]
    assert best_first("cash", pairs)[0] == "Cash"


def test_letters_that_are_not_there_find_nothing() -> None:
    assert found("xyz") == []
    assert score("hsac", "Cash") is None


@given(st.text(min_size=1, max_size=30), st.data())
def test_letters_taken_in_order_always_find_the_words(words: str, data: st.DataObject) -> None:
    folded = words.casefold()
    kept = data.draw(st.lists(st.booleans(), min_size=len(folded), max_size=len(folded)))
    typed = "".join(letter for letter, keep in zip(folded, kept, strict=True) if keep)
    assert score(typed, words) is not None
