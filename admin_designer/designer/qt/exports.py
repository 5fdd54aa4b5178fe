"""What a drawing can be exported as: pictures, paper true to scale, and the files of others."""

from collections.abc import Callable
from dataclasses import dataclass

from admin_designer.designer.document.baking import bake
from admin_designer.designer.document.document import Document
from admin_designer.designer.formats.files import Format, losses, write
from boxoffice.model.errors import BadInput
from boxoffice.model.layout import Plan
from boxoffice.seatmap import paper, pictures

USUAL_SCALE, LARGEST_SCALE = 100, 10_000
_NO_PLAN = "That it is a plan: nobody can open and change it again."


@dataclass(frozen=True, slots=True)
class Export:
    """One kind of file; `title` and `about` are translated under “Exports”. `draw` makes a picture
    of a plan with its name and scale; a file of another program has a format instead."""

    suffix: str
    title: str
    about: str
    draw: Callable[[Plan, str, int], bytes] | None = None
    as_format: Format | None = None

    @property
    def has_scale(self) -> bool:
        """Whether it is true to a scale that is chosen."""
        return self.draw is paper.pdf


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a file would not hold, in sentences; on how many pages it would be, 0 where it has none;
    and why it cannot be written at all, empty where it can."""

    lost: tuple[str, ...] = ()
    pages: int = 0
    refused: str = ""


EXPORTS = (
    Export(
        ".pdf",
        "PDF",
        "On paper true to scale, on as many pages as it takes.",
        paper.pdf,
    ),
    Export(
        ".png",
        "PNG",
        "A picture as the counter's map shows the hall.",
        lambda plan, _name, _scale: pictures.png(plan),
    ),
    Export(
        ".svg",
        "SVG",
        "The same as a drawing that any size is sharp in.",
        lambda plan, name, _scale: pictures.svg(plan, name),
    ),
    Export(
        Format.PRETIX,
        "pretix",
        "A seating plan for pretix.",
        as_format=Format.PRETIX,
    ),
    Export(
        Format.GRID,
        "Grid",
        "The platform's category grid, as its portal draws halls.",
        as_format=Format.GRID,
    ),
    Export(
        Format.CSV,
        "CSV",
        "A table of row, seat, place in millimetres and category.",
        as_format=Format.CSV,
    ),
)


def outlook(export: Export, document: Document, scale: int) -> Outlook:
    """What would become of the drawing. Slow for a large hall."""
    try:
        if export.as_format is not None:
            return Outlook(losses(document, export.as_format))
        plan = _plan(document)
        pages = paper.pages(plan, scale) if export.has_scale else 0
        if not export.has_scale:
            # Whether it can be drawn at all is known once it was.
            made(export, document, "", scale)
        return Outlook((_NO_PLAN,), pages)
    except BadInput as refusal:
        return Outlook(refused=str(refusal))


def made(export: Export, document: Document, name: str, scale: int) -> bytes:
    """The file; BadInput for a drawing that it cannot be made of."""
    if export.as_format is not None:
        return write(document, export.as_format)
    assert export.draw is not None
    return export.draw(_plan(document), name, scale)


def _plan(document: Document) -> Plan:
    plan = bake(document)
    if not plan.seats:
        raise BadInput("The hall has no seat.")
    return plan
