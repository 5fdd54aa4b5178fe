"""`boxoffice layout` in processes of its own, without a display."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.unit.designer.formats.pretix_theatre import FAULTS, SEATS, seats_of, theatre


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """A theatre's plan with all faults of real files."""
    content = theatre()
    for fault in FAULTS:
        fault(content)
    path = tmp_path / "theatre.json"
    path.write_text(json.dumps(content, indent=2), encoding="utf-8")
    return path


def layout(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """The command's end, on a machine that says nothing of displays and letters."""
    hidden = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "LANG", "LC_ALL"}
    return subprocess.run(
        [sys.executable, "-m", "boxoffice", "layout", *arguments],
        env={key: value for key, value in os.environ.items() if key not in hidden},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )


def test_a_plan_is_imported_renumbered_checked_and_exported_with_every_seat(
    plan: Path, tmp_path: Path
) -> None:
    own, out = tmp_path / "theatre.layout", tmp_path / "out.pretix.json"
    checked = layout("check", plan)
    assert checked.returncode == 1
    assert "error: There are two seats 10-36." in checked.stdout.splitlines()
    assert checked.stderr == ""

    imported = layout("convert", plan, own)
    assert (imported.returncode, imported.stderr) == (0, "")
    assert f"{own} is written." in imported.stdout
    assert "400 seats without a guid" in imported.stdout

    shown = layout("renumber", own, "--rows-from", "back")
    assert shown.stdout.splitlines()[1] == "10-38 → A38"
    assert "Nothing is written without -o OUT or --write." in shown.stdout
    renumbered = layout("renumber", own, "--rows-from", "back", "--write", "--json")
    said = json.loads(renumbered.stdout)
    assert (said["written"], len(said["renamed"]), said["doubled"]) == (True, SEATS, [])

    assert json.loads(layout("check", own, "--json").stdout)["ok"] is True
    assert layout("convert", own, out).returncode == 0
    exported = json.loads(out.read_text(encoding="utf-8"))
    uids = {one["uid"] for one in said["renamed"]}
    assert {seat["seat_guid"] for seat in seats_of(exported)} == uids
    assert len(uids) == SEATS


def test_an_export_that_loses_something_says_so_and_writes_only_when_told(
    plan: Path, tmp_path: Path
) -> None:
    out = tmp_path / "theatre.csv"
    refused = layout("convert", plan, out)
    assert refused.returncode == 1
    assert "lost: The size of 1,100 seats." in refused.stdout.splitlines()
    assert refused.stderr == (
        f"{out} is not written, as it cannot hold everything; --lossy writes it.\n"
    )
    assert not out.exists()
    assert layout("convert", plan, out, "--lossy").returncode == 0
    assert out.exists()


@pytest.mark.parametrize(
    ("name", "begin"), [("hall.png", b"\x89PNG"), ("hall.svg", b"<?xml"), ("hall.pdf", b"%PDF-")]
)
def test_a_hall_is_drawn_without_a_display(
    plan: Path, tmp_path: Path, name: str, begin: bytes
) -> None:
    done = layout("render", plan, tmp_path / name, "--json")
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["written"] is True
    assert (tmp_path / name).read_bytes().startswith(begin)


@pytest.mark.parametrize("step", ["check", "renumber", "convert", "render"])
@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[" * 50_000, b'{"zones": [{"rows": [{"seats": [{}, 1]}]}]}', b'{"\x1b[31m": 1}'],
    ids=["empty", "cut off", "nested", "wrong", "hostile"],
)
def test_bad_input_is_one_line_on_standard_error_and_exit_code_1(
    step: str, content: bytes, tmp_path: Path
) -> None:
    path = tmp_path / "bad.json"
    path.write_bytes(content)
    out = {"convert": ["out.layout"], "render": ["out.png"]}.get(step, [])
    done = layout(step, path, *(tmp_path / name for name in out))
    assert done.returncode == 1
    assert done.stdout == ""
    (line,) = done.stderr.splitlines()
    assert line.isprintable()
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_without_end_is_refused_soon() -> None:
    done = layout("check", "/dev/zero")
    assert done.returncode == 1
    assert done.stderr == "The file is larger than 64 MB, as no plan is.\n"


def test_a_hall_is_begun_from_a_template_and_judged(tmp_path: Path) -> None:
    own, other = tmp_path / "hall.layout", tmp_path / "other.layout"
    begun = layout("template", "stadium", own)
    assert (begun.returncode, begun.stderr) == (0, "")
    assert begun.stdout.splitlines()[0] == "stadium (layout): seats 302, rows 14, categories 3."
    assert layout("check", own).stdout.splitlines()[1:] == []
    assert layout("template", "shoebox", other).returncode == 0

    seen = layout("sightlines", own, "--picture", "13", "7", "1").stdout
    assert "The picture is 13 m wide and 7 m high, and begins 1 m above the floor." in seen
    assert seen.splitlines()[-2].startswith("More than 30° up: 32 (M6, ")
    sold = layout("simulate", own, other, "--shows", "10", "--price", "Standard=200", "--json")
    assert (sold.returncode, sold.stderr) == (
        1,
        "Diamond has no price; give one for each category or for none.\n",
    )
    prices = ("--price", "Standard=180", "Premium=250", "Diamond=400")
    sold = layout("simulate", own, "--shows", "2", *prices)
    assert sold.returncode == 0
    assert "takings" in sold.stdout
    told = json.loads(layout("simulate", own, other, "--shows", "10", "--json").stdout)
    assert [one["hall"] for one in told["sales"]] == [str(own), str(other)]
    assert [one["for_sale"] for one in told["sales"]] == [298, 292]


def test_a_template_that_there_is_not_is_refused_in_one_line(tmp_path: Path) -> None:
    refused = layout("template", "nonsense", tmp_path / "out.layout")
    assert refused.returncode == 1
    (line,) = refused.stderr.splitlines()
    assert "There is no template “nonsense”; there are studio, shoebox" in line


def test_a_plan_has_as_many_rows_as_were_read(tmp_path: Path) -> None:
    path = tmp_path / "theatre.json"
    path.write_text(json.dumps(theatre()), encoding="utf-8")
    counted, read = layout("check", path).stdout.splitlines()[:2]
    rows = counted.split(", rows ")[1].split(",")[0]
    assert read == f"Read: {SEATS:,} seats in {rows} rows."
