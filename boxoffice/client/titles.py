"""What those ask who see to movies and events."""

from boxoffice.client.codec import decode, decode_all, encode, selection
from boxoffice.client.connection import Connection
from boxoffice.model.movie import Title


class Titles:
    """Every method raises the refusals of model.errors; TryAgain when the answer was lost, and
    then asking the same once more does nothing twice."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    _ALL = f"query Titles {{ titles {selection(Title)} }}"

    async def all(self) -> tuple[Title, ...]:
        """Every movie and event by title."""
        return decode_all(Title, await self._connection.call(self._ALL, {}))

    _SAVE = f"""mutation SaveTitle(
      $movie: MovieDetailsInput!, $facts: TitleFactsInput!, $version: Int!
    ) {{
      saveTitle(movie: $movie, facts: $facts, version: $version) {selection(Title)}
    }}"""

    async def save(self, title: Title) -> Title:
        """Keep it in place of the version that it names, or as a new one for 0. BadInput, InUse
        for an id that is taken, Outdated."""
        variables = {
            "movie": encode(title.movie),
            "facts": encode(title.facts),
            "version": title.version,
        }
        return decode(Title, await self._connection.call(self._SAVE, variables))

    _DELETE = "mutation DeleteMovie($id: String!) { deleteMovie(id: $id) }"

    async def delete(self, movie_id: str) -> None:
        """Take a title away that never had a show; InUse."""
        await self._connection.call(self._DELETE, {"id": movie_id})
