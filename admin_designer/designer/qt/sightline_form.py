"""The picture and the floors of a hall: what sightlines are worked out from."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QVBoxLayout, QWidget

from admin_designer.designer.document.editing import Becomes
from admin_designer.designer.document.elements import Hall, Picture, Rake
from admin_designer.designer.qt.fields import NumberField
from admin_designer.designer.qt.form import Form
from boxoffice.qtkit.theme import Theme

_LARGEST_MM = 1_000_000
_STEEPEST_MM = 2_000


class SightlineForm(QWidget):
    """Numbers of the hall that are typed."""

    def __init__(self, theme: Theme, want: Callable[[str, Becomes], object]) -> None:
        super().__init__()
        self._theme = theme
        self._want = want
        self._hall = Hall()
        self._picture = Picture(0, 0, 0)
        form = Form(theme)
        form.section(self.tr("Picture"))
        self.wide = self._side(form, self.tr("Width"), "width_mm", 1)
        self.high = self._side(form, self.tr("Height"), "height_mm", 1)
        self.bottom = self._side(form, self.tr("Lower edge"), "bottom_mm", -_LARGEST_MM)
        self._floors = Form(theme)
        #: Of each level by name: its floor, and how much it rises for each metre back.
        self.levels: dict[str, tuple[NumberField, NumberField]] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(form)
        self._column.addWidget(self._floors)

    def show_hall(self, hall: Hall, picture: Picture, levels: list[str]) -> None:
        """Show what a hall says, and where it says nothing of its picture, what is taken for it."""
        self._hall, self._picture = hall, picture
        self.wide.show_values({picture.width_mm})
        self.high.show_values({picture.height_mm})
        self.bottom.show_values({picture.bottom_mm})
        if [*self.levels] != levels:
            self._make_floors(levels)
        rakes = _rakes(hall)
        for level, (floor, rise) in self.levels.items():
            rake = rakes.get(level, Rake(level))
            floor.show_values({rake.floor_mm})
            rise.show_values({rake.rise_mm})

    def _side(self, form: Form, name: str, field: str, lowest: int) -> NumberField:
        def take(value: int) -> None:
            picture = replace(self._picture, **{field: value})
            self._take(replace(self._hall, picture=picture))

        return form.number(name, take, lowest=lowest, highest=_LARGEST_MM)

    def _make_floors(self, levels: list[str]) -> None:
        self._column.removeWidget(self._floors)
        self._floors.deleteLater()
        form = self._floors = Form(self._theme)
        self.levels = {level: self._make_level(form, level) for level in levels}
        self._column.addWidget(form)

    def _make_level(self, form: Form, level: str) -> tuple[NumberField, NumberField]:
        def rake() -> Rake:
            return _rakes(self._hall).get(level, Rake(level))

        def take(rake: Rake) -> None:
            rakes = _rakes(self._hall) | {level: rake}
            self._take(replace(self._hall, rakes=tuple(rakes.values())))

        form.section(level or self.tr("Floor"))
        floor = form.number(
            self.tr("Front row at"),
            lambda value: take(replace(rake(), floor_mm=value)),
            lowest=-_LARGEST_MM,
            highest=_LARGEST_MM,
        )
        rise = form.number(
            self.tr("Rises by"),
            lambda value: take(replace(rake(), rise_mm=value)),
            unit=self.tr("mm a metre"),
            lowest=-_STEEPEST_MM,
            highest=_STEEPEST_MM,
        )
        return floor, rise

    def _take(self, hall: Hall) -> None:
        self._want("Change the sightlines", {hall.element_id: hall})


def _rakes(hall: Hall) -> dict[str, Rake]:
    return {rake.level: rake for rake in hall.rakes}
