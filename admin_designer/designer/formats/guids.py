"""Seats that a file calls alike, told apart."""

from collections import Counter
from collections.abc import Iterable, Iterator

from boxoffice.rules.layouts import MAX_UID_BYTES

#: Room for the place behind a name that more than one seat has.
_LONGEST_STEM_BYTES = MAX_UID_BYTES - 40


def told_apart(named: Iterable[tuple[str, str]]) -> Iterator[str]:
    """For each (name, place in the file) the name where it is one seat's alone and short enough to
    stand in a ticket, else the name with the place, or the place alone."""
    seats = list(named)
    times = Counter(name for name, _ in seats)
    taken = {name for name, _ in seats}
    for name, place in seats:
        if name and times[name] == 1 and len(name.encode()) <= MAX_UID_BYTES:
            yield name
            continue
        stem = name.encode()[:_LONGEST_STEM_BYTES].decode(errors="ignore")
        apart = f"{stem or 'seat'}@{place}"
        while apart in taken:
            apart += "+"
        taken.add(apart)
        yield apart
