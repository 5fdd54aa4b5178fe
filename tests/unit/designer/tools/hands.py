"""A pointer in a drawing: what a person does with a tool, in millimetres."""

from itertools import count

from admin_designer.designer.document.change import Change
from admin_designer.designer.document.document import Document
from admin_designer.designer.document.elements import Element, Hall
from admin_designer.designer.tools.board import Board
from admin_designer.designer.tools.pointer import Pointer, Tool
from boxoffice.model.layout import Category

Spot = tuple[float, float]

HALL = Hall(categories=(Category(1, "Standard", 1), Category(2, "Premium", 2)))


def board(*elements: Element) -> Board:
    """A drawing whose ids are n0, n1 …, with two categories where `elements` say no hall."""
    numbers = count()
    return Board(Document((HALL, *elements)), lambda: f"n{next(numbers)}")


def drag(tool: Tool, start: Spot, *way: Spot, **keys: bool) -> Change | None:
    """Press, go along the way, and let go at its end; nothing is changed yet."""
    tool.move(Pointer(*start))
    tool.press(Pointer(*start, **keys))
    for spot in way:
        tool.move(Pointer(*spot, **keys))
    return tool.release(Pointer(*(way or (start,))[-1], **keys))


def do(on: Board, tool: Tool, start: Spot, *way: Spot, **keys: bool) -> Change:
    """The same, and the change made."""
    change = drag(tool, start, *way, **keys)
    assert change is not None
    on.document.apply(change)
    return change


def spots(on: Board) -> set[tuple[int, int]]:
    """Where all seats stand."""
    x, y = on.standing.x_mm.tolist(), on.standing.y_mm.tolist()
    return {(round(a), round(b)) for a, b in zip(x, y, strict=True)}
