"""Titles: their dates, their length, and where they stand."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from boxoffice.model.errors import BadInput
from boxoffice.model.movie import Movie, Title, TitleFacts, TitleStage
from boxoffice.rules.titles import check_facts, minutes_of, on_offer, stage_of

MOVIE = Movie("m1", "Letters", (), "", "2026-11-20", "UA", (), (), (), "2h 24m", "")


@pytest.mark.parametrize(
    ("said", "minutes"), [("144", 144), ("144 min", 144), ("2h 24m", 144), ("2h", 120), ("90m", 90)]
)
def test_a_duration_is_minutes_or_hours_and_minutes(said: str, minutes: int) -> None:
    assert minutes_of(said) == minutes


@pytest.mark.parametrize("said", ["", "0", "long", "2:24", "-5", "1441", "2h 24m 3s"])
def test_what_is_no_duration_is_refused(said: str) -> None:
    with pytest.raises(BadInput):
        minutes_of(said)


@pytest.mark.parametrize(
    ("day", "stage"),
    [
        (date(2026, 11, 19), TitleStage.COMING_SOON),
        (date(2026, 11, 20), TitleStage.NOW_SHOWING),
        (date(2026, 12, 3), TitleStage.NOW_SHOWING),
        (date(2026, 12, 4), TitleStage.ENDED),
    ],
)
def test_dates_say_where_a_title_stands(day: date, stage: TitleStage) -> None:
    title = Title(MOVIE, TitleFacts(last_date="2026-12-03"), 1)
    assert stage_of(title, day) is stage
    by_hand = replace(title, facts=replace(title.facts, stage=TitleStage.DRAFT))
    assert stage_of(by_hand, day) is TitleStage.DRAFT


def test_shows_are_made_of_no_draft_and_of_nothing_that_ended_everywhere() -> None:
    over = Title(MOVIE, TitleFacts(last_date="2026-12-03"), 1)
    draft = Title(replace(MOVIE, release_date=""), TitleFacts(), 1)
    foreign = Title(replace(MOVIE, release_date="next spring"), TitleFacts(), 1)
    # In the last zone of all it is still the third.
    assert on_offer((over, draft, foreign), datetime(2026, 12, 4, 11, tzinfo=UTC)) == (
        over.movie,
        foreign.movie,
    )
    assert on_offer((over,), datetime(2026, 12, 4, 13, tzinfo=UTC)) == ()


@pytest.mark.parametrize(
    "wrong",
    [
        (replace(MOVIE, release_date="20.11.2026"), TitleFacts()),
        (MOVIE, TitleFacts(last_date="2026-11-19")),
        (MOVIE, TitleFacts(last_date="2026-02-30")),
        (replace(MOVIE, duration="a while"), TitleFacts()),
        (replace(MOVIE, genres=(" ",)), TitleFacts()),
        (MOVIE, TitleFacts(cast=("x" * 201,))),
        (MOVIE, TitleFacts(formats=tuple("ab" for _ in range(101)))),
    ],
)
def test_what_cannot_be_is_refused(wrong: tuple[Movie, TitleFacts]) -> None:
    check_facts(MOVIE, TitleFacts(last_date="2026-12-03", cast=("Asha Rao",)))
    with pytest.raises(BadInput):
        check_facts(*wrong)
