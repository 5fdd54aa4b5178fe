"""How much is tried: a little in the suite, a lot under `make fuzz`."""

from hypothesis import HealthCheck, settings

#: What the profile `suite` tries; another profile tries so many times as much as it has more.
SUITE_EXAMPLES = 100


def times() -> int:
    """How much more is tried than in the suite."""
    return settings().max_examples // SUITE_EXAMPLES


def effort(examples: int) -> settings:
    """Settings that try `examples` in the suite."""
    return settings(
        max_examples=examples * times(),
        # What is drawn is large.
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
