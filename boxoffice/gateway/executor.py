"""The gateway: executes GraphQL documents over the services, in whatever process it lives."""

from collections.abc import AsyncGenerator, Mapping
from dataclasses import dataclass
from inspect import isawaitable
from typing import Any

from graphql import (
    DocumentNode,
    ExecutionResult,
    GraphQLError,
    OperationDefinitionNode,
    OperationType,
    execute,
    get_operation_ast,
    parse,
    specified_rules,
    subscribe,
    validate,
)

from boxoffice.gateway.access import RULES
from boxoffice.gateway.binding import bind
from boxoffice.gateway.closing import Closing
from boxoffice.gateway.facts import Facts
from boxoffice.gateway.plain_fields import PlainFieldsExecutor
from boxoffice.gateway.replies import invalid, reply
from boxoffice.gateway.request import Request, Shared
from boxoffice.gateway.resolvers import BINDINGS
from boxoffice.gateway.texts import FitTexts, fault_in
from boxoffice.gateway.upstream import Services
from boxoffice.model.clock import Clock
from boxoffice.rules.bounded import Bounded

DOCUMENTS_KEPT = 512
DOCUMENT_MAX_CHARS = 50_000
DOCUMENT_MAX_TOKENS = 5_000
DOCUMENT_MAX_ERRORS = 10
DOCUMENT_RULES = (*specified_rules, FitTexts)


@dataclass(frozen=True, slots=True)
class Prepared:
    """One operation of a document that may be executed."""

    document: DocumentNode
    operation: OperationDefinitionNode
    variables: Mapping[str, Any]

    @property
    def kind(self) -> OperationType:
        """Query, mutation or subscription."""
        return self.operation.operation

    @property
    def name(self) -> str | None:
        """The operation's name, if it has one."""
        return self.operation.name.value if self.operation.name else None


class Gateway:
    """One schema over the nine services. `guests`: people may book without signing in."""

    def __init__(self, services: Services, clock: Clock, guests: bool = False) -> None:
        self._schema = bind(BINDINGS, RULES)
        self._shared = Shared(services, clock, Facts(services), guests)
        self._documents: Bounded[str, DocumentNode] = Bounded(DOCUMENTS_KEPT)

    async def execute(
        self,
        text: str,
        variables: Mapping[str, Any] | None = None,
        token: str = "",
        operation_name: str | None = None,
        address: str = "",
    ) -> dict[str, Any]:
        """Run a query or mutation. Refusals come back in `errors`, each with `extensions.code`."""
        prepared = self.prepare(text, variables, operation_name)
        if isinstance(prepared, list):
            return invalid(prepared)
        return await self.run(prepared, self.request(token, address))

    async def subscribe(
        self,
        text: str,
        variables: Mapping[str, Any] | None = None,
        token: str = "",
        operation_name: str | None = None,
        address: str = "",
    ) -> AsyncGenerator[dict[str, Any], None]:
        """Run a subscription: one response per event; one with `errors` ends it.

        Close the iterator (`aclose`) to end the subscription.
        """
        prepared = self.prepare(text, variables, operation_name)
        if isinstance(prepared, list):
            yield invalid(prepared)
            return
        stream = self.follow(prepared, self.request(token, address))
        async with Closing(stream):
            async for response in stream:
                yield response

    def request(self, token: str = "", address: str = "") -> Request:
        """The context that an operation is executed in."""
        return Request(self._shared, token, address)

    def prepare(
        self,
        text: str,
        variables: Mapping[str, Any] | None = None,
        operation_name: str | None = None,
    ) -> Prepared | list[GraphQLError]:
        """What is to be executed, or why it cannot be."""
        document = self._document(text, variables)
        if isinstance(document, list):
            return document
        operation = get_operation_ast(document, operation_name)
        if operation is None:
            return [GraphQLError("Name the one operation of the document that is to be executed.")]
        return Prepared(document, operation, variables or {})

    async def run(self, prepared: Prepared, request: Request) -> dict[str, Any]:
        """The response to a query or mutation."""
        if prepared.kind is OperationType.SUBSCRIPTION:
            return invalid([GraphQLError("A subscription is no single answer; subscribe to it.")])
        result = execute(
            self._schema,
            prepared.document,
            context_value=request,
            variable_values=dict(prepared.variables),
            operation_name=prepared.name,
            executor_class=PlainFieldsExecutor,
        )
        return reply(await result if isawaitable(result) else result)

    async def follow(
        self, prepared: Prepared, request: Request
    ) -> AsyncGenerator[dict[str, Any], None]:
        """The responses of a subscription."""
        try:
            started = subscribe(
                self._schema,
                prepared.document,
                context_value=request,
                variable_values=dict(prepared.variables),
                operation_name=prepared.name,
                executor_class=PlainFieldsExecutor,
            )
        except GraphQLError as error:
            yield invalid([error])
            return
        stream = await started if isawaitable(started) else started
        if isinstance(stream, ExecutionResult):
            yield reply(stream)
            return
        async with Closing(stream):
            try:
                async for result in stream:
                    yield reply(result)
            except Exception as error:
                # graphql-core puts only a resolver's errors into a response, not the stream's own.
                yield invalid([GraphQLError(str(error), original_error=error)])

    def _document(
        self, text: str, variables: Mapping[str, Any] | None
    ) -> DocumentNode | list[GraphQLError]:
        """What is to be executed, or why it cannot be."""
        if fault := fault_in(variables or {}):
            return [GraphQLError(fault)]
        known = self._documents.get(text)
        if known is not None:
            return known
        try:
            document = parse(
                text,
                no_location=True,
                max_lexical_tokens=DOCUMENT_MAX_TOKENS,
                max_source_length=DOCUMENT_MAX_CHARS,
            )
        except GraphQLError as error:
            return [error]
        errors = validate(self._schema, document, DOCUMENT_RULES, max_errors=DOCUMENT_MAX_ERRORS)
        return errors or self._documents.put(text, document)
