"""A drawing's seats as files list them: line by line, each with its row's name and its number."""

from collections.abc import Iterator
from dataclasses import dataclass

from admin_designer.designer.document.areas import unsold
from admin_designer.designer.document.baking import bake
from admin_designer.designer.document.document import Document
from admin_designer.designer.document.names import Name
from admin_designer.designer.document.renumbering import names_in
from boxoffice.model.layout import Plan, Row, Seat


@dataclass(frozen=True, slots=True)
class NamedSeat:
    """A seat of the baked plan, its name in two parts, and the block it was drawn in."""

    seat: Seat
    name: Name
    block: str


class NamedPlan:
    """A drawing as it is written to files that know numbered seats alone."""

    def __init__(self, document: Document) -> None:
        self.plan: Plan = bake(unsold(document))
        self._names = names_in(document)
        self._blocks = {
            place.uid: row.block or row.level for row in document.rows for place in row.places
        }
        self.categories = {one.category_id: one.name for one in self.plan.categories}

    def runs(self, row: Row) -> Iterator[list[NamedSeat]]:
        """The seats of a row of the plan, part by part between aisles."""
        for run in row.runs:
            yield [self._named(self.plan.seats[at]) for at in run.seats]

    def _named(self, seat: Seat) -> NamedSeat:
        return NamedSeat(seat, self._names[seat.uid], self._blocks[seat.uid])
