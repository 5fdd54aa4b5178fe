"""Payment methods and their providers as the settings name them."""

from boxoffice.model.errors import BadInput
from boxoffice.rules.upi import Payee
from boxoffice.services.payment.methods import UPI_METHOD, PaymentMethods
from boxoffice.services.payment.providers import Provider
from boxoffice.settings import Settings

#: Everybody can read this, so that it proves nothing outside of a demo.
DEMO_SECRET = "boxoffice-demo-simulator"
STRIPE, SIMULATOR = "stripe", "simulator"
DEMO_METHODS = {"upi_card_mock": SIMULATOR, UPI_METHOD: SIMULATOR}
DEMO_PAYEE = Payee("boxoffice-demo@upi", "Box Office demo")


def payment_methods(settings: Settings, *, demo: bool) -> PaymentMethods:
    """The methods in force; BadInput says what the settings lack."""
    methods = _named(settings.payment_methods)
    secrets = _listed(settings.simulator_secrets)
    payee = Payee(settings.upi_address, settings.upi_name or settings.upi_address)
    if demo:
        methods = DEMO_METHODS | methods
        secrets = secrets or (DEMO_SECRET,)
        payee = payee if payee.address else DEMO_PAYEE
    elif DEMO_SECRET in secrets:
        raise BadInput(
            "Option simulator_secrets is the demo's own secret, which everybody knows: with it"
            " anybody could say that a booking is paid. Choose another one."
        )
    if UPI_METHOD in methods and "@" not in payee.address:
        raise BadInput("Option upi_address wants a UPI address such as cinema@bank.")
    if methods.get(UPI_METHOD) == STRIPE:
        raise BadInput("Option payment_methods: Stripe has no UPI link for the counter's tender.")
    providers: dict[str, Provider] = {}
    if secrets:
        # Most cinemas have none: what is not loaded does not slow the start.
        from boxoffice.services.payment.providers.simulator import (  # noqa: PLC0415 (start-up)
            SimulatorProvider,
        )

        providers[SIMULATOR] = SimulatorProvider(
            secrets, payee, _url("simulator_url", settings.simulator_url)
        )
    if settings.stripe_secret_key:
        providers[STRIPE] = _stripe(settings)
    for method_id, provider in methods.items():
        if provider not in providers:
            raise BadInput(
                f"Option payment_methods: “{method_id}” is paid through “{provider}”, which is not"
                " set up."
            )
    return PaymentMethods(providers, methods)


def _stripe(settings: Settings) -> Provider:
    secrets = _listed(settings.stripe_webhook_secrets)
    if not secrets:
        raise BadInput("Option stripe_webhook_secrets wants what signs Stripe's webhooks.")
    try:
        # Not a part of the plain installation, and of no use to most cinemas.
        from boxoffice.services.payment.providers.stripe import StripeProvider  # noqa: PLC0415
    except ModuleNotFoundError as error:
        if error.name != STRIPE:
            raise
        raise BadInput(
            "Option stripe_secret_key wants Stripe's library, which is not installed. Install"
            " boxoffice[server]."
        ) from error
    url = _url("stripe_url", settings.stripe_url)
    return StripeProvider(settings.stripe_secret_key.strip(), secrets, url.rstrip("/"))


def _named(text: str) -> dict[str, str]:
    """`method=provider, …`"""
    methods: dict[str, str] = {}
    for item in _listed(text):
        method_id, _, provider = (part.strip() for part in item.partition("="))
        if not method_id or not provider:
            raise BadInput(f"Option payment_methods wants method=provider, not “{item}”.")
        methods[method_id] = provider
    return methods


def _listed(text: str) -> tuple[str, ...]:
    return tuple(item for part in text.split(",") if (item := part.strip()))


def _url(option: str, text: str) -> str:
    if text and not text.startswith(("http://", "https://")):
        raise BadInput(f"Option {option} wants an address such as http://…, not “{text}”.")
    return text
