"""Plans read from files and written to them."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from admin_designer.designer.document.document import Document
from admin_designer.designer.document.elements import Element
from admin_designer.designer.formats import losses as lost
from admin_designer.designer.formats.csv_file import read_csv, write_csv
from admin_designer.designer.formats.grid_file import read_grid, write_grid
from admin_designer.designer.formats.own import FORMAT, read_own, write_own
from admin_designer.designer.formats.pretix_reading import read_pretix
from admin_designer.designer.formats.pretix_writing import write_pretix
from admin_designer.designer.formats.reading import MAX_FILE_BYTES, NO_PLAN, parse
from boxoffice.model.errors import BadInput

_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_UTF8 = b"\xef\xbb\xbf"


class Format(StrEnum):
    """The kinds of files by what their names end in."""

    LAYOUT = ".layout"
    PRETIX = ".pretix.json"
    GRID = ".grid.json"
    CSV = ".csv"


_WRITERS = {
    Format.LAYOUT: write_own,
    Format.PRETIX: write_pretix,
    Format.GRID: write_grid,
    Format.CSV: write_csv,
}


@dataclass(frozen=True, slots=True)
class Read:
    """What a file holds. `report` says in words what was read and what was mended, a line each."""

    format: Format
    elements: tuple[Element, ...]
    report: tuple[str, ...]


def load(path: Path) -> Read:
    """The plan in a file; BadInput for what cannot be read or is no plan."""
    try:
        with path.open("rb") as file:
            # Read by its length and not by what the system says of it: it may be a pipe.
            data = file.read(MAX_FILE_BYTES + 1)
    except OSError as error:
        raise BadInput(f"{path} cannot be read: {error.strerror}.") from error
    return read(data)


def read(data: bytes) -> Read:
    """The plan that these bytes hold, told by what is in them; BadInput."""
    if len(data) > MAX_FILE_BYTES:
        raise BadInput(f"The file is larger than {MAX_FILE_BYTES // 1_000_000} MB, as no plan is.")
    if data.startswith(_UTF16):
        try:
            data = data.decode("utf-16").encode()
        except UnicodeError as error:
            raise BadInput(NO_PLAN) from error
    data = data.removeprefix(_UTF8)
    if not data.strip():
        raise BadInput("The file is empty.")
    if not data.lstrip().startswith((b"{", b"[")):
        return Read(Format.CSV, *read_csv(data))
    content = parse(data)
    match _told(content):
        case Format.LAYOUT:
            return Read(Format.LAYOUT, *read_own(content))
        case Format.PRETIX:
            return Read(Format.PRETIX, *read_pretix(content))
        case Format.GRID:
            return Read(Format.GRID, *read_grid(content))
    raise BadInput(NO_PLAN)


def format_of(path: Path) -> Format:
    """How a file of this name is written; BadInput for a name that says none."""
    for one in Format:
        if path.name.casefold().endswith(one):
            return one
    raise BadInput(f"{path.name}: the name should end in one of {', '.join(Format)}.")


def write(document: Document, as_format: Format) -> bytes:
    """The drawing as a file; BadInput for one that the format cannot hold at all."""
    try:
        return _WRITERS[as_format](document)
    except UnicodeEncodeError as error:
        raise BadInput("A name in the plan has characters that no file keeps.") from error


def losses(document: Document, as_format: Format) -> tuple[str, ...]:
    """What such a file would not hold of the drawing, in words; BadInput as `write`."""
    if as_format is Format.LAYOUT:
        return ()
    return lost.losses(document, Document(read(write(document, as_format)).elements))


def save(path: Path, data: bytes) -> None:
    """Put a file there whole or, with BadInput, not at all."""
    fresh = path.with_name(f".{path.name}.part")
    try:
        fresh.write_bytes(data)
        fresh.replace(path)
    except OSError as error:
        with suppress(OSError):
            fresh.unlink()
        raise BadInput(f"{path} cannot be written: {error.strerror}.") from error


def _told(content: Any) -> Format | None:
    """Which plan this is, by the keys that each has and no other."""
    if not isinstance(content, Mapping):
        return None
    if content.get("format") == FORMAT:
        return Format.LAYOUT
    if "zones" in content:
        return Format.PRETIX
    if "categories" in content:
        return Format.GRID
    return None
