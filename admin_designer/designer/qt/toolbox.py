"""The tools by their keys, and the things to drag on to the plan."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from admin_designer.designer.qt.traced_form import MOVE_KEY
from admin_designer.designer.tools import placing
from admin_designer.designer.tools.aisles import AisleTool
from admin_designer.designer.tools.board import Board
from admin_designer.designer.tools.brushing import EraseTool, PaintTool, SelectBrush
from admin_designer.designer.tools.drawing import BlockTool, CurvedTool, RowTool, SeatTool
from admin_designer.designer.tools.measuring import MeasureTool
from admin_designer.designer.tools.placing import PlaceTool, Thing
from admin_designer.designer.tools.pointer import Tool
from admin_designer.designer.tools.selecting import SelectTool
from admin_designer.designer.tools.tracing import TraceTool
from boxoffice.model.layout import LandmarkKind


@dataclass(frozen=True, slots=True)
class Kind:
    """A tool: its icon, its words, what its keys are for, and how to take it into the hand. What
    has no `make` is none, and stands between the tools all the same."""

    icon: str
    words: str
    hint: str
    make: Callable[[Board], Tool] | None
    key: str = ""


def _puts(thing: Thing) -> Callable[[Board], Tool]:
    return lambda board: PlaceTool(board, thing)


class Toolbox:
    """All tools and things, in the language of the program."""

    def __init__(self) -> None:
        drag = _tr("Drag from corner to corner, or click for a usual one.")
        click = _tr("Click where it is to stand.")
        self.select = Kind(
            "select",
            _tr("Select and move"),
            _tr("Drag to move, Alt drags a copy. Double-click takes the row."),
            SelectTool,
            "V",
        )
        self.paint = Kind(
            "paint",
            _tr("Paint category"),
            _tr("Drag over seats. Digits choose the category."),
            PaintTool,
            "P",
        )
        block = Kind("block", _tr("Grid block"), drag, BlockTool, "B")
        curved = Kind("curve", _tr("Curved block"), drag, CurvedTool, "C")
        row = Kind(
            "row", _tr("Single row"), _tr("Drag from its first seat to its last."), RowTool, "R"
        )
        seat = Kind(
            "seat",
            _tr("Single seat"),
            _tr("Click beside the end of a row to make it longer."),
            SeatTool,
            "S",
        )
        aisle = Kind(
            "aisle",
            _tr("Aisle"),
            _tr("Drag a line across the rows, or click between two seats."),
            AisleTool,
            "A",
        )
        erase = Kind("erase", _tr("Erase"), _tr("Drag over what is to go."), EraseTool, "E")
        measure = Kind(
            "measure", _tr("Measure"), _tr("Drag from one spot to another."), MeasureTool, "M"
        )
        self.hand = Kind(
            "hand", _tr("Move the plan by hand"), _tr("Drag the plan. V selects again."), None, "H"
        )
        self.number = Kind("number", _tr("Number the whole plan"), "", None, "N")
        #: By its key alone.
        self.brush = Kind(
            "select",
            _tr("Select by brush"),
            _tr("Drag over what is to be selected; Shift adds."),
            SelectBrush,
            "Q",
        )
        #: Taken by whoever has a picture to trace.
        self.trace = Kind(
            "hand",
            _tr("Move the picture that is traced"),
            _tr("Drag the picture; Shift keeps the direction. V selects again."),
            TraceTool,
            MOVE_KEY,
        )
        #: In the order of the strip.
        self.tools = (
            self.select,
            block,
            row,
            curved,
            seat,
            self.paint,
            self.number,
            aisle,
            erase,
            self.hand,
            measure,
        )
        #: In the order of the palette.
        self.things = (
            block,
            curved,
            row,
            seat,
            Kind("sofa", _tr("Sofa"), click, _puts(placing.sofa())),
            Kind("wheelchair", _tr("Wheelchair"), click, _puts(placing.wheelchair())),
            aisle,
            _fixture("screen", _tr("Screen"), click, LandmarkKind.SCREEN, 8_000, 120),
            _fixture("stage", _tr("Stage"), click, LandmarkKind.STAGE, 8_000, 3_000),
            _fixture("door", _tr("Door"), click, LandmarkKind.DOOR, 1_400, 300),
            _fixture("pillar", _tr("Pillar"), click, LandmarkKind.PILLAR, 600, 600),
            Kind("area", _tr("Standing area"), click, _puts(placing.area(_tr("Standing")))),
            _fixture("text", _tr("Text"), click, LandmarkKind.TEXT, 3_000, 600, _tr("Text")),
        )


def _fixture(
    icon: str,
    words: str,
    hint: str,
    kind: LandmarkKind,
    width_mm: int,
    depth_mm: int,
    text: str = "",
) -> Kind:
    return Kind(icon, words, hint, _puts(placing.fixture(kind, width_mm, depth_mm, text)))


def _tr(text: str) -> str:
    return QCoreApplication.translate("Toolbox", text)
