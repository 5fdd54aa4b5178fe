import pytest

from boxoffice.client.address import Address, PlainText, address_from, readable
from boxoffice.client.pairing import looks_like_code, pairing_code, read_code
from boxoffice.model.errors import BadInput

FINGERPRINT = "3f2a90c1d4e5b6a7" + "00" * 24
SHARED = Address("https://192.168.1.20:8443", FINGERPRINT)


@pytest.mark.parametrize(
    ("typed", "url"),
    [
        (" box.example.com ", "https://box.example.com"),
        ("192.168.1.20:8443", "https://192.168.1.20:8443"),
        ("https://box.example.com/graphql", "https://box.example.com"),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
        ("http://localhost:8080/", "http://localhost:8080"),
        ("https://[::1]:8443", "https://[::1]:8443"),
    ],
)
def test_an_address_is_encrypted_unless_it_stays_on_this_computer(typed: str, url: str) -> None:
    assert address_from(typed).url == url


def test_passwords_go_unencrypted_over_the_network_only_where_somebody_said_so() -> None:
    with pytest.raises(PlainText, match="could read the passwords"):
        address_from("http://192.168.1.20:8080")
    allowed = address_from("http://192.168.1.20:8080", plain_allowed=True)
    assert allowed.url == "http://192.168.1.20:8080"


@pytest.mark.parametrize(
    "typed",
    ["", "two words", "ftp://box.example", "https://a:b@box.example", "box:port", "https://"],
)
def test_what_is_no_address_is_refused(typed: str) -> None:
    with pytest.raises(BadInput):
        address_from(typed)


def test_the_socket_goes_the_way_the_calls_go() -> None:
    assert SHARED.socket == "wss://192.168.1.20:8443/graphql"
    assert Address("http://127.0.0.1:8080").socket == "ws://127.0.0.1:8080/graphql"
    assert Address("https://box.example").port == 443


def test_a_fingerprint_reads_in_groups_of_four() -> None:
    assert readable("3f2a90c1d4") == "3F2A 90C1 D4"


def test_a_pairing_code_carries_address_port_and_certificate() -> None:
    code = pairing_code(SHARED)
    assert len(code) == 29
    paired = read_code(code)
    assert (paired.url, paired.pin) == ("https://192.168.1.20:8443", FINGERPRINT[:16])


def test_a_pairing_code_may_be_typed_in_small_letters_with_spaces_and_mistaken_zeros() -> None:
    code = pairing_code(SHARED)
    typed = code.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    assert read_code(typed) == read_code(code)


def test_one_wrong_letter_of_a_pairing_code_is_noticed() -> None:
    code = pairing_code(SHARED)
    wrong = code[:5] + ("2" if code[5] != "2" else "3") + code[6:]
    with pytest.raises(BadInput, match="A letter of this pairing code is wrong"):
        read_code(wrong)


def test_an_address_is_not_taken_for_a_pairing_code() -> None:
    assert looks_like_code(pairing_code(SHARED))
    assert not looks_like_code("192.168.1.20:8443")
    assert not looks_like_code("box.example.com")
