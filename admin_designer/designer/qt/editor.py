"""What is done to what is selected, by keys and buttons."""

import json
from dataclasses import replace

from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtGui import QGuiApplication

from admin_designer.designer.document.arranging import (
    Axis,
    Edge,
    aligned,
    distributed,
    grouped,
    ungrouped,
)
from admin_designer.designer.document.copying import Clip, copied, duplicated, pasted
from admin_designer.designer.document.editing import Becomes, mirrored, taken_away, turned
from admin_designer.designer.document.elements import Area
from admin_designer.designer.document.pinning import pinned, unpinned
from admin_designer.designer.document.problems import Problem
from admin_designer.designer.document.selecting import (
    ids_in,
    same_category,
    same_group,
    same_row,
)
from admin_designer.designer.formats.reading import parse
from admin_designer.designer.qt.draft import Draft
from admin_designer.designer.tools.board import Board
from admin_designer.designer.tools.shaping import restored, with_fields
from boxoffice.model.errors import BadInput
from boxoffice.rules.plain import from_plain, to_plain

#: A copied part of a plan is plain data, for any window of the program.
PLAN_MIME = "application/x-boxoffice-layout"
_TURN_CDEG = 1_500
#: A paste lies so far from what was copied.
_ASIDE_MM = 600


class Editor(QObject):
    """Works on the draft that is open; `refused` says why something cannot be done,
    `category_chosen` that another one is drawn and painted in."""

    refused = Signal(str)
    category_chosen = Signal()

    def __init__(self, draft: Draft, parent: QObject) -> None:
        super().__init__(parent)
        self.draft = draft
        #: Whether the tool in hand selects. With one that draws, what was drawn last is still
        #: selected when the category of what comes next is chosen.
        self.selects = True
        self._pasted = 0
        self._copied: QMimeData | None = None

    @property
    def board(self) -> Board:
        """The drawing."""
        return self.draft.board

    def take(self, words: str, becomes: Becomes, merge_key: str = "") -> None:
        """Make a change of these elements."""
        self.draft.take(self.board.change(words, becomes, merge_key))

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
        clip = to_plain(copied(self.board.document, self.board.selected), sparse=True)
        mime = QMimeData()
        mime.setData(PLAN_MIME, json.dumps(clip).encode())
        QGuiApplication.clipboard().setMimeData(mime)
        self._copied = mime
        self._pasted = 0

    def cut(self) -> None:
        """Copy and delete."""
        self.copy()
        self.remove()

    def finish(self) -> None:
        """Leave nothing of ours in the clipboard: whatever is made in Python and still there when
        the program ends is taken away after Python itself, which ends in a crash."""
        clipboard = QGuiApplication.clipboard()
        if self._copied is not None and clipboard.mimeData() is self._copied:
            clipboard.clear()

    def can_paste(self) -> bool:
        """Whether a part of a plan was copied."""
        return QGuiApplication.clipboard().mimeData().hasFormat(PLAN_MIME)

    def paste(self) -> None:
        """Put in what was copied, beside where it was, in this plan or another."""
        data = bytes(QGuiApplication.clipboard().mimeData().data(PLAN_MIME).data())
        try:
            clip = from_plain(Clip, parse(data))
        except BadInput as refusal:
            # Any program may have put it there.
            self.refused.emit(str(refusal))
            return
        self._pasted += 1
        aside = self._pasted * _ASIDE_MM
        becomes = pasted(self.board.document, clip, aside, aside, self.board.new_id)
        self.board.select(ids_in(becomes.values()))
        self.take("Paste", becomes)

    def select_rows(self) -> None:
        """All seats of the rows of those that are selected, across aisles."""
        self.board.select(same_row(self.board.document, self.board.selected))

    def select_category(self) -> None:
        """All seats in the categories of those that are selected."""
        self.board.select(same_category(self.board.document, self.board.selected))

    def select_group(self) -> None:
        """All seats of the groups of those that are selected."""
        self.board.select(same_group(self.board.document, self.board.selected))

    def select_level(self, level: str) -> None:
        """All seats of a level."""
        rows = (row for row in self.board.document.rows if row.level == level)
        self.board.select(uid for row in rows for uid in self.board.uids_of(row))

    def align(self, edge: Edge) -> None:
        """Bring what is selected into line."""
        self.take("Align", aligned(self.board.document, self.board.selected, edge))

    def distribute(self, axis: Axis) -> None:
        """Equal room between what is selected."""
        self.take("Distribute", distributed(self.board.document, self.board.selected, axis))

    def duplicate(self, times: int, x_mm: int, y_mm: int) -> None:
        """So many copies of what is selected, each that much further than the one before it."""
        board = self.board
        becomes = duplicated(board.document, board.selected, x_mm, y_mm, times, board.new_id)
        self.take("Duplicate", becomes)
        board.select(ids_in(becomes.values()))

    def group(self) -> None:
        """The selected rows move as one from now on."""
        board = self.board
        self.take("Group", grouped(board.document, board.selected, board.new_id))

    def ungroup(self) -> None:
        """The selected rows move by themselves."""
        self.take("Ungroup", ungrouped(self.board.document, self.board.selected))

    def pin(self) -> None:
        """Of two selected seats of two rows, the one further from the screen stays in line with
        the other."""
        board = self.board
        seats = board.selected_seats()
        further, nearer = sorted(seats.tolist(), key=lambda at: float(board.standing.y_mm[at]))
        uids = board.standing.uids
        self.take("Pin", pinned(board.document, uids[further], uids[nearer]))

    def unpin(self) -> None:
        """The selected seats follow nobody any more."""
        self.take("Unpin", unpinned(self.board.document, self.board.selected))

    def has_category(self, at: int) -> bool:
        return at < len(self.board.document.hall.categories)

    def choose_category(self, at: int) -> None:
        """Choose the category at that place."""
        categories = self.board.document.hall.categories
        if at < len(categories):
            self.choose(categories[at].category_id)

    def choose(self, category_id: int) -> None:
        """Draw and paint in a category from now on; while the tool in hand selects, what is
        selected goes there."""
        self.board.choices.category_id = category_id
        if self.selects:
            self.put_into(category_id)
        self.category_chosen.emit()

    def put_into(self, category_id: int) -> None:
        """Give what is selected another category."""
        board = self.board
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
        areas = (one for one in board.selected_things() if isinstance(one, Area))
        becomes |= with_fields(areas, category_id=category_id)
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

    def undo(self) -> None:
        """Take the last step back."""
        self.draft.undo.undo()

    def redo(self) -> None:
        """Make the step again that was taken back."""
        self.draft.undo.redo()

    def _middle(self) -> tuple[float, float] | None:
        around = self.board.bounds_of(self.board.selected)
        return around.middle if around is not None else None
