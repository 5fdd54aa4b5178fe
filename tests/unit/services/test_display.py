"""Display keeps its own copies of layouts and trusts no digest but its own; and pictures."""

from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy import select

from boxoffice.model.errors import BadInput, NotAllowed, NotFound
from boxoffice.model.layout import Layout
from boxoffice.model.media import Media
from boxoffice.model.user import Caller, Grant, Role
from boxoffice.rules import pictures
from boxoffice.rules.layouts import canonical, digest
from boxoffice.services.display import Displays
from boxoffice.stores.database import Database
from boxoffice.stores.display import pictures as pictures_noted
from tests.clock import FakeClock
from tests.unit.services.samples import NO_MEDIA, plan

LAYOUT = Layout("100001", "PVRAH-1", "PVRAH", plan(), digest(canonical(plan())), FakeClock().now())


async def test_a_copy_answers_the_digest_it_computed(database: Database) -> None:
    displays = Displays(database, FakeClock(), NO_MEDIA)
    assert await displays.put_layout(replace(LAYOUT, digest="claimed")) == LAYOUT.digest
    assert await displays.layouts(("100001",)) == (LAYOUT,)


async def test_a_published_layout_never_changes(database: Database) -> None:
    displays = Displays(database, FakeClock(), NO_MEDIA)
    await displays.put_layout(LAYOUT)
    assert await displays.put_layout(replace(LAYOUT, plan=plan(standard=4))) == LAYOUT.digest
    assert await displays.layouts(("100001",)) == (LAYOUT,)


async def test_layouts_come_in_the_order_asked_for_without_those_there_are_not(
    database: Database,
) -> None:
    displays, other = Displays(database, FakeClock(), NO_MEDIA), replace(LAYOUT, layout_id="100002")
    await displays.put_layout(LAYOUT)
    await displays.put_layout(other)
    assert await displays.layouts(("100002", "7", "100001")) == (other, LAYOUT)


PNG = b"\x89PNG\r\n\x1a\n and so on"
JPEG = b"\xff\xd8\xff\xe0 and so on"
WEBP = b"RIFF\x10\x00\x00\x00WEBPVP8 and so on"


MOVIE_ADMIN = Caller("u1", (Grant(Role.MOVIE_ADMIN),))
ANDHERI = Caller("u2", (Grant(Role.THEATRE_ADMIN, "PVRAH"),))
PUNE = Caller("u3", (Grant(Role.THEATRE_ADMIN, "PVRPU"),))
SYSTEM_ADMIN = Caller("u4", (Grant(Role.SYSTEM_ADMIN),))


def names_in(folder: Path) -> list[str]:
    return [each.name for each in folder.glob("*")]


@pytest.mark.parametrize(
    ("content", "kind"), [(PNG, "image/png"), (JPEG, "image/jpeg"), (WEBP, "image/webp")]
)
async def test_a_picture_is_kept_as_what_it_is(
    database: Database, tmp_path: Path, content: bytes, kind: str
) -> None:
    displays = Displays(database, FakeClock(), tmp_path / "media")
    assert await displays.put_media("poster-1", content, MOVIE_ADMIN) == kind
    kept = Media("poster-1", kind, content, sha256(content).hexdigest())
    assert await displays.media("poster-1") == kept


async def test_a_picture_put_again_takes_the_place_of_the_earlier_one(
    database: Database, tmp_path: Path
) -> None:
    displays = Displays(database, FakeClock(), tmp_path / "media")
    await displays.put_media("poster-1", PNG, MOVIE_ADMIN)
    await displays.put_media("poster-1", JPEG, MOVIE_ADMIN)
    assert (await displays.media("poster-1")).content == JPEG
    assert names_in(tmp_path / "media") == ["poster-1"]


@pytest.mark.parametrize("media_id", ["", "../cinema.db", "a.b", "a" * 65, "a/b", "\u00e9"])
async def test_a_picture_whose_id_could_be_a_path_is_refused(
    database: Database, tmp_path: Path, media_id: str
) -> None:
    displays = Displays(database, FakeClock(), tmp_path / "media")
    with pytest.raises(BadInput):
        await displays.put_media(media_id, PNG, MOVIE_ADMIN)
    with pytest.raises(BadInput):
        await displays.media(media_id)
    assert names_in(tmp_path / "media") == []


@pytest.mark.parametrize(
    "content", [b"", b"<svg onload='x'/>", b"GIF89a", PNG[1:], b"RIFF____WAVE"]
)
async def test_what_is_no_picture_is_not_kept(
    database: Database, tmp_path: Path, content: bytes
) -> None:
    with pytest.raises(BadInput):
        await Displays(database, FakeClock(), tmp_path / "media").put_media(
            "poster-1", content, MOVIE_ADMIN
        )
    assert names_in(tmp_path / "media") == []


async def test_a_picture_that_is_too_large_is_not_kept(database: Database, tmp_path: Path) -> None:
    content = PNG.ljust(pictures.PICTURE_MAX_BYTES + 1, b"0")
    with pytest.raises(BadInput):
        await Displays(database, FakeClock(), tmp_path / "media").put_media(
            "poster-1", content, MOVIE_ADMIN
        )


@pytest.mark.parametrize(("first", "other"), [(ANDHERI, PUNE), (MOVIE_ADMIN, PUNE)])
async def test_a_picture_is_replaced_by_its_owner_or_a_system_admin_only(
    database: Database, tmp_path: Path, first: Caller, other: Caller
) -> None:
    displays = Displays(database, FakeClock(), tmp_path / "media")
    await displays.put_media("poster-1", PNG, first)
    with pytest.raises(NotAllowed):
        await displays.put_media("poster-1", WEBP, other)
    assert (await displays.media("poster-1")).content == PNG
    await displays.put_media("poster-1", JPEG, SYSTEM_ADMIN)
    await displays.put_media("poster-1", WEBP, first)
    assert (await displays.media("poster-1")).content == WEBP


async def test_a_picture_of_before_owners_were_noted_is_the_platforms(
    database: Database, tmp_path: Path
) -> None:
    displays = Displays(database, FakeClock(), tmp_path)
    (tmp_path / "poster-1").write_bytes(PNG)
    with pytest.raises(NotAllowed):
        await displays.put_media("poster-1", WEBP, ANDHERI)
    await displays.put_media("poster-1", WEBP, MOVIE_ADMIN)
    assert (await displays.media("poster-1")).content == WEBP


async def test_who_put_a_picture_and_when_is_noted(database: Database, tmp_path: Path) -> None:
    displays, now = Displays(database, FakeClock(), tmp_path), FakeClock().now()
    await displays.put_media("poster-1", PNG, ANDHERI)
    await displays.put_media("poster-1", PNG, SYSTEM_ADMIN)
    rows = await database.read(lambda connection: connection.execute(select(pictures_noted)).all())
    assert [tuple(row) for row in rows] == [("poster-1", "PVRAH", "u4", now)]


async def test_an_owner_has_a_bounded_number_of_pictures(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("boxoffice.stores.display.PICTURES_PER_OWNER", 1)
    displays = Displays(database, FakeClock(), tmp_path / "media")
    await displays.put_media("poster-1", PNG, ANDHERI)
    await displays.put_media("poster-1", JPEG, ANDHERI)
    with pytest.raises(BadInput):
        await displays.put_media("poster-2", PNG, ANDHERI)
    await displays.put_media("poster-2", PNG, PUNE)
    assert sorted(names_in(tmp_path / "media")) == ["poster-1", "poster-2"]


async def test_an_unknown_picture_is_not_found(database: Database, tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        await Displays(database, FakeClock(), tmp_path / "media").media("poster-1")
