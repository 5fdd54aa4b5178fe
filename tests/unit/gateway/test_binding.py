from dataclasses import replace

import pytest

from boxoffice.gateway.access import RULES
from boxoffice.gateway.binding import SchemaMismatch, Shape, bind
from boxoffice.gateway.resolvers import BINDINGS, movies
from boxoffice.model.theatre import Location

OTHERS = BINDINGS[1:]


def test_a_root_field_without_a_resolver_is_noticed() -> None:
    fewer = {path: each for path, each in movies.BINDINGS.roots.items() if path != "Query.movie"}
    with pytest.raises(SchemaMismatch, match=r"Missing resolvers: Query\.movie\."):
        bind((replace(movies.BINDINGS, roots=fewer), *OTHERS), RULES)


def test_a_root_field_without_an_access_rule_is_noticed() -> None:
    fewer = {path: rule for path, rule in RULES.items() if path != "Query.movie"}
    with pytest.raises(SchemaMismatch, match=r"Missing access rules: Query\.movie\."):
        bind(BINDINGS, fewer)


def test_a_field_that_its_source_does_not_have_is_noticed() -> None:
    shapes = {**movies.BINDINGS.shapes, "MoviePreview": Shape(Location)}
    with pytest.raises(SchemaMismatch, match=r"MoviePreview\.movieId: Location has no movie_id\."):
        bind((replace(movies.BINDINGS, shapes=shapes), *OTHERS), RULES)
