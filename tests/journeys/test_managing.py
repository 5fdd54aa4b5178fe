"""The admin's pages in the window, by keys."""

from dataclasses import replace

from PySide6.QtCore import Qt

from admin_designer.forms.records import RecordsPage
from boxoffice.client.api import BoxOffice
from boxoffice.client.embedded import EmbeddedTransport
from boxoffice.model.movie import Title
from tests.journeys.conftest import Clerk

CTRL = Qt.KeyboardModifier.ControlModifier
Key = Qt.Key


def movies(admin: Clerk) -> RecordsPage[Title]:
    """The page of movies, which is in front."""
    workspaces = admin.counters.workspaces
    assert workspaces is not None
    assert workspaces.manage is not None
    page = workspaces.manage.page
    assert isinstance(page, RecordsPage)
    return page


async def to_movies(admin: Clerk) -> RecordsPage[Title]:
    """From the counter to the page of movies, until it has read them."""
    await admin.hands.press(Key.Key_3, held=CTRL)
    await admin.until(lambda: bool(movies(admin).records))
    return movies(admin)


async def test_a_movie_is_added_by_keys_and_offered_to_whoever_makes_shows(clerk: Clerk) -> None:
    await clerk.sign_in("admin")
    page = await to_movies(clerk)
    await clerk.hands.press(Key.Key_N, held=CTRL)
    await clerk.hands.type("Quiet Harbour")
    page.form.entry("duration").setFocus()
    await clerk.hands.type("a while")
    page.form.entry("release").setFocus()
    await clerk.hands.type("2026-11-20")
    await clerk.hands.press(Key.Key_S, held=CTRL)
    await clerk.until(lambda: "2h 24m" in page.form.note("duration"))
    assert page.form.entry("duration").hasFocus()
    await clerk.hands.press(Key.Key_A, held=CTRL)
    await clerk.hands.type("1h 40m")
    await clerk.hands.press(Key.Key_S, held=CTRL)
    await clerk.until(lambda: "quiet-harbour" in page.records)

    box_office = BoxOffice(EmbeddedTransport(clerk.cinema.gateway))
    await box_office.sign_in("admin", "admin-demo")
    assert "Quiet Harbour" in [one.title for one in await box_office.halls.movies()]


async def test_of_two_admins_the_second_sees_both_versions_and_loses_nothing(clerk: Clerk) -> None:
    await clerk.sign_in("admin")
    page = await to_movies(clerk)
    title = next(iter(page.records.values()))
    page.table.choose(title.movie.movie_id)
    await clerk.hands.press(Key.Key_Return)
    page.form.entry("certificate").setFocus()
    await clerk.hands.press(Key.Key_A, held=CTRL)
    await clerk.hands.type("A")
    page.form.entry("description").setFocus()
    await clerk.hands.press(Key.Key_A, held=CTRL)
    await clerk.hands.type("Mine.")

    other = BoxOffice(EmbeddedTransport(clerk.cinema.gateway))
    await other.sign_in("admin", "admin-demo")
    theirs = replace(title.movie, certificate="S", genres=("Noir",))
    await other.titles.save(replace(title, movie=theirs))
    await clerk.hands.press(Key.Key_S, held=CTRL)
    await clerk.until(lambda: bool(page.form.clashes()))

    assert page.form.clashes() == ("certificate",)
    assert page.form.note("certificate") == "They put: S"
    texts = page.form.texts()
    assert (texts["certificate"], texts["description"], texts["genres"]) == ("A", "Mine.", "Noir")
    await clerk.hands.click(clerk.button("Take theirs"))
    await clerk.hands.press(Key.Key_S, held=CTRL)
    key = title.movie.movie_id
    await clerk.until(lambda: page.records[key].version == title.version + 2)
    assert page.records[key].movie == replace(theirs, description="Mine.")


async def test_what_was_typed_is_there_again_after_the_window_was_left(clerk: Clerk) -> None:
    await clerk.sign_in("admin")
    page = await to_movies(clerk)
    await clerk.hands.press(Key.Key_N, held=CTRL)
    await clerk.hands.type("Half a tit")
    await clerk.hands.press(Key.Key_1, held=CTRL)
    await clerk.hands.press(Key.Key_L, held=CTRL | Qt.KeyboardModifier.ShiftModifier)
    await clerk.until(clerk.shell.sign_in.isVisible)
    await clerk.hands.type("admin-demo")
    await clerk.hands.press(Key.Key_Return)
    await clerk.until(clerk.at_counter)
    page = await to_movies(clerk)
    await clerk.until(lambda: page.unsaved == ("",))
    await clerk.hands.press(Key.Key_N, held=CTRL)
    assert page.form.texts()["title"] == "Half a tit"
