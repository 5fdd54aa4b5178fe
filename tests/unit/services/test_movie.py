"""Titles: added once, replaced, and never deleted once shown."""

from dataclasses import replace

import pytest

from boxoffice.model.errors import BadInput, InUse, NotFound, Outdated
from boxoffice.model.movie import Movie, Title, TitleFacts, TitleKind
from boxoffice.services.movie import Movies
from boxoffice.stores.database import Database
from tests.clock import FakeClock
from tests.unit.services.samples import MOVIE, movie


@pytest.fixture
def movies(database: Database) -> Movies:
    return Movies(database, FakeClock())


async def test_a_title_is_kept_whole(movies: Movies) -> None:
    assert await movies.create(MOVIE, "admin") == MOVIE
    assert await movies.get("m1") == MOVIE


async def test_the_same_title_again_is_fine_but_its_id_is_not_anothers(movies: Movies) -> None:
    await movies.create(MOVIE, "admin")
    await movies.create(MOVIE, "admin")
    with pytest.raises(InUse, match="belongs to “Monsoon Letters”"):
        await movies.create(replace(MOVIE, title="Another"), "admin")
    assert (await movies.get("m1")).title == "Monsoon Letters"


async def test_an_update_replaces_a_title_that_is_there(movies: Movies) -> None:
    await movies.create(MOVIE, "admin")
    await movies.update(replace(MOVIE, certificate="A"), "admin")
    assert (await movies.get("m1")).certificate == "A"
    with pytest.raises(NotFound):
        await movies.update(movie("m2"), "admin")


async def test_many_come_in_the_order_asked_for_without_the_unknown(movies: Movies) -> None:
    for each in ("m1", "m2", "m3"):
        await movies.create(movie(each), "admin")
    assert await movies.get_many(("m3", "m9", "m1")) == (movie("m3"), movie("m1"))


async def test_a_title_that_was_shown_cannot_be_deleted(movies: Movies) -> None:
    await movies.create(MOVIE, "admin")
    await movies.mark_shown("m1")
    with pytest.raises(InUse):
        await movies.delete("m1", "admin")
    assert await movies.get("m1") == MOVIE


async def test_deleting_says_whether_the_title_was_there(movies: Movies) -> None:
    await movies.create(MOVIE, "admin")
    assert await movies.delete("m1", "admin") is True
    assert await movies.delete("m1", "admin") is False
    with pytest.raises(NotFound):
        await movies.mark_shown("m1")


@pytest.mark.parametrize("wrong", [movie(" "), movie("m1", ""), movie("m1", "x" * 201)])
async def test_a_title_needs_an_id_and_a_name(movies: Movies, wrong: Movie) -> None:
    with pytest.raises(BadInput):
        await movies.create(wrong, "admin")


async def test_titles_are_listed_by_name(movies: Movies) -> None:
    for movie_id, title in (("m1", "Zed"), ("m2", "anna"), ("m3", "Bo")):
        await movies.create(replace(movie(movie_id), title=title), "admin")
    assert [each.movie.title for each in await movies.titles()] == ["anna", "Bo", "Zed"]


async def test_of_two_who_change_one_title_the_second_is_told(movies: Movies) -> None:
    first = await movies.save(Title(MOVIE, TitleFacts(), 0), "admin")
    assert first.version == 1
    cast = replace(first, facts=TitleFacts(cast=("Asha Rao",)))
    changed = await movies.save(cast, "admin")
    assert (changed.version, changed.facts.cast) == (2, ("Asha Rao",))
    with pytest.raises(Outdated, match="Monsoon Letters"):
        await movies.save(replace(first, facts=TitleFacts(cast=("Another",))), "other")
    assert await movies.titles() == (changed,)


async def test_a_save_whose_answer_was_lost_may_be_repeated(movies: Movies) -> None:
    new = Title(MOVIE, TitleFacts(TitleKind.EVENT), 0)
    assert await movies.save(new, "admin") == await movies.save(new, "admin")
    with pytest.raises(InUse):
        await movies.save(replace(new, facts=TitleFacts()), "admin")


async def test_what_the_platform_changes_outdates_what_somebody_has_open(movies: Movies) -> None:
    opened = await movies.save(Title(MOVIE, TitleFacts(cast=("Asha Rao",)), 0), "admin")
    await movies.update(replace(MOVIE, certificate="A"), "platform")
    with pytest.raises(Outdated):
        await movies.save(replace(opened, facts=TitleFacts()), "admin")
    (now,) = await movies.titles()
    assert (now.movie.certificate, now.facts.cast) == ("A", ("Asha Rao",))
