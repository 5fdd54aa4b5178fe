"""Permanent account numbers."""

import pytest

from boxoffice.model.errors import BadInput
from boxoffice.rules.pan import check_pan


def test_a_pan_has_its_form_or_is_left_out() -> None:
    check_pan("ABCDE1234F")
    check_pan("")


@pytest.mark.parametrize("pan", ["abcde1234f", "ABCDE12345", "ABCDE1234F ", "ABCD١٢٣٤E"])
def test_another_form_is_refused(pan: str) -> None:
    with pytest.raises(BadInput):
        check_pan(pan)
