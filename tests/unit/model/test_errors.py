"""Clients tell refusals apart by their codes."""

from boxoffice.model import errors

#: May grow; none of these may change, for clients elsewhere know them.
CODES = {
    "BadInput": "BAD_INPUT",
    "NotFound": "NOT_FOUND",
    "NotSignedIn": "NOT_SIGNED_IN",
    "NotAllowed": "NOT_ALLOWED",
    "TryLater": "TRY_LATER",
    "SeatsGone": "SEATS_GONE",
    "HoldOver": "HOLD_OVER",
    "NotOnSale": "NOT_ON_SALE",
    "WrongState": "WRONG_STATE",
    "WrongAmount": "WRONG_AMOUNT",
    "KeyReused": "KEY_REUSED",
    "NoProvider": "NO_PROVIDER",
    "BadSignature": "BAD_SIGNATURE",
    "InUse": "IN_USE",
    "TryAgain": "TRY_AGAIN",
    "StoreUnusable": "STORE_UNUSABLE",
}


def test_a_refusals_code_never_changes_and_no_two_share_one() -> None:
    codes = {kind.__name__: kind.code for kind in errors.Refusal.__subclasses__()}
    assert CODES.items() <= codes.items()
    assert len(set(codes.values())) == len(codes)
