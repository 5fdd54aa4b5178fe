from dataclasses import replace

import pytest

from boxoffice.client.connection import Connection
from boxoffice.client.layouts import Layouts
from boxoffice.model.errors import BadInput, TryAgain
from boxoffice.model.layout import Plan
from boxoffice.rules.grid import GridCategory, GridSeat, from_grid
from boxoffice.rules.layouts import canonical, digest
from tests.unit.client.scripted import Response, ScriptedTransport, data


@pytest.fixture
def plan() -> Plan:
    """Two seats beside each other."""
    seats = (GridSeat(1, "A1"), GridSeat(1, "A2"))
    return from_grid([GridCategory(1, "Standard", 1, 2, seats)], ["A1", "A2"])


def document(plan: Plan, plan_text: str) -> Response:
    return data(
        "layout",
        {
            "layoutId": "100001",
            "screenId": "S1",
            "theatreId": "PVRAH",
            "digest": digest(canonical(plan)),
            "publishedAt": "2026-11-20T12:00:00Z",
            "plan": plan_text,
        },
    )


async def test_a_layout_is_read_whole_and_asked_for_once(plan: Plan) -> None:
    transport = ScriptedTransport([document(plan, canonical(plan).decode())])
    layouts = Layouts(Connection(transport))
    first = await layouts.get("100001")
    assert first.plan == plan
    assert await layouts.get("100001") is first
    assert len(transport.calls) == 1


async def test_a_layout_that_does_not_match_its_digest_is_not_kept(plan: Plan) -> None:
    text = canonical(plan).decode()
    transport = ScriptedTransport([document(plan, text.replace("A2", "A3")), document(plan, text)])
    layouts = Layouts(Connection(transport))
    with pytest.raises(TryAgain):
        await layouts.get("100001")
    assert (await layouts.get("100001")).plan == plan


async def test_a_hall_with_numbers_beyond_measure_is_refused(plan: Plan) -> None:
    first, second = plan.seats
    wide = replace(plan, seats=(replace(first, width_mm=3_000_000_000), second))
    layouts = Layouts(Connection(ScriptedTransport([document(wide, canonical(wide).decode())])))
    with pytest.raises(BadInput, match="too large"):
        await layouts.get("100001")
