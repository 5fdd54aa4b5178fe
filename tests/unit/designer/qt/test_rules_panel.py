"""What is a problem is chosen beside the problems, and they are looked for at once."""

from PySide6.QtCore import Qt

from admin_designer.designer.document.elements import Fixture
from admin_designer.designer.document.problems import Kind, Severity
from tests.unit.designer.qt.drawing_table import DrawingTable

Key = Qt.Key


def severities(table: DrawingTable) -> dict[Kind, Severity]:
    return {one.kind: one.severity for one in table.page.problems.problems}


async def test_a_warning_becomes_an_error_and_then_nothing(table: DrawingTable) -> None:
    page = table.page
    told: list[str] = []
    page.checking.chosen.connect(told.append)
    await table.press(Key.Key_S)
    await table.click((4_000, 4_000))
    await table.hands.until("problems", lambda: Kind.STRANDING in severities(table))
    assert severities(table)[Kind.STRANDING] is Severity.WARNING

    await table.press(Key.Key_F8, modifier=Qt.KeyboardModifier.ShiftModifier)
    panel = page.checking.panel
    assert panel.isVisible()
    await table.choose(panel.severities[Kind.STRANDING], 0)
    await table.hands.until(
        "an error", lambda: severities(table).get(Kind.STRANDING) is Severity.ERROR
    )
    await table.choose(panel.severities[Kind.STRANDING], 2)
    await table.hands.until("nothing", lambda: Kind.STRANDING not in severities(table))
    assert told[-1] == '{"severities": {"stranding": "off"}}'
    assert not panel.severities[Kind.DOUBLED_NAME].isEnabled()

    await table.hands.click(panel.usual)
    await table.hands.until("as usual", lambda: Kind.STRANDING in severities(table))
    assert told[-1] == ""
    await table.hands.click(panel.done)
    assert page.properties.isVisible()


async def test_what_was_kept_is_looked_for_from_the_first_look_on(table: DrawingTable) -> None:
    table.page.checking.choose('{"severities": {"stranding": "off"}}')
    await table.press(Key.Key_S)
    await table.click((4_000, 4_000))
    await table.hands.until("problems", lambda: Kind.NO_FOCAL_POINT in severities(table))
    assert Kind.STRANDING not in severities(table)
    assert not any(isinstance(one, Fixture) for one in table.board.document.things)
