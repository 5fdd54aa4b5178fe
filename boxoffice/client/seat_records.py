"""What a counter asks about single seats of a show: which are off sale, and what happened."""

from dataclasses import dataclass
from datetime import datetime

from boxoffice.client.codec import decode_all, selection
from boxoffice.client.connection import Connection
from boxoffice.model.blocks import Block, BlockReason
from boxoffice.model.history import SeatStep
from boxoffice.model.money import Money


@dataclass(frozen=True, slots=True)
class NamedEvent:
    """What happened to a seat, and the name of whoever did it; empty where it is nobody of this
    theatre."""

    at: datetime
    step: SeatStep
    by: str
    by_name: str
    number: str
    amount: Money | None
    note: str


class SeatRecords:
    """Every method raises the refusals of model.errors; TryAgain when the answer was lost, and
    then asking the same once more does nothing twice."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    _HISTORY = f"""query SeatHistory($showId: Int!, $seatId: String!) {{
      seatHistory(showId: $showId, seatId: $seatId) {selection(NamedEvent)}
    }}"""

    async def history(self, show_id: int, seat_id: str) -> tuple[NamedEvent, ...]:
        """What happened to one seat, oldest first; holds as far as they are remembered."""
        variables = {"showId": show_id, "seatId": seat_id}
        return decode_all(NamedEvent, await self._connection.call(self._HISTORY, variables))

    _BLOCKS = f"query Blocks($showId: Int!) {{ blocks(showId: $showId) {selection(Block)} }}"

    async def blocks(self, show_id: int) -> tuple[Block, ...]:
        """The seats off sale of a show, the first taken off first."""
        return decode_all(Block, await self._connection.call(self._BLOCKS, {"showId": show_id}))

    _BLOCK = f"""mutation BlockSeats(
      $showId: Int!, $seatIds: [String!]!, $reason: BlockReason!, $idempotencyKey: ID!
    ) {{
      blockSeats(
        showId: $showId, seatIds: $seatIds, reason: $reason, idempotencyKey: $idempotencyKey
      ) {selection(Block)}
    }}"""

    async def block(
        self, show_id: int, seat_ids: tuple[str, ...], reason: BlockReason, key: str
    ) -> tuple[Block, ...]:
        """Take seats off sale, once for each key; all that are off sale then. SeatsGone."""
        variables = {
            "showId": show_id,
            "seatIds": list(seat_ids),
            "reason": reason.name,
            "idempotencyKey": key,
        }
        return decode_all(Block, await self._connection.call(self._BLOCK, variables))

    _UNBLOCK = f"""mutation UnblockSeats(
      $showId: Int!, $seatIds: [String!]!, $idempotencyKey: ID!
    ) {{
      unblockSeats(
        showId: $showId, seatIds: $seatIds, idempotencyKey: $idempotencyKey
      ) {selection(Block)}
    }}"""

    async def unblock(self, show_id: int, seat_ids: tuple[str, ...], key: str) -> tuple[Block, ...]:
        """Put seats back on sale, once for each key; all that are off sale then."""
        variables = {"showId": show_id, "seatIds": list(seat_ids), "idempotencyKey": key}
        return decode_all(Block, await self._connection.call(self._UNBLOCK, variables))
