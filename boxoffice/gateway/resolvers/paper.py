"""What stands on a theatre's papers."""

from dataclasses import dataclass

from boxoffice.gateway.binding import Bindings, Shape
from boxoffice.gateway.request import Request
from boxoffice.model.paper import PaperTemplate


@dataclass(frozen=True, slots=True)
class Wanted:
    """A template as somebody sends it."""

    version: int
    heading: str = ""
    gstin: str = ""
    note: str = ""
    logo: str = ""


async def paper_template(request: Request, theatre_id: str) -> PaperTemplate:
    """A theatre's template."""
    return await request.services.theatres.paper(theatre_id)


async def set_paper_template(request: Request, theatre_id: str, template: Wanted) -> PaperTemplate:
    """Change it."""
    by = (await request.caller()).user_id
    wanted = PaperTemplate(
        theatre_id,
        template.heading,
        template.gstin,
        template.note,
        template.logo,
        template.version,
    )
    return await request.services.theatres.set_paper(wanted, by)


BINDINGS = Bindings(
    roots={"Query.paperTemplate": paper_template, "Mutation.setPaperTemplate": set_paper_template},
    shapes={"PaperTemplate": Shape(PaperTemplate)},
    inputs={"PaperTemplateInput": Wanted},
)
