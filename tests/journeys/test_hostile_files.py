"""Whatever a file is, `boxoffice layout` ends soon, in little room, with a clear line, and leaves
the file that it was to write as it was or whole."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("processes are neither forked nor limited there", allow_module_level=True)

import resource

from admin_designer.designer.formats.files import read
from tests.journeys.hostile_files import hostile, sound

#: How much more address space than the program itself takes a file may need, and how much of the
#: machine's memory; and how long.
ROOM_BYTES, MOST_BYTES = 1_500_000_000, 900_000_000
MOST_SECONDS = 20
BEFORE = b"what was there before"

#: Loads the program once, and runs each of its commands in a process of its own: a file that ends
#: one process ends no other.
RUNNER = """
import gc, json, os, resource, sys, traceback
import admin_designer.designer.templates.halls, boxoffice.bootstrap.layout_files
import boxoffice.seatmap.pictures, boxoffice.seatmap.paper
from boxoffice.cli import main
room, seconds = int(sys.argv[1]), int(sys.argv[2])
taken = int(open("/proc/self/statm").read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
gc.freeze()
for line in sys.stdin:
    said, *arguments = json.loads(line)
    child = os.fork()
    if not child:
        sys.argv = ["boxoffice", "layout", *arguments]
        resource.setrlimit(resource.RLIMIT_AS, (taken + room,) * 2)
        resource.setrlimit(resource.RLIMIT_CPU, (seconds,) * 2)
        for stream, name in ((1, "out"), (2, "err")):
            os.dup2(os.open(f"{said}.{name}", os.O_WRONLY | os.O_CREAT), stream)
        try:
            main()
        except SystemExit as end:
            code = end.code
        except BaseException:
            traceback.print_exc()
            code = 70
        sys.stdout.flush()
        sys.stderr.flush()
        # Without taking apart what was loaded, which would take longer than the command.
        os._exit(code)
    _, status, used = os.wait4(child, 0)
    print(json.dumps([os.waitstatus_to_exitcode(status), used.ru_maxrss * 1024]), flush=True)
"""


@dataclass(frozen=True)
class Ended:
    """How a command ended: `code` is less than 0 for a signal."""

    code: int
    memory_bytes: int
    out: str
    err: str


class Runner:
    """Runs `boxoffice layout` as often as it is asked to, each time as a process."""

    def __init__(self, folder: Path) -> None:
        self._said = folder / "said"
        self._said.mkdir()
        self._times = 0
        self._process = subprocess.Popen(
            [sys.executable, "-c", RUNNER, str(ROOM_BYTES), str(MOST_SECONDS)],
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "OPENBLAS_NUM_THREADS": "1"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def layout(self, *arguments: str | Path) -> Ended:
        """One command's end."""
        self._times += 1
        said = self._said / str(self._times)
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps([str(said), *map(str, arguments)]) + "\n")
        self._process.stdin.flush()
        code, memory_bytes = json.loads(self._process.stdout.readline())
        out, err = (said.with_suffix(f".{name}").read_text("utf-8") for name in ("out", "err"))
        return Ended(code, memory_bytes, out, err)

    def close(self) -> None:
        """End it."""
        self._process.communicate()


@pytest.fixture
def runner(tmp_path: Path) -> Iterator[Runner]:
    made = Runner(tmp_path)
    yield made
    made.close()


def test_a_hostile_file_is_refused_in_a_line_or_mended_and_leaves_nothing_half_written(
    runner: Runner, tmp_path: Path
) -> None:
    faults: list[str] = []
    refused = mended = 0
    steps = ("check", "convert", "render", "renumber")
    for at, (name, data) in enumerate(hostile()):
        step = steps[at % len(steps)]
        path, out = (
            tmp_path / "hostile",
            tmp_path / ("out.png" if step == "render" else "out.layout"),
        )
        path.write_bytes(data)
        out.write_bytes(BEFORE)
        more = {"check": (), "renumber": ("-o", out)}.get(step, (out,))
        ended = runner.layout(step, path, *more)
        refused += bool(ended.err)
        mended += not ended.err
        faults += [f"{step}, {name}: {fault}" for fault in _faults(step, ended, out)]
        out.unlink()
        if sorted(one.name for one in tmp_path.iterdir()) != ["hostile", "said"]:
            faults.append(f"{step}, {name}: leaves files")
    assert faults == []
    assert refused > 100
    assert mended > 50


def _faults(step: str, ended: Ended, out: Path) -> list[str]:
    """What is wrong with how a command ended."""
    faults = []
    lines = ended.err.splitlines()
    if ended.memory_bytes > MOST_BYTES:
        faults.append(f"took {ended.memory_bytes:,} bytes")
    if ended.code not in (0, 1):
        faults.append(f"ended by {ended.code}")
    if len(lines) > 1 or not all(line.isprintable() for line in lines):
        faults.append(f"said {ended.err[-300:]!r}")
    if not all(line.isprintable() for line in ended.out.splitlines()):
        faults.append(f"told {ended.out[:300]!r}")
    if ended.code == 0 and not ended.out:
        faults.append("said nothing")
    if step != "check" and bool(lines) != (ended.code == 1):
        faults.append(f"ended with {ended.code} and said {ended.err!r}")
    written = out.read_bytes()
    if step == "check" or lines:
        if written != BEFORE:
            faults.append("wrote what it refused")
    elif step == "render":
        if not (written.startswith(b"\x89PNG") and written.endswith(b"IEND\xaeB`\x82")):
            faults.append("wrote half a picture")
    else:
        read(written)
    return faults


def test_a_file_that_says_it_is_ten_gigabytes_is_refused_without_being_read(
    runner: Runner, tmp_path: Path
) -> None:
    path = tmp_path / "large.layout"
    with path.open("wb") as file:
        file.truncate(10_000_000_000)
    for step, *more in (("check",), ("convert", tmp_path / "out.csv"), ("renumber", "--write")):
        ended = runner.layout(step, path, *more)
        assert (ended.code, ended.err) == (1, "The file is larger than 64 MB, as no plan is.\n")
        assert ended.memory_bytes < 400_000_000
    assert path.stat().st_size == 10_000_000_000


def test_a_hall_that_finds_no_room_on_the_disk_leaves_what_was_there(
    runner: Runner, tmp_path: Path
) -> None:
    path, out = tmp_path / "hall.layout", tmp_path / "out.pretix.json"
    path.write_bytes(sound()["layout"])
    out.write_bytes(BEFORE)
    limit = resource.getrlimit(resource.RLIMIT_FSIZE)
    refused = subprocess.run(
        [sys.executable, "-m", "boxoffice", "layout", "convert", str(path), str(out), "--lossy"],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (500, limit[1])),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (refused.returncode, refused.stderr) == (
        1,
        f"{out} cannot be written: File too large.\n",
    )
    assert out.read_bytes() == BEFORE
    assert sorted(one.name for one in tmp_path.iterdir()) == [
        "hall.layout",
        "out.pretix.json",
        "said",
    ]
