"""What pretix's schema demands of a seating plan."""

from collections.abc import Iterator, Mapping
from typing import Any

#: By kind of object: the keys that must be there, and those that may be.
KEYS: Mapping[str, tuple[str, str]] = {
    "plan": ("name zones categories size", ""),
    "size": ("width height", ""),
    "category": ("name", "color"),
    "zone": ("position rows", "areas name zone_id uuid"),
    "row": ("row_number seats", "position uuid row_number_position row_label seat_label"),
    "seat": ("seat_guid seat_number position category", "uuid radius start_direction"),
    "area": (
        "",
        "shape color border_color rotation position uuid polygon rectangle ellipse circle text",
    ),
    "position": ("x y", ""),
    "polygon": ("points", ""),
    "rectangle": ("width height", ""),
    "text": ("text position color", "size"),
}
LISTS = {
    "zones": "zone",
    "categories": "category",
    "rows": "row",
    "seats": "seat",
    "areas": "area",
    "points": "position",
}
TEXTS = {
    "name", "color", "zone_id", "uuid", "row_number", "seat_guid", "seat_number", "category",
    "shape", "border_color",
}  # fmt: skip
WHOLE = {("size", "width"), ("size", "height")}


def faults_of(kind: str, thing: Any) -> Iterator[str]:
    """What of an object the schema forbids."""
    required, allowed = (set(keys.split()) for keys in KEYS[kind])
    if missing := required - thing.keys():
        yield f"{kind} lacks {missing}"
    if unknown := thing.keys() - required - allowed:
        yield f"{kind} has {unknown}"
    for key, value in thing.items():
        if key in LISTS:
            for one in value:
                yield from faults_of(LISTS[key], one)
        elif isinstance(value, dict) and key in KEYS:
            yield from faults_of(key, value)
        elif key not in unknown and not _may_be(kind, key, value):
            yield f"{kind}.{key} is {value!r}"


def _may_be(kind: str, key: str, value: Any) -> bool:
    if key == "row_number_position":
        return value in ("start", "end", "both", None)
    if key in TEXTS or (kind, key) == ("text", "text"):
        return isinstance(value, str)
    return isinstance(value, int if (kind, key) in WHOLE else int | float)
