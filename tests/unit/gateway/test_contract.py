import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLUnionType,
    build_schema,
    validate_schema,
)

from boxoffice.gateway.binding import schema_text
from tests.unit.gateway.platform_contract import INPUTS, ROOTS, TYPES, spelled_out


@pytest.fixture(scope="module")
def schema() -> GraphQLSchema:
    return build_schema(schema_text())


def test_the_schema_is_a_valid_one(schema: GraphQLSchema) -> None:
    assert validate_schema(schema) == []


@pytest.mark.parametrize("name", INPUTS)
def test_an_input_has_exactly_the_contracts_fields(schema: GraphQLSchema, name: str) -> None:
    type_ = schema.type_map[name]
    assert isinstance(type_, GraphQLInputObjectType)
    fields = {field: str(each.type) for field, each in type_.fields.items()}
    assert fields == spelled_out(INPUTS[name])


@pytest.mark.parametrize("name", TYPES)
def test_a_type_has_at_least_the_contracts_fields(schema: GraphQLSchema, name: str) -> None:
    type_ = schema.type_map[name]
    assert isinstance(type_, GraphQLObjectType)
    wanted = spelled_out(TYPES[name])
    fields = {field: str(each.type) for field, each in type_.fields.items() if field in wanted}
    assert fields == wanted


@pytest.mark.parametrize("path", ROOTS)
def test_an_operation_takes_and_answers_what_the_contract_says(
    schema: GraphQLSchema, path: str
) -> None:
    root, _, name = path.partition(".")
    type_ = schema.type_map[root]
    assert isinstance(type_, GraphQLObjectType)
    field = type_.fields[name]
    arguments, result = ROOTS[path]
    assert {each: str(arg.type) for each, arg in field.args.items()} == spelled_out(arguments)
    assert str(field.type) == result


def test_seat_map_messages_are_a_snapshot_or_a_delta(schema: GraphQLSchema) -> None:
    union = schema.type_map["SeatMapUpdate"]
    assert isinstance(union, GraphQLUnionType)
    assert [each.name for each in union.types] == ["SeatMapSnapshot", "SeatMapDelta"]


def test_the_tenders_are_the_contracts_four(schema: GraphQLSchema) -> None:
    kinds = schema.type_map["TenderKind"]
    assert isinstance(kinds, GraphQLEnumType)
    assert list(kinds.values) == ["CASH", "CARD_TERMINAL", "UPI", "VOUCHER"]
