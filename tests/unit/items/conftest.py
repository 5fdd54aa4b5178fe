"""The shared loop and a theme for tests of the sheet of items."""

from tests.widgets import pytest_asyncio_loop_factories, theme

__all__ = ["pytest_asyncio_loop_factories", "theme"]
