"""Whatever a file holds, there is one sentence about it or a hall, soon and without much room."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from admin_designer.designer.document.baking import bake
from admin_designer.designer.document.document import Document
from admin_designer.designer.formats.files import Format, load, read, write
from admin_designer.designer.formats.reading import MAX_FILE_BYTES, MAX_VALUES
from boxoffice.model.errors import BadInput
from boxoffice.rules.layouts import check
from tests.unit.designer.formats.drawings import names
from tests.unit.designer.formats.pretix_theatre import theatre

THEATRE = json.dumps(theatre()).encode()
LAYOUT = write(Document(read(THEATRE).elements), Format.LAYOUT)
TABLE = write(Document(read(THEATRE).elements), Format.CSV)
NO_PLAN = "The file is no plan: no layout, no pretix plan, no category grid and no table of seats."
CUT_OFF = "The file is cut off, or is no JSON in UTF-8."


def refusal(data: bytes) -> str:
    """Why these bytes are refused."""
    with pytest.raises(BadInput) as refused:
        read(data)
    words = str(refused.value)
    assert words.isprintable()
    return words


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "The file is empty."),
        (b" \n", "The file is empty."),
        (b"\xef\xbb\xbf", "The file is empty."),
        (b"[]", NO_PLAN),
        (b"{}", NO_PLAN),
        (b"hello", NO_PLAN),
        (b"\x89PNG\r\n\x1a\n\x00\x00", NO_PLAN),
        (b"\x00" * 1_000, NO_PLAN),
        (b"\xff\xfe\x00", NO_PLAN),
        (THEATRE[:-1], CUT_OFF),
        (THEATRE[: len(THEATRE) // 2], CUT_OFF),
        (b'{"zones": "\xed\xa0\x80"}', CUT_OFF),
        (
            b'{"zones": [], "name": "\\ud800"}',
            "A name in the file has characters that cannot be kept.",
        ),
        (b"[" * 100_000, "The file nests too deeply to be a plan."),
        (b'{"zones":' * 100_000, "The file nests too deeply to be a plan."),
        (b'{"zones": [' + b"0," * MAX_VALUES, "The file holds more than 4,000,000 values,"),
        (b"x" * (MAX_FILE_BYTES + 1), "The file is larger than 64 MB, as no plan is."),
    ],
    ids=range(17),
)
def test_what_is_no_plan_is_refused_in_one_sentence(data: bytes, words: str) -> None:
    assert refusal(data).startswith(words)


@given(st.integers(1, len(LAYOUT) - 2))
def test_a_layout_that_is_cut_off_anywhere_is_refused(length: int) -> None:
    assert refusal(LAYOUT[:length]) in (CUT_OFF, NO_PLAN)


@given(st.integers(0, len(TABLE)))
def test_a_table_that_is_cut_off_is_refused_or_has_the_seats_before(length: int) -> None:
    whole = bake(Document(read(TABLE).elements)).seats
    try:
        seats = bake(Document(read(TABLE[:length]).elements)).seats
    except BadInput:
        return
    assert len(seats) <= TABLE[:length].count(b"\n") <= len(whole) + 1


def _leaves(content: Any, at: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    items = content.items() if isinstance(content, dict) else enumerate(content)
    paths = []
    for key, value in items:
        paths.append((*at, key))
        if isinstance(value, dict | list):
            paths += _leaves(value, (*at, key))
    return paths


SMALL = {
    **theatre(),
    "zones": [{**theatre()["zones"][0], "rows": theatre()["zones"][0]["rows"][:2]}],
}
HOSTILE: st.SearchStrategy[Any] = st.sampled_from(
    [None, True, 0, -1, 10**30, -(10**400), 1e300, float("nan"), float("inf"), "", "\x00\x1b[31m",
     "x" * 100_000, "\u202e", "1e999", [], {}, [[]], {"x": {}}, {"x": float("nan"), "y": 1e308}]
)  # fmt: skip


@given(st.sampled_from(_leaves(SMALL)), HOSTILE)
def test_a_pretix_plan_with_anything_anywhere_is_refused_or_a_hall(
    path: tuple[Any, ...], value: Any
) -> None:
    plan = json.loads(json.dumps(SMALL))
    _put(plan, path, value)
    _is_refused_or_a_hall(json.dumps(plan).encode())


@given(st.sampled_from(_leaves(json.loads(LAYOUT))[:3_000]), HOSTILE)
def test_a_layout_with_anything_anywhere_is_refused_or_a_hall(
    path: tuple[Any, ...], value: Any
) -> None:
    content = json.loads(LAYOUT)
    _put(content, path, value)
    _is_refused_or_a_hall(json.dumps(content).encode())


def _put(content: Any, path: tuple[Any, ...], value: Any) -> None:
    for key in path[:-1]:
        content = content[key]
    content[path[-1]] = value


def _is_refused_or_a_hall(data: bytes) -> None:
    try:
        found = read(data)
    except BadInput:
        return
    document = Document(found.elements)
    assert all(len(line) < 400 for line in found.report)
    check(bake(document))
    for as_format in (Format.LAYOUT, Format.PRETIX, Format.CSV):
        try:
            again = read(write(document, as_format))
        except BadInput:
            # A hall of many kilometres has no place in every format.
            continue
        assert len(bake(Document(again.elements)).seats) == len(bake(document).seats)


def test_a_hundred_thousand_seats_of_one_guid_are_a_hall() -> None:
    seat = {"seat_guid": "x", "category": "A", "position": {"x": 0, "y": 0}}
    rows = [
        {
            "row_number": str(row),
            "position": {"x": 0, "y": 30 * row},
            "seats": [
                {**seat, "seat_number": str(at), "position": {"x": 25 * at, "y": 0}}
                for at in range(1, 101)
            ],
        }
        for row in range(1, 1_001)
    ]
    found = read(json.dumps({"zones": [{"position": {"x": 0, "y": 0}, "rows": rows}]}).encode())
    document = Document(found.elements)
    called = names(document)
    assert len(called) == 100_000
    assert called["x@1.1000.100"] == ("1000", "100")
    assert any(line.startswith("100,000 seats without a guid") for line in found.report)
    rows[0]["seats"].append(seat)  # type: ignore[attr-defined]
    assert refusal(json.dumps({"zones": [{"rows": rows}]}).encode()) == (
        "The plan has more than 100,000 seats, or 10,000 rows and areas."
    )


def test_rows_without_end_on_one_line_are_a_hall_at_once() -> None:
    seat = {"seat_guid": "", "seat_number": "1", "category": "A", "position": {"x": 0, "y": 0}}
    rows = [
        {"row_number": str(row), "position": {"x": 30 * row, "y": 0}, "seats": [seat]}
        for row in range(9_000)
    ]
    document = Document(read(json.dumps({"zones": [{"rows": rows}]}).encode()).elements)
    assert len(bake(document).seats) == 9_000


def test_seats_at_the_other_end_of_the_world_are_no_hall() -> None:
    plan = theatre()
    plan["zones"][0]["rows"][0]["position"]["x"] = 9_999_999
    assert refusal(json.dumps(plan).encode()) == (
        "The seats stand more than 100 km apart, so this is no hall."
    )


def test_a_file_of_two_hundred_megabytes_is_refused_without_being_read_whole(
    tmp_path: Path,
) -> None:
    large = tmp_path / "large.layout"
    with large.open("wb") as file:
        file.truncate(200_000_000)
    with pytest.raises(BadInput, match="larger than 64 MB"):
        load(large)
    code = (
        "import resource, sys; from pathlib import Path\n"
        "from admin_designer.designer.formats.files import load\n"
        "def most(): return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "before = most()\n"
        "try: load(Path(sys.argv[1]))\n"
        "except Exception as refused: print(most() - before, type(refused).__name__)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(large)], capture_output=True, text=True, check=True
    )
    kilobytes, name = done.stdout.split()
    assert name == "BadInput"
    assert int(kilobytes) * 1_024 < 1.5 * MAX_FILE_BYTES


@pytest.mark.parametrize(
    ("path", "words"),
    [("none.layout", "No such file or directory"), (".", "Is a directory")],
)
def test_what_cannot_be_opened_is_refused_by_its_name(
    path: str, words: str, tmp_path: Path
) -> None:
    with pytest.raises(BadInput, match=words):
        load(tmp_path / path)
