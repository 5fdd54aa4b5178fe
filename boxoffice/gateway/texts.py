"""What every text that arrives must keep to, before any resolver sees it."""

from collections.abc import Mapping
from typing import Any

from graphql import GraphQLError, StringValueNode, ValidationRule

#: The longest text that any service takes.
TEXT_MAX_CHARS = 20_000


def fault_in(variables: Mapping[str, Any]) -> str:
    """What is wrong with the first unfit text among these variables, in words; empty when none
    is. No store keeps NUL or half of a surrogate pair, and not all of them say so alike."""
    waiting: list[object] = [variables]
    while waiting:
        value = waiting.pop()
        if isinstance(value, str):
            if fault := _fault(value):
                return fault
        elif isinstance(value, Mapping):
            waiting.extend(value.values())
        elif isinstance(value, list | tuple):
            waiting.extend(value)
    return ""


class FitTexts(ValidationRule):
    """The same for the texts that are written in a document."""

    def enter_string_value(self, node: StringValueNode, *_args: object) -> None:
        """Report an unfit text."""
        if fault := _fault(node.value):
            self.report_error(GraphQLError(fault, node))


def _fault(text: str) -> str:
    if len(text) > TEXT_MAX_CHARS:
        return f"A text of {len(text)} characters is too long; {TEXT_MAX_CHARS} are the most."
    if "\0" in text or not _is_whole(text):
        return "A text has characters that cannot be kept."
    return ""


def _is_whole(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
