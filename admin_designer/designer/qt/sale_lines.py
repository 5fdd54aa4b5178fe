"""The figures of sales in words, side by side."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, QLocale

from boxoffice.model.money import minor_digits
from boxoffice.rules.sale_figures import SaleFigures


def sale_lines(
    figures: Sequence[SaleFigures], locale: QLocale, currency: str, *, priced: bool
) -> list[tuple[str, ...]]:
    """A line for each thing that is told: its name, each plan's figure, and where there are two by
    how much the first is above the second."""
    minor = minor_digits(currency)
    lines: list[tuple[str, Callable[[SaleFigures], float], int, str]] = [
        (_tr("Seats, without wheelchair spaces"), lambda one: one.seats, 0, ""),
        (_tr("Full"), lambda one: one.full_percent, 1, " %"),
        (_tr("The emptiest show"), lambda one: one.least_full_percent, 1, " %"),
        (_tr("Single seats left, a show"), lambda one: one.mean(one.singles), 1, ""),
        (_tr("Groups seated, a show"), lambda one: one.mean(one.groups), 1, ""),
        (_tr("Groups without a place, a show"), lambda one: one.mean(one.turned_away), 1, ""),
    ]
    if priced:
        lines.append(
            (
                _tr("Takings, a show"),
                lambda one: one.mean(one.takings_minor) / 10**minor,
                minor,
                f" {currency}" if currency else "",
            )
        )
    told = []
    for name, of, digits, unit in lines:
        values = [of(one) for one in figures]
        words = [locale.toString(float(value), "f", digits) + unit for value in values]
        if len(values) > 1:
            # So that there is no “−0”.
            apart = round(values[0] - values[1], digits) + 0.0
            sign = "+" if apart > 0 else ""
            words.append(sign + locale.toString(apart, "f", digits) + unit)
        told.append((name, *words))
    return told


def _tr(text: str) -> str:
    return QCoreApplication.translate("Sale", text)
