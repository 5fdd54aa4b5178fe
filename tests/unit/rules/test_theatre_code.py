"""Theatre ids out of names."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boxoffice.rules.theatre_code import theatre_code


@pytest.mark.parametrize(
    ("name", "taken", "code"),
    [
        ("PVR Andheri", (), "PVRAN"),
        ("PVR Andheri", ("PVRAN",), "PVRAN2"),
        ("PVR Andheri West", ("PVRAN", "PVRAN2"), "PVRAN3"),
        ("Regal", (), "REGAL"),
        ("Café de l'Étoile", (), "CAFDE"),
        ("तीसरी घंटी", (), "CINE"),
    ],
)
def test_a_code_is_short_and_tells_the_name(name: str, taken: tuple[str, ...], code: str) -> None:
    assert theatre_code(name, taken) == code


@given(st.text(), st.sets(st.text()))
def test_a_code_is_always_new_and_plain(name: str, others: set[str]) -> None:
    taken = others | {theatre_code(name, ())}
    code = theatre_code(name, taken)
    assert code not in taken
    assert re.fullmatch("[A-Z0-9]+", code)
