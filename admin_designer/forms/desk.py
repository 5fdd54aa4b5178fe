"""What a page of records asks of whatever it shows, without knowing it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from admin_designer.forms.form import Line
from admin_designer.forms.merging import Texts

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class DeskWords:
    """How the page speaks of its records."""

    title: str
    new: str
    filter: str
    nothing: str
    delete_title: str
    delete_words: str


class Desk(Protocol[R]):
    """Records of one kind. Its methods that ask the cinema raise refusals."""

    @property
    def words(self) -> DeskWords:
        """How the page speaks of them."""
        ...

    @property
    def heads(self) -> Sequence[str]:
        """The table's columns."""
        ...

    @property
    def lines(self) -> Sequence[Line]:
        """The form's fields."""
        ...

    def key(self, record: R) -> str:
        """What tells it from the others for good; never empty."""
        ...

    def name(self, record: R) -> str:
        """How people call it."""
        ...

    def cells(self, record: R) -> Sequence[str]:
        """What stands in its row."""
        ...

    def texts(self, record: R | None) -> Texts:
        """What stands in its form; without a record in that of a new one."""
        ...

    def fixed(self, record: R) -> str:
        """Why it cannot be deleted; empty where it can."""
        ...

    def may_change(self) -> bool:
        """Whether whoever looks may change anything."""
        ...

    async def load(self) -> Sequence[R]:
        """All of them, in their order."""
        ...

    async def save(self, values: Mapping[str, object], known: R | None) -> R:
        """Keep what the form read, in place of `known`, or as a new one; Outdated when somebody
        else changed it meanwhile."""
        ...

    async def delete(self, record: R) -> None:
        """Take it away."""
        ...
