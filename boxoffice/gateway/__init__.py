"""One GraphQL schema over the nine services."""
