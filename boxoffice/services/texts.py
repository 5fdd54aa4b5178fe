"""What every name and text that somebody typed must keep to."""

import unicodedata

from boxoffice.model.errors import BadInput

MAX_NAME_CHARACTERS = 200
MAX_TEXT_CHARACTERS = 20_000


def check_name(name: str, what: str) -> None:
    """BadInput when a name is empty, too long or no single line of text."""
    if not name.strip():
        raise BadInput(f"{what} is empty.")
    if len(name) > MAX_NAME_CHARACTERS:
        raise BadInput(f"{what} has more than {MAX_NAME_CHARACTERS} characters.")
    if not name.isprintable():
        raise BadInput(f"{what} has characters that cannot be printed.")


def check_text(text: str, what: str, most: int = MAX_TEXT_CHARACTERS) -> None:
    """BadInput when a text is too long or holds what no text holds."""
    if len(text) > most:
        raise BadInput(f"{what} has more than {most} characters.")
    if any(unicodedata.category(each) == "Cs" or each == "\0" for each in text):
        raise BadInput(f"{what} has characters that cannot be printed.")
