"""Whatever the schema allows is answered or refused, whoever asks it."""

import json
from collections.abc import Mapping
from typing import Any

import pytest
import schemathesis
from graphql import (
    ArgumentNode,
    ListValueNode,
    ObjectFieldNode,
    ValueNode,
    Visitor,
    build_schema,
    introspection_from_schema,
    parse,
    parse_value,
    print_ast,
    visit,
)
from hypothesis import given
from hypothesis import strategies as st
from schemathesis.graphql import nodes

from boxoffice.gateway.binding import schema_text
from boxoffice.gateway.replies import INTERNAL_CODE
from tests.fuzz.besieged import Besieged
from tests.fuzz.effort import effort

#: Enough that each root field is asked by each of them now and then.
EXAMPLES = 60

schemathesis.graphql.scalar(
    "DateTime",
    st.datetimes().map(lambda at: nodes.String(f"{at.isoformat()}Z")) | st.text().map(nodes.String),
)
SCHEMA = schemathesis.graphql.from_dict(
    dict(introspection_from_schema(build_schema(schema_text())))
)
CASES = SCHEMA.as_strategy()


class Known(Visitor):
    """Puts in some places of a document what there is in the town: by names alone hardly
    anything would ever be found."""

    def __init__(self, known: Mapping[str, list[Any]], data: st.DataObject) -> None:
        super().__init__()
        self._known = known
        self._data = data

    def enter_argument(self, node: ArgumentNode, *_: object) -> ArgumentNode:
        return ArgumentNode(name=node.name, value=self._instead(node))

    def enter_object_field(self, node: ObjectFieldNode, *_: object) -> ObjectFieldNode:
        return ObjectFieldNode(name=node.name, value=self._instead(node))

    def _instead(self, node: ArgumentNode | ObjectFieldNode) -> ValueNode:
        known = self._known.get(node.name.value.lower().replace("_", ""))
        if not known or not self._data.draw(st.booleans()):
            return node.value
        chosen = json.dumps(self._data.draw(st.sampled_from(known)))
        return parse_value(f"[{chosen}]" if isinstance(node.value, ListValueNode) else chosen)


def known_in(town: Besieged) -> dict[str, list[Any]]:
    """What there is, by the names that arguments have (in lower case, without underscores)."""
    ids = town.ids
    bookings, shows = [town.hold()], [ids.today, ids.tomorrow]
    instants = ["2026-11-20T21:30:00+05:30", "2026-11-20T00:00:00Z"]
    return {
        "id": [ids.theatre_id, "M1", str(ids.today), ids.screen_id, ids.layout_id],
        "showid": shows,
        "theatreid": [ids.theatre_id, ids.other_theatre_id],
        "screenid": [ids.screen_id],
        "layoutid": [ids.layout_id],
        "movieid": ["M1"],
        "bookingid": bookings,
        "bookid": bookings,
        "bid": bookings,
        "seatids": ["A1", "B1", "B2", "Z9"],
        "seatid": ["A1", "B3"],
        "locid": ["MUM1"],
        "lon": [72.84],
        "lat": [19.1],
        "radius": [50.0],
        "d": ["20261120", "20261121"],
        "date": ["20261120", *instants],
        "showtime": instants,
        "publishtime": instants,
        "username": ["clerk", "stranger"],
        "paymentmethodid": ["upi_card_mock"],
        "amountminor": [40_000],
        "status": [0, 1, 4, 5],
    }


@pytest.mark.parametrize("who", ["nobody", "guest", "clerk", "admin", "system"])
def test_every_operation_is_answered_or_refused(town: Besieged, who: str) -> None:
    port = town.guests_port if who == "guest" else town.port
    username = "" if who in ("nobody", "guest") else who

    @effort(EXAMPLES)
    @given(data=st.data(), case=CASES)
    def ask(data: st.DataObject, case: "schemathesis.Case[Any]") -> None:
        document = visit(parse(str(case.body)), Known(known_in(town), data))
        status, answer = town.ask(print_ast(document), town.token(username), port)
        assert status < 500, answer
        codes = [error["extensions"]["code"] for error in answer.get("errors", ())]
        assert INTERNAL_CODE not in codes, answer

    ask()
