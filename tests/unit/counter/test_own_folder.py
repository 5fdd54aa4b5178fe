"""Programs beside one another on one computer keep out of each other's unfinished work."""

from pathlib import Path

import pytest

from boxoffice.counter.journal import FileJournal, Unfinished
from boxoffice.counter.own_folder import MOST_PROGRAMS, OwnFolder


def test_the_sale_that_one_program_is_in_the_middle_of_is_no_others_to_finish(
    tmp_path: Path,
) -> None:
    first, second = OwnFolder(tmp_path), OwnFolder(tmp_path)
    FileJournal(first.path).keep(Unfinished("key", "booking", 10_001, ()))
    assert FileJournal(second.path).unfinished() == ()
    first.close()
    after_it = OwnFolder(tmp_path)
    assert [sale.key for sale in FileJournal(after_it.path).unfinished()] == ["key"]
    second.close()
    after_it.close()


def test_only_so_many_programs_work_beside_one_another(tmp_path: Path) -> None:
    programs = [OwnFolder(tmp_path) for _ in range(MOST_PROGRAMS)]
    with pytest.raises(OSError, match="programs use"):
        OwnFolder(tmp_path)
    for one in programs:
        one.close()
