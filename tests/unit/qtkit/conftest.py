"""The shared loop and a theme for tests of widgets."""

from tests.widgets import pytest_asyncio_loop_factories, theme

__all__ = ["pytest_asyncio_loop_factories", "theme"]
