"""What a hall would be called with another naming, before it is taken."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from admin_designer.designer.document.document import Document
from admin_designer.designer.document.editing import Becomes
from admin_designer.designer.document.names import Name
from admin_designer.designer.document.naming import Naming
from admin_designer.designer.document.renumbering import renumbered
from admin_designer.designer.tools.calling import Called, called


@dataclass(frozen=True, slots=True)
class RenamedRun:
    """Seats beside each other that are called otherwise: their uids from left to right, and the
    names of the first and of the last, before and after."""

    uids: tuple[str, ...]
    old: tuple[str, str]
    new: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Renaming:
    """A naming looked at: the elements that it makes, what is then called otherwise, and names
    that two seats would have."""

    becomes: Becomes
    runs: tuple[RenamedRun, ...]
    doubled: tuple[str, ...]

    @property
    def seats(self) -> int:
        """How many would read differently."""
        return sum(len(run.uids) for run in self.runs)


def renaming(document: Document, before: Called, naming: Naming, *, keep: bool) -> Renaming:
    """The hall named so; with `keep` rows and seats that have names of their own keep them."""
    becomes = renumbered(document, naming, rows=not keep, seats=not keep)
    then = Document(document.elements.values())
    then.apply(then.change("", becomes))
    after = called(then).names
    times = Counter(name.seat_id for name in after.values())
    doubled = tuple(name for name, count in times.items() if count > 1)
    return Renaming(becomes, tuple(_runs(before.names, after)), doubled)


def _runs(before: Mapping[str, Name], after: Mapping[str, Name]) -> Iterator[RenamedRun]:
    """Line by line, as long as one row becomes one other."""
    run: list[str] = []
    rows = ("", "")
    for uid, now in after.items():
        was = before.get(uid, now)
        differs = was != now
        if run and (not differs or rows != (was.row, now.row)):
            yield _run(run, before, after)
            run = []
        if differs:
            run.append(uid)
            rows = was.row, now.row
    if run:
        yield _run(run, before, after)


def _run(uids: list[str], before: Mapping[str, Name], after: Mapping[str, Name]) -> RenamedRun:
    old, new = ((names[uids[0]].seat_id, names[uids[-1]].seat_id) for names in (before, after))
    return RenamedRun(tuple(uids), old, new)
