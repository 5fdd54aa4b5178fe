"""Drafts of the cinema: nobody's work is overwritten, and a line that breaks loses none."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from admin_designer.designer.document.document import Document
from admin_designer.designer.formats.files import Format, write
from admin_designer.designer.qt.draft import new_elements
from admin_designer.designer.templates.halls import TEMPLATES
from admin_designer.halls.workspace import HallsWorkspace
from boxoffice.bootstrap.designer import RECOVERY_FOLDER
from boxoffice.bootstrap.shell import THEATRE_CHOICE
from boxoffice.client.api import BoxOffice
from boxoffice.client.embedded import EmbeddedTransport
from boxoffice.desktop.question_sheet import QuestionSheet
from boxoffice.model.publishing import Draft
from tests.journeys.conftest import Clerk
from tests.journeys.hall_hands import (
    CTRL,
    MODEL,
    THEATRE,
    choose,
    press,
    titles,
    to_designer,
    version_of,
)

Key = Qt.Key


async def colleague(admin: Clerk) -> BoxOffice:
    """The same theatre's admin at another computer, whose line is whole."""
    box_office = BoxOffice(EmbeddedTransport(admin.cinema.gateway))
    await box_office.sign_in("admin", "admin-demo")
    return box_office


async def draw(admin: Clerk) -> HallsWorkspace:
    """A draft of the hall of 91 seats that was saved once and changed since."""
    halls = await to_designer(admin)
    await choose(admin, halls, MODEL)
    await admin.hands.type("N")
    await admin.until(lambda: halls.page is halls.designer)
    await press(admin, Key.Key_S, CTRL)
    await admin.until(lambda: version_of(halls) == 1)
    await change(admin, halls)
    return halls


async def change(admin: Clerk, halls: HallsWorkspace) -> None:
    """Take a row of seats away."""
    before = seats(halls)
    board = halls.designer.board
    board.select(board.standing.uids[:1])
    await press(admin, Key.Key_R, CTRL)
    await press(admin, Key.Key_Delete)
    assert seats(halls) < before
    assert halls.designer.filing.draft.unsaved


def seats(halls: HallsWorkspace) -> int:
    return len(halls.designer.board.standing.uids)


async def theirs(admin: Clerk, box_office: BoxOffice) -> Draft:
    """The colleague saves the draft as it is in the cinema once more."""
    (draft,) = await box_office.halls.drafts(THEATRE)
    opened = await box_office.halls.draft(draft.draft_id)
    return await box_office.halls.save_draft(
        draft.draft_id, draft.screen_id, "Theirs", opened.document, draft.version, draft.based_on
    )


async def asked(admin: Clerk) -> QuestionSheet:
    """The question that is asked in the window."""

    def sheet() -> QuestionSheet | None:
        found = admin.shell.window.findChild(QuestionSheet)
        return found if found is not None and found.isVisible() else None

    await admin.until(lambda: sheet() is not None)
    shown = sheet()
    assert shown is not None
    return shown


async def test_a_draft_that_a_colleague_saved_meanwhile_is_kept_beside_mine(clerk: Clerk) -> None:
    box_office = await colleague(clerk)
    halls = await draw(clerk)
    saved = await theirs(clerk, box_office)
    await press(clerk, Key.Key_S, CTRL)
    await asked(clerk)
    # Nothing was overwritten, and nothing of mine is gone.
    assert await box_office.halls.drafts(THEATRE) == (saved,)
    assert halls.designer.filing.draft.unsaved
    await clerk.hands.press(Key.Key_Return)
    await clerk.until(halls.names.isVisible)
    await clerk.hands.type("Mine")
    await clerk.hands.press(Key.Key_Return)
    await clerk.until(lambda: not halls.designer.filing.draft.unsaved)
    mine, kept = await box_office.halls.drafts(THEATRE)
    assert (mine.name, mine.version, kept) == ("Mine", 1, saved)
    assert mine.based_on == saved.based_on


async def test_theirs_is_opened_only_when_mine_is_thrown_away(clerk: Clerk) -> None:
    box_office = await colleague(clerk)
    halls = await draw(clerk)
    mine = seats(halls)
    await theirs(clerk, box_office)
    await press(clerk, Key.Key_S, CTRL)
    await asked(clerk)
    await clerk.hands.press(Key.Key_Escape)
    assert (seats(halls), halls.designer.filing.draft.unsaved) == (mine, True)
    await press(clerk, Key.Key_S, CTRL)
    sheet = await asked(clerk)
    await clerk.hands.click(clerk.button("Throw mine away"))
    await clerk.until(lambda: version_of(halls) == 2)
    assert not sheet.isVisible()
    assert seats(halls) == 91


async def test_a_save_whose_answer_was_lost_is_gone_on_with(clerk: Clerk) -> None:
    box_office = await colleague(clerk)
    halls = await draw(clerk)
    clerk.line.loses = "saveDraft"
    await press(clerk, Key.Key_S, CTRL)
    await clerk.until(lambda: bool(clerk.shell.window.failure()))
    assert halls.designer.filing.draft.unsaved
    await change(clerk, halls)
    await press(clerk, Key.Key_S, CTRL)
    # The lost save was the second version, so that this is the third and nobody is asked.
    await clerk.until(lambda: version_of(halls) == 3)
    (draft,) = await box_office.halls.drafts(THEATRE)
    assert draft.version == 3


async def test_who_wants_to_go_on_drawing_is_back_at_the_drawing(clerk: Clerk) -> None:
    halls = await draw(clerk)
    mine = seats(halls)
    await press(clerk, Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    await clerk.until(lambda: halls.page is halls.home)
    await choose(clerk, halls, "Audi 1")
    await clerk.hands.type("N")
    await asked(clerk)
    await clerk.hands.press(Key.Key_Escape)
    await clerk.until(lambda: halls.page is halls.designer)
    assert (seats(halls), halls.designer.filing.draft.unsaved) == (mine, True)


async def test_what_cannot_be_sent_is_kept_on_this_computer(clerk: Clerk) -> None:
    halls = await draw(clerk)
    kept = halls.designer.filing.draft.kept
    clerk.line.is_cut = True
    await press(clerk, Key.Key_S, CTRL)
    await clerk.until(lambda: bool(clerk.shell.window.failure()))
    assert halls.designer.filing.draft.unsaved
    plans = clerk.shell.settings.data_dir / "plans"
    await clerk.until(lambda: bool([*plans.glob("*.layout")]))
    # The session ends and the window goes: whoever draws next is asked about it.
    clerk.shell.window.closed.set()
    await clerk.until(lambda: clerk.counters.workspaces is None)
    clerk.line.is_cut = False
    (note,) = plans.glob("*.json")
    assert kept is not None
    assert kept.draft_id in note.read_text()
    assert [*plans.glob("*.layout")]


async def test_a_hall_without_seats_cannot_be_published_and_says_why(clerk: Clerk) -> None:
    halls = await to_designer(clerk)
    await choose(clerk, halls, MODEL)
    await press(clerk, Key.Key_N, Qt.KeyboardModifier.ShiftModifier)
    await clerk.until(lambda: halls.page is halls.designer)
    await press(clerk, Key.Key_F9)
    await clerk.until(lambda: bool(halls.publishing.compared.forbids.words()))
    assert "seat" in halls.publishing.compared.forbids.words()[0]
    await press(clerk, Key.Key_F9)
    assert not halls.publishing.go.isEnabled()
    await press(clerk, Key.Key_Escape)
    assert halls.page is halls.designer


def has_drafts(halls: HallsWorkspace) -> bool:
    """Whether the home lists one."""
    return any(hall.drafts for hall in halls.home.site.halls)


async def test_a_draft_is_deleted_once_that_was_asked(clerk: Clerk) -> None:
    box_office = await colleague(clerk)
    halls = await draw(clerk)
    await press(clerk, Key.Key_S, CTRL)
    await clerk.until(lambda: version_of(halls) == 2)
    await press(clerk, Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    await clerk.until(lambda: has_drafts(halls))
    while (entry := halls.home.entry) is None or entry.draft is None:
        await press(clerk, Key.Key_Down)
    await press(clerk, Key.Key_Delete)
    await asked(clerk)
    await clerk.hands.press(Key.Key_Return)
    await clerk.until(lambda: not has_drafts(halls))
    assert await box_office.halls.drafts(THEATRE) == ()


async def test_a_sale_is_simulated_beside_what_is_published(clerk: Clerk) -> None:
    halls = await draw(clerk)
    designer = halls.designer
    designer.studies.show_sale()
    sale = designer.studies.sale
    await clerk.until(sale.progress.sell.isEnabled)
    beside = sale.form.beside
    assert beside.itemText(beside.count() - 1) == "What is published"
    beside.setCurrentIndex(beside.count() - 1)
    beside.taken.emit(beside.count() - 1)
    mine, theirs = sale.sides
    await clerk.until(lambda: theirs.isVisible() and bool(theirs.name.whole_text()))
    (entry,) = (one.screen for one in halls.home.site.halls if one.screen.name == MODEL)
    assert mine.name.whole_text() == MODEL
    assert theirs.name.whole_text() == f"Layout {entry.layout_id}"


async def test_a_plan_in_a_file_becomes_a_draft_of_a_screen(clerk: Clerk, tmp_path: Path) -> None:
    box_office = await colleague(clerk)
    halls = await draw(clerk)
    file = tmp_path / "hall.layout"
    file.write_bytes(write(halls.designer.filing.draft.document, Format.LAYOUT))
    halls.designer.open(file)
    assert halls.designer.filing.draft.path == file
    await press(clerk, Key.Key_S, CTRL | Qt.KeyboardModifier.AltModifier)
    await clerk.until(halls.names.isVisible)
    await clerk.hands.type("From a file")
    await clerk.hands.press(Key.Key_Return)
    await clerk.until(lambda: version_of(halls) == 1)
    mine, other = await box_office.halls.drafts(THEATRE)
    assert (mine.name, other.name) == ("From a file", MODEL)
    # Of the screen that was drawn before it, until somebody chooses another.
    assert mine.screen_id == other.screen_id
    # What is changed from now on is saved in the cinema, and the file stays as it is.
    before = file.read_bytes()
    await change(clerk, halls)
    await press(clerk, Key.Key_S, CTRL)
    await clerk.until(lambda: version_of(halls) == 2)
    assert file.read_bytes() == before


async def test_the_designer_is_opened_at_once_for_an_admin_who_asked_for_it(clerk: Clerk) -> None:
    clerk.shell.opens_designer = True
    await clerk.hands.type("admin")
    await clerk.hands.press(Key.Key_Tab)
    await clerk.hands.type("admin-demo")
    await clerk.hands.press(Key.Key_Return)

    def home() -> bool:
        workspaces = clerk.counters.workspaces
        halls = workspaces.halls if workspaces is not None else None
        return halls is not None and halls.home.isVisible() and bool(halls.home.rows)

    await clerk.until(home)


async def test_what_is_not_saved_is_gone_on_with_from_home(clerk: Clerk) -> None:
    halls = await draw(clerk)
    await change(clerk, halls)
    await press(clerk, Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    home = halls.home
    await clerk.until(lambda: home.isVisible() and titles(halls)[0] == MODEL)
    assert home.rows[0][1].words.state == "not saved yet"
    await press(clerk, Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert halls.page is halls.designer
    assert halls.designer.filing.draft.unsaved
    # Enter leads back at once, before it was looked what else there is.
    drawing = halls.designer.filing.draft
    for _ in range(2):
        await press(clerk, Key.Key_Left, Qt.KeyboardModifier.AltModifier)
        await clerk.hands.press(Key.Key_Return)
        await clerk.until(lambda: halls.page is halls.designer)
        assert halls.designer.filing.draft is drawing
    # A template that nobody touched is gone on with as well.
    drawing.undo.setClean()
    halls.designer.filing.new_from(TEMPLATES["studio"])
    await clerk.until(lambda: halls.designer.filing.draft is not drawing)
    template = halls.designer.filing.draft
    assert not template.unsaved
    await press(clerk, Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    await press(clerk, Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert halls.page is halls.designer
    await press(clerk, Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    await clerk.hands.press(Key.Key_Return)
    await clerk.until(lambda: halls.page is halls.designer)
    assert halls.designer.filing.draft is template


async def test_a_drawing_that_a_crash_left_is_shown_at_home_until_it_is_gone_on_with(
    clerk: Clerk,
) -> None:
    folder = clerk.shell.settings.data_dir / RECOVERY_FOLDER
    folder.mkdir()
    copy = folder / "left.layout"
    copy.write_bytes(write(Document(new_elements("Standard")), Format.LAYOUT))
    halls = await to_designer(clerk)
    await asked(clerk)
    # Left for later.
    await clerk.hands.press(Key.Key_Escape)
    await press(clerk, Key.Key_F5)
    await clerk.until(lambda: titles(halls)[0] == "A plan without a file")
    halls.home.rows[0][1].setFocus()
    await clerk.hands.press(Key.Key_Return)
    await clerk.until(lambda: halls.page is halls.designer)
    assert halls.designer.filing.draft.unsaved
    # Should it crash again before another copy is made, this one is still there.
    assert copy.exists()
    assert [one.key[0] for one in halls.drawings.todos()] == ["open"]


async def test_a_drawing_that_a_crash_left_is_listed_no_more_once_it_is_thrown_away(
    clerk: Clerk,
) -> None:
    folder = clerk.shell.settings.data_dir / RECOVERY_FOLDER
    folder.mkdir()
    copy = folder / "left.layout"
    copy.write_bytes(write(Document(new_elements("Standard")), Format.LAYOUT))
    halls = await to_designer(clerk)
    await asked(clerk)
    await clerk.until(lambda: titles(halls)[0] == "A plan without a file")
    await clerk.hands.click(clerk.button("Throw it away"))
    await clerk.until(lambda: "A plan without a file" not in titles(halls))
    assert not copy.exists()


async def test_the_key_that_publishes_writes_the_file_while_a_draft_is_exported(
    clerk: Clerk,
) -> None:
    halls = await draw(clerk)
    exporting = halls.designer.exporting.page
    await press(clerk, Key.Key_E, CTRL)
    await clerk.until(exporting.write.isEnabled)
    await press(clerk, Key.Key_F9)

    def where() -> list[QFileDialog]:
        dialogs = clerk.shell.window.findChildren(QFileDialog)
        return [dialog for dialog in dialogs if dialog.isVisible()]

    await clerk.until(lambda: len(where()) == 1)
    where()[0].reject()
    assert exporting.isVisible()


async def test_an_admin_of_several_theatres_chooses_whose_halls_and_finds_them_again(
    clerk: Clerk,
) -> None:
    halls = await to_designer(clerk)
    first = clerk.counters.workspaces
    choice = halls.home.head.theatre
    assert choice.currentText() == "PVR Andheri"
    other = next(at for at in range(choice.count()) if choice.itemText(at) != "PVR Andheri")
    name = choice.itemText(other)
    choice.taken.emit(other)
    await clerk.until(lambda: clerk.counters.workspaces is not first)

    def there() -> HallsWorkspace | None:
        workspaces = clerk.counters.workspaces
        return workspaces.halls if workspaces is not None else None

    await clerk.until(lambda: (now := there()) is not None and bool(now.home.rows))
    now = there()
    assert now is not None
    assert now.home.head.theatre.currentText() == name
    box_office = await colleague(clerk)
    remembered = await box_office.theatre(clerk.shell.choice(THEATRE_CHOICE, ""))
    assert remembered.name == name
