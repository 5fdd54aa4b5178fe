"""What a tool is fed with, what it shows meanwhile, and what it is."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from admin_designer.designer.document.bodies import Box
from admin_designer.designer.document.change import Change
from admin_designer.designer.document.snapping import Guide

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
class Ghosts:
    """Seats or other things that would stand there: shape (5, n), centre, angle in hundredths of a
    degree, width and depth."""

    boxes: Floats


@dataclass(frozen=True, slots=True)
class Preview:
    """What is shown of an action before it is taken.

    `carried` is how far what is selected is moved, `copied` whether it also stays where it is;
    `traced_by` is how far the picture that is traced is moved.
    `words` stand beside the pointer.
    """

    band: Box | None = None
    ghosts: Ghosts | None = None
    guides: tuple[Guide, ...] = ()
    measure: Guide | None = None
    carried: tuple[int, int] | None = None
    copied: bool = False
    traced_by: tuple[int, int] | None = None
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
