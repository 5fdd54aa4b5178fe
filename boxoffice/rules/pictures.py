"""Which pictures are taken: known by what they begin with, whatever somebody calls them."""

import re

from boxoffice.model.errors import BadInput

PICTURE_MAX_BYTES = 10 * 2**20
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
