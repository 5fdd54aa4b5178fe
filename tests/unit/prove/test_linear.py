"""Which histories of one seat can have happened."""

import pytest

from boxoffice.prove.linear import Effect, Search, Step

INF = float("inf")


def grant(
    first: float, last: float, owner: str, *, must: bool = True, seconds: float = 10.0
) -> Step:
    return Step(
        Effect.GRANT,
        first,
        last,
        owner,
        must,
        ends_first=first + seconds,
        ends_last=last + seconds,
    )


def taken(first: float, last: float, owner: str) -> Step:
    return Step(Effect.TAKEN, first, last, owner)


def dropped(first: float, last: float, owner: str, *, must: bool = True) -> Step:
    return Step(Effect.DROP, first, last, owner, must)


def look(first: float, last: float, seen: int) -> Step:
    return Step(Effect.LOOK, first, last, seen=seen)


def claim(first: float, last: float, owner: str) -> Step:
    return Step(Effect.CLAIM, first, last, owner)


def sell(first: float, last: float, owner: str) -> Step:
    return Step(Effect.SELL, first, last, owner)


def end(first: float, last: float, owner: str) -> Step:
    return Step(Effect.END, first, last, owner)


def killed(first: float, last: float) -> Step:
    return Step(Effect.LOSE, first, last)


POSSIBLE = {
    "a seat is held again once it was let go": (
        [grant(0, 1, "a"), dropped(2, 3, "a"), grant(4, 5, "b")],
        [],
    ),
    "two calls at the same time may have come in either order": (
        [grant(0, 5, "a"), dropped(6, 9, "a"), grant(5, 8, "b")],
        [],
    ),
    "a hold that was not heard of may be why others are refused": (
        [grant(0, INF, "a", must=False), taken(2, 3, "b")],
        [],
    ),
    "a hold ends at its deadline by itself": (
        [grant(0, 1, "a"), grant(10, 12, "b")],
        [],
    ),
    "a process that dies loses its holds": (
        [grant(0, 1, "a"), killed(2, 3), grant(3, 4, "b")],
        [],
    ),
    "a hold asked for again is the same hold": (
        [grant(0, 1, "a"), grant(2, 3, "a"), taken(4, 5, "b")],
        [],
    ),
    "a claimed seat outlives the process": (
        [grant(0, 1, "a"), killed(4, 5), taken(30, 31, "b"), look(6, 7, 1), look(40, 41, 2)],
        [claim(2, INF, "a"), sell(2, INF, "a")],
    ),
    "a claim that ran out frees the seat": (
        [grant(0, 1, "a"), grant(30, 31, "b")],
        [claim(2, INF, "a"), end(2, INF, "a")],
    ),
    "many unheard holds of a seat leave it free to the first who is heard": (
        [grant(at, INF, f"unheard {at}", must=False) for at in range(60)]
        + [grant(70, 71, "a"), *(taken(72 + at, 73 + at, "b") for at in range(5))],
        [],
    ),
}

IMPOSSIBLE = {
    "two hold one seat at overlapping times": ([grant(0, 1, "a"), grant(2, 3, "b")], []),
    "a free seat is refused as gone": ([taken(0, 1, "a")], []),
    "a seat is refused to the one who holds it": ([grant(0, 1, "a"), taken(2, 3, "a")], []),
    "a seat is refused long after its hold was over": (
        [grant(0, 1, "a"), taken(12, 13, "b")],
        [],
    ),
    "a hold ends before its deadline": ([grant(0, 1, "a"), grant(8, 9, "b")], []),
    "a hold outlives its process": (
        [grant(0, 1, "a"), killed(2, 3), taken(4, 5, "b")],
        [],
    ),
    "a seat that was let go is seen held": (
        [grant(0, 1, "a"), dropped(2, 3, "a"), look(4, 5, 1)],
        [],
    ),
    "a seat is claimed after its hold was over": (
        [grant(0, 1, "a")],
        [claim(12, 13, "a")],
    ),
    "a seat is sold to one while another holds it": (
        [grant(0, 1, "a"), taken(8, 9, "c")],
        [sell(2, 3, "b")],
    ),
    "a sold seat is held": (
        [grant(0, 1, "a"), grant(20, 21, "b")],
        [claim(2, 3, "a"), sell(2, 3, "a")],
    ),
    "two bookings own a seat": (
        [grant(0, 1, "a"), grant(11, 12, "b")],
        [claim(0, 5, "a"), claim(11, 15, "b")],
    ),
}


@pytest.mark.parametrize("name", POSSIBLE)
def test_what_can_happen_is_explained(name: str) -> None:
    assert Search(*POSSIBLE[name]).possible()


@pytest.mark.parametrize("name", IMPOSSIBLE)
def test_what_cannot_happen_is_found(name: str) -> None:
    search = Search(*IMPOSSIBLE[name])
    assert not search.possible()
    assert search.stuck is not None
