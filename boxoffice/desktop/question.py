"""A question to whoever is at the window, before something that cannot be taken back."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, and the words on the buttons; no second button for an empty `no`."""

    title: str
    words: str
    yes: str
    stay: str
    no: str = ""
