from datetime import datetime

import pytest

from boxoffice.qtkit.local_time import place_locale, time_words

EVENING = datetime(2026, 11, 21, 19, 5)  # noqa: DTZ001 - the place's own time


@pytest.mark.parametrize(
    ("time_zone", "words"),
    [
        ("Asia/Kolkata", "7:05\N{NO-BREAK SPACE}PM"),
        ("Europe/Berlin", "19:05"),
    ],
)
def test_the_time_is_written_as_in_the_country_of_the_zone(time_zone: str, words: str) -> None:
    assert time_words(EVENING, place_locale(time_zone)) == words
