"""The categories of a plan whose seats name them."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import count
from statistics import fmean
from typing import Any

from admin_designer.designer.formats.placing import PlacedRow
from admin_designer.designer.formats.reading import MAX_CATEGORIES, Mended
from boxoffice.model.errors import BadInput
from boxoffice.model.layout import Category

#: What the hues 1, 2, 3 … are written as, and read back from.
PALETTE = (
    "#0b6e67", "#8a2ba3", "#8f5200", "#1a54ce", "#b4231a", "#17693a",
    "#5b4b8a", "#a04668", "#3c6e8f", "#6e6a1f", "#2f4858", "#7a3b2e",
)  # fmt: skip
#: Where seats go that name no category.
STANDARD = "Standard"
_COLOUR = re.compile(r"#[0-9a-f]{6}", re.ASCII)


class Categories:
    """Those that a plan lists, and those that only seats name; a table lists none (None)."""

    def __init__(self, stated: Sequence[Mapping[str, Any]] | None, mended: Mended) -> None:
        self._mended = mended
        self._listed = stated is not None
        self._ids: dict[str, int] = {}
        self._colours: dict[str, str] = {}
        for at, category in enumerate(stated or (), start=1):
            where = f"category {at}"
            name = mended.name(category.get("name"), "The name of a category", where)
            if not name or name in self._ids:
                mended.note("A category without a name of its own is left out", where)
                continue
            self._add(name)
            colour = str(category.get("color") or "").strip().lower()
            if _COLOUR.fullmatch(colour):
                self._colours[name] = colour
            elif colour:
                mended.note("The colour of a category that is not #rrggbb is left out", where)

    @property
    def colours(self) -> tuple[tuple[str, str], ...]:
        """Colour by name, where the plan states one."""
        return tuple(self._colours.items())

    def of(self, name: object, where: str) -> int:
        """The number of the category that a seat names."""
        called = self._mended.name(name, "The category of a seat", where)
        if not called:
            self._mended.note(f"A seat without a category is put into “{STANDARD}”", where)
            called = STANDARD
        if called not in self._ids:
            if self._listed and called != STANDARD:
                self._mended.note("A category that the plan does not list is added", where)
            self._add(called)
        return self._ids[called]

    def in_order(self, rows: Iterable[PlacedRow]) -> tuple[Category, ...]:
        """All categories: as the plan lists them, or else in the order in which they follow from
        the back of the hall."""
        hues = self._hues()
        made = (Category(number, name, hues[name]) for name, number in self._ids.items())
        if self._listed:
            return tuple(made)
        depths: dict[int, list[int]] = defaultdict(lambda: [0])
        for row in rows:
            for spot in row.spots:
                depths[spot.place.category_id].append(spot.y_mm)
        return tuple(sorted(made, key=lambda one: fmean(depths[one.category_id])))

    def _hues(self) -> dict[str, int]:
        """The hue of each: its colour's, or the first that is nobody's."""
        stated = {
            name: PALETTE.index(colour) + 1
            for name, colour in self._colours.items()
            if colour in PALETTE
        }
        taken = set(stated.values())
        free = (hue for hue in count(1) if hue not in taken)
        return {name: stated.get(name) or next(free) for name in self._ids}

    def _add(self, name: str) -> None:
        if len(self._ids) == MAX_CATEGORIES:
            raise BadInput(f"The plan has more than {MAX_CATEGORIES} categories.")
        self._ids[name] = len(self._ids) + 1
