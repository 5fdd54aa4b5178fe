"""What the command says and leaves behind, however a run ends."""

import signal
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from boxoffice.bootstrap import prove
from boxoffice.prove.fleet import PartFailed
from boxoffice.prove.plan import Plan

PLAN = Plan(seconds=1.0)


@pytest.fixture
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where runs make their folders."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    handler = signal.getsignal(signal.SIGTERM)
    yield tmp_path
    signal.signal(signal.SIGTERM, handler)


def ending(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    """Have a run end so, with something written."""

    async def end(_plan: Plan, folder: Path, _say: object) -> prove.Proof:
        (folder / "journals").mkdir()
        raise error

    monkeypatch.setattr(prove, "prove", end)


def test_a_run_that_is_broken_off_leaves_nothing(
    folders: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ending(monkeypatch, KeyboardInterrupt())
    assert prove.run(PLAN) == 130
    assert list(folders.iterdir()) == []


def test_a_run_that_a_part_failed_says_once_where_its_journals_are(
    folders: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ending(monkeypatch, PartFailed("tills-0 ended by itself."))
    with pytest.raises(PartFailed) as failed:
        prove.run(PLAN)
    (folder,) = folders.iterdir()
    assert str(failed.value).count(str(folder)) == 1


def test_a_run_that_ends_unforeseen_says_once_where_its_journals_are(
    folders: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ending(monkeypatch, OSError("No space left on device"))
    with pytest.raises(OSError, match="No space") as failed:
        prove.run(PLAN)
    (folder,) = folders.iterdir()
    assert failed.value.__notes__ == [f"Journals, database and logs lie in {folder}"]
