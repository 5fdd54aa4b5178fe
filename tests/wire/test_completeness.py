from graphql import FieldNode, OperationDefinitionNode, parse

from tests.unit.gateway.platform_contract import ROOTS
from tests.wire import documents

OURS = {"Mutation.signIn"}
OPERATIONS = ("query", "mutation", "subscription")


def test_every_operation_of_the_contract_is_asked_for_here() -> None:
    asked = set()
    for name, text in vars(documents).items():
        if name.isupper() and isinstance(text, str) and text.startswith(OPERATIONS):
            (operation,) = parse(text).definitions
            assert isinstance(operation, OperationDefinitionNode)
            (field,) = operation.selection_set.selections
            assert isinstance(field, FieldNode)
            asked.add(f"{operation.operation.value.capitalize()}.{field.name.value}")
    assert asked == set(ROOTS) - OURS
