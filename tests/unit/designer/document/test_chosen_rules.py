"""What a cinema takes for a problem is its own to say, but for what can never be published."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from admin_designer.designer.document.baking import drawn
from admin_designer.designer.document.chosen_rules import (
    ALWAYS_ERRORS,
    rules_from,
    text_of,
    with_severity,
)
from admin_designer.designer.document.document import Document
from admin_designer.designer.document.problems import Kind, Rules, Severity
from admin_designer.halls.comparing import compare
from tests.unit.seatmap.plans import hall_91


@given(st.dictionaries(st.sampled_from(Kind), st.sampled_from(Severity)), st.integers(1, 100))
def test_rules_are_the_same_when_they_are_read_again(
    severities: dict[Kind, Severity], seats: int
) -> None:
    rules = replace(Rules(), seats_to_aisle=seats)
    for kind, severity in severities.items():
        rules = with_severity(rules, kind, severity)
    assert rules_from(text_of(rules)) == rules


def test_usual_rules_keep_nothing() -> None:
    assert text_of(Rules()) == ""


@pytest.mark.parametrize("kind", sorted(ALWAYS_ERRORS))
def test_what_can_never_be_published_stays_an_error(kind: Kind) -> None:
    assert with_severity(Rules(), kind, Severity.OFF) == Rules()
    assert rules_from(json.dumps({"severities": {kind.value: "off"}})) == Rules()


@pytest.mark.parametrize(
    "text",
    [
        "{",
        "[]",
        "[" * 100_000,
        '{"severities": 5, "aisle_mm": "wide", "passage_mm": -1, "seats_to_aisle": true}',
        '{"severities": {"overlap": "fatal", "noise": "error", "outside": []}}',
    ],
)
def test_what_is_no_rule_is_passed_over(text: str) -> None:
    assert rules_from(text) == Rules()


def test_a_cinemas_own_errors_forbid_publishing() -> None:
    hall = Document(drawn(hall_91()))
    assert compare(hall, "", None).forbids == ()
    strict = with_severity(Rules(), Kind.NARROW_ROW, Severity.ERROR)
    (words, *_) = compare(hall, "", None, replace(strict, passage_mm=300)).forbids
    assert words.endswith("270 mm between the rows; a way needs 300.")
