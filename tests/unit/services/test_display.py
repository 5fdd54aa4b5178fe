"""Display keeps its own copies of layouts and trusts no digest but its own."""

from dataclasses import replace

import pytest

from boxoffice.model.errors import NotFound
from boxoffice.model.layout import Layout
from boxoffice.rules.layouts import canonical, digest
from boxoffice.services.display import Displays
from boxoffice.stores.database import Database
from tests.clock import FakeClock
from tests.unit.services.samples import plan

LAYOUT = Layout("100001", "PVRAH-1", "PVRAH", plan(), digest(canonical(plan())), FakeClock().now())


async def test_a_copy_answers_the_digest_it_computed(database: Database) -> None:
    displays = Displays(database)
    assert await displays.put_layout(replace(LAYOUT, digest="claimed")) == LAYOUT.digest
    assert await displays.layout("100001") == LAYOUT


async def test_a_published_layout_never_changes(database: Database) -> None:
    displays = Displays(database)
    await displays.put_layout(LAYOUT)
    assert await displays.put_layout(replace(LAYOUT, plan=plan(standard=4))) == LAYOUT.digest
    assert await displays.layout("100001") == LAYOUT


async def test_an_unknown_layout_is_not_found(database: Database) -> None:
    with pytest.raises(NotFound):
        await Displays(database).layout("100001")
