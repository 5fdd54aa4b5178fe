"""How much one document may ask for: counted before it is validated, so that nothing runs that
asks for more."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from graphql import (
    DirectiveNode,
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    GraphQLList,
    GraphQLNonNull,
    GraphQLSchema,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
)

#: Objects that a list is taken to hold when a document's cost is reckoned.
LIST_WEIGHT = 10
#: Lists that are long by nature, every seat of a hall: few of them may stand in one document,
#: since a large hall is many times what is reckoned for it.
LONG_LISTS = {"getSeats": 1_000, "getAvailableSeats": 1_000}
#: How deep fragments may lie in one another; a circle of them is deeper than any number.
FRAGMENTS_DEEP = 20
_META = ("__schema", "__type")


@dataclass(frozen=True, slots=True)
class DocumentLimits:
    """What one document and its variables may have. `cost` counts one for each field, and for
    the fields of a list's objects as if the list held LIST_WEIGHT (or as
    LONG_LISTS says)."""

    tokens: int = 2_000
    depth: int = 12
    cost: int = 50_000
    aliases: int = 50
    root_fields: int = 60
    long_lists: int = 5
    directives: int = 50
    list_items: int = 20_000
    variables_depth: int = 10
    #: Whether clients may ask for the schema, and are told what they may have meant.
    introspection: bool = False


@dataclass(frozen=True, slots=True)
class _Size:
    """What a selection, with all that it spreads, amounts to; `fields` stand in it side by side,
    `cost` counts those within them too."""

    depth: int = 0
    cost: int = 0
    aliases: int = 0
    directives: int = 0
    fields: int = 0
    long_lists: int = 0

    def beside(self, other: "_Size") -> "_Size":
        """Both together."""
        return _Size(
            max(self.depth, other.depth),
            self.cost + other.cost,
            self.aliases + other.aliases,
            self.directives + other.directives,
            self.fields + other.fields,
            self.long_lists + other.long_lists,
        )


def faults_in_document(
    schema: GraphQLSchema, document: DocumentNode, limits: DocumentLimits
) -> list[GraphQLError]:
    """Why the document asks for too much; empty when it does not."""
    counting = _Counting(schema, document, limits)
    for definition in document.definitions:
        if isinstance(definition, OperationDefinitionNode):
            fault = counting.fault_in(definition)
            if fault:
                return [GraphQLError(fault)]
    return []


def root_fields(document: DocumentNode, operation: OperationDefinitionNode) -> Iterator[FieldNode]:
    """The fields at an operation's root, also those that fragments bring; of a valid document."""
    fragments = {
        each.name.value: each
        for each in document.definitions
        if isinstance(each, FragmentDefinitionNode)
    }
    waiting = [*operation.selection_set.selections]
    while waiting:
        node = waiting.pop()
        if isinstance(node, FieldNode):
            yield node
        elif isinstance(node, InlineFragmentNode):
            waiting.extend(node.selection_set.selections)
        elif isinstance(node, FragmentSpreadNode):
            waiting.extend(fragments[node.name.value].selection_set.selections)


@dataclass
class _Counting:
    """Counts through a document's fragments, each of them once."""

    schema: GraphQLSchema
    document: DocumentNode
    limits: DocumentLimits
    _fragments: dict[str, FragmentDefinitionNode] = field(default_factory=dict)
    _sizes: dict[str, _Size] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for definition in self.document.definitions:
            if isinstance(definition, FragmentDefinitionNode):
                self._fragments[definition.name.value] = definition

    def fault_in(self, operation: OperationDefinitionNode) -> str:
        """What the operation has too much of, in words."""
        root = self.schema.get_root_type(operation.operation)
        try:
            size = self._of_selection(root, operation.selection_set, 0)
        except (_TooDeep, RecursionError):
            return "The document is nested too deep."
        size = replace(size, directives=size.directives + len(operation.directives or ()))
        return self._fault(size)

    def _fault(self, size: _Size) -> str:
        limits = self.limits
        for what, count, limit in (
            ("levels", size.depth, limits.depth),
            ("aliases", size.aliases, limits.aliases),
            ("directives", size.directives, limits.directives),
            ("fields at its root", size.fields, limits.root_fields),
            ("lists of all seats", size.long_lists, limits.long_lists),
        ):
            if count > limit:
                return f"The document has {count} {what}; {limit} are the most."
        if size.cost > limits.cost:
            return f"The document asks for too much at once: {size.cost}, of at most {limits.cost}."
        return ""

    def _of_selection(self, type_: Any, selection: SelectionSetNode, deep: int) -> _Size:
        if deep > self.limits.depth + FRAGMENTS_DEEP:
            raise _TooDeep
        size = _Size()
        for node in selection.selections:
            if isinstance(node, FieldNode):
                size = size.beside(self._of_field(type_, node, deep))
            elif isinstance(node, InlineFragmentNode):
                size = size.beside(self._of_inline(type_, node, deep))
            elif isinstance(node, FragmentSpreadNode):
                size = size.beside(self._of_spread(node, deep))
        return size

    def _of_field(self, type_: Any, node: FieldNode, deep: int) -> _Size:
        name = node.name.value
        if name in _META and self.limits.introspection:
            return _Size()
        aliases, long_lists = int(node.alias is not None), int(name in LONG_LISTS)
        own = _Size(1, 1, aliases, _count(node.directives), 1, long_lists)
        if node.selection_set is None:
            return own
        fields = getattr(type_, "fields", {})
        known = fields.get(name)
        named, weight = _unwrapped(known.type) if known is not None else (None, 1)
        weight = LONG_LISTS.get(name, weight)
        inner = self._of_selection(named, node.selection_set, deep + 1)
        inner = replace(inner, depth=inner.depth + 1, cost=inner.cost * weight, fields=0)
        return own.beside(inner)

    def _of_inline(self, type_: Any, node: InlineFragmentNode, deep: int) -> _Size:
        if node.type_condition is not None:
            type_ = self.schema.type_map.get(node.type_condition.name.value)
        inner = self._of_selection(type_, node.selection_set, deep + 1)
        return replace(inner, directives=inner.directives + _count(node.directives))

    def _of_spread(self, node: FragmentSpreadNode, deep: int) -> _Size:
        name = node.name.value
        size = self._sizes.get(name)
        if size is None:
            fragment = self._fragments.get(name)
            if fragment is None:
                # Validation says so.
                return _Size()
            type_ = self.schema.type_map.get(fragment.type_condition.name.value)
            size = self._of_selection(type_, fragment.selection_set, deep + 1)
            self._sizes[name] = size
        return replace(size, directives=size.directives + _count(node.directives))


class _TooDeep(Exception):
    """The fragments go in a circle, or nobody writes by hand what this is."""


def _count(directives: tuple[DirectiveNode, ...] | None) -> int:
    return len(directives or ())


def _unwrapped(type_: Any) -> tuple[Any, int]:
    """The named type, and how many of them are reckoned with."""
    weight = 1
    while isinstance(type_, GraphQLNonNull | GraphQLList):
        if isinstance(type_, GraphQLList):
            weight *= LIST_WEIGHT
        type_ = type_.of_type
    return type_, weight
