"""What every text that arrives must keep to, before any resolver sees it."""

from collections.abc import Mapping
from typing import Any

from graphql import GraphQLError, StringValueNode, ValidationRule

from boxoffice.gateway.document_limits import DocumentLimits

#: The longest text that any service takes.
TEXT_MAX_CHARS = 20_000


def fault_in_variables(variables: Mapping[str, Any], limits: DocumentLimits | None) -> str:
    """What is wrong with these variables, in words; empty when nothing is: too large, or a text
    among them unfit. No store keeps NUL or half of a surrogate pair, and not all say so alike."""
    waiting: list[tuple[object, int]] = [(variables, 0)]
    items = 0
    while waiting:
        value, depth = waiting.pop()
        if isinstance(value, str):
            if fault := _fault(value):
                return fault
        elif isinstance(value, Mapping | list | tuple):
            if limits and depth > limits.variables_depth:
                return f"The variables are nested more than {limits.variables_depth} levels deep."
            if isinstance(value, Mapping):
                value = value.values()
            else:
                items += len(value)
                if limits and items > limits.list_items:
                    return f"The variables list more than {limits.list_items} things."
            waiting += [(each, depth + 1) for each in value]
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
    if text.isascii():
        return True
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
