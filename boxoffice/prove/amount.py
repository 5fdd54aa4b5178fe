"""How much a run proved: what it did not do cannot have gone wrong in it."""

from dataclasses import dataclass

from boxoffice.prove.history import Act, Call, History, Outcome, Trouble

#: What a command ends with that proved too little; 0: the proof holds, 1: it fails.
NOTHING_PROVED = 3


@dataclass(frozen=True, slots=True)
class Amount:
    """Holds and sales that somebody was told of, and how often a server was killed."""

    holds: int = 0
    sales: int = 0
    kills: int = 0

    def __add__(self, other: "Amount") -> "Amount":
        return Amount(self.holds + other.holds, self.sales + other.sales, self.kills + other.kills)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a proof came to, in words and as an exit code."""

    code: int
    words: str


def amount_of(history: History) -> Amount:
    """What a run did that its rules could judge."""
    return Amount(
        holds=len({call.booking_id for call in history.calls if _was_told(call, Act.HOLD)}),
        sales=len({call.booking_id for call in history.calls if _was_told(call, Act.PAY)}),
        kills=sum(outage.trouble is Trouble.KILLED for outage in history.outages),
    )


def verdict(what: str, wrong: str, amount: Amount, least: Amount) -> Verdict:
    """Of a proof or a run (`what`), in which something may be `wrong`, as "2 faults". It must have
    held and sold the `least` of holds and sales."""
    if wrong:
        return Verdict(1, f"THE {what.upper()} FAILS: {wrong}.")
    did = f"{amount.holds} holds, {amount.sales} sales and {amount.kills} kills"
    if amount.holds < least.holds or amount.sales < least.sales:
        wanted = f"{least.holds} holds and {least.sales} sales"
        return Verdict(NOTHING_PROVED, f"NOTHING IS PROVED by {did}: it takes {wanted}.")
    return Verdict(0, f"The {what} holds, for {did}.")


def _was_told(call: Call, act: Act) -> bool:
    return call.act is act and call.outcome is Outcome.DONE
