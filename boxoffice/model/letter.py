"""What is sent to a person besides codes."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Letter:
    """`text` is all that a message without room for more has; `file` is a PDF, empty for none."""

    subject: str
    text: str
    file_name: str = ""
    file: bytes = b""
