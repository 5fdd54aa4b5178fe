"""How a cinema lets people pay through providers: which method goes to which provider."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from boxoffice.model.errors import NoProvider
from boxoffice.services.payment.providers import Provider, ProviderSilent

#: What the counter's UPI tender is paid by.
UPI_METHOD = "upi"
_NAME_SHOWN = 40


@dataclass(frozen=True, slots=True)
class PaymentMethods:
    """`providers` by name; `methods` maps a method's id to the name of its provider."""

    providers: Mapping[str, Provider] = field(default_factory=dict)
    methods: Mapping[str, str] = field(default_factory=dict)

    def provider_of(self, method_id: str) -> str:
        """The name of the provider that a method is paid through; NoProvider."""
        if method_id not in self.methods:
            shown = method_id[:_NAME_SHOWN]
            raise NoProvider(f"No payment provider is set up for “{shown}”.")
        return self.methods[method_id]

    def provider(self, name: str) -> Provider:
        """The provider of this name; one that is set up no more is silent."""
        provider = self.providers.get(name)
        if provider is None:
            raise ProviderSilent(f"The payment provider “{name}” is no longer set up.")
        return provider
