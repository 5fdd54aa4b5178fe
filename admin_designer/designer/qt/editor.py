"""What is done to what is selected, by keys and buttons."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QMimeData, QObject
from PySide6.QtGui import QGuiApplication

from admin_designer.designer.document.document import Document
from admin_designer.designer.document.editing import Becomes, mirrored, taken_away, turned
from admin_designer.designer.document.elements import Hall
from admin_designer.designer.document.problems import Problem
from admin_designer.designer.formats.files import Format, read, write
from admin_designer.designer.qt.draft import Draft
from admin_designer.designer.tools.board import Board
from admin_designer.designer.tools.copying import adopted, picked, placed, renewed
from admin_designer.designer.tools.shaping import restored
from boxoffice.model.errors import BadInput
from boxoffice.qtkit.commands import Command

#: A copied part of a plan is a layout of its own, for any window of the program.
PLAN_MIME = "application/x-boxoffice-layout"
_TURN_CDEG = 1_500
#: A paste lies so far from what was copied.
_ASIDE_MM = 600


class Editor(QObject):
    """Works on the draft that is open."""

    def __init__(self, draft: Draft, parent: QObject) -> None:
        super().__init__(parent)
        self.draft = draft
        self._pasted = 0

    @property
    def board(self) -> Board:
        """The drawing."""
        return self.draft.board

    def take(self, words: str, becomes: Becomes) -> None:
        """Make a change of these elements."""
        self.draft.take(self.board.change(words, becomes))

    def remove(self) -> None:
        """Delete what is selected."""
        self.take("Delete", taken_away(self.board.document, self.board.selected))

    def mirror(self) -> None:
        """Left and right change, about the middle of what is selected."""
        about = self._middle()
        if about is not None:
            self.take("Mirror", mirrored(self.board.document, self.board.selected, about[0]))

    def turn(self, angle_cdeg: int = _TURN_CDEG) -> None:
        """Turn what is selected clockwise about its middle."""
        about = self._middle()
        if about is not None:
            becomes = turned(self.board.document, self.board.selected, angle_cdeg, about)
            self.take("Turn", becomes)

    def copy(self) -> None:
        """Keep what is selected for a paste."""
        part = Document(picked(self.board.document, self.board.selected))
        mime = QMimeData()
        mime.setData(PLAN_MIME, write(part, Format.LAYOUT))
        QGuiApplication.clipboard().setMimeData(mime)
        self._pasted = 0

    def cut(self) -> None:
        """Copy and delete."""
        self.copy()
        self.remove()

    def can_paste(self) -> bool:
        """Whether a part of a plan was copied."""
        return QGuiApplication.clipboard().mimeData().hasFormat(PLAN_MIME)

    def paste(self) -> None:
        """Put in what was copied, beside where it was, in this plan or another; BadInput for what
        is no part of a plan."""
        data = QGuiApplication.clipboard().mimeData().data(PLAN_MIME).data()
        elements = read(bytes(data)).elements
        foreign = next((one for one in elements if isinstance(one, Hall)), None)
        if foreign is None:
            raise BadInput(self.tr("What was copied is no part of a plan."))
        new = renewed(elements, self.board.new_id)
        hall, things = adopted(self.board.document.hall, foreign, new)
        self._pasted += 1
        aside = self._pasted * _ASIDE_MM
        becomes, ids = placed(things, aside, aside)
        self.board.select(ids)
        self.take("Paste", {**becomes, hall.element_id: hall})

    def select_rows(self) -> None:
        """All seats of the rows of which some are selected."""
        board = self.board
        board.select(uid for row in board.selected_rows() for uid in board.uids_of(row))

    def select_category(self) -> None:
        """All seats in the categories of those that are selected."""
        standing = self.board.standing
        chosen = set(standing.category_id[self.board.selected_seats()].tolist())
        ids = standing.category_id.tolist()
        self.board.select(uid for uid, one in zip(standing.uids, ids, strict=True) if one in chosen)

    def _has_category(self, at: int) -> bool:
        return at < len(self.board.document.hall.categories)

    def choose_category(self, at: int) -> None:
        """Draw and paint in the category at that place from now on; what is selected goes there."""
        categories = self.board.document.hall.categories
        if at < len(categories):
            self.put_into(categories[at].category_id)

    def put_into(self, category_id: int) -> None:
        """The same by its id."""
        board = self.board
        board.choices.category_id = category_id
        rows = board.selected_rows()
        becomes: Becomes = {
            row.element_id: replace(
                row,
                places=tuple(
                    replace(one, category_id=category_id) if one.uid in board.selected else one
                    for one in row.places
                ),
            )
            for row in rows
        }
        self.take("Paint", becomes)

    def restore(self) -> None:
        """Bring back the seats that were taken out of the selected rows."""
        becomes: Becomes = {row.element_id: restored(row) for row in self.board.selected_rows()}
        self.take("Bring seats back", becomes)

    def fix(self, *problems: Problem) -> None:
        """Mend problems in one step. Of two that want the same row otherwise the second waits until
        the plan was looked at again."""
        becomes: Becomes = {}
        for problem in problems:
            fix = problem.fix
            if fix is not None and becomes.keys().isdisjoint(fix.becomes):
                becomes.update(fix.becomes)
        self.take("Mend", becomes)

    def commands(self) -> tuple[Command, ...]:
        """All of these with their keys."""

        def selected() -> bool:
            return bool(self.board.selected)

        nothing = self.tr("nothing is selected.")

        def on_selection(words: str, act: Callable[[], object], key: str = "") -> Command:
            return Command(words, act, key, enabled=selected, why=nothing)

        categories = (
            Command(
                self.tr("Category {n}").format(n=at + 1),
                partial(self.choose_category, at),
                str(at + 1),
                enabled=partial(self._has_category, at),
                why=self.tr("the plan has fewer categories."),
            )
            for at in range(9)
        )
        return (
            Command(
                self.tr("Undo"),
                self.undo,
                "Ctrl+Z",
                enabled=lambda: self.draft.undo.canUndo(),
                why=self.tr("nothing was done yet."),
            ),
            Command(
                self.tr("Redo"),
                self.redo,
                "Ctrl+Shift+Z",
                enabled=lambda: self.draft.undo.canRedo(),
                why=self.tr("nothing was taken back."),
            ),
            Command(self.tr("Select all"), lambda: self.board.select_all(), "Ctrl+A"),
            on_selection(self.tr("Select the whole rows"), self.select_rows, "Ctrl+R"),
            on_selection(self.tr("Select the same category"), self.select_category, "Ctrl+Shift+A"),
            on_selection(self.tr("Copy"), self.copy, "Ctrl+C"),
            on_selection(self.tr("Cut"), self.cut, "Ctrl+X"),
            Command(
                self.tr("Paste"),
                self.paste,
                "Ctrl+V",
                enabled=self.can_paste,
                why=self.tr("nothing was copied."),
            ),
            on_selection(self.tr("Delete"), self.remove, "Del"),
            on_selection(self.tr("Bring removed seats of the rows back"), self.restore),
            on_selection(self.tr("Mirror left and right"), self.mirror, "Ctrl+Shift+M"),
            on_selection(self.tr("Turn by 15°"), self.turn, "]"),
            on_selection(self.tr("Turn back by 15°"), lambda: self.turn(-_TURN_CDEG), "["),
            *categories,
        )

    def undo(self) -> None:
        """Take the last step back."""
        self.draft.undo.undo()

    def redo(self) -> None:
        """Make the step again that was taken back."""
        self.draft.undo.redo()

    def _middle(self) -> tuple[float, float] | None:
        around = self.board.bounds_of(self.board.selected)
        if around is None:
            return None
        return (around.left + around.right) / 2, (around.top + around.bottom) / 2
