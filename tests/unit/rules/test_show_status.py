"""What a show's status reads as."""

from datetime import UTC, datetime, timedelta

import pytest

from boxoffice.model.show import ShowAvailability, ShowStatus
from boxoffice.rules.show_status import shown_status

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


def seats(available: int) -> ShowAvailability:
    """A hall of 100 with this many seats left."""
    return ShowAvailability(10_001, 100, available, 0, 0, 100 - available, 0)


@pytest.mark.parametrize(
    ("available", "status"),
    [
        (100, ShowStatus.OPEN),
        (30, ShowStatus.OPEN),
        (29, ShowStatus.FAST_FILLING),
        (1, ShowStatus.FAST_FILLING),
        (0, ShowStatus.FULL),
    ],
)
def test_an_open_show_reads_by_its_seats(available: int, status: ShowStatus) -> None:
    assert shown_status(ShowStatus.OPEN, NOW, NOW, seats(available)) is status


def test_a_show_is_pending_until_it_is_published() -> None:
    soon = NOW + timedelta(seconds=1)
    assert shown_status(ShowStatus.OPEN, soon, NOW, seats(0)) is ShowStatus.PENDING


@pytest.mark.parametrize("stored", [ShowStatus.PENDING, ShowStatus.CANCELLED, ShowStatus.CLOSED])
def test_what_somebody_decided_stands_whatever_the_seats_say(stored: ShowStatus) -> None:
    assert shown_status(stored, NOW, NOW, seats(0)) is stored


@pytest.mark.parametrize("stored", [ShowStatus.FULL, ShowStatus.FAST_FILLING])
def test_a_caller_cannot_make_a_show_full(stored: ShowStatus) -> None:
    assert shown_status(stored, NOW, NOW, seats(100)) is ShowStatus.OPEN
