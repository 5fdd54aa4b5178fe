"""Invoices: their numbers, and the firms that they are made out to."""

from datetime import date

from boxoffice.model.booking import NOBODY, Buyer
from boxoffice.model.errors import BadInput

#: The tax law's longest invoice number, and what a prefix may take of it.
MAX_NUMBER_LENGTH, MAX_PREFIX_LENGTH = 16, 6
MAX_FIRM_LENGTH = 120


def fiscal_year(day: date, first_month: int) -> int:
    """The year that the fiscal year of this day began in."""
    return day.year if day.month >= first_month else day.year - 1


def invoice_number(prefix: str, year: int, number: int) -> str:
    """Such as PVRAH/26/000123, the 123rd of the fiscal year that began in 2026."""
    return f"{prefix}/{year % 100:02d}/{number:06d}"


def credit_note_number(prefix: str, year: int, number: int) -> str:
    """Such as PVRAH/C26/00012: of a series of its own, which invoices do not share."""
    return f"{prefix}/C{year % 100:02d}/{number:05d}"


def check_buyer(buyer: Buyer) -> Buyer:
    """The firm with its number as it is written; BadInput for a number that cannot be one. A
    buyer without a number is nobody in particular."""
    if not buyer.gstin.strip():
        return NOBODY
    if fault := gstin_fault(buyer.gstin):
        raise BadInput(f"“{buyer.gstin[:40]}” is not a GSTIN: {fault}.")
    from stdnum.in_ import gstin  # noqa: PLC0415 (start-up time)

    number = gstin.compact(buyer.gstin)
    name = buyer.name.strip()
    if not 0 < len(name) <= MAX_FIRM_LENGTH or not name.isprintable():
        raise BadInput(f"An invoice needs the firm's name, at most {MAX_FIRM_LENGTH} characters.")
    return Buyer(number, name)


def gstin_fault(text: str) -> str:
    """What keeps a text from being a GSTIN, in words; empty for one that is."""
    # A start of the program does without it: only firms need it.
    from stdnum.exceptions import ValidationError  # noqa: PLC0415 (start-up time)
    from stdnum.in_ import gstin  # noqa: PLC0415 (start-up time)

    try:
        gstin.validate(text)
    except ValidationError as error:
        return _why(error)
    return ""


def _why(error: Exception) -> str:
    """What is wrong with a number, for the clerk to read aloud."""
    return {
        "InvalidLength": "it has 15 characters",
        "InvalidChecksum": "one of its characters is wrong",
    }.get(
        type(error).__name__, "it is two digits, a PAN, a digit or letter, Z and a check character"
    )
