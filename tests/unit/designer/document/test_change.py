"""Whatever was drawn can be taken back, step by step, to what was there before."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from admin_designer.designer.document.change import Change
from admin_designer.designer.document.document import Document, StaleChange
from admin_designer.designer.document.elements import HALL_ID, Element, Fixture, Hall
from boxoffice.model.layout import LandmarkKind

IDS = ("a", "b", "c")

fixtures = st.builds(
    Fixture,
    element_id=st.just(""),
    kind=st.sampled_from(LandmarkKind),
    x_mm=st.integers(0, 9),
    y_mm=st.integers(0, 9),
    width_mm=st.just(100),
    depth_mm=st.just(100),
)
steps = st.dictionaries(st.sampled_from(IDS), st.none() | fixtures, min_size=1)


def _named(step: Mapping[str, Fixture | None]) -> dict[str, Element | None]:
    return {k: replace(one, element_id=k) if one else None for k, one in step.items()}


@given(st.lists(steps, max_size=8))
def test_any_steps_taken_back_leave_the_drawing_as_it_was(
    history: list[dict[str, Fixture | None]],
) -> None:
    document = Document([_fixture("a", 1)])
    before = dict(document.elements)
    done = []
    for step in history:
        change = document.change("Draw", _named(step))
        document.apply(change)
        done.append(change)
    for change in reversed(done):
        document.apply(change.inverted())
    assert document.elements == before


@given(st.lists(steps, min_size=1, max_size=8))
def test_steps_of_one_drag_are_taken_back_together(
    history: list[dict[str, Fixture | None]],
) -> None:
    document = Document([_fixture("a", 1)])
    before = dict(document.elements)
    drag: Change | None = None
    for step in history:
        change = document.change("Move", _named(step), merge_key="drag 1")
        document.apply(change)
        drag = change if drag is None else drag.joined(change)
    assert drag is not None
    after = dict(document.elements)
    document.apply(drag.inverted())
    assert document.elements == before
    document.apply(drag)
    assert document.elements == after


def test_steps_that_belong_to_no_drag_stay_apart() -> None:
    document = Document()
    first = document.change("Draw", {"a": _fixture("a", 1)})
    assert first.joined(first.inverted()) is None


def test_a_change_is_told_once_however_much_it_moves() -> None:
    document = Document([_fixture("a", 1), _fixture("b", 1)])
    heard: list[Change] = []
    stop = document.listen(heard.append)
    change = document.change("Move", {"a": _fixture("a", 2), "b": _fixture("b", 2)})
    document.apply(change)
    document.apply(document.change("Nothing", {"a": _fixture("a", 2)}))
    stop()
    document.apply(change.inverted())
    assert heard == [change]


def test_a_change_made_for_another_drawing_is_refused_and_changes_nothing() -> None:
    document = Document([_fixture("a", 1)])
    stale = document.change("Move", {"a": _fixture("a", 2), "b": _fixture("b", 2)})
    document.apply(document.change("Move", {"a": _fixture("a", 3)}))
    with pytest.raises(StaleChange):
        document.apply(stale)
    assert dict(document.elements) == {HALL_ID: Hall(), "a": _fixture("a", 3)}


def test_a_drawing_always_has_its_hall() -> None:
    document = Document()
    with pytest.raises(StaleChange):
        document.apply(document.change("Delete", {HALL_ID: None}))
    assert document.hall == Hall()


def _fixture(element_id: str, x_mm: int) -> Fixture:
    return Fixture(element_id, LandmarkKind.PILLAR, x_mm, 0, 100, 100)
