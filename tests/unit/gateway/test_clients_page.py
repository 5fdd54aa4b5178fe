"""What the page for other programs tells them to ask can be asked."""

import re
from pathlib import Path

from graphql import parse, validate

from boxoffice.gateway.access import RULES
from boxoffice.gateway.binding import bind
from boxoffice.gateway.resolvers import BINDINGS

PAGE = Path(__file__).parents[3] / "docs" / "clients.md"


def test_every_document_of_the_page_for_other_programs_is_valid() -> None:
    documents = re.findall(r"```graphql\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    schema = bind(BINDINGS, RULES)
    assert len(documents) == 7
    assert [validate(schema, parse(document)) for document in documents] == [[]] * 7
