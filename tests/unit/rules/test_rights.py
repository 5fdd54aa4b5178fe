import pytest

from boxoffice.model.blocks import BlockReason
from boxoffice.model.errors import BadInput
from boxoffice.model.user import Grant, Role
from boxoffice.rules.rights import (
    approves_for,
    check_grant,
    may_act_for,
    may_block,
    may_give,
    may_take_on,
)

SYSTEM = (Grant(Role.SYSTEM_ADMIN),)
ADMIN = (Grant(Role.THEATRE_ADMIN, "PVRAH"),)
SUPERVISOR = (Grant(Role.SUPERVISOR, "PVRAH"),)
CLERK = (Grant(Role.COUNTER, "PVRAH"),)
BOTH = (Grant(Role.COUNTER, "PVRAH"), Grant(Role.COUNTER, "CPUNE"))


@pytest.mark.parametrize(
    "grant",
    [
        Grant(Role.GUEST),
        Grant(Role.CUSTOMER),
        Grant(Role.COUNTER),
        Grant(Role.MOVIE_ADMIN, "PVRAH"),
    ],
)
def test_a_role_that_means_nothing_is_not_given(grant: Grant) -> None:
    with pytest.raises(BadInput):
        check_grant(grant)


@pytest.mark.parametrize(
    ("giver", "grant", "may"),
    [
        (SYSTEM, Grant(Role.SYSTEM_ADMIN), True),
        (ADMIN, Grant(Role.THEATRE_ADMIN, "PVRAH"), True),
        (ADMIN, Grant(Role.COUNTER, "PVRAH"), True),
        (ADMIN, Grant(Role.COUNTER, "CPUNE"), False),
        (ADMIN, Grant(Role.MOVIE_ADMIN), False),
        (ADMIN, Grant(Role.SYSTEM_ADMIN), False),
        (SUPERVISOR, Grant(Role.COUNTER, "PVRAH"), False),
        ((Grant(Role.MOVIE_ADMIN),), Grant(Role.MOVIE_ADMIN), False),
        ((), Grant(Role.COUNTER, "PVRAH"), False),
    ],
)
def test_nobody_hands_on_more_than_they_run(
    giver: tuple[Grant, ...], grant: Grant, may: bool
) -> None:
    assert may_give(giver, grant) is may


@pytest.mark.parametrize(
    ("person", "acts", "takes_on"),
    [
        (CLERK, True, True),
        (ADMIN, True, True),
        (BOTH, False, False),
        ((*ADMIN, *SYSTEM), False, False),
        (SYSTEM, False, False),
        ((Grant(Role.COUNTER, "CPUNE"),), False, False),
        ((Grant(Role.CUSTOMER),), False, False),
        ((), False, True),
    ],
)
def test_an_admin_acts_for_those_alone_whose_every_role_they_could_give(
    person: tuple[Grant, ...], acts: bool, takes_on: bool
) -> None:
    assert (may_act_for(ADMIN, person), may_take_on(ADMIN, person)) == (acts, takes_on)
    assert may_act_for(SYSTEM, person)


@pytest.mark.parametrize(
    ("approver", "asker", "counts"),
    [
        (SUPERVISOR, CLERK, True),
        (ADMIN, CLERK, True),
        (CLERK, CLERK, False),
        ((Grant(Role.SUPERVISOR, "CPUNE"),), CLERK, False),
        (SUPERVISOR, SYSTEM, True),
        (SUPERVISOR, (Grant(Role.CUSTOMER),), False),
    ],
)
def test_a_pin_counts_at_the_theatre_of_its_supervisor(
    approver: tuple[Grant, ...], asker: tuple[Grant, ...], counts: bool
) -> None:
    assert approves_for(approver, asker) is counts


def test_a_clerk_says_what_is_broken_and_a_supervisor_keeps_seats_for_the_house() -> None:
    assert may_block(CLERK, "PVRAH") == (BlockReason.BROKEN,)
    for above in (SUPERVISOR, ADMIN, SYSTEM):
        assert may_block(above, "PVRAH") == tuple(BlockReason)
    assert may_block(SUPERVISOR, "CPUNE") == ()
