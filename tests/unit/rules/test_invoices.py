"""Invoices are numbered by fiscal year, and made out to firms whose numbers can be."""

from datetime import date

import pytest

from boxoffice.model.booking import NOBODY, Buyer
from boxoffice.model.errors import BadInput
from boxoffice.rules.invoices import (
    MAX_NUMBER_LENGTH,
    MAX_PREFIX_LENGTH,
    check_buyer,
    fiscal_year,
    invoice_number,
)


@pytest.mark.parametrize(
    ("day", "first_month", "year"),
    [
        (date(2027, 3, 31), 4, 2026),
        (date(2027, 4, 1), 4, 2027),
        (date(2027, 12, 31), 4, 2027),
        (date(2027, 1, 1), 1, 2027),
    ],
)
def test_a_fiscal_year_is_called_by_the_year_that_it_begins_in(
    day: date, first_month: int, year: int
) -> None:
    assert fiscal_year(day, first_month) == year


def test_a_number_says_theatre_and_year_within_the_laws_length() -> None:
    assert invoice_number("PVRAH", 2026, 123) == "PVRAH/26/000123"
    longest = invoice_number("X" * MAX_PREFIX_LENGTH, 2026, 999_999)
    assert len(longest) == MAX_NUMBER_LENGTH


def test_a_firms_number_is_read_however_it_was_typed() -> None:
    typed = Buyer(" 27aapfu0939f1zv", " Asha Traders ")
    assert check_buyer(typed) == Buyer("27AAPFU0939F1ZV", "Asha Traders")
    assert check_buyer(Buyer("", "whoever")) == NOBODY


@pytest.mark.parametrize(
    ("gstin", "name", "words"),
    [
        ("27AAPFU0939F1Z", "Asha", "it has 15 characters"),
        ("27AAPFU0939F1ZO", "Asha", "one of its characters is wrong"),
        ("27AAPFU0939F1XV", "Asha", "two digits, a PAN"),
        ("ZZAAPFU0939F1ZV", "Asha", "two digits, a PAN"),
        ("27AAPFU0939F1ZV", "", "needs the firm's name"),
        ("27AAPFU0939F1ZV", "x" * 121, "needs the firm's name"),
    ],
)
def test_a_number_that_cannot_be_says_what_is_wrong(gstin: str, name: str, words: str) -> None:
    with pytest.raises(BadInput, match=words):
        check_buyer(Buyer(gstin, name))
