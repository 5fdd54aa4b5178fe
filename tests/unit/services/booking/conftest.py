"""A box office over each database."""

from collections.abc import AsyncIterator

import pytest

from boxoffice.stores.migrate import MigratableDatabase
from tests.unit.services.booking.box import Box, open_box


@pytest.fixture
async def box(database: MigratableDatabase) -> AsyncIterator[Box]:
    async with open_box(database) as opened:
        yield opened
