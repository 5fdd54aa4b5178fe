"""The proof with real processes, really killed: short in the tests, long by `make prove`."""

import os
import signal
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from boxoffice.bootstrap.prove import Proof, prove
from boxoffice.prove.history import Act, Outcome, Trouble
from boxoffice.prove.plan import Plan, TroubleKind
from boxoffice.prove.report import story

LONG = os.environ.get("PROVE") == "long"

pytestmark = [pytest.mark.timeout(1_800 if LONG else 120), pytest.mark.xdist_group("prove")]

#: Everybody sells one show, and nothing is in their way but the others.
RACE = Plan(
    seconds=30.0 if LONG else 3.0,
    tills=200,
    processes=2,
    seats=1_000 if LONG else 200,
    hold_seconds=2,
    show_seconds=1_000.0,
    troubles=(),
)
KILLS = Plan(
    seconds=1.0,
    tills=100 if LONG else 20,
    processes=2,
    seats=300 if LONG else 100,
    rounds=50 if LONG else 5,
    hold_seconds=2,
    trouble_every_seconds=0.8,
    troubles=(TroubleKind.KILL_GATEWAY,),
)
SLEEP = Plan(
    seconds=60.0 if LONG else 4.0,
    tills=16,
    processes=1,
    seats=400,
    hold_seconds=1,
    trouble_every_seconds=0.5,
    troubles=(TroubleKind.STOP_TILLS,),
)
EVERYTHING = (
    Plan(seconds=180.0, tills=60, seats=180)
    if LONG
    else Plan(seconds=1.0, tills=12, seats=60, rounds=1, hold_seconds=1, trouble_every_seconds=0.4)
)

can_stop = pytest.mark.skipif(
    not hasattr(signal, "SIGSTOP"), reason="no process can be made to stand still here"
)


async def proof_of(plan: Plan, folder: Path) -> Proof:
    """A run that is checked and holds."""
    proof = await prove(plan, folder, print)
    assert proof.faults == (), "\n".join(story(proof.history, proof.books, proof.faults))
    assert proof.verdict.code == 0
    return proof


def lives_between_kills(proof: Proof) -> list[tuple[float, float]]:
    """From when to when each gateway lived that was begun after a kill and ended by the next."""
    kills = [one for one in proof.history.outages if one.trouble is Trouble.KILLED]
    return [(one.ended_at, following.began_at) for one, following in pairwise(kills)]


def sells(proof: Proof, first: float, last: float) -> bool:
    """Whether somebody heard of a confirmation then."""
    return any(
        call.act is Act.PAY and call.outcome is Outcome.DONE and first < call.answered_at < last
        for call in proof.history.calls
    )


async def test_of_200_clients_that_race_for_overlapping_groups_each_seat_goes_to_one(
    tmp_path: Path,
) -> None:
    deeds = (await proof_of(RACE, tmp_path)).deeds
    # In each process there is one that abandons what it holds.
    assert deeds.clients == RACE.tills + RACE.processes
    assert deeds.refused_holds > RACE.tills / 4
    assert deeds.strangers_refused > 0


async def test_a_gateway_that_is_killed_again_and_again_keeps_every_answered_confirmation(
    tmp_path: Path,
) -> None:
    proof = await proof_of(KILLS, tmp_path)
    deeds = proof.deeds
    assert deeds.troubles[TroubleKind.KILL_GATEWAY] == KILLS.rounds
    sold = [gap for gap in lives_between_kills(proof) if sells(proof, *gap)]
    assert len(sold) * 2 >= KILLS.rounds - 1
    assert deeds.unanswered > 0
    assert deeds.pictures > 0
    assert deeds.repeated > 0


@can_stop
async def test_an_owner_who_slept_past_its_time_cannot_pay(tmp_path: Path) -> None:
    deeds = (await proof_of(SLEEP, tmp_path)).deeds
    assert deeds.sleepers_refused > 0
    assert deeds.idle_holds_seen_free > 0


@can_stop
@pytest.mark.parametrize("seed", range(2 if LONG else 1))
async def test_whatever_befalls_it_no_seat_is_sold_twice(tmp_path: Path, seed: int) -> None:
    deeds = (await proof_of(replace(EVERYTHING, seed=seed), tmp_path)).deeds
    assert set(deeds.troubles) == set(TroubleKind)
    assert min(deeds.troubles.values()) > 0
    assert deeds.pictures > 0
