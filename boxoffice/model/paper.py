"""What stands on a theatre's papers besides a sale."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PaperTemplate:
    """`heading` and `gstin` are printed in place of the theatre's own, where they are not empty;
    `note` stands below receipts. `logo` is a PNG in base64. Every change is a new `version`, 0
    before the first."""

    theatre_id: str
    heading: str = ""
    gstin: str = ""
    note: str = ""
    logo: str = ""
    version: int = 0
