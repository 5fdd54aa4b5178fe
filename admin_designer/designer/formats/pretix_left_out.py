"""What a pretix plan says and a hall has no place for, such as the colours of its areas."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from admin_designer.designer.formats.reading import counted, shown

#: By kind of object: the keys that are read.
_READ = {
    "plan": {"name", "zones", "categories", "size"},
    "category": {"name", "color"},
    "zone": {"position", "rows", "areas", "name"},
    "row": {"row_number", "seats", "position"},
    "seat": {"seat_guid", "seat_number", "position", "category", "radius"},
    "area": {
        "shape", "rotation", "position", "polygon", "rectangle", "ellipse", "circle", "text",
    },
    "text": {"text", "position", "size"},
}  # fmt: skip
#: Where the objects of other kinds are found in one of a kind.
_WITHIN = {
    "plan": (("zones", "zone"), ("categories", "category")),
    "zone": (("rows", "row"), ("areas", "area")),
    "row": (("seats", "seat"),),
}
#: More of these are not told one by one: a foreign file may have any.
_MOST_TOLD = 12


def about_left_out(plan: Mapping[str, Any]) -> Iterator[str]:
    """In one line, if there is anything: each key that is not read, and how many things say
    anything by it."""
    times = Counter(_left_out(plan, "plan"))
    told = [
        f"“{shown(key)}” of {counted(number, kind)}"
        for (kind, key), number in times.most_common(_MOST_TOLD)
    ]
    if len(times) > _MOST_TOLD:
        told.append("and more")
    if told:
        yield f"Left out, as a hall has nothing like it: {', '.join(told)}."


def _left_out(thing: Mapping[str, Any], kind: str) -> Iterator[tuple[str, str]]:
    read = _READ[kind]
    for key, value in thing.items():
        # What is empty or not so says nothing.
        if key not in read and value:
            yield kind, key
    for key, inner in _WITHIN.get(kind, ()):
        for one in thing.get(key) or ():
            yield from _left_out(one, inner)
    words = thing.get("text") if kind == "area" else None
    if isinstance(words, Mapping):
        yield from _left_out(words, "text")
