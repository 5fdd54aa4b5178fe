"""What stands beside the seats of a pretix plan: its areas, as fixtures or with their outlines."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from admin_designer.designer.document.areas import ROUND
from admin_designer.designer.formats.reading import MAX_CORNERS, Mended, printable
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
#: Corners are as exact as this.
_SAME_DIGITS = 3
#: Letters are so wide and lines so high, as shares of the text's size.
_LETTER_WIDTH, _LINE_HEIGHT, TEXT_SIZE = 0.6, 1.2, 16.0


@dataclass(frozen=True, slots=True)
class PretixArea:
    """An area in the plan's own unit; `x`, `y` is its centre. Its `outline` goes through these
    points of the plan, or it has none and is a fixture of this kind."""

    kind: LandmarkKind
    text: str
    x: float
    y: float
    width: float
    height: float
    outline: tuple[Point, ...] = ()


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


def read_area(
    area: Mapping[str, Any], origin: Point, where: str, mended: Mended
) -> PretixArea | None:
    """The area; None for one with neither words nor an outline."""
    written = area.get("text")
    written = written if isinstance(written, Mapping) else {}
    words = written.get("text")
    text = printable(words)[0] if isinstance(words, str) else ""
    kind = _kind(text)
    corners = list(_corners(area))
    has_outline = len(set(corners)) > 2
    if len(corners) > MAX_CORNERS:
        mended.note(f"An area of more than {MAX_CORNERS} corners is drawn through fewer", where)
        corners = corners[:: -(-len(corners) // MAX_CORNERS)]
    if not has_outline and not text:
        mended.note("An area without words or an outline is left out", where)
        return None
    if not has_outline:
        corners = list(_around_text(written, text))
    x, y = _place_of(area, where, mended)
    turn = math.radians(_rotation_of(area, where, mended))
    across = [x * math.cos(turn) - y * math.sin(turn) for x, y in corners]
    down = [x * math.sin(turn) + y * math.cos(turn) for x, y in corners]
    if kind is not LandmarkKind.TEXT and has_outline and not _is_box(across, down):
        note = "A screen, stage, door or pillar of another outline becomes the box around it"
        mended.note(note, where)
    left, top = origin[0] + x, origin[1] + y
    placed = zip(across, down, strict=True)
    return PretixArea(
        kind,
        "" if text == WORDS.get(kind) else text,
        left + (min(across) + max(across)) / 2,
        top + (min(down) + max(down)) / 2,
        max(across) - min(across),
        max(down) - min(down),
        tuple((left + right, top + below) for right, below in placed)
        if has_outline and kind is LandmarkKind.TEXT
        else (),
    )


def _place_of(area: Mapping[str, Any], where: str, mended: Mended) -> Point:
    at = point(area.get("position"))
    if at is None and area.get("position") is not None:
        mended.note("A place that is not two numbers is taken for 0, 0", where)
    return at or (0.0, 0.0)


def _rotation_of(area: Mapping[str, Any], where: str, mended: Mended) -> float:
    degrees = number(area.get("rotation"))
    if degrees is None and area.get("rotation") is not None:
        mended.note("A rotation that is no number is left out", where)
    return degrees or 0.0


def _is_box(across: Sequence[float], down: Sequence[float]) -> bool:
    """Whether corners are those of an upright rectangle."""
    sides = [{round(at, _SAME_DIGITS) for at in along} for along in (across, down)]
    corners = {
        (round(x, _SAME_DIGITS), round(y, _SAME_DIGITS)) for x, y in zip(across, down, strict=True)
    }
    return [len(one) for one in sides] == [2, 2] and len(corners) == 4


def _kind(text: str) -> LandmarkKind:
    words = text.casefold()
    for kind, meanings in _MEANINGS:
        if any(meaning in words for meaning in meanings):
            return kind
    return LandmarkKind.TEXT


def _corners(area: Mapping[str, Any]) -> Iterator[Point]:
    """Points around an area that its own position is 0, 0 of; none for a text."""
    shape = area.get("shape")
    inner = area.get(shape) if isinstance(shape, str) else None
    inner = inner if isinstance(inner, Mapping) else {}
    if shape == "polygon" and isinstance(points := inner.get("points"), list):
        yield from (at for one in points if (at := point(one)))
    if shape == "rectangle":
        width, height = number(inner.get("width")) or 0.0, number(inner.get("height")) or 0.0
        yield from ((0.0, 0.0), (width, 0.0), (width, height), (0.0, height))
    if shape in ("circle", "ellipse"):
        radius = inner.get("radius")
        wide, high = point(radius) or (number(radius) or 0.0,) * 2
        for step in range(ROUND):
            angle = 2 * math.pi * step / ROUND
            yield wide * math.cos(angle), high * math.sin(angle)


def _around_text(written: Mapping[str, Any], text: str) -> Iterator[Point]:
    size = number(written.get("size")) or TEXT_SIZE
    x, y = point(written.get("position")) or (0.0, 0.0)
    wide, high = len(text) * size * _LETTER_WIDTH / 2, size * _LINE_HEIGHT / 2
    yield from ((x - wide, y - high), (x + wide, y + high))
