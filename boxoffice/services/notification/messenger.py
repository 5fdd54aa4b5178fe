"""What carries a message to a person: the providers of mail and SMS."""

from dataclasses import dataclass
from typing import Protocol


class Undeliverable(Exception):
    """The provider will never carry this message; trying again is in vain."""


@dataclass(frozen=True, slots=True)
class Message:
    """`message_id` is the same at each try, so that whoever carries it can tell repeats.
    `file` is a PDF, which an SMS has no room for."""

    message_id: str
    to: str
    subject: str
    text: str
    file_name: str = ""
    file: bytes = b""


class Messenger(Protocol):
    """One way to reach people."""

    async def send(self, message: Message) -> None:
        """Hand the message over. Undeliverable for good; anything else raised is tried again."""
        ...
