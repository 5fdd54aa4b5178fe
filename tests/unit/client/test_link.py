from datetime import timedelta

from boxoffice.client.link import CUT_OFF_SECONDS, GatewayClock, Link, LinkState, LinkView
from tests.clock import FakeClock


def test_a_line_that_breaks_reconnects_first_and_is_cut_off_after_a_while() -> None:
    clock = FakeClock()
    link = Link(clock)
    heard: list[LinkView] = []
    link.on_change(heard.append)
    link.measured(clock.now(), 0.01, clock.now())
    broke_at = clock.now()
    link.lost()
    clock.advance(CUT_OFF_SECONDS - 1)
    link.lost()
    clock.advance(1)
    link.lost()
    link.heard()
    assert [view.state for view in heard] == [
        LinkState.CONNECTED,
        LinkState.RECONNECTING,
        LinkState.CUT_OFF,
        LinkState.CONNECTED,
    ]
    assert [view.since for view in heard] == [None, broke_at, broke_at, None]


def test_holds_run_out_by_the_gateways_clock() -> None:
    clock = FakeClock()
    link = Link(clock)
    link.measured(clock.now(), 0.2, clock.now() + timedelta(seconds=90.1))
    assert GatewayClock(clock, link).now() == clock.now() + timedelta(seconds=90)
    assert not link.clocks_apart


def test_of_several_measurements_the_quickest_counts() -> None:
    clock = FakeClock()
    link = Link(clock)
    link.measured(clock.now(), 0.02, clock.now() + timedelta(seconds=10.01))
    link.measured(clock.now(), 3.0, clock.now() + timedelta(seconds=13.0))
    assert link.offset_seconds == 10.0


def test_a_clock_that_somebody_sets_is_followed_at_once() -> None:
    clock = FakeClock()
    link = Link(clock)
    link.measured(clock.now(), 0.02, clock.now())
    link.measured(clock.now(), 0.5, clock.now() + timedelta(seconds=3600.25))
    assert link.offset_seconds == 3600.0
    assert link.clocks_apart
