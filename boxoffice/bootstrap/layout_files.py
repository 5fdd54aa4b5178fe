"""What the layout commands do with plans in files: begin, check, convert, draw, renumber them."""

import secrets
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from admin_designer.designer.document.baking import bake
from admin_designer.designer.document.checker import problems_in
from admin_designer.designer.document.document import Document
from admin_designer.designer.document.naming import Naming
from admin_designer.designer.document.problems import Problem, Severity
from admin_designer.designer.document.renumbering import names_in, renumbered
from admin_designer.designer.formats.files import (
    Format,
    Read,
    load,
    losses,
    save,
    write,
)
from admin_designer.designer.templates.halls import TEMPLATES
from admin_designer.designer.templates.shape import drawn
from boxoffice.model.errors import BadInput
from boxoffice.model.layout import Plan
from boxoffice.rules.layouts import check
from boxoffice.rules.plain import from_plain, to_plain

#: A uid is never used twice, so no two of any hall's may be alike by chance.
UID_BYTES = 12
LARGEST_SCALE = 10_000
PICTURES = (".png", ".svg", ".pdf")
#: The parts of a naming that are about rows; the others are about seats.
_OF_ROWS = frozenset({"rows_from", "row_style", "first_row", "skip"})
_HIGHEST_FIRST = 9_999


class Opened:
    """A plan in a file. `report` says what was read and mended; `document` may be worked on."""

    def __init__(self, path: Path, read: Read | None = None) -> None:
        """Read from the file unless it was; BadInput for what cannot be read or is no plan."""
        read = read or load(path)
        self.path = path
        self.format = read.format
        self.report = read.report
        self.document = Document(read.elements)

    @property
    def plan(self) -> Plan:
        """The plan as it would be published."""
        return bake(self.document)

    def errors(self) -> tuple[str, ...]:
        """What forbids publishing it."""
        wrong = (one.words for one in self.problems() if one.severity is Severity.ERROR)
        return (*check(self.plan), *wrong)

    def warnings(self) -> tuple[str, ...]:
        """What may be wrong with it."""
        return tuple(one.words for one in self.problems() if one.severity is Severity.WARNING)

    def problems(self) -> tuple[Problem, ...]:
        """What the designer's checker finds."""
        return problems_in(self.document)


@dataclass(frozen=True, slots=True)
class Renamed:
    """One seat's name before and after."""

    uid: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Difference:
    """What renumbering does: the seats whose name changes, and names that two seats then have."""

    renamed: tuple[Renamed, ...]
    doubled: tuple[str, ...]


def template(name: str) -> Opened:
    """One of the halls to begin with, every seat of it new."""
    shape = TEMPLATES[name]
    elements = drawn(shape, partial(secrets.token_urlsafe, UID_BYTES))
    return Opened(Path(name), Read(Format.LAYOUT, elements, (shape.about,)))


def put(document: Document, path: Path, as_format: Format, *, lossy: bool) -> tuple[str, ...]:
    """Write a drawing, and say what the file does not hold of it. With something lost nothing is
    written unless `lossy`. BadInput for what cannot be written."""
    lost = losses(document, as_format)
    if lossy or not lost:
        save(path, write(document, as_format))
    return lost


def renumber(document: Document, wanted: Mapping[str, Any]) -> Difference:
    """Name a hall anew by parts of a Naming as plain text and numbers. Rows keep the names of their
    own where none of these is about rows, seats their numbers where none is about seats; with no
    part at all neither does. BadInput for what is no naming."""
    for part in ("first_row", "first_seat"):
        if not 1 <= wanted.get(part, 1) <= _HIGHEST_FIRST:
            raise BadInput(f"Rows and seats begin with a number from 1 to {_HIGHEST_FIRST}.")
    before = names_in(document)
    given = to_plain(document.hall.naming)
    assert isinstance(given, dict)
    naming = from_plain(Naming, {**given, **wanted})
    becomes = renumbered(
        document,
        naming,
        rows=not wanted or bool(wanted.keys() & _OF_ROWS),
        seats=not wanted or bool(wanted.keys() - _OF_ROWS),
    )
    document.apply(document.change("Renumber", becomes))
    after = names_in(document)
    times = Counter(name.seat_id for name in after.values())
    return Difference(
        tuple(
            Renamed(uid, name.seat_id, after[uid].seat_id)
            for uid, name in before.items()
            if name != after[uid]
        ),
        tuple(seat_id for seat_id, count in times.items() if count > 1),
    )


def picture(opened: Opened, path: Path, scale: int) -> None:
    """Draw the hall into a file, as its name says; BadInput for a name that says no picture, and
    for a hall that none can be drawn of. Qt's platform is chosen before."""
    kind = path.suffix.casefold()
    if kind not in PICTURES:
        raise BadInput(f"{path.name}: the name should end in one of {', '.join(PICTURES)}.")
    if not 1 <= scale <= LARGEST_SCALE:
        raise BadInput(f"A scale is 1 to something from 1 to {LARGEST_SCALE}.")
    plan = opened.plan
    if not plan.seats:
        raise BadInput("The hall has no seat.")
    from boxoffice.qtkit import fonts, loop  # noqa: PLC0415 - the other commands load no window

    app = loop.make_app([])
    fonts.set_interface_font(app)
    save(path, _drawn(plan, opened.document.hall.name, kind, scale))


def _drawn(plan: Plan, name: str, kind: str, scale: int) -> bytes:
    from boxoffice.seatmap import paper, pictures  # noqa: PLC0415 - as above

    if kind == ".pdf":
        return paper.pdf(plan, name, scale)
    return pictures.svg(plan, name) if kind == ".svg" else pictures.png(plan)
