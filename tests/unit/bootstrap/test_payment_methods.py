"""Which methods and secrets a cinema pays with, and those it refuses."""

import sys
from pathlib import Path

import pytest

from boxoffice.bootstrap.cinema import open_cinema
from boxoffice.bootstrap.payment_methods import DEMO_SECRET, payment_methods
from boxoffice.model.errors import BadInput, NotFound
from boxoffice.model.payment import Webhook
from boxoffice.services.signatures import sign
from boxoffice.settings import Settings
from tests.clock import FakeClock

BODY = b'{"transaction_id":"T1","booking_ref":"b","status":"succeeded"}'
NOW = FakeClock().now()
STRIPE = {"stripe_secret_key": "sk", "stripe_webhook_secrets": "own, older"}


def settings(**changed: str) -> Settings:
    return Settings(data_dir=Path("unused"), **changed)  # type: ignore[arg-type]


def signed(secret: str) -> Webhook:
    return Webhook("simulator", sign(secret, int(NOW.timestamp()), BODY), BODY)


def test_a_demo_has_the_simulators_methods_and_the_secret_that_everybody_knows() -> None:
    methods = payment_methods(settings(), demo=True)
    assert methods.methods == {"upi_card_mock": "simulator", "upi": "simulator"}
    simulator = methods.provider("simulator")
    assert simulator.read_webhook(signed(DEMO_SECRET).signature, BODY, NOW)


def test_a_demo_with_a_secret_of_its_own_believes_no_other() -> None:
    simulator = payment_methods(settings(simulator_secrets="own, older"), demo=True).provider(
        "simulator"
    )
    for secret in ("own", "older"):
        assert simulator.read_webhook(signed(secret).signature, BODY, NOW)
    with pytest.raises(Exception, match="does not fit"):
        simulator.read_webhook(signed(DEMO_SECRET).signature, BODY, NOW)


def test_another_cinema_has_no_method_by_itself() -> None:
    methods = payment_methods(settings(), demo=False)
    assert (dict(methods.methods), dict(methods.providers)) == ({}, {})


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"simulator_secrets": DEMO_SECRET}, "everybody knows"),
        ({"simulator_secrets": f"own, {DEMO_SECRET}"}, "everybody knows"),
        ({"payment_methods": "card=simulator"}, "“simulator”, which is not set up"),
        ({"payment_methods": "card"}, "wants method=provider, not “card”"),
        ({"payment_methods": "upi=simulator", "simulator_secrets": "own"}, "upi_address"),
        ({"simulator_url": "127.0.0.1:6001", "simulator_secrets": "own"}, "simulator_url"),
        ({"payment_methods": "card=stripe"}, "“stripe”, which is not set up"),
        ({"stripe_secret_key": "sk"}, "stripe_webhook_secrets"),
        ({**STRIPE, "stripe_url": "api.stripe.com"}, "stripe_url"),
        ({**STRIPE, "payment_methods": "upi=stripe", "upi_address": "a@b"}, "no UPI link"),
    ],
)
def test_settings_that_cannot_be_are_refused_in_words(changed: dict[str, str], words: str) -> None:
    with pytest.raises(BadInput, match=words):
        payment_methods(settings(**changed), demo=False)


def test_stripe_is_set_up_by_its_key_and_believes_two_secrets() -> None:
    methods = payment_methods(settings(**STRIPE, payment_methods="card=stripe"), demo=False)
    assert dict(methods.methods) == {"card": "stripe"}
    body = b'{"object": "event", "type": "customer.created", "data": {"object": {}}}'
    for secret in ("own", "older"):
        signature = sign(secret, int(NOW.timestamp()), body)
        assert methods.provider("stripe").read_webhook(signature, body, NOW) == ()


def test_stripe_without_its_library_is_refused_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "boxoffice.services.payment.providers.stripe", raising=False)
    monkeypatch.setitem(sys.modules, "stripe", None)
    with pytest.raises(BadInput, match=r"Install boxoffice\[server\]"):
        payment_methods(settings(**STRIPE), demo=False)


async def test_a_cinema_does_not_open_with_the_demos_secret(tmp_path: Path) -> None:
    by_hand = Settings(data_dir=tmp_path, simulator_secrets=DEMO_SECRET)
    with pytest.raises(BadInput, match="everybody knows"):
        async with open_cinema(by_hand, FakeClock()):
            pass


async def test_a_cinema_that_is_no_demo_believes_nobody_when_it_is_opened_as_one(
    tmp_path: Path,
) -> None:
    clock = FakeClock()
    async with open_cinema(Settings(data_dir=tmp_path), clock):
        pass
    async with open_cinema(Settings(data_dir=tmp_path), clock, demo=True) as cinema:
        with pytest.raises(NotFound):
            await cinema.services.payments.hear(signed(DEMO_SECRET))


def test_secrets_are_not_shown_with_the_settings() -> None:
    shown = repr(settings(**STRIPE, simulator_secrets="own"))
    assert not any(secret in shown for secret in ("'own", "'sk'"))
