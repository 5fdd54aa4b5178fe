"""What a shift's unfinished work is called in a refusal."""

from collections.abc import Sequence

from boxoffice.model.shift import Unfinished, UnfinishedKind

#: Spelt out in one refusal; the rest are counted.
MOST_NAMED = 3

_WORDS = {
    UnfinishedKind.PENDING_BOOKING: "booking {number} waits for its money",
    UnfinishedKind.UNKNOWN_UPI: "whether UPI of {amount} for {number} was paid is not known",
    UnfinishedKind.REFUND_OWED: "{amount} are owed back for {number}",
}


def unfinished_words(unfinished: Sequence[Unfinished]) -> str:
    """“INR 640.00 are owed back for 7Q4M9XKD; and 2 more”."""
    parts = [
        _WORDS[one.kind].format(number=one.booking_number or "?", amount=one.amount.words())
        for one in unfinished[:MOST_NAMED]
    ]
    if len(unfinished) > MOST_NAMED:
        parts.append(f"and {len(unfinished) - MOST_NAMED} more")
    return "; ".join(parts)
