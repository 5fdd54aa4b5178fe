"""Long texts as they travel: base64 of a zlib stream, a tenth of a drawing's JSON."""

import base64
import zlib

from boxoffice.model.errors import BadInput

#: The longest packed text: it fits into what a gateway takes at once.
MAX_PACKED = 4_000_000
#: What a packed text may unfold to: a drawing of the largest hall is a third of it.
MAX_UNPACKED_BYTES = 64_000_000


def pack(text: str) -> str:
    """The text, packed; BadInput for one that is too long."""
    packed = base64.b64encode(zlib.compress(text.encode())).decode("ascii")
    check_packed(packed)
    return packed


def unpack(packed: str, most_bytes: int = MAX_UNPACKED_BYTES) -> str:
    """The text that was packed; BadInput when it is none or longer than `most_bytes`."""
    check_packed(packed)
    unfolding = zlib.decompressobj()
    try:
        text = unfolding.decompress(base64.b64decode(packed, validate=True), most_bytes + 1)
        if len(text) > most_bytes:
            raise BadInput("This drawing is larger than any hall needs.")
        if not unfolding.eof:
            raise BadInput("This drawing did not arrive whole.")
        return text.decode()
    except (ValueError, zlib.error) as error:
        raise BadInput("This is not a drawing.") from error


def check_packed(packed: str) -> None:
    """BadInput for a packed text of a length that cannot be."""
    if not packed:
        raise BadInput("There is no drawing.")
    if len(packed) > MAX_PACKED:
        raise BadInput("This drawing is larger than what can be kept here.")
