"""Refusals: what a person asked for and cannot have, each with a stable code and plain words."""


class Refusal(Exception):
    """Base of all refusals; `code` is stable and travels in `extensions.code`.

    `str(refusal)` is phrased for the clerk. `seat_ids` names the seats it is about, if any.
    """

    code = "REFUSED"

    def __init__(self, message: str, *, seat_ids: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.seat_ids = seat_ids


class BadInput(Refusal):
    """The request makes no sense as it stands; asking again the same way will not help."""

    code = "BAD_INPUT"


class NotFound(Refusal):
    """There is no such thing."""

    code = "NOT_FOUND"


class NotSignedIn(Refusal):
    """Nobody is signed in, or the session has ended."""

    code = "NOT_SIGNED_IN"


class NotAllowed(Refusal):
    """The one who asks has no right to this."""

    code = "NOT_ALLOWED"


class TryLater(Refusal):
    """Too many tries from here or at this account; wait before the next one."""

    code = "TRY_LATER"


class WrongSecret(Refusal):
    """A code or an old password that should prove something is wrong or too old."""

    code = "WRONG_SECRET"


class SeatsGone(Refusal):
    """Some of the seats are taken, blocked or held by others; `seat_ids` names them."""

    code = "SEATS_GONE"


class HoldOver(Refusal):
    """The hold has ended: its time is up, it was released, or the machine slept."""

    code = "HOLD_OVER"


class NotOnSale(Refusal):
    """The show is not open: not yet published, closed, cancelled or over."""

    code = "NOT_ON_SALE"


class WrongState(Refusal):
    """The booking's state does not allow this step."""

    code = "WRONG_STATE"


class WrongAmount(Refusal):
    """The tenders do not add up to what is due."""

    code = "WRONG_AMOUNT"


class PriceRefused(Refusal):
    """A ticket type or discount code cannot be had for this; `seat_ids` names the lines."""

    code = "PRICE_REFUSED"


class SoldOut(Refusal):
    """There is less in stock than is wanted."""

    code = "SOLD_OUT"


class VoucherRefused(Refusal):
    """There is no such voucher, it is over, or too little is left on it."""

    code = "VOUCHER_REFUSED"


class KeyReused(Refusal):
    """The idempotency key was already used for a different request."""

    code = "KEY_REUSED"


class NoProvider(Refusal):
    """Nobody is set up to carry this out: no payment provider for a method, no mail or SMS."""

    code = "NO_PROVIDER"


class BadSignature(Refusal):
    """The message is not signed by who it says it is from, or was signed too long ago."""

    code = "BAD_SIGNATURE"


class InUse(Refusal):
    """Something still depends on what was to be deleted or changed."""

    code = "IN_USE"


class Outdated(Refusal):
    """What this was decided on has changed meanwhile; look at it again before deciding anew."""

    code = "OUTDATED"


class TryAgain(Refusal):
    """Not now, but soon: the same request may succeed in a moment."""

    code = "TRY_AGAIN"


class StoreUnusable(Refusal):
    """The data file cannot be used: damaged, read-only, full disk, newer version, in use."""

    code = "STORE_UNUSABLE"
