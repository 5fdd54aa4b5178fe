"""What a tool is fed with, what it shows meanwhile, and what it is."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from admin_designer.designer.document.change import Change

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Pointer:
    """Where the pointer is, millimetres, and which keys are held. What lies no further than
    `reach_mm` from it is meant by it."""

    x_mm: float
    y_mm: float
    reach_mm: float = 60.0
    shift: bool = False
    ctrl: bool = False
    alt: bool = False

    @property
    def at(self) -> tuple[float, float]:
        """The spot alone."""
        return self.x_mm, self.y_mm


@dataclass(frozen=True, slots=True)
class Box:
    """An upright rectangle, millimetres."""

    left: float
    top: float
    right: float
    bottom: float

    @staticmethod
    def between(one: tuple[float, float], other: tuple[float, float]) -> "Box":
        """The rectangle of which these are two corners."""
        (x, y), (right, bottom) = one, other
        return Box(min(x, right), min(y, bottom), max(x, right), max(y, bottom))

    def joined(self, other: "Box") -> "Box":
        """The smallest rectangle around both."""
        left, top = min(self.left, other.left), min(self.top, other.top)
        return Box(left, top, max(self.right, other.right), max(self.bottom, other.bottom))

    def grown(self, by: float) -> "Box":
        """The same with so much more on every side."""
        return Box(self.left - by, self.top - by, self.right + by, self.bottom + by)


@dataclass(frozen=True, slots=True)
class Guide:
    """A line from one spot to another, millimetres."""

    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(frozen=True, slots=True)
class Bodies:
    """Seats or other things that would stand there: shape (5, n), centre, angle in hundredths of a
    degree, width and depth."""

    boxes: Floats


@dataclass(frozen=True, slots=True)
class Preview:
    """What is shown of an action before it is taken.

    `carried` is how far what is selected is moved, `copied` whether it also stays where it is.
    `words` stand beside the pointer.
    """

    band: Box | None = None
    bodies: Bodies | None = None
    guides: tuple[Guide, ...] = ()
    measure: Guide | None = None
    carried: tuple[int, int] | None = None
    copied: bool = False
    words: str = ""


NOTHING = Preview()


class Tool(Protocol):
    """One way to use the pointer. It changes nothing by itself: `release` answers the change that
    was made, and whoever holds the tool takes it."""

    preview: Preview

    def press(self, at: Pointer) -> None:
        """The button goes down."""
        ...

    def move(self, at: Pointer) -> None:
        """The pointer moves, with the button down or not."""
        ...

    def release(self, at: Pointer) -> Change | None:
        """The button is up."""
        ...

    def cancel(self) -> None:
        """Give up what was begun."""
        ...


def bodies_of(stood: Collection[Floats], width_mm: Floats, depth_mm: Floats) -> Bodies:
    """Bodies by their centres and angles, and by their sizes."""
    return Bodies(np.array([*stood, width_mm, depth_mm], dtype=np.float64))
