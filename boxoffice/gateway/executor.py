"""The gateway: executes GraphQL documents over the services, in whatever process it lives."""

from collections.abc import AsyncGenerator, AsyncIterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from inspect import isawaitable
from typing import Any

from graphql import (
    DocumentNode,
    ExecutionResult,
    FieldNode,
    GraphQLError,
    GraphQLSchema,
    NoSchemaIntrospectionCustomRule,
    OperationDefinitionNode,
    OperationType,
    create_source_event_stream,
    execute,
    execute_subscription_event,
    get_operation_ast,
    parse,
    specified_rules,
    validate,
)
from graphql.execution import Executor

from boxoffice.gateway.access import RULES
from boxoffice.gateway.binding import bind
from boxoffice.gateway.closing import Closing
from boxoffice.gateway.direct import Direct, Odd, direct
from boxoffice.gateway.document_limits import (
    DocumentLimits,
    faults_in_document,
    root_fields,
)
from boxoffice.gateway.facts import Facts
from boxoffice.gateway.open_holds import OpenHolds, OpenLimits
from boxoffice.gateway.plain_fields import PlainFieldsExecutor
from boxoffice.gateway.replies import invalid, reply
from boxoffice.gateway.request import Request, Shared
from boxoffice.gateway.resolvers import BINDINGS
from boxoffice.gateway.texts import FitTexts, fault_in_variables
from boxoffice.gateway.upstream import Services
from boxoffice.model.clock import Clock
from boxoffice.rules.bounded import Bounded

DOCUMENTS_KEPT = 512
DOCUMENT_MAX_CHARS = 50_000
DOCUMENT_MAX_TOKENS = 5_000
DOCUMENT_MAX_ERRORS = 10
ENDING_SESSIONS = frozenset(
    {"signOut", "endSession", "endAllSessions", "setPassword", "changePassword", "resetPassword"}
)
DOCUMENT_RULES = (*specified_rules, FitTexts)


@dataclass(frozen=True, slots=True)
class Prepared:
    """One operation of a document that may be executed."""

    document: DocumentNode
    operation: OperationDefinitionNode
    variables: Mapping[str, Any]
    direct: Direct | None

    @property
    def kind(self) -> OperationType:
        """Query, mutation or subscription."""
        return self.operation.operation

    @property
    def name(self) -> str | None:
        """The operation's name, if it has one."""
        return self.operation.name.value if self.operation.name else None

    @property
    def keeps(self) -> bool:
        """Whether its answer has KeptFields in it, whose text need not be written anew."""
        return self.direct is not None and self.direct.keeps

    @property
    def ends_sessions(self) -> bool:
        """Whether it may end sessions, its own or others'."""
        return any(node.name.value in ENDING_SESSIONS for node in self._fields())

    @property
    def mutations(self) -> int:
        """How many changes it asks for; none of a query."""
        return sum(1 for _ in self._fields()) if self.kind is OperationType.MUTATION else 0

    def _fields(self) -> Iterator[FieldNode]:
        return root_fields(self.document, self.operation)


@dataclass(frozen=True, slots=True)
class Opened:
    """A subscription that was admitted: its events, and how each is answered."""

    executor: Executor[Any]
    events: AsyncIterable[Any]

    async def answer(self, event: object) -> dict[str, Any]:
        """The response to one event."""
        result = execute_subscription_event(self.executor.build_per_event_executor(event))
        return reply(await result if isawaitable(result) else result)


class Gateway:
    """One schema over the nine services. `guests`: people may book without signing in. `limits`
    hold for callers from elsewhere; the program itself needs none. `open_limits`: how
    much a guest's address or a customer may hold at once."""

    def __init__(
        self,
        services: Services,
        clock: Clock,
        guests: bool = False,
        limits: DocumentLimits | None = None,
        open_limits: OpenLimits | None = None,
    ) -> None:
        self._schema = _schema()
        self._limits = limits
        self._no_hints = limits is not None and not limits.introspection
        self._rules = (
            (*DOCUMENT_RULES, NoSchemaIntrospectionCustomRule) if self._no_hints else DOCUMENT_RULES
        )
        open_holds = OpenHolds(open_limits or OpenLimits())
        self._shared = Shared(services, clock, Facts(services), guests, open_holds)
        self._documents: Bounded[str, DocumentNode] = Bounded(DOCUMENTS_KEPT)
        #: By an operation's identity, and with it, so that no other can take that identity.
        self._directs: Bounded[int, tuple[OperationDefinitionNode, Direct | None]]
        self._directs = Bounded(DOCUMENTS_KEPT)

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
        return Prepared(document, operation, variables or {}, self._direct(operation))

    async def run(self, prepared: Prepared, request: Request) -> dict[str, Any]:
        """The response to a query or mutation."""
        if prepared.kind is OperationType.SUBSCRIPTION:
            return invalid([GraphQLError("A subscription is no single answer; subscribe to it.")])
        answered = None
        if prepared.direct is not None:
            arguments = prepared.direct.arguments(prepared.variables)
            if arguments is not None:
                try:
                    return await prepared.direct.run(request, arguments)
                except Odd as odd:
                    answered = odd.answered
        result = execute(
            self._schema,
            prepared.document,
            root_value=answered,
            context_value=request,
            variable_values=dict(prepared.variables),
            operation_name=prepared.name,
            executor_class=PlainFieldsExecutor,
            hide_suggestions=self._no_hints,
        )
        return reply(await result if isawaitable(result) else result)

    async def follow(
        self, prepared: Prepared, request: Request
    ) -> AsyncGenerator[dict[str, Any], None]:
        """The responses of a subscription."""
        opened = await self.open(prepared, request)
        if isinstance(opened, dict):
            yield opened
            return
        async with Closing(aiter(opened.events)):
            try:
                async for event in opened.events:
                    yield await opened.answer(event)
            except Exception as error:
                # graphql-core puts only a resolver's errors into a response, not the stream's own.
                yield broken_off(error)

    async def open(self, prepared: Prepared, request: Request) -> Opened | dict[str, Any]:
        """A subscription's events, or the response that refuses it."""
        if prepared.kind is not OperationType.SUBSCRIPTION:
            return invalid([GraphQLError("Only a subscription can be subscribed to.")])
        executor = PlainFieldsExecutor.build(
            self._schema,
            prepared.document,
            context_value=request,
            raw_variable_values=dict(prepared.variables),
            operation_name=prepared.name,
            hide_suggestions=self._no_hints,
        )
        if isinstance(executor, list):
            return invalid(executor)
        started = create_source_event_stream(executor)
        events = await started if isawaitable(started) else started
        if isinstance(events, ExecutionResult):
            return invalid(events.errors or [])
        return Opened(executor, events)

    def _document(
        self, text: str, variables: Mapping[str, Any] | None
    ) -> DocumentNode | list[GraphQLError]:
        """What is to be executed, or why it cannot be."""
        if fault := fault_in_variables(variables or {}, self._limits):
            return [GraphQLError(fault)]
        known = self._documents.get(text)
        if known is not None:
            return known
        limits = self._limits
        try:
            document = parse(
                text,
                no_location=True,
                max_lexical_tokens=limits.tokens if limits else DOCUMENT_MAX_TOKENS,
                max_source_length=DOCUMENT_MAX_CHARS,
            )
        except GraphQLError as error:
            return [error]
        # Counted first: validating costs more than counting, and some of it grows with the square.
        errors = faults_in_document(self._schema, document, limits) if limits else []
        errors = errors or validate(
            self._schema,
            document,
            self._rules,
            max_errors=DOCUMENT_MAX_ERRORS,
            hide_suggestions=self._no_hints,
        )
        return errors or self._documents.put(text, document)

    def _direct(self, operation: OperationDefinitionNode) -> Direct | None:
        known = self._directs.get(id(operation))
        if known is None:
            found = direct(self._schema, operation)
            known = self._directs.put(id(operation), (operation, found))
        return known[1]


@cache
def _schema() -> GraphQLSchema:
    """The schema, which knows no gateway: whatever it needs comes with each request."""
    return bind(BINDINGS, RULES)


def broken_off(error: Exception) -> dict[str, Any]:
    """The response that ends a stream which failed."""
    return invalid([GraphQLError(str(error), original_error=error)])
