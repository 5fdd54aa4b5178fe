"""What is wrong with the plan, each with a jump to it and, where there is one, what mends it."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from admin_designer.designer.document.problems import Problem, Severity
from admin_designer.designer.qt.form import scrolled
from boxoffice.qtkit.fonts import BOLD, REGULAR, SEMIBOLD, Size
from boxoffice.qtkit.icons import draw_icon
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.tokens import HEIGHT_SMALL
from boxoffice.qtkit.widgets import ElidedLabel, KeyButton, Panel, Text

HEIGHT = 176
NEXT_KEY, FIX_KEY, RULES_KEY = "F8", "Ctrl+F8", "Shift+F8"
_HEAD, _LINE, _SIGN = 38, 34, 16
#: A narrower list has no title, and of each problem two lines of smaller words, its fix as a sign,
#: and no button for a jump, which a press makes too.
_TITLED_FROM = 480
#: Of more problems only the first are listed; the others come as these are solved.
MOST_LISTED = 40
#: In a narrower panel the way to the rules is a sign.
_WORDS_FROM = 600


class ProblemList(Panel):
    """`jumped` carries the Problem to look at, `fixed` the one that is to be mended."""

    jumped = Signal(object)
    fixed = Signal(object)
    all_fixed = Signal()
    rules_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__("panel", "top")
        self.setFixedHeight(HEIGHT)
        self._theme = theme
        self.problems: tuple[Problem, ...] = ()
        self._current = -1
        self._errors = _Sign(theme, "error", "danger")
        self._warnings = _Sign(theme, "warning", "warn")
        self.next_button = KeyButton(theme, self.tr("Next problem"), NEXT_KEY, height=HEIGHT_SMALL)
        self.fix_button = KeyButton(theme, self.tr("Fix all"), FIX_KEY, height=HEIGHT_SMALL)
        self.next_button.clicked.connect(self.go_on)
        self.rules_button = KeyButton(
            theme, self.tr("Rules"), RULES_KEY, icon="commands", height=HEIGHT_SMALL
        )
        self.rules_button.setAccessibleName(self.tr("What is a problem"))
        self.rules_button.setToolTip(self.tr("What is a problem"))
        self.rules_button.clicked.connect(self.rules_wanted)
        self.fix_button.clicked.connect(self.all_fixed)
        self._lines: list[ProblemLine] = []
        self._title = Text(self.tr("Problems"), Size.LIST, BOLD)
        self._inside = QVBoxLayout()
        self._listed = scrolled(self._inside)
        self._lay_out()

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Show these, errors first."""
        self.problems = tuple(problems)
        self._current = min(self._current, len(self.problems) - 1)
        self._count()
        listed = self.problems[:MOST_LISTED]
        while len(self._lines) > len(listed):
            self._lines.pop().deleteLater()
        while len(self._lines) < len(listed):
            line = ProblemLine(self._theme)
            line.jump.clicked.connect(lambda _checked=False, line=line: self._jump(line))
            line.pressed.connect(lambda line=line: self._jump(line))
            line.fix.clicked.connect(
                lambda _checked=False, line=line: self.fixed.emit(line.problem)
            )
            self._lines.append(line)
            self._inside.insertWidget(len(self._lines) - 1, line)
        for line, problem in zip(self._lines, listed, strict=True):
            line.show_problem(problem)
            line.set_narrow(narrow=self._is_narrow)
        self.next_button.setEnabled(bool(self.problems))
        self.fix_button.setEnabled(any(one.fix is not None for one in self.problems))
        self._mark()

    def _count(self) -> None:
        """Say how many of each there are; where it is narrow the signs say what they are."""
        narrow = self._is_narrow
        errors = sum(one.severity is Severity.ERROR for one in self.problems)
        warnings = len(self.problems) - errors
        solve = str(errors) if narrow else self.tr("%n to solve", "", errors)
        look = str(warnings) if narrow else self.tr("%n to look at", "", warnings)
        self._errors.say(solve if errors else "", "error", "danger", whole=narrow)
        self._warnings.say(look if warnings else "", whole=narrow)
        if not self.problems:
            none = "0" if narrow else self.tr("Nothing is wrong.")
            self._errors.say(none, "check", "ok", whole=narrow)

    def go_on(self) -> None:
        """Look at the next one that is listed, after the last at the first."""
        if self._lines:
            self._jump(self._lines[(self._current + 1) % len(self._lines)])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._title.setVisible(not self._is_narrow)
        self._count()
        for line in self._lines:
            line.set_narrow(narrow=self._is_narrow)
        self.rules_button.setText(self.tr("Rules") if self.width() >= _WORDS_FROM else "")

    @property
    def _is_narrow(self) -> bool:
        return self.width() < _TITLED_FROM

    def _jump(self, line: "ProblemLine") -> None:
        self._current = self._lines.index(line)
        self._mark()
        self._listed.ensureWidgetVisible(line, 0, 0)
        self.jumped.emit(line.problem)

    def _mark(self) -> None:
        for at, line in enumerate(self._lines):
            line.set_current(current=at == self._current)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(12, 1, 12, 0)
        head.setSpacing(14)
        head.addWidget(self._title)
        head.addWidget(self._errors)
        head.addWidget(self._warnings)
        head.addStretch(1)
        head.addWidget(self.rules_button)
        head.addWidget(self.next_button)
        head.addWidget(self.fix_button)
        bar = QWidget()
        bar.setFixedHeight(_HEAD)
        bar.setLayout(head)
        self._inside.setContentsMargins(0, 0, 0, 0)
        self._inside.setSpacing(0)
        self._inside.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 1, 0, 0)
        column.setSpacing(0)
        column.addWidget(bar)
        column.addWidget(self._listed, 1)
        column.addStretch()


class ProblemLine(Panel):
    """One problem. `pressed` is emitted for a press beside its buttons."""

    pressed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__("panel", "top")
        self.setFixedHeight(_LINE)
        self._sign = _Sign(theme, "warning", "warn", alone=True)
        self._words = Text()
        self._words.setWordWrap(True)
        self._narrow, self._weight = False, REGULAR
        self.fix = KeyButton(theme, "", icon="check", height=HEIGHT_SMALL - 2)
        self.jump = KeyButton(theme, self.tr("Jump"), icon="jump", height=HEIGHT_SMALL - 2)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 1, 12, 0)
        row.setSpacing(8)
        row.addWidget(self._sign)
        row.addWidget(self._words, 1)
        row.addWidget(self.fix)
        row.addWidget(self.jump)

    def show_problem(self, problem: Problem) -> None:
        """Show this one."""
        self.problem = problem
        error = problem.severity is Severity.ERROR
        self._sign.say("", "error" if error else "warning", "danger" if error else "warn")
        self._words.setText(problem.words)
        self.fix.setVisible(problem.fix is not None)
        self.fix.setAccessibleName(problem.fix.label if problem.fix is not None else "")
        self.fix.setToolTip(self.fix.accessibleName())

    def words(self) -> str:
        """What it says."""
        return self._words.text()

    def set_narrow(self, *, narrow: bool) -> None:
        """Leave more room for words, or no longer."""
        self._narrow = narrow
        self.jump.setVisible(bool(self.problem.uids) and not narrow)
        self.fix.setText("" if narrow else self.fix.accessibleName())
        self.fix.updateGeometry()
        self._write()

    def set_current(self, *, current: bool) -> None:
        """Mark it as the one that is looked at."""
        self._weight = SEMIBOLD if current else REGULAR
        self._write()

    def _write(self) -> None:
        self._words.set_letters(Size.META if self._narrow else Size.BODY, self._weight)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self.problem.uids:
            self.pressed.emit()


class _Sign(QWidget):
    """A sign and words beside it; nothing for empty words unless it stands `alone`."""

    def __init__(self, theme: Theme, icon: str, ink: str, *, alone: bool = False) -> None:
        super().__init__()
        self._theme = theme
        self._icon, self._ink, self._alone = icon, ink, alone
        self._words = ElidedLabel("", Size.BODY)
        row = QHBoxLayout(self)
        row.setContentsMargins(_SIGN + 6, 0, 0, 0)
        row.addWidget(self._words)
        self.setMinimumSize(_SIGN, _SIGN + 4)

    def say(self, words: str, icon: str = "", ink: str = "", *, whole: bool = False) -> None:
        """Show other words, and with an icon another sign; they are not shortened if `whole`."""
        self._words.setText(words)
        room = 6 + self._words.sizeHint().width() if whole else 0
        self.setMinimumWidth(_SIGN + room)
        self._icon, self._ink = icon or self._icon, ink or self._ink
        self.setVisible(bool(words) or self._alone)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            place = QRectF(0, (self.height() - _SIGN) / 2, _SIGN, _SIGN)
            draw_icon(painter, self._icon, self._theme.colour(self._ink).name(), place)
