"""Which pictures are taken, known by what they begin with whatever somebody calls them, and whose
they are."""

import re
from collections.abc import Collection

from boxoffice.model.errors import BadInput, NotAllowed
from boxoffice.model.user import Grant, Role
from boxoffice.rules.rights import is_system_admin

PICTURE_MAX_BYTES = 10 * 2**20
#: Pictures that one theatre, or the platform, may have.
PICTURES_PER_OWNER = 1_000
#: The owner of pictures that are no theatre's; a theatre's id is the owner of its own.
PLATFORM = ""
_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")


def check_media_id(media_id: str) -> None:
    """BadInput for an id that no picture can have."""
    if not _ID.fullmatch(media_id):
        raise BadInput("A picture's id has 1 to 64 letters, digits, - and _.")


def content_type_of(content: bytes) -> str:
    """The type of a picture; BadInput for one too large, and for anything that is no PNG, JPEG
    or WebP."""
    if len(content) > PICTURE_MAX_BYTES:
        raise BadInput(f"A picture may have {PICTURE_MAX_BYTES // 2**20} MB.")
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if content.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return "image/webp"
    raise BadInput("This is no PNG, JPEG or WebP picture.")


def owner_after(grants: Collection[Grant], owner: str | None) -> str:
    """Whose a picture is once somebody with these grants has put it; `owner` had it before (None:
    nobody). Of several theatres a new one is the first one's. NotAllowed for somebody else's."""
    if is_system_admin(grants):
        return owner or PLATFORM
    owners = sorted(
        PLATFORM if grant.role is Role.MOVIE_ADMIN else grant.theatre_id
        for grant in grants
        if grant.role in (Role.MOVIE_ADMIN, Role.THEATRE_ADMIN)
    )
    if owner is None and owners:
        return owners[0]
    if owner is None or owner not in owners:
        raise NotAllowed("A picture of this id belongs to somebody else. Choose another id.")
    return owner
