"""What a theatre's papers may say."""

import base64
import binascii

from boxoffice.model.booking import Buyer
from boxoffice.model.errors import BadInput
from boxoffice.model.paper import PaperTemplate
from boxoffice.rules.invoices import check_buyer

MAX_HEADING, MAX_NOTE = 60, 200
#: A logo of 576 by 240 dots, black on white, has a tenth of that.
MAX_LOGO_BYTES = 64 * 2**10
MAX_GSTIN = 15
_PNG = b"\x89PNG\r\n\x1a\n"


def check_template(template: PaperTemplate) -> None:
    """BadInput says what cannot be printed."""
    for text, most, what in (
        (template.heading, MAX_HEADING, "The heading"),
        (template.note, MAX_NOTE, "The note"),
        (template.gstin, MAX_GSTIN, "The GSTIN"),
    ):
        if len(text) > most or not text.isprintable():
            raise BadInput(f"{what} has at most {most} letters, in one line.")
    if template.gstin:
        check_buyer(Buyer(template.gstin, template.heading or template.gstin))
    logo_of(template)


def logo_of(template: PaperTemplate) -> bytes:
    """The logo's PNG, empty for none; BadInput."""
    try:
        png = base64.b64decode(template.logo, validate=True)
    except (binascii.Error, ValueError) as error:
        raise BadInput("The logo is not base64.") from error
    if png and not png.startswith(_PNG):
        raise BadInput("The logo is not a PNG picture.")
    if len(png) > MAX_LOGO_BYTES:
        raise BadInput(f"The logo may have {MAX_LOGO_BYTES // 2**10} KB.")
    return png
