"""What an admin sets about a theatre's papers, and every counter prints."""

from boxoffice.client.codec import decode, selection
from boxoffice.client.connection import Connection
from boxoffice.model.paper import PaperTemplate


class Papers:
    """The templates of theatres."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    _TEMPLATE = f"""query PaperTemplate($theatreId: ID!) {{
      paperTemplate(theatreId: $theatreId) {selection(PaperTemplate)}
    }}"""

    async def template(self, theatre_id: str) -> PaperTemplate:
        """What stands on a theatre's papers."""
        variables = {"theatreId": theatre_id}
        return decode(PaperTemplate, await self._connection.call(self._TEMPLATE, variables))

    _SET = f"""mutation SetPaperTemplate($theatreId: ID!, $template: PaperTemplateInput!) {{
      setPaperTemplate(theatreId: $theatreId, template: $template) {selection(PaperTemplate)}
    }}"""

    async def set_template(self, template: PaperTemplate) -> PaperTemplate:
        """Print this from now on, which was made of the version that it names; NotAllowed,
        BadInput, Outdated."""
        variables = {
            "theatreId": template.theatre_id,
            "template": {
                "heading": template.heading,
                "gstin": template.gstin,
                "note": template.note,
                "logo": template.logo,
                "version": template.version,
            },
        }
        return decode(PaperTemplate, await self._connection.call(self._SET, variables))
