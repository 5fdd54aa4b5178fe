"""The permanent account number of an Indian taxpayer."""

import re

from boxoffice.model.errors import BadInput

_PAN = re.compile(r"[A-Z]{5}[0-9]{4}[A-Z]", re.ASCII)


def check_pan(pan: str) -> None:
    """BadInput when this is not of a PAN's form; none at all is fine (theatres elsewhere)."""
    if pan and not _PAN.fullmatch(pan):
        raise BadInput("A PAN is five letters, four digits and a letter, such as ABCDE1234F.")
