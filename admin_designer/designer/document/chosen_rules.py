"""What a cinema looks for in its drawings, as a text to be kept."""

import json
from dataclasses import replace
from typing import Any

from admin_designer.designer.document.problems import Kind, Rules, Severity

#: What is never published, whoever thinks little of it.
ALWAYS_ERRORS = frozenset(
    {
        Kind.NO_SEATS,
        Kind.DOUBLED_NAME,
        Kind.DOUBLED_SEAT,
        Kind.NO_CATEGORY,
        Kind.OUTSIDE,
        Kind.AREA_NAME,
    }
)
#: The limits that may be chosen, and how far.
LIMITS = {"seats_to_aisle": (1, 100), "aisle_mm": (0, 10_000), "passage_mm": (0, 5_000)}


def with_severity(rules: Rules, kind: Kind, severity: Severity) -> Rules:
    """The rules with one kind of problem taken otherwise; one that is always an error stays so."""
    if kind in ALWAYS_ERRORS:
        return rules
    return replace(rules, severities={**rules.severities, kind: severity})


def text_of(rules: Rules) -> str:
    """What differs from the usual rules; empty where nothing does."""
    usual = Rules()
    limits = {name: getattr(rules, name) for name in LIMITS}
    differs: dict[str, Any] = {
        name: limit for name, limit in limits.items() if limit != getattr(usual, name)
    }
    severities = {
        kind.value: severity.value
        for kind, severity in rules.severities.items()
        if severity is not usual.severities[kind]
    }
    if severities:
        differs["severities"] = severities
    return json.dumps(differs, sort_keys=True) if differs else ""


def rules_from(text: str) -> Rules:
    """The rules of a text; what in it is none of theirs is passed over, since it was kept by
    another version, or by hand."""
    content = _object(text)
    limits: dict[str, Any] = {
        name: content[name]
        for name, (lowest, highest) in LIMITS.items()
        if type(content.get(name)) is int and lowest <= content[name] <= highest
    }
    rules = replace(Rules(), **limits)
    given = content.get("severities")
    severities = given if isinstance(given, dict) else {}
    for kind in Kind:
        if severities.get(kind.value) in tuple(Severity):
            rules = with_severity(rules, kind, Severity(severities[kind.value]))
    return rules


def _object(text: str) -> dict[str, Any]:
    try:
        content = json.loads(text or "{}")
    except (ValueError, RecursionError):
        return {}
    return content if isinstance(content, dict) else {}
