"""What a run came to, in words."""

from boxoffice.prove.history import Books, History, Terms
from boxoffice.prove.plan import TroubleKind
from boxoffice.prove.report import deeds_of, summary

NOTHING = History(Terms(3.0, 20.0, {}), ())
NO_BOOKS = Books({}, (), (), ())
ONCE = dict.fromkeys(TroubleKind, 1)


def said(troubles: dict[TroubleKind, int]) -> list[str]:
    return list(summary(deeds_of(NOTHING, NO_BOOKS, troubles)))


def test_a_proof_too_short_for_every_trouble_names_those_that_were_not_made() -> None:
    missing = {TroubleKind.KILL_GATEWAY: 0, TroubleKind.CUT_LINE: 0}
    words = "Not every trouble was made in so short a time: cut a line, kill the gateway."
    assert said(ONCE | missing)[-1] == words
    assert words not in said(ONCE)


def test_clients_are_said_to_be_begun_anew_where_some_were_killed() -> None:
    def told(times: int) -> bool:
        return any("begun anew" in line for line in said(ONCE | {TroubleKind.KILL_TILLS: times}))

    assert (told(0), told(1)) == (False, True)
