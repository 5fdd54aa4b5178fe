"""The short way for what clients ask most: one root field, its arguments all variables, and a
selection that is merely read off the answer.

graphql-core's executor spends more on such an operation than a cinema does on holding seats. What
this knows of an operation is worked out once; whatever is out of the ordinary takes graphql-core's
way, so that answers and errors are the same.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from graphql import (
    FieldNode,
    GraphQLError,
    GraphQLField,
    GraphQLInputType,
    GraphQLNonNull,
    GraphQLSchema,
    OperationDefinitionNode,
    OperationType,
    Undefined,
    VariableNode,
    coerce_input_value,
    is_input_type,
    type_from_ast,
)

from boxoffice.gateway.plain_fields import Read, keeps, reader_of
from boxoffice.gateway.replies import error_reply
from boxoffice.gateway.request import Request

#: Answers a root field for a caller who may have it, from arguments under Python's names.
Answer: TypeAlias = Callable[[Request, Mapping[str, Any]], Awaitable[object]]

_ANSWER = "boxoffice.answer"


@dataclass(frozen=True, slots=True)
class Answered:
    """The root of an operation whose one field was answered before."""

    value: object


class Odd(Exception):
    """The answer must be read in graphql-core's way."""

    def __init__(self, value: object) -> None:
        super().__init__()
        self.answered = Answered(value)


@dataclass(frozen=True, slots=True)
class _Argument:
    name: str
    variable: str
    type: GraphQLInputType


@dataclass(frozen=True, slots=True)
class Direct:
    """One operation that goes the short way."""

    key: str
    nullable: bool
    answer: Answer
    read: Read
    #: Whether KeptFields are in what is read.
    keeps: bool
    inputs: tuple[_Argument, ...]

    def arguments(self, variables: Mapping[str, Any]) -> dict[str, Any] | None:
        """The field's arguments; None where something about the variables is to be said."""
        arguments: dict[str, Any] = {}
        for each in self.inputs:
            if each.variable not in variables:
                if isinstance(each.type, GraphQLNonNull):
                    return None
                continue
            try:
                value = coerce_input_value(variables[each.variable], each.type)
            except (GraphQLError, RecursionError):
                return None
            if value is Undefined:
                return None
            arguments[each.name] = value
        return arguments

    async def run(self, request: Request, arguments: Mapping[str, Any]) -> dict[str, Any]:
        """The response; Odd when the answer cannot be merely read."""
        try:
            value = await self.answer(request, arguments)
        except Exception as error:
            failed = GraphQLError(str(error), path=[self.key], original_error=error)
            data = {self.key: None} if self.nullable else None
            return {"data": data, "errors": [error_reply(failed)]}
        try:
            return {"data": {self.key: self.read(value)}}
        except Exception:
            raise Odd(value) from None


def mark_answer(field: GraphQLField, answer: Answer) -> None:
    """Note how a root field is answered."""
    field.extensions[_ANSWER] = answer


def direct(schema: GraphQLSchema, operation: OperationDefinitionNode) -> Direct | None:
    """How a valid operation goes the short way; None where it does not."""
    (node, *others) = operation.selection_set.selections
    root = schema.get_root_type(operation.operation)
    if operation.operation is OperationType.SUBSCRIPTION or others or operation.directives:
        return None
    if root is None or not isinstance(node, FieldNode) or node.directives:
        return None
    field = root.fields.get(node.name.value)
    if field is None or _ANSWER not in field.extensions:
        return None
    inputs = _inputs(schema, operation, field, node)
    read = reader_of(field.type, node)
    if inputs is None or read is None:
        return None
    key = node.alias.value if node.alias else node.name.value
    nullable = not isinstance(field.type, GraphQLNonNull)
    has_kept = keeps(field.type, node)
    return Direct(key, nullable, field.extensions[_ANSWER], read, has_kept, inputs)


def _inputs(
    schema: GraphQLSchema,
    operation: OperationDefinitionNode,
    field: GraphQLField,
    node: FieldNode,
) -> tuple[_Argument, ...] | None:
    """The arguments, if all are variables of just their types and nothing has a default."""
    variables = {
        each.variable.name.value: type_from_ast(schema, each.type)
        for each in operation.variable_definitions or ()
        if each.default_value is None and not each.directives
    }
    given = {each.name.value: each.value for each in node.arguments or ()}
    if len(variables) != len(operation.variable_definitions or ()) or len(variables) != len(given):
        return None
    inputs = []
    for name, argument in field.args.items():
        if argument.default_value is not Undefined or argument.default is not None:
            return None
        value = given.get(name)
        if value is None:
            continue
        if not isinstance(value, VariableNode):
            return None
        variable = variables.get(value.name.value)
        # A variable may promise more than it must: to be there.
        if not is_input_type(variable) or str(variable) not in (
            str(argument.type),
            f"{argument.type}!",
        ):
            return None
        inputs.append(_Argument(argument.out_name or name, value.name.value, variable))
    return tuple(inputs)
