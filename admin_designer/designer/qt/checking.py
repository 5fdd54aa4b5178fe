"""Looks for problems after each change, by rules that are chosen on a panel at the right."""

from PySide6.QtCore import QObject, Signal

from admin_designer.designer.document.checker import problems_in
from admin_designer.designer.document.chosen_rules import rules_from, text_of
from admin_designer.designer.document.problems import Rules
from admin_designer.designer.qt.after_changes import AfterChanges
from admin_designer.designer.qt.draft import Draft
from admin_designer.designer.qt.frame import DesignerFrame
from admin_designer.designer.qt.problem_list import RULES_KEY
from admin_designer.designer.qt.rules_panel import RulesPanel
from boxoffice.qtkit.commands import Command
from boxoffice.qtkit.tasks import Tasks
from boxoffice.qtkit.theme import Theme


class Checking(QObject):
    """`found` carries the problems, `chosen` the rules as a text for `choose`, to be kept by
    whoever listens."""

    found = Signal(object)
    chosen = Signal(str)

    def __init__(self, frame: DesignerFrame, theme: Theme, tasks: Tasks) -> None:
        super().__init__(frame)
        self._frame = frame
        self._draft: Draft | None = None
        self.rules = Rules()
        self.panel = RulesPanel(theme)
        frame.add_side(self.panel, self.panel.closed.emit)
        frame.problems.rules_wanted.connect(self.show_rules)
        self.panel.chosen.connect(self._choose)
        self._after = AfterChanges(tasks, lambda drawn: problems_in(drawn, self.rules), self)
        self._after.found.connect(self.found)

    @property
    def is_current(self) -> bool:
        """Whether nothing was changed since problems were found."""
        return self._after.is_current

    def follow(self, draft: Draft | None) -> None:
        """Look at this drawing from now on; None: at none."""
        self._draft = draft
        self._after.follow(draft)

    def choose(self, text: str) -> None:
        """Look for what a text says that was told by `chosen`; empty: as usual."""
        self.rules = rules_from(text)
        self.panel.show_rules(self.rules)
        self._after.follow(self._draft)

    def show_rules(self) -> None:
        """Look at what is a problem."""
        self._frame.show_side(self.panel)
        next(iter(self.panel.severities.values())).setFocus()

    def command(self) -> Command:
        """What the palette has of it."""
        return Command(self.tr("What is a problem…"), self.show_rules, RULES_KEY)

    def _choose(self, rules: Rules) -> None:
        self.rules = rules
        self._after.follow(self._draft)
        self.chosen.emit(text_of(rules))
