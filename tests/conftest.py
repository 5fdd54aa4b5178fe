"""What every test runs under: no display is needed, and widgets look as in the program."""

import gc
import os

import pytest
from hypothesis import settings

# Chosen before any test module loads Qt.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


# As in the program: a widget that is collected on another thread leaves its timers to crash on.
gc.disable()


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown() -> None:
    """Take garbage away on the thread of the tests."""
    from boxoffice.qtkit.garbage import collect_due  # noqa: PLC0415 - loads Qt

    collect_due()


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    """The style of `qtkit.loop.make_app`, for the application that pytest-qt makes."""
    return ["tests", "-style", "fusion"]


# How long an example takes says something of the machine, nothing of the rule.
settings.register_profile("suite", deadline=None)
# For `make fuzz`: twenty times as much of everything.
settings.register_profile("fuzz", deadline=None, max_examples=2_000)
settings.load_profile("suite")
