"""A journal outlives the process that writes it."""

from pathlib import Path

from boxoffice.prove.history import Act, Call, Outage, Outcome, Sight, Trouble
from boxoffice.prove.journal import Journal, read_calls, read_outages, read_sights

ASKED = Call("ann", Act.HOLD, 7, 1.0, key="token", seats=("A1", "A2"))
ANSWERED = Call(
    "ann", Act.HOLD, 7, 1.0, 2.0, Outcome.DONE, "token", "b1", "h1", ("A1", "A2"), ("A1", "A2")
)
LOOK = Call("ann", Act.LOOK, 7, 3.0, 4.0, Outcome.DONE, seen={"A1": 1})


def test_what_was_asked_is_told_with_its_answer(tmp_path: Path) -> None:
    journal = Journal(tmp_path, "ann")
    journal.answered(journal.asked(ASKED), ANSWERED)
    journal.answered(journal.asked(LOOK), LOOK)
    journal.close()
    assert read_calls(tmp_path / "ann.journal") == (ANSWERED, LOOK)


def test_what_had_no_answer_is_unknown_until_its_process_died(tmp_path: Path) -> None:
    journal = Journal(tmp_path, "ann")
    journal.asked(ASKED)
    journal.close()
    (call,) = read_calls(tmp_path / "ann.journal", given_up_at=9.0)
    assert (call.outcome, call.answered_at, call.seats) == (Outcome.UNKNOWN, 9.0, ("A1", "A2"))


def test_a_line_that_death_cut_short_is_left_out(tmp_path: Path) -> None:
    journal = Journal(tmp_path, "ann")
    journal.answered(journal.asked(ASKED), ANSWERED)
    journal.close()
    file = tmp_path / "ann.journal"
    file.write_bytes(file.read_bytes()[:-5])
    (call,) = read_calls(file, given_up_at=9.0)
    assert call.outcome is Outcome.UNKNOWN


def test_pictures_and_outages_are_told_as_they_were(tmp_path: Path) -> None:
    sight = Sight("eve", 7, 1.5, "e", 3, bytes([0, 1, 2]), frozenset({"h1"}))
    outage = Outage(Trouble.PAUSED, 1.0, 2.0, "eve")
    journal = Journal(tmp_path, "eve")
    journal.saw(sight)
    journal.befell(outage)
    journal.close()
    file = tmp_path / "eve.journal"
    assert (tuple(read_sights(file)), tuple(read_outages(file))) == ((sight,), (outage,))
