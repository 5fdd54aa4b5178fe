"""What is wrong with the drawing that is open: shown, jumped to and mended."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from admin_designer.designer.document.problems import Problem, Severity
from admin_designer.designer.qt.canvas import Canvas
from admin_designer.designer.qt.editor import Editor
from admin_designer.designer.qt.problem_list import ProblemList


class Mending(QObject):
    """Between the list of problems, the canvas and the editor."""

    def __init__(
        self,
        problems: ProblemList,
        canvas: Canvas,
        editor: Editor,
        is_current: Callable[[], bool],
    ) -> None:
        """`is_current` says whether nothing was changed since the problems were found."""
        super().__init__(problems)
        self._problems, self._canvas, self._editor = problems, canvas, editor
        self._is_current = is_current
        problems.jumped.connect(self._jump)
        problems.fixed.connect(self._fix)
        problems.all_fixed.connect(lambda: self._fix(*problems.problems))

    def show_problems(self, problems: tuple[Problem, ...]) -> None:
        """Show what was found."""
        self._problems.show_problems(problems)
        errors = (one for one in problems if one.severity is Severity.ERROR)
        self._canvas.show_wrong(uid for one in errors for uid in one.uids)

    def _jump(self, problem: Problem) -> None:
        board = self._editor.board
        around = board.bounds_of(problem.uids)
        if around is not None:
            board.select(problem.uids)
            self._canvas.look_at(around)

    def _fix(self, *problems: Problem) -> None:
        # What was found before the last change is of a drawing that is no more.
        if self._is_current():
            self._editor.fix(*problems)
