"""What stands beside the seats of a pretix plan: its areas with words in them, as fixtures."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from admin_designer.designer.formats.reading import Mended, printable
from boxoffice.model.layout import LandmarkKind

Point = tuple[float, float]

#: The word that a fixture without one is written with; read, it is left out again.
WORDS = {
    LandmarkKind.SCREEN: "Screen",
    LandmarkKind.STAGE: "Stage",
    LandmarkKind.DOOR: "Door",
    LandmarkKind.PILLAR: "Pillar",
}
#: What areas are called that are more than a text, in the languages that plans are found in.
_MEANINGS = (
    (LandmarkKind.SCREEN, ("screen", "leinwand", "écran", "pantalla", "schermo", "परदा")),
    (LandmarkKind.STAGE, ("stage", "bühne", "scène", "escenario", "palco", "podium", "मंच")),
    (LandmarkKind.DOOR, ("door", "exit", "entrance", "eingang", "ausgang", "tür", "द्वार")),
    (LandmarkKind.PILLAR, ("pillar", "column", "säule", "stütze")),
)
#: Letters are so wide and lines so high, as shares of the text's size.
_LETTER_WIDTH, _LINE_HEIGHT, TEXT_SIZE = 0.6, 1.2, 16.0


@dataclass(frozen=True, slots=True)
class Area:
    """A fixture in the plan's own unit; `x`, `y` is its centre."""

    kind: LandmarkKind
    text: str
    x: float
    y: float
    width: float
    height: float


def number(value: object) -> float | None:
    """A number that a length may be, also where it was written as text; else None."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        read = float(value[:40]) if isinstance(value, str) else float(value)
    except ValueError:
        return None
    return read if abs(read) < 1e7 else None


def point(value: object) -> Point | None:
    """A position; None where it is not two numbers."""
    if not isinstance(value, Mapping):
        return None
    x, y = number(value.get("x")), number(value.get("y"))
    return None if x is None or y is None else (x, y)


def read_area(area: Mapping[str, Any], origin: Point, where: str, mended: Mended) -> Area | None:
    """The area as a fixture; None for one without words, which has no place in a drawing."""
    written = area.get("text")
    words = written.get("text") if isinstance(written, Mapping) else None
    text = printable(words)[0] if isinstance(words, str) else ""
    if not text:
        mended.note("An area without words is left out", where)
        return None
    x, y = point(area.get("position")) or (0.0, 0.0)
    corners = list(_corners(area, text))
    turn = math.radians(number(area.get("rotation")) or 0.0)
    across = [x * math.cos(turn) - y * math.sin(turn) for x, y in corners]
    down = [x * math.sin(turn) + y * math.cos(turn) for x, y in corners]
    kind = _kind(text)
    return Area(
        kind,
        "" if text == WORDS.get(kind) else text,
        origin[0] + x + (min(across) + max(across)) / 2,
        origin[1] + y + (min(down) + max(down)) / 2,
        max(across) - min(across),
        max(down) - min(down),
    )


def _kind(text: str) -> LandmarkKind:
    words = text.casefold()
    for kind, meanings in _MEANINGS:
        if any(meaning in words for meaning in meanings):
            return kind
    return LandmarkKind.TEXT


def _corners(area: Mapping[str, Any], text: str) -> Iterator[Point]:
    """Points around an area that its own position is 0, 0 of."""
    shape = area.get("shape")
    inner = area.get(shape) if isinstance(shape, str) else None
    inner = inner if isinstance(inner, Mapping) else {}
    if shape == "polygon" and isinstance(points := inner.get("points"), list):
        found = [at for one in points if (at := point(one))]
        if found:
            yield from found
            return
    if shape == "rectangle":
        width, height = number(inner.get("width")) or 0.0, number(inner.get("height")) or 0.0
        yield from ((0.0, 0.0), (width, 0.0), (0.0, height), (width, height))
        return
    if shape in ("circle", "ellipse"):
        radius = inner.get("radius")
        wide, high = point(radius) or (number(radius) or 0.0,) * 2
        yield from ((-wide, -high), (wide, -high), (-wide, high), (wide, high))
        return
    yield from _around_text(area["text"], text)


def _around_text(written: Mapping[str, Any], text: str) -> Iterator[Point]:
    size = number(written.get("size")) or TEXT_SIZE
    x, y = point(written.get("position")) or (0.0, 0.0)
    wide, high = len(text) * size * _LETTER_WIDTH / 2, size * _LINE_HEIGHT / 2
    yield from ((x - wide, y - high), (x + wide, y + high))
