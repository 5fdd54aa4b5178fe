"""How each seat looks to this counter, from its live state and the sale in hand."""

from collections.abc import Iterable, Mapping
from datetime import datetime

import numpy as np
import numpy.typing as npt

from boxoffice.counter.open_show import OpenShow
from boxoffice.counter.state import SaleState
from boxoffice.model.blocks import BlockReason
from boxoffice.model.layout import SeatState
from boxoffice.seatmap.distinct import distinct
from boxoffice.seatmap.looks import SeatLook

#: How long a seat that just went shows its cross, seconds.
TAKEN_SECONDS = 8.0
#: How much time left is a full bar on a seat that somebody else holds.
FULL_BAR_SECONDS = 300.0

_LOOK_OF = np.full(256, SeatLook.BLOCKED, dtype=np.uint8)
_LOOK_OF[SeatState.AVAILABLE] = SeatLook.FREE
_LOOK_OF[SeatState.LOCKED] = SeatLook.HELD
_LOOK_OF[SeatState.BOOKED] = SeatLook.SOLD

Looks = npt.NDArray[np.uint8]


def seat_looks(show: OpenShow, state: SaleState, now_steady: float) -> Looks:
    """One SeatLook a seat, in the plan's order."""
    looks = _LOOK_OF[np.frombuffer(bytes(show.live.states), dtype=np.uint8)]
    broken = [
        index
        for block in show.off_sale.values()
        if block.reason is BlockReason.BROKEN
        and (index := show.index_of.get(block.seat_id, -1)) >= 0
        and looks[index] == SeatLook.BLOCKED
    ]
    looks[broken] = SeatLook.BROKEN
    parked = {one.booking.hold_id for one in state.parked}
    for hold_id in (show.live.mine & show.live.holds.keys()) - parked:
        looks[list(show.live.holds[hold_id].indexes)] = SeatLook.YOURS
    refused = state.refused
    if refused is not None:
        for offer in state.offers[:2]:
            _put(looks, show, offer.seat_ids, SeatLook.OFFERED)
    if state.held is not None:
        _put(looks, show, state.seat_ids, SeatLook.YOURS)
    if refused is not None and now_steady - refused.at < TAKEN_SECONDS:
        _put(looks, show, refused.gone, SeatLook.TAKEN)
    _put(looks, show, state.asking, SeatLook.ASKING)
    return looks


def deadlines(
    show: OpenShow, now: datetime, now_steady: float
) -> Mapping[int, tuple[float, float]]:
    """When the others' holds began and end, in steady seconds, by seat index."""
    times: dict[int, tuple[float, float]] = {}
    for hold_id, hold in show.live.holds.items():
        if hold_id not in show.live.mine:
            ends = now_steady + (hold.expires_at - now).total_seconds()
            times.update(dict.fromkeys(hold.indexes, (ends - FULL_BAR_SECONDS, ends)))
    return times


def free_by_category(show: OpenShow) -> Mapping[int, int]:
    """How many seats of each category id are free."""
    states = np.frombuffer(bytes(show.live.states), dtype=np.uint8)
    free = show.categories[states == SeatState.AVAILABLE]
    ids, places = distinct(free)
    counts = np.bincount(places)
    return dict(zip(ids.tolist(), counts.tolist(), strict=True))


def _put(looks: Looks, show: OpenShow, seat_ids: Iterable[str], look: SeatLook) -> None:
    looks[[show.index_of[one] for one in seat_ids if one in show.index_of]] = look
