"""What is looked for in drawings: what is an error, a warning or not told, and from where on."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from admin_designer.designer.document.chosen_rules import ALWAYS_ERRORS, LIMITS, with_severity
from admin_designer.designer.document.problems import Kind, Rules, Severity
from admin_designer.designer.qt.form import Form, scrolled
from admin_designer.designer.qt.properties import WIDTH
from boxoffice.qtkit.fonts import BOLD, Size
from boxoffice.qtkit.theme import Theme
from boxoffice.qtkit.tokens import HEIGHT_SMALL
from boxoffice.qtkit.widgets import KeyButton, Panel, Text

_SEVERITIES = tuple(Severity)


class RulesPanel(Panel):
    """`chosen` carries the Rules as they are to be, `closed` when it is no longer looked at."""

    chosen = Signal(object)
    closed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__("panel", "left")
        self.setFixedWidth(WIDTH)
        self._rules = Rules()
        form = Form(theme)
        form.section(self.tr("How bad it is"))
        words = (self.tr("Error"), self.tr("Warning"), self.tr("Not told"))
        self.severities = {
            kind: form.choice(name, words, partial(self._set_severity, kind))
            for kind, name in self._kinds().items()
        }
        for kind in ALWAYS_ERRORS:
            self.severities[kind].setEnabled(False)
            self.severities[kind].setToolTip(self.tr("Nothing like that can be published."))
        form.section(self.tr("From where on"))
        limits = {
            "seats_to_aisle": (self.tr("Seats to aisle"), ""),
            "aisle_mm": (self.tr("Aisle"), "mm"),
            "passage_mm": (self.tr("Between rows"), "mm"),
        }
        self.limits = {
            name: form.number(
                label,
                partial(self._set_limit, name),
                unit=unit,
                lowest=LIMITS[name][0],
                highest=LIMITS[name][1],
            )
            for name, (label, unit) in limits.items()
        }
        self.usual = KeyButton(theme, self.tr("As usual"), height=HEIGHT_SMALL)
        self.usual.clicked.connect(lambda: self._choose(Rules()))
        self.done = KeyButton(theme, self.tr("Done"), "Esc", height=HEIGHT_SMALL)
        self.done.clicked.connect(self.closed)
        self._lay_out(form)
        self.show_rules(self._rules)

    def show_rules(self, rules: Rules) -> None:
        """Show these."""
        self._rules = rules
        for kind, choice in self.severities.items():
            choice.show_values({_SEVERITIES.index(rules.severities[kind])})
        for name, field in self.limits.items():
            field.show_values({getattr(rules, name)})

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _set_severity(self, kind: Kind, at: int) -> None:
        self._choose(with_severity(self._rules, kind, _SEVERITIES[at]))

    def _set_limit(self, name: str, value: int) -> None:
        limit: dict[str, Any] = {name: value}
        self._choose(replace(self._rules, **limit))

    def _choose(self, rules: Rules) -> None:
        self.show_rules(rules)
        self.chosen.emit(rules)

    def _kinds(self) -> Mapping[Kind, str]:
        """Those that may be chosen first."""
        return {
            Kind.OVERLAP: self.tr("Overlapping"),
            Kind.FAR_FROM_AISLE: self.tr("Far from aisle"),
            Kind.NARROW_AISLE: self.tr("Narrow aisle"),
            Kind.NARROW_ROW: self.tr("No room in row"),
            Kind.STRANDING: self.tr("Strands singles"),
            Kind.LONE_PARTNER: self.tr("Lone companion"),
            Kind.NO_FOCAL_POINT: self.tr("No best point"),
            Kind.AREA_NOT_SOLD: self.tr("Area not sold"),
            Kind.DOUBLED_NAME: self.tr("Two of one ID"),
            Kind.DOUBLED_SEAT: self.tr("Seat twice"),
            Kind.NO_CATEGORY: self.tr("No category"),
            Kind.OUTSIDE: self.tr("Outside"),
            Kind.AREA_NAME: self.tr("Area's name"),
            Kind.NO_SEATS: self.tr("No seat at all"),
        }

    def _lay_out(self, form: Form) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(12, 10, 12, 8)
        head.addWidget(Text(self.tr("What is a problem"), Size.TITLE, BOLD))
        buttons = QHBoxLayout()
        buttons.setContentsMargins(12, 8, 12, 10)
        buttons.addWidget(self.usual)
        buttons.addStretch(1)
        buttons.addWidget(self.done)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(form)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(1, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(head)
        whole.addWidget(scrolled(column), 1)
        whole.addLayout(buttons)
