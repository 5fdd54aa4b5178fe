"""What is wrong with the drawing that is open: looked for, shown, jumped to and mended."""

from PySide6.QtCore import QObject

from admin_designer.designer.document.checker import problems_in
from admin_designer.designer.document.problems import Problem, Severity
from admin_designer.designer.qt.after_changes import AfterChanges
from admin_designer.designer.qt.canvas import Canvas
from admin_designer.designer.qt.draft import Draft
from admin_designer.designer.qt.editor import Editor
from admin_designer.designer.qt.problem_list import ProblemList
from boxoffice.qtkit.tasks import Tasks


class Checking(QObject):
    """Between the list of problems, the canvas and the editor."""

    def __init__(self, problems: ProblemList, canvas: Canvas, editor: Editor, tasks: Tasks) -> None:
        super().__init__(problems)
        self._problems, self._canvas, self._editor = problems, canvas, editor
        self._work = AfterChanges(tasks, problems_in, self)
        self._work.found.connect(self._show)
        problems.jumped.connect(self._jump)
        problems.fixed.connect(self._fix)
        problems.all_fixed.connect(lambda: self._fix(*problems.problems))

    def follow(self, draft: Draft | None) -> None:
        """Check this one from now on; None: none."""
        self._work.follow(draft)

    def _show(self, problems: tuple[Problem, ...]) -> None:
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
        if self._work.is_current:
            self._editor.fix(*problems)
