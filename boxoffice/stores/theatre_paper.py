"""What stands on theatres' papers, in SQL."""

from datetime import datetime

from sqlalchemy import Connection, bindparam, insert, select, update

from boxoffice.model.paper import PaperTemplate
from boxoffice.stores.theatre import papers

_THIS = papers.c.theatre_id == bindparam("this")
_READ = select(papers).where(_THIS)
_ADD = insert(papers)
_CHANGE = update(papers).where(_THIS, papers.c.version == bindparam("before"))


def read_template(connection: Connection, theatre_id: str) -> PaperTemplate:
    """A theatre's template; an empty one where nobody has made one."""
    row = connection.execute(_READ, {"this": theatre_id}).first()
    if row is None:
        return PaperTemplate(theatre_id)
    return PaperTemplate(row.theatre_id, row.heading, row.gstin, row.note, row.logo, row.version)


def put_template(connection: Connection, template: PaperTemplate, by: str, at: datetime) -> bool:
    """Keep a new template; False when the one there is not of the version before."""
    values = {
        "heading": template.heading,
        "gstin": template.gstin,
        "note": template.note,
        "logo": template.logo,
        "version": template.version,
        "at": at,
        "set_by": by,
    }
    before = template.version - 1
    if read_template(connection, template.theatre_id).version != before:
        return False
    if before == 0:
        connection.execute(_ADD, values | {"theatre_id": template.theatre_id})
        return True
    this = {"this": template.theatre_id, "before": before}
    return connection.execute(_CHANGE.values(**values), this).rowcount == 1
