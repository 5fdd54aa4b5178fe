"""Ticket keys, and what a counter checks tickets by."""

from boxoffice.client.codec import decode, decode_all, selection
from boxoffice.client.connection import Connection
from boxoffice.model.doors import DoorList, TicketKey


class Doors:
    """Every method raises the refusals of model.errors; TryAgain when the answer was lost, and
    then asking the same once more does nothing twice."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    _LIST = f"""query DoorList($theatreId: ID!, $known: String) {{
      doorList(theatreId: $theatreId, known: $known) {selection(DoorList)}
    }}"""

    async def door_list(self, theatre_id: str, known: str) -> DoorList | None:
        """What a theatre's doors check tickets by; None while its digest is still `known`."""
        found = await self._connection.call(self._LIST, {"theatreId": theatre_id, "known": known})
        return decode(DoorList, found) if found is not None else None

    _KEYS = f"""query TicketKeys($theatreId: ID!) {{
      ticketKeys(theatreId: $theatreId) {selection(TicketKey)}
    }}"""

    async def keys(self, theatre_id: str) -> tuple[TicketKey, ...]:
        """A theatre's ticket keys, oldest first."""
        variables = {"theatreId": theatre_id}
        return decode_all(TicketKey, await self._connection.call(self._KEYS, variables))

    _ROTATE = f"""mutation RotateTicketKey($theatreId: ID!, $before: ID!) {{
      rotateTicketKey(theatreId: $theatreId, before: $before) {selection(TicketKey)}
    }}"""

    async def rotate(self, theatre_id: str, before: str) -> tuple[TicketKey, ...]:
        """Let a new key sign in place of `before`, unless another does already; answers all."""
        variables = {"theatreId": theatre_id, "before": before}
        return decode_all(TicketKey, await self._connection.call(self._ROTATE, variables))

    _RETIRE = f"""mutation RetireTicketKey($theatreId: ID!, $keyId: ID!) {{
      retireTicketKey(theatreId: $theatreId, keyId: $keyId) {selection(TicketKey)}
    }}"""

    async def retire(self, theatre_id: str, key_id: str) -> tuple[TicketKey, ...]:
        """Let no ticket admit that this key has signed; answers all."""
        variables = {"theatreId": theatre_id, "keyId": key_id}
        return decode_all(TicketKey, await self._connection.call(self._RETIRE, variables))
