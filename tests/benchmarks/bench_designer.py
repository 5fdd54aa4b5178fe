"""The designer on a plan of 100,000 seats."""

from tests.benchmarks import designer_memory, drawing_desk
from tests.benchmarks.harness import MEGABYTES, Row

ROWS = [
    Row(
        "designer_open",
        "open a plan of 100,000 seats, beside reading its JSON",
        drawing_desk.opened,
        6,
        how="From a .layout file of 1,000 rows to the painted plan in the designer's window, whose"
        " plan is 1600 x 1000; its seats are named a moment later. Beside it: the same bytes by"
        " json.loads, garbage being collected as in any Python; medians of 5.",
    ),
    Row(
        "designer_drag",
        "a frame of dragging 10,000 of 100,000 seats with snapping, beside moving items",
        drawing_desk.dragged,
        1 / 30,
        how="The mouse drags 10,000 selected seats over the whole plan, snapping to rows; mean of"
        " 60 frames, after the ones that make their picture. Items: as many of a scene of"
        " 100,000 are moved by moveBy until shown; mean of 5.",
    ),
    Row(
        "designer_undo",
        "that drag taken back, beside one frame",
        drawing_desk.undone,
        2,
        how="Ctrl+Z until the plan is shown as it was before the drag. The frame is one of the"
        " same view that is drawn anew, as by a turn of the wheel; medians of 15.",
    ),
    Row(
        "designer_memory",
        "memory that a plan of 100,000 seats adds, beside items",
        designer_memory.added,
        1 / 5,
        MEGABYTES,
        how="Resident memory that opening the plan adds to a process that has the designer's"
        " window, everything that can be edited included; and that a scene with an item a seat"
        " adds to it.",
    ),
]
