"""A box office with a till over each database."""

from collections.abc import AsyncIterator

import pytest

from boxoffice.services.payment import Payments
from boxoffice.stores.migrate import MigratableDatabase
from tests.unit.services.booking.box import Box, open_box
from tests.unit.services.payment.psp import Psp, Till, till_over


@pytest.fixture
async def box(database: MigratableDatabase) -> AsyncIterator[Box]:
    async with open_box(database) as opened:
        yield opened


@pytest.fixture
async def payments(box: Box) -> AsyncIterator[Payments]:
    made = Payments(box.database, box.clock, box.bookings)
    await made.start()
    yield made
    await made.stop()


@pytest.fixture
def till(box: Box) -> Till:
    return till_over(box, Psp())
