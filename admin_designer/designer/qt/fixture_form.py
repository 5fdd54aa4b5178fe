"""The fixtures and areas that are selected."""

from collections.abc import Callable, Sequence

from admin_designer.designer.document.editing import Becomes
from admin_designer.designer.document.elements import Area, Fixture
from admin_designer.designer.qt.form import Form
from admin_designer.designer.tools import shaping
from boxoffice.model.layout import LandmarkKind
from boxoffice.qtkit.theme import Theme

#: What a fixture may be turned into.
_KINDS = tuple(kind for kind in LandmarkKind if kind is not LandmarkKind.AREA)
_LARGEST_MM = 1_000_000


class FixtureForm(Form):
    """Every field is about all of them; areas have no kind, and all else no capacity."""

    def __init__(self, theme: Theme, want: Callable[[str, Becomes], object]) -> None:
        super().__init__(theme)
        self._want = want
        self._things: tuple[Fixture | Area, ...] = ()
        self.section(self.tr("What it is"))
        words = self._words = {
            LandmarkKind.SCREEN: self.tr("Screen"),
            LandmarkKind.STAGE: self.tr("Stage"),
            LandmarkKind.DOOR: self.tr("Door"),
            LandmarkKind.PILLAR: self.tr("Pillar"),
            LandmarkKind.TEXT: self.tr("Text"),
        }
        self.kind = self.choice(
            self.tr("Kind"),
            [words[kind] for kind in _KINDS],
            lambda at: self._set("kind", _KINDS[at]),
        )
        self.text = self.words(self.tr("Words"), lambda text: self._set("text", text))
        self.capacity = self.number(
            self.tr("Capacity"), lambda value: self._set("capacity", value), unit=""
        )
        self.section(self.tr("Size and place"))
        self.wide = self.number(
            self.tr("Width"), lambda value: self._set("width_mm", value), lowest=10
        )
        self.deep = self.number(
            self.tr("Depth"), lambda value: self._set("depth_mm", value), lowest=10
        )
        self.at_x = self.number(
            self.tr("Middle, across"),
            lambda value: self._set("x_mm", value),
            lowest=-_LARGEST_MM,
        )
        self.at_y = self.number(
            self.tr("Middle, deep"), lambda value: self._set("y_mm", value), lowest=-_LARGEST_MM
        )

    def title(self, things: Sequence[Fixture | Area]) -> str:
        """What these are."""
        if len(things) > 1:
            return self.tr("%n objects", "", len(things))
        (one,) = things
        return self._words[one.kind] if isinstance(one, Fixture) else self.tr("Area")

    def show_things(self, things: tuple[Fixture | Area, ...]) -> None:
        """Show these."""
        self._things = things
        fixtures = [one for one in things if isinstance(one, Fixture)]
        areas = [one for one in things if isinstance(one, Area)]
        self.set_line(self.kind, shown=not areas)
        self.set_line(self.capacity, shown=not fixtures)
        self.capacity.show_values({one.capacity for one in areas})
        self.kind.show_values({_KINDS.index(one.kind) for one in fixtures})
        self.text.show_values({one.text for one in things}, self.tr("none"))
        self.wide.show_values({one.width_mm for one in things})
        self.deep.show_values({one.depth_mm for one in things})
        self.at_x.show_values({one.x_mm for one in things})
        self.at_y.show_values({one.y_mm for one in things})

    def _set(self, field: str, value: int | str) -> None:
        self._want("Change a fixture", shaping.with_fields(self._things, **{field: value}))
