"""What a password and a PIN must be like."""

from boxoffice.model.errors import BadInput

MIN_CHARACTERS = 8
MAX_CHARACTERS = 200
MIN_DIGITS, MAX_DIGITS = 4, 8

#: Of the longest lists of stolen passwords, those at the top that are long enough for us.
_COMMON = frozenset(
    {
        *("password", "password1", "passw0rd", "welcome1", "letmein1", "changeme", "iloveyou"),
        *("12345678", "123456789", "1234567890", "87654321", "qwertyui", "qwertyuiop", "qwerty123"),
        *("1q2w3e4r", "abcdefgh", "abcd1234", "admin123", "administrator", "trustno1", "sunshine"),
        *("princess", "football", "baseball", "superman", "cinema123", "boxoffice"),
    }
)
_DIGITS_UP, _DIGITS_DOWN = "01234567890", "09876543210"


def check_password(password: str, username: str = "") -> None:
    """BadInput for a password that is too short, too long, or guessed first."""
    if len(password) < MIN_CHARACTERS:
        raise BadInput(f"A password has at least {MIN_CHARACTERS} characters.")
    if len(password) > MAX_CHARACTERS:
        raise BadInput(f"A password has at most {MAX_CHARACTERS} characters.")
    folded = password.casefold()
    if folded in _COMMON or len(set(folded)) == 1:
        raise BadInput("This password is one of those that are guessed first. Choose another.")
    if username and folded == username.casefold():
        raise BadInput("The password is the user name. Choose another.")


def check_pin(pin: str) -> None:
    """BadInput for a PIN that is none, or that everybody tries first."""
    if not (pin.isascii() and pin.isdigit() and MIN_DIGITS <= len(pin) <= MAX_DIGITS):
        raise BadInput(f"A PIN has {MIN_DIGITS} to {MAX_DIGITS} digits.")
    if len(set(pin)) == 1 or pin in _DIGITS_UP or pin in _DIGITS_DOWN:
        raise BadInput("This PIN is one of those that are guessed first. Choose another.")
