"""The rows that are selected, by their numbers."""

from collections.abc import Callable

from admin_designer.designer.document.editing import Becomes
from admin_designer.designer.document.elements import SeatRow
from admin_designer.designer.qt.fields import NumberField
from admin_designer.designer.qt.form import Form
from admin_designer.designer.tools import bending, shaping
from admin_designer.designer.tools.board import Board
from boxoffice.qtkit.theme import Theme
from boxoffice.rules.layouts import MAX_ROW_NAME

_MOST_PLACES = 1_000
_LARGEST_MM = 1_000_000


class RowForm(Form):
    """Every field is about all rows that are selected."""

    def __init__(self, theme: Theme, want: Callable[[str, Becomes], object]) -> None:
        super().__init__(theme)
        self._want = want
        self._board: Board | None = None
        self._rows: tuple[SeatRow, ...] = ()
        self.section(self.tr("Shape"))
        self.seats = self.number(
            self.tr("Seats"), self._lengthen, unit="", lowest=1, highest=_MOST_PLACES
        )
        self.radius = self.number(
            self.tr("Radius"), self._bend, lowest=-_LARGEST_MM, highest=_LARGEST_MM
        )
        self.bow = self.number(self.tr("Bow"), self._bow, lowest=-_LARGEST_MM, highest=_LARGEST_MM)
        self.bow.setToolTip(self.tr("How much nearer to the screen the ends are than the middle"))
        self.bends = self.words(self.tr("Bends at"), self._turn)
        self.spacing = self._fielded(self.tr("Seat spacing"), "spacing_mm", lowest=100)
        self.pitch = self.number(
            self.tr("Row distance"), self._part, lowest=100, highest=_LARGEST_MM
        )
        self.stagger = self.check(self.tr("Every second row by half a seat"), self._stagger)
        self.section(self.tr("Place"))
        self.at_x = self._fielded(self.tr("Middle, across"), "x_mm", lowest=-_LARGEST_MM)
        self.at_y = self._fielded(self.tr("Middle, deep"), "y_mm", lowest=-_LARGEST_MM)
        self.angle = self.number(
            self.tr("Turned by"),
            lambda value: self._set("angle_cdeg", value),
            unit="°",
            lowest=-18_000,
            highest=18_000,
            digits=2,
        )
        self.section(self.tr("Name"))
        self.label = self.words(
            self.tr("Called"), lambda text: self._set("label", text), MAX_ROW_NAME
        )
        self.level = self.words(self.tr("Level"), lambda text: self._set("level", text))

    def show_rows(self, board: Board, rows: tuple[SeatRow, ...]) -> None:
        """Show these."""
        self._board, self._rows = board, rows
        self.seats.show_values({len(row.places) for row in rows})
        # Rows around one point all have a radius of their own.
        self.radius.show_values({shaping.front_radius(rows)})
        self.bow.show_values({bending.bow_of(rows)})
        self.bends.show_values({shaping.bends_of(row) for row in rows}, self.tr("seat: degrees, …"))
        self.spacing.show_values({row.spacing_mm for row in rows})
        pitches = shaping.pitch_of(rows)
        self.pitch.setEnabled(bool(pitches))
        self.pitch.show_values(pitches)
        self.stagger.setVisible(len(rows) > 1)
        self.stagger.setChecked(shaping.is_staggered(rows))
        self.at_x.show_values({row.x_mm for row in rows})
        self.at_y.show_values({row.y_mm for row in rows})
        self.angle.show_values({row.angle_cdeg for row in rows})
        self.label.show_values({row.label for row in rows}, self.tr("as numbered"))
        self.level.show_values({row.level for row in rows}, self.tr("none"))

    def _fielded(self, name: str, field: str, lowest: int) -> NumberField:
        return self.number(
            name, lambda value: self._set(field, value), lowest=lowest, highest=_LARGEST_MM
        )

    def _set(self, field: str, value: int | str) -> None:
        self._want("Change rows", shaping.with_fields(self._rows, **{field: value}))

    def _lengthen(self, places: int) -> None:
        if self._board is not None:
            board = self._board
            becomes: Becomes = {
                row.element_id: shaping.of_length(board, row, places) for row in self._rows
            }
            self._want("Change the number of seats", becomes)

    def _bend(self, radius_mm: int) -> None:
        self._want("Bend", shaping.bent(self._rows, radius_mm))

    def _bow(self, bow_mm: int) -> None:
        self._want("Bend", bending.bowed(self._rows, bow_mm))

    def _turn(self, text: str) -> None:
        bends = shaping.bends_in(text)
        fits = bends is not None and all(
            place <= len(row.places) for row in self._rows for place, _ in bends
        )
        self.bends.set_wrong(wrong=not fits)
        if bends is not None and fits:
            self._want("Bend in segments", shaping.turned_at(self._rows, bends))

    def _part(self, pitch_mm: int) -> None:
        self._want("Change the row distance", shaping.apart(self._rows, pitch_mm))

    def _stagger(self, by_half: bool) -> None:
        self._want("Stagger", shaping.staggered(self._rows, by_half=by_half))
