"""The shared loop and a theme for tests of the counter's widgets."""

import gc

import pytest

from tests.widgets import pytest_asyncio_loop_factories, theme

__all__ = ["pytest_asyncio_loop_factories", "theme"]


@pytest.fixture(autouse=True)
def earlier_loops_end_in_this_thread() -> None:
    """A test's loop owns Qt timers; left to chance, a thread that draws tickets collects them."""
    gc.collect()
