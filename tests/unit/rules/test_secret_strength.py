import pytest

from boxoffice.model.errors import BadInput
from boxoffice.rules.secret_strength import check_password, check_pin


@pytest.mark.parametrize("password", ["short", "Password1", "aaaaaaaaaa", "x" * 201, "Asha.Rao"])
def test_a_weak_password_is_refused(password: str) -> None:
    with pytest.raises(BadInput):
        check_password(password, "asha.rao")


@pytest.mark.parametrize("pin", ["", "123", "123456789", "12a4", "٢٤٦٨", "0000", "1234", "98765"])
def test_a_pin_that_is_none_or_guessed_first_is_refused(pin: str) -> None:
    with pytest.raises(BadInput):
        check_pin(pin)


def test_a_fair_password_and_pin_are_taken() -> None:
    check_password("clerk-demo", "clerk")
    check_pin("2580")
