"""What the desktop command says of a data directory that it cannot use."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

#: A line of the log that says how the start went.
REFUSED = "the cinema cannot be opened: "
READY = "reception is open"
PATIENCE_SECONDS = 30.0


@contextmanager
def desktop(data_dir: Path) -> Iterator[Callable[[], str]]:
    """A real desktop process; the callable waits for how its start went."""
    log = data_dir / "logs" / "desktop.log"
    process = subprocess.Popen(
        [sys.executable, "-m", "boxoffice", "desktop", "--data", str(data_dir)],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )

    def outcome() -> str:
        for _ in range(int(PATIENCE_SECONDS / 0.05)):
            lines = log.read_text(encoding="utf-8").splitlines() if log.exists() else []
            for line in lines[seen:]:
                if READY in line or REFUSED in line:
                    return line.partition(" ")[2]
            try:
                process.wait(0.05)
            except subprocess.TimeoutExpired:
                continue
            pytest.fail(f"the desktop ended by itself: {lines}")
        pytest.fail("the desktop did not say how its start went")

    seen = len(log.read_text(encoding="utf-8").splitlines()) if log.exists() else 0
    try:
        yield outcome
    finally:
        process.kill()
        process.wait()


def test_a_damaged_database_is_refused_in_words_and_left_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "cinema.db"
    file.write_bytes(b"these are no seats at all " * 400)
    before = file.read_bytes()
    with desktop(tmp_path) as outcome:
        assert "is not a Box Office database, or it is damaged" in outcome()
    assert file.read_bytes() == before


def test_a_second_desktop_on_the_same_cinema_is_refused_in_words(tmp_path: Path) -> None:
    with desktop(tmp_path) as first:
        assert READY in first()
        with desktop(tmp_path) as second:
            assert "in use by another Box Office" in second()


def test_a_killed_desktop_leaves_its_cinema_free_for_the_next(tmp_path: Path) -> None:
    for _ in range(2):
        with desktop(tmp_path) as outcome:
            assert READY in outcome()
