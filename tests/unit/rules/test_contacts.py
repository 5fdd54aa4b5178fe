import pytest

from boxoffice.model.errors import BadInput
from boxoffice.model.user import Channel, Contact
from boxoffice.rules.contacts import contact_from, looks_like_contact


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        (" Asha@Example.ORG ", "asha@example.org"),
        ("a.b+tickets@mail.example.co.in", "a.b+tickets@mail.example.co.in"),
        ("asha@bücher.example", "asha@xn--bcher-kva.example"),
    ],
)
def test_an_address_has_one_form_however_it_is_typed(typed: str, value: str) -> None:
    assert contact_from(typed, "IN") == Contact(Channel.MAIL, value)


@pytest.mark.parametrize(
    ("typed", "region", "value"),
    [
        ("98200 12345", "IN", "+919820012345"),
        ("+91 98200-12345", "GB", "+919820012345"),
        ("020 7946 0958", "GB", "+442079460958"),
    ],
)
def test_a_number_without_a_country_belongs_to_the_usual_one(
    typed: str, region: str, value: str
) -> None:
    assert contact_from(typed, region) == Contact(Channel.SMS, value)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "asha",
        "@example.org",
        "asha@example",
        "asha@exam ple.org",
        "asha@-x.org",
        "a@b@example.org",
        "asha@example.org\r\nBcc: all@example.org",
        ".asha@example.org",
        "a" * 65 + "@example.org",
        "asha@" + "a" * 300 + ".org",
        "12345",
        "98200 12345 ext. 7",
        "9" * 1_000,
    ],
)
def test_what_reaches_nobody_is_refused(typed: str) -> None:
    with pytest.raises(BadInput):
        contact_from(typed, "IN")


def test_a_clerks_user_name_is_no_contact() -> None:
    names = ("clerk", "clerk 2", "9820", "asha@example.org", "+919820012345")
    assert [looks_like_contact(name) for name in names] == [False, False, False, True, True]
