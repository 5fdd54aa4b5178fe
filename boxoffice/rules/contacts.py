"""E-mail addresses and phone numbers, in the one form that they are compared in."""

import re

from boxoffice.model.errors import BadInput
from boxoffice.model.user import Channel, Contact

MAX_MAIL_CHARACTERS = 254
MAX_PHONE_CHARACTERS = 40

_LOCAL_PART = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_LABEL = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")
#: What people write a phone number with.
_PHONE = re.compile(r"\+?[0-9][0-9 ().\-/]{4,}")


def contact_from(text: str, region: str) -> Contact:
    """The contact that somebody typed; BadInput. `region` (ISO 3166, IN) is where a number
    without a country code belongs."""
    typed = text.strip()
    return Contact(Channel.MAIL, mail(typed)) if "@" in typed else _phone_contact(typed, region)


def looks_like_contact(text: str) -> bool:
    """Whether a user name may be somebody's e-mail address or phone number."""
    return "@" in text or _PHONE.fullmatch(text) is not None


def mail(text: str) -> str:
    """An e-mail address in small letters, its domain in ASCII; BadInput.

    No mail provider of today tells addresses apart by capitals, and people do not type them alike.
    """
    local, _, domain = text.strip().rpartition("@")
    try:
        host = domain.encode("idna").decode("ascii").lower()
    except UnicodeError:
        host = ""
    labels = host.split(".")
    if (
        len(local) > 64
        or len(local) + 1 + len(host) > MAX_MAIL_CHARACTERS
        or not _LOCAL_PART.fullmatch(local)
        or len(labels) < 2
        or not all(_LABEL.fullmatch(label) for label in labels)
    ):
        raise BadInput("That is not an e-mail address.")
    return f"{local.casefold()}@{host}"


def phone(text: str, region: str) -> str:
    """A phone number in E.164 (+919820012345); BadInput."""
    # Its tables are large, and a counter never needs them.
    import phonenumbers  # noqa: PLC0415 (start-up time)

    wrong = BadInput("That is not a phone number.")
    if len(text) > MAX_PHONE_CHARACTERS:
        raise wrong
    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException as error:
        raise wrong from error
    if not phonenumbers.is_valid_number(number) or number.extension:
        raise wrong
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _phone_contact(text: str, region: str) -> Contact:
    return Contact(Channel.SMS, phone(text, region))
