"""Whose webhooks are believed, and for how long."""

from datetime import timedelta

import pytest

from boxoffice.model.errors import BadSignature
from boxoffice.services.signatures import check, sign
from tests.clock import FakeClock

NOW = FakeClock().now()
AT = int(NOW.timestamp())
BODY = b'{"status":"succeeded"}'


def test_a_signature_is_made_as_the_contract_says() -> None:
    assert sign("secret", 1_700_000_000, b"{}") == (
        "t=1700000000,v1=b8569b78799ff9e3cbff0fc2d63a33a2b57f3282abd07c37ae5e8e7d79a5f163"
    )


@pytest.mark.parametrize("seconds", [-300, 0, 300])
def test_a_message_is_believed_five_minutes_either_way(seconds: int) -> None:
    check(sign("secret", AT + seconds, BODY), BODY, ("secret",), NOW)


@pytest.mark.parametrize("seconds", [-301, 301, 86_400 * 365])
def test_an_old_message_and_one_from_ahead_are_not_believed(seconds: int) -> None:
    with pytest.raises(BadSignature, match="too long ago, or ahead"):
        check(sign("secret", AT + seconds, BODY), BODY, ("secret",), NOW)


def test_half_a_second_past_five_minutes_is_too_late() -> None:
    with pytest.raises(BadSignature):
        check(sign("secret", AT - 300, BODY), BODY, ("secret",), NOW + timedelta(seconds=0.5))


def test_while_a_secret_is_replaced_either_is_believed() -> None:
    for secret in ("old", "new"):
        check(sign(secret, AT, BODY), BODY, ("new", "old"), NOW)
    both = f"{sign('older', AT, BODY)},{sign('new', AT, BODY).partition(',')[2]}"
    check(both, BODY, ("new",), NOW)


@pytest.mark.parametrize(
    "signature",
    [
        "",
        "t=,v1=",
        f"t={AT}",
        "v1=00",
        f"t={AT},v1=00",
        f"t={AT},v1=é",
        f"t=-1,{sign('secret', AT, BODY).partition(',')[2]}",
        f"t=٣,{sign('secret', AT, BODY).partition(',')[2]}",
        f"t={AT + 1},{sign('secret', AT, BODY).partition(',')[2]}",
        f"t={AT},{sign('secret', AT, BODY)}",
        sign("another", AT, BODY),
        sign("secret", AT, BODY + b" "),
        sign("secret", AT, BODY) + ",v1=00" * 500,
    ],
)
def test_what_the_secret_did_not_sign_is_refused(signature: str) -> None:
    with pytest.raises(BadSignature):
        check(signature, BODY, ("secret",), NOW)


def test_without_a_secret_nothing_is_believed() -> None:
    with pytest.raises(BadSignature):
        check(sign("", AT, BODY), BODY, (), NOW)
