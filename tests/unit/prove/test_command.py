"""What the command says and leaves behind, however a run ends."""

import signal
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from boxoffice import cli
from boxoffice.bootstrap import prove
from boxoffice.prove.amount import NOTHING_PROVED
from boxoffice.prove.checker import check
from boxoffice.prove.fleet import PartFailed
from boxoffice.prove.history import Books, History, Terms
from boxoffice.prove.plan import Plan
from boxoffice.prove.report import deeds_of

PLAN = Plan(seconds=1.0)


@pytest.fixture
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where runs make their folders."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    handlers = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    yield tmp_path
    for number, handler in handlers.items():
        signal.signal(number, handler)


def command(monkeypatch: pytest.MonkeyPatch, flags: str) -> int:
    """The exit code of the command with these flags."""
    monkeypatch.setattr(sys, "argv", ["boxoffice", "prove", *flags.split()])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert isinstance(ended.value.code, int)
    return ended.value.code


def ending(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    """Have a run end so, with something written."""

    async def end(_plan: Plan, folder: Path, _say: object) -> prove.Proof:
        (folder / "journals").mkdir()
        raise error

    monkeypatch.setattr(prove, "prove", end)


def test_a_run_that_is_broken_off_says_so_and_leaves_nothing(
    folders: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ending(monkeypatch, KeyboardInterrupt())
    assert command(monkeypatch, "") == 130
    assert capsys.readouterr().out == "Broken off; nothing is proved.\n"
    assert list(folders.iterdir()) == []


@pytest.mark.parametrize(
    ("flags", "sentence"),
    [
        ("--minutes 0", "A proof takes up to 30 minutes and 3 to 500 clients."),
        ("--clients 2", "A proof takes up to 30 minutes and 3 to 500 clients."),
        ("--seeds 0", "A proof by seeds lives through 1 to 100000 of them."),
        ("--seeds 99999999999", "A proof by seeds lives through 1 to 100000 of them."),
        ("--seed -1", "Seeds are numbered from 0 on."),
    ],
)
def test_a_proof_beyond_the_limits_is_refused_in_a_sentence(
    folders: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    flags: str,
    sentence: str,
) -> None:
    assert command(monkeypatch, flags) == 1
    assert capsys.readouterr() == ("", f"{sentence}\n")
    assert list(folders.iterdir()) == []


@pytest.mark.parametrize(
    "flags", ["--seed 7 --seeds 3", "--seed 7 --minutes 1", "--seeds 2 --clients 24"]
)
@pytest.mark.usefixtures("folders")
def test_no_flag_of_a_proof_is_passed_over(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], flags: str
) -> None:
    assert command(monkeypatch, flags) == 1
    said, refused = capsys.readouterr()
    assert said == ""
    assert refused.startswith("--seed and --seeds go with no other flag: ")


def test_a_run_that_a_part_failed_says_once_where_its_journals_are(
    folders: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ending(monkeypatch, PartFailed("tills-0 ended by itself."))
    with pytest.raises(PartFailed) as failed:
        prove.run(PLAN)
    (folder,) = folders.iterdir()
    assert str(failed.value).count(str(folder)) == 1


def test_a_run_in_which_nothing_was_sold_says_that_it_proved_nothing(
    folders: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    history, books = History(Terms(3.0, 20.0, {}), ()), Books({}, (), (), ())

    async def sleep_through(_plan: Plan, folder: Path, _say: object) -> prove.Proof:
        (folder / "journals").mkdir()
        return prove.Proof(history, books, deeds_of(history, books, {}), check(history, books))

    monkeypatch.setattr(prove, "prove", sleep_through)
    assert command(monkeypatch, "") == NOTHING_PROVED
    *_, said, where = capsys.readouterr().out.splitlines()
    assert said.startswith("NOTHING IS PROVED by 0 holds, 0 sales and 0 kills")
    (folder,) = folders.iterdir()
    assert where.endswith(str(folder))


def test_a_run_that_ends_unforeseen_says_once_where_its_journals_are(
    folders: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ending(monkeypatch, OSError("No space left on device"))
    with pytest.raises(OSError, match="No space") as failed:
        prove.run(PLAN)
    (folder,) = folders.iterdir()
    assert failed.value.__notes__ == [f"Journals, database and logs lie in {folder}"]
