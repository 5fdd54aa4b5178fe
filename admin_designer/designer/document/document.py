"""A drawing that is being worked on."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import TypeAlias, TypeVar

from admin_designer.designer.document.change import Change
from admin_designer.designer.document.elements import (
    HALL_ID,
    Area,
    Element,
    Fixture,
    Hall,
    SeatRow,
)

Listener: TypeAlias = Callable[[Change], None]
E = TypeVar("E", bound=Element)


class StaleChange(Exception):
    """A change was made for another state of the drawing than the one there is."""


class Document:
    """Elements by id. They are changed by `apply` alone, and whoever listens hears of each change
    once, however many seats it moves."""

    def __init__(self, elements: Iterable[Element] = ()) -> None:
        """ValueError for two elements of one id."""
        self._elements: dict[str, Element] = {HALL_ID: Hall()}
        for element in elements:
            if element.element_id in self._elements and element.element_id != HALL_ID:
                raise ValueError(f"two elements {element.element_id}")
            self._elements[element.element_id] = element
        self._listeners: list[Listener] = []

    @property
    def elements(self) -> Mapping[str, Element]:
        """All that is drawn."""
        return MappingProxyType(self._elements)

    @property
    def hall(self) -> Hall:
        """What concerns the whole drawing."""
        hall = self._elements[HALL_ID]
        assert isinstance(hall, Hall)
        return hall

    @property
    def rows(self) -> Iterator[SeatRow]:
        """All rows, in no particular order."""
        return self._of(SeatRow)

    @property
    def fixtures(self) -> Iterator[Fixture]:
        """All screens, stages, doors, pillars and texts, in no particular order."""
        return self._of(Fixture)

    @property
    def areas(self) -> Iterator[Area]:
        """All areas, in no particular order."""
        return self._of(Area)

    @property
    def things(self) -> Iterator[Fixture | Area]:
        """All fixtures and areas."""
        yield from self.fixtures
        yield from self.areas

    def change(
        self, label: str, becomes: Mapping[str, Element | None], merge_key: str = ""
    ) -> Change:
        """The change that gives these ids these elements, or none; it is not applied yet. What
        stays as it is is left out."""
        touched = {k: v for k, v in becomes.items() if self._elements.get(k) != v}
        before = {k: self._elements[k] for k in touched if k in self._elements}
        after = {k: v for k, v in touched.items() if v is not None}
        return Change(label, before, after, merge_key)

    def apply(self, change: Change) -> None:
        """Make a change and tell of it; StaleChange, with nothing changed, when the elements are
        not as they were when it was made."""
        for element_id in change.element_ids:
            if self._elements.get(element_id) != change.before.get(element_id):
                raise StaleChange(f"{element_id} is not what “{change.label}” was made for")
        if HALL_ID in change.before and HALL_ID not in change.after:
            raise StaleChange("a drawing without its hall")
        if not change.element_ids:
            return
        for element_id in change.before:
            if element_id not in change.after:
                del self._elements[element_id]
        self._elements.update(change.after)
        for listener in tuple(self._listeners):
            listener(change)

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Tell `listener` of every change from now on; answers what ends that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def _of(self, kind: type[E]) -> Iterator[E]:
        return (each for each in self._elements.values() if isinstance(each, kind))
