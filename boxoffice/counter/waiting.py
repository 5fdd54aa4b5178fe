"""Which wishes must wait until something else is dealt with, so that no key does harm."""

from boxoffice.counter.state import PAYING, NoticeKind, SaleState
from boxoffice.counter.wishes import (
    Best,
    ByLine,
    Digit,
    DropCode,
    Give,
    Key,
    PutItem,
    SetBuyer,
    SetType,
    TakeOffer,
    Toggle,
    Typed,
    UseCode,
    Wish,
)

#: What happens without the clerk takes no message away.
BY_THEMSELVES = frozenset(
    {
        Key.COUNT_IS_IN,
        Key.OFFERS_STALE,
        Key.HOLD_IN_DOUBT,
        Key.LOOK,
        Key.STAY_HELD,
        Key.RECOVER,
        Key.KEEP_PARKED,
    }
)


def first(state: SaleState, wish: Wish) -> NoticeKind | None:
    """What must be dealt with first, before the wish may do anything."""
    if wish in BY_THEMSELVES:
        return None
    if state.unknown:
        return None if wish in (Key.GO, Key.EXTEND) else NoticeKind.UNKNOWN_PAYMENT
    if state.reserved and not state.over and _changes_seats(state, wish):
        return NoticeKind.RESERVED
    if not state.over or state.booking is None:
        return None
    # An amount that is still being typed, or the Enter after it, must never buy other seats.
    waits = isinstance(wish, Digit | Best | ByLine | TakeOffer | Give | Typed)
    waits |= wish in (Key.CASH, Key.CARD, Key.UPI, Key.SPLIT, Key.NEXT_OFFER, Key.ERASE)
    waits |= wish is Key.GO and state.stage in PAYING
    return NoticeKind.HOLD_OVER if waits else None


def _changes_seats(state: SaleState, wish: Wish) -> bool:
    """Whether the wish is for other seats or prices than those in the basket."""
    changes = isinstance(
        wish, Best | ByLine | TakeOffer | Toggle | SetType | DropCode | PutItem | SetBuyer
    )
    changes |= wish in (Key.SWAP, Key.CYCLE_TYPE, Key.NEXT_OFFER, Key.EXTEND, Key.DROP_CODE)
    if state.stage in PAYING:
        return changes
    return changes or isinstance(wish, Digit | UseCode) or wish is Key.CODE
