"""The one style sheet, written in token names; what draws itself takes the tokens instead."""

from dataclasses import fields
from string import Template

from boxoffice.qtkit.tokens import Tokens

_SHEET = Template("""
QWidget { selection-background-color: $accent; selection-color: $on_accent; }
QLabel { background: transparent; }
QToolTip { background: $text; color: $window; border: none; padding: 6px 8px; }

QFrame[ground="window"] { background: $window; }
QFrame[ground="panel"] { background: $panel; }
QFrame[ground="surface"] { background: $surface; }
QFrame[ground="ground"] { background: $ground; }
QFrame[edge="top"] { border-top: 1px solid $line; }
QFrame[edge="bottom"] { border-bottom: 1px solid $line; }
QFrame[edge="left"] { border-left: 1px solid $line; }
QFrame[edge="right"] { border-right: 1px solid $line; }
QFrame[edge="card"] { border: 1px solid $line; border-radius: 6px; }
QFrame[edge="overlay"] { border: 1px solid $line_strong; border-radius: 6px; }

QLineEdit {
    background: $surface; color: $text; border: 1px solid $line_strong; border-radius: 5px;
    padding: 1px 9px; placeholder-text-color: $text_third;
}
QLineEdit:focus { border: ${focus_line}px solid $focus; padding: 0px 8px; }
QLineEdit:disabled { background: $hover; color: $text_third; }
QLineEdit[wrong="true"] { border: 2px solid $danger; padding: 0px 8px; }

QComboBox {
    background: $surface; color: $text; border: 1px solid $line_strong; border-radius: 5px;
    padding: 1px 9px;
}
QComboBox:focus { border: ${focus_line}px solid $focus; padding: 0px 8px; }
QComboBox:disabled { background: $hover; color: $text_third; }
QComboBox::drop-down { border: none; width: 24px; }
QComboBox QAbstractItemView { background: $surface; border: 1px solid $line_strong; }

QTableView {
    background: $surface; color: $text; border: 1px solid $line; border-radius: 6px;
    gridline-color: $line; outline: none;
}
QTableView::item { padding: 0px 8px; border-bottom: 1px solid $line; }
QTableView::item:selected { background: $accent_soft; color: $text; }
QHeaderView { background: $panel; border: none; border-bottom: 1px solid $line; }
QHeaderView::section {
    background: $panel; color: $text_second; border: none; border-bottom: 1px solid $line;
    padding: 6px 8px;
}

QListView { background: transparent; border: none; outline: none; }
QListWidget {
    background: $surface; color: $text; border: 1px solid $line; border-radius: 6px;
}
QListWidget::item { padding: 6px 8px; }
QListWidget::item:selected { background: $accent_soft; color: $text; }
QPlainTextEdit {
    background: $surface; color: $text; border: 1px solid $line; border-radius: 6px; padding: 6px;
}
QProgressBar { background: $track; border: none; border-radius: 3px; max-height: 6px; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }
QTableView { background: transparent; border: none; outline: none; color: $text; }
QTableView::item { padding: 0 4px; }
QTableView::item:selected { background: $accent_soft; color: $text; }
QHeaderView { background: transparent; }
QHeaderView::section {
    background: transparent; color: $text_second; border: none;
    border-bottom: 1px solid $line; padding: 3px 4px;
}
QScrollArea { background: transparent; border: none; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle {
    background: $line_strong; background-clip: padding; border: 3px solid transparent;
    border-radius: 5px;
}
QScrollBar[thin="true"]:vertical { width: 6px; }
QScrollBar[thin="true"]::handle { border-width: 1px; border-radius: 3px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: $text_second; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
""")


def style_sheet(tokens: Tokens) -> str:
    """The application's style sheet in the colours of `tokens`."""
    colours = {
        field.name: str(value)
        for field in fields(tokens)
        if isinstance(value := getattr(tokens, field.name), str | int)
    }
    inks = "\n".join(
        f'QLabel[ink="{name}"] {{ color: {value}; }}'
        for name, value in colours.items()
        if value.startswith("#")
    )
    return _SHEET.substitute(colours) + inks
