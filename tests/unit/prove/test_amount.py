"""What a proof comes to: it holds, it fails, or it did too little to say anything."""

import pytest

from boxoffice.prove.amount import NOTHING_PROVED, Amount, amount_of, verdict
from boxoffice.prove.history import Act, Call, History, Outage, Outcome, Terms, Trouble

SHOW = 10_001
LEAST = Amount(holds=2, sales=1)
HOLD = Call("ann", Act.HOLD, SHOW, 1, 2, Outcome.DONE, "token", "b1", "h1", ("A1",), ("A1",))
PAY = Call("ann", Act.PAY, SHOW, 3, 4, Outcome.DONE, "key", "b1", held=("A1",))


def of(*calls: Call, outages: tuple[Outage, ...] = ()) -> Amount:
    return amount_of(History(Terms(10.0, 20.0, {SHOW: ("A1",)}), calls, outages))


def test_what_was_answered_counts_once_and_what_was_not_counts_nothing() -> None:
    refused = Call("bob", Act.HOLD, SHOW, 1, 2, Outcome.REFUSED, gone=("A1",))
    unheard = Call("ann", Act.PAY, SHOW, 3, key="other", booking_id="b2")
    killed, paused = (Outage(trouble, 5, 6) for trouble in (Trouble.KILLED, Trouble.PAUSED))
    assert of(HOLD, HOLD, refused, PAY, PAY, unheard) == Amount(holds=1, sales=1)
    assert of(outages=(killed, paused)) == Amount(kills=1)


@pytest.mark.parametrize(
    "amount", [Amount(), Amount(kills=3), Amount(holds=2), Amount(holds=1, sales=1)]
)
def test_a_proof_that_held_or_sold_too_little_proves_nothing(amount: Amount) -> None:
    came_to = verdict("proof", "", amount, LEAST)
    assert came_to.code == NOTHING_PROVED
    assert came_to.words == (
        f"NOTHING IS PROVED by {amount.holds} holds, {amount.sales} sales and {amount.kills}"
        " kills: it takes 2 holds and 1 sales."
    )


def test_a_proof_says_how_much_it_holds_for() -> None:
    came_to = verdict("proof", "", Amount(12, 4, 1), LEAST)
    assert (came_to.code, came_to.words) == (
        0,
        "The proof holds, for 12 holds, 4 sales and 1 kills.",
    )


def test_a_fault_counts_however_little_was_done() -> None:
    came_to = verdict("run", "2 faults", Amount(), LEAST)
    assert (came_to.code, came_to.words) == (1, "THE RUN FAILS: 2 faults.")
