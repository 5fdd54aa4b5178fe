"""Display keeps its own copies of layouts and trusts no digest but its own."""

from dataclasses import replace

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
    assert await displays.layouts(("100001",)) == (LAYOUT,)


async def test_a_published_layout_never_changes(database: Database) -> None:
    displays = Displays(database)
    await displays.put_layout(LAYOUT)
    assert await displays.put_layout(replace(LAYOUT, plan=plan(standard=4))) == LAYOUT.digest
    assert await displays.layouts(("100001",)) == (LAYOUT,)


async def test_layouts_come_in_the_order_asked_for_without_those_there_are_not(
    database: Database,
) -> None:
    displays, other = Displays(database), replace(LAYOUT, layout_id="100002")
    await displays.put_layout(LAYOUT)
    await displays.put_layout(other)
    assert await displays.layouts(("100002", "7", "100001")) == (other, LAYOUT)
