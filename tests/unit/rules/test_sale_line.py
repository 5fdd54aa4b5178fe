"""The sale line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boxoffice.rules.sale_line import LineProblem, LineShow, SaleLine, clock, read_sale_line

TYPES = {"A": "adult", "C": "child", "S": "senior"}
CATEGORIES = {1: "Front", 2: "Premium", 3: "Platinum"}
SHOWS = (
    LineShow(1, "20261121", 19 * 60 + 15, "Monsoon Junction", CATEGORIES),
    LineShow(2, "20261121", 19 * 60 + 30, "Neelgiri 1971", CATEGORIES),
    LineShow(3, "20261121", 20 * 60, "The Last Ferry to Diu", CATEGORIES),
    LineShow(4, "20261121", 20 * 60 + 10, "Sannata, Lane 9", CATEGORIES),
    LineShow(5, "20261121", 22 * 60 + 15, "Neelgiri 1971", CATEGORIES),
    LineShow(6, "20261122", 9 * 60 + 5, "Monsoon Junction", CATEGORIES),
)


def read(text: str) -> SaleLine:
    return read_sale_line(text, SHOWS, TYPES, open_show_id=1)


@pytest.mark.parametrize(
    ("text", "show_id", "party", "category_id"),
    [
        ("8pm 2a1c F", 3, (("adult", 2), ("child", 1)), 1),
        ("2", 1, (("adult", 2),), 0),
        ("2 prem", 1, (("adult", 2),), 2),
        ("10pm 4", 5, (("adult", 4),), 0),
        ("7:15pm 1S", 1, (("senior", 1),), 0),
        ("715pm 3A", 1, (("adult", 3),), 0),
        ("19.30 2a 1c front", 2, (("adult", 2), ("child", 1)), 1),
        ("7:30 2", 2, (("adult", 2),), 0),
        ("neel 2a", 2, (("adult", 2),), 0),
        ("neel 10pm 2a", 5, (("adult", 2),), 0),
        ("last diu 12c", 3, (("child", 12),), 0),
        ("7pm mon 2", 1, (("adult", 2),), 0),
        ("9:05am 2", 6, (("adult", 2),), 0),
        ("9 2a1c", 1, (("adult", 11), ("child", 1)), 0),
    ],
)
def test_a_line_says_which_show_who_and_where(
    text: str, show_id: int, party: tuple[tuple[str, int], ...], category_id: int
) -> None:
    line = read(text)
    assert (line.problem, line.show_id, line.party, line.category_id) == (
        None,
        show_id,
        party,
        category_id,
    )


@pytest.mark.parametrize(
    ("text", "problem", "about"),
    [
        ("", LineProblem.NOBODY, ""),
        ("8pm", LineProblem.NOBODY, ""),
        ("6pm 2a", LineProblem.NO_SHOW_THEN, "6pm"),
        ("dune 2a", LineProblem.NO_SHOW_CALLED, "dune"),
        (
            "7pm 2a",
            LineProblem.SEVERAL_SHOWS,
            "7:15pm Monsoon Junction, 7:30pm Neelgiri 1971",
        ),
        ("8pm 2x", LineProblem.NO_SUCH_TYPE, "X"),
        ("2a gold", LineProblem.NO_SUCH_CATEGORY, "gold"),
        ("2a p", LineProblem.SEVERAL_CATEGORIES, "p"),
        ("80a 30c", LineProblem.TOO_MANY, "110"),
        ("2a!", LineProblem.NOT_READ, "2a!"),
        ("0a", LineProblem.NOBODY, ""),
    ],
)
def test_what_is_wrong_with_a_line_is_said_while_it_is_typed(
    text: str, problem: LineProblem, about: str
) -> None:
    line = read(text)
    assert (line.problem, line.about) == (problem, about)


def test_a_line_without_a_show_needs_one_that_is_open() -> None:
    assert read_sale_line("2a", SHOWS, TYPES).problem is LineProblem.NO_SHOW_OPEN


@pytest.mark.parametrize(
    ("text", "completed"),
    [
        ("mon", "monsoon"),
        ("10", "10:15pm"),
        ("7:3", "7:30pm"),
        ("8pm san", "8pm sannata,"),
        ("2a1c fr", "2a1c Front"),
        ("2a1c front", ""),
        ("xyz", ""),
        ("mon ", ""),
        ("", ""),
    ],
)
def test_tab_writes_out_a_title_a_time_or_a_category(text: str, completed: str) -> None:
    assert read(text).completed == completed


@given(st.sampled_from(SHOWS[:5]), st.integers(1, 9), st.integers(1, 9))
def test_every_show_of_today_is_reached_by_its_own_time(
    show: LineShow, adults: int, children: int
) -> None:
    line = read(f"{clock(show.minute)} {adults}a{children}c")
    assert (line.problem, line.show_id) == (None, show.show_id)
    assert line.types == ("adult",) * adults + ("child",) * children


@given(st.text(max_size=20))
def test_whatever_is_typed_is_read_or_said_to_be_wrong(text: str) -> None:
    line = read(text)
    assert line.problem is not None or (line.show_id and line.party)
