"""What the desktop command says of a data directory that it cannot use."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

#: A line of the log that says how the start went.
READY = "reception is open"
PATIENCE_SECONDS = 30.0


def start(data_dir: Path, **environment: str) -> "subprocess.Popen[str]":
    """A real desktop process, which draws for nobody."""
    return subprocess.Popen(
        [sys.executable, "-m", "boxoffice", "desktop", "--data", str(data_dir)],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", **environment},
        stderr=subprocess.PIPE,
        text=True,
    )


def refused(data_dir: Path, **environment: str) -> str:
    """What a desktop says that cannot open its cinema, after it ended with code 1."""
    process = start(data_dir, **environment)
    _, words = process.communicate(timeout=PATIENCE_SECONDS)
    assert process.returncode == 1
    assert len(words.splitlines()) == 1
    return words


@contextmanager
def desktop(data_dir: Path) -> Iterator[None]:
    """A desktop whose reception is open."""
    log = data_dir / "logs" / "desktop.log"
    seen = len(log.read_text(encoding="utf-8").splitlines()) if log.exists() else 0
    process = start(data_dir)
    try:
        for _ in range(int(PATIENCE_SECONDS / 0.05)):
            lines = log.read_text(encoding="utf-8").splitlines() if log.exists() else []
            if any(READY in line for line in lines[seen:]):
                break
            try:
                process.wait(0.05)
            except subprocess.TimeoutExpired:
                continue
            pytest.fail(f"the desktop ended by itself: {lines}")
        else:
            pytest.fail("the desktop did not say how its start went")
        yield
    finally:
        process.kill()
        process.communicate()


def test_a_damaged_database_is_refused_in_words_and_left_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "cinema.db"
    file.write_bytes(b"these are no seats at all " * 400)
    before = file.read_bytes()
    assert "is not a Box Office database, or it is damaged" in refused(tmp_path)
    assert file.read_bytes() == before


def test_a_second_desktop_on_the_same_cinema_is_refused_in_words(tmp_path: Path) -> None:
    with desktop(tmp_path):
        assert "in use by another Box Office" in refused(tmp_path)


def test_a_data_directory_that_is_a_file_is_refused_in_words(tmp_path: Path) -> None:
    file = tmp_path / "cinema"
    file.touch()
    assert f"{file} cannot be used: " in refused(file)


def test_a_mistyped_option_is_refused_by_name(tmp_path: Path) -> None:
    assert "BOXOFFICE_HOLD_SECOND" in refused(tmp_path, BOXOFFICE_HOLD_SECOND="9")


def test_a_killed_desktop_leaves_its_cinema_free_for_the_next(tmp_path: Path) -> None:
    for _ in range(2):
        with desktop(tmp_path):
            pass
