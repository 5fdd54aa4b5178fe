"""Files that people look at: posters and tracing pictures."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Media:
    """One picture. `digest` is the SHA-256 of its content, as hex."""

    media_id: str
    content_type: str
    content: bytes
    digest: str
