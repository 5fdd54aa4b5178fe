"""Every text that people read can be translated."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
QT_FOLDERS = (
    "boxoffice/qtkit",
    "boxoffice/seatmap",
    "boxoffice/desktop",
    "boxoffice/counter",
    "admin_designer/designer/qt",
    "admin_designer/halls",
    "admin_designer/items",
)

#: Calls whose text arguments people read. A key's name and the product's own need no translation.
SHOWS_TEXT = {
    "setText",
    "setToolTip",
    "setPlaceholderText",
    "setWindowTitle",
    "setAccessibleName",
    "setAccessibleDescription",
    "QLabel",
    "QPushButton",
    "QCheckBox",
    "Text",
    "Command",
    "Hint",
}
NAMES = {"Box Office"}
QT_FILES = [file for folder in QT_FOLDERS for file in sorted((ROOT / folder).rglob("*.py"))]


def untranslated(source: str) -> list[str]:
    """The literal words that `source` hands to a call that shows them."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        called = node.func
        name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
        if name in SHOWS_TEXT:
            found += [
                argument.value
                for argument in node.args
                if isinstance(argument, ast.Constant)
                and isinstance(argument.value, str)
                and " " in argument.value.strip()
                and argument.value not in NAMES
            ]
    return found


@pytest.mark.parametrize("file", QT_FILES, ids=lambda file: str(file.relative_to(ROOT)))
def test_a_text_on_screen_goes_through_tr(file: Path) -> None:
    assert untranslated(file.read_text(encoding="utf-8")) == []


def test_a_text_that_skips_tr_is_noticed() -> None:
    assert untranslated('label.setText("Seats left")') == ["Seats left"]
    assert untranslated('label.setText(self.tr("Seats left"))') == []
